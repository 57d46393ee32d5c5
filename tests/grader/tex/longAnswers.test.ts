/**
 * Answers that made the writer or the parser take time that grows with the square: 7 to 20 s for 190 kB. Bounds are
 * generous; what grows with the length takes less than a tenth of them.
 */
import { describe, expect, test } from '@jest/globals';
import { renderMarkup } from '../../../contract/markup/render.ts';
import { imageNamesIn } from '../../../contract/markup/images.ts';
import { latexFromMarkdown } from '../../../grader/tex/latex.ts';
import { processorMs } from '../../support/processorTime.ts';

const LENGTH = 190_000;
const of = (piece: string): string => piece.repeat(Math.floor(LENGTH / piece.length));

describe('an answer of', () => {
  test.each(['~~a', '- - -\n', '```\n', '~~~\n', '* a\n', '``a', '${', 'a\n'])('%j is exported', (piece) => {
    const times = [of(piece).slice(0, LENGTH / 4), of(piece)].map((text) =>
      processorMs(() => latexFromMarkdown(text)),
    );
    expect(times[1]!).toBeLessThan(Math.max(8 * times[0]!, 4_000));
  });

  test.each([
    ['images that are not closed', of('![')],
    ['links that are not closed', of('[a')],
    ['images in captions of images', `${'!['.repeat(27_000)}${'](a)'.repeat(27_000)}`],
    ['brackets', `${'['.repeat(90_000)}${']'.repeat(90_000)}`],
  ])('%s is drawn, and its images are found', (_, text) => {
    expect(processorMs(() => renderMarkup(text))).toBeLessThan(5_000);
    expect(processorMs(() => imageNamesIn(text))).toBeLessThan(5_000);
  });
});

test('brackets that mean what they say are not touched by the bound', () => {
  const paragraph = 'For $i \\in [1, n]$ see [the book](https://e.org) and [sic] the half-open [0, 1).\n\n';
  const { html } = renderMarkup(paragraph.repeat(1_000));
  expect(html.match(/<a href="https:\/\/e\.org"/g)).toHaveLength(1_000);
});
