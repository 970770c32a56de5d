// The round on a phone: a tap is seen at once, and sent by waiting.js, which says what came of it.
const round = document.querySelector("[data-round]");

document.addEventListener("waits", ({ detail: { url, state, typed } }) => {
  const form = [...round.querySelectorAll("form[data-waits]")].find((one) => one.action === url);
  if (!form) return;
  if (state === "refused") return location.reload(); // what stands, and beside it why not
  for (const said of typed.getAll("answer")) {
    for (const row of meant(form, said)) press(row, said.split("-")[1] ?? "present", state, typed.get("seen_at"));
  }
  count();
});

// Of "adults" those of whom nothing was said, and, once it is sent, those of whom this was said.
function meant(form, said) {
  if (said !== "adults") return [form.querySelector(`[value="${said}"]`)?.closest("li")].filter(Boolean);
  return [...form.querySelectorAll("[data-adult]")].filter(
    ({ dataset }) => !dataset.answer || (dataset.kept && dataset.answer === "present"),
  );
}

function press(row, answer, state, at) {
  row.dataset.answer = answer;
  row.dataset.kept = state;
  if (state === "sent") delete row.dataset.kept;
  for (const button of row.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", button.value.endsWith(`-${answer}`));
  }
  row.querySelector("[data-seen]").textContent = hour(at);
}

const hour = (at) => new Date(at).toLocaleTimeString("it", { hour: "2-digit", minute: "2-digit" });

function count() {
  for (const flat of round.querySelectorAll("[data-flat]")) {
    const left = flat.querySelectorAll("[data-counted]:not([data-answer])").length;
    flat.querySelector("[data-recorded]").textContent = flat.querySelectorAll("[data-counted][data-answer]").length;
    flat.toggleAttribute("data-done", !left);
    const adults = flat.querySelector(".all-adults");
    if (adults) adults.hidden = !flat.querySelector("[data-adult]:not([data-answer])");
  }
  round.querySelector("[data-progress]").textContent = round.querySelectorAll("[data-counted][data-answer]").length;
  const next = round.querySelector("[data-flat]:not([data-done])");
  const link = round.querySelector("[data-next]");
  link.hidden = !next;
  if (next) link.href = `#${next.id}`;
  round.querySelector("[data-close]").hidden = Boolean(next);
}
