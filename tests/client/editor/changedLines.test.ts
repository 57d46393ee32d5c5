import { Text } from '@codemirror/state';
import { expect, test } from '@jest/globals';
import { lineChanges } from '../../../client/src/components/editor/changedLines.ts';

const changes = (before: string, after: string) =>
  Object.fromEntries(lineChanges(Text.of(before.split('\n')), Text.of(after.split('\n'))));

test.each([
  ['the same', 'a\nb', 'a\nb', {}],
  ['a word in one line', 'a\nbig dog\nc', 'a\nbig log\nc', { 2: 'changed' }],
  ['a new line', 'a\nb\nc', 'a\nnew\nb\nc', { 2: 'changed' }],
  ['lines at the end', 'a', 'a\nb\nc', { 2: 'changed', 3: 'changed' }],
  ['a line that is gone', 'a\nb\nc', 'a\nc', { 2: 'removed-before' }],
  ['the last line gone', 'a\nb\nc', 'a\nb', { 2: 'removed-after' }],
  ['all of an empty answer', '', 'a\nb', { 1: 'changed', 2: 'changed' }],
])('%s', (_, before, after, expected) => {
  expect(changes(before, after)).toEqual(expected);
});
