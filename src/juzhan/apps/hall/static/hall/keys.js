// Alt and a letter press the button that shows them. Nothing happens without Alt, so that typing never calls anybody.

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return;
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  const button = letter && document.querySelector(`[data-key="${letter}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
