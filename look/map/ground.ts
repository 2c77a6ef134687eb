/** What lies under everything drawn on a small map: tiles where the city has some, its own shapes and their names. */
import * as L from "leaflet";
import "leaflet/dist/leaflet.css";
import "./map.css";

export const CLOSE = 15;
export const CITY = 12;
export const STEP_PX = 12;
/** Where an arrow key leads: right and down. */
export const KEYS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const NAMES_FROM = 13;

/** A map in the box's canvas, zoomed by the box's buttons. ``keyboard``: whether the arrows move what is looked at. */
export default function ground(box: HTMLElement, at: L.LatLngExpression, zoom: number, keyboard: boolean): L.Map {
  const canvas = box.querySelector<HTMLElement>("[data-map]")!;
  const { shapes, tiles, credit } = box.dataset;
  const moving = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = { zoomAnimation: moving, fadeAnimation: moving, inertia: moving };

  const map = L.map(canvas, { attributionControl: false, zoomControl: false, scrollWheelZoom: false, keyboard, minZoom: 10, maxZoom: 19, ...motion });
  map.setView(at, zoom);
  if (tiles) L.tileLayer(tiles, { maxZoom: 19, attribution: credit ?? "" }).addTo(map);
  void draw();
  names();
  map.on("zoomend", names);
  for (const [name, by] of [["in", 1], ["out", -1]] as const) {
    box.querySelector(`[data-zoom=${name}]`)?.addEventListener("click", () => map.setZoom(map.getZoom() + by));
  }
  return map;

  async function draw(): Promise<void> {
    try {
      const answer = await fetch(shapes ?? "");
      if (!answer.ok) return;
      L.geoJSON(await answer.json(), {
        interactive: false,
        style: { className: tiles ? "map-area bare" : "map-area", weight: 1.5 },
        onEachFeature: (feature, layer) =>
          layer.bindTooltip(document.createTextNode(String(feature.properties.name)) as unknown as HTMLElement, {
            permanent: true,
            direction: "center",
            className: "map-name",
          }),
      }).addTo(map).bringToBack();
    } catch {
      // Without shapes the map still tells where things are.
    }
  }

  function names(): void {
    canvas.classList.toggle("named", map.getZoom() >= NAMES_FROM);
  }
}
