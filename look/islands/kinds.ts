/** Finds a kind by what people call it: every typed word must occur in the kind's name or its words. */
export default function kinds(field: HTMLElement): void {
  const box = field.querySelector<HTMLElement>("[data-filter]");
  const input = box?.querySelector("input");
  const none = box?.querySelector<HTMLElement>("[data-none]");
  if (!box || !input || !none) return;
  box.hidden = false;

  const groups = [...field.querySelectorAll<HTMLElement>("[data-group]")];

  input.addEventListener("input", () => {
    const typed = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const group of groups) {
      const tiles = [...group.querySelectorAll<HTMLElement>(".tile")];
      for (const tile of tiles) tile.hidden = !typed.every((word) => tile.dataset.words?.includes(word));
      group.hidden = tiles.every((tile) => tile.hidden);
    }
    none.hidden = groups.some((group) => !group.hidden);
  });

  // Enter in the search must not send the report.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
