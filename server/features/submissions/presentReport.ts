/** The report as its reader may see it now; what that is, `grader/report/reportSeen.ts` says. */
import type { AssignmentDefinition } from '../../../contract/assignment.ts';
import type { StoredReport } from '../../../contract/report.ts';
import type { VisibleReport } from '../../../contract/submissions.ts';
import { reportSeen, widestSeen, type Reader } from '../../../grader/report/reportSeen.ts';

export type { Reader };

/** Null while the tests that the reader sees are still to be run. */
export const presentReport = (
  stored: StoredReport,
  definition: AssignmentDefinition,
  reader: Reader,
): VisibleReport | null =>
  reportSeen(stored, definition, { widest: widestSeen(reader), released: reader.isStaff || reader.released });
