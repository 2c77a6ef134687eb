/** Tells what the phone knows: no signal, reports that wait, how old a kept page is, a newer version. And has what waits sent. */
import { INSTEAD, isReport, isWaiting } from "../outbox/rules.ts";
import * as store from "../outbox/store.ts";

const PATIENCE_MS = 5_000;

export default async function signal(box: HTMLElement): Promise<void> {
  const part = (name: string) => box.querySelector<HTMLElement>(`[data-${name}]`)!;
  const home = box.dataset.home ?? "";

  let shift = false;
  const doubtful = () => !navigator.onLine || shift || document.documentElement.dataset.asOf !== undefined;
  // On the window: what an outbox takes was taken before. Signing out goes through, for it clears the phone.
  addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post" || form.action.endsWith("/sign-out") || !doubtful()) return;
    if ("sure" in form.dataset) return void delete form.dataset.sure;
    event.preventDefault();
    void goes(form, event.submitter, part("unsent") as HTMLTemplateElement);
  });

  const offline = () => {
    part("offline").hidden = navigator.onLine;
    for (const hint of document.querySelectorAll<HTMLElement>("[data-needs-signal]")) hint.hidden = navigator.onLine && !document.documentElement.dataset.asOf;
  };
  for (const name of ["online", "offline"]) addEventListener(name, offline);
  offline();
  showAge(part("as-of"));
  if (navigator.serviceWorker) void watchVersions(home, part("update")).catch(() => undefined);
  if (!store.able()) return;
  shift = (await store.page(`${home}/bench`)) !== undefined;

  const [supported, unsent] = JSON.parse(sessionStorage.getItem(INSTEAD) ?? "[]") as string[];
  if (unsent && supported === location.pathname) {
    sessionStorage.removeItem(INSTEAD);
    await store.drop(unsent);
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    const all = await store.all();
    const waiting = all.filter(isWaiting);
    const reports = all.filter(isReport);
    count(part("waiting"), reports.filter(isWaiting).length);
    count(part("refused"), reports.filter(({ state }) => state === "refused").length);
    count(part("acts"), all.length - reports.length);
    part("acts").hidden = all.length === reports.length; // on the bench too: signing out there asks because of it
    clearTimeout(timer);
    const next = Math.min(...waiting.map((each) => each.next));
    if (waiting.length) timer = setTimeout(() => void flush(), Math.max(1000, next - Date.now()));
  };
  const flush = async () => {
    if (navigator.onLine && (await store.waiting())) await (await import("../outbox/courier.ts")).send();
    await look();
  };
  store.watch(() => void look());
  for (const name of ["online", "pageshow"]) addEventListener(name, () => void hurry().then(flush));
  await hurry();
  await look();
  await flush();
}

/** Sends a form that needs a signal where there is one; else the page stays as it is, with all that was written, and says so. */
async function goes(form: HTMLFormElement, button: HTMLElement | null, words: HTMLTemplateElement): Promise<void> {
  const asked = () => fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  const there = navigator.onLine && (await asked().then(() => true, () => false));
  for (const each of [form, ...form.querySelectorAll("[aria-busy]")]) each.removeAttribute("aria-busy");
  form.querySelector("[data-unsent]")?.remove();
  if (there) {
    form.dataset.sure = "";
    return form.requestSubmit(button);
  }
  form.append(words.content.cloneNode(true));
  form.querySelector("[data-unsent]")!.scrollIntoView({ block: "nearest" });
}

/** A signal that came back is a reason not to wait for the end of a pause. */
async function hurry(): Promise<void> {
  for (const each of (await store.all()).filter(({ state }) => state === "waiting")) await store.put({ ...each, next: 0 });
}

function count(banner: HTMLElement, n: number): void {
  const link = banner.querySelector("a")!;
  link.textContent = link.dataset.count!.replace("{n}", `${n}`);
  banner.hidden = n === 0 || location.pathname === link.pathname; // where it leads, it says nothing new
}

/** A page that came from the phone's own store carries the moment it was true. */
function showAge(banner: HTMLElement): void {
  const asOf = document.documentElement.dataset.asOf;
  if (!asOf) return;
  const time = new Date(asOf).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  banner.textContent = banner.dataset.asOf!.replace("{time}", time);
  banner.hidden = false;
}

/** Offers a newer version when it lies ready; it never takes a page away by itself. */
async function watchVersions(home: string, banner: HTMLElement): Promise<void> {
  const workers = navigator.serviceWorker;
  const found = await workers.register(`${home}/sw.js`, { scope: `${home}/` });
  const offer = () => (banner.hidden = !(found.waiting && workers.controller));
  offer();
  found.addEventListener("updatefound", () => found.installing?.addEventListener("statechange", offer));
  banner.querySelector("button")!.addEventListener("click", () => {
    workers.addEventListener("controllerchange", () => location.reload());
    found.waiting?.postMessage("take over");
  });
}
