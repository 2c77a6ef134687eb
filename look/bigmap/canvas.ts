/** A MapLibre map of the reports a box tells of: of a page, where it is steered, or of a wall, where nobody touches it. */
import { Map as BigMap, type GeoJSONSource, type VectorTileSource } from "maplibre-gl";
import Box, { type Form, type Surface } from "./box.ts";
import { coloursOf, onTheme } from "./colours.ts";
import { icons, pin } from "./pins.ts";
import { weigh } from "./shares.ts";
import { DRAWS, POINTS_FROM, style, type Drawn } from "./style.ts";
import { streets, type Draw } from "./streets.ts";
import "maplibre-gl/dist/maplibre-gl.css";
import "./bigmap.css";

interface Manner {
  steered: boolean;
  letter: number;
  named: boolean;
}

/** Around the city, as a part of a letter's height: a name at its edge is read too. */
const PADDING = 1.4;

export default class Canvas implements Surface {
  about: Drawn["about"] = "all";
  readonly map: BigMap;
  private weighed = "";

  /** In a place of the page, once the areas, the signs and the streets are there. */
  static async in(ground: HTMLElement, box: Box, manner: Manner): Promise<Canvas> {
    const { sprite, basemap } = box.element.dataset as Record<string, string>;
    const [signs, below] = await Promise.all([icons(sprite!), streets(basemap!, box.element.querySelector("[data-credit]")), box.fetchAreas()]);
    box.fill();
    const frame = document.createElement("div");
    frame.dataset.bigmap = "";
    ground.append(frame);
    return new Canvas(frame, box, manner, signs, below);
  }

  private constructor(
    readonly frame: HTMLElement,
    private readonly box: Box,
    private readonly manner: Manner,
    signs: Map<string, Path2D>,
    private readonly streets: Draw,
  ) {
    const still = !manner.steered || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = new BigMap({
      container: frame,
      style: this.styled(),
      bounds: box.corners(),
      fitBoundsOptions: { padding: PADDING * manner.letter },
      interactive: manner.steered,
      minZoom: 5,
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      rollEnabled: false,
      cooperativeGestures: false,
      refreshExpiredTiles: manner.steered,
      fadeDuration: still ? 0 : 150,
      reduceMotion: still,
    });
    const { map } = this;
    map.touchZoomRotate?.disableRotation();
    map.keyboard?.disableRotation();
    map.setMissingStyleImageResolver((id) => {
      const made = id.startsWith("pin:") ? pin(id, box.kinds, signs, box.colours) : null;
      if (made && !map.hasImage(id)) map.addImage(id, made.image, { pixelRatio: made.pixelRatio });
    });
    map.on("idle", () => {
      if (map.getZoom() < POINTS_FROM && box.on.has("heat")) this.weighed = weigh(map, this.weighed);
    });
    onTheme(() => {
      box.colours = coloursOf(box.element);
      this.redraw();
    });
  }

  /** Draws everything anew, as the box and what it is about have it now. */
  redraw(): void {
    this.weighed = "";
    for (const id of this.map.listImages()) if (id.startsWith("pin:")) this.map.removeImage(id);
    this.map.setStyle(this.styled());
  }

  ask(): void {
    this.weighed = "";
    this.map.getSource<VectorTileSource>("reports")?.setTiles([this.box.address]);
  }

  show(on: Set<Form>): void {
    for (const [form, ids] of Object.entries(DRAWS)) {
      for (const id of ids) if (this.map.getLayer(id)) this.map.setLayoutProperty(id, "visibility", on.has(form as Form) ? "visible" : "none");
    }
    this.refill();
  }

  /** The areas, and their names, as they are filled by now. */
  refill(): void {
    void this.map.getSource<GeoJSONSource>("areas")?.setData(this.box.areas);
    void this.map.getSource<GeoJSONSource>("names")?.setData(middles(this.box.areas));
  }

  look(lon: number, lat: number, zoom: number): void {
    this.map.flyTo({ center: [lon, lat], zoom });
  }

  step(by: 1 | -1): void {
    if (by > 0) this.map.zoomIn();
    else this.map.zoomOut();
  }

  fit(corners: [number, number, number, number]): void {
    this.map.fitBounds(corners, { padding: PADDING * this.manner.letter, animate: this.manner.steered });
  }

  private styled() {
    const { box, manner } = this;
    const drawn: Drawn = { on: box.on, late: box.late, about: this.about, letter: manner.letter, named: manner.named };
    return style(box.address, box.areas, middles(box.areas), this.streets(box.colours), box.colours, drawn);
  }
}

/** One point for each area, to write its name there: the middle of its longest border. */
function middles(areas: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  const features = areas.features.flatMap(({ geometry, properties }) => {
    const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
    const longest = rings.reduce<GeoJSON.Position[]>((most, ring) => (ring.length > most.length ? ring : most), []);
    if (!longest.length) return [];
    const [lons, lats] = [longest.map(([lon]) => lon!), longest.map(([, lat]) => lat!)];
    const middle = (of: number[]) => (Math.min(...of) + Math.max(...of)) / 2;
    return [{ type: "Feature" as const, properties, geometry: { type: "Point" as const, coordinates: [middle(lons), middle(lats)] } }];
  });
  return { type: "FeatureCollection", features };
}
