/** What a change of a rubric does to scores: of every student what counts for them before and after, in all questions of the set. */
import { createHash } from 'node:crypto';
import type { RubricEffect, RubricEffects } from '../../../contract/grading.ts';
import type { Tx } from '../../database/prisma.ts';
import { PERSON_NAME } from '../people.ts';
import { afterLatenessOf, loadLateness, setsOfCourse } from '../policies/lateness.ts';
import { countingScores } from './countingScores.ts';
import type { QuestionScore } from './scores.ts';

interface Counting {
  submissionId: string;
  number: number;
  submittedAt: Date;
  scores: readonly QuestionScore[];
}

type CountingByStudent = ReadonlyMap<string, Counting>;

type Change = Pick<RubricEffect, 'submissionId' | 'question' | 'before' | 'after' | 'counts'> & {
  userId: string;
};

/** By student: where a group has changed, two of one submission may have two grades. */
export async function countingByStudent(tx: Tx, assignmentId: string): Promise<CountingByStudent> {
  const counting = await countingScores(tx, [assignmentId]);
  return new Map(
    counting.flatMap(({ submissionId, number, submittedAt, students }) =>
      students.map(({ userId, scores }) => [userId, { submissionId, number, submittedAt, scores }] as const),
    ),
  );
}

const scoreIn = ({ scores }: Counting, id: string): number | null =>
  scores.find(({ question }) => question.id === id)?.score ?? null;

/** Where the best submission counts, a change may make another one count, with its other questions and its own lateness. */
export async function changesBetween(
  tx: Tx,
  { course, assignment }: { course: { id: string }; assignment: { id: string } },
  { before, after }: { before: CountingByStudent; after: CountingByStudent },
): Promise<Change[]> {
  const pairs = [...before].map(([userId, then]) => ({ userId, then, now: after.get(userId) ?? then }));
  const moved = pairs.filter(({ then, now }) => then.submissionId !== now.submissionId);
  const afterLateness = await scoreOfSet(
    tx,
    { courseId: course.id, assignmentId: assignment.id },
    moved.map(({ userId }) => userId),
  );
  return pairs.flatMap(({ userId, then, now }): Change[] => {
    const isMoved = then.submissionId !== now.submissionId;
    const counts = isMoved ? { before: then.number, after: now.number } : null;
    const change = { submissionId: now.submissionId, userId, counts };
    const ofQuestions = now.scores.flatMap(({ question: { id, title } }): Change[] => {
      const [was, is] = [scoreIn(then, id), scoreIn(now, id)];
      return was === is ? [] : [{ ...change, question: { id, title }, before: was, after: is }];
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

export async function presentEffects(
  tx: Tx,
  changes: readonly Change[],
  released: boolean,
): Promise<RubricEffects> {
  const users = await tx.user.findMany({
    where: { id: { in: changes.map(({ userId }) => userId) } },
    ...PERSON_NAME,
  });
  const named = new Map<string, RubricEffect>();
  for (const { userId, ...change } of changes) {
    const key = JSON.stringify([change.submissionId, change.question?.id, change.before, change.after, change.counts]); // prettier-ignore
    const same = named.get(key) ?? { ...change, members: [], released };
    const members = [...same.members, ...users.filter(({ id }) => id === userId)];
    named.set(key, { ...same, members: members.sort((a, b) => a.name.localeCompare(b.name)) });
  }
  const facts = changes
    .map((each) => [each.submissionId, each.userId, each.question?.id ?? '', each.before, each.after])
    .sort();
  const token = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
  return { changes: [...named.values()], token };
}
