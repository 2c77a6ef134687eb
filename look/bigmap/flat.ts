/**
 * The map at scale where there is no WebGL: the same tiles on a plain canvas, by Leaflet. Areas are shaded by what they hold; there is no
 * heat, which a processor alone would take too long to draw. Steered, clicked and filtered as the other one is.
 */
import { VectorTile } from "@mapbox/vector-tile";
import * as L from "leaflet";
import { PbfReader } from "pbf";
import "leaflet/dist/leaflet.css";
import Box, { type Form, type Surface, type Told } from "./box.ts";
import { coloursOf, fills, onTheme } from "./colours.ts";
import Marks from "./marks.ts";
import { icons } from "./pins.ts";
import "./bigmap.css";
import "./flat.css";

/** Leaflet counts zooms by tiles half as wide as ours. */
const ZOOMS_APART = 1;
const PADDING: L.PointTuple = [16, 16];

export default async function open(element: HTMLElement): Promise<void> {
  const box = new Box(element);
  const { sprite, basemap } = element.dataset as Record<string, string>;
  const [signs, pictures] = await Promise.all([icons(sprite!), raster(basemap!), box.fetchAreas()]);
  box.on = new Set<Form>(["areas", "clusters", "points"]);
  for (const heat of element.querySelectorAll<HTMLInputElement>("[data-form=heat]")) {
    if (heat.checked) element.querySelector<HTMLInputElement>("[data-form=areas]")!.checked = true;
    heat.closest("label")!.remove();
  }
  box.fill();

  const frame = document.createElement("div");
  Object.assign(frame.dataset, { bigmap: "", leaflet: "" });
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", box.word("map"));
  element.querySelector("[data-ground]")!.append(frame);
  element.querySelector("[data-sketch]")?.remove();
  const moving = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(frame, { preferCanvas: true, attributionControl: false, zoomControl: false, minZoom: 6, maxZoom: 20, zoomSnap: 0.25, zoomAnimation: moving, fadeAnimation: moving, inertia: moving });
  const bounds = ([west, south, east, north]: number[]) => L.latLngBounds([south!, west!], [north!, east!]);
  map.fitBounds(bounds(box.corners()), { padding: PADDING, animate: false });
  if (pictures) {
    L.tileLayer(pictures.url, { maxZoom: 20, maxNativeZoom: 19 }).addTo(map);
    element.querySelector("[data-credit]")!.textContent = pictures.credit;
  }
  const land = L.geoJSON(undefined, { style: filled });
  land.addTo(map).addData(box.areas);
  const marks = new Marks(map, box, signs, tile);

  const surface: Surface = {
    ask: () => marks.ask(),
    show: () => {
      land.clearLayers().addData(box.areas);
      marks.draw();
    },
    look: (lon, lat, zoom) => void map.setView([lat, lon], zoom + ZOOMS_APART, { animate: false }),
    step: (by) => void map.setZoom(map.getZoom() + by),
    fit: (corners) => void map.fitBounds(bounds(corners), { padding: PADDING }),
  };
  box.run(surface);
  marks.ask();
  map.on("click", ({ latlng, containerPoint }) => {
    const found = marks.at(containerPoint);
    if (found?.form === "points") return tell(found.at, box.reportBody(found.told), -34);
    if (found) {
      const body = box.clusterBody(found.told);
      return body ? tell(found.at, body, -12) : void map.setView(found.at, map.getZoom() + 2);
    }
    const area = land.getLayers().find((each) => inside(latlng, (each as L.Polygon).feature!.geometry)) as L.Polygon | undefined;
    if (area) tell(latlng, box.areaBody(area.feature!.properties as Told), -2);
  });
  map.on("mousemove", ({ containerPoint }) => (frame.style.cursor = marks.at(containerPoint) ? "pointer" : ""));
  onTheme(() => {
    box.colours = coloursOf(element);
    marks.forget();
    surface.show(box.on);
  });
  element.dataset.drawn = "";

  function filled(feature?: GeoJSON.Feature): L.PathOptions {
    const steps = fills(box.colours.brand, box.colours);
    const level = box.on.has("areas") ? Number(feature?.properties?.["level"] ?? 0) : 0;
    const beyond = Boolean(feature?.properties?.["beyond"]);
    return { color: pictures ? box.colours.edge : box.colours.line, weight: 1.2, fillColor: beyond ? box.colours.sunk : (steps[level - 1] ?? box.colours.card), fillOpacity: pictures ? (level ? 0.55 : 0) : 1, interactive: false };
  }

  function tell(at: L.LatLng, body: HTMLElement, up: number): void {
    L.popup({ offset: [0, up], closeButton: false, maxWidth: 260 }).setLatLng(at).setContent(body).openOn(map);
    body.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  }

  async function tile(z: number, x: number, y: number): Promise<Record<string, { told: Told; at: L.LatLng }[]>> {
    const answer = await fetch(box.address.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y)));
    if (!answer.ok) return {};
    const { layers } = new VectorTile(new PbfReader(new Uint8Array(await answer.arrayBuffer())));
    return Object.fromEntries(
      Object.entries(layers).map(([name, layer]) => [
        name,
        Array.from({ length: layer.length }, (_, nth) => {
          const { geometry, properties } = layer.feature(nth).toGeoJSON(x, y, z);
          const [lon, lat] = (geometry as GeoJSON.Point).coordinates as [number, number];
          return { told: properties as Told, at: L.latLng(lat, lon) };
        }),
      ]),
    );
  }
}

/** Pictures of streets, where that is what the city has; lines of streets are for the other map. */
async function raster(from: string): Promise<{ url: string; credit: string } | null> {
  try {
    const answer = await fetch(from);
    const basemap = answer.ok ? ((await answer.json()) as { style: string; url: string; credit: string }) : null;
    return basemap?.style === "raster" ? basemap : null;
  } catch {
    return null;
  }
}

/** Whether a point lies in an area: an odd number of its borders lies east of it. */
function inside({ lng, lat }: L.LatLng, geometry: GeoJSON.Geometry): boolean {
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
  let within = false;
  for (const ring of rings) {
    for (let to = 0, from = ring.length - 1; to < ring.length; from = to++) {
      const [[x1, y1], [x2, y2]] = [ring[from]!, ring[to]!] as [[number, number], [number, number]];
      if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) within = !within;
    }
  }
  return within;
}
