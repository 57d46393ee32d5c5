/**
 * Keeps what `countingScores` says, for the pages of a class. Triggers of the database mark whose scores a change may have
 * touched, in the transaction of the change; here the marked ones are computed anew before anybody reads. See
 * docs/adr/0036-scores-are-kept.md.
 */
import type { Db, Tx } from '../../database/prisma.ts';
import { countingScores } from './countingScores.ts';
import type { CountingScores } from './countingScores.ts';
import { isToGrade, partsOf, totalOf } from './scores.ts';
import type { QuestionScore } from './scores.ts';

/** Of a whole class so many students are computed at a time: others want the thread, too. */
const AT_ONCE = 100;

const KEPT_STATES = ['grading', 'grading_failed', 'ungraded', 'graded'] as const;
export type KeptState = (typeof KEPT_STATES)[number];

/** The first of these that a question is in. */
export const stateOf = (scores: readonly QuestionScore[]): KeptState =>
  KEPT_STATES.find((state) => scores.some((score) => score.state === state)) ?? 'graded';

/** The score, or the state where there is none. A result that a person's decision waits for is still to come. */
const wordOf = ({ state, score }: QuestionScore): number | Exclude<KeptState, 'graded'> =>
  score ?? (state === 'graded' ? 'grading' : state);

/** Rows of `kept_scores` and `kept_answers` for a submission that counts. */
export function rowsToKeep({ assignmentId, submissionId, submittedAt, ...counting }: CountingScores) {
  return {
    scores: counting.students.map(({ userId, scores }) => ({
      assignment_id: assignmentId,
      user_id: userId,
      submission_id: submissionId,
      submitted_at: submittedAt.toISOString(),
      state: stateOf(scores),
      score: totalOf(scores),
      run_failed: counting.runState === 'failed',
      parts: partsOf(scores, submittedAt).map(({ at, points }) => [at.toISOString(), points]),
      questions: scores.map((score) => [score.question.id, wordOf(score)]),
    })),
    answers: counting.scores.map((score) => ({
      submission_id: submissionId,
      question_id: score.question.id,
      assignment_id: assignmentId,
      asked: score.asked,
      has_answer: score.hasAnswer,
      state: score.state,
      score: score.score,
      to_grade: isToGrade(score),
      decision: score.standing?.decision.revision ?? null,
      from_id: score.from?.submissionId ?? null,
      from_number: score.from?.number ?? null,
      from_changed: score.from?.changed ?? false,
    })),
  };
}

/** A mark for everybody becomes one for each student whom a submission names. */
async function markEach(tx: Tx, assignmentId: string): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (DELETE FROM score_changes WHERE assignment_id = ${assignmentId}::uuid AND user_id IS NULL RETURNING 1)
    INSERT INTO score_changes (assignment_id, user_id)
    SELECT DISTINCT g.assignment_id, m.user_id
    FROM groups g JOIN submissions s ON s.group_id = g.id JOIN submission_members m ON m.submission_id = s.id
    WHERE g.assignment_id = ${assignmentId}::uuid AND EXISTS (SELECT 1 FROM gone)`;
}

/** Students with all who ever handed in with one of them, or with one of those. */
async function withCompany(tx: Tx, assignmentId: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ userId: string }[]>`
    WITH RECURSIVE company AS (
      SELECT unnest(${[...userIds]}::uuid[]) AS user_id
      UNION
      SELECT other.user_id FROM company
      JOIN submission_members mine ON mine.user_id = company.user_id
      JOIN submissions s ON s.id = mine.submission_id
      JOIN groups g ON g.id = s.group_id AND g.assignment_id = ${assignmentId}::uuid
      JOIN submission_members other ON other.submission_id = mine.submission_id
    )
    SELECT user_id AS "userId" FROM company`;
  return rows.map(({ userId }) => userId);
}

/**
 * Computes some of the marked scores anew, one asker at a time for each set: whoever waited finds the work done. The marks
 * are read first and the facts in later statements, so that a change that is committed in between has a mark that stays.
 */
async function keepSome(tx: Tx, assignmentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`kept ${assignmentId}`}, 0))`;
  await markEach(tx, assignmentId);
  const marks = await tx.$queryRaw<{ id: bigint; userId: string }[]>`
    SELECT id, user_id AS "userId" FROM score_changes
    WHERE assignment_id = ${assignmentId}::uuid AND user_id IN (
      SELECT DISTINCT user_id FROM score_changes WHERE assignment_id = ${assignmentId}::uuid ORDER BY user_id LIMIT ${AT_ONCE}
    )`;
  if (marks.length === 0) return;
  const userIds = await withCompany(tx, assignmentId, [...new Set(marks.map(({ userId }) => userId))]);
  const rows = (await countingScores(tx, [assignmentId], { userId: userIds })).map(rowsToKeep);
  const scores = JSON.stringify(rows.flatMap((each) => each.scores));
  const answers = JSON.stringify(rows.flatMap((each) => each.answers));
  // All who share a submission with one of them are among them, so that each submission is kept whole or not at all.
  await tx.$executeRaw`
    DELETE FROM kept_answers WHERE submission_id IN (
      SELECT submission_id FROM submission_members WHERE user_id = ANY(${userIds}::uuid[])
    ) AND assignment_id = ${assignmentId}::uuid`;
  await tx.$executeRaw`
    DELETE FROM kept_scores WHERE assignment_id = ${assignmentId}::uuid AND user_id = ANY(${userIds}::uuid[])`;
  await tx.$executeRaw`INSERT INTO kept_answers SELECT * FROM jsonb_populate_recordset(NULL::kept_answers, ${answers}::jsonb)`;
  await tx.$executeRaw`INSERT INTO kept_scores SELECT * FROM jsonb_populate_recordset(NULL::kept_scores, ${scores}::jsonb)`;
  await tx.$executeRaw`DELETE FROM score_changes WHERE id = ANY(${marks.map(({ id }) => id)}::bigint[])`;
}

/** Until no mark is left; every change that was committed before is in what is kept then. */
async function keepAll(
  db: Db | Tx,
  assignmentIds: readonly string[],
  keep: (assignmentId: string) => Promise<void>,
): Promise<void> {
  for (;;) {
    const marked = await db.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT assignment_id AS id FROM score_changes WHERE assignment_id = ANY(${[...assignmentIds]}::uuid[])`;
    if (marked.length === 0) return;
    for (const { id } of marked) await keep(id);
  }
}

/** Before what is kept is read. */
export const freshScores = (db: Db, assignmentIds: readonly string[]): Promise<void> =>
  keepAll(db, assignmentIds, (id) => db.$transaction((tx) => keepSome(tx, id)));

/** The same inside a transaction, with what it has changed itself. */
export const freshScoresIn = (tx: Tx, assignmentId: string): Promise<void> =>
  keepAll(tx, [assignmentId], (id) => keepSome(tx, id));

/** Of every set that has marks, some. */
export async function keepMarked(db: Db): Promise<void> {
  const marked = await db.$queryRaw<{ id: string }[]>`SELECT DISTINCT assignment_id AS id FROM score_changes`;
  for (const { id } of marked) await db.$transaction((tx) => keepSome(tx, id));
}
