import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Hyperparameters, Language, Vector } from '../../../../grader/terms.ts';
import { createJavaScriptSandbox } from '../../../../grader/sandbox/javascript/index.ts';
import type { Episode } from '../../../../grader/episode.ts';
import type { Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import { episodeOf, recordedGradients, requestOf, vector } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createJavaScriptSandbox({ threads: 1 });
});
afterAll(() => sandbox.close());

/** Kingma and Ba, Algorithm 1, for one number; all rows of an episode, parameter by parameter. */
function adamRows(episode: Episode, gradientAt?: (w: Vector) => Vector): Vector[][] {
  const columns = episode.parameters.map(({ start, config }, parameter) => {
    const h = { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, ...config };
    const w = Float64Array.from(start);
    const m = new Float64Array(w.length);
    const v = new Float64Array(w.length);
    return Array.from({ length: episode.steps }, (_, step) => {
      for (const change of episode.changes) if (change.step === step) Object.assign(h, change.set);
      const g = gradientAt?.(w) ?? (episode.gradients?.[step]?.[parameter] as Vector);
      for (const i of w.keys()) {
        m[i] = h.beta1 * m[i]! + (1 - h.beta1) * g[i]!;
        v[i] = h.beta2 * v[i]! + (1 - h.beta2) * g[i]! ** 2;
        const mHat = m[i]! / (1 - h.beta1 ** (step + 1));
        const vHat = v[i]! / (1 - h.beta2 ** (step + 1));
        w[i]! -= (h.learning_rate * mHat) / (Math.sqrt(vHat) + h.epsilon);
      }
      return w.slice();
    });
  });
  return Array.from({ length: episode.steps }, (_, step) => columns.map((column) => column[step] as Vector));
}

function expectRows(found: Vector[][], expected: Vector[][]): void {
  expect(found).toHaveLength(expected.length);
  const numbers = found.flat().flatMap((row) => [...row]);
  const wanted = expected.flat().flatMap((row) => [...row]);
  expect(numbers).toHaveLength(wanted.length);
  for (const [i, number] of numbers.entries()) {
    expect(Math.abs(number - wanted[i]!)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(wanted[i]!)));
  }
}

const IN_PLACE = `
function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  config.m ??= new Float64Array(w.length);
  config.v ??= new Float64Array(w.length);
  config.t = (config.t ?? 0) + 1;
  for (let i = 0; i < w.length; i++) {
    config.m[i] = beta1 * config.m[i] + (1 - beta1) * dw[i];
    config.v[i] = beta2 * config.v[i] + (1 - beta2) * dw[i] ** 2;
    const mHat = config.m[i] / (1 - beta1 ** config.t);
    const vHat = config.v[i] / (1 - beta2 ** config.t);
    w[i] -= learning_rate * mHat / (Math.sqrt(vHat) + epsilon);
  }
  return [w, config];
}`;

/** Any shape, by recursion over numbers and nested arrays. */
const ANY_SHAPE_TYPESCRIPT = `
type Tensor = number | ArrayLike<number> | Tensor[];
interface Config { learning_rate?: number; beta1?: number; beta2?: number; epsilon?: number; m?: Tensor; v?: Tensor; t?: number }

const map = (f: (...x: number[]) => number, ...xs: Tensor[]): Tensor =>
  typeof xs[0] === 'number' ? f(...(xs as number[])) : Array.from(xs[0] as number[], (_, i) => map(f, ...xs.map((x) => (x as Tensor[])[i]!)));

export function adam(w: Tensor, dw: Tensor, config?: Config): { next_w: Tensor; config: Config } {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config ?? {};
  const zeros = map(() => 0, w);
  const t = (config?.t ?? 0) + 1;
  const m = map((m, g) => beta1 * m! + (1 - beta1) * g!, config?.m ?? zeros, dw);
  const v = map((v, g) => beta2 * v! + (1 - beta2) * g! * g!, config?.v ?? zeros, dw);
  const step = map((m, v) => m! / (1 - beta1 ** t) / (Math.sqrt(v! / (1 - beta2 ** t)) + epsilon), m, v);
  return { next_w: map((w, s) => w! - learning_rate * s!, w, step), config: { ...config, m, v, t } as Config };
}`;

const TORCH_CLASS = `
export class adam {
  constructor(params, { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8 } = {}) {
    Object.assign(this, { params, lr, betas, eps, t: 0 });
    this.m = params.map((p) => new Float64Array(p.length));
    this.v = params.map((p) => new Float64Array(p.length));
  }
  step(grads) {
    this.t++;
    const [b1, b2] = this.betas;
    this.params.forEach((p, k) => {
      for (let i = 0; i < p.length; i++) {
        this.m[k][i] = b1 * this.m[k][i] + (1 - b1) * grads[k][i];
        this.v[k][i] = b2 * this.v[k][i] + (1 - b2) * grads[k][i] ** 2;
        p[i] -= this.lr * this.m[k][i] / (1 - b1 ** this.t) / (Math.sqrt(this.v[k][i] / (1 - b2 ** this.t)) + this.eps);
      }
    });
  }
}`;

