// Reads a page aloud, only when asked to, by the browser's own voice and in the language of the page: what stands on it, the
// answers to choose from, and at last the button that leads on. Says so when the device has no voice of that language.

const button = document.querySelector("[data-speak]");
const label = button?.querySelector(".tool__text");
const words = label?.textContent;
const synthesis = window.speechSynthesis;
const language = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-GB";

// innerText leaves out what is not shown: other languages' parts, folded parts, the slip for the printer.
function lines() {
  const mute = new Set([...document.querySelectorAll("main :is(.back, .keypad__key, .paper__lack)")].map((each) => each.innerText.trim()));
  const said = document.querySelector("main").innerText.split("\n");
  return [...said.map((line) => line.trim()).filter((line) => !mute.has(line)), ...next()];
}

function next() {
  const main = document.querySelector("[data-main]:not([hidden])");
  return main ? [button.dataset.press + main.innerText.trim()] : [];
}

function sentences() {
  return lines().flatMap((line) => line.split(/(?<=[。！？!?])\s*/)).filter((part) => /[\p{L}\p{N}]/u.test(part));
}

function voice() {
  return synthesis.getVoices().find((each) => each.lang.toLowerCase().replace("_", "-").startsWith(language.slice(0, 2)));
}

function stop() {
  synthesis.cancel();
  button.setAttribute("aria-pressed", "false");
  label.textContent = words;
}

// Voices may be there late, or never.
function tell() {
  if (button.getAttribute("aria-pressed") === "true") label.textContent = voice() ? button.dataset.stop : button.dataset.missing;
}

function utterance(text) {
  return Object.assign(new SpeechSynthesisUtterance(text), { lang: language, rate: 0.9, voice: voice() ?? null });
}

function speak() {
  const parts = sentences().map(utterance);
  if (parts.length === 0) return;
  parts.at(-1).onend = stop;
  button.setAttribute("aria-pressed", "true");
  tell();
  for (const part of parts) synthesis.speak(part);
}

if (button && synthesis) {
  button.hidden = false;
  button.setAttribute("aria-pressed", "false");
  label.setAttribute("aria-live", "polite");
  synthesis.getVoices(); // some browsers load their voices only when asked
  synthesis.addEventListener?.("voiceschanged", tell);
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : speak()));
  window.addEventListener("pagehide", () => synthesis.cancel());
}
