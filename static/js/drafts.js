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
    this.unsaved = false;
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.sent(event));
    addEventListener("beforeunload", (event) => this.unsaved && this.failed && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.hidden && this.unsaved && this.save(true));
  }

  typed() {
    this.unsaved = true;
    this.saveIn(PAUSE);
  }

  sent(event) {
    const isKept = "waits" in this.form.dataset || (navigator.onLine && !this.unsaved); // waiting.js: on the device
    if (isKept || this.goes) return this.leave();
    event.preventDefault();
    if (!this.asks) this.saveAndSend(event.submitter);
  }

  async saveAndSend(button) {
    this.asks = true;
    this.say(this.bar.dataset.saving, "");
    this.goes = await this.save();
    this.asks = false;
    if (!this.goes) return this.say(this.bar.dataset.notSent, "refused");
    this.form.requestSubmit(button);
    this.goes = false;
  }

  leave() {
    freshen(this.form);
    clearTimeout(this.timer);
    this.underWay?.abort(); // else it could arrive after the form, and leave a draft of what is done
    this.unsaved = false;
  }

  saveIn(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // Whether the server was reached. One whose sign-in expired is: it keeps what is sent, and asks to sign in.
  async save(leaving = false) {
    clearTimeout(this.timer);
    this.unsaved = false;
    this.underWay?.abort();
    const trip = (this.underWay = new AbortController());
    const late = setTimeout(() => trip.abort(LATE), PATIENCE);
    const answer = await this.send(trip.signal, leaving).catch(() => null);
    clearTimeout(late);
    if (trip.signal.aborted && trip.signal.reason !== LATE) return false;
    const isReached = answer !== null && answer.status < 500;
    if (answer?.ok) this.saved((await answer.json()).at);
    else this.refused(isReached ? "signedOut" : "failed");
    return isReached;
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
    this.unsaved = this.failed = true;
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
