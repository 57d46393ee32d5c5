import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPythonSandbox } from '../../../../grader/sandbox/python/index.ts';
import type { Episode } from '../../../../grader/episode.ts';
import type { Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import { episode, honestRows, isHonest, plain, request } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createPythonSandbox();
});
afterAll(() => sandbox.close());

const run = (source: string, fields: Partial<Episode> = {}) =>
  sandbox.run(request(source, [episode(fields)]));

const IN_PLACE = `
class SGD:
    def __init__(self, params, lr=0.01):
        self.params = params
        self.lr = lr

    def step(self, grads):
        for p, g in zip(self.params, grads):
            p -= self.lr * g
`;

describe('a class beside the rule that the starter has', () => {
  const RIGHT = '    def update(self, w, dw): return w - self.lr * dw\n';
  const CLASS = (method = RIGHT) => `
class SGD:
    def __init__(self, lr=0.01): self.lr = lr
${method}`;
  const STUB = (end: string) => `
def sgd(w, dw, config=None):
    config.setdefault("momentum", 0.9)
    ${end}
`;

  test.each(['raise NotImplementedError("yours to write")', 'pass', 'return None, config'])(
    'is what was handed in where that only says: %s',
    async (end) => {
      expect(isHonest(await run(CLASS() + STUB(end)))).toBe(true);
      const bare = await run(STUB(end));
      expect(bare.episodes[0]!.status).not.toBe('completed');
      const other = await run(STUB(end) + CLASS('    def zero(self): pass'));
      expect(other.episodes).toEqual(bare.episodes);
    },
  );

  test.each(['raise ValueError("config")', 'return w', 'return w + dw, config'])(
    'is not where the rule is written: %s',
    async (end) => {
      const [alone, beside] = [await run(STUB(end)), await run(STUB(end) + CLASS())];
      expect(beside.episodes).toEqual(alone.episodes);
    },
  );

  test('is not where the rule took a step before', async () => {
    const later = `if "n" in config: raise NotImplementedError
    config["n"] = 1
    return w - config["learning_rate"] * dw, config`;
    expect((await run(CLASS() + STUB(later))).episodes[0]).toMatchObject({ status: 'raised', step: 1 });
  });
});

describe('a class in the style of torch.optim', () => {
  test('updates in place', async () => {
    expect(isHonest(await run(IN_PLACE))).toBe(true);
  });

  test('returns new parameters', async () => {
    const source = `
class sgd:
    def __init__(self, params, learning_rate):
        self.w, self.learning_rate = params, learning_rate
    def step(self, grads):
        return [w - self.learning_rate * g for w, g in zip(self.w, grads)]
`;
    expect(isHonest(await run(source))).toBe(true);
  });

  test('replaces the entries of its own list', async () => {
    const source = `
class Sgd:
    def __init__(self, params, **options):
        self.params, self.options = list(params), options
    def step(self, grads):
        for i, g in enumerate(grads):
            self.params[i] = self.params[i] - self.options['learning_rate'] * g
`;
    expect(isHonest(await run(source))).toBe(true);
  });

  test('gets hyperparameters under the names that it uses', async () => {
    const source = `
class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params, self.found = params, (lr, *betas, eps)
    def step(self, grads):
        self.params[0][:] = self.found
`;
    const config = { learning_rate: 0.5, beta2: 0.75, epsilon: 0.125 };
    const parameters = [{ shape: [4], start: new Float64Array(4), config }];
    const gradients = [[new Float64Array(4)]];
    const { episodes } = await run(source, { entry: 'adam', parameters, gradients, steps: 1 });
    expect(plain(episodes[0])).toEqual([[0.5, 0.9, 0.75, 0.125]]);
  });

  test('follows a changed learning rate, and several parameters with their own', async () => {
    const parameters = [
      { shape: [], start: Float64Array.of(0), config: { learning_rate: 1 } },
      { shape: [1], start: Float64Array.of(0), config: { learning_rate: 10 } },
    ];
    const gradients = Array.from({ length: 3 }, () => [Float64Array.of(-1), Float64Array.of(-1)]);
    const changes = [{ step: 2, set: { learning_rate: 100 } }];
    const { episodes } = await run(IN_PLACE, { parameters, gradients, steps: 3, changes });
    expect(plain(episodes[0])).toEqual([
      [1, 10],
      [2, 20],
      [102, 120],
    ]);
  });

  test('keeps what it was made with, but for the learning rate: where more changes it is made anew', async () => {
    const source = `
class SGD:
    def __init__(self, params, lr=1.0, momentum=0.5):
        self.params, self.lr = params, lr
        self.complement = 1 - momentum
        self.count = 0

    def step(self, grads):
        self.count += 1
        self.params[0][:] += [self.lr, self.complement, self.count]
`;
    const parameters = [{ shape: [3], start: new Float64Array(3), config: { learning_rate: 2 } }];
    const gradients = Array.from({ length: 3 }, () => [new Float64Array(3)]);
    const changes = [
      { step: 1, set: { learning_rate: 7 } },
      { step: 2, set: { momentum: 0 } },
    ];
    const { episodes } = await run(source, { parameters, gradients, steps: 3, changes });
    expect(episodes[0]).toMatchObject({ status: 'completed', keeps: 'but-the-rate' });
    expect(plain(episodes[0])).toEqual([
      [2, 0.5, 1],
      [9, 1, 3],
      [16, 2, 4],
    ]);
  });

  test('is refused when it wants what it cannot have', async () => {
    const source = 'class SGD:\n    def __init__(self, params, model): pass\n    def step(self, grads): pass';
    expect((await run(source)).load).toEqual({
      status: 'entry-unusable',
      entry: 'sgd',
      found: 'class sgd(params, model)',
    });
    const bare = 'class SGD:\n    def __init__(self, params, lr=0.1): pass\n    def step(self): pass';
    expect((await run(bare)).load).toEqual({
      status: 'entry-unusable',
      entry: 'sgd',
      found:
        'class sgd(params, lr=0.1) with step(self), not step(self, grads): the gradients are handed over',
    });
  });

  test('may not return anything else', async () => {
    const source = IN_PLACE + '        return 0.5\n';
    expect((await run(source)).episodes[0]).toMatchObject({
      status: 'bad-return',
      found: 'a value of type float',
    });
  });
});

