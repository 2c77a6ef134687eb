/**
 * What a service worker does with a message for this device. The message brings all its words: a title, a line and the
 * address it leads to (`tanggap/channels/push/channel.py`).
 */
interface Shown {
  title: string;
  body: string;
  url: string;
}

/** As much of a service worker as is needed here; the compiler's own words for it exclude those of a page. */
interface Worker {
  registration: { showNotification(title: string, options: object): Promise<void> };
  clients: {
    matchAll(options: object): Promise<readonly { url: string; focus(): Promise<unknown> }[]>;
    openWindow(url: string): Promise<unknown>;
  };
}

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

export type Pushed = Lasting & { data: { json(): unknown } | null };
export type Clicked = Lasting & {
  notification: { close(): void; data: { url: string } | null };
};

const worker = self as unknown as Worker;

/** Shows what arrived. What cannot be read is left unshown, for it brings no words. */
export function onPush(event: Pushed): void {
  const shown = read(event);
  if (!shown) return;
  const { title, body, url } = shown;
  event.waitUntil(worker.registration.showNotification(title, { body, tag: url, data: { url } }));
}

/** Opens the page a message leads to, in a window that shows it already if there is one. */
export function onNotificationClick(event: Clicked): void {
  event.notification.close();
  const url = event.notification.data?.url;
  if (url) event.waitUntil(open(url));
}

async function open(url: string): Promise<unknown> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const found = windows.find((each) => each.url === url);
  return found ? found.focus() : worker.clients.openWindow(url);
}

function read(event: Pushed): Shown | null {
  try {
    const shown = event.data?.json() as Partial<Shown> | undefined;
    return shown?.title && shown.url ? { title: shown.title, body: shown.body ?? "", url: shown.url } : null;
  } catch {
    return null;
  }
}
