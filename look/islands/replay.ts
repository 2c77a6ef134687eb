/** Plays a day again: a slider, or its own pace, says which hour the figures and the sketch show. */
type Frame = { at: string; came: string; ended: string; open: string; areas: number[] };

const PACE_MS = 600;
const SLOW_MS = 1500;

export default function replay(day: HTMLElement): void {
  const words = day.querySelector<HTMLTemplateElement>("template[data-words]");
  const control = words?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  const range = control?.querySelector("input");
  const play = control?.querySelector<HTMLElement>("[data-play]");
  const pause = control?.querySelector<HTMLElement>("[data-pause]");
  const frames = JSON.parse(day.dataset.frames ?? "[]") as Frame[];
  if (!words || !control || !range || !play || !pause || !frames.length) return;

  const faintest = Number(day.dataset.faintest);
  const most = Math.max(1, ...frames.flatMap((frame) => frame.areas));
  const areas = [...day.querySelectorAll("[data-area]")];
  const links = [...day.querySelectorAll("tbody a")];
  const told = [...day.querySelectorAll<HTMLElement>("[data-told]")];
  let timer = 0;

  function show(): void {
    const nth = Number(range!.value);
    const frame = frames[nth];
    if (!frame) return;
    for (const each of told) each.textContent = frame[each.dataset.told as "at" | "came" | "ended" | "open"];
    areas.forEach((area, at) => {
      const count = frame.areas[at] ?? 0;
      const title = area.querySelector("title");
      area.querySelector("path")?.setAttribute("fill-opacity", String(count && faintest + ((1 - faintest) * count) / most));
      if (title) title.textContent = `${title.textContent?.replace(/: [^:]*$/, "")}: ${count}`;
    });
    links.forEach((link, at) => (at === nth ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
    range!.setAttribute("aria-valuetext", frame.at);
  }

  function rest(): void {
    clearInterval(timer);
    const stays = document.activeElement === pause;
    play!.hidden = false;
    pause!.hidden = true;
    if (stays) play!.focus();
  }

  function run(): void {
    if (Number(range!.value) >= frames.length - 1) range!.value = "0";
    show();
    timer = window.setInterval(() => {
      range!.value = String(Number(range!.value) + 1);
      show();
      if (Number(range!.value) >= frames.length - 1) rest();
    }, matchMedia("(prefers-reduced-motion: reduce)").matches ? SLOW_MS : PACE_MS);
    play!.hidden = true;
    pause!.hidden = false;
  }

  range.max = String(frames.length - 1);
  range.value = String(Math.max(0, links.findIndex((link) => link.hasAttribute("aria-current"))));
  range.addEventListener("input", () => {
    rest();
    show();
  });
  play.addEventListener("click", () => {
    run();
    pause.focus();
  });
  pause.addEventListener("click", rest);
  words.replaceWith(control);
  show();
}
