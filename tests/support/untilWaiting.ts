import type { Tx } from '../../server/database/prisma.ts';
import { eventually } from './testServer.ts';
import type { TestServer } from './testServer.ts';

/** Runs `work` in a transaction, and when so many others wait for a lock `then` and the commit. */
export const untilWaiting = (
  { db }: TestServer,
  others: number,
  work: (tx: Tx) => Promise<void>,
  then?: (tx: Tx) => Promise<void>,
): Promise<void> =>
  db.$transaction(async (tx) => {
    await work(tx);
    await eventually(
      () =>
        db.$queryRaw<unknown[]>`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      (waiting) => waiting.length >= others,
    );
    await then?.(tx);
  });
