/** Wakes the islands of a page: each is one file, loaded only where an element asks for it, and quiet when it fails. */
type Island = (element: HTMLElement) => void | Promise<void>;

const islands = import.meta.glob<{ default: Island }>("./islands/*.ts");

const wake = async (element: HTMLElement): Promise<void> => {
  const island = await islands[`./islands/${element.dataset.island}.ts`]?.();
  await island?.default(element);
};

// Not before the page stands, and each by itself: on a cheap phone all together would keep the first tap waiting.
const waking = [...document.querySelectorAll<HTMLElement>("[data-island]")].map(
  (element) => new Promise((done) => setTimeout(() => wake(element).catch(() => undefined).then(done))),
);
void Promise.all(waking).then(() => (document.documentElement.dataset.awake = ""));
