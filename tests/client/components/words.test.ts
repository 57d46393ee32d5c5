import { describe, expect, test } from '@jest/globals';
import { deltaText, pointsText } from '../../../client/src/components/points.ts';
import { summarizeTests, toneOf, type Tested } from '../../../client/src/components/report/words.ts';
import { smallestChange } from '../../../client/src/components/editor/change.ts';

const passed = {
  id: 'a',
  title: 'A',
  status: 'passed',
  score: 1,
  maxScore: 1,
  visibility: 'visible',
  message: '',
} as const;

const failed = { ...passed, status: 'failed' } as const;
const NONE = { afterDueDate: 0, afterPublished: 0, hidden: 0 };

describe('what the tests say', () => {
  test.each([
    // A run in which nothing passes never looks like success, nor is it just "run".
    [[failed, failed], NONE, 'failed', '0 of 2 tests pass'],
    [[failed, failed], { ...NONE, hidden: 1 }, 'failed', '0 of 2 visible tests pass; 1 stay hidden'],
    [[passed, failed], NONE, 'partial', '1 of 2 tests pass'],
    [[passed, passed], NONE, 'passed', 'All 2 tests pass'],
    [[passed], NONE, 'passed', '1 of 1 test passes'],
    // Visible tests are never all tests while some are withheld.
    [
      [passed, passed],
      { ...NONE, afterDueDate: 4 },
      'done',
      '2 of 2 visible tests pass; 4 hidden until Thu 14:30',
    ],
    [
      [passed, passed],
      { ...NONE, afterPublished: 1 },
      'done',
      '2 of 2 visible tests pass; 1 hidden until grades are out',
    ],
    [[], { ...NONE, afterDueDate: 4 }, 'ungraded', 'No test to see yet; 4 hidden until Thu 14:30'],
  ])('%#: %s', (tests, withheld, kind, words) => {
    expect(summarizeTests([{ tests, withheld }], 'Thu 14:30')).toEqual({ kind, words });
  });

  test('several questions are summed', () => {
    const two = [
      { tests: [passed], withheld: { ...NONE, afterDueDate: 1 } },
      { tests: [failed, passed], withheld: { ...NONE, afterDueDate: 2 } },
    ];
    expect(summarizeTests(two)).toEqual({
      kind: 'partial',
      words: '2 of 3 visible tests pass; 3 hidden until the due time',
    });
  });

  test('a failure without a name is no success', () => {
    const diagnosis = { optimizer: null, conventions: [], faults: [], message: 'No known rule.' };
    const tone = (tests: Tested['tests'], withheld = NONE) => toneOf({ tests, withheld, diagnosis });
    expect(tone([failed])).toBe('fault');
    expect(tone([passed, failed])).toBe('fault');
    expect(tone([passed])).toBe('passed');
    expect(tone([passed], { ...NONE, hidden: 1 })).toBe('plain');
  });
});

test('points', () => {
  expect(pointsText(7)).toBe('7');
  expect(pointsText(6.5)).toBe('6.5');
  expect(pointsText(0.1 + 0.2)).toBe('0.3');
  expect(deltaText(-2)).toBe('−2');
  expect(deltaText(0)).toBe('−0');
  expect(deltaText(0.5)).toBe('+0.5');
});

test.each([
  ['abc', 'abc', null],
  ['abc', 'aXc', { from: 1, to: 2, insert: 'X' }],
  ['aaa', 'aaaa', { from: 3, to: 3, insert: 'a' }],
  ['aaaa', 'aaa', { from: 3, to: 4, insert: '' }],
  ['', 'x', { from: 0, to: 0, insert: 'x' }],
])('the smallest change from %j to %j', (before, after, change) => {
  expect(smallestChange(before, after)).toEqual(change);
  if (change !== null)
    expect(before.slice(0, change.from) + change.insert + before.slice(change.to)).toBe(after);
});
