/**
 * Laws of names in programs, over names that a seed chooses: a program is right, and the same with a name that means nothing
 * there, or another thing, is not, whatever its names are.
 */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { numberFor } from '../../../../grader/rules/model/sameness.ts';

interface Names {
  /** The parameters, the learning rate, the momentum, an index and a name that stands nowhere else. */
  w: string;
  lr: string;
  mu: string;
  i: string;
  odd: string;
}

const ROUNDS = 6;

function names(seed: number): Names {
  const one = (name: string, of: readonly string[]): string =>
    of[Math.floor((numberFor(name, seed) - 0.2) * of.length)]!;
  return {
    w: one('w', ['params', 'w', 'theta', 'weights']),
    lr: one('lr', ['lr', 'alpha', 'learning_rate', 'eta']),
    mu: one('mu', ['mu', 'momentum', 'beta']),
    i: one('i', ['i', 'j', 'idx']),
    odd: one('odd', ['qq', 'lrate', 'pp', 'zz']),
  };
}

interface Law {
  title: string;
  optimizer: string;
  right: (of: Names) => string;
  wrong: ((of: Names) => [from: string, to: string])[];
}

const fenced = (language: string, ...lines: string[]): string =>
  ['```' + language, ...lines, '```'].join('\n');

const classOf = ({ w, lr, mu, i }: Names): string =>
  fenced(
    'python',
    'class Momentum:',
    `    def __init__(self, ${lr}=0.01, ${mu}=0.9):`,
    `        self.${lr}, self.${mu}, self.v = ${lr}, ${mu}, {}`,
    `    def step(self, ${w}, grads):`,
    `        for ${i} in ${w}:`,
    `            self.v[${i}] = self.${mu} * self.v[${i}] - self.${lr} * grads[${i}]`,
    `            ${w}[${i}] += self.v[${i}]`,
  );

const scriptOf = ({ w, lr, mu, i }: Names): string =>
  fenced(
    'js',
    'const v = new Float64Array(n);',
    `function step(${w}, g, ${lr} = 0.01, ${mu} = 0.9) {`,
    `  for (let ${i} = 0; ${i} < ${w}.length; ${i}++) {`,
    `    v[${i}] = ${mu} * v[${i}] + g[${i}];`,
    `    ${w}[${i}] -= ${lr} * v[${i}];`,
    '  }',
    '}',
  );

const LAWS: Law[] = [
  {
    title: 'a class has the fields that it uses, and each method its own names',
    optimizer: 'momentum',
    right: classOf,
    wrong: [
      ({ lr, odd }) => [`.v = ${lr},`, `.v = ${odd},`],
      ({ lr }) => [`.v = ${lr},`, `.v = self.${lr},`],
      ({ lr, odd }) => [`- self.${lr} *`, `- ${odd} *`],
      ({ lr, odd }) => [`- self.${lr} *`, `- self.${odd} *`],
      ({ mu }) => [`= self.${mu} *`, `= ${mu} *`],
      ({ mu }) => [`self.${mu}, self.v =`, `${mu}, self.v =`],
      ({ w, i, odd }) => [`${w}[${i}] +=`, `${odd}[${i}] +=`],
    ],
  },
  {
    title: 'a function uses what it is given, and nothing that has no value',
    optimizer: 'momentum',
    right: scriptOf,
    wrong: [
      ({ lr, odd }) => [`-= ${lr} *`, `-= ${odd} *`],
      ({ lr, odd }) => [`${lr} = 0.01`, `${odd} = 0.01`],
      ({ w, odd }) => [`step(${w},`, `step(${odd},`],
      ({ w }) => [`step(${w}, g,`, `step(${w}, ${w},`],
      ({ w, i, odd }) => [`${w}[${i}] -=`, `${odd}[${i}] -=`],
    ],
  },
  {
    title: 'a loop goes through all entries',
    optimizer: 'momentum',
    right: scriptOf,
    wrong: [({ i }) => [`let ${i} = 0`, `let ${i} = 1`]],
  },
  {
    title: 'a range goes through all entries',
    optimizer: 'sgd',
    right: ({ w, lr, i }) =>
      fenced('python', `for ${i} in range(0, len(${w})):`, `    ${w}[${i}] -= ${lr} * grads[${i}]`),
    wrong: [() => ['range(0,', 'range(1,']],
  },
  {
    title: 'what a list is made of is what it goes through',
    optimizer: 'rmsprop',
    right: ({ lr, odd }) =>
      fenced(
        'python',
        `sq = [0.9 * ${odd} + 0.1 * g ** 2 for ${odd}, g in zip(sq, grads)]`,
        'for p, s, g in zip(params, sq, grads):',
        `    p -= ${lr} * g / (s ** 0.5 + 1e-8)`,
      ),
    wrong: [
      () => ['0.1 * g **', '0.1 * grads **'],
      ({ odd }) => [`0.9 * ${odd} `, '0.9 * s '],
      () => ['zip(sq, grads)]', 'zip(uu, grads)]'],
    ],
  },
  {
    title: 'a function is no value',
    optimizer: 'momentum',
    right: ({ lr, mu }) =>
      fenced('python', 'while running:', '    g = df(x)', `    v = ${mu} * v + g`, `    x = x - ${lr} * v`),
    wrong: [() => ['* v + g', '* v + df']],
  },
  {
    title: 'the gradient that is taken is the one that is used',
    optimizer: 'momentum',
    right: ({ lr, mu }) =>
      fenced('python', 'while running:', '    g = grad(w)', `    v = ${mu} * v + g`, `    w = w - ${lr} * v`),
    wrong: [({ odd }) => ['g = grad', `${odd} = grad`]],
  },
  {
    title: 'every parameter is moved by what is understood',
    optimizer: 'sgd',
    right: ({ lr }) => fenced('python', `W = W - ${lr} * dW`, `b = b - ${lr} * db`, 'n = str(1)'),
    wrong: [({ lr }) => [`W - ${lr}`, 'W - str']],
  },
  {
    title: 'what counts entries counts no steps',
    optimizer: 'adam',
    right: ({ w, lr, i }) =>
      fenced(
        'python',
        't = 0',
        'while running:',
        '    t += 1',
        `    for ${i} in range(len(${w})):`,
        `        m[${i}] = 0.9 * m[${i}] + 0.1 * g[${i}]`,
        `        v[${i}] = 0.999 * v[${i}] + 0.001 * g[${i}] ** 2`,
        `        ${w}[${i}] -= ${lr} * (m[${i}] / (1 - 0.9 ** t)) / (np.sqrt(v[${i}] / (1 - 0.999 ** t)) + 1e-8)`,
      ),
    wrong: [({ i }) => ['0.9 ** t', `0.9 ** ${i}`], ({ w, i }) => [`m[${i}] / (1`, `m[${w}] / (1`]],
  },
  {
    title: 'a gradient is taken at what it moves',
    optimizer: 'sgd',
    right: ({ lr }) => fenced('python', 'for x, y in data:', `    w -= ${lr} * grad(loss, w, x, y)`),
    wrong: [({ odd }) => ['loss, w,', `loss, ${odd},`], () => ['w -=', 'loss -=']],
  },
];