const OPTAX_FACTORY = `
export const adam = ({ learning_rate = 1e-3, b1 = 0.9, b2 = 0.999, eps = 1e-8 } = {}) => ({
  init: (w) => ({ m: w.map(() => 0), v: w.map(() => 0), t: 0 }),
  update(dw, { m, v, t }) {
    t += 1;
    m = m.map((m, i) => b1 * m + (1 - b1) * dw[i]);
    v = v.map((v, i) => b2 * v + (1 - b2) * dw[i] ** 2);
    return [m.map((m, i) => -learning_rate * m / (1 - b1 ** t) / (Math.sqrt(v[i] / (1 - b2 ** t)) + eps)), { m, v, t }];
  },
});`;

const HYPERPARAMETERS: Hyperparameters = { learning_rate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 };

function adamEpisode(
  shapes: number[][],
  config: Hyperparameters | null,
  changes: Episode['changes'] = [],
): Episode {
  const sizes = shapes.map((shape) => shape.reduce((product, length) => product * length, 1));
  return episodeOf({
    entry: 'adam',
    steps: 40,
    parameters: shapes.map((shape, k) => ({
      shape,
      start: Float64Array.from({ length: sizes[k] as number }, (_, i) => 1 + i - 2 * k),
      config: config && { ...config },
    })),
    gradients: recordedGradients(40, sizes),
    changes,
  });
}

const change = [{ step: 11, set: { learning_rate: 0.5 } }];
const episodes: [string, Episode][] = [
  ['a vector', adamEpisode([[3]], HYPERPARAMETERS)],
  ['several interleaved vectors', adamEpisode([[3], [1], [2]], HYPERPARAMETERS)],
  ['all defaults', adamEpisode([[2]], {})],
  ['no config', adamEpisode([[2], [3]], null)],
  ['a changed learning rate', adamEpisode([[2], [3]], HYPERPARAMETERS, change)],
];
const otherShapes: [string, Episode][] = [
  ['a scalar', adamEpisode([[]], HYPERPARAMETERS)],
  ['a matrix', adamEpisode([[2, 3]], HYPERPARAMETERS)],
  ['a matrix, a scalar and a vector', adamEpisode([[3, 2], [], [4]], HYPERPARAMETERS, change)],
];

describe.each<[string, Language, string, [string, Episode][]]>([
  ['a rule that works in place', 'javascript', IN_PLACE, episodes],
  [
    'a rule in TypeScript that returns new arrays',
    'typescript',
    ANY_SHAPE_TYPESCRIPT,
    [...episodes, ...otherShapes],
  ],
  ['a class in the style of torch.optim', 'javascript', TORCH_CLASS, episodes],
  ['a factory in the style of optax', 'javascript', OPTAX_FACTORY, episodes],
])('Adam as %s', (_, language, source, cases) => {
  test.each(cases)('%s', async (_, episode) => {
    const { load, episodes } = await sandbox.run(requestOf(source, [episode], { language }));
    expect(load).toEqual({ status: 'loaded' });
    const [outcome] = episodes;
    if (outcome?.status !== 'completed') throw new Error(JSON.stringify(outcome));
    expectRows(outcome.rows, adamRows(episode));
    expect(outcome.dtypes).toEqual(episode.parameters.map(() => 'float64'));
  });

  test('in closed loop, from the start on', async () => {
    const episode = { ...adamEpisode([[2], [3]], HYPERPARAMETERS), gradients: null };
    const gradientAt = (w: Vector): Vector => w.map((x, i) => (i + 1) * x);
    const asked: number[] = [];
    const { episodes } = await sandbox.run({
      ...requestOf(source, [episode], { language }),
      gradient: (_, step, parameters) => {
        asked.push(step);
        return parameters.map(gradientAt);
      },
    });
    const [outcome] = episodes;
    if (outcome?.status !== 'completed') throw new Error(JSON.stringify(outcome));
    expectRows(outcome.rows, adamRows(episode, gradientAt));
    expect(asked).toEqual(Array.from({ length: 40 }, (_, step) => step));
  });
});

