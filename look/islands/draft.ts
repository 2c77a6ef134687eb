/**
 * Keeps what is typed and photographed on the phone from the first touch on, and sends it from there: a report is
 * never lost to a page that closes, a connection that dies or a server that is away.
 */
import { send } from "../outbox/courier.ts";
import { fill, given, put, touched } from "../outbox/fields.ts";
import { born, continued, hasRoom, INSTEAD, isLost, type Draft } from "../outbox/rules.ts";
import * as store from "../outbox/store.ts";

const IDLE_MS = 500;

export default async function draft(box: HTMLElement): Promise<void> {
  const form = box.closest("form");
  const button = form?.querySelector<HTMLElement>("button:not([type=button])");
  const photos = form?.querySelector<HTMLElement>("[data-island=photo]");
  const part = (name: string) => box.querySelector<HTMLElement>(`[data-${name}]`)!;
  const home = box.dataset.home;
  if (!form || !button || !photos || home === undefined || !store.able()) return;

  // Behind the #, so that no server reads it.
  const asked = new URLSearchParams(location.hash.slice(1)).get("draft");
  const all = await store.all();
  const early = touched(form) && !asked;
  // A form that came back from the server, or with photos shared into it, or begun before this, is itself the newest word.
  const newest = early || form.querySelector(".errors:not([data-refused]), [name=photo_id]") !== null;
  const found = newest ? undefined : continued(all, home, asked);
  let mine: Draft = found ? { ...found, state: "draft" } : born(store.newKey(), home, Date.now());
  let saving: Promise<unknown> = Promise.resolve();
  let idle: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  // A draft begins with what a person does; that the phone says by itself where it is begins none.
  let begun = early || found !== undefined;

  if (found) {
    fill(form, found.fields);
    const kept = await Promise.all(found.photos.map(({ sha256 }) => store.photo(found.key, sha256)));
    mine.photos = found.photos.map((photo, nth) => ({ ...photo, lost: !kept[nth] }));
    await store.put(mine);
    await put(photos, kept.filter((file) => file !== undefined));
    show("restored");
    if (found.reason || mine.photos.some(isLost)) refuse({ field: "photo", ...mine });
  }
  await warn();

  form.addEventListener("input", ({ target, isTrusted }) => {
    begun ||= isTrusted;
    if (!begun || (target instanceof HTMLInputElement && target.type === "file")) return;
    clearTimeout(idle);
    idle = setTimeout(save, target instanceof HTMLTextAreaElement ? IDLE_MS : 0);
  });
  form.addEventListener("change", ({ isTrusted }) => {
    begun ||= isTrusted;
    if (begun) void save();
  });
  photos.addEventListener("kept", () => {
    begun = true;
    void save();
  });
  // The last word before a phone puts the page away, and what islands set without telling.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && idle !== undefined) void save();
  });
  // Whoever supports what is there already leaves this one unsent: it goes when the other one's page has come.
  sessionStorage.removeItem(INSTEAD);
  document.querySelector<HTMLFormElement>("#support")?.addEventListener("submit", ({ submitter }) => {
    const report = new URL((submitter as HTMLButtonElement).formAction).pathname.replace(/\/support$/, "");
    sessionStorage.setItem(INSTEAD, JSON.stringify([report, mine.key]));
  });
  part("drop").addEventListener("click", () => {
    ended = true;
    void saving.then(() => store.drop(mine.key)).then(() => open("new"));
  });
  part("another").addEventListener("click", () => void save().then(() => open("new")));
  form.dataset.outbox = "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    void hand().finally(() => button.removeAttribute("aria-busy"));
  });
  if (early) void save();

  function save(): Promise<unknown> {
    clearTimeout(idle);
    saving = saving.then(keep).then(
      () => void (part("unsaved").hidden = true),
      () => show("unsaved"),
    );
    return saving;
  }

  /** One save after the other, the photos first: a report never names a photo that is not there. */
  async function keep(): Promise<void> {
    if (ended) return;
    const files = [...photos!.querySelectorAll<HTMLInputElement>("input[type=file]")].flatMap((input) => [
      ...(input.files ?? []),
    ]);
    const hashed = await Promise.all(files.map(async (file) => ({ sha256: await store.sha256(file), size: file.size, file })));
    const known = new Set(mine.photos.filter((photo) => !isLost(photo)).map(({ sha256 }) => sha256));
    for (const { sha256, file } of hashed) if (!known.has(sha256)) await store.keepPhoto(mine.key, sha256, file);
    const { reason: _, field: __, ...rest } = mine;
    mine = {
      ...rest,
      state: "draft",
      fields: [...given(form!), ["language", document.documentElement.lang]],
      photos: hashed.map(({ sha256, size }) => ({ sha256, size })),
      changed: Date.now(),
      tries: 0,
      next: 0,
    };
    await store.put(mine);
    await store.freePhotos(mine.key, mine.photos.map(({ sha256 }) => sha256));
    if (asked !== mine.key) history.replaceState(null, "", `#draft=${mine.key}`);
    await warn();
  }

  /** Says before it is too late that nothing more can wait here. */
  async function warn(): Promise<boolean> {
    const room = hasRoom(await store.all(), mine);
    part("full").hidden = room;
    if (!room) box.hidden = false;
    return room;
  }

  async function hand(): Promise<void> {
    await save();
    if (!part("unsaved").hidden) return form!.submit(); // as it would go without scripts
    if (!(await warn())) {
      await send();
      if (!(await warn())) return box.scrollIntoView();
    }
    mine = { ...mine, state: "waiting" };
    await store.put(mine);
    void navigator.storage?.persist?.();
    void store.syncLater();
    const said = part("progress");
    await send((nth, of) => {
      said.textContent = said.dataset.progress!.replace("{nth}", `${nth}`).replace("{of}", `${of}`);
      show("progress");
    }, mine.key);
    said.hidden = true;
    await settle();
  }

  async function settle(): Promise<void> {
    const now = await store.get(mine.key);
    if (now?.state === "sent") {
      ended = true;
      const whole = now.photos.every((photo) => !photo.refused);
      return location.assign(whole ? now.receipt! : box.dataset.outbox!);
    }
    if (now?.state === "refused") {
      mine = now;
      ended = false;
      offer(true);
      return refuse(now);
    }
    if (ended) return;
    ended = true;
    for (const name of ["restored", "refused", "full"]) part(name).hidden = true;
    offer(false);
    show("waiting");
    store.watch(() => void settle());
  }

  /** Shows the fields, or that there is nothing more to do with them. */
  function offer(fields: boolean): void {
    for (const child of form!.children) if (child !== box && child instanceof HTMLElement) child.hidden = !fields;
    part("waiting").hidden = fields;
  }

  function open(which: string): void {
    location.assign(`${home}/reports/new#draft=${which}`);
    location.reload();
  }

  function refuse({ reason, field, photos: sent }: Draft): void {
    const link = part("refused").querySelector("a")!;
    const lost = sent.some(isLost) && box.querySelector<HTMLTemplateElement>("[data-words=lost]")!.content.textContent;
    link.textContent = [reason, lost, ...sent.map(({ refused }) => refused)].filter(Boolean).join(" ");
    link.href = `#${field ?? "text"}`;
    show("refused");
    part("refused").focus();
  }

  function show(name: string): void {
    box.hidden = false;
    part(name).hidden = false;
  }
}
