// <button data-copy="#id" data-copied="Copied" hidden>: shown only where scripts run.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.innerText);
    const label = button.innerHTML;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.innerHTML = label), 3000);
  });
}
