/** The fields of a form, whichever it has: taken out to be kept, and put back. */
import { awake } from "../awake.ts";

/** What the page itself puts in, anew each time. */
const OURS = new Set(["csrf", "idempotency_key", "proof"]);

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function given(form: HTMLFormElement): [string, string][] {
  const all = [...new FormData(form)];
  return all.filter((pair): pair is [string, string] => typeof pair[1] === "string" && !OURS.has(pair[0]));
}

/**
 * Whether somebody was quicker than the scripts: wrote, chose a kind or took a photo before those were loaded. A place tells
 * nothing: the phone may have said it by itself.
 */
export function touched(form: HTMLFormElement): boolean {
  return [...form.elements].some((field) => {
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (!(field instanceof HTMLInputElement)) return false;
    return field.type === "file" ? !!field.files?.length : field.type === "radio" && field.checked !== field.defaultChecked;
  });
}

/** Puts kept values back and lets the other islands know, as if the person had typed them. */
export function fill(form: HTMLFormElement, fields: [string, string][]): void {
  const values = new Map<string, string[]>();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!isField(field) || !field.name || OURS.has(field.name)) continue;
    const kept = values.get(field.name);
    if (kept && change(field, kept)) field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function isField(element: Element): element is Field {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && (element as HTMLInputElement).type !== "file";
}

/** Whether anything had to be changed. */
function change(field: Field, values: string[]): boolean {
  if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
    const checked = values.includes(field.value);
    if (field.checked === checked) return false;
    field.checked = checked;
    if (checked) field.closest("details")?.setAttribute("open", "");
    return checked;
  }
  const value = values[0] ?? "";
  if (field.value === value) return false;
  field.value = value;
  return true;
}

/** Gives a photo field the photos it had, as soon as its island is awake. */
export async function put(field: HTMLElement, files: File[]): Promise<void> {
  if (!files.length) return;
  await awake(field);
  field.dispatchEvent(new CustomEvent("put", { detail: files }));
}
