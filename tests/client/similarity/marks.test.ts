import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { partsOf } from '../../../client/src/features/similarity/marks.ts';

test('the parts are the text, each character marked exactly where a passage is', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  );
  fc.assert(
    fc.property(
      fc.string({ minLength: 40, maxLength: 40, unit: 'binary-ascii' }),
      spans,
      (text, passages) => {
        const parts = partsOf(text, passages);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        const marked = parts.flatMap((part) => Array.from(part.text, () => part.marked));
        const wanted = Array.from(text, (_, at) => passages.some(([from, to]) => from <= at && at < to));
        expect(marked).toEqual(wanted);
      },
    ),
  );
});
