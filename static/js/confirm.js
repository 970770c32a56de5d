// A form with `data-confirm="…?"` asks before it is sent. Without scripts it is sent at once, so what can't be undone
// has a page of its own (templates/confirm.html).
const dialog = document.getElementById("confirm");

document.addEventListener(
  "submit",
  (event) => {
    const question = event.target.dataset.confirm;
    if (!question || !dialog || event.target.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, event.submitter, event.target);
  },
  { capture: true },
);

function ask(question, button, form) {
  const yes = dialog.querySelector("[data-confirm-yes]");
  dialog.querySelector("p").textContent = question;
  yes.textContent = form.dataset.confirmLabel || yes.dataset.label;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => answered(form, button), { once: true });
  dialog.showModal();
}

function answered(form, button) {
  if (dialog.returnValue !== "yes") return button?.focus();
  form.dataset.confirmed = "yes";
  form.requestSubmit(button);
  delete form.dataset.confirmed; // it may not have gone (unsent.js)
}
