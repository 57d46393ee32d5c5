/** Once grades are out, whoever sees a score change is told so, whatever changed it. */
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Tx } from '../../database/prisma.ts';
import { notify } from '../notifications/notify.ts';
import { gradedWords, otherScoreWords } from '../notifications/words.ts';
import { countingByStudent, scoreChanges } from './scoreChanges.ts';
import type { CountingByStudent } from './scoreChanges.ts';
import type { QuestionScore } from './scores.ts';
import { currentOf, versionLineOf } from './versionLine.ts';
import { whoSees } from './whoSees.ts';

interface Where {
  course: { id: string };
  assignment: { id: string };
}

interface Telling {
  now: Date;
  /** Where one act is to be told whatever else waits to be read. Absent: of a question once until they have read it. */
  because?: string | undefined;
  /** When scores became other ones: who did not see them then is told when they are out. Absent: now. */
  changedAt?: Date | undefined;
}

/** Of some people those who have not read yet what they were told of the same. */
async function withoutWaiting(tx: Tx, userIds: readonly string[], about: string): Promise<string[]> {
  const waiting = await tx.notification.findMany({
    where: { userId: { in: [...userIds] }, readAt: null, key: { startsWith: `graded ${about} ` } },
    select: { userId: true },
  });
  const told = new Set(waiting.map(({ userId }) => userId));
  return userIds.filter((userId) => !told.has(userId));
}

/** The students whose score changed, by question. */
type Changed = ReadonlyMap<string, readonly string[]>;

/** @param titles of questions that the version in force does not have */
async function tell(
  tx: Tx,
  { course, assignment }: Where,
  changed: Changed,
  { now, because, changedAt = now }: Telling,
  titles: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  if ([...changed.values()].every((userIds) => userIds.length === 0)) return;
  const set = await tx.assignment.findUniqueOrThrow({
    where: { id: assignment.id },
    include: { course: true },
  });
  // Nobody sees grades before the set's are out.
  if (!isOut(set.gradesReleasedAt, changedAt)) return;
  const { definition } = currentOf(await versionLineOf(tx, assignment.id));
  for (const [questionId, userIds] of await whoSees(tx, set, changed, changedAt)) {
    const question = definition.questions.find(({ id }) => id === questionId);
    const about = `${assignment.id} ${questionId}`;
    await notify(tx, {
      kind: 'graded',
      courseId: course.id,
      userIds: because === undefined ? await withoutWaiting(tx, userIds, about) : userIds,
      key: `${about} ${because ?? now.toISOString()}`,
      words: gradedWords(
        { course: set.course, set: { slug: set.slug, title: definition.title } },
        question?.title ?? titles.get(questionId) ?? questionId,
      ),
      now,
    });
  }
}

/** By student the scores of what counts for them. */
export type ScoresByStudent = ReadonlyMap<
  string,
  readonly (Pick<QuestionScore, 'score'> & { question: Pick<QuestionScore['question'], 'id' | 'title'> })[]
>;

/** Of a class before and after a change, a question that came in or was taken out since among them. @returns whose changed */
export async function tellOfChangedScores(
  tx: Tx,
  where: Where,
  { before, after }: { before: ScoresByStudent; after: ScoresByStudent },
  telling: Telling,
): Promise<ReadonlySet<string>> {
  const changed = new Map<string, string[]>();
  const titles = new Map<string, string>();
  for (const userId of new Set([...before.keys(), ...after.keys()])) {
    const [then, now] = [before.get(userId) ?? [], after.get(userId) ?? []];
    const scoreIn = (scores: typeof then, id: string) =>
      scores.find(({ question }) => question.id === id)?.score ?? null;
    for (const [id, title] of new Map(
      [...then, ...now].map(({ question }) => [question.id, question.title]),
    )) {
      if (scoreIn(then, id) === scoreIn(now, id)) continue;
      const whose = changed.get(id);
      if (whose) whose.push(userId);
      else changed.set(id, [userId]);
      titles.set(id, title);
    }
  }
  await tell(tx, where, changed, telling, titles);
  return new Set([...changed.values()].flat());
}

