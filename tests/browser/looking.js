// Axe's findings on the page as it stands. It is asked for contrast where a text is of a look that is not `known`:
// colour, size and what is under it, which is all that contrast depends on. Also answers the looks it was sure of.
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

  const holdsText = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isRead = (one) => holdsText(one) || one.matches("input, select, textarea");
  const texts = [...document.body.querySelectorAll("*")].filter(
    (one) => isRead(one) && one.checkVisibility({ visibilityProperty: true }),
  );
  const news = [...new Set(texts.map(look))].filter((each) => !known.includes(each));
  const contrast = { "color-contrast": { enabled: news.length > 0 } };
  const { violations, incomplete } = await axe.run({ ...rules, rules: contrast, elementRef: true });
  const unsure = incomplete
    .filter((finding) => finding.id === "color-contrast")
    .flatMap((finding) => finding.nodes.map((node) => look(node.element)));
  return { violations, sure: news.filter((each) => !unsure.includes(each)) };
};
