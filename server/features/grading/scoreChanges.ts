/** Whose score in a set an act changes: of every student what counts for them before and after it, in all questions. */
import { isDeepStrictEqual } from 'node:util';
import type { RubricEffect } from '../../../contract/grading.ts';
import type { Tx } from '../../database/prisma.ts';
import { afterLatenessOf, loadLateness, setsOfCourse } from '../policies/lateness.ts';
import { countingScores } from './countingScores.ts';
import { partsOf } from './scores.ts';
import type { QuestionScore } from './scores.ts';

interface Counting {
  submissionId: string;
  number: number;
  submittedAt: Date;
  scores: readonly QuestionScore[];
}

export type CountingByStudent = ReadonlyMap<string, Counting>;

export type ScoreChange = Pick<RubricEffect, 'submissionId' | 'question' | 'before' | 'after' | 'counts'> & {
  userId: string;
};

/** By student: where a group has changed, two of one submission may have two grades. */
export async function countingByStudent(
  tx: Tx,
  assignmentId: string,
  userId?: string | readonly string[],
): Promise<CountingByStudent> {
  const counting = await countingScores(tx, [assignmentId], { userId });
  return new Map(
    counting.flatMap(({ submissionId, number, submittedAt, students }) =>
      students.map(({ userId, scores }) => [userId, { submissionId, number, submittedAt, scores }] as const),
    ),
  );
}

const scoreIn = ({ scores }: Counting, id: string): number | null =>
  scores.find(({ question }) => question.id === id)?.score ?? null;

interface Pair {
  userId: string;
  then: Counting;
  now: Counting;
}

type Change = Pick<ScoreChange, 'question' | 'before' | 'after'>;

const ofQuestions = ({ then, now }: Pair): Change[] =>
  now.scores.flatMap(({ question: { id, label = null, title } }): Change[] => {
    const [before, after] = [scoreIn(then, id), scoreIn(now, id)];
    return before === after ? [] : [{ question: { id, label, title }, before, after }];
  });

/** Whether the points are for what was handed in at the same times. */
const isOfSameTimes = ({ then, now }: Pair): boolean =>
  isDeepStrictEqual(partsOf(then.scores, then.submittedAt), partsOf(now.scores, now.submittedAt));

/**
 * Where the best submission counts, what is decided about answers may make another one count, with its other questions. Where no
 * question has another score, the set may: of another submission, or of a newer answer that is graded as the earlier one was, lateness
 * costs something else. Late days are no matter of that: before and after they are spent for the same.
 */
export async function scoreChanges(
  tx: Tx,
  { course, assignment }: { course: { id: string }; assignment: { id: string } },
  { before, after }: { before: CountingByStudent; after: CountingByStudent },
): Promise<ScoreChange[]> {
  const pairs = [...before].map(([userId, then]) => ({ userId, then, now: after.get(userId) ?? then }));
  const changes = new Map(pairs.map((pair) => [pair.userId, ofQuestions(pair)]));
  const others = pairs.filter((pair) => changes.get(pair.userId)!.length === 0 && !isOfSameTimes(pair));
  const afterLateness = await scoreOfSet(
    tx,
    { courseId: course.id, assignmentId: assignment.id },
    others.map(({ userId }) => userId),
  );
  for (const { userId, then, now } of others) {
    const [was, is] = [afterLateness(userId, then), afterLateness(userId, now)];
    if (was !== is) changes.set(userId, [{ question: null, before: was, after: is }]);
  }
  return pairs.flatMap(({ userId, then, now }): ScoreChange[] => {
    const isMoved = then.submissionId !== now.submissionId;
    const counts = isMoved ? { before: then.number, after: now.number } : null;
    return changes
      .get(userId)!
      .map((change) => ({ submissionId: now.submissionId, userId, counts, ...change }));
  });
}

/** The score of the set after what lateness costs; asked of students whose points are of other times. */
async function scoreOfSet(
  tx: Tx,
  { courseId, assignmentId }: { courseId: string; assignmentId: string },
  userIds: readonly string[],
): Promise<(userId: string, counting: Counting) => number | null> {
  if (userIds.length === 0) return () => null;
  const sets = await setsOfCourse(tx, courseId);
  const lateness = await loadLateness(tx, sets, userIds);
  const set = sets.find(({ id }) => id === assignmentId)!;
  return (userId, { scores, submittedAt }) =>
    afterLatenessOf(scores, submittedAt, lateness.of(set, userId)).score;
}
