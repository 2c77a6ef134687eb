/** Takes the reader to what needs mending as soon as the page is there. */
export default function focus(summary: HTMLElement): void {
  summary.focus();
}
