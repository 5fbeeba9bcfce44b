// Forms: one click is one submission, and a long text survives a lost connection. Works only as help: without it forms still work.

const DRAFT = "draft:";

function guardOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      button.setAttribute("aria-disabled", "true");
    }
  });
}

function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
}

function store(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null; // storage may be forbidden or full; the form works without it
  }
}

// A draft is kept until its form has been accepted: the next page that no longer holds the field says so by its absence of errors.
function keepDraft(field) {
  const key = DRAFT + field.dataset.keep;
  const kept = store((shelf) => shelf.getItem(key));
  if (kept && !field.value) field.value = kept;
  field.addEventListener("input", () => store((shelf) => shelf.setItem(key, field.value)));
}

// The answer to an accepted form carries <meta name="draft-done" content="key">.
function dropDrafts() {
  for (const done of document.querySelectorAll("meta[name=draft-done]")) {
    store((shelf) => shelf.removeItem(DRAFT + done.content));
  }
}

for (const form of document.querySelectorAll("form[data-once]")) guardOnce(form);
window.addEventListener("pageshow", (event) => event.persisted && release());
dropDrafts();
for (const field of document.querySelectorAll("[data-keep]")) keepDraft(field);
document.querySelector("[data-focus]:not([data-specimen] *)")?.focus();
