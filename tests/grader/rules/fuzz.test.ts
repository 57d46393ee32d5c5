/** Hostile and broken answers: the reader always answers, and with a message. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RuleSources } from '../../../contract/rules.ts';
import { compareSources } from '../../../grader/rules/sources.ts';
import { judgeRule } from '../../../grader/rules/judge.ts';
import { readCorpus } from './corpusScore.ts';

const TOKENS =
  String.raw`\theta _t _{t-1} _{t+1} = \leftarrow + - \frac { } ( ) g \nabla \sum ^2 ^t \sqrt \hat m v \beta_1
  \max | [ ] E $$ $ \\ & \begin{aligned} \end{aligned} , 0.9 1 \partial \Delta \odot \left( \right) \infty ' \cdots
  \mathrm{lr} \begin{cases} \end{cases} \newcommand \def\a{\a\a} \a # % ~ \| \langle \rangle \prime _ ^`.split(
    /\s+/,
  );

const token = fc.constantFrom(...TOKENS);

const WORDS = [
  ...`v w g t m̂ θ β₁ ₜ₋₁ ² √ ∇ Σ · ← = += -= := == ** ^ / ( ) [ ] { } , ; : . ' " # // | \` \`\`\` ~~~ _ - %`.split(
    ' ',
  ),
  ...'for t in range(9): while do end repeat until if else def step(w): return self. np.sqrt .sqrt() .mul_('.split(
    ' ',
  ),
  ...'grad(w) max( dw beta1 v_hat theta_new where not the of at 0.9 1e-8 <sub> </sub> \\newcommand{\\a} \\def\\a#1'.split(
    ' ',
  ),
  ...['\n', '\n\n', '\n    ', '```python\n', '\n```\n'],
];

const plain = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom('', ' ')), { maxLength: 60 })
  .map((words) => words.flat().join(''));
const corpus = readCorpus().map((entry) => entry.rule);

const mutated = fc
  .tuple(
    fc.constantFrom(...corpus),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.option(token)), { maxLength: 4 }),
  )
  .map(([rule, changes]) =>
    changes.reduce((text, [place, length, inserted]) => {
      const at = place % text.length;
      return text.slice(0, at) + (inserted ?? '') + text.slice(at + (inserted === null ? length : 0)) || ' ';
    }, rule),
  );

const answers = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(token, { maxLength: 60 }).map((tokens) => `$$${tokens.join(' ')}$$`),
  plain,
  mutated,
);

test('every answer gets a result with a message', () => {
  fc.assert(
    fc.property(answers, (answer) => {
      const result = judgeRule(answer, { expect: 'adam' });
      expect(result.message).not.toBe('');
      expect(result.understood || result.optimizer === null).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test('every answer can be laid beside the paper', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom('adam', 'rmsprop', 'nesterov', 'adadelta'), (answer, optimizer) => {
      const written = { answer, macros: {}, name: 'the rule' };
      const { sources, remarks } = RuleSources.parse(
        compareSources(written, { optimizer, accepts: [] }, null),
      );
      expect(sources.length === 2 || remarks.length > 0).toBe(true);
      for (const { points, losses, partsAt, because, right } of sources) {
        expect([points.length, losses.length]).toEqual([61, 61]);
        // A rule of W that stays with the paper beside a wrong one of b is not right, and says why.
        expect(because === '').toBe(partsAt === null && right);
      }
    }),
    { numRuns: 120 },
  );
});

const repeat = (text: string, times: number): string => text.repeat(times);

test.each([
  ['nested braces', `$$x = x - ${repeat('{', 1900)}g${repeat('}', 1900)}$$`],
  ['nested powers', `$$x = x - g${repeat('^{g', 900)}${repeat('}', 900)}$$`],
  ['nested sums', `$$x = x - ${repeat('\\sum_{i=1}^t ', 200)}g_i$$`],
  ['unclosed displays', repeat('\\[', 9000)],
  ['unclosed environments', repeat('\\begin{align}', 1500)],
  ['many equations', repeat('$$v = a v + g$$ ', 1200)],
  ['a formula too long', `$$x = x ${repeat('- g ', 4000)}$$`],
  ['an answer too long', repeat('x', 50_000)],
  ['macros that grow', `$$\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\a\\a} x = \\a$$`],
  ['a rule of too many operations', `$$x = x ${repeat('- a b c d g ', 330)}$$`],
  ['too many operations in a sum', `$$r = \\sum_{i=1}^t (${repeat('- a b c d g_i ', 250)})$$ $$x = x - r$$`],
  ['brackets of plain text', `v = ${repeat('(', 9000)}${repeat(')', 9000)}`],
  ['roots of roots', `w = ${repeat('√', 9000)}g`],
  ['calls of calls', `w = ${repeat('∇f(', 5000)}`],
  ['methods of methods', `\`\`\`\nx${repeat('.lerp_(a, b)', 1500)}\n\`\`\``],
  ['code blocks without an end', repeat('```\n', 4900)],
  ['loops in loops', `\`\`\`\n${repeat('for t in x: ', 1500)}\n\`\`\``],
  ['many names at once', `\`\`\`\n${repeat('a, ', 6000)} = 1\n\`\`\``],
  ['equations in a row', repeat('v=v+g ', 3000)],
  ['definitions without an end', repeat('\\def\\a{', 2500)],
  ['many constants', `$$x = x - ${[...'abcdefhijklpqy'].join(' ')} g$$`],
])('refuses %s with a message', (_, answer) => {
  const result = judgeRule(answer);
  expect(result.optimizer).toBeNull();
  expect(result.message.length).toBeGreaterThan(20);
});
