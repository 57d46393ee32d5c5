import { messageText } from '../../../contract/messages.ts';
import { createSignal } from '../api/signal.ts';

/** The one line that says what just happened, for eyes and for readers: "Saved 14:32". */
export const announcement = createSignal('');

export function announce(text: string): void {
  announcement.set(messageText(text));
}
