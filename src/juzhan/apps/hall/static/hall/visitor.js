// Shows how many wait in each queue, and about how long, whenever the hall tells that it has changed (live.js: "hall:state").
// A queue is an element with data-queue="LETTER"; the words stand in templates/hall/_range_words.html.

const SOON = 5; // minutes; domain/queueing/waiting.py: STEP

function rangeInWords(low, high, words) {
  if (high === null || high === undefined) return words.unknown;
  if (high <= SOON) return words.soon;
  return words.some.replace("{low}", low).replace("{high}", high);
}

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function show(state) {
  const words = document.querySelector("[data-range-words]")?.dataset;
  if (!words) return;
  for (const queue of state.queues) {
    for (const told of document.querySelectorAll(`[data-queue="${queue.letter}"]`)) {
      write(told.querySelector("[data-waiting]"), String(queue.waiting.length));
      write(told.querySelector("[data-range]"), rangeInWords(queue.low, queue.high, words));
    }
  }
}

document.addEventListener("hall:state", (event) => show(event.detail));
