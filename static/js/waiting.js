// The offline rule, for a form with `data-waits` (its server's half: wemix/waiting.py). The server first. What finds no
// network waits here, sealed, and goes out once and (of one address) in order when there is one; what is refused is shown until read,
// and fills its page in again; so does what waits still, and its page goes on once it is sent.
// With `data-waits="again"` one stays on the page, which hears of each answer by the event "waits".
import { token } from "./csrf.js";
import { fillIn } from "./fill.js";
import { Strongbox, wipe } from "./strongbox.js";

const DAY = 24 * 60 * 60 * 1000;
const RETRY = 15000;
const PATIENCE = 10000; // ms, and one more for each ten bytes, that an answer may take
const place = document.querySelector("[data-waiting]");
const words = place?.dataset;
const box = place && globalThis.crypto?.subtle ? Strongbox.of(words.waiting) : null;

// A form that is sent

let turn = Promise.resolve(); // one tap after the other
let hasLeft = false; // signed out, in another tab

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !box || hasLeft || !("waits" in form.dataset) || form.dataset.plain) return;
  event.preventDefault();
  const typed = new FormData(form, event.submitter);
  typed.delete("csrfmiddlewaretoken"); // the one of the day on which it is sent counts
  if (typed.has("seen_at")) typed.set("seen_at", new Date().toISOString());
  if (form.dataset.waits === "again") form.elements.once.value = crypto.randomUUID();
  tell(form.action, "typed", typed);
  turn = turn.then(() => sendOrKeep(form, typed, event.submitter)).catch(() => giveUp(form, typed, event.submitter));
});

// Nothing can be kept on this device: as without scripts.
function giveUp(form, typed, button) {
  if (form.dataset.waits === "again") tell(form.action, "refused", typed);
  else goOn(form, { state: "refused" }, button);
}

async function sendOrKeep(form, typed, button) {
  const packed = new Response(typed);
  const head = { url: form.action, type: packed.headers.get("Content-Type"), what: document.title.split(" · ")[0] };
  const body = await packed.arrayBuffer();
  const before = (await (await box).mine()).some((item) => !item.head.ended);
  const answer = before ? { state: "kept" } : await post(head, body);
  if (answer.state === "kept" || answer.state === "signedOut") await (await box).put(head, body);
  const again = form.dataset.waits === "again";
  if (answer.state === "refused" && again) await end({ at: Date.now(), head, body }, "refused", answer.says);
  if (answer.state !== "refused" && !again) await dropRefused(head.url);
  await show(answer.state === "signedOut");
  tell(form.action, answer.state === "signedOut" ? "kept" : answer.state, typed);
  if (!again) goOn(form, answer, button);
  if (before) sendAll();
}

function goOn(form, answer, button) {
  if (answer.state === "sent") return location.assign(answer.to);
  if (answer.state === "refused") {
    form.dataset.plain = "yes"; // its page says why, beside each field
    return form.requestSubmit(button);
  }
  form.dataset.kept = form.action; // as long as its page is open, it goes on from here
  for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = true;
}

async function post({ url, type }, body) {
  if (!token()) return { state: "signedOut" };
  const headers = { "Content-Type": type, "X-CSRFToken": token(), "X-Waits": "1" };
  const signal = AbortSignal.timeout(PATIENCE + body.byteLength / 10);
  const answer = await fetch(url, { method: "POST", body, headers, signal, redirect: "error" }).catch(() => null);
  if (!answer || answer.status === 429) return { state: "kept" };
  if (answer.status >= 500) return { state: "kept", isBroken: true };
  if (answer.status === 401) return { state: "signedOut" };
  if (answer.status === 204) return { state: "sent", to: answer.headers.get("X-Goes-On") };
  if (answer.ok) return { state: "kept" }; // somebody else's page, as of a network that asks to sign in
  const said = await answer.json().catch(() => null);
  return { state: "refused", says: said?.says ?? [words.why.replace("__status__", answer.status)] };
}

// What waits

async function sendAll() {
  await dropOld();
  await navigator.locks.request("wemix-waiting", { ifAvailable: true }, async (mine) => {
    const broken = new Set(); // addresses at which the server fails: the others' turn comes all the same
    for (let item = mine && (await next(broken)); item; item = await next(broken)) {
      const answer = await post(item.head, item.body);
      if (answer.isBroken) broken.add(item.head.url);
      else if (answer.state === "kept" || answer.state === "signedOut") return show(answer.state === "signedOut");
      else await settle(item, answer);
    }
    if (broken.size) await show();
  });
}