/** Of those of whom no question’s score is another one, but the set’s. @param why as they are told it */
export async function tellOfSetScore(
  tx: Tx,
  { course, assignment }: Where,
  { userIds, why }: { userIds: readonly string[]; why: string },
  { now, because, changedAt = now }: Telling,
): Promise<void> {
  if (userIds.length === 0) return;
  const set = await tx.assignment.findUniqueOrThrow({
    where: { id: assignment.id },
    include: { course: true },
  });
  if (!isOut(set.gradesReleasedAt, changedAt)) return;
  const { definition } = currentOf(await versionLineOf(tx, assignment.id));
  const asked = new Map(definition.questions.map(({ id }) => [id, userIds]));
  // The set’s score is seen by those who see every question’s.
  const seeing = await whoSees(tx, set, asked, changedAt);
  const readers = userIds.filter((userId) => [...seeing.values()].every((those) => those.includes(userId)));
  const about = `${assignment.id} counts`;
  await notify(tx, {
    kind: 'graded',
    courseId: course.id,
    userIds: because === undefined ? await withoutWaiting(tx, readers, about) : readers,
    key: `${about} ${because ?? now.toISOString()}`,
    words: otherScoreWords(set.course, [{ slug: set.slug, title: definition.title }], why),
    now,
  });
}

/**
 * Of a question whose grade gives as much as before and says something else: other items, another comment, also one without a grade. Whoever
 * reads it is told as of another score, and of both at once.
 */
export async function tellOfOtherWords(
  tx: Tx,
  where: Where,
  {
    questionId,
    submissionIds,
    userId,
  }: { questionId: string; submissionIds: readonly string[]; userId: readonly string[] },
  telling: Telling,
): Promise<void> {
  const { id } = where.assignment;
  if (submissionIds.length === 0 || userId.length === 0) return;
  const { gradesReleasedAt } = await tx.assignment.findUniqueOrThrow({
    where: { id },
    select: { gradesReleasedAt: true },
  });
  if (!isOut(gradesReleasedAt, telling.now)) return;
  const reading = [...(await countingByStudent(tx, id, userId))].filter(([, { submissionId, scores }]) => {
    const score = scores.find(({ question }) => question.id === questionId);
    // A comment stands beside a grade that an earlier answer has, too.
    const read = [submissionId, score?.from?.submissionId];
    return score !== undefined && read.some((id) => id !== undefined && submissionIds.includes(id));
  });
  await tell(tx, where, new Map([[questionId, reading.map(([student]) => student)]]), telling);
}

/** Why a set’s score is another one where no question’s is. */
export const OF_ANOTHER_TIME = 'The grade that counts is of what you handed in at another time.';

interface Told<T> {
  made: T;
  /** Whose score of a question is another one. */
  told: ReadonlySet<string>;
  /** Null while grades are not out. */
  counting: Record<'before' | 'after', CountingByStudent> | null;
}

/**
 * Does what may change scores of a class, or of some students; where grades are out, tells those whose did, of each question: another
 * submission may count for them since.
 */
export async function tellingOfQuestions<T>(
  tx: Tx,
  where: Where,
  { userId, ...telling }: Telling & { userId?: string | readonly string[] },
  change: () => Promise<T>,
): Promise<Told<T>> {
  const { id } = where.assignment;
  const { gradesReleasedAt } = await tx.assignment.findUniqueOrThrow({
    where: { id },
    select: { gradesReleasedAt: true },
  });
  if (!isOut(gradesReleasedAt, telling.changedAt ?? telling.now))
    return { made: await change(), told: new Set(), counting: null };
  const before = await countingByStudent(tx, id, userId);
  const made = await change();
  const after = await countingByStudent(tx, id, userId);
  const scores = { before: questionsOf(before), after: questionsOf(after) };
  const told = await tellOfChangedScores(tx, where, scores, telling);
  return { made, told, counting: { before, after } };
}

const questionsOf = (counting: CountingByStudent): ScoresByStudent =>
  new Map([...counting].map(([userId, { scores }]) => [userId, scores]));

/** The same of what is decided about answers: no late day is spent otherwise, and of a set’s score that is another one they are told, too. */
export async function tellingOfScores<T>(...act: Parameters<typeof tellingOfQuestions<T>>): Promise<T> {
  const { made, counting } = await tellingOfQuestions(...act);
  const [tx, where, telling] = act;
  const changes = counting ? await scoreChanges(tx, where, counting) : [];
  const late = changes.flatMap(({ userId, question }) => (question === null ? [userId] : []));
  await tellOfSetScore(tx, where, { userIds: late, why: OF_ANOTHER_TIME }, telling);
  return made;
}
