import { describe, expect, test } from '@jest/globals';
import type { Grade, GradingAnswerRow, RubricItem, RuleAdvice } from '../../../../contract/grading.ts';
import {
  canSave,
  isChanged,
  itemFromRule,
  neighbour,
  sameGrade,
  scoreFor,
  startOf,
  toggleFullMarks,
  toggleItem,
  UNGRADED,
  withChange,
  withoutLostItems,
  withQuote,
  type GradeState,
} from '../../../../client/src/features/grading/grade/gradeState.ts';

const item = (id: string, points: number, extra: Partial<RubricItem> = {}): RubricItem => ({
  id,
  key: 1,
  text: id,
  points,
  applied: 0,
  group: null,
  archivedAt: null,
  ...extra,
});
const either = { id: 'g', name: 'Either', exclusive: true, floor: null, cap: null };
const rubric = [item('right', 0), item('half', -0.5), item('none', -1)];
const written = { written: true, automatic: null, maxScore: 1, rubric };

describe('a score', () => {
  test('is the points, the items and the adjustment, within its bounds', () => {
    const half = toggleItem(UNGRADED, 'half', rubric);
    expect(scoreFor(half, written)).toBe(0.5);
    expect(scoreFor({ ...half, adjustment: 0.25 }, written)).toBe(0.75);
    expect(scoreFor({ ...half, adjustment: 5 }, written)).toBe(1);
    expect(scoreFor(toggleItem(half, 'none', rubric), written)).toBe(0);
    expect(scoreFor(toggleFullMarks(UNGRADED), written)).toBe(1);
  });
  test('is none before a decision, of code the one of its tests', () => {
    expect(scoreFor(UNGRADED, written)).toBeNull();
    expect(scoreFor({ ...UNGRADED, comment: 'Hm' }, written)).toBeNull();
    const code = { written: false, automatic: 0, maxScore: 3, rubric };
    expect(scoreFor(UNGRADED, code)).toBe(0);
    // 0/3 by tests and half a point is half a point, not all of them.
    expect(scoreFor({ ...UNGRADED, adjustment: 0.5 }, code)).toBe(0.5);
    expect(scoreFor(toggleFullMarks(UNGRADED), code)).toBe(3);
  });
});

describe('what can be saved', () => {
  const comment: GradeState = { ...UNGRADED, comment: 'Where is the root?' };
  test('is a decision, or a comment where no grade would go with it', () => {
    expect(canSave(UNGRADED, null)).toBe(false);
    expect(canSave({ ...UNGRADED, adjustment: -0.5 }, null)).toBe(true);
    expect(canSave(comment, null)).toBe(true);
    expect(canSave(comment, gradeOf({ kind: 'taken_back' }))).toBe(true);
    expect(canSave(comment, gradeOf({}))).toBe(false);
  });
  test('has no item that the rubric has lost', () => {
    const state = { ...UNGRADED, appliedItemIds: ['half', 'gone'] };
    expect(withoutLostItems(state, rubric).appliedItemIds).toEqual(['half']);
  });
});

describe('undoing', () => {
  test('takes back a whole comment at once, and items one by one', () => {
    const half = toggleItem(UNGRADED, 'half', rubric);
    let states = withChange([], UNGRADED, half);
    for (const comment of ['W', 'Wh', 'Why']) states = withChange(states, UNGRADED, { ...half, comment });
    expect(states.map(({ comment }) => comment)).toEqual(['', 'Why']);
    states = withChange(states, UNGRADED, toggleItem(states.at(-1)!, 'none', rubric));
    expect(states).toHaveLength(3);
  });
});

