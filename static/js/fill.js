// A form filled in with what was typed before, files too; what is hidden is its own page's.
export function fillIn(form, typed) {
  const left = new Map(); // of fields of one name each takes its own
  for (const field of form.elements) {
    if (!field.name || ["hidden", "submit", "button"].includes(field.type)) continue;
    if (!left.has(field.name)) left.set(field.name, typed.getAll(field.name));
    const values = left.get(field.name);
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.type === "select-multiple") for (const one of field.options) one.selected = values.includes(one.value);
    else if (field.type === "file") field.files = filesOf(values);
    else if (values.length) field.value = values.shift();
  }
}

function filesOf(values) {
  const carried = new DataTransfer();
  for (const file of values) if (file.size) carried.items.add(file);
  return carried.files;
}