describe.each(LAWS)('$title', ({ optimizer, right, wrong }) => {
  const calledRight = (rule: string): boolean =>
    isRight(judgeRule(rule, { expect: optimizer }), { expect: optimizer });

  test.each(Array.from({ length: ROUNDS }, (_, seed) => names(seed)))('over $w, $lr, $mu, $i, $odd', (of) => {
    const rule = right(of);
    expect({ rule, right: calledRight(rule) }).toEqual({ rule, right: true });
    for (const change of wrong) {
      const [from, to] = change(of);
      expect(rule.split(from)).toHaveLength(2);
      const mutant = rule.replace(from, () => to);
      expect({ mutant, right: calledRight(mutant) }).toEqual({ mutant, right: false });
    }
  });
});

/** Right as they stand. */
const OPEN: [title: string, optimizer: string, rule: string][] = [
  [
    'layers are counted from 1',
    'sgd',
    fenced('python', 'for l in range(1, L + 1):', '    params["W" + str(l)] -= lr * grads["dW" + str(l)]'),
  ],
  [
    'entries are counted from 1',
    'sgd',
    fenced('julia', 'for i in 1:length(w)', '    w[i] -= lr * g[i]', 'end'),
  ],
  ['entries of Lua, too', 'sgd', fenced('lua', 'for i = 1, #w do', '  w[i] = w[i] - lr * g[i]', 'end')],
  [
    'an argument that nothing uses beside a rate from outside',
    'sgd',
    fenced('python', 'def update(w, g, t):', '    return w - lr * g'),
  ],
  [
    'states from outside',
    'momentum',
    fenced(
      'js',
      'function step(w, g) {',
      '  for (let i = 0; i < w.length; i++) {',
      '    v[i] = mu * v[i] + g[i];',
      '    w[i] -= lr * v[i];',
      '  }',
      '}',
    ),
  ],
  [
    'a loss that nothing uses',
    'sgd',
    fenced(
      'python',
      'for x, y in loader:',
      '    loss = criterion(model(x), y)',
      '    g = grad(w, x, y)',
      '    w -= lr * g',
    ),
  ],
  [
    'keys of the parameters, that are those of the state too',
    'momentum',
    fenced(
      'python',
      'for p in params:',
      '    state[p] = mu * state[p] + p.grad',
      '    p.data -= lr * state[p]',
    ),
  ],
];

test.each(OPEN)('%s', (_title, optimizer, rule) => {
  const result = judgeRule(rule, { expect: optimizer });
  expect({ message: result.message, right: isRight(result, { expect: optimizer }) }).toEqual({
    message: expect.any(String),
    right: true,
  });
});
