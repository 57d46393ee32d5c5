import { ClaimsEvent, streamClaims } from '../../../../../contract/grading.ts';
import { addressOf } from '../../../api/address.ts';

interface Question {
  course: string;
  set: string;
  question: string;
}

/** @param changed submission ids; none where something may have been missed */
type Listener = (changed: readonly string[]) => void;

/** From answer to answer of a question the same stream goes on. */
const KEPT_MS = 2_000;

let source: EventSource | null = null;
let address = '';
let listener: Listener | null = null;
let closing: ReturnType<typeof setTimeout> | undefined;

function close(): void {
  source?.close();
  source = null;
}

function open(): void {
  if (source !== null || listener === null || document.visibilityState !== 'visible') return;
  const opened = new EventSource(address);
  source = opened;
  // Who came while it was being opened.
  opened.addEventListener('open', () => listener?.([]));
  opened.addEventListener('claims', ({ data }: MessageEvent<string>) =>
    listener?.(ClaimsEvent.parse(JSON.parse(data)).submissionIds),
  );
  // The server ends it where nothing is held any more; the next sign of life opens another one.
  opened.addEventListener('error', () => {
    if (source === opened) close();
  });
}

/** A browser has few connections to a server: a page that nobody sees keeps none. */
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') open();
  else close();
});

/**
 * Hears who comes to answers of a question and goes from them: of one page one answer at a time.
 *
 * @returns what opens it, once something is held there, and what ends it
 */
export function hearColleagues(
  { course, set, question }: Question,
  hear: Listener,
): { open: () => void; stop: () => void } {
  clearTimeout(closing);
  const of = addressOf(streamClaims, { course, assignment: set, question });
  if (of !== address) close();
  address = of;
  listener = hear;
  return {
    open,
    stop() {
      if (listener !== hear) return;
      listener = null;
      closing = setTimeout(close, KEPT_MS);
    },
  };
}
