/** Where a photo was taken, read from what the camera wrote into a JPEG; null where it wrote nothing, or it cannot be read. */
export interface Point {
  lon: number;
  lat: number;
}

const FIRST_BYTES = 256 * 1024;
const [APP1, EXIF, GPS_IFD] = [0xffe1, 0x45786966, 0x8825];

export default async function exif(file: File): Promise<Point | null> {
  try {
    const view = new DataView(await file.slice(0, FIRST_BYTES).arrayBuffer());
    const tiff = tiffOf(view);
    return tiff === null ? null : pointOf(view, tiff);
  } catch {
    return null; // cut short, or lying about its own lengths
  }
}

/** Where the TIFF block begins: inside the segment the camera signed "Exif". */
function tiffOf(view: DataView): number | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint16(at) === APP1 && view.getUint32(at + 4) === EXIF) return at + 10;
  }
  return null;
}

function pointOf(view: DataView, tiff: number): Point | null {
  const little = view.getUint16(tiff) === 0x4949;
  const u16 = (at: number) => view.getUint16(at, little);
  const u32 = (at: number) => view.getUint32(at, little);

  const entries = (at: number): Map<number, number> => {
    const found = new Map<number, number>();
    for (let n = 0; n < u16(at); n++) found.set(u16(at + 2 + 12 * n), at + 2 + 12 * n);
    return found;
  };
  /** Degrees, minutes and seconds, each a fraction of two numbers, as degrees. */
  const degrees = (entry: number): number => {
    const at = tiff + u32(entry + 8);
    return [1, 60, 3600].reduce((sum, part, n) => sum + u32(at + 8 * n) / (u32(at + 8 * n + 4) || 1) / part, 0);
  };

  const gps = entries(tiff + u32(tiff + 4)).get(GPS_IFD);
  if (gps === undefined) return null;
  const tags = entries(tiff + u32(gps + 8));
  const [south, lat, west, lon] = [1, 2, 3, 4].map((tag) => tags.get(tag));
  if (!south || !lat || !west || !lon) return null;
  const sign = (entry: number, negative: string) => (view.getUint8(entry + 8) === negative.charCodeAt(0) ? -1 : 1);
  const point = { lon: sign(west, "W") * degrees(lon), lat: sign(south, "S") * degrees(lat) };
  const known = (point.lon !== 0 || point.lat !== 0) && Math.abs(point.lon) <= 180 && Math.abs(point.lat) <= 90;
  return known ? point : null;
}
