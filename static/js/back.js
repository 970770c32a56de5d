// A refused form is the answer to a sending: the browser's Back would meet an error of its own there, or ask to send it
// again. Left behind, it is its own page again. Reloaded, it still keeps what was typed.
const [opening] = performance.getEntriesByType("navigation");

if (opening?.responseStatus === 422) {
  addEventListener("pagehide", () => history.replaceState(history.state, "", location.href));
}
