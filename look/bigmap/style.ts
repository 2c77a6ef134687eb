/** What the map is made of, from the ground up: the city's areas, heat and clusters from afar, pins from near. */
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { thin, type Colours } from "./colours.ts";

export const FONT = ["Plus Jakarta Sans", "sans-serif"];
export const POINTS_FROM = 15;
const HEAT_UNTIL = 14.5;
const CLUSTERS_FROM = 11;
const NAMES_FROM = 12.5;

/** What of a style a basemap brings: its sources and what is drawn of them, below everything of ours. */
export interface Streets {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
  glyphs?: string;
  sprite?: StyleSpecification["sprite"];
}

export const NO_STREETS: Streets = { sources: {}, layers: [] };

export function style(tiles: string, areas: GeoJSON.FeatureCollection, names: GeoJSON.FeatureCollection, streets: Streets, colours: Colours, late: boolean): StyleSpecification {
  const bare = streets.layers.length > 0;
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
      { id: "sea", type: "background", paint: { "background-color": colours.sunk } },
      { id: "land", type: "fill", source: "areas", paint: { "fill-color": colours.card, "fill-opacity": 1 } },
      ...streets.layers,
      { id: "borders", type: "line", source: "areas", paint: { "line-color": bare ? colours.edge : colours.line, "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.8, 15, 2] } },
      heat(colours),
      ...(bare ? [] : [areaNames(colours)]),
      ...clusters(colours, late),
      pins(late),
    ],
  };
}

function heat(colours: Colours): LayerSpecification {
  return {
    id: "heat",
    type: "heatmap",
    source: "reports",
    "source-layer": "cells",
    maxzoom: POINTS_FROM,
    paint: {
      "heatmap-weight": ["min", 1, ["*", 0.1, ["get", "count"]]],
      "heatmap-radius": ["interpolate", ["linear"], ["zoom"], 6, 12, 9, 20, 11, 27, 14.5, 30],
      "heatmap-intensity": ["interpolate", ["linear"], ["zoom"], 6, 0.6, 10, 1.1, 13, 0.75],
      "heatmap-opacity": ["interpolate", ["linear"], ["zoom"], 13, 0.8, HEAT_UNTIL, 0],
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

function areaNames(colours: Colours): LayerSpecification {
  return {
    id: "names",
    type: "symbol",
    source: "names",
    minzoom: NAMES_FROM,
    layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 13, "text-max-width": 7, "text-variable-anchor": ["center", "top", "bottom"], "text-radial-offset": 1.2 },
    paint: { "text-color": colours.quiet, "text-halo-color": colours.card, "text-halo-width": 1.5 },
  };
}

function clusters(colours: Colours, late: boolean): LayerSpecification[] {
  const shared = { source: "reports", "source-layer": "clusters", minzoom: CLUSTERS_FROM, maxzoom: POINTS_FROM };
  return [
    {
      id: "clusters",
      type: "circle",
      ...shared,
      paint: {
        "circle-color": colours.brand,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["max", 1, ["get", "count"]]], 0, 9, 1, 14, 2, 19, 4, 28],
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
        "text-size": 12,
        "text-allow-overlap": true,
        "text-padding": 8, // so that the names of areas keep off the whole circle
      },
      paint: { "text-color": colours["on-brand"] },
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