async function settle(item, answer) {
  const { url } = item.head;
  const form = [...document.forms].find((one) => one.dataset.kept === url);
  if (form || answer.state === "sent") await (await box).drop(item.id);
  else await end(item, "refused", answer.says);
  await show();
  tell(url, answer.state, await typedIn(item));
  if (form) goOn(form, answer);
}

async function next(broken) {
  const items = await (await box).mine();
  return items.find((item) => !item.head.ended && !broken.has(item.head.url));
}

const typedIn = ({ head, body }) => new Response(body, { headers: { "Content-Type": head.type } }).formData();

// Until somebody has read that it ended: what was refused whole, of what was dropped only what it was.
async function end({ id, at, head, body }, ended, says = []) {
  await (await box).put({ ...head, ended, says }, ended === "refused" ? body : undefined, at, id);
}

async function dropOld() {
  const before = Date.now() - DAY;
  await (await box).dropOthersBefore(before);
  const old = (await (await box).mine()).filter((item) => item.head.ended !== "dropped" && item.at < before);
  for (const item of old) {
    await end(item, "dropped");
    await show();
    if (!item.head.ended) tell(item.head.url, "refused", await typedIn(item));
  }
}

// What waits still or was refused, on its page again

const itemsOf = async (url) => (await (await box).mine()).filter(({ head }) => head.url === url);
const refusedOf = async (url) => (await itemsOf(url)).filter(({ head }) => head.ended === "refused");

async function dropRefused(url) {
  for (const item of await refusedOf(url)) await (await box).drop(item.id);
}

async function fillInAgain() {
  for (const form of document.querySelectorAll('form[data-waits]:not([data-waits="again"])')) {
    const last = (await itemsOf(form.action)).filter(({ head }) => head.ended !== "dropped").at(-1);
    if (last) fillIn(form, await typedIn(last));
    if (last && !last.head.ended) goOn(form, { state: "kept" });
  }
}

function tell(url, state, typed) {
  document.dispatchEvent(new CustomEvent("waits", { detail: { url, state, typed } }));
}

// What is said of it

let soon; // the next try

async function show(signedOut = false) {
  const items = await (await box).mine();
  const count = items.filter((item) => !item.head.ended).length;
  const sentence = signedOut ? words.signedOut : count === 1 ? words.one : words.many.replace("__n__", count);
  const status = place.querySelector("[data-waiting-says]");
  const text = count ? sentence : "";
  if (status.textContent !== text) status.textContent = text;
  const signIn = place.querySelector("[data-waiting-sign-in]");
  signIn.hidden = !signedOut;
  signIn.search = new URLSearchParams({ next: location.pathname });
  place.querySelector("[data-waiting-told]").replaceChildren(...items.filter((item) => item.head.ended).map(line));
  const isLost = count || (await (await box).holdsOthers());
  for (const form of document.querySelectorAll("form[data-signs-out]")) {
    if (isLost) form.dataset.confirm = words.sure;
    else delete form.dataset.confirm;
  }
  clearTimeout(soon);
  if (count) soon = setTimeout(sendAll, RETRY);
}

function line({ id, at, head }) {
  const when = new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  const row = document.createElement("li");
  const sentence = words[head.ended].replace("__what__", head.what).replace("__when__", when);
  const open = Object.assign(document.createElement("a"), { href: head.url, textContent: words.open });
  const read = Object.assign(document.createElement("button"), { type: "button", textContent: words.read });
  read.className = "btn-text";
  read.addEventListener("click", async () => {
    await (await box).drop(id);
    show();
  });
  row.append([sentence, ...head.says].join(" "), " ", open, " ", read);
  return row;
}

// Signing out leaves nothing behind; the server asks the browser for the same (Clear-Site-Data). In other tabs nothing
// is kept any more.

const tabs = new BroadcastChannel("wemix-waiting");
tabs.addEventListener("message", () => (hasLeft = true));

document.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || !("signsOut" in event.target.dataset)) return;
  event.preventDefault();
  tabs.postMessage("signs out");
  await wipe().catch(() => null);
  event.target.submit();
});

if (box) {
  addEventListener("online", sendAll);
  (async () => {
    await dropOld();
    await show();
    await fillInAgain();
    for (const item of await (await box).mine()) if (!item.head.ended) tell(item.head.url, "kept", await typedIn(item));
    await sendAll();
  })();
}
