import { expect, test } from '@jest/globals';
import { found, ordered, type Row } from '../../../client/src/features/results/gradebookRows.ts';

const row = (name: string, score: number | null, total: number | null): Row => ({
  student: { id: name, name, email: `${name.toLowerCase()}@x.edu` },
  cells: [{ assignment: 'one', status: score === null ? 'missing' : 'graded', score, submissionId: null, late: false, lost: 0, lateDays: 0 }], // prettier-ignore
  total,
});
const rows = [row('Ada', 3, 50), row('Emmy', null, 80), row('Mary', 0, null), row('Sofia', 3, 20)];
const names = (of: readonly Row[]) => of.map(({ student }) => student.name).join(' ');

test('a missing score stands last in both orders, and never as 0; equal ones stay by name', () => {
  expect(names(ordered(rows, { by: 0, down: true }))).toBe('Ada Sofia Mary Emmy');
  expect(names(ordered(rows, { by: 0, down: false }))).toBe('Mary Ada Sofia Emmy');
  expect(names(ordered(rows, { by: 'total', down: true }))).toBe('Emmy Ada Sofia Mary');
  expect(names(ordered(rows, { by: 'name', down: true }))).toBe('Sofia Mary Emmy Ada');
  expect(names(ordered(rows, { by: 'name', down: false }))).toBe(names(rows));
});

test('people are found by a part of name or address', () => {
  expect(names(found(rows, ' AD '))).toBe('Ada');
  expect(names(found(rows, 'y@x'))).toBe('Emmy Mary');
  expect(found(rows, '')).toBe(rows);
});
