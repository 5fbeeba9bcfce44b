// Small helps on any page: copy a code, print, close a menu. Buttons that need this module are hidden until it runs.

function copyButton(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const done = button.parentElement.querySelector("[data-done]");
    if (!done) return;
    done.textContent = done.dataset.done;
    done.classList.remove("visually-hidden");
  });
}

function printButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

function closingMenu(menu) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

for (const button of document.querySelectorAll("[data-copy]")) copyButton(button);
for (const button of document.querySelectorAll("[data-print]")) printButton(button);
for (const menu of document.querySelectorAll("details.who")) closingMenu(menu);
