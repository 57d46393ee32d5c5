import { stringify } from 'csv-stringify/sync';
import type { VersionPlan } from '../../../contract/versions.ts';

const late = (isLate: boolean): string => (isLate ? 'late' : 'in time');

/** Whose score becomes what; a name is a student's to choose, see `gradebook/writeCsv.ts`. */
export function planCsv({ students, maxBefore, maxAfter, version }: VersionPlan): string {
  const header = [
    'Name',
    'Email',
    `Before (of ${maxBefore})`,
    `With version ${version} (of ${maxAfter})`,
    'Before',
    `With version ${version}`,
  ];
  const records = students.map(({ student, before, after, lateBefore, lateAfter }) => [
    student.name,
    student.email,
    before ?? '',
    after ?? '',
    late(lateBefore),
    late(lateAfter),
  ]);
  return stringify([header, ...records], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
