/**
 * A process that somebody started and watches: it ends in order when it is told to, or when they are gone, and answers
 * when it is asked whether it is alive.
 */
import { z } from 'zod';

/** Longer than a graceful end takes: jobs at work get ten seconds. */
const LAST_MOMENT_MS = 15_000;

const Ping = z.object({ ping: z.number() });

/** Whether the parent only asks whether we are alive, which is answered here. */
export const isPing = (message: unknown): boolean => Ping.safeParse(message).success;

/**
 * Begin with this: from now on the process does not outlive its parent.
 *
 * @returns takes what is to be done at the end; a process that is told to end before has nothing to do for it
 */
export function endWithParent(): (stop: () => Promise<void>) => void {
  let stop: (() => Promise<void>) | null = null;
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    // Not even a database that does not answer keeps a process whose time is over.
    setTimeout(() => process.exit(1), LAST_MOMENT_MS).unref();
    void (stop?.() ?? Promise.resolve()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);
  // Whoever started it is gone: nobody else would ever stop it.
  process.on('disconnect', end);
  process.on('message', (message) => {
    if (isPing(message)) process.send?.(message, () => undefined);
  });
  return (work) => {
    stop = work;
  };
}
