import { messageText } from '../../../contract/messages.ts';
import { createSignal } from '../api/signal.ts';

/** The one line that says what just happened, for eyes and for readers: "Saved 14:32". */
export const announcement = createSignal('');

/** Long enough to be read, too short to stand above something else that somebody has gone on to. */
const STANDS_MS = 15_000;

let over: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  clearTimeout(over);
  announcement.set(messageText(text));
  over = setTimeout(() => announcement.set(''), STANDS_MS);
}
