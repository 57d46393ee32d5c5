/** The signs of plain text, by every way to write them. */
import { table } from '../../lexicon.ts';
import type { Place } from '../../place.ts';
import type { Piece } from './piece.ts';
import { letter, operator, word } from './names.ts';

/** Signs between operands. */
export const OPERATORS: ReadonlyMap<string, string> = new Map(
  ['+ +', '- - − –', '* * .* · ⋅ × ⊙ ∘ ∗ • ・', '/ / ./ ÷ ⊘'].flatMap((row) => {
    const [sign = '', ...ways] = row.split(' ');
    return ways.map((way) => [way, sign] as const);
  }),
);

/** Signs before what they act on. */
export const PREFIXES: Record<string, (at: Place) => Piece> = table({
  '√': (at) => operator('√', at),
  '∇': (at) => letter('nabla', at),
  '∂': (at) => letter('partial', at),
  '∑': (at) => word('sum', at),
  '∏': (at) => word('prod', at),
  Δ: (at) => letter('Delta', at),
  '∆': (at) => letter('Delta', at),
});

/** What closes a bracket. */
export const CLOSING: Record<string, string> = table({
  '(': ')',
  '[': ']',
  '{': '}',
  '|': '|',
  '‖': '‖',
  '<sub>': '</sub>',
  '<sup>': '</sup>',
});
