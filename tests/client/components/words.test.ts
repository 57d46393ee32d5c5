import { expect, test } from '@jest/globals';
import { deltaText, pointsText } from '../../../client/src/components/points.ts';
import { testsSentence } from '../../../client/src/components/report/words.ts';
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

test('visible tests are never all tests while some are withheld', () => {
  const withheld = { afterDueDate: 4, afterPublished: 0, hidden: 0 };
  expect(testsSentence({ tests: [passed, passed], withheld })).toBe(
    '2 of 2 visible tests passed; 4 more shown after the due time.',
  );
});

test('without withheld tests they are just the tests', () => {
  const withheld = { afterDueDate: 0, afterPublished: 0, hidden: 0 };
  expect(testsSentence({ tests: [passed, { ...passed, status: 'failed' }], withheld })).toBe(
    '1 of 2 tests passed.',
  );
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
