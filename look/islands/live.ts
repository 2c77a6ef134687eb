import { share } from "../live/leader";

/**
 * Lets a page of staff hear what happens: each thing told becomes an event of the document, `live:received` or `live:moved`, with the
 * report's number as its detail. The element says whether it is heard (`data-state`), and shows what stands in it under `data-lost`.
 */
export default function live(box: HTMLElement): void {
  const lost = box.querySelector<HTMLElement>("[data-lost]");
  share(box.dataset.stream as string, {
    told: ({ event, data }) => document.dispatchEvent(new CustomEvent(`live:${event}`, { detail: data })),
    state(state) {
      box.dataset.state = state;
      if (lost) lost.hidden = state === "live";
    },
  });
}
