/** Islands wake one by one, in no order: what one needs of another waits until that one can hear. */

export function isAwake(island: HTMLElement): void {
  island.dataset.awake = "";
  island.dispatchEvent(new Event("awake"));
}

export async function awake(island: HTMLElement): Promise<void> {
  if (!("awake" in island.dataset)) await new Promise((done) => island.addEventListener("awake", done, { once: true }));
}
