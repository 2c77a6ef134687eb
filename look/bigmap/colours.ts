/** The page's own colours, as the map's canvas needs them: plain numbers of the theme that is shown. */
const NAMES = ["page", "card", "sunk", "ink", "quiet", "edge", "line", "brand", "on-brand", "call", "waiting", "moving", "done", "aside", "late", "danger", "on-call"] as const;

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

/** Of the first colour so much (0 to 1), of the second the rest. */
export function mix(one: string, other: string, share: number): string {
  const [a, b] = [one, other].map((colour) => (colour.match(/[\d.]+/g) ?? ["0", "0", "0"]).map(Number)) as [number[], number[]];
  return `rgb(${[0, 1, 2].map((nth) => Math.round(a[nth]! * share + b[nth]! * (1 - share))).join(",")})`;
}

/** What areas are filled with, from the fifth that holds least to the one that holds most. */
export function fills(full: string, colours: Colours): string[] {
  return [0.2, 0.36, 0.54, 0.76, 1].map((share) => mix(full, colours.sunk, share));
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
