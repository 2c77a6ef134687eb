/** Whether this browser draws on a canvas in such a way. */
export function drawable(way: "webgl2" | "2d"): boolean {
  try {
    return document.createElement("canvas").getContext(way) !== null;
  } catch {
    return false;
  }
}
