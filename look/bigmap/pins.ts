/** Pins drawn once for each kind and standing: a drop in the kind's colour with its icon, and a sign of where it stands. */
import type { Colours } from "./colours.ts";

export type Kinds = Record<string, [name: string, colour: string, icon: string]>;

const SCALE = 2;
const WIDE = 34;
const HIGH = 42;
const SIGN = 256;

export interface Pin {
  image: ImageData;
  pixelRatio: number;
}

/** The lines of every icon the kinds name. */
export async function icons(sprite: string): Promise<Map<string, Path2D>> {
  const found = new Map<string, Path2D>();
  const answer = await fetch(sprite);
  if (!answer.ok) return found;
  const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  for (const symbol of drawn.querySelectorAll("symbol")) {
    const lines = new Path2D();
    for (const path of symbol.querySelectorAll("path")) lines.addPath(new Path2D(path.getAttribute("d")!));
    found.set(symbol.id, lines);
  }
  return found;
}

/** What `pin:kind:tone` or `pin:kind:late` looks like. */
export function pin(name: string, kinds: Kinds, lines: Map<string, Path2D>, colours: Colours): Pin | null {
  const [, kind, standing] = name.split(":") as [string, string, keyof Colours];
  const [, colour, icon] = kinds[kind] ?? kinds[""]!;
  const canvas = document.createElement("canvas");
  canvas.width = WIDE * SCALE;
  canvas.height = HIGH * SCALE;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.scale(SCALE, SCALE);
  drop(pen, colour, colours.card);
  const sign = lines.get(icon);
  if (sign) {
    pen.save();
    pen.translate(7.5, 7.5);
    pen.scale(17 / SIGN, 17 / SIGN);
    pen.fillStyle = "#fff";
    pen.fill(sign);
    pen.restore();
  }
  standingSign(pen, standing, colours);
  return { image: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: SCALE };
}

function drop(pen: CanvasRenderingContext2D, colour: string, rim: string): void {
  pen.beginPath();
  pen.arc(16, 16, 13.5, 0.75 * Math.PI, 0.25 * Math.PI);
  pen.lineTo(16, 39);
  pen.closePath();
  pen.fillStyle = colour;
  pen.strokeStyle = rim;
  pen.lineWidth = 2;
  pen.fill();
  pen.stroke();
}

/** Colour never speaks alone: a ring waits, a half moves, a full one is done, a struck one was not taken on. */
function standingSign(pen: CanvasRenderingContext2D, standing: keyof Colours, colours: Colours): void {
  const [x, y, r] = [27, 7, 5] as const;
  const colour = colours[standing] ?? colours.aside;
  pen.beginPath();
  pen.arc(x, y, r + 1.5, 0, 2 * Math.PI);
  pen.fillStyle = colours.card;
  pen.fill();
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(x, y, r - 1, 0, 2 * Math.PI);
  pen.stroke();
  pen.beginPath();
  if (standing === "moving") pen.arc(x, y, r - 1, 0.5 * Math.PI, 1.5 * Math.PI);
  else if (standing === "done") pen.arc(x, y, r - 1, 0, 2 * Math.PI);
  else if (standing === "aside") pen.rect(x - 3.5, y - 0.75, 7, 1.5);
  else if (standing === "late") pen.rect(x - 0.9, y - 3, 1.8, 6);
  pen.fill();
}
