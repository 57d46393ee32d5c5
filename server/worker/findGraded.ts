/** The same text is judged once: a verdict follows from it, the version and the grader, and from nothing else. */
import { StoredReport, type GradedReport } from '../../contract/report.ts';
import type { Verdict } from '../../grader/terms.ts';
import { recordFor } from '../../grader/report/reportSeen.ts';
import type { SubmittedFile } from '../../grader/grading.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { ask, type Db } from '../database/prisma.ts';

/**
 * A program that met a limit, or was broken, may fare otherwise the next time; and it is soon over. Tests that are withheld have no say in
 * that: whether a report is there at once would tell of them.
 */
const LASTING: readonly Verdict[] = ['accepted', 'partially_accepted', 'wrong_answer'];

/** The report that the same file got by the same version and the same grader, whoever handed it in; null where there is none. */
export async function findGraded(
  db: Db,
  { fileName, source }: SubmittedFile,
  { versionId, graderVersion }: { versionId: string; graderVersion: string },
): Promise<GradedReport | null> {
  const [run] = await ask<{ report: unknown }>(
    db,
    Prisma.sql`
    SELECT r.report FROM submission_files f JOIN grading_runs r ON r.submission_id = f.submission_id
    WHERE f.text = ${source} AND f.name = ${fileName}
      AND r.version_id = ${versionId}::uuid AND r.grader_version = ${graderVersion}
      AND r.state = 'done' AND r.report IS NOT NULL
    ORDER BY r.finished_at DESC LIMIT 1`,
  );
  if (!run) return null;
  // One that cannot be read is as good as none, and must keep nobody from being graded.
  const { data: report } = StoredReport.safeParse(run.report);
  if (!report) return null;
  const { whole } = report;
  const shown = recordFor(report, 'visible')?.questions ?? [];
  return whole && shown.every(({ verdict }) => LASTING.includes(verdict)) ? { ...report, whole } : null;
}
