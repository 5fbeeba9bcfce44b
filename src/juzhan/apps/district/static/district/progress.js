// Shows how far an import has come without reloading the page; without scripts the page has a link for that.
const EVERY = 1500;

async function look() {
  const answer = await fetch(location.href, { headers: { "X-Progress": "1" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [here, there] = [document, fresh].map((page) => page.getElementById("progress"));
  if (!here || !there) return;
  const bar = there.querySelector("progress");
  if (!bar) return location.reload();
  const shown = here.querySelector("progress");
  if (shown) {
    shown.value = bar.value;
    here.querySelector(".progress__text").textContent = there.querySelector(".progress__text").textContent;
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
