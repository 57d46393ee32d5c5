/** Files that a link of ours fetches from the server. */
import { createSignal } from '../api/signal.ts';

export interface Download {
  address: string;
  /** What the link says. */
  label: string;
  /** Why there is no file; null while it is on its way. */
  failed: string | null;
}

/** The file that was asked for last, until it is there or its reader has read why it is not. */
export const download = createSignal<Download | null>(null);

export async function fetchFile(address: string, label: string): Promise<void> {
  const asked: Download = { address, label, failed: null };
  const isLast = () => download.get() === asked;
  download.set(asked);
  try {
    const { saveFile } = await import('./saveFile.ts');
    await saveFile(address, isLast);
    if (isLast()) download.set(null);
  } catch (error) {
    if (isLast()) download.set({ ...asked, failed: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * A browser that follows such a link itself says of a refusal that the "file was not available", or shows the server's answer to programs in the place
 * of the page. It is fetched from here instead, for every link that names a file of the server's to save; opened in another tab it is the browser's.
 */
export function fetchDownloads(): void {
  document.addEventListener('click', (event) => {
    const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
    const link =
      target instanceof Element ? target.closest<HTMLAnchorElement>('a[download][href^="/api/"]') : null;
    if (link === null || button !== 0 || ctrlKey || metaKey || shiftKey || altKey || event.defaultPrevented)
      return;
    event.preventDefault();
    void fetchFile(link.href, link.innerText.trim());
  });
}
