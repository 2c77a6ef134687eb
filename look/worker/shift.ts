/** An officer's pages and photos while a shift is kept on this phone: the network's word first, else what is kept. */
import { kept, put } from "../outbox/shift.ts";
import * as store from "../outbox/store.ts";

const PATIENCE_MS = 3_000;

/** Of a task its own page is kept; where another is missing, that is said on a page of ours. */
export const OF_A_SHIFT = /^\/(bench(\/map)?|tasks\/[^/]+(\/\w+)?|partners\/[^/]+|photos\/.+)$/;

export async function onShift(request: Request, home: string): Promise<Response> {
  const fresh = fetch(request);
  const known = kept(request.url).catch(() => undefined);
  const patience = new Promise<undefined>((done) => setTimeout(done, PATIENCE_MS));
  // Without a shift, and on a line that is merely slow, it is as if there were no worker.
  const answer = await Promise.race([fresh, known.then((has) => (has ? patience : fresh))]).catch(() => undefined);
  if (!answer) return (await known) ?? (await offline(request, home)) ?? fresh;
  if (answer.ok && !answer.redirected && request.mode === "navigate" && (await known)) await put(request.url, answer.clone());
  return answer;
}

const offline = async (request: Request, home: string) => (request.mode === "navigate" ? caches.match(`${home}/offline`) : undefined);

/** Pressed before the page was awake to keep it, and without a signal: the page stays, and it can be pressed again. */
export async function onStep(request: Request): Promise<Response> {
  return fetch(request).catch(() => Response.redirect(request.url.replace(/\/\w+$/, ""), 303));
}

/** Whoever signs in next finds nothing to read of it; whoever signs out takes what is unsent along, too. */
export async function ended(path: string): Promise<void> {
  await store.dropPages();
  if (path === "/sign-out") await store.dropActs();
}
