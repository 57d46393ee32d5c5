/**
 * A page is drawn in a time that grows with its text, whatever the text: a hostile answer holds up neither the TA who opens it nor the
 * server that answers others. A ratio of one run, so it is the same on a slow machine.
 */
import { expect, test } from '@jest/globals';
import { formulasOf } from '../../../client/src/components/editor/latex/formulas.ts';
import { renderMarkup } from '../../../contract/markup/render.ts';
import { processorMs } from '../../support/processorTime.ts';

const SHORT = 20_000;
const LONG = 8 * SHORT;
/** What grows with the length takes 8 times as long; with its square, 64 times. */
const MOST_TIMES = 30;
/** What takes less is measured as this: a collection of garbage is no growth. */
const LEAST_MS = 30;

/** `open` again and again, and far behind it what would close it. */
const openers =
  (open: string, close = '') =>
  (length: number): string =>
    open.repeat(length / open.length) + close;

/** One long thing of a letter, between marks. */
const long =
  (before: string, piece: string, behind: string) =>
  (length: number): string =>
    before + piece.repeat(length / piece.length) + behind;

const SHAPES: Record<string, (length: number) => string> = {
  'brackets that never close': openers(String.raw`\( `),
  'doubled brackets that never close': openers(String.raw`\\( `),
  'doubled brackets, closed far away': openers(String.raw`\\( `, String.raw` two words \\)`),
  'doubled square brackets, closed far away': openers(String.raw`\\[ `, String.raw` two words \\]`),
  'both, by turns': openers(String.raw`\\( \\[ `, String.raw` two words \\] \\)`),
  'both within words': openers(String.raw`a\\(\\[`, String.raw` two words \\] \\)`),
  'brackets in links that are none': openers(String.raw`[\\( `, String.raw` two words \\)`),
  'dollars with spaces and braces': openers('$ {'),
  'one long word between dollars with spaces': long('$ ', 'a', ' $'),
  'many braces between dollars with spaces': long('$ ', '{', ' $'),
  'many scripts between dollars with spaces': long('$ a', '_b', '. $'),
  'many commands between dollars with spaces': long('$ ', '\\a', '. $'),
  'dollars at the ends of lines': openers('$\n', 'x = 1'),
  'dollars on lines of their own, around words': openers('$\nx\n', '$'),
  'spaces between dollars': long('$', ' ', 'ab $'),
  'dollars with backticks that never close': openers('$` '),
  "Sphinx's roles that never close": openers(':math: :math:'),
  "Wikipedia's marks that never close": openers('<math> '),
  'many paragraphs of one directive': long('.. math::\n', '\n x\n', ''),
  'many directives': openers('.. math:: x\n\n'),
  'comments that never close': openers('<!--'),
  'comments that never close, on lines of their own': openers('<!--\n'),
  'comments that close far away, before a word': openers('<!--\n', '--> word'),
  'comments that close far away, before spaces and a word': (length) =>
    `${'<!--\n'.repeat(length / 10)}-->${' '.repeat(length / 2)}x`,
  'comments in quotes that close far away': openers('> <!--\n', '--> word'),
  'comments in a link, closed behind it': long('[', '<!--', '](x) -->'),
  'environments of a directive that never end': long('.. math::\n ', '\\begin{a}', '& b'),
};

test.each(Object.entries(SHAPES))('%s', (_, write) => {
  const took = (length: number, read: (text: string) => unknown): number => {
    const text = write(length);
    return Math.max(
      processorMs(() => read(text)),
      LEAST_MS,
    );
  };
  for (const read of [renderMarkup, formulasOf]) {
    took(1000, read);
    expect(took(LONG, read) / took(SHORT, read)).toBeLessThan(MOST_TIMES);
  }
});

test('a formula in what might be a link is drawn, whatever never closes behind it', () => {
  for (const text of [
    String.raw`[\(a\) and \( b`,
    String.raw`[$$a$$ and $$ b`,
    String.raw`[see \(a\)] and \( b`,
  ])
    expect(renderMarkup(text).html).toContain('application/x-tex">a<');
});
