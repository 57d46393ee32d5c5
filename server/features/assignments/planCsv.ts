import type { VersionPlan } from '../../../contract/versions.ts';
import { toCsv } from '../csv.ts';

const late = (isLate: boolean): string => (isLate ? 'late' : 'in time');

/** Whose score becomes what. */
export function planCsv({ students, maxBefore, maxAfter, version }: VersionPlan): Promise<string> {
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
  return toCsv([header, ...records]);
}
