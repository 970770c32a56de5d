// The page that registers a household: rows come and go without a reload, the code fills what it tells, and people
// who may be registered already are shown while one types. Without scripts the server does the same on its buttons.
import { token } from "./csrf.js";

const PAUSE = 600; // ms without a key before we ask
const SHARED = ["last_name", "citizenships_0", "citizenships_1", "languages_0", "languages_1", "languages_2"];
const COMPARED = ["first_name", "last_name", "born_on", "code", "phone"];
const people = document.querySelector("[data-people]");
const form = people.closest("form");

// A row and its fields, by their names without the row's own prefix

const rowOf = (field) => field.closest("[data-row]");
const before = (row) => (row.dataset.row ? `${row.dataset.row}-` : "");
const nameOf = (field) => field.name.slice(before(rowOf(field)).length);
const fieldOf = (row, name) => form.elements[before(row) + name];
const typed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

async function ask(url, row) {
  const body = new FormData();
  for (const field of row.querySelectorAll("input, select")) {
    if (field.type !== "radio" || field.checked) body.append(nameOf(field), field.value);
  }
  const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token() }, redirect: "manual" });
  return answer.ok ? answer : null;
}

// Rows

function addRow() {
  const last = Math.max(-1, ...[...form.querySelectorAll("input[name=row]")].map((input) => Number(input.value)));
  const shell = document.createElement("div");
  shell.innerHTML = document.querySelector("[data-row-template]").innerHTML.replaceAll("__row__", last + 1);
  const row = shell.firstElementChild;
  people.append(row);
  for (const name of SHARED) fieldOf(row, name).value = form.elements[`head-${name}`].value;
  fieldOf(row, "copied").value = fieldOf(row, "last_name").value;
  number();
  fieldOf(row, "code").focus();
  typed();
}

function dropRow(row) {
  row.remove();
  number();
  form.querySelector("[data-add-row]").focus();
  typed();
}

function number() {
  people.querySelectorAll("[data-row]").forEach((row, index) => {
    for (const place of row.querySelectorAll("[data-number]")) place.textContent = index + 1;
  });
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches("[data-add-row], [data-drop-row]")) event.preventDefault();
  if (button?.matches("[data-add-row]")) addRow();
  if (button?.matches("[data-drop-row]")) dropRow(rowOf(button));
});

// The code

async function readCode(row) {
  const answer = await ask(people.dataset.codeUrl, row);
  if (!answer) return;
  const { says, fills, asks_why: asksWhy } = await answer.json();
  for (const [name, text] of Object.entries(fills)) fill(row, name, text);
  const place = row.querySelector("[data-code-says]");
  place.replaceChildren(...says.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  const why = row.querySelector("[data-override]");
  if (why) why.hidden = !asksWhy;
}

function fill(row, name, text) {
  const field = fieldOf(row, name);
  if (field && !field.value) field.value = text;
}

// A year alone is no exact date

function yearAlone(row) {
  const precision = fieldOf(row, "birth_precision");
  if (precision.value === "EXACT" && /^\s*\d{4}\s*$/.test(fieldOf(row, "born_on").value)) precision.value = "YEAR";
}

// Who is known already

const waiting = new WeakMap();

function lookSoon(row) {
  clearTimeout(waiting.get(row));
  waiting.set(row, setTimeout(() => look(row), PAUSE));
}

async function look(row) {
  const answer = await ask(people.dataset.lookalikesUrl, row);
  const place = row.querySelector("[data-lookalikes]");
  if (!answer) return;
  const text = (await answer.text()).trim();
  if (place.innerHTML.trim() !== text) place.innerHTML = text;
}

people.addEventListener("change", (event) => {
  if (nameOf(event.target) === "born_on") yearAlone(rowOf(event.target));
  if (["code", "born_on", "sex", "first_name", "last_name"].includes(nameOf(event.target))) readCode(rowOf(event.target));
});
people.addEventListener("input", (event) => {
  if (COMPARED.includes(nameOf(event.target))) lookSoon(rowOf(event.target));
});
