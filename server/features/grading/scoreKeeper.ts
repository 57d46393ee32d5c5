import type { Db } from '../../database/prisma.ts';
import type { Log } from '../../log.ts';
import { keepMarked } from './keepScores.ts';

const EVERY_MS = 5_000;

/**
 * Keeps scores fresh before anybody asks, a hundred students of a set at a time: after a deadline a whole class has changed,
 * and whoever opened the gradebook first would wait for all of it. Of several servers one does it.
 */
export function startKeepingScores(db: Db, log: Log): { close: () => Promise<void> } {
  let timer: NodeJS.Timeout;
  let working = Promise.resolve();
  const later = () => {
    timer = setTimeout(() => {
      working = keepMarked(db)
        // Whoever reads does it then.
        .catch((error: unknown) => log.debug({ err: error }, 'cannot keep scores now'))
        .then(later);
    }, EVERY_MS).unref();
  };
  later();
  return {
    async close() {
      clearTimeout(timer);
      await working;
      clearTimeout(timer);
    },
  };
}
