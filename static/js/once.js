// A second click while the first is on its way does nothing. The server is the real guard; this spares the wait.
const sleeping = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  setTimeout(() => { // after the browser has taken the button's own value
    for (const button of form.querySelectorAll("button[type=submit]")) {
      button.disabled = true;
      sleeping.add(button);
    }
  });
  setTimeout(wake, 8000); // an answer that is a file leaves us on this page
});

function wake() {
  for (const button of sleeping) button.disabled = false;
  sleeping.clear();
}

addEventListener("pageshow", wake); // coming back with the browser's own button
