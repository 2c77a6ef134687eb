/**
 * A zone on the small map: a tap adds a corner behind the last one, on a side it adds one there; corners are dragged, or
 * moved by the arrow keys and removed by Delete. The form's field `zone` holds the corners, a line each, and is the truth:
 * what is typed there is drawn, what is drawn is written there.
 */
import * as L from "leaflet";
import ground, { CITY, KEYS, STEP_PX } from "./ground.ts";

type Corners = L.LatLng[];

const LEAST = 3;
const MOST = 500;

export default function open(box: HTMLElement): void {
  const field = box.closest("form")!.querySelector<HTMLTextAreaElement>("textarea[name=zone]")!;
  const canvas = box.querySelector<HTMLElement>("[data-map]")!;
  const said = box.querySelector<HTMLElement>("[data-said]")!;
  const back = box.querySelector<HTMLButtonElement>("[data-back]")!;
  const say = (name: string, n = 0) =>
    box.querySelector<HTMLTemplateElement>(`template[data-words=${name}]`)!.content.textContent!.replace("{n}", String(n));

  box.querySelector("[data-sketch]")?.remove();
  const map = ground(box, [Number(box.dataset.lat), Number(box.dataset.lon)], CITY, true);
  const shape = L.polygon([], { className: "zone-shape", weight: 3, interactive: false }).addTo(map);
  const sides = L.polygon([], { className: "zone-sides", weight: 24, fill: false, bubblingMouseEvents: false }).addTo(map);
  let corners: Corners = [];
  let markers: L.Marker[] = [];
  const before: Corners[] = [];

  take(read(field.value));
  if (corners.length) map.fitBounds(L.latLngBounds(corners).pad(0.4), { animate: false });
  map.on("click", ({ latlng }) => add(latlng, corners.length));
  sides.on("click", ({ latlng }) => add(latlng, nearest(latlng)));
  back.addEventListener("click", undo);
  box.querySelector("[data-add]")!.addEventListener("click", () => add(map.getCenter(), corners.length));
  canvas.addEventListener("keydown", (event) => {
    if (event.target !== canvas) return;
    if (event.key === "Enter") add(map.getCenter(), corners.length);
    else if (event.key === "Backspace") undo();
    else return;
    event.preventDefault();
  });
  field.addEventListener("change", () => {
    before.push(corners);
    take(read(field.value));
  });
  canvas.focus();

  function add(at: L.LatLng, nth: number): void {
    if (corners.length < MOST) change([...corners.slice(0, nth), at, ...corners.slice(nth)]);
  }

  function change(now: Corners): void {
    before.push(corners);
    take(now);
    write();
  }

  function moved(nth: number, at: L.LatLng): Corners {
    return corners.map((each, other) => (other === nth ? at : each));
  }

  function undo(): void {
    const was = before.pop();
    if (!was) return;
    take(was);
    write();
  }

  /** Let these be the corners: each with its marker, the shape, and what is said of them. */
  function take(now: Corners): void {
    corners = now;
    for (const each of markers) each.remove();
    markers = now.map(corner);
    outline();
    back.disabled = before.length === 0;
  }

  function outline(): void {
    shape.setLatLngs(corners);
    sides.setLatLngs(corners);
    const wrong = crossing(corners.map((each) => map.project(each, CITY)));
    const few = corners.length > 0 && corners.length < LEAST;
    shape.getElement()?.classList.toggle("wrong", wrong);
    said.classList.toggle("error", wrong);
    said.textContent = wrong ? say("crossing") : corners.length < LEAST ? say("few") : say("corners", corners.length);
    field.setCustomValidity(wrong ? say("crossing") : few ? say("few") : "");
  }

  function corner(at: L.LatLng, nth: number): L.Marker {
    const icon = L.divIcon({ className: "zone-corner", html: `<b>${nth + 1}</b>`, iconSize: [32, 32] });
    const made = L.marker(at, { icon, draggable: true, autoPan: true }).addTo(map);
    made.getElement()!.setAttribute("aria-label", say("corner", nth + 1));
    made.on("drag", () => {
      corners = moved(nth, made.getLatLng());
      outline();
    });
    made.on("dragstart", () => before.push(corners));
    made.on("dragend", () => {
      write();
      back.disabled = false;
    });
    made.getElement()!.addEventListener("keydown", (event) => {
      const way = KEYS[event.key];
      const far = event.shiftKey ? 5 : 1;
      if (way) {
        const there = map.project(made.getLatLng()).add([way[0] * STEP_PX * far, way[1] * STEP_PX * far]);
        change(moved(nth, map.unproject(there)));
        map.panInside(corners[nth]!, { padding: [48, 48], animate: false });
        markers[nth]!.getElement()!.focus({ preventScroll: true });
      } else if (event.key === "Delete" || event.key === "Backspace") {
        change(corners.filter((_, each) => each !== nth));
        (markers[Math.max(nth - 1, 0)]?.getElement() ?? canvas).focus({ preventScroll: true });
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return made;
  }

  function write(): void {
    field.value = corners.map(({ lat, lng }) => `${lat.toFixed(6)}, ${lng.toFixed(6)}`).join("\n");
  }

  /** Before which corner one on a side belongs: behind the beginning of the side nearest to it. */
  function nearest(at: L.LatLng): number {
    const points = corners.map((each) => map.latLngToLayerPoint(each));
    const here = map.latLngToLayerPoint(at);
    const far = points.map((each, nth) => L.LineUtil.pointToSegmentDistance(here, each, points[(nth + 1) % points.length]!));
    return far.indexOf(Math.min(...far)) + 1;
  }
}

/** The corners in the field: lines of latitude and longitude, or GeoJSON; none where it says neither. */
function read(text: string): Corners {
  try {
    const lines = text.trim().startsWith("{")
      ? ring(JSON.parse(text)).map(([lon, lat]) => [lat, lon])
      : text.split("\n").filter((line) => line.trim()).map((line) => line.trim().split(/[\s,;]+/).map(Number));
    if (lines.some((line) => line.length !== 2 || !line.every(Number.isFinite))) return [];
    const found = lines.map(([lat, lon]) => L.latLng(lat!, lon!));
    return found.length > 1 && found[0]!.equals(found.at(-1)!) ? found.slice(0, -1) : found;
  } catch {
    return [];
  }
}

interface Shape {
  coordinates?: number[][][];
  geometry?: Shape;
  features?: Shape[];
}

function ring(shape: Shape): number[][] {
  return shape.coordinates?.[0] ?? ring((shape.geometry ?? shape.features?.[0])!);
}

/** Whether two sides of a polygon cross. */
function crossing(points: L.Point[]): boolean {
  const side = (a: L.Point, b: L.Point, c: L.Point) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
  const end = (nth: number) => points[(nth + 1) % points.length]!;
  return points.some((a, i) =>
    points.slice(i + 2, i === 0 ? -1 : undefined).some((c, j) => {
      const [b, d] = [end(i), end(i + 2 + j)];
      return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }),
  );
}
