/**
 * The law of runs that share a process: whatever a program does, each has the result that it has alone. Programs here keep
 * state wherever a module can, change what libraries do, print, draw numbers, end, and never end.
 */
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunResult } from '../../../../grader/episode.ts';
import type { RunParts } from '../../../../grader/sandbox/python/frames.ts';
import { createPythonSandbox } from '../../../../grader/sandbox/python/index.ts';
import { Together } from '../../../../grader/sandbox/python/together.ts';
import type { Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import { Turns } from '../../../../grader/sandbox/turns.ts';
import { episode, HONEST, request } from './support.ts';

const NAMES = ['first', 'second', 'third', 'fourth', 'fifth'];

/** A function of each name, with a body that the name is known in. */
const withAll = (body: string, before = '') =>
  `${before}\n${NAMES.map((name) => `def ${name}(w, dw, config=None):\n    me = '${name}'\n    ${body.replaceAll('\n', '\n    ')}\n`).join('\n')}`;

const STEP = "return w - config['learning_rate'] * dw, config";

const PROGRAMS: Record<string, string> = {
  'remembers nothing': withAll(STEP),
  'counts calls in a global of the module': withAll(
    `global calls\ncalls += 1\nreturn w - dw / calls, config`,
    'calls = 0',
  ),
  'sets a global that others read': withAll(
    "if me == 'second':\n    globals()['rate'] = 0.5\nreturn w - rate * dw, config",
  ),
  'keeps state on a function': withAll(
    "first.t = getattr(first, 't', 0) + 1\nreturn w - dw / first.t, config",
  ),
  'keeps state in a default argument': withAll(
    'def kept(seen=[]):\n    seen.append(1)\n    return len(seen)\nreturn w - dw / kept(), config',
  ),
  'draws numbers without a seed': withAll(
    'return w - random.random() * np.random.rand() * np.random.default_rng().random() * dw, config',
    'import random\nimport numpy as np',
  ),
  'reads what looks like entropy': withAll('return w - os.urandom(1)[0] * dw, config', 'import os'),
  prints: withAll(`print(me, float(w[0]))\n${STEP}`, "print('loaded')"),
  'prints without an end of line': withAll(`print(me, end=' ')\n${STEP}`),
  'puts something else in the place of standard output': withAll(
    `if me == 'second':\n    sys.stdout = io.StringIO()\nprint(me)\n${STEP}`,
    'import io, sys',
  ),
  'puts another function into a library': withAll(
    `if me == 'second':\n    np.sqrt = np.square\nreturn w - np.sqrt(np.abs(dw)), config`,
    'import numpy as np',
  ),
  'puts another function among the built-in ones': withAll(
    `if me == 'second':\n    import builtins\n    builtins.abs = max\nreturn w - abs(float(dw[0])) * dw, config`,
  ),
  'makes NumPy raise': withAll(
    `if me == 'third':\n    np.seterr(all='raise')\nnp.exp(np.float64(1000))\n${STEP}`,
    'import numpy as np',
  ),
  'makes warnings errors': withAll(
    `if me == 'first':\n    warnings.simplefilter('error')\nwarnings.warn('odd')\n${STEP}`,
    'import warnings',
  ),
  'raises in one': withAll(`if me == 'second':\n    raise ValueError(me)\n${STEP}`),
  'ends in one': withAll(`if me == 'fourth':\n    raise SystemExit\n${STEP}`),
  'kills its process in one': withAll(`if me == 'third':\n    os._exit(3)\n${STEP}`, 'import os'),
  'never ends in one': withAll(`while me == 'second':\n    pass\n${STEP}`),
  'prints a flood in one': withAll(`while me == 'fifth':\n    print('x' * 1000)\n${STEP}`),
  'takes all memory in one': withAll(`if me == 'third':\n    bytearray(2**40)\n${STEP}`),
  'gives back nothing in one': withAll(`if me == 'first':\n    return None\n${STEP}`),
  'lacks one': withAll(STEP).replace('def third', 'def another'),
  'has no function for one': withAll(STEP) + '\nfourth = 3\n',
  'does not parse': withAll(STEP) + '\ndef (',
  'raises when it is loaded': withAll(STEP, 'raise RuntimeError("no")'),
  'is honest': NAMES.map((name) => `${HONEST.replace('def sgd', `def ${name}`)}`).join('\n'),
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createPythonSandbox();
});
afterAll(() => sandbox.close());

/** Numbers as text, since NaN is not equal to itself. */
const plain = (result: RunResult): unknown =>
  JSON.parse(
    JSON.stringify(result, (_, value: unknown) =>
      value instanceof Float64Array ? [...value].map(String) : value,
    ),
  );

test.each(Object.entries(PROGRAMS))('a program that %s', async (name, source) => {
  // In another order for each.
  const names = NAMES.map((_, index) => NAMES[(index * 2 + name.length) % NAMES.length]!);
  const { program, limits } = request(source, [], { wallSeconds: 0.4 });
  const runOf = (entry: string) =>
    sandbox.run({ program, limits, episodes: [episode({ entry }), episode({ entry, steps: 3 })] });
  const together = await Promise.all(names.map(runOf));
  const alone: RunResult[] = [];
  for (const each of names) alone.push(await runOf(each));
  expect(together.map(plain)).toEqual(alone.map(plain));
});

test('what is asked for at once is played by few processes, and alone what had no result there', async () => {
  const played: number[] = [];
  const nothing: RunResult = { load: { status: 'loaded' }, episodes: [], output: '' };
  const together = new Together(new Turns(8, 8), (parts: RunParts) => {
    played.push(parts.length);
    const [, ...others] = parts;
    return Promise.resolve([nothing, ...others.map((_, index) => (index === 0 ? null : nothing))]);
  });
  const program = request('').program;
  const others = request('').program;
  const { limits } = request('');
  const ask = (of: typeof program) => together.run({ episodes: [], limits, program: of });
  const results = await Promise.all([...Array.from({ length: 40 }, () => ask(program)), ask(others)]);
  expect(results.every((result) => result === nothing)).toBe(true);
  const groups = Math.min(40, availableParallelism());
  const shared = played.filter((parts) => parts > 1);
  expect(shared.length).toBeLessThanOrEqual(groups);
  expect(shared.reduce((sum, parts) => sum + parts, 0)).toBeGreaterThanOrEqual(40 - groups);
  // One of each group, and the other program.
  expect(played.filter((parts) => parts === 1).length).toBeGreaterThan(shared.length);
});

test('where a process cannot be had, everybody who shares it is told', async () => {
  const together = new Together(new Turns(8, 8), () => Promise.reject(new Error('no process')));
  const shared = request('');
  const asked = await Promise.allSettled([together.run(shared), together.run(shared), together.run(shared)]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});
