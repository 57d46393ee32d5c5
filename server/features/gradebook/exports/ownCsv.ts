import type { Gradebook } from '../../../../contract/gradebook.ts';
import { toCsv } from '../../csv.ts';

/** The gradebook as CSV. An ungraded cell is blank beside its status. */
export function ownCsv({ assignments, rows }: Gradebook): string {
  const header = ['Name', 'Email'];
  for (const { slug, maxScore } of assignments) header.push(`${slug} (of ${maxScore})`, `${slug} status`);
  // Only a course with categories has a total.
  const hasTotal = rows.some(({ total }) => total !== null);
  if (hasTotal) header.push('Total (%)');
  const records = rows.map(({ student, cells, total }) => [
    student.name,
    student.email,
    ...cells.flatMap(({ score, status, late }) => [score, late ? `${status}, late` : status]),
    ...(hasTotal ? [total === null ? null : Math.round(total * 100) / 100] : []),
  ]);
  return toCsv([header, ...records]);
}
