// Where the browser says that there is no network, the server is asked before a form goes: the browser's own page would
// take along what is typed. A form with a bar of drafts says so there (drafts.js); one with `data-waits` waits on this
// device (waiting.js).
const said = document.getElementById("not-sent");
const notice = said?.content.firstElementChild;

document.addEventListener("submit", async (event) => {
  notice?.remove();
  const form = event.target;
  if (event.defaultPrevented || navigator.onLine || form.dataset.reached) return;
  if (form.method !== "post" || !form.closest("main")) return;
  event.preventDefault();
  if (!(await isThere())) return (form.querySelector(".form-actions") ?? form.firstElementChild).before(notice);
  form.dataset.reached = "yes";
  form.requestSubmit(event.submitter);
  delete form.dataset.reached;
});

// Without a network a server on this very machine answers all the same.
function isThere() {
  const smallest = document.querySelector("link[rel=icon]").href;
  return fetch(smallest, { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
}

addEventListener("online", () => notice?.remove());
