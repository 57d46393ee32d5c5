/** How classes and factories are found, and how hyperparameters reach them: by name, in an object or one by one. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Hyperparameters } from '../../../../grader/terms.ts';
import { createJavaScriptSandbox } from '../../../../grader/sandbox/javascript/index.ts';
import { isClassSource, parameterNames } from '../../../../grader/sandbox/javascript/guest/signature.ts';
import type { Episode } from '../../../../grader/episode.ts';
import type { Sandbox } from '../../../../grader/sandbox/sandbox.ts';
import { episodeOf, requestOf, summarize, vector } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createJavaScriptSandbox({ threads: 1 });
});
afterAll(() => sandbox.close());

const GIVEN: Hyperparameters = { learning_rate: 0.5, beta1: 0.25, beta2: 0.75, epsilon: 2 };

const adamEpisode = (config: Hyperparameters | null, changes: Episode['changes'] = []): Episode =>
  episodeOf({
    entry: 'adam',
    parameters: [{ shape: [1], start: vector(0), config }],
    steps: 2,
    gradients: [[vector(1)], [vector(1)]],
    changes,
  });

/** What `show` printed, a line a step. */
async function shown(source: string, config: Hyperparameters | null, changes: Episode['changes'] = []) {
  const { load, output } = await sandbox.run(requestOf(source, [adamEpisode(config, changes)]));
  expect(load).toEqual({ status: 'loaded' });
  return output.trim().split('\n');
}

const pair = (parameters: string, seen: string) =>
  `(${parameters}) => ({ init: () => 0, update: (g, s) => { console.log(${seen}); return [g, s]; } })`;
const classOf = (parameters: string, kept: string, seen: string) =>
  `class { constructor(${parameters}) { ${kept} } step() { console.log(${seen}); } }`;

describe.each<[string, string]>([
  ['one by one', pair('learningRate = 1, b1 = 2, b2 = 3, eps = 4', 'learningRate, b1, b2, eps')],
  ['without defaults', pair('lr, beta1, beta2, epsilon', 'lr ?? 1, beta1 ?? 2, beta2 ?? 3, epsilon ?? 4')],
  ['in another order', pair('eps = 4, b2 = 3, b1 = 2, alpha = 1', 'alpha, b1, b2, eps')],
  ['with betas', pair('lr = 1, [b1, b2] = [2, 3], eps = 4', 'lr, 2, 3, 4')],
  ['in an object', pair('{ lr = 1, b1 = 2, b2 = 3, eps = 4 } = {}', 'lr, b1, b2, eps')],
  ['in one variable', pair('o = {}', 'o.lr ?? 1, o.beta1 ?? 2, o.beta2 ?? 3, o.eps ?? 4')],
  [
    'to a class with init and update',
    `class { constructor(lr = 1, b1 = 2, b2 = 3, eps = 4) { this.all = [lr, b1, b2, eps]; }
       init() { return 0; } update(g, s) { console.log(...this.all); return [g, s]; } }`,
  ],
])('a pair is given its hyperparameters %s', (title, source) => {
  // A list that is taken apart has no name to be recognised by.
  const given = title === 'with betas' ? '0.5 2 3 4' : '0.5 0.25 0.75 2';

  test('all of them', async () => {
    expect(await shown(`export const adam = ${source}`, GIVEN)).toEqual([given, given]);
  });
  test('none of them', async () => {
    expect(await shown(`export const adam = ${source}`, null)).toEqual(['1 2 3 4', '1 2 3 4']);
  });
  test('and again where one is changed', async () => {
    const lines = await shown(`export const adam = ${source}`, GIVEN, [
      { step: 1, set: { learning_rate: 7 } },
    ]);
    expect(lines).toEqual([given, given.replace('0.5', '7')]);
  });
});

