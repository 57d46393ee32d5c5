/**
 * A right program is right by whatever names: a state may be called by the gradient whose squares it keeps, `g2`, like a count or like a
 * change of the parameters; and a gradient of a second parameter may be called so, too.
 */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { playOf } from '../../../support/play.ts';
import { is, onlyAsItIs } from './onlyAsItIs.ts';

const RMSPROP = {
  'in a record': `def update(x, g, state, rho=0.9, eps=1e-6, lr=0.01):
    state["g2"] = rho * state["g2"] + (1 - rho) * g * g
    x = x - lr * g / (np.sqrt(state["g2"]) + eps)
    return x, state`,
  'handed in and given back': `def rmsprop(x, g, g2, lr=0.01, rho=0.9, eps=1e-8):
    g2 = rho * g2 + (1 - rho) * g * g
    x = x - lr * g / (np.sqrt(g2) + eps)
    return x, g2`,
  'in a record made anew': `def step(x, g, state, lr=0.01, rho=0.9, eps=1e-8):
    g2 = rho * state.g2 + (1 - rho) * g * g
    return x - lr * g / (np.sqrt(g2) + eps), state._replace(g2=g2)`,
  'list by list': `def update(x, g, state, rho=0.9, eps=1e-6, lr=0.01):
    g2 = [rho * a + (1 - rho) * gi * gi for a, gi in zip(state["g2"], g)]
    x = [xi - lr * gi / (sqrt(a) + eps) for xi, a, gi in zip(x, g2, g)]
    return x, {"g2": g2}`,
};

describe('squares kept under the name of their gradient', () => {
  test.each(Object.entries(RMSPROP))('%s', (form, program) => {
    const [square, old] = program.includes('gi * gi') ? ['gi * gi', 'rho * a'] : ['g * g', 'rho * '];
    onlyAsItIs(
      'rmsprop',
      program,
      [
        [square, square.split(' ')[0]!],
        ['(1 - rho)', 'rho'],
        [old, old.replace('rho', '(1 - rho)')],
        ['x - lr', 'x + lr'],
        ['sqrt(', '('],
      ].filter(([from]) => !(form === 'list by list' && from === 'x - lr')) as [string, string][],
    );
  });

  test('a message calls it as the program does', () => {
    const program = RMSPROP['handed in and given back'].replace('(1 - rho)', 'rho');
    const { message } = judgeRule('```python\n' + `${program}\n` + '```', { expect: 'rmsprop' });
    expect(message).not.toContain('kept');
    const lost = RMSPROP['handed in and given back'].replace('return x, g2', 'return x');
    expect(judgeRule('```python\n' + `${lost}\n` + '```', { expect: 'rmsprop' }).message).toContain(
      '“g2” is changed in the function and not returned',
    );
  });
});

test('the gradient of a second parameter is none', () => {
  const two = `for t in range(100):
    g1, g2 = grad(w1, w2)
    g2 = g2 + g1
    w1 -= lr * g1
    w2 -= lr * g2`;
  expect(is('sgd', two)).toBe(false);
  expect(is('sgd', two.replace('    g2 = g2 + g1\n', ''))).toBe(true);
});

test('what a function makes of its settings is no new value of them', () => {
  const update = `def update(g, state, rho=0.9, eps=1e-6, lr=0.01):
    state["s"] = rho * state["s"] + (1 - rho) * g * g
    return -lr * g / (np.sqrt(state["s"]) + eps), state`;
  const result = judgeRule('```python\n' + `${update}\n` + '```', { expect: 'rmsprop' });
  expect(
    isRight(result, { expect: 'rmsprop' }) || result.message.includes('the update of the parameters'),
  ).toBe(true);
});

/** Programs of RMSProp and momentum with names of their parameters, gradient and state. */
const FORMS: readonly (readonly [string, (w: string, g: string, s: string) => string])[] = [
  [
    'rmsprop',
    (w, g, s) => `def update(${w}, ${g}, ${s}, lr=0.01, rho=0.9, eps=1e-8):
    ${s} = rho * ${s} + (1 - rho) * ${g}**2
    ${w} = ${w} - lr * ${g} / (np.sqrt(${s}) + eps)
    return ${w}, ${s}`,
  ],
  [
    'rmsprop',
    (w, g, s) => `def update(${w}, ${g}, ${s}, lr=0.01, rho=0.9, eps=1e-8):
    new_${s} = rho * ${s} + (1 - rho) * ${g}**2
    new_${w} = ${w} - lr * ${g} / (np.sqrt(new_${s}) + eps)
    return new_${w}, new_${s}`,
  ],
  [
    'rmsprop',
    (w, g, s) => `def update(${w}, ${g}, state, lr=0.01, rho=0.9, eps=1e-8):
    state["${s}"] = rho * state["${s}"] + (1 - rho) * ${g} * ${g}
    ${w} -= lr * ${g} / (np.sqrt(state["${s}"]) + eps)
    return ${w}, state`,
  ],
  [
    'momentum',
    (w, g, s) => `def update(${w}, ${g}, ${s}, lr=0.01, mu=0.9):
    ${s} = mu * ${s} - lr * ${g}
    ${w} = ${w} + ${s}
    return ${w}, ${s}`,
  ],
  [
    'momentum',
    (w, g, s) => `class Momentum:
    def __init__(self, lr=0.01, mu=0.9):
        self.lr, self.mu = lr, mu
        self.${s} = 0
    def step(self, ${w}, ${g}):
        self.${s} = self.mu * self.${s} + ${g}
        return ${w} - self.lr * self.${s}`,
  ],
];
const PARAMETERS = 'w x theta params W weights param'.split(' ');
const GRADIENTS = 'g grad dw gradient dW gt grads'.split(' ');
const STATES =
  'g2 grad2 dw2 gg gsq grad_sq sum_sq eg2 squared_grad grad_cache grad_history g_acc g_avg avg_grad dx n k step v m vel delta prev_dw last_update momentum buf cache h acc r s hist'.split(
    ' ',
  );

test('whatever the parameters, the gradient and the state are called', () => {
  const { pick } = playOf(20261202);
  const cases = FORMS.flatMap(([optimizer, make]) =>
    STATES.map((state) => [optimizer, make(pick(PARAMETERS), pick(GRADIENTS), state)] as const),
  );
  expect(cases.filter(([optimizer, program]) => !is(optimizer, program))).toEqual([]);
  const squareLost = cases.filter(([optimizer]) => optimizer === 'rmsprop');
  const faulty = squareLost.map(([, program]) => program.replace('(1 - rho)', 'rho'));
  expect(faulty.filter((program) => is('rmsprop', program))).toEqual([]);
});
