import { drawable } from "../bigmap/drawable.ts";

/** The big map on a wall, as soon as it is there; where the browser draws none the kelurahan stay as the server drew them. */
export default async function wallmap(told: HTMLElement): Promise<void> {
  const root = told.closest<HTMLElement>(".wall");
  if (!root || !drawable("webgl2")) return;
  const { default: open } = await import("../bigmap/wall.ts");
  await open(root, told);
}
