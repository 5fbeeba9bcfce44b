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

function tell(form, busy) {
  for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = busy;
  const status = form.querySelector("[data-photos]");
  if (status) status.textContent = busy ? status.dataset.photos : "";
}

function watch(input) {
  input.addEventListener("change", async () => {
    if (![...input.files].some((file) => file.size >= LARGE && KINDS.has(file.type))) return;
    tell(input.form, true);
    try {
      await replaceFiles(input);
    } finally {
      tell(input.form, false);
    }
  });
}

for (const input of document.querySelectorAll("form input[type=file]")) watch(input);
