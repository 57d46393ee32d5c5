import type { Gradebook } from '../../../../contract/gradebook.ts';
import { toCsv } from '../../csv.ts';
import type { ExportedPerson } from './people.ts';

/**
 * The gradebook as Canvas imports it: `Student, ID, SIS User ID, SIS Login ID, Section`, a column a set, the first row of
 * which is the points possible. Canvas finds people by the ids of the university; its own `ID` is unknown here. A blank
 * cell changes nothing there.
 */
export function canvasCsv(
  { assignments, rows }: Gradebook,
  people: ReadonlyMap<string, ExportedPerson>,
): Promise<string> {
  const header = ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section'];
  const possible = [
    'Points Possible',
    null,
    null,
    null,
    null,
    ...assignments.map(({ maxScore }) => maxScore),
  ];
  const students = rows.map(({ student, cells }) => {
    const {
      firstName,
      lastName,
      studentId = '',
      section = '',
    } = people.get(student.id) ?? { firstName: '', lastName: '' };
    const name = lastName === '' ? student.name : `${lastName}, ${firstName}`;
    return [name, null, studentId, student.email, section, ...cells.map(({ score }) => score)];
  });
  return toCsv([[...header, ...assignments.map(({ title }) => title)], possible, ...students]);
}
