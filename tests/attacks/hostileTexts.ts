/** Texts and files made to take long: what a reader looks for, again and again and never closed. */
import fc from 'fast-check';
import { zipSync } from 'fflate';

const LENGTH = 190_000;

const PIECES = [
  '~~a', '![', '[', '- - -\n', '```\n', '~~~\n', '> ', '* a\n', '*a_b', '``a', '${', '$', '$$\n', '\\(', '\\begin{align}',
  '\\begin{align}\n', '\\newcommand{\\a}{', 'a|b\n-|-\n', '\\def\\a', '![](', '&a', '<a', '$x=', '$$x_{t+1}=', '\\frac{',
  '$v \\leftarrow \\beta v + g$ ', 'w = w - a g\n', '{', '\\input{', '%', '\\item ', '- [a', ': {', '*a ', '&a [*a,',
]; // prettier-ignore

/** One or two pieces, as often as fits into an answer. */
export const hostileText: fc.Arbitrary<string> = fc
  .record({
    pieces: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 2 }),
    length: fc.constantFrom(19_900, LENGTH),
  })
  .map(({ pieces, length }) => {
    const piece = pieces.join('');
    return piece.repeat(Math.floor(length / piece.length));
  });

const svg = (content: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`);

export const HOSTILE_FILES = (): Record<string, Buffer> => ({
  'deep.svg': svg(`${'<g>'.repeat(90)}${'<rect/>'.repeat(200_000)}${'</g>'.repeat(90)}`),
  'wide.svg': svg(`<path d="${'M0 0L1 1'.repeat(200_000)}"/>`),
  'names.svg': svg(`<rect fill="(${'a'.repeat(1_900_000)}"/>`),
  'plain.svg': svg('<rect/>'.repeat(10_000)),
  'zeros.zip': Buffer.from(zipSync({ 'main.tex': Buffer.alloc(15_000_000, 'a') })),
  'many.zip': Buffer.from(
    zipSync(
      Object.fromEntries(
        Array.from({ length: 900 }, (_, n) => [`${n}.tex`, Buffer.from('\\input{x} '.repeat(500))]),
      ),
    ),
  ),
});

const lines = (heading: string, line: (n: number) => string, count: number): Buffer =>
  Buffer.from([heading, ...Array.from({ length: count }, (_, n) => line(n))].join('\n'));

/** By the operation that takes them: files of an instructor's, and of an administrator's. */
export const HOSTILE_UPLOADS = (): Record<
  'importRoster' | 'importScores' | 'importCourse',
  Record<string, Buffer>
> => {
  const quotes = Buffer.from(`Name,Email\n${'"'.repeat(1_900_000)}`);
  const wide = Buffer.from(`Name,Email${',a'.repeat(900_000)}\nAda,ada@example.org`);
  return {
    importRoster: {
      quotes,
      wide,
      'a line each': lines('Name,Email', (n) => `N ${n},n${n}@example.org`, 4_999),
      'nobody in each line': lines('Name,Email', (n) => `"N ${n},n`, 150_000),
    },
    importScores: {
      quotes,
      wide,
      'a score each': lines('SID,Email,Total Score,1: One (2.0 pts)', (n) => `${n},n${n}@x.org,1,1`, 99_999),
      'nbgrader’s': lines('assignment,email,raw_score,max_score', (n) => `sheet,n${n}@x.org,1,4`, 99_999),
    },
    importCourse: {
      'a long line': Buffer.from(zipSync({ 'course.json': Buffer.alloc(60 * 2 ** 20, 'a') })),
      'many entries': Buffer.from(
        zipSync(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`${n}`, Buffer.alloc(0)]))),
      ),
    },
  };
};
