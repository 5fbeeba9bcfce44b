// Keys on the kiosk's screen for codes and digits, since it has no keyboard: <div data-keypad="ID OF FIELD" data-keys="…">.

const words = document.querySelector("[data-keypad-words]")?.dataset;

function key(sign, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "keypad__key";
  button.textContent = sign;
  button.addEventListener("click", press);
  return button;
}

function put(field, text) {
  const from = field.selectionStart ?? field.value.length;
  field.setRangeText(text, from, field.selectionEnd ?? from, "end");
}

function drop(field) {
  const end = field.selectionEnd ?? field.value.length;
  const from = field.selectionStart === end ? Math.max(0, end - 1) : field.selectionStart;
  field.setRangeText("", from, end, "end");
}

function lay(pad) {
  const field = document.getElementById(pad.dataset.keypad);
  const label = document.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "";
  pad.setAttribute("role", "group");
  pad.setAttribute("aria-label", `${words.label} ${label}`);
  for (const sign of pad.dataset.keys) pad.append(key(sign, () => put(field, sign)));
  const last = key(words.delete, () => drop(field));
  last.classList.add("keypad__key--wide");
  pad.append(last);
  field.inputMode = "none"; // the device's own keys would cover the page
  pad.hidden = false;
}

if (words) for (const pad of document.querySelectorAll("[data-keypad]")) lay(pad);