describe('a class of one parameter', () => {
  const updating = (body: string, parameters = 'lr=0.01') => `
class SGD:
    def __init__(self, ${parameters}):
        self.lr = lr
        self.steps = 0
    def update(self, w, dw):
        self.steps += 1
        ${body}
`;

  test.each([
    ['returns the new parameter', updating('return w - self.lr * dw')],
    ['changes it in place and returns it', updating('w -= self.lr * dw; return w')],
    [
      'is made from the config',
      updating('return w - self.lr * dw', 'config').replace('= lr', '= config["learning_rate"]'),
    ],
    [
      'has a hook beside it that is called step',
      updating('return w - self.step(dw)') + '    def step(self, dw):\n        return self.lr * dw\n',
    ],
  ])('%s', async (_, source) => {
    expect(isHonest(await run(source))).toBe(true);
  });

  test('has an object for each parameter, which sees a learning rate that changes and keeps its state', async () => {
    const parameters = [
      { shape: [], start: Float64Array.of(0), config: { learning_rate: 1 } },
      { shape: [1], start: Float64Array.of(0), config: { learning_rate: 10 } },
    ];
    const gradients = Array.from({ length: 3 }, () => [Float64Array.of(-1), Float64Array.of(-1)]);
    const changes = [{ step: 2, set: { learning_rate: 100 } }];
    const { episodes } = await run(updating('return w - self.lr * self.steps * dw'), {
      parameters,
      gradients,
      steps: 3,
      changes,
    });
    expect(episodes[0]).toMatchObject({ status: 'completed', keeps: 'but-the-rate' });
    expect(plain(episodes[0])).toEqual([
      [1, 10],
      [3, 30],
      [303, 330],
    ]);
  });

  test.each([
    ['w -= self.lr * dw', 'None, with w changed in place'],
    ['w = w - self.lr * dw', 'None'],
  ])('has to return it: %s', async (body, found) => {
    expect((await run(updating(body))).episodes[0]).toMatchObject({
      status: 'bad-return',
      reason: 'nothing-returned',
      found,
      expected: 'the new parameter',
    });
  });

  test('may call the method step', async () => {
    const source = updating('return w - self.lr * dw').replace('def update', 'def step');
    expect(isHonest(await run(source))).toBe(true);
  });

  describe('that takes its parameters by name', () => {
    const byName = (body: string) =>
      updating(`for name in params: ${body}`).replace('w, dw', 'params, grads');

    test.each([
      ['changes them', byName('params[name] = params[name] - self.lr * grads[name]')],
      [
        'returns others',
        updating('return {name: w - self.lr * grads[name] for name, w in params.items()}').replace(
          'w, dw',
          'params, grads',
        ),
      ],
    ])('%s', async (_, source) => {
      expect(isHonest(await run(source))).toBe(true);
    });

    test('has one object for those with equal hyperparameters, so that a step counted for each of them shows', async () => {
      const parameter = { shape: [1], start: Float64Array.of(0), config: { learning_rate: 1 } };
      const counting = byName('self.steps += 1; params[name] = params[name] - self.steps * grads[name]');
      const { episodes } = await run(counting.replace('self.steps += 1\n', 'pass\n'), {
        parameters: [parameter, parameter],
        gradients: [[Float64Array.of(-1), Float64Array.of(-1)]],
        steps: 1,
      });
      expect(plain(episodes[0])).toEqual([[1, 2]]);
    });

    test('and fails in both ways is told what fails with arrays, unless dicts are what it wants', async () => {
      const { episodes } = await run(updating('return dw.entries() + missing'));
      expect(episodes[0]).toMatchObject({ failure: { message: expect.stringContaining('ndarray') } });
      const ofDicts = await run(updating('return dw.items() + missing'));
      expect(ofDicts.episodes[0]).toMatchObject({ status: 'raised', failure: { type: 'NameError' } });
    });
  });

  test('takes no more than the two', async () => {
    const source = updating('return w').replace('self, w, dw', 'self, t, w, dw');
    expect((await run(source)).load).toMatchObject({
      found: 'class sgd(lr=0.01) with update(self, t, w, dw), not sgd(lr=…) with update(self, w, dw)',
    });
  });

  test('is none where it is made from a list of parameters', async () => {
    const source = updating('return w - self.lr * dw', 'params, lr=0.01');
    expect((await run(source)).load).toMatchObject({
      status: 'entry-unusable',
      found: 'class sgd(params, lr=0.01) with update(self, w, dw), not sgd(lr=…) with update(self, w, dw)',
    });
  });
});

