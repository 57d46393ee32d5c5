import { describe, expect, test } from '@jest/globals';
import type { AnswerGroupView, GroupedAnswer } from '../../../contract/answerGroups.ts';
import type { Grade } from '../../../contract/grading.ts';
import {
  commonGrade,
  foldEqual,
  gradeWords,
  groupWith,
  nextUngradedGroup,
  openingGroup,
  targetsOf,
  toggled,
} from '../../../client/src/features/answer-groups/groupState.ts';
import { UNGRADED } from '../../../client/src/features/grading/gradeState.ts';

const graded = (...appliedItemIds: string[]): Grade => ({
  appliedItemIds,
  adjustment: 0,
  comment: '',
  score: 1,
  gradedBy: { id: 'tess', name: 'Tess' },
  gradedAt: '2026-01-01T00:00:00.000Z',
  groupName: null,
  revision: 1,
});
const answer = (submissionId: string, text: string, grade: Grade | null = null): GroupedAnswer => ({
  submissionId,
  members: [],
  answer: text,
  images: [],
  grade,
});
const group = (id: string, ...answers: GroupedAnswer[]): AnswerGroupView => ({
  id,
  name: id,
  by: 'text',
  answers,
  suggestedItemId: null,
});
const image = (id: string) => ({ id, name: 'loss.png', mediaType: 'image/png' as const, size: 1 });

describe('equal answers', () => {
  test('are one, the most frequent text first', () => {
    const folds = foldEqual([answer('a', 'one'), answer('b', 'two\r\nlines'), answer('c', ' two\nlines\n')]);
    expect(folds.map(({ key, answers }) => [key, answers.map(({ submissionId }) => submissionId)])).toEqual([
      ['b', ['b', 'c']],
      ['a', ['a']],
    ]);
  });
  test('are not equal where each shows an image of its own, whatever else was handed in', () => {
    const shows = (id: string): GroupedAnswer => ({ ...answer(id, '![](loss.png)'), images: [image(id)] });
    expect(foldEqual([shows('a'), shows('b')])).toHaveLength(2);
    const hasElsewhere = (id: string): GroupedAnswer => ({ ...answer(id, 'words'), images: [image(id)] });
    expect(foldEqual([hasElsewhere('a'), hasElsewhere('b')])).toHaveLength(1);
  });
});

describe('grading a group', () => {
  const half = group('half', answer('a', 'x'), answer('b', 'x', graded('item')), answer('c', 'x'));
  const whole = group('whole', answer('d', 'x', graded('item')), answer('e', 'x', graded('item')));

  test('leaves graded answers unless asked for them, and says so', () => {
    expect(targetsOf(half, false).map(({ submissionId }) => submissionId)).toEqual(['a', 'c']);
    expect(targetsOf(half, true)).toHaveLength(3);
    expect(gradeWords(half, false)).toBe('2 answers; 1 graded one is left');
    expect(gradeWords(half, true)).toBe('3 answers');
    expect(gradeWords(whole, false)).toBe('All 2 are graded');
  });
  test('begins with the grade that those graded share', () => {
    expect(commonGrade(half).appliedItemIds).toEqual(['item']);
    expect(commonGrade(group('mixed', ...whole.answers, answer('f', 'x', graded())))).toEqual(UNGRADED);
    expect(commonGrade(group('none', answer('g', 'x')))).toEqual(UNGRADED);
  });
  test('goes on to the next group with something to grade, round once', () => {
    const other = group('other', answer('h', 'x'));
    const groups = [whole, half, other];
    expect(openingGroup(groups)).toBe(half);
    expect(openingGroup([whole])).toBe(whole);
    expect(openingGroup([])).toBeNull();
    expect(nextUngradedGroup(groups, half)).toBe(other);
    expect(nextUngradedGroup(groups, other)).toBe(half);
    expect(nextUngradedGroup([whole, half], half)).toBeNull();
    expect(groupWith(groups, 'h')).toBe(other);
    expect(groupWith(groups, null)).toBeNull();
  });
});

test('ticking several ticks all of them, and only then takes them off', () => {
  expect([...toggled(new Set(['a']), 'a', 'b')]).toEqual(['a', 'b']);
  expect([...toggled(new Set(['a', 'b', 'c']), 'a', 'b')]).toEqual(['c']);
});
