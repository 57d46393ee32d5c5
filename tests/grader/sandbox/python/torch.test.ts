/** Right on a machine with PyTorch and on one without: what is expected of a program there is its error and the advice. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPythonSandbox, probePython } from '../../../../grader/sandbox/python/index.ts';
import { findTorchInterpreter } from '../../../../grader/sandbox/python/interpreter.ts';
import { seemsToImportTorch } from '../../../../grader/sandbox/python/torch.ts';
import type { Episode, RunResult } from '../../../../grader/episode.ts';
import type { RunLimits, Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import { episode, HONEST, honestRows, isHonest, plain, request } from './support.ts';

const NOT_INSTALLED =
  "No module named 'torch' (PyTorch is not installed where this was graded; use NumPy, or ask for PyTorch to be installed)";
/** PyTorch is loaded once, which takes long on a busy machine. */
const LONG = 120_000;

const installed = (await findTorchInterpreter()) !== null;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createPythonSandbox();
  await sandbox.run(request('import torch'));
}, LONG);
afterAll(() => sandbox.close());

function expectAdvice(result: RunResult): void {
  expect(result.load).toMatchObject({
    status: 'raised',
    failure: { type: 'ModuleNotFoundError', message: NOT_INSTALLED },
  });
  expect(result.episodes.every(({ status }) => status === 'not-run')).toBe(true);
}

/** Runs a program that imports torch and checks what it does where that is possible, else what its author is told. */
async function withTorch(
  source: string,
  check: (result: RunResult) => void,
  fields: Partial<Episode> = {},
  limits: Partial<RunLimits> = {},
): Promise<void> {
  const result = await sandbox.run(request(source, [episode(fields)], limits));
  if (installed) check(result);
  else expectAdvice(result);
}

/** A rule in torch whose body is given, indented by four. */
const rule = (...body: string[]) =>
  ['import torch', 'def sgd(w, dw, config=None):', ...body.map((line) => `    ${line}`)].join('\n');

const STEP = 'w - config["learning_rate"] * dw';

const ADAM_IN_NUMPY = `
import numpy as np
def adam(w, dw, config):
    t = config['t'] = config.get('t', 0) + 1
    m = config['m'] = 0.9 * config.get('m', np.zeros_like(w)) + 0.1 * dw
    v = config['v'] = 0.999 * config.get('v', np.zeros_like(w)) + 0.001 * dw**2
    return w - config['learning_rate'] * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8), config
`;
const ADAM_IN_TORCH = `
import torch
def adam(w, dw, config):
    state = config.setdefault('state', {'t': 0, 'm': torch.zeros(w.shape), 'v': torch.zeros(w.shape)})
    beta1, beta2 = torch.tensor(0.9), torch.tensor(0.999)
    state['t'] += 1
    state['m'].mul_(beta1).add_(dw * (1 - beta1))
    state['v'].mul_(beta2).addcmul_(dw, dw, value=1 - 0.999)
    m_hat = state['m'] / (1 - beta1 ** state['t'])
    v_hat = state['v'] / (1 - beta2 ** state['t'])
    return w.addcdiv(m_hat, v_hat.sqrt() + 1e-8, value=-config['learning_rate']), config
`;

function adamEpisode(shape: number[]): Partial<Episode> {
  const size = shape.reduce((product, n) => product * n, 1);
  const numbers = (step: number) =>
    Float64Array.from({ length: size }, (_, i) => Math.sin(7 * step + 3 * i + 1));
  return {
    entry: 'adam',
    parameters: [{ shape, start: numbers(100), config: { learning_rate: 0.1 } }],
    gradients: Array.from({ length: 50 }, (_, step) => [numbers(step)]),
    steps: 50,
  };
}

function expectClose(found: number[][], expected: number[][]): void {
  expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  const error = Math.max(
    ...expected.flatMap((row, step) => row.map((x, i) => Math.abs((found[step]?.[i] ?? NaN) - x))),
  );
  expect(error).toBeLessThan(1e-12);
}

