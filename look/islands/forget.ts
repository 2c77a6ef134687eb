/** What this phone kept of a report that has been erased: its row in the outbox, pages that told of it, the last place. */
import * as store from "../outbox/store.ts";

/** Of nobody, and wanted where there is no signal. */
const OF_NOBODY = /\/(offline|reports\/new|mine\/outbox)$/;

export default async function forget({ dataset }: HTMLElement): Promise<void> {
  localStorage.removeItem("tanggap-place");
  if (!store.able()) return;
  for (const { key, number } of await store.all()) if (number === dataset.number) await store.drop(key);
  for (const name of await caches.keys()) {
    if (!name.startsWith("tanggap-pages")) continue;
    const pages = await caches.open(name);
    for (const { url } of await pages.keys()) if (!OF_NOBODY.test(new URL(url).pathname)) await pages.delete(url);
  }
}
