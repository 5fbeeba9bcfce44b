// Keeps the parts of a staff page at the present: when the hall has changed, the page's parts are read anew. [data-parts] says
// from where, [data-part] what; a part in which somebody is typing, or putting a mistake
// right, waits until they are done. Works only as help.

const root = document.querySelector("[data-parts]");
const MINUTE = 60_000;
const state = { busy: false, again: false };

function typing(part) {
  if (part.querySelector("[aria-invalid]")) return true;
  const fields = [...part.querySelectorAll("input:not([type=hidden]), textarea")];
  return fields.some((field) => field.type !== "checkbox" && (field === document.activeElement || field.value !== field.defaultValue));
}

function opened(part) {
  return new Set([...part.querySelectorAll("details[open][data-name]")].map((details) => details.dataset.name));
}

function bare(part) {
  const copy = part.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
  for (const details of copy.querySelectorAll("details")) details.open = false;
  for (const form of copy.querySelectorAll("form")) delete form.dataset.pressed;
  return copy.innerHTML;
}

// Where the keyboard is: by the element's id, else as the how-many-eth of those that say the same.
function placeOf(part, element) {
  if (!part.contains(element)) return null;
  const same = alike(part, element.tagName, element.textContent);
  return { id: element.id, tag: element.tagName, text: element.textContent, nth: same.indexOf(element) };
}

function alike(part, tag, text) {
  return [...part.querySelectorAll(tag)].filter((each) => each.textContent === text);
}

function elementAt(part, place) {
  if (place.id) return part.querySelector(`#${CSS.escape(place.id)}`);
  return alike(part, place.tag, place.text)[place.nth];
}

function changed(box) {
  return box.checked !== box.defaultChecked;
}

function replace(part, fresh) {
  if (bare(part) === bare(fresh) || typing(part)) return;
  const open = opened(part);
  const focused = placeOf(part, document.activeElement);
  const chosen = new Map([...part.querySelectorAll("select[id]")].map((select) => [select.id, select.value]));
  const ticked = new Map([...part.querySelectorAll("input[type=checkbox][id]")].filter(changed).map((box) => [box.id, box.checked]));
  part.replaceChildren(...fresh.childNodes);
  for (const details of part.querySelectorAll("details[data-name]")) details.open ||= open.has(details.dataset.name);
  for (const [id, value] of chosen) {
    const select = part.querySelector(`#${id}`);
    if (select && [...select.options].some((option) => option.value === value && !option.disabled)) select.value = value;
  }
  for (const [id, checked] of ticked) {
    const box = part.querySelector(`#${CSS.escape(id)}`);
    if (box) box.checked = checked;
  }
  if (focused) elementAt(part, focused)?.focus();
}

async function read() {
  if (state.busy) {
    state.again = true;
    return;
  }
  state.busy = true;
  state.again = false;
  try {
    const answer = await fetch(root.dataset.parts, { cache: "no-store" });
    if (answer.redirected) {
      window.location.assign(answer.url);
      return;
    }
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of root.querySelectorAll("[data-part]")) {
        const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
        if (fresh) replace(part, fresh);
      }
    }
  } catch {
    // the bar of live.js says that the network has dropped
  }
  state.busy = false;
  if (state.again) read();
}

// One press is one act, also in forms that came with a fresh part.
function once(event) {
  const form = event.target;
  if (form.dataset.once !== undefined) return;
  if (form.dataset.pressed) event.preventDefault();
  form.dataset.pressed = "1";
}

function release(event) {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-pressed]")) delete form.dataset.pressed;
}

if (root) {
  document.addEventListener("hall:state", read);
  document.addEventListener("hall:back", read);
  setInterval(() => document.hidden || read(), MINUTE); // "waits for 12 minutes" grows though nothing happens
  document.addEventListener("submit", once);
  window.addEventListener("pageshow", release);
}
