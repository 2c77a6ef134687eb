/** Passes a page on by the phone's own way, where it has one; else the address beside it can be copied. */
export default function share(box: HTMLElement): void {
  const button = box.querySelector<HTMLButtonElement>("[data-share]");
  if (!button || !("share" in navigator)) return;
  const { title = document.title } = box.dataset;
  const { share: url = location.href } = button.dataset;
  button.hidden = false;

  button.addEventListener("click", () => {
    // Whoever changes their mind has shared nothing, and needs no word about it.
    void navigator.share({ title, url }).catch(() => undefined);
  });
}
