/** Lets this device be told: asks the browser when the button is pressed, and sends what it says as the form it stands in. */
export default function push(element: HTMLElement): void {
  const form = element as HTMLFormElement;
  const failed = form.querySelector<HTMLElement>("[data-failed]");
  const key = form.dataset.key;
  if (!key || !("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return;

  // Only where a worker stands is there anybody to receive; without one this waits for ever, unseen.
  void navigator.serviceWorker.ready.then(() => (form.hidden = Notification.permission === "denied"));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    subscribed(key).then(
      (subscription) => {
        const { endpoint, keys } = subscription.toJSON();
        for (const [name, value] of Object.entries({ endpoint, ...keys })) {
          const field = form.querySelector<HTMLInputElement>(`input[name=${name}]`);
          if (field && value) field.value = value;
        }
        form.submit();
      },
      () => failed && (failed.hidden = false),
    );
  });
}

async function subscribed(key: string): Promise<PushSubscription> {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
  const registration = await navigator.serviceWorker.ready;
  const applicationServerKey = await (await fetch(key)).text();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}
