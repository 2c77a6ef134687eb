/**
 * The map of a wall: one for as long as the wall stands. Panels and scenes are put in place of one another, and the map moves into
 * each new place; there it shows what that place is about, made anew. Nobody touches it.
 */
import { setWorkerUrl } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import Box, { drawn, type Form } from "./box.ts";
import Canvas from "./canvas.ts";
import type { Drawn } from "./style.ts";

const PLACE = "[data-place]";

export default async function open(root: HTMLElement, told: HTMLElement): Promise<void> {
  const box = new Box(told);
  const forms = (told.dataset.layers ?? "").split(" ") as Form[];
  const shaded = new Set(forms);
  const warmed = new Set<Form>(["heat", "points"]);
  const first = root.querySelector<HTMLElement>(PLACE);
  if (!first) return;
  // Letters as high as the wall's own, whatever the screen.
  const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
  setWorkerUrl(new URL(worker, location.href).href);
  take(first);
  const canvas = await Canvas.in(first, box, { steered: false, letter, named: true });
  canvas.map.getCanvas().setAttribute("aria-hidden", "true"); // the list beside it says the same
  canvas.map.getCanvas().removeAttribute("role");
  canvas.map.on("resize", () => canvas.frame.clientWidth && canvas.fit(box.corners()));
  canvas.map.once("load", () => {
    told.dataset.drawn = "";
    settle();
  });
  new MutationObserver(settle).observe(root, { childList: true, subtree: true });
  let here: HTMLElement | null = null;

  /** Before the next picture is shown the map stands where the panel is by now. */
  function settle(): void {
    const place = root.querySelector<HTMLElement>(PLACE);
    if (!place || place === here || told.dataset.drawn === undefined) return;
    const [before, filled, on] = [box.element.dataset.area, JSON.stringify(drawn(here ?? told)), box.on];
    here = place;
    const about = take(place);
    place.append(canvas.frame);
    place.dataset.mapped = "";
    box.renew();
    if (about === canvas.about) {
      canvas.ask();
      if (on !== box.on) canvas.show(box.on);
    } else {
      canvas.about = about;
      canvas.redraw();
    }
    // Most of what happens moves no kelurahan to another fifth.
    if (filled !== JSON.stringify(drawn(place)) || before !== box.element.dataset.area) canvas.refill();
    if (before !== box.element.dataset.area) canvas.fit(box.corners());
  }

  /** What a place is about. */
  function take(place: HTMLElement): Drawn["about"] {
    const { query, late, area, heat } = place.dataset;
    box.on = heat === undefined ? shaded : warmed;
    box.query = query ?? "";
    box.element.dataset.area = area ?? "";
    box.fill(drawn(place), area);
    return late === undefined ? "open" : "late";
  }
}
