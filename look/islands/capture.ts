/** Notes when the page's own camera button took a photo, and asks the phone at once where that is. */
export default function capture(field: HTMLElement): void {
  const camera = field.querySelector<HTMLInputElement>("input[capture]");
  const at = field.querySelector<HTMLInputElement>("input[name=captured_at]");
  const thumbs = field.querySelector(".thumbs");
  const locate = field.querySelector<HTMLButtonElement>("[data-locate] button");
  const without = field.querySelector<HTMLElement>("[data-without]");
  if (!camera || !at || !thumbs) return;
  if (without) without.hidden = true;

  field.addEventListener("change", ({ target }) => {
    // One photo is kept; another chosen beside it changes nothing.
    if (!(target instanceof HTMLInputElement) || target.type !== "file" || !target.value || thumbs.childElementCount) return;
    at.value = target === camera ? new Date().toISOString() : "";
    if (target === camera) locate?.click();
  }, { capture: true });
}
