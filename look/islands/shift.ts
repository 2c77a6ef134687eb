/**
 * A shift on the phone: keeps the bench for where there is no signal, takes every step of a task into the outbox, and
 * shows what waits and what the server did not take, with what was written and what happened meanwhile.
 */
import { send } from "../outbox/courier.ts";
import { fill, given, put } from "../outbox/fields.ts";
import { born, canChange, isWaiting, STEP, type Act, type Draft } from "../outbox/rules.ts";
import * as shelf from "../outbox/shift.ts";
import * as store from "../outbox/store.ts";

/** Steps after which others become possible, and those after which all is as it was. */
const TAKES = /^(acceptance|resumption)$/;
const WORDS_ONLY = /^(note|question)$/;

export default async function shift(box: HTMLElement): Promise<void> {
  const rows = box.querySelector<HTMLElement>("[data-rows]");
  const row = box.querySelector<HTMLTemplateElement>("template[data-row]");
  const { home, person } = box.dataset;
  if (!rows || !row || home === undefined || !person || !store.able()) return;
  const here = /\/tasks\/([^/]+)$/.exec(location.pathname)?.[1];
  const word = (name: string) => box.querySelector<HTMLTemplateElement>(`template[data-words=${name}]`)?.content.textContent!.trim() ?? "";
  const time = (at: number | string) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });

  document.addEventListener("submit", take); // before anything is waited for: a tap comes early
  box.dataset.awake = "";
  store.watch(() => void draw());
  await draw();
  await begin();
  await mend();

  /** Of this officer, the oldest first. */
  async function mine(): Promise<(Draft & { act: Act })[]> {
    const all = (await store.all()).filter((each): each is Draft & { act: Act } => each.act?.by === person);
    return all.filter(({ act }) => !here || act.task === here).sort((one, other) => one.changed - other.changed);
  }

  async function draw(): Promise<void> {
    const acts = await mine();
    rows!.replaceChildren(...acts.map(drawn));
    rows!.hidden = !acts.length;
    const taken = acts.some((each) => isWaiting(each) && TAKES.test(each.act.step));
    for (const each of document.querySelectorAll<HTMLElement>("[data-ahead]")) each.hidden = !taken;
    for (const each of document.querySelectorAll<HTMLElement>("[data-takes]")) each.hidden = taken;
    for (const card of document.querySelectorAll<HTMLElement>("[data-task]")) {
      const waits = acts.some((each) => isWaiting(each) && !WORDS_ONLY.test(each.act.step) && card.dataset.task === `${home}/tasks/${each.act.task}`);
      for (const form of card.querySelectorAll<HTMLElement>("form")) form.hidden = waits;
    }
  }

  function drawn(draft: Draft & { act: Act }): Node {
    const { act, reason, state, changed, photos, field } = draft;
    const item = row!.content.cloneNode(true) as DocumentFragment;
    const part = (name: string) => item.querySelector<HTMLElement>(`[data-${name}]`)!;
    const refused = state === "refused";
    const page = `${home}/tasks/${act.task}`;
    part("state").textContent = word(state);
    part("state").className = `toned ${refused ? "late" : "moving"}`;
    part("step").textContent = `${word(act.step)} · ${time(changed)}`;
    const link = part("title") as HTMLAnchorElement;
    link.textContent = act.title;
    link.href = page;
    part("written").textContent = [...act.written, photos.length && word("photo")].filter(Boolean).join(" · ");
    part("reason").textContent = reason ?? "";
    part("reason").hidden = !reason;
    part("meanwhile").hidden = !act.meanwhile?.length;
    for (const each of act.meanwhile ?? []) {
      const line = document.createElement("li");
      line.textContent = [time(each.at), each.words, each.who, each.note].filter(Boolean).join(" · ");
      part("happened").append(line);
    }
    const edit = part("edit") as HTMLAnchorElement;
    edit.href = `${page}#step=${draft.key}`;
    edit.hidden = !refused || !field;
    part("drop").hidden = !canChange(draft);
    part("drop").addEventListener("click", () => void store.drop(draft.key));
    edit.addEventListener("click", () => here && setTimeout(mend));
    return item;
  }

  /** The shift itself: where it can be begun, and kept fresh while the bench is looked at. */
  async function begin(): Promise<void> {
    const bench = box.querySelector<HTMLElement>("[data-shift]");
    const button = bench?.querySelector("button");
    const said = bench?.querySelector<HTMLElement>("[data-said]");
    if (await shelf.keptAt(home!)) require();
    if (!bench || !button || !said) return;
    bench.hidden = false;
    const tell = async () => {
      const at = await shelf.keptAt(home!);
      said.textContent = at ? word("kept").replace("{time}", time(at)) : word("unkept");
    };
    const keep = async () => {
      button.setAttribute("aria-busy", "true");
      try {
        await navigator.serviceWorker.ready;
        await shelf.keep(home!, (nth, of) => (said.textContent = word("keeping").replace("{nth}", `${nth + 1}`).replace("{of}", `${of}`)));
        require();
        void navigator.storage?.persist?.();
        await tell();
      } catch {
        said.textContent = word("failed");
      }
      button.removeAttribute("aria-busy");
    };
    button.addEventListener("click", () => void keep());
    await tell();
    if (navigator.onLine && (await shelf.keptAt(home!)) && (await shelf.isOld(home!))) void keep();
  }

  /** Where there is no signal nobody asks for what is missing. */
  function require(): void {
    for (const reason of document.querySelectorAll<HTMLInputElement>("main [type=radio][name=reason]")) reason.required = true;
  }

  function take(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const [, task, step] = STEP.exec(new URL(form.action).pathname) ?? [];
    if (!task || !step || event.defaultPrevented || "plain" in form.dataset) return;
    if (event.submitter?.getAttribute("name") === "retake") return; // another photo is no step yet
    event.preventDefault();
    if (form.getAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    void handed(form, task, step, event.submitter).finally(() => form.removeAttribute("aria-busy"));
  }

  /** Into the outbox, and from there as far as the line goes; the page is shown again as it stands then. */
  async function handed(form: HTMLFormElement, task: string, step: string, button: HTMLElement | null): Promise<void> {
    const key = (await shelf.keptAt(home!)) && (await kept(form, task, step).catch(() => ""));
    if (!key) {
      form.dataset.plain = ""; // no shift, or no memory left: as any other form
      return form.requestSubmit(button);
    }
    if (asked()) await store.drop(asked()!);
    void store.syncLater();
    if (navigator.onLine) await send();
    const gone = !(await store.get(key)) && here && document.querySelector("form[action$='/refusal']");
    location.assign(gone ? `${home}/bench` : location.pathname);
  }

  async function kept(form: HTMLFormElement, task: string, step: string): Promise<string> {
    const title = box.dataset.title ?? form.closest("li")?.querySelector("h3")?.textContent?.trim() ?? "";
    const act = { task, step, by: person!, title, written: written(form) };
    const draft: Draft = { ...born(store.newKey(), home!, Date.now()), state: "waiting", fields: given(form), act };
    for (const file of [...form.querySelectorAll<HTMLInputElement>("input[type=file]")].flatMap((each) => [...(each.files ?? [])])) {
      const sha256 = await store.sha256(file);
      await store.keepPhoto(draft.key, sha256, file);
      draft.photos.push({ sha256, size: file.size });
    }
    await store.put(draft);
    return draft.key;
  }

  /** Puts what was not taken back into its form, to be mended. */
  async function mend(): Promise<void> {
    const draft = asked() && (await store.get(asked()!));
    const form = draft && draft.act && document.querySelector<HTMLFormElement>(`main form[action$="/${draft.act.task}/${draft.act.step}"]`);
    if (!draft || !form) return;
    form.closest("details")?.setAttribute("open", "");
    const explain = form.querySelector<HTMLTemplateElement>("template[data-explain]");
    if (draft.field === "note") explain?.replaceWith(explain.content);
    fill(form, draft.fields);
    const files = await Promise.all(draft.photos.map(({ sha256 }) => store.photo(draft.key, sha256)));
    const photos = form.querySelector<HTMLElement>("[data-island=photo]");
    if (photos) await put(photos, files.filter((file) => file !== undefined));
    form.scrollIntoView();
  }
}

const asked = () => new URLSearchParams(location.hash.slice(1)).get("step");

/** What a form says, as whoever filled it in reads it. */
function written(form: HTMLFormElement): string[] {
  const shown = (field: Element) => {
    if (field instanceof HTMLSelectElement) return field.value && field.selectedOptions[0]?.text;
    if (field instanceof HTMLTextAreaElement) return field.value;
    if (!(field instanceof HTMLInputElement) || /^(hidden|file)$/.test(field.type)) return "";
    return field.type !== "radio" ? field.value : field.checked && field.closest("label")?.textContent;
  };
  return [...form.elements].map((field) => (shown(field) || "").trim()).filter(Boolean);
}
