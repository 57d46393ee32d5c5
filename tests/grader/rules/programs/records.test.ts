/**
 * The law of states that are given back: what a function returns under a state's names is what it goes on from, and what is not
 * given back is lost. With what frameworks write for the same, and who makes an optimizer how often.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

const python = (...lines: string[]): string => ['```python', ...lines, '```'].join('\n');

/** Adam as a function of its state. */
const adam = (read: (name: string) => string, returned: string, ...above: string[]): string =>
  python(
    ...above,
    'def update(w, g, state, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):',
    `    t = ${read('t')} + 1`,
    `    m = b1 * ${read('m')} + (1 - b1) * g`,
    `    v = b2 * ${read('v')} + (1 - b2) * g * g`,
    '    w = w - lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps)',
    `    return w, ${returned}`,
  );

const entry = (name: string): string => `state["${name}"]`;
const field = (name: string): string => `state.${name}`;

const GIVEN_BACK = [
  adam(entry, '{"m": m, "v": v, "t": t}'),
  adam(entry, '{**state, "m": m, "v": v, "t": t}'),
  adam(field, 'State(m=m, v=v, t=t)'),
  adam(field, 'State(t=t, v=v, m=m)'),
  adam(field, 'state._replace(m=m, v=v, t=t)'),
  adam(field, 'dataclasses.replace(state, m=m, v=v, t=t)'),
  adam(
    field,
    'State(m=m, v=v, t=t)',
    'def init(w):',
    '    return State(m=np.zeros_like(w), v=np.zeros_like(w), t=0)',
    '',
  ),
];

const LOST = [
  adam(entry, '{"m": m, "v": v}'),
  adam(entry, '{"m": v, "v": m, "t": t}'),
  adam(entry, '{"m": m, "v": g, "t": t}'),
  adam(field, 'State(m=m, v=v, t=state.t)'),
  adam(field, 'state._replace(m=m, v=v)'),
  adam(field, 'state'),
  adam(
    field,
    'State(m=m, v=v, t=t)',
    'def init(w):',
    '    return State(m=np.zeros_like(w), v=np.ones_like(w), t=0)',
    '',
  ),
];

test('a state that is given back under its names goes on', () => {
  expect(GIVEN_BACK.filter((rule) => !isCalledRight(rule, 'adam'))).toEqual([]);
});

test('what is given back wrongly, or not at all, is not passed over', () => {
  expect(LOST.filter((rule) => isCalledRight(rule, 'adam'))).toEqual([]);
});

test('a new value of the name alone is lost', () => {
  const momentum = (...behind: string[]): string =>
    python('def step(w, g, state):', '    v = mu * state["v"] + g', '    state = {"v": v}', ...behind);
  expect(isCalledRight(momentum('    return w - lr * v, state'), 'momentum')).toBe(true);
  expect(isCalledRight(momentum('    return w - lr * v'), 'momentum')).toBe(false);
});

/** Pairs (W, b) that a list of layers holds. */
const pairs = (made: string, ...targets: string[]): string =>
  python(
    'def update(params, x, y):',
    '    grads = grad(loss)(params, x, y)',
    `    return [${made} for ${targets.join(', ')} in zip(params, grads)]`,
  );

test('pairs are moved alike, each by its own gradient', () => {
  expect(isCalledRight(pairs('(w - lr * dw, b - lr * db)', '(w, b)', '(dw, db)'), 'sgd')).toBe(true);
  const wrong = [
    '(w - lr * dw, b - lr * dw)',
    '(w - lr * dw, b + lr * db)',
    '(w - lr * dw, b)',
    '(w - lr * db, b - lr * dw)',
  ];
  expect(wrong.filter((made) => isCalledRight(pairs(made, '(w, b)', '(dw, db)'), 'sgd'))).toEqual([]);
});

interface Keras {
  kept: string;
  first: string;
  rule: readonly string[];
}

const keras = ({ kept, first, rule }: Keras): string =>
  python(
    'class Own(tf.keras.optimizers.Optimizer):',
    '    def __init__(self, learning_rate=0.01, momentum=0.9, name="Own", **kwargs):',
    '        super().__init__(name, **kwargs)',
    '        self._set_hyper("learning_rate", learning_rate)',
    '        self._set_hyper("momentum", momentum)',
    '',
    '    def _create_slots(self, var_list):',
    '        for var in var_list:',
    `            self.add_slot(var, "${kept}"${first})`,
    '',
    '    def _resource_apply_dense(self, grad, var):',
    '        lr = self._get_hyper("learning_rate", var.dtype)',
    '        mu = self._get_hyper("momentum", var.dtype)',
    `        v = self.get_slot(var, "${kept}")`,
    ...rule.map((line) => `        ${line}`),
  );

const KERAS: Keras = {
  kept: 'velocity',
  first: '',
  rule: ['v.assign(mu * v - lr * grad)', 'var.assign_add(v)'],
};

