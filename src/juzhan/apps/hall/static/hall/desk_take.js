// Lists the papers of an item as soon as it is named, so that the clerk need not press "List the papers first". What is
// ticked stays. Works only as help: without it the button lists them.

const form = document.querySelector("form[data-papers]");
const item = form?.querySelector("[name=item]");
const state = { listed: form?.dataset.listed.trim(), asked: 0 };

function names() {
  return new Set([...form.querySelectorAll("datalist option")].map((option) => option.value));
}

async function list() {
  const named = item.value.trim();
  if (named === state.listed) return;
  state.listed = named;
  const asked = ++state.asked;
  const given = new URLSearchParams(new FormData(form));
  given.delete("csrfmiddlewaretoken");
  try {
    const answer = await fetch(`${form.dataset.papers}&${given}`, { cache: "no-store" });
    const papers = await answer.text();
    if (answer.ok && asked === state.asked) form.querySelector("[data-list]").innerHTML = papers;
  } catch {
    state.listed = ""; // the network has dropped: the next change asks again
  }
}

if (form) {
  const known = names();
  form.querySelector("[data-list-button]").hidden = true;
  item.addEventListener("input", () => known.has(item.value) && list());
  item.addEventListener("change", list);
  list(); // a browser that comes back to the page has kept what was typed
}
