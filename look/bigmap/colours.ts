/** The page's own colours, as the map's canvas needs them: plain numbers of the theme that is shown. */
const NAMES = ["page", "card", "sunk", "ink", "quiet", "edge", "line", "brand", "on-brand", "call", "waiting", "moving", "done", "aside", "late", "danger"] as const;

export type Colour = (typeof NAMES)[number];
export type Colours = Record<Colour, string>;

export function coloursOf(box: HTMLElement): Colours {
  const probe = box.appendChild(document.createElement("i"));
  const found = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(found) as Colours;
}

/** The same colour, seen through. */
export function thin(colour: string, alpha: number): string {
  const [r, g, b] = colour.match(/[\d.]+/g) ?? ["0", "0", "0"];
  return `rgba(${r},${g},${b},${alpha})`;
}

/** Calls back when the page's theme changes, by its reader's choice or the system's. */
export function onTheme(change: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(change);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  system.addEventListener("change", change);
  return () => {
    chosen.disconnect();
    system.removeEventListener("change", change);
  };
}
