/** Orders the list by what is near: asks the phone where it is, to a kilometre, and sends the form with it. */
export default function near(form: HTMLFormElement): void {
  const box = form.querySelector<HTMLElement>("[data-near]");
  const button = box?.querySelector("button");
  const failed = box?.querySelector<HTMLElement>("[role=status]");
  const order = form.querySelector<HTMLSelectElement>("select[name=order]");
  if (!box || !button || !failed || !order || !("geolocation" in navigator)) return;
  box.hidden = false;

  function send({ coords }: GeolocationPosition): void {
    // The place goes into the address, so no more of it than the order needs.
    put("near", `${coords.longitude.toFixed(2)},${coords.latitude.toFixed(2)}`);
    order!.disabled = true;
    put("order", "nearest");
    form.submit();
  }

  function put(name: string, value: string): void {
    const input = form.querySelector<HTMLInputElement>(`input[name=${name}]`) ?? document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }

  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      send,
      () => {
        failed.hidden = false;
        button.removeAttribute("aria-busy");
      },
      { timeout: 15_000, maximumAge: 300_000 },
    );
  });
  addEventListener("pageshow", () => {
    form.querySelector("input[name=order]")?.remove();
    order.disabled = false;
    button.removeAttribute("aria-busy");
  });
}
