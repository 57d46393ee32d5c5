/** Loops over the examples of the data, each of which is a step, beside loops over parameters and entries, which are within one. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const is = (optimizer: string, code: string): boolean =>
  isRight(judgeRule('```python\n' + `${code}\n` + '```', { expect: optimizer }), { expect: optimizer });

/** How programs go through their examples, and what one is then. */
const LOOPS: [header: string, error: string, example: string, other: string][] = [
  ['for i in range(len(X)):', 'X[i] @ w - y[i]', 'X[i]', 'y[0]'],
  ['for i in rng.permutation(len(X)):', 'X[i] @ w - y[i]', 'X[i]', 'y[k]'],
  ['for x, label in zip(X, Y):', 'x @ w - label', 'x', ''],
  ['for i, (x, label) in enumerate(zip(X, Y)):', 'x @ w - label', 'x', ''],
  ['for i in range(0, len(X), 10):', 'X[i:i+10] @ w - y[i:i+10]', 'X[i:i+10].T', ''],
];

const STEPS: Record<string, [start: string, step: string]> = {
  sgd: ['', 'w -= lr * g'],
  momentum: ['v = np.zeros(3)\n', 'v = mu * v + g\n        w -= lr * v'],
  adam: [
    'm, v, t = np.zeros(3), np.zeros(3), 0\n',
    't += 1\n        m = b1 * m + (1 - b1) * g\n        v = b2 * v + (1 - b2) * g ** 2\n        w -= lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps)',
  ],
};

/** With a loss that is summed up beside the step, and shown behind the examples. */
const program = (optimizer: string, [header, error, example]: readonly string[]): string => {
  const [start, step] = STEPS[optimizer]!;
  return `w = np.zeros(3)
${start}losses = []
for epoch in range(20):
    total = 0.0
    ${header}
        err = ${error}
        g = ${example === 'X[i:i+10].T' ? `${example} @ err` : `err * ${example}`}
        ${step}
        total += np.sum(err ** 2)
    losses.append(total / len(X))
    if epoch % 5 == 0:
        print(epoch, losses[-1])`;
};

describe.each(Object.keys(STEPS))('%s over the examples', (optimizer) => {
  test.each(LOOPS)('%s', (...loop) => {
    const right = program(optimizer, loop);
    expect(is(optimizer, right)).toBe(true);
    for (const [from, to] of [
      // upwards; the error as the gradient; only some of the steps; the loss is added to what moves; once an epoch
      ['w -= lr', 'w += lr'],
      [/g = .*/, 'g = err'],
      ['        w -=', '        if total > 1:\n            w -='],
      ['total += np.sum(err ** 2)', 'w += np.sum(err ** 2)'],
      [/\n {8}(w -= .*)\n([^]*?)\n {4}losses/, '\n$2\n    $1\n    losses'],
      ['    total = 0.0', '    err = X @ w - y\n    g = X.T @ err\n    total = 0.0'],
      ...(optimizer === 'adam' ? [[/( {4}for .*)\n([^]*?) {8}t \+= 1\n/, '    t += 1\n$1\n$2']] : []),
      ...(optimizer === 'sgd' ? [] : [['    total = 0.0', '    total = 0.0\n    v = np.zeros(3)']]),
    ] as const) {
      const wrong = right.replace(from!, to as string);
      const anew = String(to).includes('X.T @ err') ? wrong.replace(/\n {8}(?:err|g) = .*/g, '') : wrong;
      expect(anew).not.toBe(right);
      expect([anew, is(optimizer, anew)]).toEqual([anew, false]);
    }
  });

  test.each(LOOPS.filter(([, , , other]) => other !== ''))('%s, with the label of another one', (...loop) => {
    const [header, error, example, other] = loop;
    const wrong = [header, error.replace('y[i]', other), example];
    expect(is(optimizer, program(optimizer, wrong))).toBe(false);
  });
});

test.each([
  // the error of an entry when others have moved
  'for i in range(n):\n    for j in range(3):\n        err = X[i] @ w - y[i]\n        w[j] -= lr * err * X[i][j]',
  // every example for one entry after the other
  'for j in range(3):\n    for i in range(n):\n        err = X[i] @ w - y[i]\n        w[j] -= lr * err * X[i][j]',
  // once for every one of its own entries
  'for p, g in zip(params, grads):\n    for row in p:\n        p -= lr * g',
])('no step for each example %#', (step) => {
  expect(is('sgd', `for epoch in range(20):\n${step.replace(/^/gm, '    ')}`)).toBe(false);
});

test('a rate that falls with what is counted is none of the rule, and a predict beside it none of the step', () => {
  const model = (rate: string): string => `class Linear:
    def __init__(self, dim):
        self.w = np.zeros(dim)
    def predict(self, X):
        return X @ self.w
    def fit(self, X, y, lr0=0.1, epochs=15):
        k = 0
        for epoch in range(epochs):
            for i in range(len(X)):
                lr = ${rate}
                err = X[i] @ self.w - y[i]
                self.w -= lr * err * X[i]
                k += 1`;
  expect(is('sgd', model('lr0 / (1 + 0.001 * k)'))).toBe(true);
  expect(is('sgd', model('lr0 / (1 + err * k)'))).toBe(false);
});

test.each(['learning_rate', 'lr', '0.01'])('what moves by %s times what is worked out', (rate) => {
  const program = (sign: string): string => `for it in range(100):
    prediction = X @ theta
    theta = theta ${sign} ${rate} * X.T @ (prediction - y)`;
  expect([is('sgd', program('-')), is('sgd', program('+'))]).toEqual([true, false]);
});

test('a sum beside the steps is shown, and nothing is made of it that moves', () => {
  const program = (by: string, behind: string): string => `for t in range(100):
    grads = gradients(params)
    size = 0.0
    for k in params:
        v[k] = mu * v[k] + grads[k]
        size += np.sum(grads[k] ** 2)
        params[k] -= ${by} * v[k]
    ${behind}`;
  const isIt = (by: string, behind: string): boolean => is('momentum', program(by, behind));
  expect(isIt('lr', 'sizes.append(size / len(params))')).toBe(true);
  expect(isIt('lr', 'mean = size / 10\n    print(t, mean)')).toBe(true);
  expect(isIt('lr', 'if size < tol:\n        break')).toBe(true);
  expect(isIt('lr * size', 'pass')).toBe(false);
  expect(isIt('lr', 'lr = lr / size')).toBe(false);
  expect(isIt('lr', 'mean = size / 10\n    v["W"] = v["W"] * mean')).toBe(false);
});
