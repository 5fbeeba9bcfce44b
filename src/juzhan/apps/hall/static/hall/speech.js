// Speaks each call in Chinese, twice, one after another, with the browser's own voice. Browsers ask for a press first, so there
// is a button; a screen that was pressed once tries by itself after a restart, and shows the button again if it may not.
// A call whose visitor has gone by the time its turn comes is not spoken.

const TIMES = 2;
const MOST = 6; // calls that may wait to be spoken; older ones are on the screen
const LONGEST = 12_000; // some voices never say that they have ended
const KEPT = "hall-sound";

const button = document.querySelector("[data-sound]");
const synthesis = window.speechSynthesis;
const spoken = { on: false, waiting: [], busy: false, standing: new Set() };

function voice() {
  return synthesis.getVoices().find((each) => each.lang.toLowerCase().replace("_", "-").startsWith("zh"));
}

function say(words) {
  return new Promise((done) => {
    const wanted = new SpeechSynthesisUtterance(words);
    wanted.lang = "zh-CN";
    wanted.rate = 0.9;
    wanted.voice = voice() ?? null;
    wanted.onend = done;
    wanted.onerror = (event) => {
      if (event.error === "not-allowed") turn(false);
      done();
    };
    setTimeout(done, LONGEST);
    synthesis.speak(wanted);
  });
}

async function speakAll() {
  if (spoken.busy) return;
  spoken.busy = true;
  while (spoken.waiting.length) {
    const call = spoken.waiting.shift();
    for (let time = 0; time < TIMES && spoken.on && spoken.standing.has(call.number); time += 1) await say(call.spoken);
  }
  spoken.busy = false;
}

function hear(call) {
  if (!spoken.on) return;
  spoken.standing.add(call.number);
  spoken.waiting = [...spoken.waiting, call].slice(-MOST);
  speakAll();
}

function kept(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null; // storage may be forbidden; then the button is pressed after each restart
  }
}

function turn(on) {
  spoken.on = on;
  if (!on) spoken.waiting = [];
  synthesis.cancel();
  tell();
}

// Voices may be there late, or never.
function tell() {
  const label = button.querySelector("[data-label]");
  button.setAttribute("aria-pressed", String(spoken.on));
  label.textContent = !spoken.on ? label.dataset.off : voice() ? label.dataset.on : button.dataset.missing;
}

if (button && synthesis) {
  button.hidden = false;
  synthesis.getVoices(); // some browsers load their voices only when asked
  synthesis.addEventListener("voiceschanged", tell);
  button.addEventListener("click", () => {
    turn(!spoken.on);
    kept((shelf) => shelf.setItem(KEPT, spoken.on ? "on" : "off"));
  });
  if (kept((shelf) => shelf.getItem(KEPT)) === "on") {
    turn(true);
    say(""); // says nothing, but tells whether this screen may speak without a press
  }
  document.addEventListener("hall:state", ({ detail }) => {
    spoken.standing = new Set(detail.calls.map((call) => call.number));
  });
  document.addEventListener("hall:call", ({ detail }) => hear(detail));
}
