import { stringify } from 'csv-stringify/sync';
import type { Gradebook } from '../../../contract/gradebook.ts';

/**
 * The gradebook as CSV. A name such as `=HYPERLINK(…)` is a student's to choose and would run in the instructor's
 * spreadsheet, so cells that begin like a formula get an apostrophe. An ungraded cell is blank beside its status.
 */
export function writeCsv({ assignments, rows }: Gradebook): string {
  const header = ['Name', 'Email'];
  for (const { slug, maxScore } of assignments) header.push(`${slug} (of ${maxScore})`, `${slug} status`);
  const records = rows.map(({ student, cells }) => [
    student.name,
    student.email,
    ...cells.flatMap(({ score, status, late }) => [score ?? '', late ? `${status}, late` : status]),
  ]);
  // With a byte order mark, spreadsheets take it for UTF-8.
  return stringify([header, ...records], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
