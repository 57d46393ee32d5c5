import { ApiError } from '../api/ApiError.ts';
import { refusalOf } from '../api/call.ts';
import { reportReached } from '../api/reachability.ts';

const UNREACHABLE = 'Could not reach Stepwise, so no file was saved. Nothing was changed; try again.';
const BROKE_OFF =
  'The connection broke off before all of the file had come, so none was saved. Nothing was changed; try again.';

/** The name that the server gives a file, also one beyond ASCII. */
export function nameIn(disposition: string | null): string {
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1];
  return wide === undefined ? (plain ?? 'file') : decodeURIComponent(wide);
}

/**
 * Fetches a file and gives it to the browser to save, whole or not at all.
 *
 * @param isWanted whether it still is when it has come
 * @throws {ApiError} in words for whoever asked for it
 */
export async function saveFile(address: string, isWanted: () => boolean): Promise<void> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => {
    reportReached(false);
    throw new ApiError('unreachable', UNREACHABLE);
  });
  reportReached(true);
  if (!response.ok) throw await refusalOf(response);
  const file = await response.blob().catch(() => {
    throw new ApiError('unreachable', BROKE_OFF);
  });
  if (!isWanted()) return;
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = nameIn(response.headers.get('Content-Disposition'));
  link.click();
  // A browser that asks where to save it reads it after that.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
