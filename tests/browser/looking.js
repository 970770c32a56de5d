// Axe's findings on the page as it stands. It is asked for contrast where a text is of a look that isn't `known`: its
// colour, its size and what is under it, which is all that contrast depends on; and for the size of targets where one
// is smaller than WCAG asks for, or lies over another. Also answers the looks that passed.
async ([rules, known]) => {
  const grounds = new Map([[null, { ground: "", opacity: 1 }]]);

  function under(one) {
    if (!grounds.has(one)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(one);
      const above = under(one.parentElement);
      const covers = backgroundImage === "none" && backgroundColor.startsWith("rgb(");
      const own = [
        backgroundColor === "rgba(0, 0, 0, 0)" ? "" : backgroundColor,
        backgroundImage === "none" ? "" : backgroundImage,
        position === "static" ? "" : `${position} ${one.className}`, // may lie on what it doesn't stand in
      ];
      const ground = covers ? backgroundColor : [...own, above.ground].filter(Boolean).join(" on ");
      grounds.set(one, { ground, opacity: opacity * above.opacity });
    }
    return grounds.get(one);
  }

  function look(one) {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(one);
    const isLarge = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24); // px: WCAG's 14 and 18 pt
    const { ground, opacity } = under(one);
    return [color, isLarge ? "large" : "small", textShadow, opacity, ground].join(" ");
  }

  function boxesOfTargets() {
    const native = "a[href], button, input:not([type=hidden]), select, summary, textarea";
    const made = "[tabindex]:is([role], td, option, progress):not([role=region])"; // a region is scrolled, not pressed
    const there = [...document.querySelectorAll(`${native}, ${made}`)].filter((one) => one.checkVisibility());
    return there.map((one) => one.getBoundingClientRect());
  }

  const isSmall = ({ width, height }) => Math.min(width, height) < 24; // px: WCAG 2.5.8
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const isTight = (boxes) => boxes.some((one, n) => isSmall(one) || boxes.slice(0, n).some((other) => meet(one, other)));

  const holdsText = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isText = (one) => holdsText(one) || one.matches("select, textarea, input:not([type=checkbox], [type=radio])");
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1;
  const onPicture = (one) => /url|gradient/.test(under(one).ground); // whose colours axe can't tell
  const isOff = (one) => one.closest(":disabled, [aria-disabled=true]") || one.closest("label")?.control?.disabled;
  const isJudged = (one) => isText(one) && isShown(one) && !isOff(one) && !onPicture(one);
  const texts = [...document.body.querySelectorAll("*")].filter(isJudged);
  const isNew = !texts.every((one) => known.includes(look(one)));
  const found = await axe.run({
    ...rules,
    rules: { "color-contrast": { enabled: isNew }, "target-size": { enabled: isTight(boxesOfTargets()) } },
    resultTypes: isNew ? ["violations", "passes"] : ["violations"],
    elementRef: true,
  });
  const passed = found.passes.find(({ id }) => id === "color-contrast")?.nodes ?? [];
  return { violations: found.violations, clean: [...new Set(passed.map(({ element }) => look(element)))] };
};
