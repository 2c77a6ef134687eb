/**
 * What a shift needs where there is no signal: the bench, its map, each task, a small copy of each photo, the shapes.
 * In the database and not in the browser's cache, whose list of contents a browser that is killed may not have written.
 */
import * as store from "./store.ts";

const OLD_MS = 900_000;
const OPENING = /\/opening(\?|$)/;

/** Whatever its size and format, one copy of a photo is kept. */
const small = (path: string) => path.replace(/(\/photos\/[^/]+\/).*/, "$1320.jpeg");

/** When the bench was kept; 0 where no shift was begun. */
export const keptAt = async (home: string): Promise<number> => (await store.page(`${home}/bench`))?.at ?? 0;

export const isOld = async (home: string) => Date.now() - (await keptAt(home)) > OLD_MS;

/** What is kept under an address; a page says how old it is. */
export async function kept(url: string): Promise<Response | undefined> {
  const { pathname, search } = new URL(url);
  const found = await store.page(small(pathname + search));
  if (!found) return undefined;
  const headers = { "content-type": found.type };
  if (!found.type.startsWith("text/html")) return new Response(found.body, { headers });
  const asOf = `<html data-as-of="${new Date(found.at).toISOString()}" `;
  return new Response((await found.body.text()).replace("<html ", asOf), { headers });
}

export async function put(url: string, answer: Response): Promise<void> {
  const { pathname, search } = new URL(url, location.origin);
  const type = answer.headers.get("content-type") ?? "";
  await store.keepPage(small(pathname + search), { at: Date.now(), type, body: await answer.blob() });
}

/** Keeps all of it anew, the bench last, and lets go of what is done; ``told`` hears how far it is. Throws where the line dies. */
export async function keep(home: string, told: (nth: number, of: number) => void = () => {}): Promise<void> {
  const all = new Set<string>();
  const bench = await fetched(`${home}/bench`);
  const pages = [await parsed(bench.clone()), await page(`${home}/bench/map`)];
  const tasks = found(pages[0]!, "[data-task]", "data-task");
  for (const [nth, task] of tasks.entries()) {
    told(nth, tasks.length);
    const shown = await asked(task);
    if (shown.redirected && OPENING.test(shown.url)) continue; // guarded: kept once it was said what it is read for
    pages.push(await page(task, shown));
  }
  for (const src of pages.flatMap((each) => found(each, "img", "src"))) if (src.includes("/photos/")) await once(small(src));
  for (const shapes of found(pages[1]!, "[data-shapes]", "data-shapes")) await once(shapes);
  await put(`${home}/bench`, bench);
  await store.dropPages(all);

  async function fetched(path: string, answer?: Response): Promise<Response> {
    answer ??= await asked(path);
    if (!answer.ok || answer.redirected) throw new Error(path);
    all.add(path);
    return answer;
  }

  async function page(path: string, shown?: Response): Promise<Document> {
    const answer = await fetched(path, shown);
    await put(path, answer.clone());
    return parsed(answer);
  }

  /** A picture and a shape stay what they are. */
  async function once(path: string): Promise<void> {
    all.add(path);
    if (await store.page(path)) return;
    const answer = await fetch(path);
    if (answer.ok) await put(path, answer);
  }
}

const asked = (path: string) => fetch(path, { headers: { accept: "text/html" }, cache: "no-store" });

const parsed = async (answer: Response) => new DOMParser().parseFromString(await answer.text(), "text/html");

const found = (page: Document, what: string, name: string) => [
  ...new Set([...page.querySelectorAll(what)].map((each) => each.getAttribute(name)!)),
];
