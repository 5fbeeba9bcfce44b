// Photographs of telephones are made smaller before they are sent: less to wait for, less to store, and the place where
// they were taken is left out. Only help: whatever goes wrong, the file is sent as it is.

const LARGE = 1_200_000;
const LONGEST_SIDE = 2400;
const QUALITY = 0.85;
const KINDS = new Set(["image/jpeg", "image/png", "image/webp"]);

async function smaller(file) {
  if (file.size < LARGE || !KINDS.has(file.type)) return file;
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!drawn || drawn.size >= file.size) return file;
  return new File([drawn], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

async function replaceFiles(input) {
  const held = new DataTransfer();
  for (const file of [...input.files]) held.items.add(await smaller(file).catch(() => file));
  input.files = held.files;
}

function say(form, words) {
  const status = form.querySelector("[data-photos]");
  if (status) status.textContent = words ? status.dataset[words] : "";
}

function hold(form, busy) {
  for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = busy;
}

function keepFirst(input, most) {
  const held = new DataTransfer();
  for (const file of [...input.files].slice(0, most)) held.items.add(file);
  input.files = held.files;
}

async function chosen(input) {
  const most = Number(input.form.querySelector("[data-most]")?.dataset.most || Infinity);
  const tooMany = input.files.length > most;
  if (tooMany) keepFirst(input, most);
  say(input.form, tooMany ? "tooMany" : "");
  if (![...input.files].some((file) => file.size >= LARGE && KINDS.has(file.type))) return;
  hold(input.form, true);
  say(input.form, "photos");
  try {
    await replaceFiles(input);
  } finally {
    hold(input.form, false);
    say(input.form, tooMany ? "tooMany" : "");
  }
}

function watch(input) {
  input.addEventListener("change", () => chosen(input));
}

for (const input of document.querySelectorAll("form input[type=file]")) watch(input);