const fields = 'Object.assign(this, { params, lr, b1, b2, eps });';
describe.each<[string, string]>([
  [
    'one by one',
    classOf('params, lr = 1, b1 = 2, b2 = 3, eps = 4', fields, 'this.lr, this.b1, this.b2, this.eps'),
  ],
  [
    'in an object',
    classOf(
      'params, { lr = 1, b1 = 2, b2 = 3, eps = 4 } = {}',
      fields,
      'this.lr, this.b1, this.b2, this.eps',
    ),
  ],
  [
    'kept in an object of its own',
    classOf(
      'params, given',
      'this.o = { lr: 1, b1: 2, b2: 3, eps: 4, ...given };',
      'this.o.lr, this.o.b1, this.o.b2, this.o.eps',
    ),
  ],
  [
    'kept in groups',
    classOf(
      'params, { lr = 1, betas = [2, 3], eps = 4 } = {}',
      'this.param_groups = [{ params, lr, betas, eps }];',
      'this.param_groups[0].lr, ...this.param_groups[0].betas, this.param_groups[0].eps',
    ),
  ],
])('a class is given its hyperparameters %s', (_, source) => {
  test('all of them', async () => {
    expect(await shown(`export const adam = ${source}`, GIVEN)).toEqual([
      '0.5 0.25 0.75 2',
      '0.5 0.25 0.75 2',
    ]);
  });
  test('none of them', async () => {
    expect(await shown(`export const adam = ${source}`, null)).toEqual(['1 2 3 4', '1 2 3 4']);
  });
  test('and sees a change', async () => {
    const changes = [{ step: 1, set: { learning_rate: 7, beta2: 8 } }];
    expect(await shown(`export const adam = ${source}`, GIVEN, changes)).toEqual([
      '0.5 0.25 0.75 2',
      '7 0.25 8 2',
    ]);
  });
  test('and is not made anew for a learning rate', async () => {
    const counting = `let made = 0;
      export const adam = class extends (${source}) { constructor(params, ...given) { super(params, ...given); console.log(++made); } }`;
    const rate = [{ step: 1, set: { learning_rate: 7 } }];
    expect(await shown(counting, null, rate)).toHaveLength(3);
    expect(await shown(counting, null, [{ step: 1, set: { beta2: 8 } }])).toHaveLength(4);
  });
});

const ofOne = (parameters: string, kept: string, seen: string) =>
  `class { constructor(${parameters}) { ${kept} } update(w, dw) { console.log(${seen}); return w.map((x, i) => x - dw[i]); } }`;
describe.each<[string, string]>([
  [
    'one by one',
    ofOne(
      'lr = 1, b1 = 2, b2 = 3, eps = 4',
      'Object.assign(this, { lr, b1, b2, eps });',
      'this.lr, this.b1, this.b2, this.eps',
    ),
  ],
  [
    'in a config',
    ofOne(
      'config = {}',
      'this.o = { lr: 1, b1: 2, b2: 3, eps: 4, ...config };',
      'this.o.lr, this.o.b1, this.o.b2, this.o.eps',
    ),
  ],
])('a class of one parameter is given its hyperparameters %s', (_, source) => {
  test('all of them, or none', async () => {
    const given = '0.5 0.25 0.75 2';
    expect(await shown(`export const adam = ${source}`, GIVEN)).toEqual([given, given]);
    expect(await shown(`export const adam = ${source}`, null)).toEqual(['1 2 3 4', '1 2 3 4']);
  });
  test('and sees a learning rate that changes, but is made anew for anything else', async () => {
    const counting = `let made = 0;
      export const adam = class extends (${source}) { constructor(...given) { super(...given); console.log('made', ++made); } }`
      .replace(
        'constructor(...given)',
        source.includes('config') ? 'constructor(config)' : 'constructor(lr, b1, b2, eps)',
      )
      .replace('super(...given)', source.includes('config') ? 'super(config)' : 'super(lr, b1, b2, eps)');
    expect(await shown(counting, GIVEN, [{ step: 1, set: { learning_rate: 7 } }])).toEqual([
      'made 1',
      '0.5 0.25 0.75 2',
      '7 0.25 0.75 2',
    ]);
    expect(await shown(counting, GIVEN, [{ step: 1, set: { learning_rate: 7, beta2: 8 } }])).toEqual([
      'made 1',
      '0.5 0.25 0.75 2',
      'made 2',
      '7 0.25 8 2',
    ]);
  });
});