const TRANSFORMATION = `
from collections import namedtuple
Transformation = namedtuple('Transformation', 'init update')

def sgd(learning_rate=0.01):
    def init(params):
        return 0
    def update(grads, state, params=None):
        return -learning_rate * grads, state + 1
    return Transformation(init, update)
`;

describe("optax's pair", () => {
  test('adds its updates', async () => {
    const { episodes } = await run(TRANSFORMATION);
    const rows = plain(episodes[0]);
    honestRows().forEach((row, step) => row.forEach((x, i) => expect(rows[step]?.[i]).toBeCloseTo(x, 14)));
  });

  test('may be an object, and update may do without parameters', async () => {
    const source = `
class Optimizer:
    def __init__(self, lr): self.lr = lr
    def init(self, params): return None
    def update(self, grads, state): return -self.lr * grads, state

def sgd(lr): return Optimizer(lr)
`;
    const { episodes } = await run(source);
    expect(plain(episodes[0])).toEqual(plain((await run(TRANSFORMATION)).episodes[0]));
  });

  test('keeps its state when the learning rate changes', async () => {
    const source = TRANSFORMATION.replace('-learning_rate * grads', 'grads * 0 + learning_rate + state');
    const { episodes } = await run(source, { steps: 3, changes: [{ step: 1, set: { learning_rate: 100 } }] });
    expect(plain(episodes[0])).toEqual([
      [1.1, -1.9],
      [102.1, 99.1],
      [204.1, 201.1],
    ]);
  });

  test('says what is missing', async () => {
    const source = 'def sgd(learning_rate=0.1):\n    return 3';
    expect((await run(source)).episodes[0]).toMatchObject({
      status: 'bad-return',
      found: 'a value of type int',
      expected: 'a pair of functions init and update',
    });
  });
});

describe('a class that takes dicts, and fails', () => {
  const source = (loop: string) => `
import numpy as np
class SGD:
    def __init__(self, lr=0.1): self.lr, self.v = lr, {}
    def update(self, params, grads):
        for name in ${loop}:
            self.v[name] = grads[name] * np.zeros(3)
            params[name] -= self.lr * grads[name]
`;

  test.each(['params', 'params.keys()', '(name for name, _ in params.items())'])(
    'is told of that, not of the arrays that it was tried with: %s',
    async (loop) => {
      const { episodes } = await run(source(loop));
      expect(episodes[0]).toMatchObject({ status: 'raised', failure: { type: 'ValueError', line: 7 } });
    },
  );

  test('while a class that takes arrays is told of arrays', async () => {
    const { episodes } = await run(source('[9]').replace('params[name]', 'params[9]'));
    expect(episodes[0]).toMatchObject({ status: 'raised', failure: { type: 'IndexError' } });
  });
});

