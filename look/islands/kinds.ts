/**
 * Finds a kind by what people call it (every typed word must occur in the kind's name or its words), and brings the likeliest
 * to the front as the report takes shape.
 */
const PAUSE_MS = 500;
const STEM = 4;

export default function kinds(field: HTMLElement): void {
  filter(field);
  suggest(field);
}

function filter(field: HTMLElement): void {
  const box = field.querySelector<HTMLElement>("[data-filter]");
  const input = box?.querySelector("input");
  const said = box?.querySelector<HTMLElement>("[role=status]");
  if (!box || !input || !said) return;
  box.hidden = false;

  const groups = [...field.querySelectorAll<HTMLElement>("[data-group]")];
  const tiles = [...field.querySelectorAll<HTMLElement>(".tile[data-words]")];

  const found = () => groups.flatMap((group) => [...group.querySelectorAll<HTMLElement>(".tile:not([hidden])")]);

  input.addEventListener("input", () => {
    const typed = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const tile of tiles) tile.hidden = !typed.every((word) => tile.dataset.words?.includes(word));
    for (const group of groups) group.hidden = !group.querySelector(".tile:not([hidden])");
    const left = found();
    said.textContent = (left.length ? said.dataset.found! : said.dataset.none!).replace("{n}", `${left.length}`);
    if (!typed.length) said.textContent = "";
  });

  // All kinds are one stop for Tab, before the search: what was found is gone to from here. And Enter must not send the report.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    found()[0]?.querySelector("input")?.focus();
  });
}

/** Three kinds stand first. They change with the words and the area, as long as no kind has been chosen. */
function suggest(field: HTMLElement): void {
  const first = field.querySelector<HTMLElement>("[data-suggested]");
  const form = field.closest("form");
  const text = form?.querySelector<HTMLTextAreaElement>("textarea[name=text]");
  const area = form?.querySelector<HTMLSelectElement>("select[name=area]");
  if (!first || !form || !text || !field.dataset.suggest) return;

  const tiles = new Map(
    [...field.querySelectorAll<HTMLInputElement>("[name=kind]")].map((input) => [input.value, input.closest<HTMLElement>(".tile")!]),
  );
  const known = new Set([...tiles.values()].flatMap((tile) => tile.dataset.words?.split(/[^\p{L}\p{N}]+/u) ?? []));
  const homes = new Map<HTMLElement, Comment>(); // where a tile stood before it was brought to the front
  let wait: ReturnType<typeof setTimeout>;

  const later = () => {
    clearTimeout(wait);
    wait = setTimeout(() => void ask(), PAUSE_MS);
  };
  text.addEventListener("input", later);
  area?.addEventListener("change", later);
  form.addEventListener("place-set", later);

  async function ask(): Promise<void> {
    try {
      const query = new URLSearchParams({ words: telling(text!.value), area: area?.value ?? "" });
      const answer = await fetch(`${field.dataset.suggest}?${query}`);
      if (answer.ok) bring(((await answer.json()) as { kinds: string[] }).kinds);
    } catch {
      // What stands there stays.
    }
  }

  /** Of what was typed only words by which kinds are called, so that no name of anybody stands in an address. */
  function telling(typed: string): string {
    const words = typed.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    const told = words.map((word) => (known.has(word) ? word : [...known].find((each) => each.length >= STEM && word.includes(each))));
    return [...new Set(told.filter(Boolean))].join(" ");
  }

  function bring(kinds: string[]): void {
    const chosen = field.querySelector<HTMLInputElement>("[name=kind]:checked");
    if (chosen?.value || field.contains(document.activeElement)) return;
    const wanted = kinds.map((kind) => tiles.get(kind)).filter((tile) => tile !== undefined);
    if (!wanted.length) return;
    for (const tile of [...first!.children] as HTMLElement[]) {
      if (wanted.includes(tile)) continue;
      const home = homes.get(tile);
      if (home) home.replaceWith(tile);
      else field.querySelector(".tiles:not([data-suggested])")!.prepend(tile);
      homes.delete(tile);
    }
    for (const tile of wanted) {
      if (!first!.contains(tile)) {
        const home = document.createComment("");
        tile.replaceWith(home);
        homes.set(tile, home);
      }
      first!.append(tile);
    }
  }
}
