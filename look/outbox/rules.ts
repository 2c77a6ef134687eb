/** What the outbox decides: values in, values out, so that it can be read and tried without a browser. */

export type State = "draft" | "waiting" | "sending" | "sent" | "refused";

export interface Photo {
  sha256: string;
  /** Bytes. */
  size: number;
  /** Why the server cannot use it, in its own words. */
  refused?: string;
  /** Its bytes on this phone are gone, or not those that were chosen: the person chooses it again, or sends without. */
  lost?: boolean;
}

/** One report on this phone, under the key it was born with. */
export interface Draft {
  key: string;
  /** The path of the city's first page without its last slash: "" or "/kota-bekasi". */
  home: string;
  state: State;
  /** Every field of the form by name, but for photos, token and key. */
  fields: [string, string][];
  photos: Photo[];
  /** Moments in milliseconds. */
  changed: number;
  next: number;
  tries: number;
  /** It was posted and no answer came: it may be in already, and must be sent again as it is. */
  posted: boolean;
  reason?: string;
  field?: string;
  number?: string;
  receipt?: string;
}

/** Where a tab remembers the page of the report that is supported instead of a draft, and the draft's key. */
export const INSTEAD = "tanggap-instead";
export const REPORTS_MOST = 20;
export const BYTES_MOST = 60_000_000;
export const SENT_MOST = 20;
/** A piece of a photo: what a dying connection costs. The server takes 200,000 bytes at most. */
export const PIECE_BYTES = 192_000;
const PAUSE_MS = 5_000;
const PAUSE_MOST_MS = 900_000;

export function born(key: string, home: string, at: number): Draft {
  return { key, home, state: "draft", fields: [], photos: [], changed: at, next: 0, tries: 0, posted: false };
}

export const isWaiting = ({ state }: Draft) => state === "waiting" || state === "sending";

export const isLost = ({ lost }: Photo) => lost === true;

const bytes = (photos: Photo[]) => photos.reduce((sum, photo) => sum + photo.size, 0);

/** Whether this report may wait too, besides all others on the phone. */
export function hasRoom(all: Draft[], mine: Draft): boolean {
  const others = all.filter((each) => each.key !== mine.key && each.state !== "sent");
  const held = others.reduce((sum, each) => sum + bytes(each.photos), bytes(mine.photos));
  return others.filter(isWaiting).length < REPORTS_MOST && held <= BYTES_MOST;
}

/** How long to wait after so many failed tries, in milliseconds; what the server asked for counts if it is more. */
export function pause(tries: number, askedS = 0): number {
  return Math.max(Math.min(PAUSE_MS * 2 ** Math.max(0, tries - 1), PAUSE_MOST_MS), askedS * 1000);
}

/** What an answer means. Whatever is not a word of ours (a sign-in page of a hotel, a proxy's) is no answer. */
export function meaning(status: number, ours: boolean): "taken" | "refused" | "later" {
  if (!ours) return "later";
  if (status >= 200 && status < 300) return "taken";
  return [400, 413, 422].includes(status) ? "refused" : "later";
}

/** Those whose turn it is, the oldest first; a named one is not kept waiting. */
export function due(all: Draft[], at: number, only?: string): Draft[] {
  const waiting = all.filter((each) => isWaiting(each) && (only ? each.key === only : each.next <= at));
  return waiting.sort((one, other) => one.changed - other.changed);
}

/** What was sent longest ago, beyond what is shown. */
export function tooOld(all: Draft[]): Draft[] {
  const sent = all.filter((each) => each.state === "sent");
  return sent.sort((one, other) => other.changed - one.changed).slice(SENT_MOST);
}

/** Whether it may still be changed: not while it is under way, nor when it may be in already. */
export const canChange = ({ state, posted }: Draft) =>
  state === "draft" || state === "refused" || (state === "waiting" && !posted);

/** The draft a form goes on with: the one asked for, else the newest of this city that is being written. */
export function continued(all: Draft[], home: string, asked: string | null): Draft | undefined {
  if (asked === "new") return undefined;
  const open = all.filter((each) => each.home === home && canChange(each));
  if (asked) return open.find((each) => each.key === asked);
  return open.filter((each) => each.state === "draft").sort((one, other) => other.changed - one.changed)[0];
}

/** Where the report lies, as the server reads it in a header; nothing where no point was chosen. */
export function point(fields: [string, string][]): string | undefined {
  const { lon, lat } = Object.fromEntries(fields);
  return lon && lat ? `${lon},${lat}` : undefined;
}