test('a class of one parameter moves each parameter by an object of its own, in place or not', async () => {
  const source = (last: string) => `export class Adam {
    constructor({ learning_rate }) { this.rate = learning_rate; this.steps = 0; }
    step(dw) { this.steps++; return dw.map((g) => this.rate * this.steps * g); }
    update(w, dw) { const s = this.step(dw); ${last} }
  }`;
  const parameters = [0, 10].map((start) => ({
    shape: [1],
    start: vector(start),
    config: { learning_rate: 1 },
  }));
  const gradients = [1, 2].map(() => [vector(1), vector(-1)]);
  const episode = episodeOf({ entry: 'adam', parameters, steps: 2, gradients });
  for (const last of ['return w.map((x, i) => x - s[i]);', 'for (const i in w) w[i] -= s[i]; return w;']) {
    const { episodes } = await sandbox.run(requestOf(source(last), [episode]));
    expect(episodes[0]).toMatchObject({ status: 'completed', keeps: 'but-the-rate' });
    expect((episodes[0] as { rows: Float64Array[][] }).rows.map((row) => row.map(([x]) => x))).toEqual([
      [-1, 11],
      [-3, 13],
    ]);
  }
});

test.each([
  [
    'update',
    'changes them',
    'for (const name in params) params[name] = params[name].map((x, i) => x - this.move(grads[name][i]));',
  ],
  [
    'update',
    'changes the numbers in them',
    'for (const name in params) for (const i in grads[name]) params[name][i] -= this.move(grads[name][i]);',
  ],
  [
    'step',
    'returns others',
    'const next = {}; for (const [name, w] of Object.entries(params)) next[name] = w.map((x, i) => x - this.move(grads[name][i])); return next;',
  ],
])('a class whose %s takes parameters by name: %s', async (method, _, body) => {
  const source = `export class Adam {
    constructor({ learning_rate }) { this.lr = learning_rate; this.steps = 0; }
    move(g) { return this.lr * this.steps * g; }
    ${method}(params, grads) { this.steps++; ${body} }
  }`;
  const parameters = [0, 10].map((start) => ({
    shape: [1],
    start: vector(start),
    config: { learning_rate: 1 },
  }));
  const gradients = [1, 2].map(() => [vector(1), vector(-1)]);
  const episode = episodeOf({
    entry: 'adam',
    parameters,
    steps: 2,
    gradients,
    changes: [{ step: 1, set: { learning_rate: 10 } }],
  });
  const { episodes } = await sandbox.run(requestOf(source, [episode]));
  expect(episodes[0]).toMatchObject({ status: 'completed', keeps: 'but-the-rate' });
  expect((episodes[0] as { rows: Float64Array[][] }).rows.map((row) => row.map(([x]) => x))).toEqual([
    [-1, 11],
    [-21, 31],
  ]);
});

test('a class of one parameter may call the method step', async () => {
  const source = 'export class Adam { step(w, dw) { return w.map((x, i) => x - dw[i]); } }';
  const { episodes } = await sandbox.run(requestOf(source, [adamEpisode(null)]));
  expect(episodes[0]).toMatchObject({ status: 'completed', keeps: 'but-the-rate' });
});

test.each([
  [
    'a closure',
    'config.move ??= ((rate) => (w, g) => w.map((x, i) => x - rate * g[i]))(config.learning_rate); return [config.move(w, dw), config];',
  ],
  ['an object', 'config.own ??= new Own(config.learning_rate); return [config.own.move(w, dw), config];'],
])('a rule that keeps %s in its config is made anew with what changes', async (_, body) => {
  const source = `class Own { constructor(rate) { this.rate = rate; } move(w, g) { return w.map((x, i) => x - this.rate * g[i]); } }
    export function adam(w, dw, config = {}) { ${body} }`;
  const episode = adamEpisode({ learning_rate: 1 }, [{ step: 1, set: { learning_rate: 10 } }]);
  const { episodes } = await sandbox.run(requestOf(source, [episode]));
  expect(episodes[0]).toMatchObject({ status: 'completed', keeps: 'all' });
  expect((episodes[0] as { rows: Float64Array[][] }).rows.map((row) => row.map(([x]) => x))).toEqual([
    [-1],
    [-11],
  ]);
});

