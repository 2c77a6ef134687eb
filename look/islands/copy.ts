/** Copies the number or key beside the button, and says so. */
export default function copy(box: HTMLElement): void {
  const shown = box.querySelector("output");
  const button = box.querySelector("button");
  const words = button?.querySelector("span");
  const copied = box.querySelector<HTMLTemplateElement>("[data-words=copied]")?.content.textContent;
  if (!shown || !button || !words || !copied || !("clipboard" in navigator)) return;
  button.hidden = false;
  words.setAttribute("role", "status");

  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(shown.textContent.trim()).then(
      () => (words.textContent = copied),
      () => (button.hidden = true),
    );
  });
}
