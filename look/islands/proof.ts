/** Does a little work while the form is filled in, beside the page, in case the house asks for it when many come in. */
export default function proof(field: HTMLElement): void {
  const challenge = field.dataset.challenge;
  if (!(field instanceof HTMLInputElement) || !field.form || !challenge || !("Worker" in window)) return;

  field.form.addEventListener(
    "focusin",
    () => {
      const worker = new Worker(new URL("../workers/proof.ts", import.meta.url), { type: "module" });
      worker.addEventListener("message", (event: MessageEvent<string>) => {
        field.value = event.data;
        worker.terminate();
      });
      worker.postMessage(challenge);
    },
    { once: true },
  );
}