describe('a rule', () => {
  test('gets whole numbers in its config as floats', async () => {
    const source = `
def sgd(w, dw, config=None):
    kinds = {type(value) for value in config.values()}
    return (w - dw if kinds == {float} else str(kinds)), {'learning_rate': config['learning_rate']}
`;
    const parameters = [{ shape: [2], start: new Float64Array(2), config: { learning_rate: 1 } }];
    const gradients = [1, 2].map(() => [Float64Array.of(1, 2)]);
    const changes = [{ step: 1, set: { learning_rate: 0 } }];
    const { load, episodes } = await run(source, { parameters, gradients, steps: 2, changes });
    expect(load).toEqual({ status: 'loaded' });
    expect(plain(episodes[0])).toEqual([
      [-1, -2],
      [-2, -4],
    ]);
    expect(episodes[0]).not.toHaveProperty('keeps');
  });

  test('may update a single number in place, since it is an array too', async () => {
    const source = `
def sgd(w, dw, config=None):
    flat = w.reshape(-1)
    for i in range(w.size):
        flat[i] -= dw.flat[i]
    return w, config
`;
    const parameters = [{ shape: [], start: Float64Array.of(5), config: {} }];
    const { episodes } = await run(source, { parameters, gradients: [[Float64Array.of(2)]], steps: 1 });
    expect(plain(episodes[0])).toEqual([[3]]);
  });

  describe('that takes vectors alone', () => {
    const each = (body: string) => `
from math import sqrt
def sgd(w, dw, config=None):
    config = {} if config is None else config
    sums = config.setdefault('sums', [0.0 for _ in w])
    for i, g in enumerate(dw):
        ${body}
    return w, config
`;
    const parameters = [[], [2, 2], [3]].map((shape) => ({
      shape,
      start: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
      config: null,
    }));
    const gradients = [1, 2].map(() => parameters.map(({ start }) => start.map(() => -1)));

    test('is given matrices and numbers as such, from the beginning', async () => {
      const source = each('sums[i] += g ** 2; w[i] -= g / sqrt(sums[i])');
      const { episodes } = await run(source, { parameters, gradients, steps: 2 });
      const moved = (step: number) => parameters.flatMap(({ start }) => [...start].map((x) => x + step));
      const rows = plain(episodes[0]);
      expect(rows[0]).toEqual(moved(1));
      rows[1]!.forEach((x, i) => expect(x).toBeCloseTo(moved(1 + Math.SQRT1_2)[i]!, 12));
    });

    test('but one that fails with vectors, too, is told what fails with what it was given', async () => {
      const { episodes } = await run(each('w[i] = float(g) if w.ndim == 2 else unknown'), {
        parameters: parameters.slice(1, 2),
        gradients: gradients.map((row) => row.slice(1, 2)),
        steps: 2,
      });
      expect(episodes[0]).toMatchObject({ status: 'raised', step: 0, failure: { type: 'TypeError' } });
    });

    test('and one that goes over rows is not', async () => {
      const { episodes } = await run(each('w[i] = w[i] - g.sum()'), {
        parameters: parameters.slice(1, 2),
        gradients: [[Float64Array.of(-1, -1, -1, -1)]],
        steps: 1,
      });
      expect(plain(episodes[0])).toEqual([[2, 3, 4, 5]]);
    });
  });

  describe('that keeps what it has made', () => {
    const made = `
class Own:
    def __init__(self, rate): self.rate, self.steps = rate, 0
    def __call__(self, w, g):
        self.steps += 1
        return w - self.rate * self.steps * g

def closure(rate):
    steps = 0
    def move(w, g):
        nonlocal steps
        steps += 1
        return w - rate * steps * g
    return move
`;
    const rule = (make: string) => `${made}
def sgd(w, dw, config):
    if 'own' not in config:
        config['own'] = ${make}
    return config['own'](w, dw), config
`;
    const parameters = [{ shape: [1], start: Float64Array.of(0), config: { learning_rate: 1 } }];
    const gradients = [1, 2, 3].map(() => [Float64Array.of(-1)]);
    const changes = [{ step: 2, set: { learning_rate: 10 } }];

    test.each([
      'Own(config["learning_rate"])',
      'closure(config["learning_rate"])',
      'Own(config["learning_rate"]).__call__',
    ])('is judged as a class is that is made anew with what changes: %s', async (make) => {
      const { episodes } = await run(rule(make), { parameters, gradients, steps: 3, changes });
      expect(episodes[0]).toMatchObject({ status: 'completed', keeps: 'all' });
      expect(plain(episodes[0])).toEqual([[1], [3], [13]]);
    });

    test('keeps its state where that is data', async () => {
      const source = `
from collections import namedtuple
from dataclasses import dataclass
import numpy as np
@dataclass
class State:
    steps: int = 0
Pair = namedtuple('Pair', 'a b')
def sgd(w, dw, config):
    config.setdefault('pair', Pair(np.float64, 1))
    config.setdefault('sqrt', np.sqrt)
    state = config.setdefault('state', State())
    state.steps += 1
    return w - config['learning_rate'] * state.steps * dw, config
`;
      const { episodes } = await run(source, { parameters, gradients, steps: 3, changes });
      expect(episodes[0]).not.toHaveProperty('keeps');
      expect(plain(episodes[0])).toEqual([[1], [3], [33]]);
    });
  });

  describe('that keeps its config in an object of its own', () => {
    const parameters = [{ shape: [1], start: Float64Array.of(0), config: { learning_rate: 1 } }];
    const gradients = [1, 2, 3].map(() => [Float64Array.of(-1)]);
    const changes = [{ step: 2, set: { learning_rate: 10 } }];
    const rule = (kind: string, next = 'c.steps += 1') => `
from dataclasses import dataclass, replace
from types import SimpleNamespace
${kind}
def sgd(w, dw, config=None):
    c = made(**(config or {})) if config is None or isinstance(config, dict) else config
    ${next}
    return w - c.learning_rate * c.steps * dw, c
`;
    const FIELDS = `class made:
    learning_rate: float = 0.5
    steps: int = 0`;

    test.each([
      ['a dataclass', rule(`@dataclass\n${FIELDS}`)],
      [
        'one with slots and a method',
        rule(`@dataclass(slots=True)\n${FIELDS}\n    def twice(self): return 2`),
      ],
      ['one that is frozen', rule(`@dataclass(frozen=True)\n${FIELDS}`, 'c = replace(c, steps=c.steps + 1)')],
      [
        'a namespace',
        rule('def made(learning_rate=0.5): return SimpleNamespace(learning_rate=learning_rate, steps=0)'),
      ],
    ])('is handed back just that, with what changes: %s', async (_, source) => {
      const { episodes } = await run(source, { parameters, gradients, steps: 3, changes });
      expect(episodes[0]).toMatchObject({ status: 'completed' });
      expect(episodes[0]).not.toHaveProperty('keeps');
      expect(plain(episodes[0])).toEqual([[1], [3], [33]]);
      const bare = [{ ...parameters[0]!, config: null }];
      const { episodes: without } = await run(source, { parameters: bare, gradients, steps: 3 });
      expect(plain(without[0])).toEqual([[0.5], [1.5], [3]]);
    });

    test('and is made anew where that is an optimizer, which has another name for what changes', async () => {
      const source = `
class Own:
    def __init__(self, lr=0.5): self.lr, self.steps = lr, 0
    def move(self, w, dw):
        self.steps += 1
        return w - self.lr * self.steps * dw
def sgd(w, dw, config=None):
    own = config if isinstance(config, Own) else Own(config["learning_rate"])
    return own.move(w, dw), own
`;
      const { episodes } = await run(source, { parameters, gradients, steps: 3, changes });
      expect(episodes[0]).toMatchObject({ status: 'completed', keeps: 'all' });
      expect(plain(episodes[0])).toEqual([[1], [3], [13]]);
    });
  });

  test.each(['w.astype(object)', 'np.frompyfunc(lambda x: x, 1, 1)(w)'])(
    'may give back numbers in an array of objects: %s',
    async (next) => {
      const source = `import numpy as np
def sgd(w, dw, config):
    w = w - config["learning_rate"] * dw
    return ${next}, config
`;
      expect(isHonest(await run(source))).toBe(true);
    },
  );
});
