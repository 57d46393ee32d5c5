/** What nothing gives a value and what means nothing is a number of the rule, or the program is not understood. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

const isCalledRight = (expected: string, text: string): boolean =>
  isRight(judgeRule(text, { expect: expected }), { expect: expected });

const LINEAR = `\`\`\`python
for X, Y in batches:
    R = (X @ W + b - Y) / len(X)
    W = W - lr * X.T @ R
    b = b - lr * R.sum(axis=0)
\`\`\``;
const STATE = `\`\`\`python
for p in params:
    state = self.state[p]
    v = state["v"]
    v.mul_(mu).add_(p.grad)
    p.data.add_(v, alpha=-lr)
\`\`\``;

test.each([
  ['sgd', LINEAR, [['b - Y', 'b - qq']]],
  ['momentum', STATE, [['= state["v"]', '= qq["v"]']]],
] as const)('%s', (optimizer, program, faults) => {
  expect(isCalledRight(optimizer, program)).toBe(true);
  for (const [from, to] of faults) expect(isCalledRight(optimizer, program.replace(from, to))).toBe(false);
});

test('a number of the rule may be called as one likes, and so may what is handed on', () => {
  const program = '```python\ng = grad(w, stuff)\nw = w - pas * g\n```';
  expect(isCalledRight('sgd', program)).toBe(true);
});

const ADAM = `\`\`\`cpp
void step(Adam* opt, std::vector<double>& w, const std::vector<double>& g) {
  opt->t++;
  for (size_t i = 0; i < w.size(); ++i) {
    opt->m[i] = opt->beta1 * opt->m[i] + (1 - opt->beta1) * g[i];
    opt->v[i] = opt->beta2 * opt->v[i] + (1 - opt->beta2) * g[i] * g[i];
    const double mh = opt->m[i] / (1 - std::pow(opt->beta1, opt->t));
    const double vh = opt->v[i] / (1 - std::pow(opt->beta2, opt->t));
    w[i] -= opt->lr * mh / (std::sqrt(vh) + opt->eps);
  }
}
\`\`\``;

test.each([
  ['const double mh', 'const qq mh'],
  ['const double mh', 'const w mh'],
  ['opt->lr', 'qq->lr'],
  ['opt->lr', 'g->lr'],
  ['opt->lr', 'i->lr'],
])('a program of C++ with %s as %s is not called right', (from, to) => {
  expect(isCalledRight('adam', ADAM)).toBe(true);
  expect(isCalledRight('adam', ADAM.replace(from, to))).toBe(false);
});

test('a loop up to what nothing says is not read, and one up to a size is', () => {
  const sgd = (end: string): string =>
    `\`\`\`java\nvoid step(double[] w, double[] g) {\n  for (int i = 0; i < ${end}; i++) {\n    w[i] -= lr * g[i];\n  }\n}\n\`\`\``;
  expect(['w.length', 'size()'].map((end) => isCalledRight('sgd', sgd(end)))).toEqual([true, true]);
  expect(isCalledRight('sgd', sgd('qq()'))).toBe(false);
});
