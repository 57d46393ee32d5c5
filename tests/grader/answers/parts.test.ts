import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countWords, findParts } from '../../../grader/answers/parts.ts';

const PARTS = ['Context', 'What is plotted', 'What we observe', 'Interpretation'];

const by = (markdown: string, parts: readonly string[] = PARTS): (string | null)[] =>
  findParts(markdown, parts).map((found) => found.by);

const ALL = ['heading', 'heading', 'heading', 'heading'];
const NONE = [null, null, null, null];

describe('findParts by heading', () => {
  test.each([
    [
      'Markdown headings',
      '## Context\nA.\n## What is plotted\nB.\n## What we observe\nC.\n## Interpretation\nD.',
    ],
    [
      'headings of any level',
      '# Context\n\nA.\n\n#### What is plotted:\nB.\n### What we observe\nC.\n###### Interpretation\nD.',
    ],
    [
      'bold leads',
      '**Context.** A.\n\n**What is plotted:** B.\n\n**What we observe** C.\n\n__Interpretation__ — D.',
    ],
    ['plain leads', 'Context: A.\nWhat is plotted: B.\nWhat we observe: C.\nInterpretation: D.'],
    [
      'bold leads in one paragraph',
      '**Context.** A **b**. **What is plotted.** B. *What we observe:* C. **Interpretation** – D.',
    ],
    [
      'numbered leads in one paragraph',
      '1) **Context:** A. 2) **What is plotted:** B. (c) **What we observe:** C. iv. **Interpretation:** D.',
    ],
    ['plain leads in one paragraph', 'Context: A. Plot: B. Observation: C. Interpretation: D.'],
    [
      'lines of their own',
      'Context\n\nA.\n\nWhat is plotted\n\nB.\n\nWhat we observe\n\nC.\n\nInterpretation\n\nD.',
    ],
    ['a list', '1. Context: A.\n2. *What is plotted* B.\n3. **What we observe.** C.\n4. Interpretation - D.'],
    [
      'letters',
      '(a) Context. A.\n(b) **What is plotted** B.\n(c) What we observe: C.\n(d) Interpretation: D.',
    ],
    [
      'another order and other words',
      '## Conclusion\nD.\n## Results\nC.\n## Background\nA.\n## The axes\nB.',
    ],
    [
      'pasted LaTeX',
      '\\textbf{Context} A.\n\n\\paragraph{What is plotted} B.\n\n{\\bf What we observe} C.\n\n\\subsubsection*{Interpretation} D.',
    ],
    [
      'capitals and inflections',
      'CONTEXT: A.\n**Plot** B.\n**Our observations** C.\n**Interpreting this** D.',
    ],
    [
      'a title above',
      '# Explanation of Figure 3\n\n## Context\nA.\n## Plot\nB.\n## Observation\nC.\n## Interpretation\nD.',
    ],
    [
      'formulas, pictures and code below',
      '## Context\n$$x$$\n## Plot\n![](a.png)\n## Observation\n```\nx\n```\n## Interpretation\n$y$',
    ],
  ])('sees %s', (_, markdown) => {
    expect(by(markdown)).toEqual(ALL);
  });

  test('does not count a heading with nothing under it', () => {
    expect(
      by('## Context\n\n## What is plotted\n\nB.\n\n## What we observe\n\n…\n\n## Interpretation\n'),
    ).toEqual([null, 'heading', null, null]);
  });

  test('counts only what stands before the next heading in the paragraph', () => {
    expect(by('**Context.** **What is plotted.** B. **What we observe.** **Interpretation.** D.')).toEqual([
      null,
      'heading',
      null,
      'heading',
    ]);
  });

  test('takes other headings as belonging to the part before', () => {
    expect(by('## Context\n### Dataset\nMNIST.\n')).toEqual(['heading', null, null, null]);
  });

  test('does not take a title of the whole or a word in passing for a heading', () => {
    expect(by('# Explanation of Figure 3\n\nLorem ipsum.')).toEqual(NONE);
    expect(by('Three results: one, two, three.')).toEqual(NONE);
    expect(by('A. The three results: one. **Adam** is new. The **plot** is old.')).toEqual(NONE);
    expect(by('`Context: a`\n\n```\nInterpretation: b\n```')).toEqual(NONE);
  });

  test('knows other parts by the words of their names', () => {
    const parts = ['Update rule', 'Proof'];
    expect(by('**The update rule.** $x$\n\n**Proof:** Trivial.', parts)).toEqual(['heading', 'heading']);
    expect(by('**Rule of thumb.** Small steps.\n\nThe proof is trivial.', parts)).toEqual([null, null]);
    expect(findParts('Anything', [])).toEqual([]);
  });
});

