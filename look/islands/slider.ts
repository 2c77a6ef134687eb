/** Lays "after" over "before" and lets a slider, its arrow keys or two buttons say how much of it is seen. */
export default function slider(pair: HTMLElement): void {
  const words = pair.querySelector("template");
  const control = words?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  const range = control?.querySelector("input");
  if (!words || !control || !range) return;

  const show = () => pair.style.setProperty("--seen", `${100 - Number(range.value)}%`);
  range.addEventListener("input", show);
  for (const button of control.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      range.value = button.value;
      show();
    });
  }
  words.replaceWith(control);
  pair.dataset.awake = "";
  show();
}
