import type { Tx } from '../../database/prisma.ts';
import { notify } from '../notifications/notify.ts';
import { gradedWords } from '../notifications/words.ts';
import { currentOf, versionLineOf } from './versionLine.ts';
import { whoSees } from './whoSees.ts';

/**
 * Once grades are out, whoever sees a score change is told so: once a day for a question, however often it changes, or once of
 * `because`, where one act is to be told whatever else they were told that day.
 */
export async function tellOfChangedGrades(
  tx: Tx,
  { course, assignment }: { course: { id: string }; assignment: { id: string } },
  questionId: string,
  {
    submissionIds,
    now,
    because = now.toISOString().slice(0, 10),
  }: { submissionIds: readonly string[]; now: Date; because?: string },
): Promise<void> {
  if (submissionIds.length === 0) return;
  const set = await tx.assignment.findUniqueOrThrow({
    where: { id: assignment.id },
    include: { course: true },
  });
  if (set.gradesReleasedAt === null) return;
  const userIds = await whoSees(tx, set, questionId, { submissionIds, now });
  const { definition } = currentOf(await versionLineOf(tx, assignment.id));
  const question = definition.questions.find(({ id }) => id === questionId);
  await notify(tx, {
    kind: 'graded',
    courseId: course.id,
    userIds,
    key: `${assignment.id} ${questionId} ${because}`,
    words: gradedWords(
      { course: set.course, set: { slug: set.slug, title: definition.title } },
      question?.title ?? questionId,
    ),
    now,
  });
}