describe('a rule written with torch', () => {
  test.each([
    ['scalar', []],
    ['vector', [3]],
    ['matrix', [2, 3]],
  ])('as Adam takes the steps that NumPy takes on a %s', async (_, shape) => {
    const { episodes } = await sandbox.run(request(ADAM_IN_NUMPY, [episode(adamEpisode(shape))]));
    const expected = plain(episodes[0]);
    expect(expected).toHaveLength(50);
    await withTorch(
      ADAM_IN_TORCH,
      (result) => {
        expect(result.episodes[0]).toMatchObject({ status: 'completed', dtypes: ['float64'] });
        expectClose(plain(result.episodes[0]), expected);
      },
      adamEpisode(shape),
    );
  });

  test.each([
    ['a tensor', [`return ${STEP}, config`]],
    ['one that requires a gradient', ['w.requires_grad_()', `return ${STEP}, config`]],
    ['its argument, updated in place', ['w.sub_(config["learning_rate"] * dw)', 'return w, config']],
    ['an array', [`return (${STEP}).numpy(), config`]],
    ['a list of tensors', ['w.requires_grad_()', `return list(${STEP}), config`]],
    ['numbers', [`return (${STEP}).tolist(), config`]],
    [
      'what a gradient of its own led to',
      [
        'w.requires_grad_()',
        '(w * dw).sum().backward()',
        'return w - config["learning_rate"] * w.grad, config',
      ],
    ],
  ])('may return %s', (_, body) => withTorch(rule(...body), (result) => expect(isHonest(result)).toBe(true)));

  test('gets fresh tensors of the dtype of the test, without a gradient', () =>
    withTorch(
      rule(
        'assert w.dtype == dw.dtype == torch.float32 and w.shape == dw.shape == (2,)',
        'assert not w.requires_grad and w.is_leaf',
        `return ${STEP}, config`,
      ),
      ({ episodes }) => expect(episodes[0]).toMatchObject({ status: 'completed', dtypes: ['float32'] }),
      { dtype: 'float32' },
    ));

  test.each(['float32', 'float16', 'bfloat16', 'int64'])('is found to return %s', (dtype) =>
    withTorch(rule(`return (${STEP}).to(torch.${dtype}), config`), ({ episodes }) =>
      expect(episodes[0]).toMatchObject({ status: 'completed', dtypes: [dtype] }),
    ),
  );

  test.each([
    ['return w', 'not-a-pair', 'a value of type Tensor'],
    ['return w[:1], config', 'wrong-shape', 'shape (1,)'],
    ['return w * 1j, config', 'complex-values', 'complex128 values'],
    ['return w > 0, config', 'wrong-type', 'bool values'],
    ['return w.to_sparse(), config', 'wrong-type', 'a tensor that is not dense'],
  ])('is told what is amiss: %s', (statement, reason, found) =>
    withTorch(rule(statement), ({ episodes }) =>
      expect(episodes[0]).toMatchObject({ status: 'bad-return', step: 0, reason, found }),
    ),
  );
});

describe('a class in the style of torch.optim', () => {
  test.each([
    [
      'with step(grads)',
      `
import torch
class SGD:
    def __init__(self, params, lr):
        self.params, self.lr = params, lr
    def step(self, grads):
        for p, g in zip(self.params, grads):
            p -= self.lr * g
`,
    ],
    [
      'that returns new parameters',
      `
from torch import mul
class SGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
    def step(self, grads):
        self.params = [p - mul(g, self.lr) for p, g in zip(self.params, grads)]
        return self.params
`,
    ],
    [
      'that is a torch.optim.Optimizer and finds its gradients in grad',
      `
import torch
class SGD(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-3):
        super().__init__(params, {'lr': lr})
    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group['params']:
                p.copy_(p - group['lr'] * p.grad)
`,
    ],
  ])('%s', (_, source) => withTorch(source, (result) => expect(isHonest(result)).toBe(true)));

  test('follows a changed learning rate', () =>
    withTorch(
      `
import torch
class SGD(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-3):
        super().__init__(params, {'lr': lr})
    def step(self):
        for p in self.param_groups[0]['params']:
            p.fill_(self.param_groups[0]['lr'])
`,
      ({ episodes }) =>
        expect(plain(episodes[0])).toEqual([
          [0.1, 0.1],
          [7, 7],
        ]),
      { steps: 2, changes: [{ step: 1, set: { learning_rate: 7 } }] },
    ));
});

test("optax's pair gets tensors", () =>
  withTorch(
    `
import torch
def sgd(learning_rate):
    def update(grads, state, params):
        return torch.mul(grads, -learning_rate), state
    return torch.zeros_like, update
`,
    ({ episodes }) => expectClose(plain(episodes[0]), honestRows()),
  ));

