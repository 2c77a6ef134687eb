/**
 * Takes what waits to the server: each photo once, in pieces that go on where the last connection died, then the report
 * under the key it was born with. One courier at a time, in whatever tab or worker; safe to be ended anywhere.
 */
import { due, isLost, meaning, pause, PIECE_BYTES, point, tooOld, type Act, type Draft, type Photo } from "./rules.ts";
import * as store from "./store.ts";
import { proving } from "../workers/proving.ts";

/** How far a report is: the photo under way, of how many. */
export type Told = (nth: number, of: number) => void;

const PATIENCE_MS = 60_000;

class No extends Error {
  constructor(
    readonly reason: string,
    readonly field?: string,
  ) {
    super(reason);
  }
}

class Later extends Error {
  constructor(readonly afterS = 0) {
    super("later");
  }
}

/** Sends everything whose turn it is, or the one that is named. */
export async function send(told: Told = () => {}, only?: string): Promise<void> {
  const work = async () => {
    let stuck = false;
    for (const draft of due(await store.all(), Date.now(), only)) {
      if (stuck && draft.act) continue; // what an officer did is told in its order
      await deliver(draft, told);
      stuck ||= draft.act !== undefined && (await store.get(draft.key))?.state === "waiting";
    }
    for (const old of tooOld(await store.all())) await store.drop(old.key);
  };
  await (navigator.locks ? navigator.locks.request("tanggap-outbox", work) : work());
}

async function deliver(draft: Draft, told: Told): Promise<void> {
  await store.put({ ...draft, state: "sending" });
  try {
    const { token, challenge } = await ask<{ token: string; challenge: string }>(`${draft.home}/mine/outbox/token`);
    for (const [nth, photo] of draft.photos.entries()) {
      told(nth + 1, draft.photos.length);
      if (!photo.refused) await carry(draft, photo);
    }
    if (draft.photos.some(isLost)) throw new No("", "photo"); // in the words of whatever shows it
    const proof = draft.act ? "" : await proven(challenge);
    draft.posted = true;
    await store.put({ ...draft, state: "sending" });
    if (draft.act) return await enact(draft, draft.act, token);
    const { number, receipt } = await post(draft, token, proof);
    await store.put({ ...draft, state: "sent", fields: title(draft), number, receipt, changed: Date.now() });
    await store.freePhotos(draft.key);
  } catch (failure) {
    await store.put(afterwards(draft, failure));
  }
}

/** Done, it leaves the phone; else the phone keeps it, with what stands in its way. */
async function enact(draft: Draft, act: Act, token: string): Promise<void> {
  const ago = `${(Date.now() - draft.changed) / 1000}`; // told so, since the phone's clock may be wrong
  const { task, step, by } = act;
  const body = new URLSearchParams([...draft.fields, ...Object.entries({ csrf: token, key: draft.key, task, step, by, ago })]);
  for (const photo of draft.photos) if (!photo.refused) body.append("photo_sha256", photo.sha256);
  const told = await ask<Enacted>(`${draft.home}/bench/acts`, { method: "POST", body });
  if (told.done) return store.drop(draft.key);
  const { said, field, meanwhile } = told;
  await store.put({ ...draft, state: "refused", posted: false, reason: said ?? "", ...(field ? { field } : {}), act: { ...act, meanwhile } });
}

interface Enacted {
  done: boolean;
  said: string | null;
  field: string | null;
  meanwhile: NonNullable<Act["meanwhile"]>;
}

/** A report that is in keeps no more than what its row on the list is called. */
const title = ({ fields }: Draft): [string, string][] => fields.filter(([name]) => name === "text");

function afterwards(draft: Draft, failure: unknown): Draft {
  if (failure instanceof No) {
    const { reason, field } = failure;
    return { ...draft, state: "refused", posted: false, reason, ...(field ? { field } : {}) };
  }
  const tries = draft.tries + 1;
  const wait = pause(tries, failure instanceof Later ? failure.afterS : 0);
  return { ...draft, state: "waiting", tries, next: Date.now() + wait };
}

async function carry(draft: Draft, photo: Photo): Promise<void> {
  const url = `${draft.home}/api/v1/photos/${photo.sha256}`;
  const where = draft.act ? undefined : point(draft.fields);
  const headers = { "Idempotency-Key": draft.key, ...(where ? { "Report-Point": where } : {}) };
  try {
    let told = await ask<Standing>(url, { headers });
    if (told.id !== null) return;
    const blob = await store.photo(draft.key, photo.sha256);
    if (!blob) return void (photo.lost = true);
    while (told.id === null) {
      told = await ask<Standing>(url, {
        method: "PUT",
        headers: { ...headers, "Upload-Offset": `${told.offset}`, "Upload-Length": `${blob.size}` },
        body: blob.slice(told.offset, told.offset + PIECE_BYTES),
      });
    }
  } catch (failure) {
    // A photo nobody can read must not hold its report up: that goes without it, and says so.
    if (!(failure instanceof No) || failure.field === "lon") throw failure;
    photo.refused = failure.reason;
    await store.put({ ...draft, state: "sending" });
  }
}

interface Standing {
  offset: number;
  id: string | null;
}

/** A little work in case many send at once; the page goes on meanwhile, which a worker in a worker could not see to. */
async function proven(challenge: string): Promise<string> {
  const work = proving(challenge);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    await new Promise((done) => setTimeout(done));
  }
}

function post(draft: Draft, token: string, proof: string): Promise<{ number: string; receipt: string }> {
  const body = new URLSearchParams([...draft.fields, ["csrf", token], ["proof", proof], ["idempotency_key", draft.key]]);
  for (const photo of draft.photos) if (!photo.refused) body.append("photo_sha256", photo.sha256);
  return ask(`${draft.home}/mine/outbox`, { method: "POST", body });
}

async function ask<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { accept: "application/json", ...(init.headers as Record<string, string>) };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(url, { ...init, headers, signal, cache: "no-store", redirect: "error" });
  const ours = answer.headers.get("content-type")?.startsWith("application/json") ?? false;
  const said = ours ? await answer.json() : undefined;
  const means = meaning(answer.status, ours);
  if (means === "refused") throw new No(said.error, said.field ?? undefined);
  if (means === "later") throw new Later(Number(answer.headers.get("retry-after")) || 0);
  return said;
}
