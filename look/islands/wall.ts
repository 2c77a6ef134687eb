import { listen } from "../live/stream";

const SECOND_MS = 1000;
const [DIM_FROM, DIM_TO, RELOAD_AT] = [22, 5, 4];

/**
 * Keeps a wall as the city is: hears what happens and asks for the panels it changes, turns to the next scene, stops on an alert, says
 * when its line is broken and how old what it shows is, dims at night, and loads itself anew every morning and after a deploy.
 */
export default function wall(root: HTMLElement): void {
  const { address, stream, zone, build } = root.dataset as Record<string, string>;
  if (!address) return;
  const scenes = (root.dataset.scenes ?? "").trim().split(" ");
  const rotates = Number(root.dataset.rotates) * SECOND_MS;
  // The house's clock and not the screen's, which may be wrong.
  const ahead = Number(root.dataset.now) - Date.now();
  const now = (): number => Date.now() + ahead;
  const began = now();
  const hourOf = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  const timeOf = new Intl.DateTimeFormat(document.documentElement.lang, clock(zone));
  const asked = new WeakMap<Element, number>();
  const waiting = new Map<string, number>();
  let turned = now();
  let turning = false;
  let held = "";
  let lostAt = now();
  let leaving = false;

  listen(stream as string, {
    told: ({ event }) => (event === "reload" ? panels().forEach(ask) : panels().forEach(soon)),
    state(state) {
      if (state === "refused") return void leave();
      if (state === "live" && root.hasAttribute("data-lost")) panels().forEach(ask);
      if (state === "lost" && !root.hasAttribute("data-lost")) lostAt = now();
      root.toggleAttribute("data-lost", state === "lost");
      show("[data-on]", state === "live");
      show("[data-off]", state === "lost");
    },
  });
  setInterval(look, SECOND_MS);
  hold();

  function panels(): HTMLElement[] {
    return [...root.querySelectorAll<HTMLElement>("[data-panel]")];
  }

  function scene(): string {
    return root.querySelector<HTMLElement>("[data-scene]")?.dataset.scene ?? "";
  }

  /** Once a second: the clock, the ages, what is due, the night. */
  function look(): void {
    text("[data-clock]", timeOf.format(now()));
    if (root.hasAttribute("data-lost")) text("[data-since]", spent(now() - lostAt));
    const hour = Number(hourOf.format(now()));
    document.documentElement.toggleAttribute("data-dim", hour >= DIM_FROM || hour < DIM_TO);
    for (const panel of panels()) {
      grow(panel);
      if (now() - (asked.get(panel) ?? began) >= Number(panel.dataset.interval) * SECOND_MS) void ask(panel);
    }
    if (!held && scenes.length > 1 && now() - turned >= rotates) void turn(scenes[(scenes.indexOf(scene()) + 1) % scenes.length] as string);
    if (hour === RELOAD_AT && now() - began > 2 * 3600 * SECOND_MS) void leave();
  }

  /** A panel that what happens changes is asked for at once, or when it was asked for long enough ago. */
  function soon(panel: HTMLElement): void {
    const { panel: name, soon } = panel.dataset;
    if (!name || !soon || waiting.has(name)) return;
    const pause = Number(soon) * SECOND_MS - (now() - (asked.get(panel) ?? 0));
    const later = (): void => {
      waiting.delete(name);
      const still = root.querySelector<HTMLElement>(`[data-panel="${name}"]`);
      if (still) void ask(still);
    };
    waiting.set(name, window.setTimeout(later, Math.max(0, pause)));
  }

  async function ask(panel: HTMLElement): Promise<void> {
    asked.set(panel, now());
    const made = await fetched(`${address}/scenes/${scene()}/${panel.dataset.panel}`);
    if (!made || !panel.isConnected) return;
    asked.set(made, asked.get(panel) ?? now());
    panel.replaceWith(made);
    if (panel.classList.contains("alert")) hold();
  }

  async function turn(code: string): Promise<void> {
    if (turning || root.hasAttribute("data-lost")) return;
    turning = true;
    const made = await fetched(`${address}/scenes/${code}`);
    turning = false;
    turned = now();
    if (!made) return;
    root.querySelector("[data-scene]")?.replaceWith(made);
    hold();
  }

  /** Stops on an alert, and shows the scene it belongs to; goes on when it is over. */
  function hold(): void {
    const alarm = root.querySelector<HTMLElement>("[data-alarm]");
    const fresh = alarm?.dataset.alarm ?? "";
    const changed = fresh !== held;
    held = fresh;
    if (!changed) return;
    turned = now();
    if (alarm?.dataset.shows && alarm.dataset.shows !== scene()) void turn(alarm.dataset.shows);
  }

  /** The one element an address answers with; nothing when it does not answer, and the wall goes on as it is. */
  async function fetched(href: string): Promise<HTMLElement | null> {
    try {
      const answer = await fetch(href, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
      if (answer.status === 404) return void leave(), null;
      if (!answer.ok) return null;
      if (answer.headers.get("tanggap-build") !== build) void leave();
      const made = document.createElement("template");
      made.innerHTML = await answer.text();
      return made.content.firstElementChild as HTMLElement | null;
    } catch {
      return null;
    }
  }

  function grow(panel: HTMLElement): void {
    const age = panel.querySelector<HTMLElement>("[data-age]");
    if (!age) return;
    const passed = now() - Number(panel.dataset.at);
    const old = passed > 2 * Number(panel.dataset.interval) * SECOND_MS;
    age.hidden = !old;
    panel.classList.toggle("stale", old);
    if (old) age.textContent = (age.dataset.age ?? "").replace("{age}", spelled(passed));
  }

  /** Load the page anew, but only where there is somebody to load it from. */
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    const there = await fetch(address as string, { cache: "no-store" }).catch(() => null);
    if (there && there.status < 500) location.reload();
    else setTimeout(() => (leaving = false), 30 * SECOND_MS);
  }

  function show(where: string, shown: boolean): void {
    const found = root.querySelector<HTMLElement>(where);
    if (found) found.hidden = !shown;
  }

  function text(where: string, words: string): void {
    const found = root.querySelector(where);
    if (found && found.textContent !== words) found.textContent = words;
  }
}

/** "22 Nov, 14.32 WIB" */
function clock(timeZone: string | undefined): Intl.DateTimeFormatOptions {
  const two = "2-digit";
  return { timeZone, day: "numeric", month: "short", hour: two, minute: two, hourCycle: "h23", timeZoneName: "short" };
}

/** "00:42" */
function spent(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  return [seconds / 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}

function spelled(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [unit, value] = minutes < 1 ? ["second", Math.floor(ms / SECOND_MS)] : minutes < 120 ? ["minute", minutes] : ["hour", Math.floor(minutes / 60)];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: unit as string, unitDisplay: "long" }).format(value as number);
}
