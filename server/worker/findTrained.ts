/** Trainings take long: what was trained once, by this very code, is not trained again. */
import { StoredReport, type GradedReport } from '../../contract/report.ts';
import type { Verdict } from '../../grader/terms.ts';
import type { SubmittedFile } from '../../grader/grading.ts';
import type { Db } from '../database/prisma.ts';

/** A program that met a limit, or was broken, may fare otherwise the next time; and it is soon over. */
const LASTING: readonly Verdict[] = ['accepted', 'partially_accepted', 'wrong_answer'];

/** The report that the same file got by the same version and the same grader, whoever handed it in; null where there is none. */
export async function findTrained(
  db: Db,
  { fileName, source }: SubmittedFile,
  { versionId, graderVersion }: { versionId: string; graderVersion: string },
): Promise<GradedReport | null> {
  const run = await db.gradingRun.findFirst({
    where: {
      ...{ versionId, graderVersion, state: 'done' },
      submission: { files: { some: { name: fileName, text: source } } },
    },
    orderBy: { finishedAt: 'desc' },
    select: { report: true },
  });
  if (!run?.report) return null;
  const report = StoredReport.parse(run.report);
  const { whole } = report;
  return whole?.questions.every(({ verdict }) => LASTING.includes(verdict)) ? { ...report, whole } : null;
}
