import { describe, expect, test } from '@jest/globals';
import type { AnswerGroupView, GroupedAnswer } from '../../../contract/answerGroups.ts';
import type { Grade } from '../../../contract/grading.ts';
import {
  begunUnder,
  foldEqual,
  gradeWords,
  groupWith,
  nextUngradedGroup,
  openingGroup,
  scoresWords,
  targetsOf,
  toggled,
} from '../../../client/src/features/answer-groups/groupState.ts';

const graded = (score = 1, kind: Grade['kind'] = 'grade'): Grade => ({
  kind,
  appliedItemIds: ['item'],
  fullMarks: false,
  adjustment: 0,
  comment: '',
  score: kind === 'grade' ? score : null,
  carried: null,
  gradedBy: { id: 'tess', name: 'Tess' },
  gradedAt: '2026-01-01T00:00:00.000Z',
  groupName: null,
  from: null,
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
  const half = group('half', answer('a', 'x'), answer('b', 'x', graded()), answer('c', 'x'));
  const whole = group('whole', answer('d', 'x', graded()), answer('e', 'x', graded()));

  test('leaves graded answers unless asked for them, and says so', () => {
    expect(targetsOf(half, false).map(({ submissionId }) => submissionId)).toEqual(['a', 'c']);
    expect(targetsOf(half, true)).toHaveLength(3);
    expect(gradeWords(half, false)).toBe('Grade 2; 1 graded stays (1 × 1)');
    expect(gradeWords(half, true)).toBe('Grade 3');
    expect(gradeWords(whole, false)).toBe('Nothing to grade; 2 graded stay (2 × 1)');
  });
  test('says how many have which grade, the most frequent first', () => {
    const mixed = group(
      'mixed',
      answer('a', 'x', graded(1)),
      answer('b', 'x', graded(0.5)),
      answer('c', 'x', graded(0.5)),
    );
    expect(scoresWords(mixed.answers)).toBe('2 × 0.5, 1 × 1');
    expect(gradeWords(mixed, false)).toBe('Nothing to grade; 3 graded stay (2 × 0.5, 1 × 1)');
  });
  test('replaces no comment unasked, and grades again what was taken back', () => {
    const touched = group(
      'touched',
      answer('a', 'x', graded(1, 'comment')),
      answer('b', 'x', graded(1, 'taken_back')),
    );
    expect(targetsOf(touched, false).map(({ submissionId }) => submissionId)).toEqual(['b']);
    expect(gradeWords(touched, false)).toBe('Grade 1; 1 with a comment stays');
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

test('a grade that was begun goes with its answer, whoever splits or merges the group meanwhile', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => answer(id, id)) as [
    GroupedAnswer,
    GroupedAnswer,
    GroupedAnswer,
  ];
  const whole = group('whole', a, b);
  const states = { [begunUnder({}, whole)]: ['begun'] };
  // Merged with others, where it is not the first any more, or split.
  expect(begunUnder(states, group('merged', c, a, b))).toBe('a');
  expect(begunUnder(states, group('split', a))).toBe('a');
  // The others begin their own.
  expect(begunUnder(states, group('left', b))).toBe('b');
});
