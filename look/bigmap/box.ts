/**
 * What every big map is told by the page, and what it tells: the words of its popups, the layers that are on, when to ask again. It hears
 * `tanggap:filter` with a query, `tanggap:look` with `lon` and `lat`, and that something happened (`tanggap:refresh`, `live:*`).
 */
import { coloursOf, type Colours } from "./colours.ts";
import { levels } from "./shares.ts";
import type { Kinds } from "./pins.ts";

export type Form = "heat" | "clusters" | "points" | "areas";
export type Told = Record<string, unknown>;
export type Areas = GeoJSON.FeatureCollection;
type Corners = [west: number, south: number, east: number, north: number];

/** What draws a map, whatever it draws it with. */
export interface Surface {
  /** Asks again for the reports it shows. */
  ask(): void;
  /** Draws these forms and no others, and the areas anew as they are filled by now. */
  show(on: Set<Form>): void;
  look(lon: number, lat: number, zoom: number): void;
  step(by: 1 | -1): void;
  fit(corners: Corners): void;
}

interface Shades {
  counts: Record<string, number>;
  behind: string;
}

const PATIENCE_MS = 1000;
const NEAR = 16;

export default class Box {
  readonly kinds: Kinds;
  readonly late: boolean;
  colours: Colours;
  areas: Areas = { type: "FeatureCollection", features: [] };
  on = new Set<Form>(["heat", "clusters", "points"]);
  query: string;
  private asked = 0;
  private readonly own: Record<string, number>;
  private shades: Shades | null = null;
  private readonly statuses: Record<string, string>;

  constructor(readonly element: HTMLElement) {
    const { kinds, statuses, query, late } = element.dataset;
    this.kinds = JSON.parse(kinds!) as Kinds;
    this.statuses = JSON.parse(statuses!) as Record<string, string>;
    this.query = query ?? "";
    this.late = late !== undefined;
    this.colours = coloursOf(element);
    this.own = drawn(element);
  }

  word(name: string): string {
    return this.element.querySelector<HTMLTemplateElement>(`template[data-words=${name}]`)?.content.textContent ?? "";
  }

  /** Where the tiles are, with {z}, {x} and {y}; what is asked anew must have been made after the asking. */
  get address(): string {
    const asking = [this.query, this.asked ? `anew=${this.asked}` : ""].filter(Boolean).join("&");
    return `${new URL(this.element.dataset.tiles!, location.href).href}/{z}/{x}/{y}${asking ? `?${asking}` : ""}`;
  }

  /** From now on what is asked for is made anew. */
  renew(): void {
    this.asked += 1;
  }

  async fetchAreas(): Promise<void> {
    try {
      const answer = await fetch(this.element.dataset.shapes!);
      if (answer.ok) this.areas = (await answer.json()) as Areas;
    } catch {
      // without shapes the map still tells where things are
    }
  }

