/** Fills in the number and key that a receipt's code carries behind the #, which no server ever sees, and sends them. */
export default function key(form: HTMLElement): void {
  const [number, secret] = decodeURIComponent(location.hash.slice(1)).split("/");
  const fields = form.querySelectorAll<HTMLInputElement>("input[name=number], input[name=key]");
  if (!(form instanceof HTMLFormElement) || !number || !secret || fields.length !== 2) return;
  // Gone from the address bar and from what this browser remembers of the page.
  history.replaceState(null, "", location.pathname + location.search);
  for (const field of fields) field.value = field.name === "key" ? secret : number;
  form.requestSubmit();
}