test('slots and settings of Keras are states and constants', () => {
  const right = [KERAS, { ...KERAS, kept: 'v' }, { ...KERAS, first: ', initializer="zeros"' }];
  expect(right.filter((each) => !isCalledRight(keras(each), 'momentum'))).toEqual([]);
  const wrong = [
    { ...KERAS, first: ', initializer="ones"' },
    { ...KERAS, rule: ['v = mu * v - lr * grad', 'var.assign_add(v)'] },
    { ...KERAS, rule: ['v.assign(mu * v - lr * grad)', 'var.assign_sub(v)'] },
  ];
  expect(wrong.filter((each) => isCalledRight(keras(each), 'momentum'))).toEqual([]);
});

/** A class, and what uses it. */
const used = (...lines: string[]): string =>
  python(
    'class Momentum:',
    '    def __init__(self, lr=0.1, mu=0.9):',
    '        self.lr, self.mu, self.v = lr, mu, 0',
    '',
    '    def step(self, w, g):',
    '        self.v = self.mu * self.v + g',
    '        return w - self.lr * self.v',
    '',
    'def train(w):',
    ...lines.map((line) => `    ${line}`),
    '    return w',
  );

test('an optimizer is made once, in a function too', () => {
  const loop = ['for e in range(100):', '    w = opt.step(w, grad(w))'];
  expect(isCalledRight(used('opt = Momentum()', ...loop), 'momentum')).toBe(true);
  const wrong = [
    used('for e in range(100):', '    opt = Momentum()', '    w = opt.step(w, grad(w))'),
    used('opt = Momentum()', 'for e in range(100):', '    opt.v = 0', '    w = opt.step(w, grad(w))'),
    used('opt = Momentum()', 'for e in range(100):', '    w = opt.step(w, -grad(w))'),
  ];
  expect(wrong.filter((rule) => isCalledRight(rule, 'momentum'))).toEqual([]);
});

test('states that every epoch puts back are not kept, however they are put back', () => {
  const epochs = (above: readonly string[], inside: readonly string[]): string =>
    python(
      ...above,
      'for epoch in range(5):',
      ...inside.map((line) => `    ${line}`),
      '    for x, y in data:',
      '        t += 1',
      '        g = grad(w, x, y)',
      '        m = b1 * m + (1 - b1) * g',
      '        v = b2 * v + (1 - b2) * g ** 2',
      '        w = w - lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps)',
    );
  const starts = [['m, v, t = 0, 0, 0'], ['m = v = t = 0'], ['m, v = np.zeros(3), np.zeros(3)', 't = 0']];
  expect(starts.filter((start) => !isCalledRight(epochs(start, []), 'adam'))).toEqual([]);
  expect(starts.filter((start) => isCalledRight(epochs([], start), 'adam'))).toEqual([]);
  expect(isCalledRight(epochs(['m, v, t = 0, 0, 0'], ['total, seen = 0, 0']), 'adam')).toBe(true);
});

test('gradients of a batch that lists add up', () => {
  const nielsen = (weights: string, delta: string): string =>
    python(
      'def update_mini_batch(self, mini_batch, eta):',
      '    nabla_b = [np.zeros(b.shape) for b in self.biases]',
      '    nabla_w = [np.zeros(w.shape) for w in self.weights]',
      '    for x, y in mini_batch:',
      '        delta_nabla_b, delta_nabla_w = self.backprop(x, y)',
      '        nabla_b = [nb+dnb for nb, dnb in zip(nabla_b, delta_nabla_b)]',
      `        nabla_w = [nw+dnw for nw, dnw in zip(nabla_w, ${delta})]`,
      `    self.weights = [w${weights}(eta/len(mini_batch))*nw for w, nw in zip(self.weights, nabla_w)]`,
      '    self.biases = [b-(eta/len(mini_batch))*nb for b, nb in zip(self.biases, nabla_b)]',
    );
  expect(isCalledRight(nielsen('-', 'delta_nabla_w'), 'sgd')).toBe(true);
  expect(isCalledRight(nielsen('+', 'delta_nabla_w'), 'sgd')).toBe(false);
  expect(isCalledRight(nielsen('-', 'delta_nabla_b'), 'sgd')).toBe(false);
});

test('Keras 3 changes its variables by methods of the optimizer', () => {
  const step = (change: string): string =>
    python(
      'class Momentum(keras.optimizers.Optimizer):',
      '    def __init__(self, learning_rate=0.01, momentum=0.9, **kwargs):',
      '        super().__init__(learning_rate=learning_rate, **kwargs)',
      '        self.mu = momentum',
      '',
      '    def build(self, variables):',
      '        super().build(variables)',
      '        self.vel = [self.add_variable_from_reference(x, name="vel") for x in variables]',
      '',
      '    def update_step(self, gradient, variable, learning_rate):',
      '        lr = ops.cast(learning_rate, variable.dtype)',
      '        v = self.vel[self._get_variable_index(variable)]',
      '        new_v = self.mu * v - lr * gradient',
      `        ${change}`,
      '        self.assign_add(variable, new_v)',
    );
  expect(isCalledRight(step('self.assign(v, new_v)'), 'momentum')).toBe(true);
  expect(isCalledRight(step('self.assign(v, gradient)'), 'momentum')).toBe(false);
  expect(isCalledRight(step('self.assign_add(v, new_v)'), 'momentum')).toBe(false);
});
