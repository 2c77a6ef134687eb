import { drawable } from "../bigmap/drawable.ts";

/** Whoever opens a page on a phone has not asked for half a megabyte of map. */
const WIDE = "(width >= 700px)";

/**
 * The map at scale: fetched when somebody opens it, or at once where the page is made for it and the screen is no phone's. What draws it
 * is large and comes apart from every other script; a browser without WebGL is given a lighter one. Without either the drawing stays.
 */
export default function bigmap(box: HTMLElement): void {
  const button = box.querySelector<HTMLButtonElement>("[data-open]");
  if (!button) return;
  if (!drawable("2d")) {
    box.querySelector<HTMLElement>("[data-flat]")!.hidden = false;
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    (drawable("webgl2") ? import("../bigmap/open.ts") : import("../bigmap/flat.ts"))
      .then(({ default: open }) => open(box))
      .then(
        () => {
          const here = document.activeElement === button;
          button.remove();
          const map = box.querySelector<HTMLElement>("[data-bigmap] canvas[tabindex]") ?? box.querySelector<HTMLElement>("[data-bigmap]");
          if (here) map?.focus({ preventScroll: true });
        },
        () => button.removeAttribute("aria-busy"), // no network: the button can be pressed again
      );
  });
  if (box.dataset.atOnce !== undefined && matchMedia(WIDE).matches) button.click();
}
