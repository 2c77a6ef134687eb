/**
 * What a phone does for Tanggap without a page: keeps the shell and pages that tell of nobody, answers when there is no
 * signal, takes what other apps share, sends what waits, and shows what arrives. Built into one file of its own.
 */
import { send } from "../outbox/courier.ts";
import { born, STEP } from "../outbox/rules.ts";
import { kept as ofAShift } from "../outbox/shift.ts";
import * as store from "../outbox/store.ts";
import { onNotificationClick, onPush, type Clicked, type Pushed } from "./push.ts";
import { ended, OF_A_SHIFT, onShift, onStep } from "./shift.ts";

declare const self: Worker;
/** The built files of the look, each named by its content: laid in by the build. */
declare const __SHELL__: string[];

interface Worker {
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: string, listener: (event: Happening) => void): void;
}

interface Happening extends Event {
  request: Request;
  data: unknown;
  preloadResponse?: Promise<Response | undefined>;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const PATIENCE_MS = 3_000;
const PAGES_MOST = 60;
const SHELL = "tanggap-shell";
const home = new URL(self.registration.scope).pathname.replace(/\/$/, "");
/** Of a city: another city on the same host keeps its own. */
const PAGES = `tanggap-pages${home}`;
const FIRST = ["/offline", "/reports/new", "/mine/outbox"].map((path) => home + path);
/** Never kept, whatever an answer says of itself: what staff see, and what one must prove to be one's own. */
const GUARDED = /^(\/[\w-]+)?\/(operations|admin|bench|tasks|partners|teams|triage|held|verification|intake|photos|track|sign-in|notices|alerts|stop|push|api|events)(\/|$)/;

self.addEventListener("install", (event) => {
  const shell = caches.open(SHELL).then((cache) => cache.addAll(__SHELL__));
  event.waitUntil(Promise.all([shell, ...FIRST.map((path) => fetched(new Request(path)).catch(() => undefined))]));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), tidied()]));
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

self.addEventListener("sync", (event) => event.waitUntil(send()));

self.addEventListener("push", (event) => onPush(event as unknown as Pushed));

self.addEventListener("notificationclick", (event) => onNotificationClick(event as unknown as Clicked));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const path = url.pathname.startsWith(home) ? url.pathname.slice(home.length) : url.pathname;
  if (request.method === "POST") {
    if (path === "/share") event.respondWith(shared(request));
    if (path === "/sign-out" || path === "/sign-in") event.waitUntil(Promise.all([caches.delete(PAGES), ended(path)]));
    if (STEP.test(path)) event.respondWith(onStep(request));
  } else if (request.method === "GET" && OF_A_SHIFT.test(path)) {
    event.respondWith(onShift(request, home));
  } else if (request.method !== "GET" || GUARDED.test(path)) {
    return;
  } else if (url.pathname.startsWith("/assets/")) {
    event.respondWith(once(request));
  } else if (path.startsWith("/areas/") && path !== "/areas/at") {
    event.respondWith(staleFirst(event, request));
  } else if (request.mode === "navigate") {
    event.respondWith(page(request));
  }
});

/** Named by its content: what is here is right. */
async function once(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}

async function staleFirst(event: Happening, request: Request): Promise<Response> {
  const kept = (await caches.match(request)) ?? (await ofAShift(request.url).catch(() => undefined));
  const fresh = fetched(request);
  if (kept) event.waitUntil(fresh.catch(() => undefined));
  return kept ?? fresh;
}

/** From the network, and kept if it may be. */
async function fetched(request: Request): Promise<Response> {
  const answer = await fetch(request);
  // What must be asked for again (pictures, and all that may be hidden) is kept by the browser at most, for as long as it says.
  const mayKeep = !/no-store|must-revalidate/.test(answer.headers.get("cache-control") ?? "no-store");
  const pages = await caches.open(PAGES);
  if (answer.ok && !answer.redirected && mayKeep) {
    const headers = new Headers(answer.headers);
    headers.set("kept-at", new Date().toISOString());
    await pages.put(request, new Response(answer.clone().body, { headers }));
    for (const old of (await pages.keys()).slice(0, -PAGES_MOST)) {
      if (!FIRST.includes(new URL(old.url).pathname)) await pages.delete(old);
    }
  } else if (answer.ok ? !mayKeep : answer.status === 404) {
    await pages.delete(request); // what told of nobody once now tells of somebody, or is hidden
  }
  return answer;
}

/** The network's word within three seconds, else what is kept, and how old that is, else the page that says so. */
async function page(request: Request): Promise<Response> {
  const fresh = fetched(request);
  const kept = await (await caches.open(PAGES)).match(request, { ignoreSearch: false });
  if (!kept) return fresh.catch(async () => (await caches.match(`${home}/offline`)) ?? Response.error());
  const patience = new Promise<undefined>((done) => setTimeout(done, PATIENCE_MS));
  const answer = await Promise.race([fresh, patience]).catch(() => undefined);
  return answer ?? aged(kept);
}

async function aged(kept: Response): Promise<Response> {
  const html = await kept.text();
  return new Response(html.replace("<html ", `<html data-as-of="${kept.headers.get("kept-at")}" `), { headers: kept.headers });
}

/** What another app shares begins a draft; the person sees it, and sends it or not. */
async function shared(request: Request): Promise<Response> {
  const form = await request.formData();
  const draft = born(crypto.randomUUID(), home, Date.now());
  const words = ["title", "text", "url"].map((name) => form.get(name)).filter((text) => typeof text === "string" && text);
  draft.fields = [["text", words.join("\n")]];
  for (const file of form.getAll("photo").slice(0, 5)) {
    if (!(file instanceof File) || !file.size) continue;
    const sha256 = await store.sha256(file);
    await store.keepPhoto(draft.key, sha256, file);
    draft.photos.push({ sha256, size: file.size });
  }
  await store.put(draft);
  return Response.redirect(`${home}/reports/new#draft=${draft.key}`, 303);
}

/** Built files of earlier versions go; pages stay. */
async function tidied(): Promise<void> {
  const shell = await caches.open(SHELL);
  for (const { url } of await shell.keys()) if (!__SHELL__.includes(new URL(url).pathname)) await shell.delete(url);
}
