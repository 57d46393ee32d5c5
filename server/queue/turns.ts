/**
 * Who comes first in the queue, as one number a job, the priority of pg-boss: whoever waits at a page, then those whom nobody
 * watches, then reruns. Within each of the first two, everybody's first job comes before anybody's second, and of all the
 * firsts (seconds, …) courses take turns: a course's jobs are numbered, and the number is the place.
 */
import { Prisma } from '../../prisma/generated/client.ts';
import type { Asked, AskedTx } from '../database/prisma.ts';

/** For whom a job is. */
export interface TurnOf {
  course: string;
  person: string;
}

/** A course's jobs stand in a line of so many places; what is more stands at its end. */
const PLACES = 10_000;
/** A person's jobs beyond so many count as so many. */
const MOST_OWN = 90;
const MOST_RANK = PLACES * (MOST_OWN + 1) - 1;

/** Priorities of the first in each line; the higher is taken first, the last of a line is `MOST_RANK` below. */
const WATCHED = 1_000_000;
const ORDINARY = 0;
export const RERUN = -1_000_000;
/** Of a job that is brought before all others. */
const FORWARD = 2_000_000;

/** Of so many jobs that a worker takes, one is the one that has waited longest, and one the rerun that has. */
export const FORWARD_EVERY = 16;

/**
 * The rank of a new job in a line, an expression: 0 comes first. A course that comes anew begins where the others stand now, so that its
 * job is behind one of each.
 *
 * @param behind places between the first that waits and a course that comes anew
 */
const rankIn = (queue: string, line: number, behind: number, course: Prisma.Sql, person: Prisma.Sql) => {
  const among = (start: Prisma.Sql, end: Prisma.Sql) => Prisma.sql`
    FROM pgboss.job
    WHERE name = ${queue} AND state < 'active' AND NOT blocked
      AND priority BETWEEN ${line}::int - (${end}) AND ${line}::int - (${start}) AND data ? 'turn'`;
  // Those who have as many before them, a piece of the index by which jobs are taken.
  const kin = among(Prisma.sql`start`, Prisma.sql`start + ${PLACES - 1}::int`);
  return Prisma.sql`
    SELECT least(
      greatest(start, first.rank + ${behind}::int, last.rank + 1),
      start + ${PLACES - 1}::int
    )::int AS rank
    FROM (
      SELECT least(count(*), ${MOST_OWN})::int * ${PLACES}::int AS start
      ${among(Prisma.sql`0`, Prisma.sql`${MOST_RANK}::int`)} AND data->'turn'->>'person' = ${person}
    ) AS own
    LEFT JOIN LATERAL (
      SELECT ${line}::int - priority AS rank ${kin} ORDER BY priority DESC LIMIT 1
    ) AS first ON true
    LEFT JOIN LATERAL (
      SELECT ${line}::int - priority AS rank ${kin} AND data->'turn'->>'course' = ${course}
      ORDER BY priority LIMIT 1
    ) AS last ON true`;
};

/** The priority of a new job that nobody watches yet. */
export async function priorityInTurn(tx: Asked, queue: string, { course, person }: TurnOf): Promise<number> {
  const rank = rankIn(queue, ORDINARY, 0, Prisma.sql`${course}`, Prisma.sql`${person}`);
  const [row] = await tx.$queryRaw<{ rank: number }[]>(rank);
  return ORDINARY - row!.rank;
}

/**
 * Puts the job of a run among those that somebody waits for, at the end of its course's line there; nothing where it is
 * there already, is taken, or is a rerun's. Those who were there first stay before it, also where its job is older.
 */
export async function moveUp(tx: AskedTx, queue: string, runId: string): Promise<void> {
  const course = Prisma.sql`moved.data->'turn'->>'course'`;
  const person = Prisma.sql`moved.data->'turn'->>'person'`;
  await tx.$executeRaw`
    UPDATE pgboss.job AS moved
    SET priority = ${WATCHED}::int - (${rankIn(queue, WATCHED, 1, course, person)})
    WHERE name = ${queue} AND singleton_key = ${runId} AND state < 'active'
      AND priority > ${RERUN} AND priority < ${WATCHED - MOST_RANK}::int`;
}

/** Jobs that are taken before `own`. */
const countBefore = (queue: string) => Prisma.sql`(
  SELECT count(*)::int FROM pgboss.job
  WHERE name = ${queue} AND state < 'active' AND NOT blocked
    AND (priority > own.priority OR priority = own.priority AND created_on < own.created_on))`;

const own = (queue: string, runId: string) => Prisma.sql`
  pgboss.job AS own WHERE name = ${queue} AND singleton_key = ${runId} AND state < 'active' LIMIT 1`;

/** How many jobs are taken before that of a run; null where it does not wait. */
export async function placeOf(tx: Asked, queue: string, runId: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ before: number }[]>`
    SELECT ${countBefore(queue)} AS before FROM ${own(queue, runId)}`;
  return row?.before ?? null;
}

/** So many of the last jobs say how long one takes. */
const LATELY = 20;

/**
 * Seconds until the job of a run is done: those before it and itself, by what jobs took lately, as many at once as are at
 * work now. Null where it does not wait, nothing is at work, or none was done yet.
 */
export async function secondsUntilDone(tx: Asked, queue: string, runId: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ before: number; active: number; seconds: number | null }[]>`
    SELECT ${countBefore(queue)} AS before,
      (SELECT count(*)::int FROM pgboss.job WHERE name = ${queue} AND state = 'active') AS active,
      (SELECT extract(epoch FROM avg(took))::float8 FROM (
        SELECT greatest(completed_on - started_on, interval '0') AS took FROM pgboss.job
        WHERE name = ${queue} AND completed_on IS NOT NULL AND state = 'completed'
        ORDER BY completed_on DESC LIMIT ${LATELY}) AS lately) AS seconds
    FROM ${own(queue, runId)}`;
  if (!row || row.active === 0 || row.seconds === null) return null;
  // Those at work are half done, as a rule.
  return Math.round((row.before / row.active + 1.5) * row.seconds);
}

/** Takes a job that waits out of its line. */
export async function takeOut(tx: AskedTx, queue: string, runId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM pgboss.job WHERE name = ${queue} AND singleton_key = ${runId} AND state < 'active'`;
}

/**
 * One statement that puts the jobs that have waited longest before all others, so that nobody waits for ever while others keep coming:
 * one that is no rerun and one that is.
 */
export const bringForward = (queue: string): string => {
  const oldest = (which: string) => `
    (SELECT id FROM pgboss.job
      WHERE name = '${queue}' AND state < 'active' AND NOT blocked AND start_after <= now() AND ${which}
      ORDER BY created_on LIMIT 1 FOR UPDATE SKIP LOCKED)`;
  return `UPDATE pgboss.job SET priority = ${FORWARD}
    WHERE name = '${queue}' AND state < 'active' AND id IN (
      ${oldest(`priority > ${RERUN} AND priority < ${FORWARD}`)}, ${oldest(`priority <= ${RERUN}`)})`;
};
