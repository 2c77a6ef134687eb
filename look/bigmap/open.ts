/**
 * The map at scale, opened in its box. It hears three things, told to the box or to the page: `tanggap:filter` with a
 * query shows other reports, `tanggap:refresh` asks again for those it shows, `tanggap:look` with `lon` and `lat` goes there.
 */
import { Map as BigMap, Popup, setWorkerUrl, type MapGeoJSONFeature, type VectorTileSource } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import { coloursOf, onTheme, type Colours } from "./colours.ts";
import { icons, pin, type Kinds } from "./pins.ts";
import { weigh } from "./shares.ts";
import { POINTS_FROM, style } from "./style.ts";
import { streets } from "./streets.ts";
import "./bigmap.css";

const PATIENCE_MS = 1000;

export default async function open(box: HTMLElement): Promise<void> {
  const { tiles, shapes, basemap, sprite, report, bounds, late } = box.dataset as Record<string, string>;
  const ground = box.querySelector<HTMLElement>("[data-ground]")!;
  const kinds = JSON.parse(box.dataset.kinds!) as Kinds;
  const statuses = JSON.parse(box.dataset.statuses!) as Record<string, string>;
  const word = (name: string) => box.querySelector<HTMLTemplateElement>(`template[data-words=${name}]`)!.content.textContent!;
  let colours = coloursOf(box);
  const [areas, signs, below] = await Promise.all([shapesFrom(shapes!), icons(sprite!), streets(basemap!, box.querySelector("[data-credit]"), colours)]);
  const names = middles(areas);
  let query = box.dataset.query ?? "";
  let asked = 0;
  const corners = bounds!.split(",").map(Number) as [number, number, number, number];
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  setWorkerUrl(new URL(worker, location.href).href);
  const frame = document.createElement("div");
  frame.dataset.bigmap = "";
  ground.append(frame);
  const map = new BigMap({
    container: frame,
    style: styled(colours),
    bounds: corners,
    fitBoundsOptions: { padding: 16 },
    minZoom: 5,
    maxZoom: 19,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    rollEnabled: false,
    cooperativeGestures: false,
    fadeDuration: still ? 0 : 150,
    reduceMotion: still,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute("aria-label", word("map"));
  map.setMissingStyleImageResolver((id) => {
    const made = id.startsWith("pin:") ? pin(id, kinds, signs, colours) : null;
    if (made && !map.hasImage(id)) map.addImage(id, made.image, { pixelRatio: made.pixelRatio });
  });
  let weighed = "";
  map.on("idle", () => {
    if (map.getZoom() < POINTS_FROM) weighed = weigh(map, weighed);
  });
  map.once("load", () => {
    box.querySelector("[data-sketch]")?.remove();
    box.dataset.drawn = "";
  });
  for (const layer of ["pins", "clusters"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  map.on("click", "clusters", ({ lngLat }) => map.easeTo({ center: lngLat, zoom: Math.min(map.getZoom() + 2, POINTS_FROM + 0.5) }));
  map.on("click", "pins", ({ features }) => {
    const found = features?.[0];
    if (found) told(found);
  });
  controls();
  hear();
  onTheme(() => {
    colours = coloursOf(box);
    weighed = "";
    for (const id of map.listImages()) if (id.startsWith("pin:")) map.removeImage(id);
    map.setStyle(styled(colours));
  });

  function styled(now: Colours) {
    return style(address(), areas, names, below, now, late !== undefined);
  }

  /** Where the tiles are; what is asked anew must have been made after the asking. */
  function address(): string {
    const asking = [query, asked ? `anew=${asked}` : ""].filter(Boolean).join("&");
    return `${new URL(tiles!, location.href).href}/{z}/{x}/{y}${asking ? `?${asking}` : ""}`;
  }

  function controls(): void {
    box.querySelector<HTMLElement>("[data-controls]")!.hidden = false;
    box.querySelector("[data-zoom=in]")!.addEventListener("click", () => map.zoomIn());
    box.querySelector("[data-zoom=out]")!.addEventListener("click", () => map.zoomOut());
    box.querySelector("[data-whole]")!.addEventListener("click", () => map.fitBounds(corners, { padding: 16 }));
  }

  function hear(): void {
    const ask = () => map.getSource<VectorTileSource>("reports")?.setTiles([address()]);
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const on = (name: string, heard: (detail: Record<string, unknown>) => void) =>
      document.addEventListener(name, (event) => heard(((event as CustomEvent).detail ?? {}) as Record<string, unknown>));
    on("tanggap:filter", (detail) => {
      query = String(detail["query"] ?? "");
      weighed = "";
      ask();
    });
    on("tanggap:refresh", () => {
      // However much happens, once a second is enough to show it.
      waiting ??= setTimeout(() => {
        waiting = undefined;
        asked += 1;
        ask();
      }, PATIENCE_MS);
    });
    on("tanggap:look", ({ lon, lat, zoom }) => map.flyTo({ center: [Number(lon), Number(lat)], zoom: Number(zoom ?? POINTS_FROM + 1) }));
  }

  /** What is known of a pin, and the way to its report. */
  function told({ geometry, properties }: MapGeoJSONFeature): void {
    if (geometry.type !== "Point") return;
    const body = box.querySelector<HTMLTemplateElement>("template[data-popup]")!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    const [name] = kinds[String(properties["kind"])] ?? kinds[""]!;
    const overdue = properties["late"] ? ` · ${word("late")}` : "";
    body.querySelector("[data-name]")!.textContent = name;
    body.querySelector("[data-status]")!.textContent = `${statuses[String(properties["status"])] ?? ""}${overdue}`;
    const moved = body.querySelector<HTMLElement>("[data-moved]")!;
    moved.hidden = !properties["moved"];
    moved.textContent = word("moved");
    const link = body.querySelector<HTMLAnchorElement>("[data-link]")!;
    link.href = report! + String(properties["number"]);
    link.textContent = String(properties["number"]);
    new Popup({ offset: 36, maxWidth: "16rem", closeButton: false, focusAfterOpen: true })
      .setLngLat(geometry.coordinates as [number, number])
      .setDOMContent(body)
      .addTo(map);
  }
}

async function shapesFrom(address: string): Promise<GeoJSON.FeatureCollection> {
  const nothing: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as GeoJSON.FeatureCollection) : nothing;
  } catch {
    return nothing; // without shapes the map still tells where things are
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
