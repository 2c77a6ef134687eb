/** What lies under the city's reports, as its own `basemap` says: nothing but the areas, pictures, or streets as lines. */
import { addProtocol, type LayerSpecification, type SourceSpecification, type StyleSpecification } from "maplibre-gl";
import { NO_STREETS, type Streets } from "./style.ts";
import type { Colours } from "./colours.ts";

const ABROAD = "abroad";

interface Basemap {
  style: "shapes" | "raster" | "vector" | "pmtiles";
  url: string;
  credit: string;
}

/** The streets in the colours of a theme. */
export type Draw = (colours: Colours) => Streets;

/** The streets of this city; none where it has none, or where they cannot be fetched. */
export async function streets(from: string, credit: HTMLElement | null): Promise<Draw> {
  const none = () => NO_STREETS;
  try {
    const answer = await fetch(from);
    if (!answer.ok) return none;
    const basemap = (await answer.json()) as Basemap;
    if (credit) credit.textContent = basemap.credit;
    switch (basemap.style) {
      case "raster":
        return () => ({
          sources: { streets: { type: "raster", tiles: [basemap.url], tileSize: 256, maxzoom: 19, attribution: "" } },
          layers: [{ id: "streets", type: "raster", source: "streets" }],
        });
      case "vector": {
        const made = await styled(basemap.url);
        return () => made;
      }
      case "pmtiles": {
        const { Protocol } = await import("pmtiles");
        addProtocol("pmtiles", new Protocol().tile);
        return (colours) => filed(basemap.url, colours);
      }
      default:
        return none;
    }
  } catch {
    return none;
  }
}

async function styled(url: string): Promise<Streets> {
  const answer = await fetch(url);
  if (!answer.ok) return NO_STREETS;
  const { sources, layers, glyphs, sprite } = (await answer.json()) as StyleSpecification;
  addProtocol(ABROAD, async ({ url: tile }, { signal }) => {
    const found = await fetch(tile.slice(`${ABROAD}://`.length), { signal });
    return { data: found.ok ? await found.arrayBuffer() : new ArrayBuffer(0) };
  });
  const here = await Promise.all(Object.entries(sources).map(async ([name, source]) => [`streets-${name}`, await fetchedHere(source)] as const));
  return {
    sources: Object.fromEntries(here),
    layers: layers
      .filter((layer) => layer.type !== "background")
      .map((layer) => ({ ...layer, id: `streets-${layer.id}`, ...("source" in layer ? { source: `streets-${layer.source}` } : {}) }) as LayerSpecification),
    ...(glyphs ? { glyphs } : {}),
    ...(sprite ? { sprite } : {}),
  };
}

/** A source whose tiles the page fetches, as its own policy lets it: the worker may fetch from no other house. */
async function fetchedHere(source: SourceSpecification): Promise<SourceSpecification> {
  if (source.type !== "vector") return source;
  const { url, ...plain } = source;
  const told = url ? ((await (await fetch(url)).json()) as Partial<typeof plain>) : {};
  const { tiles = [], minzoom = 0, maxzoom = 22, scheme = "xyz" } = { ...told, ...plain };
  return { type: "vector", tiles: tiles.map((each) => `${ABROAD}://${each}`), minzoom, maxzoom, scheme };
}

/** One file of vector tiles in the layers of Protomaps, drawn in our own colours. */
function filed(url: string, colours: Colours): Streets {
  const source = "streets";
  const road = (id: string, kinds: string[], from: number, wide: number): LayerSpecification => ({
    id: `streets-${id}`,
    type: "line",
    source,
    "source-layer": "roads",
    minzoom: from,
    filter: ["in", ["get", "kind"], ["literal", kinds]],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colours.line, "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], from, 0.5, 18, wide] },
  });
  return {
    sources: { [source]: { type: "vector", url: `pmtiles://${new URL(url, location.href)}` } },
    layers: [
      { id: "streets-green", type: "fill", source, "source-layer": "landuse", filter: ["in", ["get", "kind"], ["literal", ["park", "forest", "cemetery", "grass"]]], paint: { "fill-color": colours.done, "fill-opacity": 0.1 } },
      { id: "streets-water", type: "fill", source, "source-layer": "water", paint: { "fill-color": colours.brand, "fill-opacity": 0.25 } },
      { id: "streets-houses", type: "fill", source, "source-layer": "buildings", minzoom: 14, paint: { "fill-color": colours.sunk } },
      road("paths", ["path", "other"], 15, 6),
      road("minor", ["minor_road"], 12, 14),
      road("major", ["major_road"], 8, 22),
      road("highways", ["highway"], 6, 26),
      {
        id: "streets-names",
        type: "symbol",
        source,
        "source-layer": "roads",
        minzoom: 14,
        layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": ["Plus Jakarta Sans", "sans-serif"], "text-size": 11 },
        paint: { "text-color": colours.quiet, "text-halo-color": colours.card, "text-halo-width": 1.5 },
      },
    ],
  };
}
