/**
 * The law of states that steps give back whole: `state = step(state, grads)`. Each takes the place of the one that it was made from,
 * starts once, and no other one is asked for in its stead.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected = 'momentum'): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

interface Training {
  /** What the step gives back. */
  back?: string;
  made?: string;
  above?: readonly string[];
  turn: readonly string[];
}

const STEP = 'state = step(state, jax.grad(loss)(state.params, x, y))';

/** Momentum whose parameters and velocity are one record. */
const training = ({
  back = 'Train(params, velocity)',
  made = 'state = Train(params, tree_map(jnp.zeros_like, params))',
  above = [],
  turn,
}: Training): string =>
  [
    '```python',
    'class Train(NamedTuple):',
    '    params: Any',
    '    velocity: Any',
    '',
    'def create(params):',
    '    return Train(params, tree_map(jnp.zeros_like, params))',
    '',
    'def step(state, grads, lr=0.1, beta=0.9):',
    '    velocity = tree_map(lambda v, g: beta * v + g, state.velocity, grads)',
    '    params = tree_map(lambda p, v: p - lr * v, state.params, velocity)',
    `    return ${back}`,
    '',
    made,
    ...above,
    'for _ in range(200):',
    ...turn.map((each) => `    ${each}`),
    '```',
  ].join('\n');

const RIGHT: readonly Training[] = [
  { turn: [STEP] },
  { made: 'state = create(params)', turn: [STEP] },
  { turn: ['grads = jax.grad(loss)(state.params, x, y)', 'new = step(state, grads)', 'state = new'] },
  {
    back: 'Train(params, velocity), jnp.sum(params)',
    turn: ['state, total = step(state, jax.grad(loss)(state.params, x, y))'],
  },
  {
    above: ['fast = jax.jit(lambda s: step(s, jax.grad(loss)(s.params, x, y)))'],
    turn: ['state = fast(state)'],
  },
];

const WRONG: readonly Training[] = [
  // What is given back is not what goes on.
  { turn: [STEP.replace('state =', 'new =')] },
  { turn: [STEP.replace('state =', '').trim()] },
  { turn: ['params, velocity = step(state, jax.grad(loss)(state.params, x, y))'] },
  {
    above: ['fast = jax.jit(lambda s: step(s, jax.grad(loss)(s.params, x, y)))'],
    turn: ['after = fast(state)'],
  },
  { back: 'Train(params, state.velocity)', turn: [STEP] },
  { back: 'Train(velocity, params)', turn: [STEP] },
  // Another one is asked for.
  { above: ['first = state'], turn: [STEP.replace('(state.params', '(first.params')] },
  { above: ['first = state'], turn: [STEP.replace('step(state', 'step(first')] },
  {
    above: ['fast = jax.jit(lambda s: step(s, jax.grad(loss)(state.params, x, y)))'],
    turn: ['state = fast(state)'],
  },
  // It starts otherwise, or anew.
  { made: 'state = Train(params, tree_map(jnp.ones_like, params))', turn: [STEP] },
  { turn: ['state = create(state.params)', STEP] },
  { turn: ['state = Train(state.params, tree_map(jnp.zeros_like, params))', STEP] },
];

test.each(RIGHT)('%j goes on', (each) => {
  expect(isCalledRight(training(each))).toBe(true);
});

test.each(WRONG)('%j does not', (each) => {
  expect(isCalledRight(training(each))).toBe(false);
});

/** Adam as an object that keeps nothing itself. */
const adam = (first: string, back: string): string =>
  [
    '```python',
    'class AdamState(NamedTuple):',
    '    count: int',
    '    mu: Any',
    '    nu: Any',
    '',
    'class Adam:',
    '    def __init__(self, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):',
    '        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps',
    '',
    '    def init(self, params):',
    '        zeros = tree_map(jnp.zeros_like, params)',
    `        return ${first}`,
    '',
    '    def update(self, grads, state, params):',
    '        count = state.count + 1',
    '        mu = tree_map(lambda m, g: self.b1 * m + (1 - self.b1) * g, state.mu, grads)',
    '        nu = tree_map(lambda v, g: self.b2 * v + (1 - self.b2) * g ** 2, state.nu, grads)',
    '        params = tree_map(',
    '            lambda p, m, v: p - self.lr * (m / (1 - self.b1 ** count)) / (jnp.sqrt(v / (1 - self.b2 ** count)) + self.eps),',
    '            params, mu, nu)',
    `        return params, ${back}`,
    '```',
  ].join('\n');

test('a record that a method makes and another one changes', () => {
  expect(isCalledRight(adam('AdamState(0, zeros, zeros)', 'AdamState(count, mu, nu)'), 'adam')).toBe(true);
  const wrong = [
    adam('AdamState(1, zeros, zeros)', 'AdamState(count, mu, nu)'),
    adam('AdamState(0, zeros, zeros)', 'AdamState(count, nu, mu)'),
    adam('AdamState(0, zeros, zeros)', 'AdamState(state.count, mu, nu)'),
    adam('AdamState(0, zeros, zeros)', 'state'),
  ];
  expect(wrong.filter((rule) => isCalledRight(rule, 'adam'))).toEqual([]);
});
