/** What a program does the first time in place of a step, and how it counts its steps. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (program: string, optimizer: string): boolean =>
  isRight(judgeRule(`\`\`\`python\n${program}\n\`\`\``, { expect: optimizer }), { expect: optimizer });

describe('the first step makes of the gradient what all others make of a state that is 0', () => {
  const program = (first: string, always: string): string => `for p in group['params']:
    d_p = p.grad.data
    state = self.state[p]
    if 'buffer' not in state:
        ${first}
    else:
        ${always}
    p.data.add_(buf, alpha=-group['lr'])`;

  const changed = "buf = state['buffer']\n        buf.mul_(group['momentum']).add_(d_p)";

  test.each([
    ["buf = state['buffer'] = torch.clone(d_p).detach()", changed],
    ["buf = d_p.clone()\n        state['buffer'] = buf", changed],
    ["buf = state['buffer'] = torch.zeros_like(p)\n        buf.mul_(group['momentum']).add_(d_p)", changed],
    [
      "buf = state['buffer'] = d_p.clone()",
      "buf = state['buffer'] = group['momentum'] * state['buffer'] + d_p",
    ],
  ])('%s', (first, always) => {
    expect(isCalledRight(program(first, always), 'momentum')).toBe(true);
  });

  test.each([
    // It is not kept: every step is the first.
    ['buf = torch.clone(d_p).detach()', changed],
    // The first step does not move.
    ["buf = state['buffer'] = torch.zeros_like(d_p)", changed],
    ["buf = state['buffer'] = 2 * d_p", changed],
    ["buf = state['buffer'] = -d_p", changed],
    [
      "buf = state['buffer'] = torch.clone(d_p).detach()",
      changed.replace('.add_(d_p)', ".add_(d_p, alpha=1 - group['momentum'])"),
    ],
  ])('or something else: %s', (first, always) => {
    expect(isCalledRight(program(first, always), 'momentum')).toBe(false);
  });
});

describe('a step count grows with every step', () => {
  const adam = (start: string, power: string, more = ''): string => `class Adam:
    def __init__(self, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self.m = None
        self.t = 0

    def update(self, w, g):
        if self.m is None:
            self.m = np.zeros_like(w)
            self.v = np.zeros_like(w)${start}
        self.m = self.b1 * self.m + (1 - self.b1) * g
        self.v = self.b2 * self.v + (1 - self.b2) * g ** 2
        m_hat = self.m / (1 - self.b1 ** ${power})
        v_hat = self.v / (1 - self.b2 ** ${power})
        return w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
${more}`;
  const tick = (name: string, by = '1'): string => `
    def ${name}(self):
        self.t += ${by}
`;
  const loop = (calls: string): string => `
opt = Adam()
for i in range(100):
    g = grad(w)
    ${calls}
`;

  const nested = (call: string, behind: string): string => `
opt = Adam()
for epoch in range(10):
    for x, y in data:
        g = grad(w, x, y)
        ${call}
    ${behind}
`;

  test.each([
    ['', '(self.t + 1)', tick('post_update')],
    ['', 'self.t', tick('pre_update')],
    ['', 'self.t', tick('next_step')],
    ['\n            self.t = 0', '(self.t + 1)', tick('finish')],
    ['', '(self.t + 1)', tick('post_update') + loop('w = opt.update(w, g)\n    opt.post_update()')],
  ])('in another method, too (%#)', (start, power, more) => {
    expect(isCalledRight(adam(start, power, more), 'adam')).toBe(true);
  });

  test.each([
    ['\n            self.t = 1', 'self.t', ''],
    ['\n            self.t = 0', '(self.t + 1)', ''],
    ['', '(self.t + 1)', tick('pre_update')],
    ['', '(self.t + 1)', tick('post_update', '2')],
    ['', '(self.t + 1)', '\n    def post_update(self):\n        self.k += 1\n'],
    ['', '(self.t + 1)', tick('post_update') + nested('w = opt.update(w, g)', 'opt.post_update()')],
    // Nobody calls it.
    ['', '(self.t + 1)', tick('post_update') + loop('w = opt.update(w, g)')],
  ])('or is none (%#)', (start, power, more) => {
    expect(isCalledRight(adam(start, power, more), 'adam')).toBe(false);
  });
});

describe('keys that templates put together', () => {
  const program = (key: string, other = key): string => `def update(parameters, grads, v, lr, mu):
    for l in range(L):
        v[f"dW{l+1}"] = mu * v[f"dW{l+1}"] + grads[${key}]
        v[f"db{l+1}"] = mu * v[f"db{l+1}"] + grads[${key.replace('W', 'b')}]
        parameters[f"W{l+1}"] -= lr * v[${other}]
        parameters[f"b{l+1}"] -= lr * v[${other.replace('W', 'b')}]`;

  test.each([['f"dW{l+1}"'], ['"dW" + str(l+1)'], ['"dW" + str(l + 1)']])('%s', (key) => {
    expect(isCalledRight(program(key), 'momentum')).toBe(true);
  });

  test.each([
    ['f"dW{l}"', 'f"dW{l+1}"'],
    ['f"dW{l+1}"', 'f"dW{l}"'],
    ['"dW" + str(l)', 'f"dW{l+1}"'],
    ['f"dW1"', 'f"dW{l+1}"'],
  ])('%s is no %s', (key, other) => {
    expect(isCalledRight(program(key, other), 'momentum')).toBe(false);
  });
});

describe('states that a record holds, in the order of its fields', () => {
  const update = (made: string): string => `
def update(w, g, state, lr=0.1, mu=0.9):
    v = mu * state.v + g
    return w - lr * v, ${made}`;

  test.each([
    'class State(NamedTuple):\n    v: np.ndarray\n    t: int\n',
    '@dataclass\nclass State:\n    v: np.ndarray\n    t: int = 0\n',
    'State = namedtuple("State", ["v", "t"])\n',
    'State = namedtuple("State", "v t")\n',
  ])('%s', (record) => {
    expect(isCalledRight(record + update('State(v, state.t + 1)'), 'momentum')).toBe(true);
    expect(isCalledRight(record + update('State(state.t + 1, v)'), 'momentum')).toBe(false);
    expect(isCalledRight(record + update('State(state.v, state.t + 1)'), 'momentum')).toBe(false);
  });
});

test('an array that a function is told to fill', () => {
  const program = (statement: string): string => `def step(w, g, acc, lr, eps):
    ${statement}
    np.subtract(w, lr * g / (np.sqrt(acc) + eps), out=w)`;
  expect(isCalledRight(program('np.add(acc, g * g, out=acc)'), 'adagrad')).toBe(true);
  expect(isCalledRight(program('np.add(acc, g, out=acc)'), 'adagrad')).toBe(false);
  expect(isCalledRight(program('np.add(acc, g * g)'), 'adagrad')).toBe(false);
  expect(isCalledRight(program('np.add(acc, g * g, out=g)'), 'adagrad')).toBe(false);
});
