/** The report as its reader may see it now; what that is, `grader/report/reportSeen.ts` says. */
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { StoredReport } from '../../../contract/report.ts';
import type { VisibleReport } from '../../../contract/submissions.ts';
import { addPoints } from '../../../grader/numbers.ts';
import { reportSeen, widestSeen, type Reader } from '../../../grader/report/reportSeen.ts';

export type { Reader };

/** @param heldBack questions whose grades come out later than the set's, for students */
export function presentReport(
  stored: StoredReport,
  definition: AssignmentDefinition,
  reader: Reader & { heldBack?: readonly string[] },
): VisibleReport | null {
  const { isStaff, released, heldBack = [] } = reader;
  const report = reportSeen(stored, definition, {
    widest: widestSeen(reader),
    released: isStaff || released,
  });
  if (isStaff || !released || heldBack.length === 0 || report === null) return report;
  const before = presentReport(stored, definition, { ...reader, released: false });
  const questions = report.questions.flatMap((question) => {
    const isHeld = heldBack.includes(question.id);
    return (isHeld ? before?.questions.find(({ id }) => id === question.id) : question) ?? [];
  });
  const scores = questions.flatMap(({ score }) => score ?? []);
  return { ...report, questions, score: scores.length < report.questions.length ? null : addPoints(scores) };
}
