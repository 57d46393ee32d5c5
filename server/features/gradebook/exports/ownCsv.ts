import type { Gradebook } from '../../../../contract/gradebook.ts';
import { toCsv } from '../../csv.ts';

/** The gradebook as CSV. An ungraded cell is blank beside its status. */
export function ownCsv({ assignments, rows }: Gradebook): string {
  const header = ['Name', 'Email'];
  for (const { slug, maxScore } of assignments) header.push(`${slug} (of ${maxScore})`, `${slug} status`);
  const records = rows.map(({ student, cells }) => [
    student.name,
    student.email,
    ...cells.flatMap(({ score, status, late }) => [score, late ? `${status}, late` : status]),
  ]);
  return toCsv([header, ...records]);
}
