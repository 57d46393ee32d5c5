import { expect, test } from '@jest/globals';
import { differences } from '../../../client/src/features/grading-statistics/statisticsWords.ts';

const twice = {
  submissionId: 's',
  first: { id: 'f', name: 'Fatima' },
  second: { id: 'w', name: 'Wei' },
  firstScore: 1,
  secondScore: 1,
  onlyFirst: [] as string[],
  onlySecond: [] as string[],
  firstAdjustment: 0,
  secondAdjustment: 0,
  comment: '',
  stands: 'first' as const,
  other: null,
  baseRevision: 1,
  decidedAt: '2026-12-01T19:30:00.000Z',
};

test('two grades differ in items and in what was added to them', () => {
  expect(differences({ ...twice, firstScore: 0.9, firstAdjustment: -0.1 }, 1)).toEqual([
    'Fatima: adjusted by −0.1',
  ]);
  expect(
    differences(
      { ...twice, firstScore: 0.5, secondScore: 0.4, onlyFirst: ['No rule'], secondAdjustment: -0.6 },
      1,
    ),
  ).toEqual(['Fatima: No rule', 'Wei: adjusted by −0.6']);
  // Both added the same.
  expect(differences({ ...twice, firstScore: 0.9, secondScore: 0.9, firstAdjustment: -0.1, secondAdjustment: -0.1 }, 1)).toEqual([]); // prettier-ignore
});

test('all points on both sides are the same, whatever was ticked for them', () => {
  expect(differences({ ...twice, onlyFirst: ['Correct'] }, 1)).toEqual([]);
  expect(differences({ ...twice, onlyFirst: ['Correct'] }, 2)).toEqual(['Fatima: Correct']);
});
