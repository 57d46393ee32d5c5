import { expect, test } from '@jest/globals';
import { latenessWords } from '../../../client/src/features/results/cell/latenessWords.ts';
import type { CellView } from '../../../contract/gradebookCell.ts';

const PENALTY = { percent: 25, per: 'day', atMost: 50 } as const;
const RULE = 'late work loses 25 % of its points a day, at most 50 %';

function words(
  cell: Partial<CellView['set']['cell']>,
  { lateBy = null, at = '2026-12-01T19:00:00.000Z', penalty = PENALTY }: { lateBy?: number | null; at?: string; penalty?: CellView['late']['penalty'] } = {}, // prettier-ignore
): string | null {
  const submission = { id: 's', number: 1, submittedAt: at, late: lateBy !== null, lateBy, members: [], counts: true }; // prettier-ignore
  const scored = { assignment: 'sheet', status: 'graded' as const, score: 2, submissionId: 's', late: lateBy !== null, lost: 0, lateDays: 0, ...cell }; // prettier-ignore
  const set = { slug: 'sheet', title: 'A sheet', maxScore: 3, dueAt: '2026-12-01T19:30:00.000Z', extension: null, moved: [], cell: scored, submissions: [submission] }; // prettier-ignore
  return latenessWords({ set, late: { graceMinutes: 10, penalty } });
}

test('in time, in the grace, and nothing handed in', () => {
  expect(words({})).toBe('In time.');
  expect(words({}, { at: '2026-12-01T19:35:00.000Z' })).toBe('In time: within 10 minutes of grace.');
  expect(words({ submissionId: null })).toBeNull();
});

test('late work says what it lost and by which rule, or why it lost nothing', () => {
  const late = { lateBy: 2 * 3600 };
  expect(words({ lost: 0.5 }, late)).toBe(`2 h late. Lost 0.5 of its points: ${RULE}.`);
  expect(words({ lost: 0.5, lateDays: 1 }, late)).toBe(
    `2 h late. Uses 1 late day. Lost 0.5 of its points: ${RULE}.`,
  );
  expect(words({ lateDays: 2 }, late)).toBe('2 h late. Uses 2 late days. They pay for all of it.');
  expect(words({}, late)).toBe('2 h late. It lost no points.');
  expect(words({}, { ...late, penalty: null })).toBe('2 h late. Late work loses no points in this set.');
  expect(words({ score: null }, late)).toContain('What it loses is known when all of it has a score');
});
