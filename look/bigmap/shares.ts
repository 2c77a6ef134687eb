/** How warm a square is, by how many of the others on the screen hold less: one that holds very much drowns no other. */
import type { ExpressionSpecification, Map } from "maplibre-gl";

const MARKS = [0.5, 0.75, 0.9, 0.99] as const;
const WARMTH = [0.15, 0.35, 0.6, 1] as const;

/** Weighs the heat anew; returns what it weighs by now, so that what has not changed is not painted again. */
export function weigh(map: Map, before: string): string {
  const counts = map
    .querySourceFeatures("reports", { sourceLayer: "cells" })
    .map((each) => Number(each.properties["count"]))
    .sort((one, other) => one - other);
  if (!counts.length) return before;
  const stops = marks(counts);
  const now = JSON.stringify(stops);
  if (now !== before) map.setPaintProperty("heat", "heatmap-weight", ["interpolate", ["linear"], ["get", "count"], 0, 0, ...stops.flat()] as ExpressionSpecification);
  return now;
}

/** Counts, each larger than the one before, and how warm they are. */
export function marks(counts: number[]): [count: number, warmth: number][] {
  const found: [number, number][] = [];
  MARKS.forEach((mark, nth) => {
    const count = counts[Math.min(counts.length - 1, Math.floor(mark * counts.length))]!;
    const last = found.at(-1);
    if (last && last[0] >= count) last[1] = WARMTH[nth]!;
    else found.push([count, WARMTH[nth]!]);
  });
  return found;
}
