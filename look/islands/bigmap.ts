/**
 * The map at scale: fetched when somebody opens it, or at once where the page is made for it. What draws it is large and
 * comes apart from every other script. Without it the city's drawing stays.
 */
export default function bigmap(box: HTMLElement): void {
  const button = box.querySelector<HTMLButtonElement>("[data-open]");
  if (!button) return;
  if (!drawable()) {
    box.querySelector<HTMLElement>("[data-flat]")!.hidden = false;
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    import("../bigmap/open.ts")
      .then(({ default: open }) => open(box))
      .then(
        () => {
          const here = document.activeElement === button;
          button.remove();
          if (here) box.querySelector<HTMLElement>("canvas")?.focus({ preventScroll: true });
        },
        () => button.removeAttribute("aria-busy"), // no network: the button can be pressed again
      );
  });
  if (box.dataset.atOnce !== undefined) button.click();
}

function drawable(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}
