/**
 * The small map: the city's own shapes under a pin that a finger, the arrow keys or the buttons move. Told nothing by
 * itself: `place-moved` says where the pin is, `place-pin` that it was taken; `place-set` and `place-look` move it.
 */
import * as L from "leaflet";
import ground, { CITY, CLOSE, KEYS, STEP_PX } from "./ground.ts";

const STILL_MS = 350;

export default function open(box: HTMLElement): void {
  const canvas = box.querySelector<HTMLElement>("[data-map]")!;
  const sign = box.querySelector<HTMLTemplateElement>("template[data-pin-sign]")!;
  const { lon, lat, pin } = box.dataset;
  const movable = pin !== undefined;
  const start = given() ?? L.latLng(Number(lat), Number(lon));

  const map = ground(box, start, given() || !movable ? CLOSE : CITY, !movable);
  const icon = L.divIcon({ className: "map-pin", html: sign.content.firstElementChild!.outerHTML, iconSize: [40, 40], iconAnchor: [20, 38] });
  if (box.dataset.tasks !== undefined) return tasks();
  const marker = L.marker(start, { icon, draggable: movable, keyboard: false, interactive: movable }).addTo(map);
  if (movable) steer();

  /** A pin for each task of the list beside the map, under its number; the list stays the way to it without a map. */
  function tasks(): void {
    const cards = [...document.querySelectorAll<HTMLElement>("[data-point]")];
    const points = cards.map((card, nth) => {
      const [east, north] = card.dataset.point!.split(",").map(Number) as [number, number];
      const html = `${sign.content.firstElementChild!.outerHTML}<b>${nth + 1}</b>`;
      const numbered = L.divIcon({ className: "map-pin", html, iconSize: [40, 40], iconAnchor: [20, 38] });
      const link = card.querySelector("a")!;
      L.marker([north, east], { icon: numbered, title: link.textContent!.trim(), alt: link.textContent!.trim() })
        .addTo(map)
        .on("click", () => {
          card.scrollIntoView({ block: "center" });
          link.focus({ preventScroll: true });
        });
      return L.latLng(north, east);
    });
    if (points.length) map.fitBounds(L.latLngBounds(points).pad(0.15), { maxZoom: CLOSE, animate: false });
    else map.setView(start, CITY, { animate: false });
  }

  function given(): L.LatLng | null {
    const form = box.closest("form");
    const read = (name: string) => Number(form?.querySelector<HTMLInputElement>(`[name=${name}]`)?.value.replace(",", ".") || NaN);
    const [east, north] = [read("lon"), read("lat")];
    return movable && Number.isFinite(east) && Number.isFinite(north) ? L.latLng(north, east) : null;
  }

  function tell(name: string): void {
    const { lng, lat: north } = marker.getLatLng();
    const point = { lon: Number(lng.toFixed(6)), lat: Number(north.toFixed(6)) };
    box.dispatchEvent(new CustomEvent(name, { detail: point, bubbles: true }));
  }

  function steer(): void {
    let still: ReturnType<typeof setTimeout>;
    const moved = (at: L.LatLng) => {
      marker.setLatLng(at);
      map.panInside(at, { padding: [48, 48], animate: false });
      clearTimeout(still);
      still = setTimeout(() => tell("place-moved"), STILL_MS);
    };
    const step = ([x, y]: [number, number], far: boolean) =>
      moved(map.unproject(map.project(marker.getLatLng()).add([x * STEP_PX * (far ? 5 : 1), y * STEP_PX * (far ? 5 : 1)])));
    const take = () => {
      clearTimeout(still);
      tell("place-pin");
    };

    map.on("click", ({ latlng }) => moved(latlng));
    marker.on("dragend", () => moved(marker.getLatLng()));
    canvas.addEventListener("keydown", (event) => {
      const way = KEYS[event.key];
      if (way) step(way, event.shiftKey);
      else if (event.key === "+" || event.key === "=") map.zoomIn();
      else if (event.key === "-") map.zoomOut();
      else if (event.key === "Enter") take();
      else return;
      event.preventDefault();
    });
    for (const button of box.querySelectorAll<HTMLButtonElement>("[data-step]")) {
      button.addEventListener("click", () => step(KEYS[button.dataset.step ?? ""] ?? [0, 0], false));
    }
    box.querySelector("[data-take]")?.addEventListener("click", take);
    const outside = box.closest("[data-island=place]");
    for (const name of ["place-set", "place-look"]) {
      outside?.addEventListener(name, (event) => {
        const { lon: east, lat: north } = (event as CustomEvent<{ lon: number; lat: number }>).detail;
        marker.setLatLng([north, east]);
        map.setView([north, east], Math.max(map.getZoom(), name === "place-set" ? CLOSE : 14), { animate: false });
      });
    }
    canvas.focus();
  }
}
