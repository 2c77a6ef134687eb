/** Does the work of a challenge beside the page and posts what was found. */
import { proving } from "./proving.ts";

addEventListener("message", (event: MessageEvent<string>) => {
  const work = proving(event.data);
  for (let step = work.next(); ; step = work.next()) if (step.done) return postMessage(step.value);
});
