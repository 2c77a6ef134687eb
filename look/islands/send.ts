/** Sends a form once, however often the button is pressed; coming back by the browser's own button makes it ready again. */
export default function send(form: HTMLElement): void {
  const button = form.querySelector<HTMLButtonElement>("button:not([type=button])");
  if (!button) return;

  form.addEventListener("submit", (event) => {
    if ("outbox" in form.dataset) return; // the draft takes it from here
    if (button.getAttribute("aria-busy") === "true") event.preventDefault();
    button.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => button.removeAttribute("aria-busy"));
}
