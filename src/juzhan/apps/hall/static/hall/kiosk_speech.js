// Reads a page aloud, only when asked to, by the browser's own voice and in the language of the page.

const button = document.querySelector("[data-speak]");
const label = button?.querySelector(".tool__text");
const words = label?.textContent;

function sentences() {
  const said = document.querySelector("main").cloneNode(true);
  for (const mute of said.querySelectorAll("svg, button, form, .back, [hidden], [aria-hidden=true], .paper-only")) mute.remove();
  for (const block of said.querySelectorAll("h1, h2, h3, p, li, dt, dd, a, td, th")) block.append("。");
  return said.textContent.replace(/\s+/g, " ").split(/(?<=[。！？!?])\s*/).map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part));
}

function stop() {
  window.speechSynthesis.cancel();
  button.setAttribute("aria-pressed", "false");
  label.textContent = words;
}

function speak() {
  const language = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-GB";
  const parts = sentences().map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: language, rate: 0.9 }));
  if (parts.length === 0) return;
  parts.at(-1).onend = stop;
  button.setAttribute("aria-pressed", "true");
  label.textContent = button.dataset.stop;
  for (const part of parts) window.speechSynthesis.speak(part);
}

if (button && window.speechSynthesis) {
  button.hidden = false;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : speak()));
  window.addEventListener("pagehide", () => window.speechSynthesis.cancel());
}
