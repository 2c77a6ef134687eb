/** Notes when the page's own camera button took a photo, and asks the phone at once where that is. */
import { awake } from "../awake.ts";

export default function capture(field: HTMLElement): void {
  const camera = field.querySelector<HTMLInputElement>("input[capture]");
  const at = field.querySelector<HTMLInputElement>("input[name=captured_at]");
  const thumbs = field.querySelector(".thumbs");
  const place = field.querySelector<HTMLElement>("[data-island=place]");
  const without = field.querySelector<HTMLElement>("[data-without]");
  if (!camera || !at || !thumbs || !place) return;
  if (without) without.hidden = true;

  function took(): void {
    at!.value = new Date().toISOString();
    void awake(place!).then(() => place!.querySelector<HTMLButtonElement>("[data-locate] button")?.click());
  }

  field.addEventListener("change", ({ target }) => {
    // One photo is kept; another chosen beside it changes nothing.
    if (!(target instanceof HTMLInputElement) || target.type !== "file" || !target.value || thumbs.childElementCount) return;
    if (target === camera) took();
    else at.value = "";
  }, { capture: true });
  // Taken before this was loaded: the moment is a little late, and the place is asked all the same.
  if (camera.files?.length || "chosen" in camera.dataset) took();
}
