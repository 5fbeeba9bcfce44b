// A number is not lost with the kiosk's screen: it is printed by itself where the address says so (once, also when the page is
// loaded again), and "clear" asks first as long as it was neither printed nor opened on a phone.

const page = document.querySelector("[data-number]");
const ask = document.querySelector("[data-not-kept]");
const PATIENCE = 2000;
const PRINTED = `printed:${page.dataset.number}`;

const isPrinted = () => sessionStorage.getItem(PRINTED) === "yes";

function print() {
  sessionStorage.setItem(PRINTED, "yes");
  window.print();
}

async function isFollowed() {
  try {
    const answer = await fetch(window.location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    return fresh.querySelector("[data-number]")?.dataset.followed === "yes";
  } catch {
    return false;
  }
}

function clear() {
  document.dispatchEvent(new CustomEvent("kiosk:forget"));
}

async function onClear(event) {
  if (isPrinted()) return;
  event.preventDefault();
  if (await isFollowed()) clear();
  else if (!ask.open) ask.showModal();
}

document.addEventListener("kiosk:clear", onClear);
window.addEventListener("beforeprint", () => sessionStorage.setItem(PRINTED, "yes"));
ask.querySelector("[data-print-now]").addEventListener("click", () => {
  ask.close();
  print();
});
ask.querySelector("[data-kept]").addEventListener("click", clear);
ask.querySelector("[data-back]").addEventListener("click", () => ask.close());
if ("prints" in page.dataset && !isPrinted()) print();