describe('a program that imports torch', () => {
  test('prints, the same at every run and with one thread', async () => {
    const source = `${rule(`return ${STEP}, config`)}\nprint(torch.rand(3), torch.empty(3), torch.get_num_threads())`;
    const results = await Promise.all(
      Array.from({ length: 3 }, () => sandbox.run(request(source, [episode()]))),
    );
    for (const result of results) {
      expect(result).toEqual(results[0]);
      if (installed) expect(result.output).toMatch(/^tensor\(\[0\..*\) 1\n$/);
      else expectAdvice(result);
    }
  });

  test('raises, with its line', () =>
    withTorch(rule('return w @ torch.ones(3), config'), ({ episodes }) =>
      expect(episodes[0]).toMatchObject({
        status: 'raised',
        step: 0,
        failure: { type: 'RuntimeError', line: 3 },
      }),
    ));

  test('meets the limit of memory, at once or little by little', async () => {
    const limits = { memoryBytes: 2 ** 27 };
    const meets = ({ episodes }: RunResult) =>
      expect(episodes[0]).toEqual({ status: 'limit', limit: 'memory', step: 0, rows: [] });
    await withTorch(rule('torch.ones(10**8)', 'return w, config'), meets, {}, limits);
    const kept = rule('kept = []', 'while True: kept.append(torch.ones(10**5))');
    await withTorch(kept, meets, {}, limits);
  });

  test('may crash without a word from the libraries of torch', () =>
    withTorch('import torch, ctypes\nctypes.string_at(0)', ({ load, output }) => {
      expect(load).toEqual({ status: 'died', reason: 'it was ended by SIGSEGV' });
      expect(output).toBe('');
    }));

  test('finds the walls where they are', () =>
    withTorch(
      `import torch, ctypes, os, socket, tempfile
for attempt in (lambda: os.listdir('/etc'), os.fork, socket.socket, lambda: open('/written', 'w')):
    try:
        attempt()
    except OSError as error:
        print('refused')
environment = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), 'environ')
print(tempfile.gettempdir(), os.listdir('/tmp'), bool(environment and environment[0]))`,
      ({ output }) => expect(output).toBe('refused\n'.repeat(4) + '/tmp [] False\n'),
    ));
});

describe('a program', () => {
  test.each([
    ['import torch', true],
    ['x = 1\nfrom torch.nn import functional', true],
    ['import numpy, torch as t', true],
    ['import functorch', false],
    ['import torchvision', false],
    ['import numpy  # not torch', false],
    ['# import torch', false],
    ['def f():\n    import torch', false],
  ])('seems to import torch or not: %j', (source, expected) => {
    expect(seemsToImportTorch(source)).toBe(expected);
  });

  test('that only speaks of importing torch gets arrays', async () => {
    const source = `"""\nimport torch\n"""\n${HONEST.replace('return', 'assert type(w).__name__ == "ndarray"; return')}`;
    expect(isHonest(await sandbox.run(request(source)))).toBe(true);
  });

  test('that imports torch where this is not seen is told how to', async () => {
    const source = 'def sgd(w, dw, config):\n    import torch\n    return w, config';
    expect((await sandbox.run(request(source))).episodes[0]).toMatchObject({
      status: 'raised',
      failure: {
        type: 'ModuleNotFoundError',
        message:
          "No module named 'torch' (PyTorch is loaded for files with a line that begins with `import torch` only)",
      },
    });
  });

  test('that imports torch is told where there is none; others are graded there', async () => {
    const without = await createPythonSandbox({ torchPython: '/nowhere/python3' });
    try {
      expectAdvice(await without.run(request(rule(`return ${STEP}, config`))));
      expect(isHonest(await without.run(request(HONEST)))).toBe(true);
    } finally {
      await without.close();
    }
  });
});

test(
  'the probe names the Python that has torch',
  async () => {
    const { torch } = await probePython();
    expect(torch).toEqual(
      installed
        ? {
            path: expect.stringMatching(/^\//),
            pythonVersion: expect.stringMatching(/^3\./),
            numpyVersion: expect.any(String),
            torchVersion: expect.stringMatching(/^\d/),
          }
        : null,
    );
  },
  LONG,
);
