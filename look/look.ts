/** Wakes the islands of a page: each is one file, loaded only where an element asks for it, and quiet when it fails. */
type Island = (element: HTMLElement) => void | Promise<void>;

const islands = import.meta.glob<{ default: Island }>("./islands/*.ts");

// Not before the page stands: on a cheap phone the two together would keep the first tap waiting.
setTimeout(() => {
  for (const element of document.querySelectorAll<HTMLElement>("[data-island]")) {
    const load = islands[`./islands/${element.dataset.island}.ts`];
    load?.().then(({ default: wake }) => wake(element)).catch(() => undefined);
  }
});
