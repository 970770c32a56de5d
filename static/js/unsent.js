// Where the browser knows that there is no network a form is not sent: its own page would take along what is typed.
// A form with a bar of drafts says so there (drafts.js); one with `data-waits` waits on this device (waiting.js).
const said = document.getElementById("not-sent");
const notice = said?.content.firstElementChild;

document.addEventListener("submit", (event) => {
  notice?.remove();
  const form = event.target;
  if (event.defaultPrevented || navigator.onLine || form.method !== "post" || !form.closest("main")) return;
  event.preventDefault();
  (form.querySelector(".form-actions") ?? form.firstElementChild).before(notice);
});

addEventListener("online", () => notice?.remove());
