/** What nothing gives a value and what means nothing is a number of the rule, or the program is not understood. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

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

const CLASS = `\`\`\`python
class RMSProp:
    def __init__(self, layers, lr=1e-3, rho=0.9):
        self.layers, self.lr, self.rho = layers, lr, rho
        self.cache = {}
        for layer in layers:
            for name in layer.params:
                self.cache[name] = np.zeros_like(layer.params[name])
    def step(self):
        for layer in self.layers:
            for name, g in layer.grads.items():
                self.cache[name] = self.rho * self.cache[name] + (1 - self.rho) * g ** 2
                layer.params[name] -= self.lr * g / (np.sqrt(self.cache[name]) + eps)
\`\`\``;

test.each([
  ['a parameter of the constructor', '(self, layers, lr', '(self, qq, lr'],
  ['a number of the constructor', 'layers, lr=1e-3', 'layers, rate=1e-3'],
  ['what it goes through', 'for layer in layers:', 'for layer in qq:'],
  ['what a step moves', 'layer.params[name] -=', 'qq[name] -='],
  ['what a step goes through', 'for layer in self.layers:', 'for layer in qq:'],
])('a class takes no more than constants from around it: %s', (_what, from, to) => {
  expect(isCalledRight('rmsprop', CLASS)).toBe(true);
  expect(CLASS.split(from)).toHaveLength(2);
  expect(isCalledRight('rmsprop', CLASS.replace(from, to))).toBe(false);
});

const STEP = `\`\`\`python
def adam(params, grads, m, v, t, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):
    for k in params:
        g = grads[k]
        m[k] = b1 * m[k] + (1 - b1) * g
        v[k] = b2 * v[k] + (1 - b2) * g ** 2
        params[k] -= lr * m[k] / (1 - b1 ** t) / (np.sqrt(v[k] / (1 - b2 ** t)) + eps)
\`\`\``;

test.each([
  ['m, v, t, lr', 'm, v, qq, lr'],
  ['g = grads[k]', 'qq = grads[k]'],
])('a count and a gradient that nothing gives a value, beside what nothing uses: %s as %s', (from, to) => {
  expect(isCalledRight('adam', STEP)).toBe(true);
  expect(isCalledRight('adam', STEP.replace(from, to))).toBe(false);
});

test('what has no entries is not looked into: a number, a function, a thing by itself', () => {
  const adam = (state: string, first: string): string =>
    [
      '```python',
      'for p in params:',
      `    state = ${state}`,
      '    state["step"] += 1',
      '    t = state["step"]',
      `    m, v = ${first}["m"], state["v"]`,
      '    m.mul_(beta1).add_(p.grad, alpha=1 - beta1)',
      '    v.mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)',
      '    step_size = lr / (1 - beta1 ** t)',
      '    denom = (v / (1 - beta2 ** t)).sqrt().add_(eps)',
      '    p.data.addcdiv_(m, denom, value=-step_size)',
      '```',
    ].join('\n');
  expect(isCalledRight('adam', adam('self.state[p]', 'state'))).toBe(true);
  expect(isCalledRight('adam', adam('self.state[self.state]', 'state'))).toBe(false);
  expect(isCalledRight('adam', adam('self.state[p]', 'beta2'))).toBe(false);
});

test('what a loop over lists moves is an entry of them, or what its names stand for', () => {
  const rmsprop = (moved: string): string =>
    [
      '```python',
      'def up(layers, grads, cache, lr=1e-3, beta=0.9, eps=1e-8):',
      '    for layer, grad, c in zip(layers, grads, cache):',
      "        for name in ('W', 'b'):",
      '            c[name] = beta * c[name] + (1 - beta) * grad[name]**2',
      `            ${moved}[name] -= lr * grad[name] / (np.sqrt(c[name]) + eps)`,
      '```',
    ].join('\n');
  expect(isCalledRight('rmsprop', rmsprop('layer'))).toBe(true);
  expect(isCalledRight('rmsprop', rmsprop('qq'))).toBe(false);
});

test.each(['sq', 'b', 'nu', 'acc', 'E', 'state', 'total', 'p2', 's', 'G'])(
  'what descends is moved, though its name be z and that of the state %s',
  (state) => {
    const program = `\`\`\`python\ndef step(z, g, ${state}, lr=0.01, eps=1e-8):\n    ${state} = ${state} + g ** 2\n    z = z - lr * g / np.sqrt(${state} + eps)\n    return z, ${state}\n\`\`\``;
    expect(isCalledRight('adagrad', program)).toBe(true);
    expect(isCalledRight('adagrad', program.replace('z - lr', 'z + lr'))).toBe(false);
  },
);

test('what is made of other things has a value before it is read', () => {
  const adadelta = (...steps: string[]): string =>
    [
      '```python',
      's, u = 0, 0',
      'for i in range(steps):',
      '    g = grad(w)',
      ...steps.map((line) => `    ${line}`),
      '```',
    ].join('\n');
  const [square, step, moved] = [
    's = rho * s + (1 - rho) * g ** 2',
    'd = -np.sqrt(u + eps) / np.sqrt(s + eps) * g',
    'u = rho * u + (1 - rho) * d ** 2',
  ] as const;
  expect(isCalledRight('adadelta', adadelta(square, step, moved, 'w += d'))).toBe(true);
  expect(isCalledRight('adadelta', adadelta(square, moved, step, 'w += d'))).toBe(false);
  // As it starts at zero, its old value is that of the step before.
  expect(
    isCalledRight(
      'adadelta',
      adadelta(square, moved, step, 'w += d').replace('s, u = 0, 0', 's, u, d = 0, 0, 0'),
    ),
  ).toBe(true);
});

test('a state is a field of one thing, and not of a part of another', () => {
  const program = (owner: string): string =>
    [
      '```cpp',
      'void Momentum::step(Tensor& w, const Tensor& grad) {',
      '    for (int i = 0; i < w.size; i++) {',
      `        this->v[i] = this->mu * ${owner}->v[i] + grad.data[i];`,
      '        w.data[i] -= this->lr * this->v[i];',
      '    }',
      '}',
      '```',
    ].join('\n');
  expect(isCalledRight('momentum', program('this'))).toBe(true);
  expect(isCalledRight('momentum', program('grad.data'))).toBe(false);
});

test('a function of a listing that is given one name and moves another is not called right', () => {
  const adam = (given: string, moved = 'θ', by = '∇'): string =>
    `\`\`\`julia
function step!(${given})
    @. m = β1 * m + (1 - β1) * ${by}
    v .= β2 .* v .+ (1 - β2) .* ${by} .^ 2
    ${moved} .-= α .* (m ./ (1 - β1^t)) ./ (sqrt.(v ./ (1 - β2^t)) .+ ϵ)
end
\`\`\``;
  const right = [
    adam('θ, m, v, ∇'),
    adam('θ, m, v, ∇, loss'),
    adam('θ, m, v, X, y, g', 'θ', 'g'),
    adam('m, v, t'),
  ];
  expect(right.filter((rule) => !isCalledRight('adam', rule))).toEqual([]);
  const faulty = [adam('qq, m, v, ∇'), adam('θ, m, v, ∇', 'qq'), adam('θ, m, v, qq'), adam('θ, m, v, g')];
  expect(faulty.filter((rule) => isCalledRight('adam', rule))).toEqual([]);
});

test('dx is a gradient of any parameters, and moves nothing else', () => {
  const momentum = (moved: string): string => `\`\`\`python\nv = mu * v - lr * dx\n${moved} += v\n\`\`\``;
  for (const moved of ['x', 'w', 'theta', 'params'])
    expect(isCalledRight('momentum', momentum(moved))).toBe(true);
  for (const moved of ['qq', 'z_old']) expect(isCalledRight('momentum', momentum(moved))).toBe(false);
});
