import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig, type Plugin } from "vite";

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
      "fonts/plus-jakarta-sans.woff2": join(import.meta.dirname, "node_modules", font),
    }),
  ],
  css: { transformer: "lightningcss" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsDir: "",
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { look: "look.ts", style: "styles/look.css" } },
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
