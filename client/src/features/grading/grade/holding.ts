/** What this page keeps from colleagues, and how it lets go. */
import { releaseClaims } from '../../../../../contract/grading.ts';
import { call, callLeaving, type CallInput } from '../../../api/call.ts';

type Place = CallInput<typeof releaseClaims>['params'];

let page = crypto.randomUUID();
/** Questions of which answers may be held under the present name. */
let places = new Map<string, Place>();

/** Under which name this page holds answers to a question, since it let go last. */
export function holdingPage({ course, assignment, question }: Place): string {
  const place = { course, assignment, question };
  places.set(JSON.stringify(place), place);
  return page;
}

function release(send: (input: CallInput<typeof releaseClaims>) => void): void {
  for (const params of places.values()) send({ params, query: { page } });
}

function beginAnew(): void {
  places = new Map();
  page = crypto.randomUUID();
}

/**
 * Lets go of all answers that are held under the present name. What is held from now on has another one, so that this may arrive late,
 * and what was asked for before later still: the server knows which names have let go.
 */
export function letGo(): void {
  release((input) => void call(releaseClaims, input).catch(() => null));
  beginAnew();
}

// Also before an answer is shown. What is asked for after that, as the page ends, has the name that has let go. A browser that ends without
// it leaves what was held to lapse.
globalThis.window?.addEventListener('pagehide', () => release((input) => callLeaving(releaseClaims, input)));
globalThis.window?.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) beginAnew();
});
