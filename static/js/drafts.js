// A form with a bar of drafts (`data-draft-bar`) is saved on the server while it is typed; the bar says how that went.
import { freshen, token } from "./csrf.js";

const PAUSE = 1500; // ms without a key before we save
const RETRY = 15000;

class Draft {
  constructor(bar) {
    this.bar = bar;
    this.form = bar.closest("form");
    this.timer = null;
    this.unsaved = false;
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", () => this.sent());
    addEventListener("beforeunload", (event) => this.unsaved && this.failed && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.hidden && this.unsaved && this.save(true));
  }

  typed() {
    this.unsaved = true;
    this.saveIn(PAUSE);
  }

  sent() {
    freshen(this.form);
    clearTimeout(this.timer);
    this.underWay?.abort(); // else it could arrive after the form, and leave a draft of what is done
    this.unsaved = false;
  }

  saveIn(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save(leaving = false) {
    clearTimeout(this.timer);
    this.unsaved = false;
    const answer = await this.send(leaving).catch(() => null);
    if (answer?.ok) return this.saved((await answer.json()).at);
    if (this.underWay.signal.aborted) return;
    this.unsaved = true;
    this.refused(answer === null ? "failed" : "signedOut");
  }

  send(keepalive) {
    const body = new FormData(this.form);
    for (const name of [...body.keys()]) if (body.get(name) instanceof File) body.delete(name);
    body.append("draft_path", this.bar.dataset.path);
    body.append("draft_author", body.get("author") ?? "");
    body.delete("author"); // else a refused draft would be kept as a form that was sent
    this.underWay = new AbortController();
    const how = { method: "POST", body, keepalive, redirect: "manual", signal: this.underWay.signal };
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
