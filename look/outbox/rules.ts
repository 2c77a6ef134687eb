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

/** What an officer did to a task, told when there is a signal; who they are, and what they wrote in words. */
export interface Act {
  task: string;
  step: string;
  by: string;
  title: string;
  written: string[];
  /** What the server says happened to the report, where it did not take the step: the newest first. */
  meanwhile?: { at: string; words: string; who: string | null; note: string | null }[];
}

/** One report, or one act of an officer, on this phone, under the key it was born with. */
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
  act?: Act;
}

/** Where the forms post whose acts wait in the outbox: the task and the step. Any other form of a task needs a signal. */
export const STEP = /\/tasks\/([^/]+)\/(acceptance|refusal|handover|hold|resumption|question|note|proof)$/;

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

export const isReport = ({ act }: Draft) => act === undefined;

export const isLost = ({ lost }: Photo) => lost === true;

const bytes = (photos: Photo[]) => photos.reduce((sum, photo) => sum + photo.size, 0);

/** Whether this report may wait too, besides all others on the phone. */
export function hasRoom(all: Draft[], mine: Draft): boolean {
  const others = all.filter((each) => isReport(each) && each.key !== mine.key && each.state !== "sent");
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

/** Those whose turn it is, the oldest first; a named one is not kept waiting. No act goes before an earlier one. */
export function due(all: Draft[], at: number, only?: string): Draft[] {
  let held = false;
  return all
    .filter(isWaiting)
    .sort((one, other) => one.changed - other.changed)
    .filter((each) => {
      const ready = only ? each.key === only : each.next <= at;
      held ||= !ready && !isReport(each);
      return ready && (isReport(each) || !held);
    });
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
  const open = all.filter((each) => isReport(each) && each.home === home && canChange(each));
  if (asked) return open.find((each) => each.key === asked);
  return open.filter((each) => each.state === "draft").sort((one, other) => other.changed - one.changed)[0];
}

/** Where the report lies, as the server reads it in a header; nothing where no point was chosen. */
export function point(fields: [string, string][]): string | undefined {
  const { lon, lat } = Object.fromEntries(fields);
  return lon && lat ? `${lon},${lat}` : undefined;
}
