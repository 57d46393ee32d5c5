/** Copies that a program makes: one may be kept for later, and one that is moved moves nothing else. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const fenced = (language: string, code: string): string => ['```' + language, code, '```'].join('\n');
const verdict = (language: string, code: string, optimizer: string): boolean =>
  isRight(judgeRule(fenced(language, code), { expect: optimizer }), { expect: optimizer });

describe('what is copied is the same value, whatever makes the copy', () => {
  const COPIES = [
    'copy.deepcopy(v)',
    'deepcopy(v)',
    'np.copy(v)',
    'v.copy()',
    'v.clone()',
    'v.real',
    'copy.copy(v)',
  ];
  test.each(COPIES)('%s', (copy) => {
    const old = `for k in range(T):\n    v_prev = ${copy}\n    v = mu * v - lr * grad(w)\n    w += -mu * v_prev + (1 + mu) * v`;
    expect(verdict('python', `v = 0\n${old}`, 'nesterov')).toBe(true);
    const own = `for _ in range(T):\n    v = mu * ${copy} + grad(w)\n    w = w - lr * v`;
    expect(verdict('python', own, 'momentum')).toBe(true);
  });

  test('a value of the program may be called copy', () => {
    const code = `for _ in range(T):\n    copy = mu * copy + grad(w)\n    w = w - lr * copy.clone()`;
    expect(verdict('python', code, 'momentum')).toBe(true);
  });
});

describe('a copy of the parameters is moved, and they are not', () => {
  const HEADS: [language: string, head: string, right: string, wrong: string[]][] = [
    [
      'python',
      'def step(params, grads, lr=0.01):\n    for p, g in zip(LIST, grads):\n        p -= lr * g',
      'list(params)',
      [
        'copy.deepcopy(params)',
        '[q.copy() for q in params]',
        'map(np.copy, params)',
        'list(map(np.copy, params))',
        'map(lambda q: q.copy(), params)',
      ],
    ],
    [
      'python',
      'def step(w, g, lr=0.01):\n    LIST\n    w -= lr * g',
      'n = len(w)',
      ['w = w.copy()', 'w = np.array(w)', 'w = copy.deepcopy(w)'],
    ],
    [
      'python',
      'def step(w, g, lr=0.01):\n    w = w.copy()\n    w -= lr * g\n    LIST',
      'return w',
      ['return', 'return g'],
    ],
    [
      'rust',
      'fn step(w: &mut Vec<f64>, g: &[f64], lr: f64) {\n    LIST\n    for i in 0..w.len() {\n        w[i] -= lr * g[i];\n    }\n}',
      'let n = w.len();',
      ['let mut w = w.clone();', 'let mut w = w.to_vec();'],
    ],
  ];
  test.each(HEADS)('%s: %s', (language, code, right, wrong) => {
    expect(verdict(language, code.replace('LIST', right), 'sgd')).toBe(true);
    for (const each of wrong)
      expect([each, verdict(language, code.replace('LIST', each), 'sgd')]).toEqual([each, false]);
  });

  const program = (kept: string, given: string, loop: string): string => `class Momentum:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params = ${kept}
        self.lr = lr
        self.momentum = momentum
        self.v = [np.zeros_like(p) for p in params]

    def step(self, grads):
        for i in range(len(self.params)):
            self.v[i] = self.momentum * self.v[i] + grads[i]
            self.params[i] -= self.lr * self.v[i]

opt = Momentum(${given})
for epoch in range(100):
    for x, y in loader:
        ${loop}
        opt.step(grads)`;
  const GRADS = 'grads = compute_gradients(params, x, y)';
  const OWN = 'grads = compute_gradients(opt.params, x, y)';

  test('beside a loop that goes on with the old ones', () => {
    const copies = ['[p.copy() for p in params]', 'copy.deepcopy(params)', '[np.array(p) for p in params]'];
    expect(verdict('python', program('params', 'params', GRADS), 'momentum')).toBe(true);
    expect(verdict('python', program('list(params)', 'params', GRADS), 'momentum')).toBe(true);
    for (const each of copies) {
      expect(verdict('python', program(each, 'params', GRADS), 'momentum')).toBe(false);
      expect(verdict('python', program('params', each, GRADS), 'momentum')).toBe(false);
      expect(verdict('python', program(each, 'params', OWN), 'momentum')).toBe(true);
    }
    const zeros = '[np.zeros_like(p) for p in params]';
    expect(verdict('python', program(zeros, 'params', GRADS), 'momentum')).toBe(false);
  });
});

test.each([
  ['params, cache', true],
  ['params', false],
])('a state that is copied is given back: %s', (given, isKept) => {
  const program = `def adagrad(params, grads, cache, lr=0.01, eps=1e-8):
    cache = copy.deepcopy(cache)
    for k in params:
        cache[k] = cache[k] + grads[k] ** 2
        params[k] = params[k] - lr * grads[k] / (np.sqrt(cache[k]) + eps)
    return ${given}`;
  const options = { expect: 'adagrad' };
  expect(isRight(judgeRule(`\`\`\`python\n${program}\n\`\`\``, options), options)).toBe(isKept);
});
