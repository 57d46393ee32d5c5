import { expect, test } from '@jest/globals';
import { setNames } from '../../../client/src/components/setNames.ts';

const set = (slug: string, title = slug) => ({ slug, title });

test('sets with a title of their own are called by it, others by their short names, too', () => {
  expect([
    ...setNames([set('day-08', 'Day 8'), set('day-09', 'Day 9'), set('day-08-again', 'Day 8')]),
  ]).toEqual([
    ['day-08', 'Day 8 (day-08)'],
    ['day-09', 'Day 9'],
    ['day-08-again', 'Day 8 (day-08-again)'],
  ]);
});

test('no two names are the same, whatever the titles are', () => {
  const titles = ['Day 8', 'Day 8 (b)', 'Day 8', 'a', 'Day 8 (b)', 'Day 9'];
  const sets = titles.map((title, index) => set('abcdef'[index]!, title));
  expect(new Set(setNames(sets).values()).size).toBe(sets.length);
});
