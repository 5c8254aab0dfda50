// A photo the person chose: checked, shrunk, shown before it is sent.

import { LARGEST_PHOTO } from "./words.js";

const TYPES = ["image/jpeg", "image/png", "image/webp"];
const LONGEST_SIDE = 1600; // what the server keeps; more would only cost the person's data volume
const SMALL_ENOUGH = 512 * 1024;
const LARGEST_CHOSEN = 40 * 1024 * 1024; // beyond this a phone may give up while decoding

export function createPhoto({ pick, file, preview, shown, drop, changed, trouble }) {
  let photo = null;

  pick.addEventListener("click", () => file.click());
  drop.addEventListener("click", () => { clear(); pick.focus(); });
  file.addEventListener("change", () => { if (file.files[0]) void choose(file.files[0]); });

  async function choose(chosen) {
    file.value = "";
    clear();
    if (!TYPES.includes(chosen.type)) return trouble("photo_type");
    if (chosen.size > LARGEST_CHOSEN) return trouble("photo_size");
    const small = await shrunk(chosen);
    if (!small) return trouble("photo_type");
    if (small.size > LARGEST_PHOTO) return trouble("photo_size");
    trouble(null);
    photo = small;
    shown.src = URL.createObjectURL(photo);
    preview.hidden = false;
    changed();
  }

  function clear() {
    if (photo) URL.revokeObjectURL(shown.src);
    photo = null;
    shown.removeAttribute("src");
    preview.hidden = true;
    changed();
  }

  return { choose, clear, get: () => photo };
}

/** The photo as it will be sent; null when the browser cannot read it. */
async function shrunk(chosen) {
  try {
    const picture = await createImageBitmap(chosen);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    if (scale === 1 && chosen.size <= SMALL_ENOUGH) return chosen;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  } catch {
    return null;
  }
}
