/**
 * A photo made small, with what camera and programs wrote into the one it was made of: when, where, by what. Only how it was
 * turned is said anew, since it stands upright now. What is no JPEG travels as it is.
 */
const FIRST_BYTES = 1024 * 1024;
const [SOI, SOS, EXIF, ORIENTATION] = [0xffd8, 0xffda, 0x45786966, 0x0112];
/** Exif and XMP, JUMBF, IPTC. */
const TELLING = [0xffe1, 0xffeb, 0xffed];

export default async function told(from: File, made: Blob): Promise<Blob> {
  const view = new DataView(await from.slice(0, FIRST_BYTES).arrayBuffer());
  if (view.byteLength < 4 || view.getUint16(0) !== SOI) return from;
  const parts: ArrayBuffer[] = [];
  try {
    for (let at = 2; view.getUint16(at) !== SOS; ) {
      const end = at + 2 + view.getUint16(at + 2);
      if (TELLING.includes(view.getUint16(at)) && end <= view.byteLength) {
        if (view.getUint32(at + 4) === EXIF) upright(view, at + 10);
        parts.push(view.buffer.slice(at, end));
      }
      at = end;
    }
  } catch {
    // cut short, or lying about its own lengths: what was understood goes along
  }
  return new Blob([made.slice(0, 2), ...parts, made.slice(2)], { type: "image/jpeg" });
}

function upright(view: DataView, tiff: number): void {
  const little = view.getUint16(tiff) === 0x4949;
  const first = tiff + view.getUint32(tiff + 4, little);
  for (let n = 0; n < view.getUint16(first, little); n++) {
    const entry = first + 2 + 12 * n;
    if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
  }
}
