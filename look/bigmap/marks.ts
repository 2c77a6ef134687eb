/** Clusters from afar and pins from near, on one canvas over a Leaflet map; drawn anew when the map has come to rest. */
import * as L from "leaflet";
import type Box from "./box.ts";
import type { Told } from "./box.ts";
import { pin } from "./pins.ts";

interface Mark {
  told: Told;
  at: L.LatLng;
}
export interface Found extends Mark {
  form: "clusters" | "points";
}
type Layers = Record<string, Mark[]>;
export type FetchTile = (z: number, x: number, y: number) => Promise<Layers>;

const POINTS_FROM = 15;
const SIDE_PX = 512;
const KEPT = 96;
const [PIN_PX, PIN_HIGH_PX] = [34, 42];
const LETTER_PX = 12;

export default class Marks {
  private readonly canvas: HTMLCanvasElement;
  private readonly pins = new Map<string, HTMLCanvasElement | null>();
  private tiles = new Map<string, Promise<Layers>>();
  private shown: Found[] = [];
  private turn = 0;

  constructor(
    private readonly map: L.Map,
    private readonly box: Box,
    private readonly signs: Map<string, Path2D>,
    private readonly fetchTile: FetchTile,
  ) {
    this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", map.getPane("overlayPane"));
    map.on("moveend resize", () => void this.draw());
  }

  /** Asks again for what is shown, and draws it in place of what was. */
  ask(): void {
    this.tiles = new Map();
    void this.draw();
  }

  /** What was drawn in the colours of another theme. */
  forget(): void {
    this.pins.clear();
  }

  /** What lies under a point of the frame; of several what was drawn last. */
  at(point: L.Point): Found | undefined {
    return [...this.shown].reverse().find(({ form, at, told }) => {
      const here = this.map.latLngToContainerPoint(at);
      return form === "points"
        ? Math.abs(point.x - here.x) < PIN_PX / 2 && point.y < here.y + 2 && point.y > here.y - PIN_HIGH_PX
        : here.distanceTo(point) < radius(Number(told["count"])) + 3;
    });
  }

  async draw(): Promise<void> {
    const turn = ++this.turn;
    const z = Math.max(0, Math.min(POINTS_FROM, Math.floor(this.map.getZoom()) - 1));
    const layers = await Promise.all(this.inSight(z));
    if (turn !== this.turn) return; // somebody moved on meanwhile
    const form = z === POINTS_FROM ? "points" : "clusters";
    const of = layers.flatMap((each) => each[form === "points" ? "reports" : "clusters"] ?? []);
    this.shown = this.box.on.has(form) ? of.map((each) => ({ ...each, form })) : [];
    if (form === "points") this.shown.sort((one, other) => other.at.lat - one.at.lat);
    this.paint();
  }

  private inSight(z: number): Promise<Layers>[] {
    const scale = 2 ** z;
    const bounds = this.map.getBounds();
    const [from, to] = [bounds.getNorthWest(), bounds.getSouthEast()].map((each) => this.map.project(each, z + 1).divideBy(SIDE_PX).floor()) as [L.Point, L.Point];
    const found: Promise<Layers>[] = [];
    for (let x = Math.max(0, from.x); x <= Math.min(scale - 1, to.x); x++) {
      for (let y = Math.max(0, from.y); y <= Math.min(scale - 1, to.y); y++) {
        const key = `${z}/${x}/${y}`;
        const tile = this.tiles.get(key) ?? this.fetchTile(z, x, y).catch(() => ({}));
        this.tiles.delete(key);
        this.tiles.set(key, tile);
        found.push(tile);
      }
    }
    for (const key of [...this.tiles.keys()].slice(0, Math.max(0, this.tiles.size - KEPT))) this.tiles.delete(key);
    return found;
  }

  private paint(): void {
    const { canvas, map } = this;
    const size = map.getSize();
    const dense = window.devicePixelRatio || 1;
    [canvas.width, canvas.height] = [size.x * dense, size.y * dense];
    [canvas.style.width, canvas.style.height] = [`${size.x}px`, `${size.y}px`];
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.scale(dense, dense);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.font = `600 ${LETTER_PX}px ${getComputedStyle(this.box.element).fontFamily}`;
    for (const { form, at, told } of this.shown) {
      const { x, y } = map.latLngToContainerPoint(at);
      if (form === "points") this.drop(pen, x, y, told);
      else this.circle(pen, x, y, told);
    }
  }

  private circle(pen: CanvasRenderingContext2D, x: number, y: number, told: Told): void {
    const { colours, late } = this.box;
    const count = Number(told["count"]);
    const overdue = late && Number(told["late"] ?? 0) > 0;
    pen.beginPath();
    pen.arc(x, y, radius(count), 0, 2 * Math.PI);
    pen.fillStyle = colours.brand;
    pen.fill();
    pen.lineWidth = overdue ? 3.5 : 2;
    pen.strokeStyle = overdue ? colours.late : colours.card;
    pen.stroke();
    pen.fillStyle = colours["on-brand"];
    pen.fillText(count.toLocaleString(document.documentElement.lang), x, y + 1);
  }

  private drop(pen: CanvasRenderingContext2D, x: number, y: number, told: Told): void {
    const id = `pin:${String(told["kind"])}:${told["late"] ? "late" : String(told["tone"])}`;
    if (!this.pins.has(id)) this.pins.set(id, picture(id, this.box, this.signs));
    const made = this.pins.get(id);
    if (made) pen.drawImage(made, x - 16, y - PIN_HIGH_PX + 2, PIN_PX, PIN_HIGH_PX);
  }
}

/** As large as the other map draws it. */
function radius(count: number): number {
  const digits = Math.log10(Math.max(1, count));
  return digits < 1 ? 9 + 5 * digits : digits < 2 ? 14 + 5 * (digits - 1) : Math.min(28, 19 + 4.5 * (digits - 2));
}

function picture(id: string, box: Box, signs: Map<string, Path2D>): HTMLCanvasElement | null {
  const made = pin(id, box.kinds, signs, box.colours);
  if (!made) return null;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [made.image.width, made.image.height];
  canvas.getContext("2d")!.putImageData(made.image, 0, 0);
  return canvas;
}
