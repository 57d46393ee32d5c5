import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changedParts, type Run } from '../../../client/src/features/history/changedParts.ts';

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
const without = (parts: readonly string[], runs: readonly Run[]): string[] =>
  parts.filter((_, index) => !runs.some(([from, to]) => from <= index && index < to));

test('a word is marked whole, and what stays is not', () => {
  const [before, after] = [words('the mean of the gradients'), words('the root of the mean')];
  const { removed, added } = changedParts(before, after);
  expect(removed.flatMap(([from, to]) => before.slice(from, to))).toContain('gradients');
  expect(added.flatMap(([from, to]) => after.slice(from, to))).toContain('root');
});

test('of any two texts the words that are not marked are the same on both sides, and of the same text none is marked', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'ab', '∇', 'x y', '😀', ''), { maxLength: 40 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { removed, added } = changedParts(before, after);
      expect(without(before, removed)).toEqual(without(after, added));
      expect(changedParts(before, before)).toEqual({ removed: [], added: [] });
    }),
  );
});
