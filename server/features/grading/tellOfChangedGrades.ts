/** Once grades are out, whoever sees a score change is told so, whatever changed it. */
import { isOut } from '../../../grader/core/policies/times.ts';
import type { Tx } from '../../database/prisma.ts';
import { notify } from '../notifications/notify.ts';
import { gradedWords } from '../notifications/words.ts';
import { countingScores } from './countingScores.ts';
import type { QuestionScore } from './scores.ts';
import { currentOf, versionLineOf } from './versionLine.ts';
import { whoSees } from './whoSees.ts';

interface Where {
  course: { id: string };
  assignment: { id: string };
}

interface Telling {
  now: Date;
  /** Where one act is to be told whatever else they were told that day. Absent: once a day for a question. */
  because?: string | undefined;
}

/** The students whose score changed, by question. */
type Changed = ReadonlyMap<string, readonly string[]>;

/** @param titles of questions that the version in force does not have */
async function tell(
  tx: Tx,
  { course, assignment }: Where,
  changed: Changed,
  { now, because = now.toISOString().slice(0, 10) }: Telling,
  titles: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  if ([...changed.values()].every((userIds) => userIds.length === 0)) return;
  const set = await tx.assignment.findUniqueOrThrow({
    where: { id: assignment.id },
    include: { course: true },
  });
  // Nobody sees grades before the set's are out.
  if (!isOut(set.gradesReleasedAt, now)) return;
  const { definition } = currentOf(await versionLineOf(tx, assignment.id));
  for (const [questionId, userIds] of await whoSees(tx, set, changed, now)) {
    const question = definition.questions.find(({ id }) => id === questionId);
    await notify(tx, {
      kind: 'graded',
      courseId: course.id,
      userIds,
      key: `${assignment.id} ${questionId} ${because}`,
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

async function scoresByStudent(
  tx: Tx,
  assignmentId: string,
  userId: string | readonly string[] | undefined,
): Promise<ScoresByStudent> {
  const counting = await countingScores(tx, [assignmentId], { userId });
  return new Map(
    counting.flatMap(({ students }) => students.map(({ userId, scores }) => [userId, scores] as const)),
  );
}

/**
 * Does what may change scores of a class, or of some students; where grades are out, tells those whose did, of each question: another
 * submission may count for them since.
 */
export async function tellingOfScores<T>(
  tx: Tx,
  where: Where,
  { userId, ...telling }: Telling & { userId?: string | readonly string[] },
  change: () => Promise<T>,
): Promise<T> {
  const { id } = where.assignment;
  const { gradesReleasedAt } = await tx.assignment.findUniqueOrThrow({
    where: { id },
    select: { gradesReleasedAt: true },
  });
  if (!isOut(gradesReleasedAt, telling.now)) return change();
  const before = await scoresByStudent(tx, id, userId);
  const made = await change();
  const after = await scoresByStudent(tx, id, userId);
  await tellOfChangedScores(tx, where, { before, after }, telling);
  return made;
}
