/** What the map is made of, from the ground up: the city's areas, heat and clusters from afar, pins from near. */
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Form } from "./box.ts";
import { fills, thin, type Colours } from "./colours.ts";

export const FONT = ["Plus Jakarta Sans", "sans-serif"];
export const POINTS_FROM = 15;
export const LETTER_PX = 12;
const HEAT_UNTIL = 14.5;
const CLUSTERS_FROM = 9;
const NAMES_FROM = 12.5;

/** What of a style a basemap brings: its sources and what is drawn of them, below everything of ours. */
export interface Streets {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
  glyphs?: string;
  sprite?: StyleSpecification["sprite"];
}

export const NO_STREETS: Streets = { sources: {}, layers: [] };

/** What of the map is drawn, and how: `letter` is the size of its letters in pixels, `named` that areas are named from afar. */
export interface Drawn {
  on: Set<Form>;
  late: boolean;
  about: "all" | "open" | "late";
  letter: number;
  named: boolean;
}

/** Which layers draw a form. */
export const DRAWS: Record<Form, string[]> = { heat: ["heat"], areas: ["shades"], clusters: ["clusters", "cluster-counts"], points: ["pins"] };

export function style(tiles: string, areas: GeoJSON.FeatureCollection, names: GeoJSON.FeatureCollection, streets: Streets, colours: Colours, drawn: Drawn): StyleSpecification {
  const bare = streets.layers.length > 0;
  // A wall's panel is the ground, and the city lies on it; on a page the city is a sheet of paper.
  const [sea, land, border] = drawn.named ? [colours.card, colours.sunk, colours.card] : [colours.sunk, colours.card, colours.line];
  const off = new Set(Object.entries(DRAWS).flatMap(([form, ids]) => (drawn.on.has(form as Form) ? [] : ids)));
  return {
    version: 8,
    ...(streets.glyphs ? { glyphs: streets.glyphs } : {}),
    ...(streets.sprite ? { sprite: streets.sprite } : {}),
    sources: {
      ...streets.sources,
      areas: { type: "geojson", data: areas },
      names: { type: "geojson", data: names },
      reports: { type: "vector", tiles: [tiles], minzoom: 0, maxzoom: POINTS_FROM },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      { id: "land", type: "fill", source: "areas", paint: { "fill-color": land, "fill-opacity": 1 } },
      ...streets.layers,
      ...[
        shades(colours, drawn, bare),
        { id: "borders", type: "line", source: "areas", paint: { "line-color": bare ? colours.edge : border, "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.8, 15, 2] } } as LayerSpecification,
        heat(colours, drawn),
        ...(bare ? [] : [areaNames(colours, drawn)]),
        ...clusters(colours, drawn),
        pins(drawn.late),
      ].map((layer) => (off.has(layer.id) ? ({ ...layer, layout: { ...layer.layout, visibility: "none" } } as LayerSpecification) : layer)),
      { id: "beyond", type: "fill", source: "areas", filter: ["==", ["get", "beyond"], true], paint: { "fill-color": colours.sunk, "fill-opacity": 0.6 } },
    ],
  };
}

/** The fuller an area beside the others, the stronger; what the screen is not about lies under a veil. */
function shades(colours: Colours, { about }: Drawn, bare: boolean): LayerSpecification {
  const steps = fills(about === "late" ? colours.late : colours.brand, colours);
  return {
    id: "shades",
    type: "fill",
    source: "areas",
    filter: [">", ["coalesce", ["get", "level"], 0], 0],
    paint: { "fill-color": ["match", ["get", "level"], ...steps.flatMap((colour, nth) => [nth + 1, colour]), steps[0]!] as unknown as ExpressionSpecification, "fill-opacity": bare ? 0.6 : 1 },
  };
}

/** On the walls nothing lies over it, so it stays until single reports are drawn; at the desk the circles take over. */
function heat(colours: Colours, { letter, named }: Drawn): LayerSpecification {
  const [scale, strength] = [letter / LETTER_PX, named ? 1.6 : 1];
  return {
    id: "heat",
    type: "heatmap",
    source: "reports",
    "source-layer": "cells",
    maxzoom: POINTS_FROM,
    paint: {
      "heatmap-weight": ["min", 1, ["*", 0.1, ["get", "count"]]],
      "heatmap-radius": ["interpolate", ["linear"], ["zoom"], 6, 12 * scale, 9, 20 * scale, 11, 27 * scale, 14.5, 30 * scale],
      "heatmap-intensity": ["interpolate", ["linear"], ["zoom"], 6, 0.6 * strength, 10, 1.1 * strength, 13, 0.75 * strength],
      "heatmap-opacity": named ? 0.9 : ["interpolate", ["linear"], ["zoom"], 13, 0.8, HEAT_UNTIL, 0],
      "heatmap-color": [
        "interpolate", ["linear"], ["heatmap-density"],
        0, thin(colours.brand, 0),
        0.15, thin(colours.brand, 0.45),
        0.5, thin(colours.call, 0.8),
        1, thin(colours.waiting, 0.95),
      ],
    },
  };
}

/** From five metres the names of those that hold most are read, wherever they find room. */
function areaNames(colours: Colours, { letter, named }: Drawn): LayerSpecification {
  return {
    id: "names",
    type: "symbol",
    source: "names",
    minzoom: named ? 0 : NAMES_FROM,
    ...(named ? { filter: [">", ["coalesce", ["get", "level"], 0], 3] } : {}),
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": 1.08 * letter,
      "text-max-width": 7,
      "text-variable-anchor": ["center", "top", "bottom"],
      "text-radial-offset": 1.2,
      "symbol-sort-key": ["-", 0, ["coalesce", ["get", "count"], 0]],
    },
    paint: { "text-color": named ? colours.ink : colours.quiet, "text-halo-color": named ? colours.page : colours.card, "text-halo-width": named ? 2.5 : 1.5 },
  };
}

function clusters(colours: Colours, { late, named, letter }: Drawn): LayerSpecification[] {
  const shared = { source: "reports", "source-layer": "clusters", minzoom: CLUSTERS_FROM, maxzoom: POINTS_FROM };
  const scale = letter / LETTER_PX;
  return [
    {
      id: "clusters",
      type: "circle",
      ...shared,
      paint: {
        "circle-color": named ? colours.call : colours.brand,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["max", 1, ["get", "count"]]], 0, 9 * scale, 1, 14 * scale, 2, 19 * scale, 4, 28 * scale],
        "circle-stroke-color": late ? ["case", [">", ["get", "late"], 0], colours.late, colours.card] : colours.card,
        "circle-stroke-width": late ? ["case", [">", ["get", "late"], 0], 3.5, 2] : 2,
      },
    },
    {
      id: "cluster-counts",
      type: "symbol",
      ...shared,
      layout: {
        "text-field": ["number-format", ["get", "count"], { locale: document.documentElement.lang }],
        "text-font": FONT,
        "text-size": letter,
        "text-allow-overlap": true,
        "text-padding": 8, // so that the names of areas keep off the whole circle
      },
      paint: { "text-color": named ? colours["on-call"] : colours["on-brand"] },
    },
  ];
}

function pins(late: boolean): LayerSpecification {
  const standing = ["get", "tone"] as const;
  return {
    id: "pins",
    type: "symbol",
    source: "reports",
    "source-layer": "reports",
    minzoom: POINTS_FROM,
    layout: {
      "icon-image": ["concat", "pin:", ["get", "kind"], ":", late ? ["case", ["boolean", ["get", "late"], false], "late", [...standing]] : [...standing]],
      "icon-anchor": "bottom",
      "icon-offset": [1, 2],
      "icon-allow-overlap": true,
      "symbol-z-order": "viewport-y",
      "symbol-sort-key": ["match", [...standing], "done", 0, "aside", 0, 1],
    },
  };
}
