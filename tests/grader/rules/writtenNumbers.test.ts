/** A rule with its numbers written out takes the steps that it takes with letters. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

const is = (optimizer: string, rule: string): boolean =>
  isRight(judgeRule(rule, { expect: optimizer }), { expect: optimizer });

/** Momentums and rates, of which some add up to one. */
const PAIRS = [
  ['0.9', '0.1'],
  ['0.9', '0.01'],
  ['0.95', '0.05'],
  ['0.99', '0.01'],
  ['0.8', '0.1'],
] as const;

test('a momentum and a rate that add up to one are no average', () => {
  const others = PAIRS.flatMap(([mu, lr]) => {
    const rules = {
      momentum: [
        `$$v_t = ${mu} v_{t-1} + ${lr} g_t$$\n$$\\theta_t = \\theta_{t-1} - v_t$$`,
        `$$v_t = ${mu} v_{t-1} - ${lr} g_t$$\n$$\\theta_t = \\theta_{t-1} + v_t$$`,
        '```python\n' + `v = ${mu} * v - ${lr} * grad(w)\nw = w + v\n` + '```',
      ],
      nesterov: [
        `$$v_t = ${mu} v_{t-1} + ${lr} \\nabla f(\\theta_{t-1} - ${mu} v_{t-1})$$\n$$\\theta_t = \\theta_{t-1} - v_t$$`,
        '```python\n' + `v = ${mu} * v - ${lr} * grad(w + ${mu} * v)\nw = w + v\n` + '```',
      ],
    };
    return Object.entries(rules).flatMap(([optimizer, all]) => all.filter((rule) => !is(optimizer, rule)));
  });
  expect(others).toEqual([]);
});

test('a number too much, or another one, is a fault', () => {
  const nesterov = (mu: string, ahead: string): string =>
    `$$v_t = ${mu} v_{t-1} - 0.1 \\nabla f(\\theta_{t-1} ${ahead} v_{t-1})$$\n$$\\theta_t = \\theta_{t-1} + v_t$$`;
  expect(is('nesterov', nesterov('0.9', '+ 0.9'))).toBe(true);
  expect(is('nesterov', nesterov('0.9', '+ 0.8'))).toBe(false);
  expect(is('nesterov', nesterov('0.9', '- 0.9'))).toBe(false);
  expect(
    is(
      'rmsprop',
      '$$v_t = 0.9 v_{t-1} + 0.1 g_t^2$$\n$$\\theta_t = \\theta_{t-1} - g_t / (\\sqrt{v_t} + \\epsilon)$$',
    ),
  ).toBe(false);
});

test('a factor before the point at which the gradient is taken is a fault, whatever letter it is', () => {
  const optimizers = {
    nesterov: (at: string): string =>
      `$$v_{t+1} = \\rho v_t + \\eta \\nabla L(${at})$$\n$$w_{t+1} = w_t - v_{t+1}$$`,
    sgd: (at: string): string => `$$w_{t+1} = w_t - \\eta \\nabla L(${at})$$`,
  };
  const points = { nesterov: '(w_t - \\rho v_t)', sgd: '(w_t)' };
  const greek = [
    ...'αβγδεζικλμνξοπτυχωΓΛΞ',
    ...['alpha', 'delta', 'kappa', 'Gamma'].map((name) => `\\${name}`),
  ];
  const scripted = [
    'c_1',
    '\\delta_1',
    '\\delta^2',
    '\\delta_t',
    '\\delta \\cdot ',
    '2',
    '-',
    '\\frac{1}{2}',
  ];
  for (const optimizer of ['nesterov', 'sgd'] as const) {
    const called = (of: string): [string, boolean] => [
      of,
      is(optimizer, optimizers[optimizer](`${of}${points[optimizer]}`)),
    ];
    for (const factor of [...'abcdkpqsuzABDKMPRSUZ', ...greek, ...scripted])
      expect(called(factor)).toEqual([factor, false]);
    for (const applied of ['', 'f', 'h', '\\sigma', 'φ', '\\mathrm{net}'])
      expect(called(applied)).toEqual([applied, true]);
  }
  expect(is('nesterov', optimizers.nesterov('\\delta(x; w_t - \\rho v_t), y'))).toBe(true);
});

test('what stands where a gradient is taken is read wherever it stands, or refused', () => {
  const rule = (gradient: string): string =>
    `$$v_{t+1} = \\rho v_t + \\eta ${gradient}$$\n$$w_{t+1} = w_t - v_{t+1}$$`;
  const places: ((point: string) => string)[] = [
    (point) => `\\nabla L(${point})`,
    (point) => `\\nabla L(f(x; ${point}), y)`,
    (point) => `\\nabla L(f_{${point}}(x), y)`,
    (point) => `\\nabla L_{${point}}(x, y)`,
    (point) => `\\nabla_w J_{${point}}`,
    (point) => `\\nabla_w [L_{${point}}(x)]`,
    (point) => `\\nabla \\frac{1}{n} \\sum_i L(f_{${point}}(x_i), y_i)`,
    (point) => `\\frac{\\partial L_{${point}}}{\\partial w}`,
    (point) => `\\partial L(f_{${point}}(x))/\\partial w`,
  ];
  for (const place of places) {
    const called = (optimizer: string, point: string): [string, boolean] => [
      place(point),
      is(optimizer, rule(place(point))),
    ];
    expect(called('momentum', 'w_t')).toEqual([place('w_t'), true]);
    expect(called('nesterov', 'w_t - \\rho v_t')).toEqual([place('w_t - \\rho v_t'), true]);
    for (const other of ['w_0', 'w_t - \\rho v_t', 'w_t + \\rho v_t', 'v_t', 'Γ w_t', 'Ж(w_t)', 'w_t ? 2'])
      expect(called('momentum', other)).toEqual([place(other), false]);
    for (const other of ['w_0', 'w_t', 'w_t + \\rho v_t', 'Γ (w_t - \\rho v_t)', 'w_t - \\rho v_t ? 2'])
      expect(called('nesterov', other)).toEqual([place(other), false]);
  }
});

