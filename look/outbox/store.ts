/** The reports and acts on this phone, and their photos, kept until the server has them; and what a shift needs to be read. */
import { openDB, type DBSchema } from "idb";

import { isWaiting, type Draft } from "./rules.ts";

interface Kept extends DBSchema {
  reports: { key: string; value: Draft };
  photos: { key: [string, string]; value: File };
  shift: { key: string; value: Page };
}

/** A page, picture or shape of a shift, under its path: as it was at a moment. */
export interface Page {
  at: number;
  type: string;
  body: Blob;
}

const CHANNEL = "tanggap-outbox";
const teller = new BroadcastChannel(CHANNEL);

const opened = openDB<Kept>("tanggap", 1, {
  upgrade(db) {
    db.createObjectStore("reports", { keyPath: "key" });
    db.createObjectStore("photos");
    db.createObjectStore("shift");
  },
});

/** Says whenever something changed, in this tab or another. */
export function watch(changed: () => void): void {
  new BroadcastChannel(CHANNEL).addEventListener("message", changed);
}

export async function all(): Promise<Draft[]> {
  return (await opened).getAll("reports");
}

export async function waiting(): Promise<number> {
  return (await all()).filter(isWaiting).length;
}

export async function get(key: string): Promise<Draft | undefined> {
  return (await opened).get("reports", key);
}

export async function put(draft: Draft): Promise<void> {
  await (await opened).put("reports", draft);
  teller.postMessage(draft.key);
}

export async function keepPhoto(key: string, sha256: string, photo: File): Promise<void> {
  await (await opened).put("photos", photo, [key, sha256]);
}

/** A photo as it was kept; nothing where the phone threw it away, or gives other bytes back than it was given. */
export async function photo(key: string, name: string): Promise<File | undefined> {
  const kept = await (await opened).get("photos", [key, name]);
  const found = kept && (await sha256(kept).catch(() => undefined)); // bytes that cannot be read
  return found === name ? kept : undefined;
}

/** Frees the photos of a report, but for those named. */
export async function freePhotos(key: string, but: string[] = []): Promise<void> {
  const photos = (await opened).transaction("photos", "readwrite");
  for (const each of await photos.store.getAllKeys(IDBKeyRange.bound([key, ""], [key, "\uffff"]))) {
    if (!but.includes(each[1])) void photos.store.delete(each);
  }
  await photos.done;
}

export async function drop(key: string): Promise<void> {
  await freePhotos(key);
  await (await opened).delete("reports", key);
  teller.postMessage(key);
}

export async function page(path: string): Promise<Page | undefined> {
  return (await opened).get("shift", path);
}

export async function keepPage(path: string, page: Page): Promise<void> {
  await (await opened).put("shift", page, path);
}

/** Lets go of the pages of a shift, but for those named. */
export async function dropPages(but = new Set<string>()): Promise<void> {
  const pages = (await opened).transaction("shift", "readwrite");
  for (const each of await pages.store.getAllKeys()) if (!but.has(each)) void pages.store.delete(each);
  await pages.done;
}

/** What officers did and nobody has heard of yet goes with them. */
export async function dropActs(): Promise<void> {
  for (const { key, act } of await all()) if (act) await drop(key);
}

/** 128 random bits: whoever knows them may send what bears them, so nobody else does. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Asks the browser to send what waits when there is a signal again, even with no page open; not all can. */
export async function syncLater(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  const sync = (worker as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync;
  await sync?.register("outbox").catch(() => undefined);
}

/** The SHA-256 of a photo in hexadecimal: what it is called on its way. */
export async function sha256(photo: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await photo.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether this browser can keep anything: private windows of some cannot, and plain HTTP has no digests. */
export const able = (): boolean => isSecureContext && "indexedDB" in self && "BroadcastChannel" in self;
