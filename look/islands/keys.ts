/**
 * Works the queue by keyboard: J and K go on and back, Enter takes what is suggested, M what may be the same, ? tells of them.
 * Wherever a page begins, something of it has the focus.
 */
const OFF = "keys-off";
const LAST = "keys-last";

export default function keys(box: HTMLElement): void {
  const dialog = box.querySelector("dialog");
  const on = box.querySelector<HTMLInputElement>("[data-on]");
  if (!dialog || !on) return;
  const rows = [...document.querySelectorAll<HTMLAnchorElement>("[data-row]")];
  const accept = document.querySelector<HTMLFormElement>("form[data-accept]");
  let sent = false;

  const here = () => rows.findIndex((row) => row === document.activeElement);
  const go = (rel: string) => document.querySelector<HTMLAnchorElement>(`.pages a[rel=${rel}]`)?.click();
  const move = (by: 1 | -1) => {
    const row = rows[here() + by];
    if (row && here() + by >= 0) row.focus();
    else go(by > 0 ? "next" : "prev");
  };

  function take(): void {
    if (!accept || sent) return;
    // What no suggestion filled in is asked for, where it is to be chosen.
    if (!accept.reportValidity()) return;
    sent = true;
    accept.requestSubmit();
  }

  function merge(): void {
    const row = rows[here()];
    if (row) return location.assign(`${row.href}#alike`);
    const first = document.querySelector<HTMLElement>("[data-merge]");
    const number = document.querySelector<HTMLInputElement>("#merger-primary");
    const more = number?.closest("details");
    if (!first && more) more.open = true;
    (first ?? number)?.focus();
  }

  const tick = () => rows[here()]?.closest("tr")?.querySelector<HTMLInputElement>("[type=checkbox]")?.click();
  const acts: Record<string, () => void> = { x: tick, j: () => move(1), k: () => move(-1), m: merge, "?": () => dialog.showModal() };

  document.addEventListener("keydown", (event) => {
    const at = event.target as HTMLElement;
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (at.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (event.key === "Enter") {
      if (rows.length || at.closest("a, button, summary, input")) return;
      event.preventDefault();
      take();
      return;
    }
    const act = acts[event.key.toLowerCase()];
    if (!act || !on.checked) return;
    event.preventDefault();
    act();
  });
  addEventListener("pageshow", () => (sent = false));

  on.checked = localStorage.getItem(OFF) === null;
  on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
  const help = box.querySelector<HTMLElement>("[data-help]");
  help?.addEventListener("click", () => dialog.showModal());
  box.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  // A phone has no such keys to tell of; one with a keyboard still takes them.
  if (help) help.hidden = matchMedia("(pointer: coarse)").matches;
  box.hidden = false;

  if (location.hash === "#alike") merge();
  if (!rows.length) sessionStorage.setItem(LAST, location.pathname);
  if (document.activeElement !== document.body) return;
  const begin = rows.find((row) => row.pathname === sessionStorage.getItem(LAST)) ?? rows[0] ?? document.querySelector<HTMLElement>("h1");
  begin?.focus({ preventScroll: !rows.length });
}
