import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const house = join(import.meta.dirname, "../..");
const packages = join(house, "node_modules");
const drawings = join(packages, "@phosphor-icons/core/assets");

/** Puts the icons in use into one file, `icons/sprite.svg`, each a `<symbol>` under its own name. */
export function sprite(): Plugin {
  return {
    name: "tanggap-sprite",
    buildStart() {
      this.emitFile({
        type: "asset",
        name: "sprite.svg",
        originalFileName: "icons/sprite.svg",
        source: draw([...new Set([...ofTheHouse(), ...ofTheCities()])].sort()),
      });
    },
  };
}

/** The icons that templates and islands name: one a line, `#` begins a comment. */
function ofTheHouse(): string[] {
  return readFileSync(join(house, "look/icons/used.txt"), "utf8")
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter(Boolean);
}

/** The icons that kinds and their groups carry in the city packs. */
function ofTheCities(): string[] {
  const cities = join(house, "cities");
  return readdirSync(cities)
    .map((city) => join(cities, city, "kinds.toml"))
    .filter(existsSync)
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bicon\s*=\s*"([^"]+)"/g)].map(([, name]) => name!));
}

function draw(names: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>\n`;
}

function symbol(name: string): string {
  const weight = name.endsWith("-fill") ? "fill" : "bold";
  const file = join(drawings, weight, `${name.replace(/-fill$/, "")}-${weight}.svg`);
  if (!existsSync(file)) throw new Error(`No Phosphor icon is called "${name}": mend look/icons/used.txt or kinds.toml.`);
  const lines = /<svg[^>]*>(.*)<\/svg>/s.exec(readFileSync(file, "utf8"))?.[1];
  return `<symbol id="${name}" viewBox="0 0 256 256">${lines}</symbol>`;
}
