import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraderFault } from '../../../../grader/terms.ts';
import { OBJECTIVES } from '../../../../grader/objectives/index.ts';
import { createPythonSandbox } from '../../../../grader/sandbox/python/index.ts';
import type { Episode, RunResult } from '../../../../grader/episode.ts';
import type { Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import {
  episode,
  eventually,
  HONEST,
  honestRows,
  isHonest,
  plain,
  request,
  startedFromNow,
} from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createPythonSandbox();
});
afterAll(() => sandbox.close());

const run = (source: string, fields: Partial<Episode> = {}): Promise<RunResult> =>
  sandbox.run(request(source, [episode(fields)]));
const first = ({ episodes }: RunResult) => episodes[0];

const STEPS = 20;
/** Gradient descent that hears nothing of its own overflow. */
const QUIET = `
import numpy as np
def sgd(w, dw, config):
    with np.errstate(all='ignore'):
        return w - config['learning_rate'] * dw, config
`;

/** A rule whose body is given, indented by four. */
const rule = (...body: string[]) =>
  ['import numpy as np', 'def sgd(w, dw, config=None):', ...body.map((line) => `    ${line}`)].join('\n');

describe('a rule', () => {
  test('is stepped through the recorded gradients', async () => {
    expect(await run(HONEST)).toEqual({
      load: { status: 'loaded' },
      episodes: [expect.objectContaining({ status: 'completed', dtypes: ['float64'] })],
      output: '',
    });
    expect(plain(first(await run(HONEST)))).toEqual(honestRows());
  });

  test('gets gradients at its own point in closed loop', async () => {
    const asked: [number, number, number[]][] = [];
    const result = await sandbox.run({
      ...request(HONEST, [episode(), episode({ gradients: null, steps: 3 })]),
      gradient: (index, step, [w]) => {
        asked.push([index, step, [...(w ?? [])]]);
        return [(w ?? new Float64Array()).map((x) => 2 * x)];
      },
    });
    expect(plain(result.episodes[1])).toEqual([
      [0.8, -1.6],
      [expect.closeTo(0.64), expect.closeTo(-1.28)],
      [expect.closeTo(0.512), expect.closeTo(-1.024)],
    ]);
    expect(asked.map(([index, step]) => [index, step])).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(asked[1]?.[2]).toEqual([0.8, -1.6]);
  });

  test.each(OBJECTIVES.filter(({ linear }) => linear))(
    'computes the linear gradient of $name as the host has it to the last bit, and asks for none',
    async ({ linear, gradient, start }) => {
      const starts = [1, -3].map((factor) => Float64Array.from(start, (x) => factor * x));
      const coefficients = (of: 'slope' | 'offset') =>
        Array.from({ length: STEPS }, (_, step) =>
          starts.map((theta) => theta.map((__, i) => linear![of](i, theta.length, step))),
        );
      const closed = (dtype: Episode['dtype'], rate: number): Episode => ({
        ...episode({ dtype, gradients: null, steps: STEPS }),
        parameters: starts.map((theta) => ({
          shape: [theta.length],
          start: theta,
          config: { learning_rate: rate },
        })),
      });
      // The last one overflows, which warns nobody.
      const asking = [closed('float64', 0.003), closed('float32', 0.003), closed('float64', 1e40)];
      const told = { slopes: coefficients('slope'), offsets: coefficients('offset') };
      const asked = new Set<number>();
      const { episodes, output } = await sandbox.run({
        ...request(QUIET, [...asking, ...asking.map((each) => ({ ...each, linear: told }))]),
        gradient: (index, step, rows) => {
          asked.add(index);
          return rows.map((theta) => gradient(theta, step));
        },
      });
      expect([...asked]).toEqual([0, 1, 2]);
      expect(episodes.slice(3)).toEqual(episodes.slice(0, 3));
      expect(plain(episodes[2]).at(-1)).toContainEqual(NaN);
      expect(output).toBe('');
    },
  );

  test.each([
    ['scalar', [], [3]],
    ['vector', [3], [1, 2, 3]],
    ['matrix', [2, 3], [1, 2, 3, 4, 5, 6]],
  ])('gets a %s of its shape and dtype, fresh and writable', async (_, shape, start) => {
    const source = rule(
      `assert w.shape == dw.shape == ${shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`}`,
      'assert w.dtype == dw.dtype == np.float32',
      'if w.shape: assert w.flags.c_contiguous and w.flags.writeable and w.flags.owndata | (w.base is not None)',
      'return w - dw, config',
    );
    const parameters = [{ shape, start: Float64Array.from(start), config: {} }];
    const gradients = [[Float64Array.from(start)]];
    const outcome = first(await run(source, { parameters, gradients, steps: 1, dtype: 'float32' }));
    expect(outcome).toMatchObject({ status: 'completed', dtypes: ['float32'] });
    expect(plain(outcome)).toEqual([start.map(() => 0)]);
  });

  test('is called without a config when there is none, and with what it returned from then on', async () => {
    const source =
      'def sgd(w, dw, config={}):\n    n = config.get("n", 0) + 1\n    return w * 0 + n, {"n": n}';
    const start = [{ shape: [2], start: Float64Array.of(0, 0), config: null }];
    expect(plain(first(await run(source, { parameters: start, steps: 3 })))).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const stateless = rule('assert config is None', 'return w - 0.1 * dw, config');
    expect(
      isHonest(await run(stateless, { parameters: [{ ...start[0]!, start: Float64Array.of(1, -2) }] })),
    ).toBe(true);
  });

  test('keeps the very config object, one a parameter', async () => {
    const source = rule(
      'seen = config.setdefault("seen", [])',
      'assert not seen or seen[-1] is config',
      'seen.append(config)',
      'return w + config["learning_rate"], config',
    );
    const parameters = [
      { shape: [1], start: Float64Array.of(0), config: { learning_rate: 1 } },
      { shape: [], start: Float64Array.of(0), config: { learning_rate: 10 } },
    ];
    const gradients = Array.from({ length: 3 }, () => [Float64Array.of(0), Float64Array.of(0)]);
    const outcome = first(await run(source, { parameters, gradients, steps: 3 }));
    expect(plain(outcome)).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
  });

  test.each([
    ['a UserDict', 'collections.UserDict(config)'],
    ['a ChainMap', 'collections.ChainMap({}, config)'],
    ['a read-only view', 'types.MappingProxyType(config)'],
  ])('may keep its config in %s, and finds changes there', async (_, made) => {
    const source = `
import collections, types

def sgd(w, dw, config=None):
    return w * 0 + config['learning_rate'], ${made}
`;
    const outcome = first(await run(source, { steps: 3, changes: [{ step: 1, set: { learning_rate: 7 } }] }));
    expect(plain(outcome).map(([x]) => x)).toEqual([0.1, 7, 7]);
  });

  test('finds changed hyperparameters in its config', async () => {
    const source = rule('return w * 0 + config["learning_rate"], config');
    const outcome = first(await run(source, { steps: 3, changes: [{ step: 1, set: { learning_rate: 7 } }] }));
    expect(plain(outcome)).toEqual([
      [0.1, 0.1],
      [7, 7],
      [7, 7],
    ]);
  });

  test('may update in place, or return lists, tuples and integers', async () => {
    expect(isHonest(await run(rule('w -= config["learning_rate"] * dw', 'return w, config')))).toBe(true);
    expect(isHonest(await run(rule('return (w - config["learning_rate"] * dw).tolist(), config')))).toBe(
      true,
    );
    expect(first(await run(rule('return (1, 2), config'), { steps: 1 }))).toMatchObject({
      status: 'completed',
      dtypes: ['int64'],
    });
    expect(first(await run(rule('return w.astype("f4"), config')))).toMatchObject({ dtypes: ['float32'] });
  });

  test('may return what is not finite', async () => {
    expect(plain(first(await run(rule('return w * np.nan, config'), { steps: 1 })))).toEqual([[NaN, NaN]]);
  });
});

describe('what a rule gives back amiss', () => {
  test.each([
    ['return None', 'nothing-returned', 'None', 'a pair (next_w, config)'],
    ['w += 1', 'nothing-returned', 'None, with w changed in place', 'a pair (next_w, config)'],
    ['return w', 'only-parameters', 'an array of shape (2,)', 'a pair (next_w, config)'],
    ['return list(w)', 'only-parameters', 'a list of 2', 'a pair (next_w, config)'],
    ['return config', 'only-config', 'a value of type dict', 'a pair (next_w, config)'],
    [
      'return config, w',
      'pair-exchanged',
      'first a value of type dict, then an array of shape (2,)',
      'a pair (next_w, config)',
    ],
    ['return w, config, 1', 'not-a-pair', 'a tuple of 3', 'a pair (next_w, config)'],
    ['return w, 0.1', 'config-not-a-dict', 'a value of type float', 'a dict as config'],
    ['return w, None', 'config-not-a-dict', 'None', 'a dict as config'],
    ['return w[:1], config', 'wrong-shape', 'shape (1,)', 'shape (2,)'],
    ['return w.sum(), config', 'wrong-shape', 'a single number', 'shape (2,)'],
    ['return [[1], [2, 3]], config', 'wrong-shape', 'a list that is no array', 'an array of shape (2,)'],
    ['return w * 1j, config', 'complex-values', 'complex128 values', 'real numbers'],
    ['return None, config', 'wrong-type', 'None', 'an array of shape (2,)'],
    ['return "ab", config', 'wrong-type', 'a value of type str', 'an array of shape (2,)'],
    ['return ["a", "b"], config', 'wrong-type', 'str32 values', 'numbers'],
    ['return np.array([None, "1"]), config', 'wrong-type', 'object values', 'numbers'],
    ['return w.astype(object) * 1j, config', 'complex-values', 'complex128 values', 'real numbers'],
    ['return w, {1, 2}', 'config-not-a-dict', 'a value of type set', 'a dict as config'],
    ['return w, np.sqrt', 'config-not-a-dict', 'a value of type ufunc', 'a dict as config'],
    ['return w, sgd', 'config-not-a-dict', 'a value of type function', 'a dict as config'],
    ['return w, dict', 'config-not-a-dict', 'a value of type type', 'a dict as config'],
    ['return w > 0, config', 'wrong-type', 'bool values', 'numbers'],
  ])('%s', async (statement, reason, found, expected) => {
    const outcome = first(await run(rule(statement)));
    expect(outcome).toEqual({ status: 'bad-return', step: 0, reason, found, expected, rows: [] });
  });

  test('leaves the rows of the steps before', async () => {
    const source = rule('config["n"] = config.get("n", 0) + 1', 'if config["n"] < 3: return w, config');
    expect(first(await run(source))).toMatchObject({
      status: 'bad-return',
      step: 2,
      rows: [expect.anything(), expect.anything()],
    });
  });
});

describe('a program that fails', () => {
  test('by syntax, with the line', async () => {
    const { load, episodes } = await run('x = 1\ndef sgd(w dw):\n    pass');
    expect(load).toMatchObject({ status: 'syntax-error', failure: { type: 'SyntaxError', line: 2 } });
    expect(episodes).toEqual([{ status: 'not-run' }]);
  });

  test('by a source that is no text', async () => {
    expect((await run('x = "\0"')).load).toMatchObject({ status: 'syntax-error' });
  });

  test('at its own top level, with line and trace', async () => {
    const { load } = await run('def f():\n    return 1 / 0\n\nf()');
    expect(load).toMatchObject({
      status: 'raised',
      failure: { type: 'ZeroDivisionError', message: 'division by zero', line: 2 },
    });
    expect(load.status === 'raised' && load.failure.trace).toContain('line 4, in <module>\n    f()');
  });

  test('in a step, at the deepest line of its own', async () => {
    const source = rule(
      'n = config["n"] = config.get("n", 0) + 1',
      'if n == 3:',
      '    np.reshape(w, 7)',
      'return w, config',
    );
    expect(first(await run(source))).toMatchObject({
      status: 'raised',
      step: 2,
      failure: { type: 'ValueError', line: 5 },
      rows: [expect.anything(), expect.anything()],
    });
  });

  test('in one episode, without harm to the others', async () => {
    const source = `${HONEST}\ndef bad(w, dw, config): raise KeyError('velocity')`;
    const { episodes } = await sandbox.run(request(source, [episode({ entry: 'bad' }), episode()]));
    expect(episodes.map(({ status }) => status)).toEqual(['raised', 'completed']);
  });

  test('for want of the entry', async () => {
    const classes = 'class Base:\n def step(self): pass\nclass Adam(Base): pass\nclass Part: pass';
    expect((await run(`import math\ndef sdg(w, dw): pass\n${classes}\n_x = 1`)).load).toEqual({
      status: 'entry-missing',
      entry: 'sgd',
      available: ['sdg', 'Base', 'Adam', 'Part'],
      steppers: ['Adam'],
    });
  });

  test.each([
    ['def sgd(w): pass', 'sgd(w)'],
    ['def sgd(): pass', 'sgd()'],
    ['sgd = 3', 'sgd, a value of type int'],
    ['class sgd: pass', 'class sgd without a method step(grads) or update(w, dw)'],
  ])('by an entry that cannot be called: %s', async (source, found) => {
    expect((await run(source)).load).toEqual({ status: 'entry-unusable', entry: 'sgd', found });
  });
});

describe('limits', () => {
  test('keep the episodes and rows before', async () => {
    const source = rule(
      'n = config["n"] = config.get("n", 0) + 1',
      'while n == 4 and "momentum" in config: pass',
      'return w - config["learning_rate"] * dw, config',
    );
    const slow = [{ shape: [2], start: Float64Array.of(1, -2), config: { learning_rate: 0.1, momentum: 0 } }];
    const result = await sandbox.run(
      request(source, [episode(), episode({ parameters: slow }), episode()], { wallSeconds: 0.7 }),
    );
    expect(result.episodes.map(({ status }) => status)).toEqual(['completed', 'limit', 'not-run']);
    expect(result.episodes[1]).toMatchObject({ limit: 'time', step: 3 });
    expect(plain(result.episodes[1])).toEqual(honestRows().slice(0, 3));
  });

  test('of output cut what is kept', async () => {
    const result = await sandbox.run(
      request('print("é" * 100)\n' + HONEST, [episode()], { outputBytes: 50 }),
    );
    expect(result.load).toEqual({ status: 'limit', limit: 'output' });
    expect(result.output).toBe('é'.repeat(25));
  });

  test('of output may be reached exactly', async () => {
    const result = await sandbox.run(request('print("x" * 49)\n' + HONEST, [episode()], { outputBytes: 50 }));
    expect(isHonest(result)).toBe(true);
    expect(result.output).toHaveLength(50);
  });

  test('of memory are met by allocation', async () => {
    const source = rule('np.ones(10**8)', 'return w, config');
    const result = await sandbox.run(request(source, [episode()], { memoryBytes: 2 ** 27 }));
    expect(first(result)).toEqual({ status: 'limit', limit: 'memory', step: 0, rows: [] });
  });
});

describe('the sandbox', () => {
  test('gives the same result for the same request, whatever chance it asks and whoever plays it', async () => {
    const source = `
import os, random, secrets, tempfile, uuid
import numpy as np
print(hash('a'), {'x', 'y', 'z'}, set('optimizer'))
print(random.random(), random.Random().random(), random.SystemRandom().random(), random.getrandbits(64))
print(np.random.rand(), np.random.default_rng().random(), np.random.SeedSequence().entropy)
print(np.random.RandomState().rand(), np.random.Generator(np.random.SFC64()).random())
print(os.urandom(8), secrets.token_hex(), uuid.uuid4(), tempfile.mkstemp()[1])
random.seed(), np.random.seed()
def sgd(w, dw, config=None):
    noise = np.random.default_rng().normal(size=2) + np.random.rand(2) + random.gauss(0, 1)
    return w - config['learning_rate'] * (dw + noise), config`;
    const other = await createPythonSandbox();
    const results = await Promise.all([
      ...Array.from({ length: 6 }, () => run(source)),
      other.run(request(source)),
    ]);
    await other.close();
    expect(first(results[0]!)).toMatchObject({ status: 'completed' });
    for (const result of results) expect(result).toEqual(results[0]);
  });

  test('lets chance differ from one draw to the next', async () => {
    const source = `
import os, random, secrets
import numpy as np
draws = [random.random(), random.random(), np.random.rand(), np.random.rand(), os.urandom(8), os.urandom(8)]
draws += [np.random.default_rng().random(), np.random.default_rng().random(), secrets.randbits(64)]
print(len(draws) - len(set(draws)), len(os.urandom(0)), len(os.urandom(5)))
${HONEST}`;
    expect((await run(source)).output).toBe('0 0 5\n');
  });

  test('shows a program nothing of what was played before it', async () => {
    await run(HONEST);
    const source = `
import gc, sys
print(sys.argv, sys.modules['optim'].__dict__ is globals(), 'rehearsal_of_a_run' in sys.modules)
gc.unfreeze()
print(any(type(o).__name__ == 'function' and o.__name__ in ('sgd', 'rehearsed') for o in gc.get_objects()))
${HONEST}`;
    expect((await run(source)).output).toBe("['optim.py'] True False\nFalse\n");
  });

  test('says the same of a thing wherever in memory it is, and of its channel', async () => {
    const source = `
import os
class Thing: pass
print(Thing(), os.listdir('/proc/self/fd') if os.path.isdir('/proc/self') else '')
${rule('raise ValueError(repr(object()))')}`;
    const results = await Promise.all(Array.from({ length: 12 }, () => run(source)));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(results[0]?.output).toMatch(/^<optim\.Thing object at 0x…>/);
  });

  test('plays many runs at a time without mixing them up', async () => {
    const results = await Promise.all(
      Array.from({ length: 24 }, (_, n) => run(`print(${n})\n` + rule(`return w * 0 + ${n}, config`))),
    );
    expect(results.map((result) => [result.output, plain(first(result))[0]])).toEqual(
      results.map((_, n) => [`${n}\n`, [n, n]]),
    );
  });

  test('takes up a long run in pieces', async () => {
    const size = 20_000;
    const parameters = [{ shape: [size], start: new Float64Array(size), config: {} }];
    const gradients = Array.from({ length: 40 }, () => [new Float64Array(size).fill(1)]);
    const outcome = first(await run(rule('return w + dw, config'), { parameters, gradients, steps: 40 }));
    expect(outcome?.status).toBe('completed');
    if (outcome?.status === 'completed') {
      expect(outcome.rows.map(([row]) => [row?.[0], row?.[size - 1]])).toEqual(
        gradients.map((_, step) => [step + 1, step + 1]),
      );
    }
  });

  test('starts anew when its processes are killed, and calls the lost run a fault of its own', async () => {
    const started = startedFromNow();
    const own = await createPythonSandbox();
    const lost = expect(own.run(request('while True: pass'))).rejects.toBeInstanceOf(GraderFault);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const [, zygote] = started();
    process.kill(zygote ?? NaN, 'SIGKILL');
    await lost;
    expect(isHonest(await own.run(request(HONEST)))).toBe(true);
    await own.close();
  });

  test('ends with everything it started', async () => {
    const started = startedFromNow();
    const own = await createPythonSandbox();
    expect(started().length).toBeGreaterThan(2);
    await own.close();
    expect(await eventually(() => started().length === 0)).toBe(true);
    await expect(own.run(request(HONEST))).rejects.toBeInstanceOf(GraderFault);
  });

  test('calls a request that does not add up a fault', async () => {
    const broken = sandbox.run(request(HONEST, [{ ...episode(), steps: 3 }]));
    await expect(broken).rejects.toThrow(/gradients/);
  });

  test('says what is missing', async () => {
    await expect(createPythonSandbox({ python: '/nowhere/python3' })).rejects.toThrow(
      /no Python 3\.9 or later with NumPy \(\/nowhere\/python3: not found\)/,
    );
  });

  test('passes on a failing gradient as a fault', async () => {
    const broken = sandbox.run({
      ...request(HONEST, [episode({ gradients: null })]),
      gradient: () => {
        throw new Error('objective');
      },
    });
    await expect(broken).rejects.toBeInstanceOf(GraderFault);
  });
});
