import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderMarkup } from '../../../contract/markup/render.ts';
import { exportTex } from '../../../grader/tex/index.ts';
import { day08 } from './day08.ts';
import { answersOf, split } from './support.ts';

function read(answers: Record<string, string>): { answers: Record<string, string>; problems: unknown[] } {
  const tex = exportTex(day08, new Map(Object.entries(answers)), {
    names: ['Ada Lovelace', 'R&D_1'],
    submitted: { number: 3, at: new Date('2021-02-17T19:02:00Z'), late: false },
  });
  const result = split(tex);
  expect(result.unassigned).toBe('Names: Ada Lovelace, R&D_1');
  return {
    answers: answersOf(result),
    problems: result.problems.filter(({ message }) => !message.startsWith('The image')),
  };
}

function thereAndBack(answers: Record<string, string>): Record<string, string> {
  const back = read(answers);
  expect(back.problems).toEqual([]);
  return back.answers;
}

const once = (markdown: string): string => read({ momentum: markdown }).answers.momentum ?? '';

/** Markdown as a careful student writes it: every construct that an answer uses. */
const word = fc.constantFrom(
  'momentum',
  'velocity',
  'Adam',
  'naïve',
  'β₁',
  '0.9',
  '50%',
  '$5',
  'a_b',
  'x^2',
  'R&D',
  '#1',
  '{x}',
  '2 * 3',
  '“quoted”',
  "it's",
  '~',
  'a\\\\b',
  'Question',
  '2.',
  '(3)',
  '[1]',
  '—',
  '--',
  "''",
  '<tag>',
  'e.g.,',
  '!',
  '1)',
  'C++',
  '"so"',
);
const formula = fc.constantFrom(
  'x',
  '\\theta',
  'm_t = \\beta_1 m_{t-1} + (1-\\beta_1) g_t',
  '\\frac{1}{2}',
  '\\text{if $x$}',
  'a < b',
  '\\%',
);
const inline: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: word },
  formula.map((tex) => `$${tex}$`),
  word.filter((text) => /^\p{L}+$/u.test(text)).map((text) => `*${text}*`),
  word.filter((text) => /^\p{L}+$/u.test(text)).map((text) => `**${text}**`),
  fc.constantFrom('`code`', '`a_b {x} \\n $y % #`', '`a  b`', '``a`b``', '**bold *nested* end**', '~~gone~~'),
  fc.constantFrom(
    '[the paper](https://arxiv.org/abs/1412.6980)',
    '[a *b*](https://e.org/a_b?x=1&y=2#z)',
    '<https://e.org/~x_y>',
    '![the loss](figures/loss.png)',
  ),
);
/** A line must not begin with what Markdown would read as a block. */
const line = fc
  .tuple(fc.constantFrom('The', 'So', 'Question 2. It', 'Question 3'), fc.array(inline, { maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest].join(' '));
const paragraph = fc
  .array(line, { minLength: 1, maxLength: 3 })
  .chain((lines) => fc.constantFrom(lines.join('\n'), lines.join('\\\n')));
const display = fc.constantFrom(
  '$$\na\n+ b\n- c\n$$',
  '$$x$$',
  '\\[ x \\]',
  '\\begin{align}\na &= b \\\\\n- c &= d\n\\end{align}',
  '\\begin{equation}\nx\n\\end{equation}',
);
const code = fc.constantFrom(
  '```python\ndef f(x):\n    return {x}  # 50% $\n```',
  '```\n\\end{verbatim}\n```',
  '````\n```\n````',
);
const block = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  display,
  code,
  fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((items) => items.map((item, index) => `${index + 1}. ${item}`).join('\n')),
  line.map((item) => `- ${item}\n  - ${item}\n    1. ${item}\n- ${item}`),
  fc
    .tuple(line, display)
    .map(([item, maths]) => `- ${item}\n\n  ${maths.replaceAll('\n', '\n  ')}\n\n- ${item}`),
  line.map((text) => `## ${text}`),
  paragraph.map((text) =>
    text
      .split('\n')
      .map((row) => `> ${row}`)
      .join('\n'),
  ),
  fc.constantFrom(
    '| a | $x$ |\n| --- | --- |\n| *b* | `c` |',
    '---',
    '![The *loss* at 50%, $\\alpha_1$ [1]](figures/loss.png)',
    '\\let\\eps\\varepsilon',
    '\\newcommand{\\best}{\\operatorname*{best}}',
  ),
);
/** Two lists of one kind in a row would be one list. */
const answer = fc
  .array(block, { maxLength: 6 })
  .map((blocks) =>
    blocks
      .filter((text, index) => !(/^(?:- |\d)/.test(text) && /^(?:- |\d)/.test(blocks[index - 1] ?? '')))
      .join('\n\n'),
  );

describe('export and split', () => {
  test('give the same answers', () => {
    fc.assert(
      fc.property(fc.record({ momentum: answer, rmsprop: answer, 'figure-3': answer }), (answers) => {
        expect(thereAndBack(answers)).toEqual({ adagrad: '', 'adam-benefits': '', ...answers });
      }),
      { numRuns: 300 },
    );
  });

  test('keep every letter that is no command, whatever the Markdown', () => {
    const piece = fc.oneof(
      inline,
      fc.constantFrom(
        '\n',
        '\n\n',
        '- ',
        '> ',
        '# ',
        '*',
        '_',
        '`',
        '$',
        '[',
        '](',
        '\\',
        '  ',
        '|',
        '{',
        '}',
        '%',
        '+ ',
      ),
      fc.constantFrom(
        '```\n',
        '1. ',
        '\\begin{align}',
        '\\end{align}',
        '\\textbf{',
        '\\frac{1',
        'Question 2.',
        '\\newcommand{\\a}{b}\n',
      ),
    );
    const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '');
    const missing = (wanted: string, found: string): string => {
      let at = 0;
      for (const letter of found) if (letter === wanted[at]) at += 1;
      return wanted.slice(at);
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const markdown = pieces.join('');
        // What stands behind the tildes of a fence names its language.
        const visible = letters(markdown.replace(/\\+[A-Za-z]+|\{align\}|~{3,}.*/g, ''));
        expect(missing(visible, letters(once(markdown)))).toBe('');
      }),
      { numRuns: 400 },
    );
  });

  test('a display beside text, tight lists and definitions', () => {
    const answers = {
      momentum: 'So\n$$\nx\n$$\nfollows:\n- one\n- two\n\nand $x$.',
      adagrad: '\\newcommand{\\vel}{v}\n\n$\\vel$',
      rmsprop: '\\newcommand{\\vel}{w}\n\n$\\vel$',
      'adam-benefits': '1. one\n\n   more\n\n2. two',
      'figure-3': '3. three\n4. four\n\n\\* five',
    };
    expect(thereAndBack(answers)).toEqual(answers);
  });

  test('every formula of a filled sheet renders', () => {
    const answers = {
      momentum:
        '$\\grad$ and\n\n\\begin{align}\nv &\\gets \\alpha v - \\epsilon \\grad \\\\\n\\theta &\\gets \\theta + v\n\\end{align}',
    };
    const back = thereAndBack(answers).momentum ?? '';
    expect(renderMarkup(back, { macros: day08.macros }).problems).toEqual([]);
  });
});
