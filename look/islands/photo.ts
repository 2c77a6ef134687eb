/**
 * Photos made small before they travel: upright, 1600 px at most, JPEG, without what the camera wrote into them (with it
 * where the field says `data-told`).
 * Keeps one list over both inputs, shows it, and sends it; a photo it cannot read travels as it is.
 */
import { isAwake } from "../awake.ts";
import exif from "./exif.ts";
import told from "./told.ts";

const LONGEST_PX = 1600;
const QUALITY = 0.8;
/** How a photo made small here is called, so that it is not made small again. */
const MADE = "tanggap.jpg";

export default function photo(field: HTMLElement): void {
  const inputs = [...field.querySelectorAll<HTMLInputElement>("input[type=file]")];
  const thumbs = field.querySelector<HTMLElement>(".thumbs");
  const thumb = field.querySelector<HTMLTemplateElement>("template:not([data-words])");
  const said = field.querySelector<HTMLElement>("[data-said]");
  const words = (name: string) => field.querySelector<HTMLTemplateElement>(`[data-words=${name}]`)?.content.textContent ?? "";
  const most = Number(field.dataset.most);
  const sent = inputs.at(-1);
  const form = sent?.form;
  if (!thumbs || !thumb || !said || !sent || !form) return;

  const chosen: File[] = [];
  let making: Promise<unknown> = Promise.resolve();

  for (const input of inputs) input.addEventListener("change", () => choose(input));
  // A draft puts back the photos it kept; what another app shared is still as large as the camera made it.
  field.addEventListener("put", (event) => take((event as CustomEvent<File[]>).detail));
  // What was chosen before this was loaded: on a slow line people are quicker.
  for (const input of inputs) if (input.files?.length) choose(input);
  isAwake(field);

  /** What was chosen moves to the last input; that it was with this one stays to be read. */
  function choose(input: HTMLInputElement): void {
    if (input.files?.length) input.dataset.chosen = "";
    take([...(input.files ?? [])]);
  }

  function take(files: File[]): void {
    making = making.then(async () => {
      for (const file of files) if (chosen.length < most) add(await taken(file));
      tell();
      keep();
    });
    field.setAttribute("aria-busy", "true");
    void making.then(() => field.removeAttribute("aria-busy"));
  }

  /** As it travels; where it was taken is read first, since what is made small here tells nothing of it. */
  async function taken(file: File): Promise<File> {
    if (file.name === MADE) return file;
    const place = await exif(file);
    if (place) field.dispatchEvent(new CustomEvent("photo-place", { detail: place, bubbles: true }));
    return smaller(file, "told" in field.dataset);
  }

  function add(file: File): void {
    chosen.push(file);
    const item = thumb!.content.cloneNode(true) as DocumentFragment;
    const row = item.querySelector("li")!;
    const address = URL.createObjectURL(file);
    row.querySelector("img")!.src = address;
    row.querySelector("button")!.addEventListener("click", () => {
      chosen.splice(chosen.indexOf(file), 1);
      URL.revokeObjectURL(address);
      row.remove();
      tell();
      keep();
      inputs[0]!.focus();
    });
    thumbs!.append(item);
  }

  /** How many there are now, also for who does not see them. */
  function tell(): void {
    const word = chosen.length < most ? words("chosen").replace("{n}", `${chosen.length}`) : words("full");
    said!.textContent = chosen.length ? word : "";
  }

  /** Everything chosen goes with the last input; the others are emptied so that nothing is sent twice. */
  function keep(): void {
    const all = new DataTransfer();
    for (const file of chosen) all.items.add(file);
    for (const input of inputs) input.value = "";
    sent!.files = all.files;
    field.dispatchEvent(new Event("kept"));
  }

  // A photo still being made small when the form is sent: wait for it, then send.
  form.addEventListener(
    "submit",
    (event) => {
      if (!field.hasAttribute("aria-busy")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void making.then(() => form.requestSubmit());
    },
    { capture: true }, // before any other listener believes the form is on its way
  );
}

/** `telling`: what camera and programs wrote goes along, since it is part of what the photo proves. */
async function smaller(file: File, telling: boolean): Promise<File> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    const sent = made && telling ? await told(file, made) : made;
    if (!sent || sent === file) return file;
    return new File([sent], MADE, { type: "image/jpeg" });
  } catch {
    return file;
  }
}
