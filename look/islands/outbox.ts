/** The list of what is on this phone: drafts, what waits, what the server sent back, what is in. */
import { send } from "../outbox/courier.ts";
import { canChange, isLost, isReport, isWaiting, type Draft } from "../outbox/rules.ts";
import * as store from "../outbox/store.ts";

const ORDER = ["refused", "sending", "waiting", "draft", "sent"];

export default async function outbox(box: HTMLElement): Promise<void> {
  const rows = box.querySelector<HTMLElement>("[data-rows]");
  const row = box.querySelector<HTMLTemplateElement>("template[data-row]");
  const none = box.querySelector<HTMLElement>("[data-none]");
  const sending = box.querySelector<HTMLElement>("[data-send]");
  const nosync = box.querySelector<HTMLElement>("[data-nosync]");
  if (!rows || !row || !none || !sending || !nosync || !store.able()) return;

  const word = (name: string) => box.querySelector<HTMLTemplateElement>(`[data-words=${name}]`)!.content.textContent!.trim();

  const draw = async () => {
    const all = (await store.all()).filter(isReport).sort(
      (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || other.changed - one.changed,
    );
    rows.replaceChildren(...all.map(drawn));
    none.hidden = all.length > 0;
    sending.hidden = !all.some(isWaiting);
    nosync.hidden = "SyncManager" in window || sending.hidden;
  };

  function drawn(draft: Draft): Node {
    const item = row!.content.cloneNode(true) as DocumentFragment;
    const part = (name: string) => item.querySelector<HTMLElement>(`[data-${name}]`)!;
    part("state").textContent = word(draft.state);
    const time = item.querySelector("time")!;
    time.dateTime = new Date(draft.changed).toISOString();
    time.textContent = new Date(draft.changed).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    part("title").textContent = draft.fields.find(([name]) => name === "text")?.[1] || word("untitled");
    part("photos").textContent = word("photos").replace("{n}", `${draft.photos.length}`);
    part("photos").hidden = draft.photos.length === 0;
    const left = draft.photos.flatMap(({ refused }) => (refused ? [word("left-out").replace("{why}", refused)] : []));
    const lost = draft.photos.some(isLost);
    const why = [draft.reason, lost && word("lost"), ...left].filter(Boolean).join(" ");
    part("reason").textContent = why;
    part("reason").hidden = !why;
    const number = part("number") as HTMLAnchorElement;
    number.hidden = !draft.receipt;
    if (draft.receipt) number.href = draft.receipt;
    number.textContent = draft.number ?? "";
    const edit = part("edit") as HTMLAnchorElement;
    edit.href = `${draft.home}/reports/new#draft=${draft.key}`;
    edit.hidden = !canChange(draft);
    part("without").hidden = !lost || draft.state !== "refused";
    part("without").addEventListener("click", () => void store.put(without(draft)).then(() => send(undefined, draft.key)));
    part("drop").hidden = isWaiting(draft) && !canChange(draft);
    part("drop").addEventListener("click", () => void store.drop(draft.key).then(draw));
    return item;
  }

  /** The report as it can be sent: its lost photos are left behind, because the person said so. */
  function without({ reason: _, field: __, ...draft }: Draft): Draft {
    return { ...draft, state: "waiting", photos: draft.photos.filter((photo) => !isLost(photo)), tries: 0, next: 0 };
  }

  sending.querySelector("button")!.addEventListener("click", (event) => {
    const button = event.currentTarget as HTMLElement;
    button.setAttribute("aria-busy", "true");
    void store
      .all()
      .then(async (all) => {
        for (const { key } of all.filter(isWaiting)) await send(undefined, key);
      })
      .finally(() => button.removeAttribute("aria-busy"));
  });
  store.watch(() => void draw());
  await draw();
}