describe('what a rule is given', () => {
  const show = async (statement: string, episode: Episode): Promise<string> =>
    (
      await sandbox.run(
        requestOf(`function rule(w, dw, config) { console.log(${statement}); return [w, config]; }`, [
          episode,
        ]),
      )
    ).output;

  test.each([
    [
      'a vector',
      episodeOf({ steps: 1, parameters: [{ shape: [2], start: vector(1, 2), config: {} }] }),
      'Float64Array(2) [ 1, 2 ]',
    ],
    ['a scalar', episodeOf({ steps: 1, parameters: [{ shape: [], start: vector(5), config: {} }] }), '5'],
    [
      'a matrix',
      episodeOf({ steps: 1, parameters: [{ shape: [2, 1], start: vector(1, 2), config: {} }] }),
      '[ Float64Array(1) [ 1 ], Float64Array(1) [ 2 ] ]',
    ],
    [
      'float32',
      episodeOf({
        steps: 1,
        dtype: 'float32',
        parameters: [{ shape: [2], start: vector(1, 2), config: {} }],
      }),
      'Float32Array(2) [ 1, 2 ]',
    ],
  ])('%s', async (_, episode, expected) => {
    expect(await show('w', episode)).toBe(`${expected}\n`);
  });

  test('the object it returned as config, and none where the episode has none', async () => {
    const source = `const seen = new Set();
function rule(w, dw, config) {
  console.log(arguments.length, seen.has(config), config);
  const next = { own: (config?.own ?? 0) + 1 };
  seen.add(next);
  return [w, next];
}`;
    const episode = episodeOf({ parameters: [{ shape: [2], start: vector(1, 2), config: null }] });
    const { output } = await sandbox.run(requestOf(source, [episode]));
    expect(output).toBe('2 false undefined\n3 true { own: 1 }\n3 true { own: 2 }\n');
  });

  test('mutating an earlier row changes nothing that was returned before', async () => {
    const source = `let kept;
function rule(w, dw, config) {
  if (kept) kept.fill(99);
  kept = w.map((x) => x + 1);
  return [kept, config];
}`;
    const { episodes } = await sandbox.run(requestOf(source));
    expect(episodes[0]).toMatchObject({ rows: [[vector(2, 3)], [vector(3, 4)], [vector(4, 5)]] });
  });
});

describe('TypeScript', () => {
  test.each([
    ['let a: number = 1;\n\nlet b: = 2;', 3, ''],
    ['let a: number = 1;\nlet a: number = 2;', 2, ''],
  ])('%j is a syntax error with its line', async (source, line, word) => {
    const { load } = await sandbox.run(requestOf(source, [episodeOf()], { language: 'typescript' }));
    expect(load).toMatchObject({ status: 'syntax-error', failure: { type: 'SyntaxError', line } });
    expect(load.status === 'syntax-error' && load.failure.message).toContain(word);
  });

  test('lines stay where they are', async () => {
    const source =
      'interface Config {\n  t: number;\n}\n\nexport function rule(w: Float64Array, dw: Float64Array, config: Config) {\n  throw new RangeError("here" as string);\n}';
    const { episodes } = await sandbox.run(requestOf(source, [episodeOf()], { language: 'typescript' }));
    expect(episodes[0]).toMatchObject({
      status: 'raised',
      failure: { type: 'RangeError', message: 'here', line: 6 },
    });
  });

  test('what is more than types is translated, and lines are those of the file', async () => {
    const source = `enum Sign { Down = -1 }
namespace Defaults {
  export const rate = 0.5;
}

export class Rule {
  constructor(
    private readonly params: Float64Array[],
    private taken = 0,
  ) {}

  step(grads: Float64Array[]): void {
    if (this.taken++ === 2) throw new RangeError('here');
    this.params[0]!.forEach((x, i, p) => (p[i] = x + Sign.Down * Defaults.rate * grads[0]![i]!));
  }
}`;
    const episode = episodeOf({
      parameters: [{ shape: [1], start: vector(1), config: null }],
      gradients: [[vector(4)], [vector(2)], [vector(1)]],
    });
    const { load, episodes } = await sandbox.run(requestOf(source, [episode], { language: 'typescript' }));
    expect(load).toEqual({ status: 'loaded' });
    expect(episodes[0]).toMatchObject({
      status: 'raised',
      step: 2,
      rows: [[vector(-1)], [vector(-2)]],
      failure: { type: 'RangeError', message: 'here', line: 13 },
    });
    expect(episodes[0]).toMatchObject({ failure: { trace: expect.stringContaining('optim.ts:13:') } });
  });

  test('nesting that breaks the parser is a syntax error, and the next run is right', async () => {
    const source = '('.repeat(50_000);
    const { load } = await sandbox.run(requestOf(source, [episodeOf()], { language: 'typescript' }));
    expect(load.status).toBe('syntax-error');
    const next = await sandbox.run(
      requestOf('export const rule = (w: number, dw: number, c: object) => [w, c];', [episodeOf()], {
        language: 'typescript',
      }),
    );
    expect(next.load.status).toBe('loaded');
  });
});
