/** Where words and formulas of a drawn answer stand in its source. */
import { expect, test } from '@jest/globals';
import { lineOf, placeOfLines, placesIn, type Drawn } from '../../../client/src/components/passages/align.ts';

const words = (text: string): Drawn[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => ({ kind: 'word', text: word }));
const formula = (text: string): Drawn => ({ kind: 'formula', text });

/** What stands in the source at each place. */
const found = (source: string, drawn: Drawn[]) =>
  placesIn(source, drawn).map((place) => place && source.slice(place.start, place.end));

test.each<[string, string, Drawn[], (string | null)[]]>([
  ['emphasis and inside of a word', 'un**believ**able', words('un believ able'), ['un', 'believ', 'able']],
  [
    'a formula whole, with its delimiters, and the letter after it',
    'so $a + b$ and a',
    [...words('so'), formula('a + b'), ...words('and a')],
    ['so', '$a + b$', 'and', 'a'],
  ],
  [
    'a display in a quotation, whose lines stand behind marks',
    '> $$\n> x \\\\\n> y\n> $$\n> end',
    [formula('x \\\\\ny\n'), ...words('end')],
    ['$$\n> x \\\\\n> y\n> $$', 'end'],
  ],
  ['brackets of TeX', 'then \\( x_1 \\).', [...words('then'), formula(' x_1 ')], ['then', '\\( x_1 \\)']],
  [
    'the same word twice, the second in bold',
    'the loss, the **loss**',
    words('the loss the loss'),
    ['the', 'loss', 'the', 'loss'],
  ],
  ['a word that the page adds', 'one two', words('one Caption two'), ['one', null, 'two']],
  ['letters and digits of any script', 'naïve 値 v2 𝒜', words('naïve 値 v2 𝒜'), ['naïve', '値', 'v2', '𝒜']],
])('%s', (_, source, drawn, expected) => {
  expect(found(source, drawn)).toEqual(expected);
});

test('a word stands for itself, not for a part of a longer one before it', () => {
  const source = 'gradients are a sum; a grad';
  expect(placesIn(source, words('gradients are a sum a grad')).map((place) => place?.start)).toEqual([
    0,
    10,
    source.indexOf(' a ') + 1,
    source.indexOf('sum'),
    source.lastIndexOf(' a ') + 1,
    source.indexOf('grad', 20),
  ]);
});

test('lines of a program, without blank ones around', () => {
  const program = 'a = 1\n\n  b = 2\n  c = 3\n\n';
  expect(placeOfLines(program, 2, 5)).toEqual({ start: 7, end: program.indexOf('3') + 1 });
  expect(placeOfLines(program, 2, 2)).toBeNull();
  expect(placeOfLines(program, 9, 9)).toBeNull();
  expect(lineOf(program, program.indexOf('c'))).toBe(4);
});
