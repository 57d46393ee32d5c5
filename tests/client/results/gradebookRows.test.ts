import { expect, test } from '@jest/globals';
import {
  asTheyStood,
  found,
  ordered,
  placeAfter,
  sectionsOf,
  STRIDE,
  stretchOf,
  type ByQuestion,
  type Row,
} from '../../../client/src/features/results/grid/gradebookRows.ts';

const row = (
  name: string,
  score: number | null,
  total: number | null,
  section: string | null = null,
): Row => ({
  student: { id: name, name, email: `${name.toLowerCase()}@x.edu` },
  cells: [{ assignment: 'one', status: score === null ? 'missing' : 'graded', score, submissionId: null, late: false, lost: 0, lateDays: 0 }], // prettier-ignore
  section,
  shares: [total === null ? null : 100 - total],
  total,
});
const rows = [
  row('Ada', 3, 50, 'B'),
  row('Emmy', null, 80, 'A'),
  row('Mary', 0, null),
  row('Sofia', 3, 20, 'B'),
];
const names = (of: readonly Row[]) => of.map(({ student }) => student.name).join(' ');

test('a missing score stands last in both orders, and never as 0; equal ones stay by name', () => {
  expect(names(ordered(rows, { by: 0, down: true }))).toBe('Ada Sofia Mary Emmy');
  expect(names(ordered(rows, { by: 0, down: false }))).toBe('Mary Ada Sofia Emmy');
  expect(names(ordered(rows, { by: 'total', down: true }))).toBe('Emmy Ada Sofia Mary');
  expect(names(ordered(rows, { by: 'total:0', down: true }))).toBe('Sofia Ada Emmy Mary');
  expect(names(ordered(rows, { by: 'name', down: true }))).toBe('Sofia Mary Emmy Ada');
  expect(names(ordered(rows, { by: 'name', down: false }))).toBe(names(rows));
});

test('rows stay where they stood when scores change; who is new stands last, who is gone nowhere', () => {
  const later = [row('Ada', 0, 50), row('Bea', 9, 90), row('Emmy', 5, 80), row('Sofia', 3, 20)];
  const shown = asTheyStood(later, ['Ada', 'Sofia', 'Mary', 'Emmy']);
  expect(names(shown)).toBe('Ada Sofia Emmy Bea');
  expect(shown[0]).toBe(later[0]);
});

test('people are found by a part of name or address, and by section', () => {
  expect(names(found(rows, ' AD '))).toBe('Ada');
  expect(names(found(rows, 'y@x'))).toBe('Emmy Mary');
  expect(found(rows, '')).toBe(rows);
  expect(names(found(rows, '', 'B'))).toBe('Ada Sofia');
  expect(names(found(rows, 'a@', 'A'))).toBe('');
  expect(sectionsOf(rows)).toEqual(['A', 'B']);
});

test('by a question likewise, where some are not graded yet', () => {
  const byQuestion: ByQuestion = new Map([['one/q', new Map<string, number | 'ungraded'>([['Sofia', 2], ['Ada', 'ungraded'], ['Mary', 0]])]]); // prettier-ignore
  expect(names(ordered(rows, { by: 'one/q', down: true }, byQuestion))).toBe('Sofia Mary Ada Emmy');
  expect(names(ordered(rows, { by: 'one/q', down: false }, byQuestion))).toBe('Mary Sofia Ada Emmy');
});

test('whatever is in sight is drawn, and no more than some rows around it', () => {
  for (const count of [0, 1, 7, 40, 2000])
    for (let top = 0; top <= count + 5; top += 0.7) {
      const height = 12.4;
      const { first, end } = stretchOf(count, top, height);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(count);
      expect(first).toBeLessThanOrEqual(Math.max(0, Math.min(Math.floor(top), count)));
      // What is known of the place is a stride old at most.
      expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil(top + height + STRIDE)));
      expect(end - first).toBeLessThan(60);
    }
});

test('arrows, pages and ends stay within the table; other keys are others’', () => {
  const table = { rows: 2000, columns: 21, page: 12 };
  const from = { row: 5, column: 20 };
  expect(placeAfter('ArrowRight', from, table)).toEqual(from);
  expect(placeAfter('ArrowLeft', from, table)).toEqual({ row: 5, column: 19 });
  expect(placeAfter('PageUp', from, table)).toEqual({ row: 0, column: 20 });
  expect(placeAfter('PageDown', from, table)).toEqual({ row: 17, column: 20 });
  expect(placeAfter('Mod+End', from, table)).toEqual({ row: 1999, column: 20 });
  expect(placeAfter('Home', from, table)).toEqual({ row: 5, column: 0 });
  expect(placeAfter('a', from, table)).toBeNull();
});
