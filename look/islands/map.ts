/** A map that is fetched when it is asked for, and not before: the button opens it. */
export default function map(box: HTMLElement): void {
  const button = box.querySelector<HTMLButtonElement>("[data-open]");
  const frame = box.querySelector<HTMLElement>("[data-frame]");
  if (!button || !frame) return;
  button.hidden = false;

  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    (box.dataset.zone !== undefined ? import("../map/zone.ts") : import("../map/pin.ts")).then(
      ({ default: open }) => {
        button.remove();
        frame.hidden = false;
        open(box);
      },
      () => button.removeAttribute("aria-busy"), // no network: the button can be pressed again
    );
  });
  if (box.dataset.tasks !== undefined) button.click(); // the page is about the map
}
