/** Asks what may be the same as soon as kind and place are chosen, and shows it; the report goes on whether or not an answer comes. */
export default function similar(slot: HTMLElement): void {
  const form = slot.closest("form");
  const from = slot.dataset.from;
  if (!form || !from) return;
  const asked = ["kind", "lon", "lat", "area"];
  let last = "";

  async function ask(): Promise<void> {
    const given = new FormData(form!);
    const wanted = new URLSearchParams(asked.map((name) => [name, String(given.get(name) ?? "")]));
    const placed = wanted.get("area") || (wanted.get("lon") && wanted.get("lat"));
    const query = wanted.get("kind") && placed ? wanted.toString() : "";
    if (query === last) return;
    last = query;
    let found = "";
    try {
      const answer = query ? await fetch(`${from}?${query}`) : null;
      if (answer?.ok) found = await answer.text();
    } catch {
      // Without an answer there is nothing to ask about.
    }
    if (query === last) slot.innerHTML = found;
  }

  form.addEventListener("change", (event) => {
    const field = event.target;
    // What has no name of its own (a group of fields that set each other) tells of all that is in it.
    const named = field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement;
    if (!named || asked.includes(field.name)) void ask();
  });
  void ask();
}
