/**
 * The law of functions that another one gives back together, as optax does: each is what it is by itself. What they give back has to be
 * kept and put to use.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

interface Pair {
  record?: string;
  back?: string;
  first?: string;
  above?: string;
  turn?: readonly string[];
}

const TURN = ['updates, state = opt.update(grads, state)', 'params = apply_updates(params, updates)'];

/** RMSProp as a pair of functions. */
const rmsprop = ({
  record = 'Transformation = namedtuple("Transformation", ["init", "update"])',
  back = 'Transformation(init, update)',
  first = 'jnp.zeros_like',
  above = 'state = opt.init(params)',
  turn = TURN,
}: Pair): string =>
  [
    '```python',
    record,
    '',
    'def rmsprop(lr, decay=0.9, eps=1e-8):',
    '    def init(params):',
    `        return tree_map(${first}, params)`,
    '',
    '    def update(grads, nu):',
    '        nu = tree_map(lambda n, g: decay * n + (1 - decay) * g ** 2, nu, grads)',
    '        updates = tree_map(lambda g, n: -lr * g / (jnp.sqrt(n) + eps), grads, nu)',
    '        return updates, nu',
    '',
    `    return ${back}`,
    '',
    'def apply_updates(params, updates):',
    '    return tree_map(lambda p, u: p + u, params, updates)',
    '',
    'opt = rmsprop(0.01)',
    above,
    'for _ in range(400):',
    '    grads = jax.grad(loss)(params)',
    ...turn.map((each) => `    ${each}`),
    '```',
  ].join('\n');

test('functions that are given back together, under whatever names', () => {
  const right = [
    {},
    { back: 'Transformation(init=init, update=update)' },
    { back: 'Transformation(update=update, init=init)' },
    { record: '', back: '{"init": init, "update": update}' },
  ];
  // An entry of a dictionary is no field.
  const [own, ...others] = right.map(rmsprop).reverse();
  expect(isCalledRight(own!, 'rmsprop')).toBe(false);
  expect(others.filter((rule) => !isCalledRight(rule, 'rmsprop'))).toEqual([]);
});

test('what they give back is kept, starts at zero and is put to use', () => {
  const wrong: readonly Pair[] = [
    { back: 'Transformation(update, init)' },
    { first: 'jnp.ones_like' },
    { above: '', turn: ['state = opt.init(params)', ...TURN] },
    { turn: [TURN[0]!.replace('state =', 'new ='), TURN[1]!] },
    { turn: [TURN[0]!.replace('updates, state', 'state, updates'), TURN[1]!] },
    { turn: [TURN[0]!, 'apply_updates(params, updates)'] },
    { turn: [TURN[0]!, 'params = apply_updates(updates, updates)'] },
    { turn: [TURN[0]!, 'params = tree_map(lambda p, u: p - u, params, updates)'] },
  ];
  expect(wrong.filter((each) => isCalledRight(rmsprop(each), 'rmsprop'))).toEqual([]);
});
