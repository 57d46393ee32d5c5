/** Whether the server answers: told by the calls themselves, and asked every 10 s while it does not. */
import { getHealth } from '../../../contract/health.ts';
import { urlOf } from '../../../contract/operation.ts';
import { createSignal } from './signal.ts';

const RETRY_MS = 10_000;

export const reachable = createSignal(true);

let timer: ReturnType<typeof setTimeout> | undefined;

function knock(): void {
  timer = setTimeout(() => {
    fetch(urlOf(getHealth)).then(() => reportReached(true), knock);
  }, RETRY_MS);
}

export function reportReached(reached: boolean): void {
  if (reached === reachable.get()) return;
  clearTimeout(timer);
  if (!reached) knock();
  reachable.set(reached);
}