describe('items', () => {
  test('toggling twice changes nothing', () => {
    const state = toggleItem(UNGRADED, 'half', rubric);
    expect(toggleItem(toggleItem(state, 'none', rubric), 'none', rubric)).toEqual(state);
  });
  test('full marks take items and adjustment away, keep the comment, and go when an item comes', () => {
    const before = { ...toggleItem(UNGRADED, 'half', rubric), adjustment: -1, comment: 'Good' };
    const full = toggleFullMarks(before);
    expect(full).toEqual({ appliedItemIds: [], fullMarks: true, adjustment: 0, comment: 'Good' });
    expect(toggleItem(full, 'half', rubric).fullMarks).toBe(false);
  });
  test('of an exclusive group the last one chosen is on', () => {
    const grouped = [item('a', -1, { group: either }), item('b', -0.5, { group: either }), item('c', -0.25)];
    const state = ['a', 'c', 'b'].reduce((each, id) => toggleItem(each, id, grouped), UNGRADED);
    expect(state.appliedItemIds).toEqual(['c', 'b']);
  });
  test('the order of items makes no other grade', () => {
    const a = { ...UNGRADED, appliedItemIds: ['half', 'none'] };
    expect(sameGrade(a, { ...UNGRADED, appliedItemIds: ['none', 'half'] })).toBe(true);
    expect(sameGrade(a, { ...UNGRADED, appliedItemIds: ['half'] })).toBe(false);
  });
});

function gradeOf(change: Partial<Grade>): Grade {
  return {
    ...UNGRADED,
    kind: 'grade',
    appliedItemIds: ['right'],
    score: 1,
    carried: null,
    gradedBy: { id: 't', name: 'Tess' },
    gradedAt: '2021-02-17T19:30:00.000Z',
    groupName: null,
    from: null,
    revision: 1,
    ...change,
  };
}

describe('an item that Stepwise ticks from the rule', () => {
  const rule: RuleAdvice = {
    understood: true,
    headline: 'Read as RMSProp without the square root',
    right: false,
    message: '',
    remarks: [],
    suggestedItemId: 'half',
    deduct: true,
  };
  const grade = gradeOf({});
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
    const without = toggleItem(start, 'half', rubric);
    expect(without).toEqual(UNGRADED);
    expect(isChanged(start, ungraded, start)).toBe(false);
    expect(isChanged(without, ungraded, start)).toBe(false);
  });
  test('with what a person adds is a change to be saved', () => {
    const start = startOf(ungraded);
    expect(isChanged(toggleItem(start, 'none', rubric), ungraded, start)).toBe(true);
    expect(isChanged({ ...start, comment: 'Where is the root?' }, ungraded, start)).toBe(true);
    expect(isChanged(toggleFullMarks(start), ungraded, start)).toBe(true);
  });
  test('taken away after it was sent is a change', () => {
    const sent = { ...startOf(ungraded), comment: 'Where is the root?' };
    expect(isChanged(UNGRADED, ungraded, sent)).toBe(true);
  });
});

test('words of the answer are quoted below what was written, and nothing is quoted where none are selected', () => {
  expect(withQuote('', 'a root\nof squares ')).toBe('> a root\n> of squares\n\n');
  expect(withQuote('First.\n', 'a root')).toBe('First.\n\n> a root\n\n');
  expect(withQuote('First.', ' ')).toBe('First.');
});

describe('ways among answers', () => {
  const row = (submissionId: string, score: number | null): GradingAnswerRow => ({
    submissionId,
    position: 1,
    members: [],
    submittedAt: '2021-02-17T19:30:00.000Z',
    late: false,
    lateBy: null,
    empty: false,
    score,
    gradedBy: null,
    from: null,
    sections: [],
    itemIds: [],
    marks: { flag: null, skipped: [] },
    partOf: null,
  });
  const rows = [row('a', null), row('b', 1), row('c', null), row('d', null)];
  test('neighbours end at the ends', () => {
    expect(neighbour(rows, 'b', 1)).toBe('c');
    expect(neighbour(rows, 'a', -1)).toBeNull();
    expect(neighbour(rows, 'd', 1)).toBeNull();
    expect(neighbour(rows, 'unknown', 1)).toBeNull();
  });
});
