/** Asks the phone where it is, says how exactly it knows, and names the area there. The person decides; typing stays possible. */
interface Area {
  code: string;
  name: string;
}

export default function place(field: HTMLElement): void {
  const locate = field.querySelector<HTMLElement>("[data-locate]");
  const button = locate?.querySelector("button");
  const found = locate?.querySelector<HTMLElement>(".place-found");
  const failed = locate?.querySelector<HTMLElement>("[data-failed]");
  const words = locate?.querySelector<HTMLTemplateElement>("[data-words=found]")?.content.textContent ?? "";
  if (!locate || !button || !found || !failed || !("geolocation" in navigator)) return;
  locate.hidden = false;

  const set = (name: string, value: number) => {
    const input = field.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (input) input.value = String(value);
  };

  async function show({ coords }: GeolocationPosition): Promise<void> {
    set("lon", coords.longitude);
    set("lat", coords.latitude);
    set("accuracy_m", Math.round(coords.accuracy));
    found!.querySelector("b")!.textContent = words;
    found!.querySelector("span.quiet")!.textContent = `± ${Math.round(coords.accuracy)} m`;
    found!.hidden = false;
    failed!.hidden = true;
    button!.removeAttribute("aria-busy");
    const area = await areaAt(coords);
    if (area) {
      found!.querySelector("b")!.textContent = area.name;
      const select = field.querySelector<HTMLSelectElement>("select[name=area]");
      if (select) select.value = area.code;
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function areaAt(coords: GeolocationCoordinates): Promise<Area | null> {
    if (!field.dataset.areas) return null;
    try {
      const answer = await fetch(`${field.dataset.areas}?lon=${coords.longitude}&lat=${coords.latitude}`);
      return answer.ok ? ((await answer.json()) as Area | null) : null;
    } catch {
      return null;
    }
  }

  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      (position) => void show(position),
      () => {
        failed.hidden = false;
        button.removeAttribute("aria-busy");
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  });
}
