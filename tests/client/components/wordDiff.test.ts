import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countWords, piecesOf } from '../../../client/src/components/diff/wordDiff.ts';

test('words are added and removed whole', () => {
  const pieces = piecesOf('The mean of squares', 'The root of the mean of cubes');
  expect(pieces).toEqual([
    { kind: 'same', text: 'The ' },
    { kind: 'added', text: 'root of the ' },
    { kind: 'same', text: 'mean of ' },
    { kind: 'removed', text: 'squares' },
    { kind: 'added', text: 'cubes' },
  ]);
  expect([countWords(pieces, 'added'), countWords(pieces, 'removed')]).toEqual([4, 1]);
});

test('what is the same and removed is the text before, what is the same and added the one after', () => {
  const text = fc.array(fc.constantFrom('a', 'b ', 'root', ' ', '$\\sqrt{v}$', '\n', 'ü'), { maxLength: 40 });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [before, after] = [one.join(''), other.join('')];
      const pieces = piecesOf(before, after);
      const joined = (...kinds: string[]) =>
        pieces
          .filter(({ kind }) => kinds.includes(kind))
          .map((piece) => piece.text)
          .join('');
      expect(joined('same', 'removed')).toBe(before);
      expect(joined('same', 'added')).toBe(after);
    }),
  );
});
