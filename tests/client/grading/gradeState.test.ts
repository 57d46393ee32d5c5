import { describe, expect, test } from '@jest/globals';
import type { Grade, GradingAnswerRow, RubricItem, RuleAdvice } from '../../../contract/grading.ts';
import {
  fullMarks,
  isChanged,
  itemFromRule,
  neighbour,
  nextUngraded,
  sameGrade,
  scoreOf,
  startOf,
  toggleItem,
  UNGRADED,
} from '../../../client/src/features/grading/gradeState.ts';

const item = (id: string, points: number, archivedAt: string | null = null): RubricItem => ({
  id,
  key: 1,
  text: id,
  points,
  applied: 0,
  archivedAt,
});
const rubric = [
  item('old', 0, '2021-01-01T00:00:00Z'),
  item('right', 0),
  item('half', -0.5),
  item('none', -1),
];

describe('a score', () => {
  test('is the points, the items and the adjustment, within its bounds', () => {
    const half = toggleItem(UNGRADED, 'half');
    expect(scoreOf(UNGRADED, rubric, 1)).toBe(1);
    expect(scoreOf(half, rubric, 1)).toBe(0.5);
    expect(scoreOf({ ...half, adjustment: 0.25 }, rubric, 1)).toBe(0.75);
    expect(scoreOf({ ...half, adjustment: 5 }, rubric, 1)).toBe(1);
    expect(scoreOf(toggleItem(half, 'none'), rubric, 1)).toBe(0);
  });
});

describe('items', () => {
  test('toggling twice changes nothing', () => {
    const state = toggleItem(UNGRADED, 'half');
    expect(toggleItem(toggleItem(state, 'none'), 'none')).toEqual(state);
  });
  test('full marks apply the item that takes nothing, never an archived one, and keep the comment', () => {
    const before = { ...toggleItem(UNGRADED, 'half'), adjustment: -1, comment: 'Good' };
    expect(fullMarks(before, rubric)).toEqual({ appliedItemIds: ['right'], adjustment: 0, comment: 'Good' });
    expect(fullMarks(before, []).appliedItemIds).toEqual([]);
  });
  test('the order of items makes no other grade', () => {
    const a = { ...UNGRADED, appliedItemIds: ['half', 'none'] };
    expect(sameGrade(a, { ...UNGRADED, appliedItemIds: ['none', 'half'] })).toBe(true);
    expect(sameGrade(a, { ...UNGRADED, appliedItemIds: ['half'] })).toBe(false);
  });
});

describe('an item that Stepwise applies from the rule', () => {
  const rule: RuleAdvice = {
    understood: true,
    headline: 'Read as RMSProp without the square root',
    right: false,
    message: '',
    remarks: [],
    suggestedItemId: 'half',
    deduct: true,
  };
  const grade: Grade = {
    ...UNGRADED,
    appliedItemIds: ['right'],
    score: 1,
    gradedBy: { id: 't', name: 'Tess' },
    gradedAt: '2021-02-17T19:30:00.000Z',
    groupName: null,
    revision: 1,
  };
  const ungraded = { grade: null, rule };
  test('is there before a person has graded, where the instructor lets it be', () => {
    expect(startOf(ungraded).appliedItemIds).toEqual(['half']);
    expect(startOf({ grade: null, rule: { ...rule, deduct: false } })).toEqual(UNGRADED);
    expect(startOf({ grade: null, rule: { ...rule, right: true, suggestedItemId: 'right' } })).toEqual(
      UNGRADED,
    );
    expect(startOf({ grade: null, rule: { ...rule, suggestedItemId: null } })).toEqual(UNGRADED);
    expect(startOf({ grade: null, rule: null })).toEqual(UNGRADED);
  });
  test('never changes what a person gave', () => {
    expect(startOf({ grade, rule }).appliedItemIds).toEqual(['right']);
    expect(itemFromRule({ grade, rule })).toBeNull();
  });
  test('is taken away like any item, and is no grade by itself', () => {
    const start = startOf(ungraded);
    const without = toggleItem(start, 'half');
    expect(without).toEqual(UNGRADED);
    expect(isChanged(start, ungraded, start)).toBe(false);
    expect(isChanged(without, ungraded, start)).toBe(false);
  });
  test('with what a person adds is a change to be saved', () => {
    const start = startOf(ungraded);
    expect(isChanged(toggleItem(start, 'none'), ungraded, start)).toBe(true);
    expect(isChanged({ ...start, comment: 'Where is the root?' }, ungraded, start)).toBe(true);
    expect(isChanged(fullMarks(start, rubric), ungraded, start)).toBe(true);
  });
  test('taken away after it was sent is a change', () => {
    const sent = { ...startOf(ungraded), comment: 'Where is the root?' };
    expect(isChanged(UNGRADED, ungraded, sent)).toBe(true);
  });
});

describe('ways among answers', () => {
  const row = (submissionId: string, score: number | null): GradingAnswerRow => ({
    submissionId,
    position: 1,
    members: [],
    submittedAt: '2021-02-17T19:30:00.000Z',
    late: false,
    empty: false,
    score,
    gradedBy: null,
  });
  const rows = [row('a', null), row('b', 1), row('c', null), row('d', null)];
  test('the next ungraded goes round once and never to itself', () => {
    expect(nextUngraded(rows, 'a')).toBe('c');
    expect(nextUngraded(rows, 'd')).toBe('a');
    expect(nextUngraded([row('a', null), row('b', 1)], 'a')).toBeNull();
  });
  test('neighbours end at the ends', () => {
    expect(neighbour(rows, 'b', 1)).toBe('c');
    expect(neighbour(rows, 'a', -1)).toBeNull();
    expect(neighbour(rows, 'd', 1)).toBeNull();
    expect(neighbour(rows, 'unknown', 1)).toBeNull();
  });
});
