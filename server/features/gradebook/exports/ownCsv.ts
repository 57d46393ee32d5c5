import type { Gradebook } from '../../../../contract/gradebook.ts';
import { toCsv } from '../../csv.ts';
import type { ScoredQuestion } from './gradescope.ts';

/** A column of points: `sheet (of 20)` of a set, `sheet/one (of 5)` of one of its questions. */
const pointsHeading = (name: string, maxScore: number): string => `${name} (of ${maxScore})`;

/** The gradebook as CSV. An ungraded cell is blank beside its status. */
export function ownCsv({ assignments, rows }: Gradebook): Promise<string> {
  const header = ['Name', 'Email'];
  for (const { slug, maxScore } of assignments) header.push(pointsHeading(slug, maxScore), `${slug} status`);
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

/** One set as CSV with a column a question, before what lateness costs, then the set as in the gradebook. */
export function ownSetCsv(
  { assignments, rows }: Gradebook,
  slug: string,
  questions: readonly ScoredQuestion[],
): Promise<string> {
  const column = assignments.findIndex((assignment) => assignment.slug === slug);
  const header = [
    'Name',
    'Email',
    ...questions.map(({ id, points }) => pointsHeading(`${slug}/${id}`, points)),
    pointsHeading(slug, assignments[column]?.maxScore ?? 0),
    `${slug} status`,
  ];
  const records = rows.map(({ student, cells }) => [
    student.name,
    student.email,
    ...questions.map(({ scores }) => scores.get(student.id) ?? null),
    cells[column]?.score ?? null,
    cells[column]?.status ?? null,
  ]);
  return toCsv([header, ...records]);
}
