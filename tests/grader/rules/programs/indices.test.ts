/** The indices of a program are one and the same, or are counted by the loops that they stand in. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { answerOf } from '../../../../grader/rules/text/markdown.ts';
import { rightRules } from '../mutants.ts';
import type { RightRule } from '../mutants.ts';

/** `i` of `m[i]`, and of `for i in …` and `for (let i = 0; …`. */
const INDEX =
  /(?<=[\w)\]]\[)[A-Za-z_]\w*(?=\])|(?<=\bfor \(?(?:let |int |size_t )?)[A-Za-z_]\w*(?= (?:=|:=|in) )/g;

/** A rule with one index of its programs under another name, for every index of them. */
function* withAnotherIndex({ rule }: RightRule): Generator<string> {
  if (answerOf(rule).code.length === 0 || rule.includes('$')) return;
  // Words behind the program only speak of it.
  const end = rule.includes('```') ? rule.lastIndexOf('```') : rule.length;
  const found = [...rule.matchAll(INDEX)].filter(({ index }) => index < end);
  for (const { 0: name, index } of found)
    if (found.filter(({ 0: other }) => other === name).length > 1)
      yield `${rule.slice(0, index)}qq${rule.slice(index + name.length)}`;
}

test('a program in which one index is another one is not right', () => {
  const mutants = rightRules().flatMap((right) =>
    [...withAnotherIndex(right)].map((rule) => ({ ...right, rule })),
  );
  expect(mutants.length).toBeGreaterThan(100);
  const missed = mutants.filter(({ rule, expect: asked }) =>
    isRight(judgeRule(rule, { expect: asked }), { expect: asked }),
  );
  expect(missed.map(({ id, rule }) => `${id}: ${/.*qq.*/.exec(rule)![0]}`)).toEqual([]);
});

const LOOP = `for t in range(9):
  for i in range(len(w)):
    v[i] = mu * v[i] + g[i]
    w[i] = w[i] - lr * v[i]`;
const SLICES = `for i := range w {
  v[i] = mu*v[i] + g[i]
  w[i] -= lr*v[i]
}`;
const SCRIPT = `for (let i = 0; i < n; i++) {
  v[i] = mu * v[i] + g[i];
  w[i] -= lr * v[i];
}`;
const LISTS = `v = [np.zeros_like(p) for p in params]
for t in range(9):
  v = [mu * a + g for a, g in zip(v, grads)]
  params = [p - lr * a for p, a in zip(params, v)]`;

const SHAPE = `v = np.zeros_like(w)
for t in range(9):
  v = mu * v + grad(w)
  w = w - lr * v`;
const CLASS = `class Momentum:
  def __init__(self, lr, mu):
    self.lr = lr
    self.mu = mu
    self.v = 0
  def step(self, w, g):
    self.v = self.mu * self.v + g
    w -= self.lr * self.v`;

test.each([
  ['Python', LOOP, 'g[i]', 'g[k]'],
  ['a loop that counts another name', LOOP, 'for i in', 'for k in'],
  ['a language without a grammar', SLICES, 'g[i]', 'g[k]'],
  ['the left-hand side there', SLICES, 'v[i] =', 'v[k] ='],
  ['a loop that counts another name there', SLICES, 'for i :=', 'for k :='],
  ['the condition of a loop', SCRIPT, 'i < n', 'k < n'],
  ['what a loop raises', SCRIPT, 'i++', 'k++'],
  ['what stands in a list', LISTS, 'a, g in', 'a, q in'],
  ['the start of a list', LISTS, '(p) for p', '(p) for q'],
  ['what an object has', CLASS, 'self.lr = lr', 'self.rate = lr'],
  ['what an object keeps in a local name', CLASS, 'self.lr = lr', 'rate = lr'],
  ['the shape of zeros', SHAPE, 'like(w)', 'like(q)'],
])('an index or a name of a loop is another one: %s', (_, program, from, to) => {
  const isRightOf = (code: string): boolean => {
    const rule = `\`\`\`\n${code}\n\`\`\``;
    return isRight(judgeRule(rule, { expect: 'momentum' }), { expect: 'momentum' });
  };
  expect(program.split(from).length).toBe(2);
  expect([isRightOf(program), isRightOf(program.replace(from, to))]).toEqual([true, false]);
});

test('an index that stands in no loop needs none', () => {
  const rule = '```\nv[i] = mu * v[i] + g[i]\nw[i] = w[i] - lr * v[i]\n```';
  expect(isRight(judgeRule(rule, { expect: 'momentum' }), { expect: 'momentum' })).toBe(true);
});

/** Dozat's NAdam with a schedule, in which the product for the next step is known beforehand. */
const nadam = (next: string, present: string): string => String.raw`
$$m_t = \mu_t m_{t-1} + (1-\mu_t) g_t, \quad n_t = \nu n_{t-1} + (1-\nu) g_t^2$$
$$\hat m_t = \frac{\mu_{t+1} m_t}{1-${next}} + \frac{(1-\mu_t) g_t}{1-${present}}, \quad \hat n_t = \frac{n_t}{1-\nu^t}$$
$$\theta_t = \theta_{t-1} - \eta\,\frac{\hat m_t}{\sqrt{\hat n_t}+\epsilon}$$`;

test('a product of a schedule runs to the next step, and nowhere else', () => {
  const isRightNadam = (next: string, present: string): boolean => {
    const result = judgeRule(nadam(next, present), { expect: 'nadam' });
    return isRight(result, { expect: 'nadam' });
  };
  const [prod, dots] = [
    (to: string) => String.raw`\prod_{i=1}^{${to}}\mu_i`,
    (to: string) => String.raw`\mu_1\cdots\mu_{${to}}`,
  ];
  for (const write of [prod, dots]) {
    expect(isRightNadam(write('t+1'), write('t'))).toBe(true);
    expect(isRightNadam(write('t+2'), write('t'))).toBe(false);
    expect(isRightNadam(write('t'), write('t+1'))).toBe(false);
  }
  expect(isRightNadam(String.raw`\mu_1\mu_2\cdots\mu_{t+1}`, dots('t'))).toBe(true);
  expect(isRightNadam(String.raw`\mu_2\cdots\mu_{t+1}`, dots('t'))).toBe(false);
});
