/** The figures that a group's own optimizers made, beside the answer that explains them. */
import { StoredReport } from '../../../contract/report.ts';
import type { Question } from '../../../contract/assignment.ts';
import type { GradingAnswer } from '../../../contract/grading.ts';
import { reportSeen } from '../../../grader/report/reportSeen.ts';
import type { Db } from '../../database/prisma.ts';
import type { SetFor } from '../../middleware/subject.ts';
import { readVersions } from '../../middleware/versions.ts';
import { anonymousIn, type Reader } from '../../middleware/veil.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { COUNTING_RUN } from './scores.ts';

/** For staff: of each of these students the submission that counts, once it has trained. */
export async function madeFigures(
  db: Db,
  { id: assignmentId, courseId }: Pick<SetFor, 'id' | 'courseId'>,
  { question, userIds }: { question: Question; userIds: readonly string[] },
  reader: Reader,
): Promise<GradingAnswer['figures']> {
  if (question.kind !== 'written' || !question.figure) return [];
  const { figure } = question;
  const set = await db.assignment.findUnique({
    where: { courseId_slug: { courseId, slug: figure.set } },
    select: { id: true },
  });
  if (!set) return [];
  // By its curves an answer could be known as somebody's with a name elsewhere, and the other way round.
  const anonymous = await anonymousIn(db, courseId, reader);
  if (anonymous.has(assignmentId) || anonymous.has(set.id)) return [];
  const counting = await countingSubmissions(db, [set.id]);
  const ids = counting
    .filter(({ userId }) => userIds.includes(userId))
    .map(({ submissionId }) => submissionId);
  const submissions = await db.submission.findMany({
    where: { id: { in: ids } },
    orderBy: { submittedAt: 'asc' },
    select: {
      runs: { ...COUNTING_RUN, select: { report: true, version: { select: { id: true, number: true } } } },
    },
  });
  const figures = await Promise.all(
    submissions.map(async ({ runs: [run] }) => {
      if (!run?.report) return [];
      const [version] = await readVersions(db, [run.version]);
      const report = reportSeen(StoredReport.parse(run.report), version!.definition, {
        widest: 'hidden',
        released: true,
      });
      const experiment = report?.questions.find((each) => each.id === figure.question)?.experiment;
      return experiment ?? [];
    }),
  );
  return figures.flat();
}
