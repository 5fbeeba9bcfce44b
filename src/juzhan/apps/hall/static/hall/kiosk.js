// The kiosk forgets: after a minute without a touch everything is cleared, with a countdown that can be stopped. Pages follow
// one another without a history; a page of an earlier visitor that comes back all the same leads to the start. Before each
// step it asks whether the site can be reached, so that a visitor meets words about paper numbers and no browser's error.
// A kiosk with a printer of slips stands at an address with ?print=auto, which is carried from page to page. A page that has
// something to lose stops "kiosk:clear" (kiosk_number.js).

const foot = document.querySelector("[data-kiosk]");
const start = foot.dataset.kiosk;
const idle = Number(foot.dataset.idle) * 1000;
const warn = Number(foot.dataset.warn) * 1000;
const ask = document.querySelector("[data-still-there]");
const down = document.querySelector("[data-network]");
const line = document.querySelector("[data-idle-line]");
const form = document.querySelector("[data-forget]");
const words = line.textContent;
const PRINTS = new URLSearchParams(window.location.search).get("print") === "auto";
const isStart = window.location.pathname === start;
const CHECK = 3000;
const PATIENCE = 4000;
const kiosk = { touched: Date.now(), forgetting: false };

// Who stands here: a number of this visit, kept in the tab and in each page's place in the history.
function visitor() {
  let number = sessionStorage.getItem("visitor");
  if (!number) {
    number = String(Math.random());
    sessionStorage.setItem("visitor", number);
  }
  return number;
}

function refuseThePast() {
  const here = visitor();
  const before = history.state?.visitor;
  if (before && before !== here) window.location.replace(carried(start));
  else history.replaceState({ visitor: here }, "");
}

function isUntouched() {
  return isStart && sessionStorage.getItem("untouched") === "yes";
}

function touch() {
  kiosk.touched = Date.now();
  sessionStorage.removeItem("untouched");
  if (ask.open) ask.close();
}

function tick() {
  if (window.speechSynthesis?.speaking) kiosk.touched = Date.now();
  if (isUntouched() || kiosk.forgetting) {
    line.hidden = true;
    return;
  }
  const left = Math.max(0, Math.ceil((kiosk.touched + idle - Date.now()) / 1000));
  line.hidden = false;
  line.textContent = words.replace("{seconds}", left);
  ask.querySelector("[data-seconds]").textContent = left;
  if (left * 1000 <= warn && !ask.open && !down.open) ask.showModal();
  if (left === 0) forget();
}

function clear() {
  window.speechSynthesis?.cancel();
  for (const each of document.forms) if (each !== form) each.reset();
  for (const field of document.querySelectorAll("main input, main textarea")) field.value = "";
  document.querySelector("main").replaceChildren();
  sessionStorage.clear();
  localStorage.clear();
}

async function forget() {
  if (kiosk.forgetting) return;
  kiosk.forgetting = true;
  const given = new FormData(form);
  clear();
  if (ask.open) ask.close();
  try {
    await fetch(form.action, { method: "POST", body: given, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    // the network is away; what stood on the screen is gone all the same
  }
  await begin();
}

async function begin() {
  if (!(await reachable())) {
    tellDown();
    return;
  }
  sessionStorage.clear();
  sessionStorage.setItem("untouched", "yes");
  window.location.replace(carried(start));
}

function carried(address) {
  const full = new URL(address, window.location.href);
  if (PRINTS) full.searchParams.set("print", "auto");
  return full.href;
}

async function reachable() {
  try {
    const answer = await fetch(foot.dataset.health, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok;
  } catch {
    return false;
  }
}

function tellDown() {
  if (ask.open) ask.close();
  if (!down.open) {
    down.showModal();
    setTimeout(lookAgain, CHECK);
  }
}

async function lookAgain() {
  if (await reachable()) await forget();
  else setTimeout(lookAgain, CHECK);
  if (kiosk.forgetting && (await reachable())) await begin();
}

async function check() {
  if (!(await reachable())) tellDown();
}

async function go(address) {
  if (await reachable()) window.location.replace(carried(address));
  else tellDown();
}

function onClick(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || link.origin !== window.location.origin) return;
  if (link.hash && link.pathname === window.location.pathname) return;
  event.preventDefault();
  if (link.pathname !== start || mayClear()) go(link.href);
}

function mayClear() {
  return document.dispatchEvent(new CustomEvent("kiosk:clear", { cancelable: true }));
}

async function onSubmit(event) {
  const sent = event.target;
  if (event.defaultPrevented) return;
  event.preventDefault();
  if (sent === form) {
    if (mayClear()) forget();
  } else if (sent.method === "get") {
    const address = new URL(sent.action);
    address.search = new URLSearchParams(new FormData(sent)).toString();
    go(address.href);
  } else if (await reachable()) {
    keep(sent, event.submitter);
    sent.action = carried(sent.action);
    sent.submit();
  } else {
    delete sent.dataset.sent;
    tellDown();
  }
}

// form.submit() leaves out the button that was pressed; its name and value are sent all the same.
function keep(sent, button) {
  if (!button?.name) return;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = button.name;
  field.value = button.value;
  sent.append(field);
}

refuseThePast();
window.addEventListener("pageshow", refuseThePast);
for (const act of ["pointerdown", "keydown", "wheel", "touchmove"]) document.addEventListener(act, touch, { passive: true });
document.addEventListener("click", onClick);
document.addEventListener("submit", onSubmit);
window.addEventListener("offline", tellDown);
document.addEventListener("hall:lost", check);
document.addEventListener("kiosk:forget", forget);
down.addEventListener("cancel", (event) => event.preventDefault());
ask.querySelector("[data-stay]").addEventListener("click", touch);
setInterval(tick, 1000);
tick();