test('Nesterov’s own schedule stands for a momentum', () => {
  const twoSequences = (factor: string, sign = '+'): string =>
    `$$y_{k} = x_k ${sign} ${factor}(x_{k}-x_{k-1})$$\n$$x_{k+1} = y_k - \\eta\\nabla f(y_k)$$`;
  expect(is('nesterov', twoSequences('\\frac{k-1}{k+2}'))).toBe(true);
  expect(is('nesterov', twoSequences('\\frac{k}{k+3}'))).toBe(true);
  expect(is('nesterov', twoSequences('\\frac{k+2}{k-1}'))).toBe(false);
  expect(is('nesterov', twoSequences('\\frac{k-1}{k+2}', '-'))).toBe(false);
});

test('small numerals are numbers, wherever they stand', () => {
  const steps = 'v ← 0\nrepeat:\n  g ← ∇L(w)\n  v ← ρ·v + (1 − ρ)·g²\n  w ← w − η · g / (√v + ε)\n\n';
  for (const said of ['where ε = 10⁻⁸.', 'where ρ = 0.9, ε = 1e−8, η ≈ 3e−4.', 'ε = 1e−8'])
    expect([said, is('rmsprop', steps + said)]).toEqual([said, true]);
  expect(is('rmsprop', `${steps}where ε = 10.`)).toBe(false);
});

test('what states start from, told in a chain beside the rule', () => {
  const adam = [
    '```python\nm = b1 * m + (1 - b1) * g\nv = b2 * v + (1 - b2) * g * g\nm_hat = m / (1 - b1 ** t)',
    'v_hat = v / (1 - b2 ** t)\ntheta -= lr * m_hat / (np.sqrt(v_hat) + eps)\n```\n',
  ].join('\n');
  for (const said of [
    'm = v = 0 before the loop.',
    't = 1, 2, 3, ... and m = v = 0 initially',
    'm = v = 0 before training starts',
  ])
    expect([said, is('adam', adam + said)]).toEqual([said, true]);
  for (const said of ['m = v = 1 before the loop', 'm = 1 before the loop', 'm = v = 0 before each step'])
    expect([said, is('adam', adam + said)]).toEqual([said, false]);
});

test('a count that is given back raised begins at 0', () => {
  const adam = (count: string, first = 't1', second = 't1'): string =>
    [
      '```python\ndef adam(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):',
      `    ${count} = t + 1`,
      '    m = b1 * m + (1 - b1) * g',
      '    v = b2 * v + (1 - b2) * g * g',
      `    w = w - lr * (m / (1 - b1**${first})) / (np.sqrt(v / (1 - b2**${second})) + eps)`,
      `    return w, m, v, ${count}\n` + '```',
    ].join('\n');
  for (const name of ['t1', 't_new', 't_next', 'new_t'])
    expect([name, is('adam', adam(name, name, name))]).toEqual([name, true]);
  expect(is('adam', adam('t1', 't', 't'))).toBe(false);
  expect(is('adam', adam('t1', 't1', 't'))).toBe(false);
});

test('a gradient that is named is taken before the step, or as its own index says', () => {
  const sgd = (gradient: string): boolean =>
    is('sgd', `$$\\theta_{t+1} = \\theta_t - \\eta\\, g_t$$ where $g_t = \\nabla_\\theta L(${gradient})$.`);
  expect(sgd('\\theta_t')).toBe(true);
  expect(sgd('\\theta_{t+1}')).toBe(false);
});

test('a relation in a cell of its own', () => {
  for (const relation of ['=', ':=', '\\leftarrow', '\\gets'])
    expect([
      relation,
      is('sgd', `$$\\begin{array}{rcl} W &${relation}& W-\\alpha\\,dW \\end{array}$$`),
    ]).toEqual([relation, true]);
});

test('small letters above a state are its label', () => {
  const amsgrad = [
    'mₜ = β₁mₜ₋₁ + (1−β₁)gₜ',
    'vₜ = β₂vₜ₋₁ + (1−β₂)gₜ²',
    'vₜᵐᵃˣ = max(vₜ₋₁ᵐᵃˣ, vₜ)',
    'θₜ = θₜ₋₁ − α·mₜ/(√(vₜᵐᵃˣ) + ε)',
  ].join('\n');
  expect(is('amsgrad', amsgrad)).toBe(true);
  expect(is('amsgrad', amsgrad.replace('√(vₜᵐᵃˣ)', '√(vₜ)'))).toBe(false);
});
