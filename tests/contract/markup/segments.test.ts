/** What readers of an answer see is what its page shows: the same formulas, with their places. */
import { describe, expect, test } from '@jest/globals';
import { renderMarkup } from '../../../contract/markup/render.ts';
import { segmentsOf } from '../../../contract/markup/segments.ts';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

const AVERAGE = String.raw`v_t = \beta v_{t-1} + (1-\beta) g_t^2`;
const STEP = String.raw`\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{v_t}+\epsilon} g_t`;
const OTHER = String.raw`\theta \leftarrow \theta + \eta g`;
const RULE = `$$${AVERAGE}$$ $$${STEP}$$`;

const ANSWERS: [title: string, answer: string][] = [
  ['displays in a list', `1. $$${AVERAGE}$$\n2. $$${STEP}$$`],
  ['displays in a quotation', `> $$${AVERAGE}$$\n> $$${STEP}$$`],
  ['displays over several lines of a quotation', `> $$\n> ${AVERAGE}\n> $$\n>\n> $$\n> ${STEP}\n> $$`],
  [
    'a display that begins behind the mark of an item',
    `1. with $$\n   ${AVERAGE}\n   $$\n2. then $$${STEP}$$`,
  ],
  ['fences of the language math', `\`\`\`math\n${AVERAGE}\n\`\`\`\n\n\`\`\`math\n${STEP}\n\`\`\``],
  ['a display that begins where another ends', `$$${AVERAGE}\n$$ $$${STEP.replace(' g_t', '\n g_t')}$$`],
  ['cells of a table', `| what | rule |\n|---|---|\n| average | $${AVERAGE}$ |\n| step | $${STEP}$ |`],
  ['an amount of money', `${RULE} costs $5.`],
  ["Sphinx's directives", `The rule is\n\n.. math::\n    ${AVERAGE}\n\n.. math:: ${STEP}`],
  ['paragraphs of one directive', `.. math::\n\n    ${AVERAGE}\n\n    ${STEP}`],
  ["Wikipedia's formulas", `: <math>${AVERAGE}</math>\n\n: <math>${STEP}</math>`],
];

const ASIDES: [title: string, aside: string][] = [
  ['in a longer fence', `\`\`\`\`md\n\`\`\`\n$${OTHER}$\n\`\`\`\n\`\`\`\``],
  ['in the caption of an image', `![ascent, $${OTHER}$](ascent.png)`],
  ['in a comment', `<!-- $${OTHER}$ -->`],
  ['in a comment of several lines', `<!--\n\n$$${OTHER}$$\n\n-->`],
  ['struck out', `~~$${OTHER}$~~`],
  ['in backticks behind a role of another kind', `:code:\`${OTHER}\``],
];

const isRmsprop = (answer: string): boolean =>
  isRight(judgeRule(answer, { expect: 'rmsprop' }), { expect: 'rmsprop' });

describe.each(ANSWERS)('%s', (_, answer) => {
  test('are drawn without a problem, and found with their places', () => {
    expect(renderMarkup(answer).problems).toEqual([]);
    const formulas = segmentsOf(answer).filter(({ kind }) => kind === 'formula');
    expect(formulas.map(({ content }) => content.replaceAll(/\s+/g, ' ').trim())).toEqual([AVERAGE, STEP]);
    for (const { content, start, end } of formulas) {
      const [first] = content.trim().split('\n');
      expect(answer.slice(start, end)).toContain(first);
    }
  });

  test('are read right', () => {
    expect(isRmsprop(answer)).toBe(true);
  });
});

describe.each(ASIDES)('another rule %s', (_, aside) => {
  test('spoils no right one', () => {
    expect(isRmsprop(`${RULE}\n\n${aside}`)).toBe(true);
    expect(isRmsprop(`${aside}\n\n${RULE}`)).toBe(true);
  });
});

test('comments are not shown; one that is not closed is text', () => {
  expect(renderMarkup('a <!-- b --> c').html).toBe('<p>a  c</p>\n');
  expect(renderMarkup('<!-- b\n\nc -->\nd').html).toBe('<p>d</p>\n');
  expect(renderMarkup('a <!-- b').html).toContain('&lt;!-- b');
});

test('segments stand in order and do not overlap', () => {
  const answer = [...ANSWERS, ...ASIDES].map(([, text]) => text).join('\n\n');
  const segments = segmentsOf(answer);
  expect(segments.length).toBeGreaterThan(20);
  segments.slice(1).forEach(({ start }, i) => expect(start).toBeGreaterThanOrEqual(segments[i]!.end));
});

const ROWS = `${AVERAGE.replace('=', '&=')} ${'\\\\'} ${STEP.replace('=', '&=')}`;

test.each([
  [
    "rows of one of Sphinx's directives",
    `.. math::\n   :label: rmsprop\n\n   ${ROWS.replace('\\\\ ', '\\\\\n   ')}\n\nNo more.`,
  ],
  ['more columns than KaTeX has for split', `$$\\begin{split}${ROWS.replaceAll('&=', '&=&')}\\end{split}$$`],
  [
    "Sphinx's directives in a string of a program",
    `.. math::\n   ${ROWS.replaceAll('\\\\', '\\\\\n   ').replaceAll('\\', '\\\\')}\n\nwith :math:\`\\\\gamma\` of 0.9.`,
  ],
  ["Sphinx's roles", `Keep :math:\`${AVERAGE}\` and then\n\n.. math:: ${STEP}`],
  [
    'an underscore in words',
    `$$${AVERAGE}$$ $$\\text{new_weights} = \\text{new_weights} - \\eta g_t/(\\sqrt{v_t}+\\epsilon)$$`,
  ],
])('%s are drawn, and read as they are', (_, answer) => {
  expect(renderMarkup(answer).problems).toEqual([]);
  expect(isRmsprop(answer)).toBe(true);
});
