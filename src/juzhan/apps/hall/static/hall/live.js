// Keeps a screen at the present. Needs one <p data-live="/live/…" data-state="/hall/…/state" data-lost="words with {time}">
// (templates/hall/_live.html). Tells document: "hall:state" (detail: the hall as it stands, never a replay) at first and at
// each change; "hall:lost" (detail.since: Date of the last news) when the network has dropped; "hall:back" when it is there again.
// A line that is refused (all are in use) is replaced by asking every few seconds, and tried again later.

const SILENT = 15_000; // the server says something every 5 s; a line without a word for so long is dead
const PATIENCE = 5_000; // a line that ends is opened again within this time without a word about it
const ASK = 4_000;
const TRY_AGAIN = 30_000;

const bar = document.querySelector("[data-live]");
const screen = { line: null, heard: Date.now(), told: "", lost: false, asking: null, trying: null, waiting: null };

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

function clock(moment) {
  return moment.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
}

function hear() {
  screen.heard = Date.now();
  clearTimeout(screen.waiting);
  screen.waiting = null;
  if (!screen.lost) return;
  screen.lost = false;
  bar.textContent = "";
  tell("hall:back", null);
}

function lose() {
  screen.waiting = null;
  if (screen.lost) return;
  screen.lost = true;
  const since = new Date(screen.heard);
  bar.textContent = bar.dataset.lost.replaceAll("{time}", clock(since));
  tell("hall:lost", { since });
}

function loseSoon() {
  screen.waiting ??= setTimeout(lose, PATIENCE);
}

function take(text) {
  hear();
  if (text === screen.told) return;
  screen.told = text;
  tell("hall:state", JSON.parse(text));
}

async function ask() {
  try {
    const answer = await fetch(bar.dataset.state, { cache: "no-store", signal: AbortSignal.timeout(SILENT) });
    if (!answer.ok) throw new Error(String(answer.status));
    take(await answer.text());
  } catch {
    loseSoon();
  }
  if (screen.asking) screen.asking = setTimeout(ask, ASK * (0.75 + Math.random() / 2));
}

function askMeanwhile() {
  if (!screen.asking) {
    loseSoon();
    screen.asking = setTimeout(ask, 0);
  }
  screen.trying ??= setTimeout(connect, TRY_AGAIN * (0.75 + Math.random() / 2));
}

function stopAsking() {
  clearTimeout(screen.asking);
  clearTimeout(screen.trying);
  screen.asking = screen.trying = null;
}

function connect() {
  screen.trying = null;
  screen.line?.close();
  const line = new EventSource(bar.dataset.live);
  screen.line = line;
  line.onmessage = (event) => {
    stopAsking();
    take(event.data);
  };
  line.addEventListener("here", hear);
  line.onerror = () => (line.readyState === EventSource.CLOSED ? askMeanwhile() : loseSoon());
}

function watch() {
  if (Date.now() - screen.heard < SILENT) return;
  lose();
  if (!screen.asking) connect();
}

function leave() {
  screen.line?.close();
  screen.line = null;
  stopAsking();
  clearTimeout(screen.waiting);
  screen.waiting = null;
}

function comeBack() {
  if (screen.lost || Date.now() - screen.heard > SILENT) connect();
}

function begin() {
  connect();
  setInterval(watch, SILENT / 3);
  window.addEventListener("offline", lose);
  window.addEventListener("online", connect);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => event.persisted && connect());
  document.addEventListener("visibilitychange", () => document.hidden || comeBack());
}

// The scripts that listen have all run once the document is ready.
if (bar) document.addEventListener("DOMContentLoaded", begin);