test('a rule that keeps numbers alone is told what changes', async () => {
  const source = `export function adam(w, dw, config = {}) {
    config.steps = (config.steps ?? 0) + 1; config.like = Object.create(null); config.list = [1];
    return [w.map((x, i) => x - config.learning_rate * config.steps * dw[i]), config]; }`;
  const episode = adamEpisode({ learning_rate: 1 }, [{ step: 1, set: { learning_rate: 10 } }]);
  const { episodes } = await sandbox.run(requestOf(source, [episode]));
  expect(episodes[0]).not.toHaveProperty('keeps');
  expect((episodes[0] as { rows: Float64Array[][] }).rows.map((row) => row.map(([x]) => x))).toEqual([
    [-1],
    [-21],
  ]);
});

test('a class of one parameter has to return it', async () => {
  const source = 'export class Adam { update(w, dw) { w[0] -= dw[0]; } }';
  const { episodes } = await sandbox.run(requestOf(source, [adamEpisode(null)]));
  expect(episodes[0]).toMatchObject({ status: 'bad-return', reason: 'nothing-returned' });
});

describe('alpha in an object', () => {
  const optimizer = (fields: string) =>
    `// lr, learning_rate: only words of a comment
     export const adam = ${classOf('params, given', `this.o = { ${fields}, ...given };`, 'this.o.alpha')}`;

  test('is the learning rate where nothing else is', async () => {
    expect(await shown(optimizer('alpha: 1'), { learning_rate: 0.5 })).toEqual(['0.5', '0.5']);
  });
  test('follows a change there', async () => {
    const changes = [{ step: 1, set: { learning_rate: 7 } }];
    expect(await shown(optimizer('alpha: 1'), { learning_rate: 0.5 }, changes)).toEqual(['0.5', '7']);
    const beside = { learning_rate: 0.5, decay_rate: 0.75 };
    expect(await shown(optimizer('lr: 1, alpha: 2'), beside, changes)).toEqual(['0.75', '0.75']);
  });
  test('is the decay rate beside a learning rate, given or not', async () => {
    const given = { learning_rate: 0.5, decay_rate: 0.75 };
    expect(await shown(optimizer('lr: 1, alpha: 2'), given)).toEqual(['0.75', '0.75']);
    expect(await shown(optimizer('lr: 1, alpha: 2'), { learning_rate: 0.5 })).toEqual(['2', '2']);
  });
});

test('a velocity that is called momentum is not taken for the hyperparameter', async () => {
  const source = `export const adam = ${classOf('params', 'this.momentum = [5];', 'this.momentum[0]')}`;
  const changes = [{ step: 1, set: { momentum: 0.5 } }];
  expect(await shown(source, {}, changes)).toEqual(['5', '5']);
});

describe('the entry adam is found', () => {
  const body = '{ constructor(params) { this.params = params; } step() {} }';
  test.each([
    ['a class in capitals', `export class Adam ${body}`],
    ['a class that is not exported', `class ADAM ${body}`],
    ['a class on exports', `exports.Adam = class ${body}`],
    ['a class as the whole module', `module.exports = class Adam ${body}`],
    ['a function as the whole module', 'module.exports = function adam(w, dw, config) { return [w, {}]; };'],
    ['a default export', 'export default function adam(w, dw, config) { return [w, {}]; }'],
    ['a constructor function', 'function adam(params) {}\nadam.prototype.step = function () {};'],
  ])('%s', async (_, source) => {
    expect(summarize(await sandbox.run(requestOf(source, [adamEpisode(GIVEN)])))).toBe('completed');
  });

  test.each([
    ['a function in capitals', 'export function Adam(w, dw, config) { return [w, {}]; }'],
    ['another class', `export class Adamax ${body}`],
    ['an anonymous default export', 'export default (w, dw, config) => [w, {}];'],
  ])('but not as %s', async (_, source) => {
    const { load } = await sandbox.run(requestOf(source, [adamEpisode(GIVEN)]));
    expect(load.status).toBe('entry-missing');
  });
});

