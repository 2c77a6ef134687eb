/** Counts what arrives while the page is open, and offers it; the page itself never moves under the reader. */
export default function live(link: HTMLElement): void {
  const status = link.querySelector<HTMLElement>("[data-words]");
  const address = link.dataset.events;
  if (!status || !address) return;

  let count = 0;
  const stream = new EventSource(address);
  stream.addEventListener("received", () => {
    count += 1;
    status.textContent = (status.dataset.words ?? "").replace("#", String(count));
    link.hidden = false;
  });
  addEventListener("pagehide", () => stream.close());
}
