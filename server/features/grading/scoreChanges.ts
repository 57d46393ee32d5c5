/** Whose score in a set an act changes: of every student what counts for them before and after it, in all questions. */
import type { RubricEffect } from '../../../contract/grading.ts';
import type { Tx } from '../../database/prisma.ts';
import { afterLatenessOf, loadLateness, setsOfCourse } from '../policies/lateness.ts';
import { countingScores } from './countingScores.ts';
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

/**
 * Where the best submission counts, what is decided about answers may make another one count, with its other questions and its own
 * lateness. Late days are no matter of that: before and after they are spent for the same.
 */
export async function scoreChanges(
  tx: Tx,
  { course, assignment }: { course: { id: string }; assignment: { id: string } },
  { before, after }: { before: CountingByStudent; after: CountingByStudent },
): Promise<ScoreChange[]> {
  const pairs = [...before].map(([userId, then]) => ({ userId, then, now: after.get(userId) ?? then }));
  const moved = pairs.filter(({ then, now }) => then.submissionId !== now.submissionId);
  const afterLateness = await scoreOfSet(
    tx,
    { courseId: course.id, assignmentId: assignment.id },
    moved.map(({ userId }) => userId),
  );
  return pairs.flatMap(({ userId, then, now }): ScoreChange[] => {
    const isMoved = then.submissionId !== now.submissionId;
    const counts = isMoved ? { before: then.number, after: now.number } : null;
    const change = { submissionId: now.submissionId, userId, counts };
    const ofQuestions = now.scores.flatMap(({ question: { id, label = null, title } }): ScoreChange[] => {
      const [was, is] = [scoreIn(then, id), scoreIn(now, id)];
      return was === is ? [] : [{ ...change, question: { id, label, title }, before: was, after: is }];
    });
    if (!isMoved || ofQuestions.length > 0) return ofQuestions;
    const [was, is] = [afterLateness(userId, then), afterLateness(userId, now)];
    return was === is ? [] : [{ ...change, question: null, before: was, after: is }];
  });
}

/** The score of the set after what lateness costs; asked of students for whom another submission counts. */
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