  /** The corners of what the screen is about: its area, or the whole city. */
  corners(area = this.element.dataset.area): Corners {
    const inside = area ? this.areas.features.filter(({ properties }) => within(codeOf(properties), area)) : [];
    const points = inside.flatMap(({ geometry }) => ("coordinates" in geometry ? (geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2) as number[][]) : []));
    if (!points.length) return this.element.dataset.bounds!.split(",").map(Number) as Corners;
    const [lons, lats] = [points.map(([lon]) => lon!), points.map(([, lat]) => lat!)];
    return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  }

  /** Fills the areas by how many each holds; without counts by what the page's own drawing says. */
  fill(counts: Record<string, number> = this.own, area = this.element.dataset.area): void {
    const filled = levels(counts);
    for (const feature of this.areas.features) {
      const code = codeOf(feature.properties);
      feature.properties = { ...feature.properties, count: counts[code] ?? 0, level: filled[code] ?? 0, beyond: Boolean(area) && !within(code, area!) };
    }
  }

  /** Lets people steer a map, and the page and what happens in the city too. */
  run(surface: Surface): void {
    const box = this.element;
    box.querySelector<HTMLElement>("[data-controls]")!.hidden = false;
    box.querySelector("[data-zoom=in]")!.addEventListener("click", () => surface.step(1));
    box.querySelector("[data-zoom=out]")!.addEventListener("click", () => surface.step(-1));
    box.querySelector("[data-whole]")!.addEventListener("click", () => surface.fit(this.corners("")));
    const layers = box.querySelector<HTMLFieldSetElement>("[data-layers]");
    const changed = () => void this.choose(layers!, surface);
    if (layers) {
      layers.hidden = false;
      layers.addEventListener("change", changed);
      changed();
    }
    const hear = (name: string, heard: (detail: Told) => void) =>
      document.addEventListener(name, (event) => heard(((event as CustomEvent).detail ?? {}) as Told));
    hear("tanggap:filter", (detail) => {
      this.query = String(detail["query"] ?? "");
      surface.ask();
    });
    hear("tanggap:look", ({ lon, lat, zoom }) => surface.look(Number(lon), Number(lat), Number(zoom ?? NEAR)));
    let waiting: ReturnType<typeof setTimeout> | undefined;
    for (const name of ["tanggap:refresh", "live:received", "live:moved"]) {
      hear(name, () => {
        // However much happens, once a second is enough to show it.
        waiting ??= setTimeout(() => {
          waiting = undefined;
          this.renew();
          surface.ask();
          if (this.shades) changed();
        }, PATIENCE_MS);
      });
    }
  }

  private async choose(layers: HTMLFieldSetElement, surface: Surface): Promise<void> {
    const chosen = [...layers.querySelectorAll<HTMLInputElement>("input:checked")];
    this.on = new Set(chosen.map((each) => each.dataset.form as Form).filter(Boolean));
    const address = chosen.find((each) => each.dataset.href)?.dataset.href;
    this.shades = address ? await this.shading(`${address}?${this.query}`) : null;
    this.fill(this.shades?.counts);
    surface.show(this.on);
  }

  private async shading(address: string): Promise<Shades | null> {
    try {
      const answer = await fetch(address);
      return answer.ok ? ((await answer.json()) as Shades) : null;
    } catch {
      return null;
    }
  }

  /** What is known of a report, and the way to it. */
  reportBody(told: Told): HTMLElement {
    const [name] = this.kinds[String(told["kind"])] ?? this.kinds[""]!;
    const number = String(told["number"]);
    const standing = [this.statuses[String(told["status"])] ?? "", told["late"] ? this.word("late") : ""];
    return this.body(name, standing, [[number, this.element.dataset.report! + number]], told["moved"] ? this.word("moved") : "");
  }

  /** How many are gathered there, and the way to their list; null where there is none. */
  clusterBody(told: Told): HTMLElement | null {
    const { behind } = this.element.dataset;
    if (!behind) return null;
    const number = (name: string) => Number(told[name] ?? 0);
    const lines = [["open", number("open")] as const, ...(number("late") ? [["overdue", number("late")] as const] : [])];
    return this.body(this.counted("count", number("count")), lines.map(([word, n]) => this.counted(word, n)), [[this.word("list"), this.asking(behind, { square: String(told["square"]) })]]);
  }

  /** What an area holds, the way to its list and to the same screen of this area alone. */
  areaBody(told: Told): HTMLElement {
    const { behind, areas } = this.element.dataset as Record<string, string>;
    const [code, count] = [codeOf(told), this.counted("count", Number(told["count"] ?? 0))];
    if (!behind) return this.body(String(told["name"]), [], [[this.word("narrow"), areas + code]]);
    const list = this.shades ? this.shades.behind + code : this.asking(behind, { area: code });
    return this.body(String(told["name"]), [count], [[this.word("list"), list], [this.word("narrow"), this.asking(areas!, { area: code })]]);
  }

  private asking(path: string, narrowed: Record<string, string>): string {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(narrowed)) query.set(name, value);
    return `${path}?${query}`;
  }

  private counted(word: string, n: number): string {
    return this.word(word).replace("{n}", n.toLocaleString(document.documentElement.lang));
  }

  private body(name: string, lines: string[], links: [string, string][], note = ""): HTMLElement {
    const body = this.element.querySelector<HTMLTemplateElement>("template[data-popup]")!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    body.querySelector("[data-name]")!.textContent = name;
    body.querySelector("[data-status]")!.textContent = lines.filter(Boolean).join(" · ");
    const moved = body.querySelector<HTMLElement>("[data-moved]")!;
    moved.hidden = !note;
    moved.textContent = note;
    const link = body.querySelector<HTMLAnchorElement>("[data-link]")!;
    for (const [words, href] of links) {
      const each = link.cloneNode() as HTMLAnchorElement;
      each.href = href;
      each.textContent = words;
      link.before(each);
    }
    link.remove();
    return body;
  }
}

/** How many each area of the page's own drawing holds. */
export function drawn(within: Element): Record<string, number> {
  return Object.fromEntries([...within.querySelectorAll<HTMLElement>("[data-count]")].map(({ dataset }) => [dataset.area!, Number(dataset.count)]));
}

export function codeOf(told: Told | null): string {
  return String(told?.["code"] ?? "");
}

function within(code: string, area: string): boolean {
  return code === area || code.startsWith(`${area}.`);
}