describe('a class beside the rule that the starter has', () => {
  const body = '{ constructor(params) { this.params = params; } step() {} }';
  const RULES = {
    unwritten: "export function adam(w, dw, config = {}) { throw new Error('adam is yours to write'); }",
    written: "export function adam(w, dw, config = {}) { if (!config) throw new Error('?'); return [w]; }",
    failing: 'export const adam = (w, dw, config) => [nothing, config];',
  };
  const graded = async (source: string) =>
    summarize(await sandbox.run(requestOf(source, [adamEpisode(GIVEN)])));

  test('is what was handed in where that only says that it is to be written', async () => {
    expect(await graded(`${RULES.unwritten}\nexport class Adam ${body}`)).toBe('completed');
    expect(await graded(RULES.unwritten)).toBe('raised Error');
  });

  test.each(['written', 'failing'] as const)('is not where the rule is %s', async (kind) => {
    const alone = await graded(RULES[kind]);
    expect(alone).not.toBe('completed');
    expect(await graded(`${RULES[kind]}\nexport class Adam ${body}`)).toBe(alone);
  });
});

describe('parameter names are read from the source', () => {
  type Callable = (...args: unknown[]) => unknown;
  const evaluate = (source: string) => (0, eval)(`(${source})`) as Callable;

  test.each<[string, string[]]>([
    ['function (w, dw, config) {}', ['w', 'dw', 'config']],
    ['async function* f ( a , b ) {}', ['a', 'b']],
    ['(a, b = 1) => a', ['a', 'b']],
    ['w => w', ['w']],
    ['async w => w', ['w']],
    ['async (w) => w', ['w']],
    ['() => (1, 2)', []],
    ['({ lr = 1, eps }, [a, b], ...rest) => lr', ['', '', '']],
    [
      '(lr = f(1, ")"), /* b1, */ b1 = [1, 2][0], // b2,\n b2 = `(${1}`, eps = { a: (1) }.a) => lr',
      ['lr', 'b1', 'b2', 'eps'],
    ],
    ['({ step(grads) {} }).step', ['grads']],
    ['({ ["a" + (1)](x, y) {} }).a1', ['x', 'y']],
    ['class { constructor(params, lr) {} step(grads) {} }', ['params', 'lr']],
    ['class A { #a = { constructor: 1 }; static f(x) {} constructor (params,) {} }', ['params']],
    ['class extends (class { constructor(params, eps) {} }) {}', ['params', 'eps']],
    ['class {}', []],
    ['Math.max', []],
    ['function (été, $a, _b) {}', ['été', '$a', '_b']],
  ])('%s', (source, names) => {
    expect(parameterNames(evaluate(source))).toEqual(names);
  });

  test('classes are told from functions', () => {
    expect(isClassSource(evaluate('class {}'))).toBe(true);
    expect(isClassSource(evaluate('function classify() {}'))).toBe(false);
  });
});

test('a rule whose config cannot be written to is given one like it, state and all', async () => {
  const source = `
const T = Symbol('t');
class Config { get twice() { return 2 * this.learning_rate; } }
export function adam(w, dw, config) {
  const t = (config[T] ?? 0) + 1;
  console.log(t, config.learning_rate, config.beta1, config.twice);
  return [w, Object.freeze(Object.assign(new Config(), config, { [T]: t }))];
}`;
  const changes = [{ step: 1, set: { learning_rate: 7 } }];
  expect(await shown(source, GIVEN, changes)).toEqual(['1 0.5 0.25 undefined', '2 7 0.25 14']);
});

test('structuredClone copies a config deeply, what contains itself too', async () => {
  const source = `
export function adam(w, dw, config) {
  const config2 = structuredClone(config);
  const c = structuredClone({ ...config2, m: new Float64Array([1, 2]), list: [{ a: [3] }], map: new Map([['k', [4]]]), set: new Set([5]) });
  c.self = c;
  const d = structuredClone(c);
  c.m[0] = c.list[0].a[0] = c.map.get('k')[0] = 9;
  let refused = '';
  try { structuredClone({ f() {} }); } catch (error) { refused = error.name; }
  console.log(d.m.join(), d.list[0].a[0], d.map.get('k')[0], d.set.has(5), d.self === d, d.beta1, refused);
  return [w, config];
}`;
  expect((await shown(source, GIVEN))[0]).toBe('1,2 3 4 true true 0.25 TypeError');
});
