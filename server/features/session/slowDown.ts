/**
 * Guessing at an account is slowed down: after some failures the next attempt has to wait, each time twice as long, up to
 * a minute. Nothing is ever locked. What is counted stands in PostgreSQL, so that several servers count together.
 */
import { createHash } from 'node:crypto';
import type { Db } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';

const LONGEST_WAIT_SECONDS = 60;
/** Failures are forgotten when there was none for so long. */
const FORGOTTEN_MS = 24 * 3_600_000;

export interface Budget {
  /** Who tries at what. */
  key: string;
  /** Failures without a wait. */
  free: number;
}

const OF_DEVICE = 10;
const OF_ADDRESS = 10;
/** Of all unknown browsers together: somebody with ten thousand addresses is slowed down as well. */
const OF_STRANGERS = 100;

/**
 * What an attempt counts against: a browser that the account knows by itself, any other by its address and, together with
 * all of those, by the account. An address alone is counted nowhere: a lecture hall behind one is no attack.
 */
export function budgetsOf(account: string, device: string | null, address: string): Budget[] {
  if (device !== null) return [{ key: `device ${account} ${device}`, free: OF_DEVICE }];
  return [
    { key: `address ${account} ${address}`, free: OF_ADDRESS },
    { key: `strangers ${account}`, free: OF_STRANGERS },
  ];
}

export interface Attempt {
  /** It was no guess: takes it back, and forgets the failures before it that were this asker's own. */
  succeeded(): Promise<void>;
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** Counts a failure beforehand, so that a thousand guesses at once are a thousand. @returns null when it has to wait */
async function count(db: Db, { key, free }: Budget, now: Date): Promise<number | null> {
  const forgotten = new Date(now.getTime() - FORGOTTEN_MS);
  // Without a wait it is open since ever: requests of the same moment may come here in another order. As text, since PostgreSQL cannot tell what a parameter is where it stands alone.
  const [at, old] = [now.toISOString(), forgotten.toISOString()];
  const rows = await db.$queryRaw<{ failures: number }[]>`
    INSERT INTO sign_in_failures AS known (key, failures, failed_at, open_at)
    VALUES (${hashOf(key)}, 1, ${at}::timestamptz, 'epoch')
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN known.failed_at < ${old}::timestamptz THEN 1 ELSE known.failures + 1 END,
      failed_at = ${at}::timestamptz,
      open_at = CASE
        WHEN known.failed_at < ${old}::timestamptz OR known.failures + 1 < ${free}::int THEN 'epoch'
        ELSE ${at}::timestamptz + interval '1 second'
          * LEAST(power(2, LEAST(known.failures + 1 - ${free}::int, 10)), ${LONGEST_WAIT_SECONDS}::int)
      END
    -- What is further off than the longest wait was written before the clock was set back.
    WHERE known.open_at <= ${at}::timestamptz
      OR known.open_at > ${at}::timestamptz + interval '1 second' * ${LONGEST_WAIT_SECONDS}::int
    RETURNING failures`;
  return rows[0]?.failures ?? null;
}

async function takeBack(db: Db, { key }: Budget): Promise<void> {
  await db.$executeRaw`UPDATE sign_in_failures SET failures = failures - 1 WHERE key = ${hashOf(key)} AND failures > 0`;
}

/** When this process last took out the rows that count no more. */
let sweptAt = 0;
const SWEEP_MS = 3_600_000;

async function sweep(db: Db, now: Date): Promise<void> {
  if (now.getTime() - sweptAt < SWEEP_MS) return;
  sweptAt = now.getTime();
  await db.signInFailure.deleteMany({ where: { failedAt: { lt: new Date(sweptAt - FORGOTTEN_MS) } } });
}

/** @throws ApiError throttled, with the time to wait */
export async function beginAttempt(
  db: Db,
  budgets: readonly Budget[],
  now: Date,
  refusal = tooManyPasswords,
): Promise<Attempt> {
  await sweep(db, now);
  const counted: Budget[] = [];
  for (const budget of budgets) {
    const failures = await count(db, budget, now);
    if (failures === null) {
      // What was refused was no guess.
      for (const each of counted) await takeBack(db, each);
      throw await tooMany(db, budget, now, refusal);
    }
    counted.push(budget);
  }
  const [own, ...shared] = budgets;
  return {
    async succeeded() {
      if (own) await db.signInFailure.deleteMany({ where: { key: hashOf(own.key) } });
      for (const budget of shared) await takeBack(db, budget);
    },
  };
}

/** @param wait in words, such as `8 seconds` */
const tooManyPasswords = (wait: string): string =>
  `Too many wrong passwords for this account. Wait ${wait} and try again, or use a browser in which you have signed in before.`;

async function tooMany(
  db: Db,
  { key }: Budget,
  now: Date,
  refusal: (wait: string) => string,
): Promise<ApiError> {
  const row = await db.signInFailure.findUnique({ where: { key: hashOf(key) } });
  const seconds = Math.max(1, Math.ceil(((row?.openAt.getTime() ?? 0) - now.getTime()) / 1000));
  const wait = seconds === 1 ? 'a second' : `${seconds} seconds`;
  return new ApiError('throttled', refusal(wait), undefined, seconds);
}
