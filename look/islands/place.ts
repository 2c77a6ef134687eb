/**
 * Where it is: asks the phone, takes the photo's place when it is offered, the last one used, a pin from the map, a typed
 * coordinate or a searched name; says which area it is in. The person decides; choosing a kelurahan stays possible.
 *
 * Hears `photo-place` (from the photo field) and `place-pin`, `place-moved` (from the map); tells `place-set` and `place-look`,
 * all with {lon, lat} in degrees.
 */
import { isAwake } from "../awake.ts";

interface Point {
  lon: number;
  lat: number;
}
interface Area {
  code: string | null;
  name: string;
  says?: string | null;
}
interface Found extends Point {
  code: string;
  name: string;
  within: string;
}
interface Source {
  accuracy_m?: number;
  place_source?: string;
}

const LAST = "tanggap-place";
const PAUSE_MS = 250;

export default function place(field: HTMLElement): void {
  const part = <E extends HTMLElement>(selector: string) => field.querySelector<E>(selector);
  const locate = part("[data-locate]");
  const found = part(".place-found");
  const failed = part("[data-failed]");
  const form = field.closest("form");
  if (!locate || !found || !failed || !form) return;
  const ask = locate.querySelector("button")!;
  const select = part<HTMLSelectElement>("select[name=area]");
  const words = part<HTMLTemplateElement>("[data-words=found]")?.content.textContent ?? "";
  let latest = 0;

  const input = (name: string) => part<HTMLInputElement>(`input[name=${name}]`);
  const tell = (name: string, point: Point) =>
    field.dispatchEvent(new CustomEvent(name, { detail: point, bubbles: true }));

  function set(point: Point, source: Source = {}): void {
    const values = { lon: point.lon, lat: point.lat, accuracy_m: "", place_source: "", ...source };
    for (const [name, value] of Object.entries(values)) {
      const at = input(name);
      if (at) at.value = String(value);
    }
    failed!.hidden = true;
    show(words, source.accuracy_m === undefined ? "" : `± ${source.accuracy_m} m`);
    tell("place-set", point);
    void named(point, found!).then((area) => {
      if (area?.code && select) select.value = area.code;
      else if (area && select) select.value = "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function show(name: string, small: string): void {
    found!.querySelector("b")!.textContent = name;
    found!.querySelector("span.quiet")!.textContent = small;
    found!.hidden = false;
  }

  /** Writes what lies at a point into a line; an answer that a later point has overtaken is let go. */
  async function named(point: Point, line: HTMLElement): Promise<Area | null> {
    const mine = ++latest;
    const area = await asked<Area>(`${field.dataset.areas}?lon=${point.lon}&lat=${point.lat}`, !!field.dataset.areas);
    if (!area || mine !== latest) return null;
    line.querySelector("b")!.textContent = area.says ?? area.name;
    return area;
  }

  ask.addEventListener("click", device);
  locate.hidden = false;
  if (!("geolocation" in navigator)) ask.hidden = true;
  // Where the phone may be asked without a question, it is asked at once; a place already given stays.
  else if (field.hasAttribute("data-auto") && !input("lon")?.value && !select?.value) {
    navigator.permissions?.query({ name: "geolocation" }).then(({ state }) => state === "granted" && device(), () => undefined);
  }

  function device(): void {
    ask.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        ask.removeAttribute("aria-busy");
        set({ lon: coords.longitude, lat: coords.latitude }, { accuracy_m: Math.round(coords.accuracy) });
      },
      () => {
        ask.removeAttribute("aria-busy");
        failed!.hidden = false;
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  }

  /** A button that offers a place; it goes when it has been taken. */
  function offer(selector: string, point: Point, source: Source = {}): void {
    const button = part<HTMLButtonElement>(selector);
    if (!button) return;
    button.hidden = false;
    button.onclick = () => {
      button.hidden = true;
      set(point, source);
    };
  }

  const pointOf = (event: Event) => (event as CustomEvent<Point>).detail;
  form.addEventListener("photo-place", (event) => offer("[data-from-photo]", pointOf(event), { place_source: "exif" }));
  field.addEventListener("place-pin", (event) => set(pointOf(event)));
  field.addEventListener("place-moved", (event) => {
    const under = part("[data-under]");
    if (under) void named(pointOf(event), under);
  });

  const last = remembered();
  if (last && !input("lon")?.value) offer("[data-last]", last);
  form.addEventListener("submit", () => {
    // Of what is told in confidence nothing stays on the phone.
    if (form.querySelector("[name=visibility][value=confidential]:checked, [data-sealed]:checked")) return;
    const [lon, lat] = [input("lon")?.value, input("lat")?.value];
    if (field.hasAttribute("data-auto") && lon && lat) remember({ lon: Number(lon), lat: Number(lat) });
  });

  for (const name of ["lon", "lat"]) {
    input(name)?.addEventListener("change", () => {
      const [lon, lat] = ["lon", "lat"].map((each) => Number(input(each)?.value.replace(",", ".") || NaN));
      if (Number.isFinite(lon) && Number.isFinite(lat)) set({ lon: lon!, lat: lat! });
    });
  }

  // A point decides against a kelurahan: whoever chooses another one does not mean the point.
  select?.addEventListener("change", () => {
    for (const name of ["lon", "lat", "accuracy_m", "place_source"]) if (input(name)) input(name)!.value = "";
    found.hidden = true;
    latest++;
  });
  search(part("[data-search]"));
  isAwake(field);

  function search(box: HTMLElement | null): void {
    const typed = box?.querySelector("input");
    const list = box?.querySelector("ul");
    const row = box?.querySelector("template");
    const none = box?.querySelector<HTMLElement>("[data-none]");
    if (!box || !typed || !list || !row || !none) return;
    box.hidden = false;
    let wait: ReturnType<typeof setTimeout>;

    typed.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => void look(), PAUSE_MS);
    });
    typed.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // the search must not send the report
    });

    async function look(): Promise<void> {
      const text = typed!.value.trim();
      const places = text ? await asked<Found[]>(`${field.dataset.places}?q=${encodeURIComponent(text)}`, true) : [];
      if (!places || text !== typed!.value.trim()) return;
      list!.replaceChildren(...places.map(item));
      none!.hidden = !text || places.length > 0;
    }

    function item(place: Found): DocumentFragment {
      const made = row!.content.cloneNode(true) as DocumentFragment;
      made.querySelector("b")!.textContent = place.name;
      made.querySelector("span")!.textContent = place.within;
      made.querySelector("button")!.addEventListener("click", () => {
        if (select) select.value = place.code;
        select?.dispatchEvent(new Event("change"));
        list!.replaceChildren();
        typed!.value = "";
        select?.focus();
        field.dispatchEvent(new Event("change", { bubbles: true }));
        tell("place-look", place);
      });
      return made;
    }
  }
}

async function asked<A>(address: string, wanted: boolean): Promise<A | null> {
  if (!wanted) return null;
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as A | null) : null;
  } catch {
    return null;
  }
}

function remember(point: Point): void {
  try {
    localStorage.setItem(LAST, JSON.stringify(point));
  } catch {
    // a browser that keeps nothing
  }
}

function remembered(): Point | null {
  try {
    return JSON.parse(localStorage.getItem(LAST) ?? "null") as Point | null;
  } catch {
    return null;
  }
}
