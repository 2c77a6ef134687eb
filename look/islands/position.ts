/**
 * Tells the unit where its person is, while they have it told and a page is open: at most once in so many seconds, and
 * the last place again where they stand still, since silence ends it.
 */
const TOLD = "tanggap-position";

export default function position(box: HTMLElement): void {
  if (!("geolocation" in navigator)) return;
  box.hidden = false;
  const form = box.querySelector("form");
  const said = box.querySelector<HTMLElement>("[data-said]");
  if (box.dataset.on === undefined || !form || !said) return;
  const every = Number(box.dataset.every) * 1000;
  let here: GeolocationCoordinates | undefined;
  let sending = false;

  const watch = navigator.geolocation.watchPosition(
    ({ coords }) => {
      here = coords;
      void tell();
    },
    () => {
      here = undefined;
      say("failed");
    },
    { enableHighAccuracy: true, maximumAge: every },
  );
  const again = setInterval(() => void tell(), every / 6);

  async function tell(): Promise<void> {
    // The page before may have told it a moment ago.
    if (!here || sending || Date.now() - Number(sessionStorage.getItem(TOLD)) < every) return;
    sending = true;
    sessionStorage.setItem(TOLD, `${Date.now()}`);
    try {
      const answer = await fetch(box.dataset.href!, { method: "POST", body: told(form!, here) });
      if (!answer.ok) throw new Error(answer.statusText);
      const { sharing } = (await answer.json()) as { sharing: boolean };
      if (sharing) say("told");
      else end();
    } catch {
      say("unsent");
    }
    sending = false;
  }

  function end(): void {
    navigator.geolocation.clearWatch(watch);
    clearInterval(again);
    form!.querySelector("button")!.remove();
    say("ended");
  }

  function say(what: string): void {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    said!.textContent = box.querySelector<HTMLTemplateElement>(`template[data-words=${what}]`)!.content.textContent!.trim().replace("{time}", time);
  }
}

/** The form's token, and where the telephone is. */
function told(form: HTMLFormElement, { longitude, latitude, accuracy }: GeolocationCoordinates): URLSearchParams {
  const csrf = form.querySelector<HTMLInputElement>("[name=csrf]")!.value;
  return new URLSearchParams({ csrf, lon: `${longitude}`, lat: `${latitude}`, accuracy_m: `${accuracy}` });
}
