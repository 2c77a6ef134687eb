/** Says while somebody types what the public will not read; the house decides again with more care, and nothing is blocked. */
const SHAPES: Record<string, RegExp> = {
  nik: /(?<!\d)\d{16}(?!\d)/,
  phone: /(?<!\d)(?:\+|0|62)(?:[\s.()-]{0,2}\d){8,13}(?!\d)/,
  email: /[\w.+-]+@[\w-]+\.\w/,
  name: /\b(?:[Pp]ak|[Bb]apak|[Bb]u|[Ii]bu|[Mm]as|[Mm]bak?)\s(?!Lurah|Camat|Ketua|Kepala|Polisi|Kota)[A-Z][a-z]{2,}/,
  plate: /\b[A-Z]{1,2}\s?\d{2,4}\s?[A-Z]{1,3}\b/,
};

export default function personal(box: HTMLElement): void {
  const field = box.querySelector("textarea");
  const said = box.querySelector<HTMLElement>("[role=status]");
  if (!field || !said) return;

  field.addEventListener("input", () => {
    const found = Object.keys(SHAPES).filter((shape) => SHAPES[shape]!.test(field.value));
    const words = found.map((shape) => box.querySelector<HTMLTemplateElement>(`[data-words=${shape}]`)?.content.textContent);
    const sentence = words.join(" ");
    if (said.textContent !== sentence) said.textContent = sentence;
    said.hidden = !sentence;
  });
}
