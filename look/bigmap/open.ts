/** The map at scale, drawn by MapLibre in its box; what every big map shares is the box's. */
import { Popup, setWorkerUrl, type MapMouseEvent } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import Box from "./box.ts";
import Canvas from "./canvas.ts";
import { LETTER_PX, POINTS_FROM } from "./style.ts";

/** Around a finger's tip, in pixels. */
const TIP_PX = 6;

export default async function open(element: HTMLElement): Promise<void> {
  const box = new Box(element);
  const ground = element.querySelector<HTMLElement>("[data-ground]")!;
  setWorkerUrl(new URL(worker, location.href).href);
  const canvas = await Canvas.in(ground, box, { steered: true, letter: LETTER_PX, named: false });
  const { map } = canvas;
  map.getCanvas().setAttribute("aria-label", box.word("map"));
  map.once("load", () => {
    element.querySelector("[data-sketch]")?.remove();
    element.dataset.drawn = "";
  });
  map.on("mousemove", ({ point }) => (map.getCanvas().style.cursor = under(point.x, point.y, ["pins", "clusters"]).length ? "pointer" : ""));
  map.on("click", pressed);
  map.once("style.load", () => box.run(canvas));

  function under(x: number, y: number, layers: string[], around = 0) {
    const there = layers.filter((id) => map.getLayer(id));
    return there.length ? map.queryRenderedFeatures([[x - around, y - around], [x + around, y + around]], { layers: there }) : [];
  }

  /** What lies there, the smallest first: a report, a cluster, an area. */
  function pressed({ point, lngLat }: MapMouseEvent): void {
    const [pin] = under(point.x, point.y, ["pins"], TIP_PX);
    if (pin?.geometry.type === "Point") return tell(pin.geometry.coordinates as [number, number], box.reportBody(pin.properties), 36);
    const [cluster] = under(point.x, point.y, ["clusters"], TIP_PX);
    if (cluster?.geometry.type === "Point") {
      const body = box.clusterBody(cluster.properties);
      if (body) return tell(cluster.geometry.coordinates as [number, number], body, 14);
      return void map.easeTo({ center: lngLat, zoom: Math.min(map.getZoom() + 2, POINTS_FROM + 0.5) });
    }
    const [area] = under(point.x, point.y, ["land"]);
    if (area) tell([lngLat.lng, lngLat.lat], box.areaBody(area.properties), 4);
  }

  function tell(at: [number, number], body: HTMLElement, offset: number): void {
    new Popup({ offset, maxWidth: "16rem", closeButton: false, focusAfterOpen: true }).setLngLat(at).setDOMContent(body).addTo(map);
  }
}
