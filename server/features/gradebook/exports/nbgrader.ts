import type { Gradebook } from '../../../../contract/gradebook.ts';
import { toCsv } from '../../csv.ts';
import type { ExportedPerson } from './people.ts';

const HEADER = [
  'assignment',
  'duedate',
  'timestamp',
  'student_id',
  'last_name',
  'first_name',
  'email',
  'raw_score',
  'late_submission_penalty',
  'score',
  'max_score',
];

/** nbgrader's clock: UTC without a mark. */
const timeOf = (moment: Date | string): string =>
  new Date(moment).toISOString().slice(0, 19).replace('T', ' ');

/**
 * The gradebook as nbgrader exports it: a row a set and student.
 *
 * @param submittedAt when what counts was handed in, by the id of the submission
 */
export function nbgraderCsv(
  { assignments, rows }: Gradebook,
  people: ReadonlyMap<string, ExportedPerson>,
  submittedAt: ReadonlyMap<string, Date>,
): Promise<string> {
  const records = assignments.flatMap(({ slug, dueAt, maxScore }, column) =>
    rows.map(({ student, cells }) => {
      const cell = cells[column];
      const at = cell?.submissionId == null ? undefined : submittedAt.get(cell.submissionId);
      const person = people.get(student.id);
      const { score = null, lost = 0 } = cell ?? {};
      return [
        slug,
        timeOf(dueAt),
        at ? timeOf(at) : null,
        person?.studentId || student.email,
        person?.lastName ?? '',
        person?.firstName ?? student.name,
        student.email,
        score === null ? null : Math.round((score + lost) * 1e6) / 1e6,
        score === null ? null : lost,
        score,
        maxScore,
      ];
    }),
  );
  return toCsv([HEADER, ...records]);
}
