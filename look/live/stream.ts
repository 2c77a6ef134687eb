/** A stream of events that keeps itself open: what is told, whether it is there, and where to go on after it broke. */
export type Told = { event: string; data: string; id: string };
export type State = "live" | "lost" | "refused";
export type Ears = { told(told: Told): void; state(state: State): void };

/** Silence after which a stream is lost although nobody said so; the server breaks it every 15 s. Source: UI 11. */
const SILENCE_MS = 45_000;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1_000, 20_000];
const LONGEST = 1_000_000;

/** Listens until it is told to stop; `last` is the id heard last, whoever heard it. */
export function listen(address: string, ears: Ears, last = ""): () => void {
  let stopped = false;
  let ending = new AbortController();
  void (async () => {
    for (let failed = 0; !stopped; failed++) {
      ending = new AbortController();
      try {
        const headers = last ? { "last-event-id": last } : {};
        const answer = await awake((signal) => fetch(address, { headers, signal, cache: "no-store" }), ending);
        if ([401, 403, 404].includes(answer.status)) return ears.state("refused");
        if (answer.ok && answer.body) {
          ears.state("live");
          failed = 0;
          await read(answer.body.getReader());
        }
      } catch {
        // no line, or a silent one: it is tried again
      }
      if (stopped) return;
      ears.state("lost");
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** failed, LONGEST_PAUSE_MS);
      await new Promise((done) => setTimeout(done, pause * (0.5 + Math.random())));
    }
  })();
  return () => {
    stopped = true;
    ending.abort();
  };

  async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const text = new TextDecoder();
    for (let rest = ""; rest.length < LONGEST; ) {
      const { done, value } = await awake(() => reader.read(), ending);
      if (done) return;
      const blocks = (rest + text.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) hear(block);
    }
  }

  function hear(block: string): void {
    const told: Told = { event: "", data: "", id: "" };
    for (const line of block.split("\n")) {
      const [name, value] = [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()];
      if (name === "event" || name === "data" || name === "id") told[name] = value;
    }
    if (told.id) last = told.id;
    if (told.event) ears.told(told);
  }
}

/** What is waited for, ended when it stays silent for too long. */
async function awake<T>(wait: (signal: AbortSignal) => Promise<T>, ending: AbortController): Promise<T> {
  const timer = setTimeout(() => ending.abort(), SILENCE_MS);
  try {
    return await wait(ending.signal);
  } finally {
    clearTimeout(timer);
  }
}
