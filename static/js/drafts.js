// A form with a bar of drafts (`data-draft-bar`) is saved on the server while it is typed; the bar says how that went.
// It is sent only when its last words are saved: without a connection the browser's own page would take them along.
import { freshen, token } from "./csrf.js";

const PAUSE = 1500; // ms without a key before we save
const RETRY = 15000;
const PATIENCE = 10000; // ms that an answer may take
const LATE = "late";

class Draft {
  constructor(bar) {
    this.bar = bar;
    this.form = bar.closest("form");
    this.timer = null;
    this.typings = this.kept = 0; // how often something was typed, and up to which of these the server has it
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.sent(event));
    addEventListener("beforeunload", (event) => this.unsaved && this.failed && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.hidden && this.unsaved && !this.asks && this.save(true));
  }

  get unsaved() {
    return this.typings > this.kept;
  }

  typed() {
    this.typings += 1;
    if (!this.asks) this.saveIn(PAUSE);
  }

  sent(event) {
    if (this.asks) return event.preventDefault(); // it goes as soon as it is saved
    const isKept = "waits" in this.form.dataset || (navigator.onLine && !this.unsaved); // waiting.js: on the device
    if (isKept || this.form.dataset.reached) return this.leave();
    event.preventDefault();
    this.saveAndSend(event.submitter);
  }

  // A server that stumbles over the draft alone is asked for the form itself by who presses once more.
  async saveAndSend(button) {
    this.asks = true;
    this.say(this.bar.dataset.saving, "");
    const state = await this.save().finally(() => (this.asks = false));
    if (state === "failed") return this.say(this.bar.dataset.notSent, "refused");
    if (state === "broken" && !this.insists) {
      this.insists = true;
      return this.say(this.bar.dataset.notSentBroken, "refused");
    }
    this.form.dataset.reached = "yes"; // unsent.js need not ask
    this.form.requestSubmit(button);
    delete this.form.dataset.reached;
  }

  leave() {
    freshen(this.form);
    clearTimeout(this.timer);
    this.underWay?.abort(); // else it could arrive after the form, and leave a draft of what is done
    this.kept = this.typings;
  }

  saveIn(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // How it went: saved, signedOut (the server keeps what is sent then, and asks to sign in), broken or failed.
  async save(leaving = false) {
    clearTimeout(this.timer);
    const upTo = this.typings;
    this.underWay?.abort();
    const trip = (this.underWay = new AbortController());
    const late = setTimeout(() => trip.abort(LATE), PATIENCE);
    const answer = await this.send(trip.signal, leaving).catch(() => null);
    const said = answer?.ok && (await answer.json().catch(() => null));
    clearTimeout(late);
    if (trip.signal.aborted && trip.signal.reason !== LATE) return "failed";
    if (said) {
      this.kept = upTo;
      this.saved(said.at);
      return "saved";
    }
    const state = !answer || answer.ok ? "failed" : answer.status >= 500 ? "broken" : "signedOut";
    this.refused(state);
    return state;
  }

  send(signal, keepalive) {
    const body = new FormData(this.form);
    for (const name of [...body.keys()]) if (body.get(name) instanceof File) body.delete(name);
    body.append("draft_path", this.bar.dataset.path);
    body.append("draft_author", body.get("author") ?? "");
    body.delete("author"); // else a refused draft would be kept as a form that was sent
    const how = { method: "POST", body, keepalive, redirect: "manual", signal };
    return fetch(this.bar.dataset.url, { ...how, headers: { "X-CSRFToken": token() } });
  }

  saved(at) {
    this.failed = false;
    this.say(`${this.bar.dataset.saved} ${at}`, "saved");
    this.bar.querySelector("[data-draft-sign-in]").hidden = true;
    this.bar.querySelector("[data-draft-drop]").hidden = false;
  }

  refused(why) {
    this.failed = true;
    this.say(this.bar.dataset[why], "refused");
    this.bar.querySelector("[data-draft-sign-in]").hidden = why !== "signedOut";
    this.saveIn(RETRY);
  }

  say(text, state) {
    const status = this.bar.querySelector("[data-draft-status]");
    if (status.textContent !== text) status.textContent = text;
    this.bar.dataset.state = state;
  }
}

document.querySelectorAll("[data-draft-bar]").forEach((bar) => new Draft(bar));
