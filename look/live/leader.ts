import { type Ears, listen, type State, type Told } from "./stream";

type Word = { told: Told } | { state: State } | { ask: true };

/**
 * One stream for all tabs of a browser: one of them, the leader, listens and passes on what it hears. The lock is the lead, and the
 * browser hands it on when the leader closes; the next one goes on after what was heard last. Without locks every tab listens itself.
 */
export function share(address: string, ears: Ears): void {
  if (!navigator.locks || !("BroadcastChannel" in window)) {
    listen(address, ears);
    return;
  }
  const channel = new BroadcastChannel(`live:${address}`);
  let last = "";
  let state: State = "lost";
  let leading = false;

  const hear = (told: Told): void => {
    if (told.id) last = told.id;
    ears.told(told);
  };
  const stand = (next: State): void => {
    state = next;
    ears.state(next);
  };
  channel.addEventListener("message", ({ data }: MessageEvent<Word>) => {
    if ("told" in data) hear(data.told);
    else if ("state" in data) stand(data.state);
    else if (leading) channel.postMessage({ state });
  });
  channel.postMessage({ ask: true });

  void navigator.locks.request(`live:${address}`, () => {
    leading = true;
    const told = (heard: Told): void => {
      hear(heard);
      channel.postMessage({ told: heard });
    };
    const stands = (next: State): void => {
      stand(next);
      channel.postMessage({ state: next });
    };
    listen(address, { told, state: stands }, last);
    return new Promise(() => undefined); // led until this tab is gone
  });
}
