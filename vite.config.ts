import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, defineConfig, type Plugin } from "vite";

import { sprite } from "./look/icons/sprite.ts";

const look = join(import.meta.dirname, "look");
const font = "@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2";

/** Builds the face of Tanggap: one script with its islands, one style sheet, one sprite, one font; named by their content. */
export default defineConfig({
  root: look,
  base: "/assets/",
  publicDir: false,
  plugins: [
    sprite(),
    named({
      "images/mark.svg": join(look, "images/mark.svg"),
      "images/icon-192.png": join(look, "images/icon-192.png"),
      "images/icon-512.png": join(look, "images/icon-512.png"),
      "fonts/plus-jakarta-sans.woff2": join(import.meta.dirname, "node_modules", font),
    }),
    worker(),
  ],
  css: { transformer: "lightningcss" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsDir: "",
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    // The big map is this large, and loaded by nobody who does not open it.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: { look: "look.ts", style: "styles/look.css", wall: "styles/wall.css" } },
  },
});

/** Files that pages ask for by name and nothing imports. */
function named(files: Record<string, string>): Plugin {
  return {
    name: "tanggap-named",
    buildStart() {
      for (const [name, file] of Object.entries(files)) {
        this.emitFile({ type: "asset", name: basename(name), originalFileName: name, source: readFileSync(file) });
      }
    },
  };
}

const OF_BIG_MAPS = /\/look\/bigmap\/(?!drawable)|\/node_modules\/(maplibre-gl|pmtiles|pbf|@mapbox)\//;

/** The service worker, in one file under one name: it is told every other file that was built, and changes when they do. */
function worker(): Plugin {
  return {
    name: "tanggap-worker",
    async writeBundle(_, built) {
      // No phone is to carry beforehand what only walls, desks and big maps load.
      const big = new Set(Object.values(built).flatMap((each) => (each.type === "chunk" && each.moduleIds.some((id) => OF_BIG_MAPS.test(id)) ? [each.fileName, ...(each.viteMetadata?.importedCss ?? [])] : [])));
      const shell = Object.keys(built).filter((file) => /\.(js|css|svg|woff2)$/.test(file) && !big.has(file) && !/^(wall|wallmap|live|stream)-/.test(file));
      await build({
        configFile: false,
        root: look,
        publicDir: false,
        logLevel: "warn",
        define: { __SHELL__: JSON.stringify(shell.sort().map((file) => `/assets/${file}`)) },
        build: {
          outDir: "dist",
          emptyOutDir: false,
          rolldownOptions: {
            input: join(look, "worker/worker.ts"),
            output: { format: "iife", entryFileNames: "worker.js" },
          },
        },
      });
    },
  };
}
