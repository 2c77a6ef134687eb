/** Puts the nearest task of each list first: the phone says where it is, and nobody else hears of it. */
export default function nearby(box: HTMLElement): void {
  const button = box.querySelector("button");
  const failed = box.querySelector<HTMLElement>("[role=status]");
  if (!button || !failed || !("geolocation" in navigator)) return;
  box.hidden = false;

  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        for (const list of document.querySelectorAll("ul.cards")) sort(list, coords);
        button.removeAttribute("aria-busy");
        button.setAttribute("aria-pressed", "true");
        failed.hidden = true;
      },
      () => {
        failed.hidden = false;
        button.removeAttribute("aria-busy");
      },
      { timeout: 15_000, maximumAge: 60_000 },
    );
  });
}

function sort(list: Element, { longitude, latitude }: GeolocationCoordinates): void {
  const far = new Map([...list.querySelectorAll<HTMLElement>("[data-task]")].map((card) => [card, distance(card)]));
  for (const [card, metres] of [...far].sort(([, one], [, other]) => one - other)) {
    list.append(card);
    const shown = card.querySelector("[data-far]");
    if (shown && metres < Infinity) shown.textContent = told(metres);
  }

  /** In metres; flat enough for a city. */
  function distance({ dataset: { point } }: HTMLElement): number {
    if (!point) return Infinity;
    const [lon, lat] = point.split(",").map(Number) as [number, number];
    return 111_195 * Math.hypot((lon - longitude) * Math.cos((lat * Math.PI) / 180), lat - latitude);
  }
}

function told(metres: number): string {
  const [unit, value] = metres < 1000 ? ["meter", Math.round(metres / 10) * 10] : ["kilometer", metres / 1000];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: unit as string, maximumFractionDigits: 1 }).format(value as number);
}
