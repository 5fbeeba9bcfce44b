// Keeps the page of a number at the present. While only the place in the queue moves, it is written from what the hall tells;
// when the number comes to another step (near, called, being served …) the page's parts are fetched anew, once for each step.

const SOON = 5; // minutes; domain/queueing/waiting.py: STEP
const AGAIN = 2000; // milliseconds after which a page that could not be fetched is asked for again
const BUZZ = [300, 150, 300];
const CALLS_FOR = new Set(["near", "next", "called"]);

const ticket = document.querySelector("[data-ticket]");
const known = { step: stepOf(document), mark: "", busy: false, sound: null, state: null };

function stepOf(page) {
  return page.querySelector("[data-step]").dataset.step;
}

function isOver() {
  return document.querySelector("[data-step]").dataset.over === "yes";
}

function find(state) {
  const number = ticket.dataset.ticket;
  const queue = state.queues.find((each) => each.letter === ticket.dataset.letter) ?? { waiting: [], ranges: [] };
  const queues = state.queues.filter((each) => each.waiting.includes(number));
  const at = state.counters.find((counter) => counter.ticket === number);
  const call = state.calls.find((each) => each.number === number);
  const waits = queues[0] ?? queue;
  const ahead = waits.waiting.indexOf(number);
  return { ahead, range: waits.ranges?.[ahead], counter: at?.number, call };
}

function stepNow({ ahead, call, counter }) {
  if (ahead === 0) return "next";
  if (ahead > 0) return ahead <= Number(ticket.dataset.near) ? "near" : "waiting";
  if (counter !== undefined) return call?.state ?? "called";
  return "away";
}

function place({ ahead, range }) {
  const words = document.querySelector("[data-range-words]").dataset;
  const [low, high] = range ?? [null, null];
  const told = high === null ? words.unknown : high <= SOON ? words.soon : words.some.replace("{low}", low).replace("{high}", high);
  write("[data-ahead]", String(ahead));
  if (range) write("[data-my-range]", told);
}

function write(selector, text) {
  const element = ticket.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
}

async function refresh() {
  const answer = await fetch(window.location.href, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
  }
  ticket.dataset.ticket = page.querySelector("[data-ticket]").dataset.ticket; // kept beyond midnight, it carries its day
  arrive(stepOf(document));
}

function arrive(step) {
  if (step === known.step) return;
  known.step = step;
  const sentence = ticket.querySelector("[data-part=sentence]").textContent.trim();
  document.title = `${ticket.dataset.ticket} · ${sentence}`;
  if (CALLS_FOR.has(step)) call(step === "called");
}

function call(isTurn) {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ);
  if (known.sound) ring(known.sound, isTurn ? 3 : 1);
}

function ring(sound, times) {
  for (let count = 0; count < times; count += 1) {
    const tone = sound.createOscillator();
    const loudness = sound.createGain();
    tone.frequency.value = 660;
    loudness.gain.value = 0.3;
    tone.connect(loudness).connect(sound.destination);
    tone.start(sound.currentTime + count * 0.6);
    tone.stop(sound.currentTime + count * 0.6 + 0.35);
  }
}

async function follow(state) {
  known.state = state;
  const found = find(state);
  const step = stepNow(found);
  const mark = [step, found.counter, found.call?.times].join();
  const isSame = mark === known.mark || (known.mark === "" && step === known.step);
  known.mark = mark;
  if (found.ahead >= 0 && isSame) {
    place(found);
    return;
  }
  if (known.busy || isSame || isOver()) return;
  known.busy = true;
  try {
    await refresh();
  } catch {
    known.mark = "unread";
    setTimeout(() => follow(known.state), AGAIN);
  } finally {
    known.busy = false;
  }
}

function offerAlert(button) {
  const Sound = window.AudioContext;
  if (!Sound && !navigator.vibrate) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (Sound) {
      known.sound ??= new Sound();
      await known.sound.resume();
      ring(known.sound, 1);
    }
    button.setAttribute("aria-pressed", "true");
    button.querySelector("span").textContent = button.dataset.on;
    navigator.wakeLock?.request("screen").catch(() => null);
  });
}

if (ticket) {
  document.addEventListener("hall:state", (event) => follow(event.detail));
  const alert = ticket.querySelector("[data-alert]"); // a number that is over offers none
  if (alert) offerAlert(alert);
}