describe('findParts by sense', () => {
  const SENTENCES = {
    Context: [
      'In this experiment the authors compare Adam with other optimizers on MNIST.',
      'The paper evaluates Adam on a convolutional network.',
      'A network with two hidden layers is trained on CIFAR-10.',
      'To see whether Adam also works with dropout, they repeat the run.',
    ],
    'What is plotted': [
      'The figure shows the training cost of five optimizers.',
      'Figure 3 (a) plots the loss.',
      'On the x-axis are the iterations, on the y-axis the cost.',
      'The $x$-axis has the epochs.',
      'Each curve stands for an optimizer.',
      'Training cost as a function of the number of epochs.',
      'The left plot\nshows the first three epochs.',
    ],
    'What we observe': [
      'We observe that all start alike.',
      'One can clearly see two phases.',
      'Adam converges much faster than AdaGrad.',
      'It can be seen in the first epochs already.',
      'Figure 3 shows that AdaGrad stalls.',
      'Adam reaches the lowest cost.',
      'Adam drops quickest.',
      'At first AdaGrad and Adam go down quickly.',
      'AdaGrad is the slowest after 45 epochs.',
      'The loss of SGD falls rapidly, then slowly.',
      'The two curves of dropout cross.',
    ],
    Interpretation: [
      'This suggests a benefit of the second moment.',
      'That is due to the vanishing of v.',
      'The results indicate no advantage.',
      'So momentum is what counts.',
      'Therefore momentum matters more here.',
      'AdaGrad stalls because its rate only shrinks.',
    ],
  };

  test.each(Object.entries(SENTENCES).flatMap(([part, list]) => list.map((sentence) => [part, sentence])))(
    '%s: %s',
    (part, sentence) => {
      expect(findParts(sentence!, [part!])).toEqual([{ part, found: true, by: 'sense' }]);
    },
  );

  test('tells the parts of a flowing answer apart and names the missing one', () => {
    const answer =
      'In Section 6.3 the authors train a convolutional network on CIFAR-10. The figure plots training cost against\n' +
      'epochs for Adam, AdaGrad and SGD. We see that AdaGrad stalls while Adam and SGD go on.';
    expect(by(answer)).toEqual(['sense', 'sense', 'sense', null]);
    expect(by(`${answer} This means that the first moment matters more here.`)).toEqual(
      Array(4).fill('sense'),
    );
  });

  test.each([
    ['nothing', ''],
    ['an opinion', 'Adam is a nice optimizer and everybody uses it.'],
    ['the question said again', 'Here I explain Figure 3.'],
    ['code', '```\n# we observe that this suggests\n```'],
  ])('finds no part in %s', (_, markdown) => {
    expect(by(markdown)).toEqual(NONE);
  });

  test('does not take a statement about the curves for what is plotted', () => {
    expect(by('The figure shows that Adam wins.')).toEqual([null, null, 'sense', null]);
  });
});

describe('countWords', () => {
  test.each([
    ['', 0],
    ['Two words.', 2],
    ['# A heading\n\n- **one**\n- two', 4],
    ['The rule $a + b = c$ holds', 4],
    ['so\n$$\na = b\n$$\nand \\[c\\] again', 5],
    ['the $x$-axis', 2],
    ['run `npm install x` now', 2],
    ['before\n\n```\nlots of code\n```\n\nafter', 2],
    ['[a link](https://example.org/a/b) and ![a picture](p.png)', 3],
    ["don't — well-known… 3.5 %", 3],
    ['\\newcommand{\\grad}{\\nabla J}\n\nword', 1],
    ['naïve Größe 学习', 3],
  ])('%j has %i', (markdown, count) => {
    expect(countWords(markdown)).toBe(count);
  });
});

describe('on any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '## Context\n',
      '**',
      '$',
      '$$',
      '```',
      '\n',
      '\\textbf{',
      '}',
      '1. ',
      ': ',
      'we observe that',
    ),
    fc.string({ unit: 'grapheme', maxLength: 10 }),
  );
  const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));

  test('answers for every part and never throws', () => {
    fc.assert(
      fc.property(text, fc.array(fc.string(), { maxLength: 5 }), (markdown, parts) => {
        const found = findParts(markdown, parts);
        expect(found.map(({ part }) => part)).toEqual(parts);
        for (const part of found) expect(part.found).toBe(part.by !== null);
      }),
    );
  });

  test('counts the words of two paragraphs as the sum of both', () => {
    const words = fc.array(fc.constantFrom('one', 'two', '$x$', '**bold**', '`code`', '$5'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [first, second] = [a.join(' '), b.join(' ')];
        expect(countWords(`${first}\n\n${second}`)).toBe(countWords(first) + countWords(second));
      }),
    );
  });
});
