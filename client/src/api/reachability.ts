/** Whether the server answers, and is the one of this page: told by the calls themselves; asked every 10 s while it does not. */
import { getHealth } from '../../../contract/health.ts';
import { addressOf } from './address.ts';
import { createSignal } from './signal.ts';

const RETRY_MS = 10_000;

export const reachable = createSignal(true);
/** Whether the server has other pages by now than this one is of. */
export const outdated = createSignal(false);

let timer: ReturnType<typeof setTimeout> | undefined;

function knock(): void {
  timer = setTimeout(() => {
    fetch(addressOf(getHealth)).then(() => reportReached(true), knock);
  }, RETRY_MS);
}

export function reportReached(reached: boolean): void {
  if (reached === reachable.get()) return;
  clearTimeout(timer);
  if (!reached) knock();
  reachable.set(reached);
}

let known: string | null = null;

/** @param build of the pages that the server has; null where it does not say */
export function reportBuild(build: string | null): void {
  known ??= build;
  if (build !== null && build !== known) outdated.set(true);
}
