/** How much a square or an area holds beside the others: by how many of them hold less, so that one that holds very much drowns no other. */
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

/** How full each area is beside the others, 1 to 5: the fifth it stands in among those that hold anything; equal ones stand alike. */
export function levels(counts: Record<string, number>): Record<string, number> {
  const holding = Object.entries(counts).filter(([, count]) => count > 0);
  const sorted = holding.map(([, count]) => count).sort((one, other) => one - other);
  return Object.fromEntries(holding.map(([code, count]) => [code, Math.ceil((5 * (sorted.lastIndexOf(count) + 1)) / sorted.length)]));
}
