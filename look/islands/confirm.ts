/** Asks once more before an act that cannot be taken back (``data-only``: where that is shown), in the words of the dialog inside the form. */
export default function confirm(form: HTMLElement): void {
  const dialog = form.querySelector("dialog");
  if (!(form instanceof HTMLFormElement) || !dialog) return;

  form.addEventListener("submit", (event) => {
    const { only } = form.dataset;
    if (dialog.returnValue === "yes" || (only && !document.querySelector(only))) return;
    event.preventDefault();
    dialog.showModal();
  });
  for (const button of dialog.querySelectorAll("button")) {
    button.addEventListener("click", () => dialog.close(button.value));
  }
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") form.requestSubmit();
  });
}
