/** Programs with NumPy as course work has them: what is drawn is how parameters, gradients, batches and the step are written. */
import { playOf } from '../../../../support/play.ts';
import type { Play } from '../../../../support/play.ts';
import {
  counts,
  fenced,
  indented,
  OPTIMIZERS,
  rate,
  SETTINGS,
  signatureOf,
  STATES,
  stepInNumpy,
} from './steps.ts';
import type { Optimizer, Spelling } from './steps.ts';

export interface Program {
  expect: Optimizer;
  text: string;
}

const STYLES = [
  'single',
  'pair',
  'list',
  'dict',
  'in place',
  'given back',
  'class',
  'class of lists',
  'class of dictionaries',
] as const;
const LOOPS = ['t', 'step', 'strides', 'order', 'shuffled', 'drawn', 'batches', 'while'] as const;

/** A program as it grows. */
interface Draft {
  /** Functions and classes. */
  defined: string[];
  /** Above the loop. */
  above: string[];
  /** In every step. */
  gradient: string[];
  step: string[];
  /** What says how good the parameters are. */
  loss: string;
}

type Data = readonly [x: string, y: string];

interface Drawn extends Play {
  optimizer: Optimizer;
  data: Data;
  /** Of the step that the program counts. */
  time: string;
}

const zerosLike = (name: string, { pick }: Play): string =>
  pick([`np.zeros_like(${name})`, `np.zeros(${name}.shape)`]);

const settingsOf = (optimizer: Optimizer, { pick }: Play): string[] => {
  const all = Object.entries(SETTINGS[optimizer]);
  const [names, values] = [all.map(([name]) => name), all.map(([, value]) => value)];
  return pick([
    all.map(([name, value]) => `${name} = ${value}`),
    [`${names.join(', ')} = ${values.join(', ')}`],
  ]);
};

const self = (name: string): string => name;

/** The gradient of one array: worked out, asked for, or given with the loss. */
function gradientOf(gradient: string, { pick, data: [x, y] }: Drawn): string[] {
  const error = `err = ${x} @ w - ${y}`;
  return pick([
    [
      error,
      `${gradient} = ${pick([`${x}.T @ err / len(${x})`, `2 * ${x}.T @ err / len(${x})`, `${x}.T.dot(err) / ${x}.shape[0]`])}`,
    ],
    [
      `${gradient} = ${pick(['gradient', 'grad', 'compute_gradient'])}(${pick([`w, ${x}, ${y}`, `${x}, ${y}, w`])})`,
    ],
    [`loss, ${gradient} = loss_and_grad(w, ${x}, ${y})`],
  ]);
}

function gradientsOf({ pick, data: [x, y] }: Drawn): string[] {
  const name = pick(['compute_gradients', 'backward', 'compute_grads']);
  return [pick([`grads = ${name}(params, ${x}, ${y})`, `loss, grads = loss_and_grads(params, ${x}, ${y})`])];
}

const lossOf = (gradient: readonly string[], otherwise: string): string =>
  gradient.some((line) => line.startsWith('loss,')) ? 'loss' : otherwise;

const ONE = 'np.mean((X @ w - y) ** 2)';
const ALL = 'loss_fn(params, X, y)';

function ofOne(drawn: Drawn): Draft {
  const { optimizer, pick, time } = drawn;
  const name = pick(['dw', 'g', 'grad_w']);
  const gradient = gradientOf(name, drawn);
  const spelling: Spelling = { parameter: 'w', gradient: name, state: self, setting: self, time };
  return {
    defined: [],
    above: [
      ...settingsOf(optimizer, drawn),
      pick(['w = np.zeros(X.shape[1])', 'w = rng.normal(size=X.shape[1])', 'w = np.random.randn(d)']),
      ...STATES[optimizer].map((state) => `${state} = ${zerosLike('w', drawn)}`),
    ],
    gradient,
    step: stepInNumpy(optimizer, spelling, { pick, isInPlace: false }),
    loss: lossOf(gradient, ONE),
  };
}

function ofTwo(drawn: Drawn): Draft {
  const {
    optimizer,
    pick,
    time,
    data: [x, y],
  } = drawn;
  const gradient = pick([
    [
      `err = ${x} @ W + b - ${y}`,
      `dW = ${x}.T @ err / len(${x})`,
      `db = ${pick(['err.mean(axis=0)', `err.sum(axis=0) / len(${x})`, 'np.mean(err, axis=0)'])}`,
    ],
    [`dW, db = gradients(${x}, ${y}, W, b)`],
    [`loss, dW, db = loss_and_grads(${x}, ${y}, W, b)`],
  ]);
  // Both are written in the same way.
  const seed = drawn.random(1000);
  const of = (parameter: string): string[] => {
    const state = (name: string): string => `${name}${parameter}`;
    const spelling: Spelling = { parameter, gradient: `d${parameter}`, state, setting: self, time };
    return stepInNumpy(optimizer, spelling, { pick: playOf(seed + 1).pick, isInPlace: false });
  };
  return {
    defined: [],
    above: [
      ...settingsOf(optimizer, drawn),
      'W = np.random.randn(d, k) * 0.01',
      'b = np.zeros(k)',
      ...STATES[optimizer].flatMap((state) => [
        `${state}W = ${zerosLike('W', drawn)}`,
        `${state}b = ${zerosLike('b', drawn)}`,
      ]),
    ],
    gradient,
    step: [...of('W'), ...of('b')],
    loss: lossOf(gradient, 'np.mean((X @ W + b - y) ** 2)'),
  };
}

const listOf = (isList: boolean): string =>
  isList ? 'params = [W1, b1, W2, b2]' : 'params = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}';
const zerosOfAll = (isList: boolean): string =>
  isList ? '[np.zeros_like(p) for p in params]' : '{k: np.zeros_like(p) for k, p in params.items()}';

function ofMany(drawn: Drawn, isList: boolean): Draft {
  const { optimizer, pick, time } = drawn;
  const key = isList ? 'i' : pick(['k', 'name', 'key']);
  const header = isList
    ? pick(['for i in range(len(params)):', 'for i, g in enumerate(grads):'])
    : pick([`for ${key} in params:`, `for ${key} in params.keys():`]);
  const isBound = header.includes('enumerate') || pick([true, false]);
  const spelling: Spelling = {
    parameter: `params[${key}]`,
    gradient: isBound ? 'g' : `grads[${key}]`,
    state: (name) => `${name}[${key}]`,
    setting: self,
    time,
  };
  const gradient = gradientsOf(drawn);
  return {
    defined: [],
    above: [
      ...settingsOf(optimizer, drawn),
      listOf(isList),
      ...STATES[optimizer].map((state) => `${state} = ${zerosOfAll(isList)}`),
    ],
    gradient,
    step: [
      header,
      ...indented([
        ...(isBound && !header.includes('enumerate') ? [`g = grads[${key}]`] : []),
        ...stepInNumpy(optimizer, spelling, { pick, isInPlace: false }),
      ]),
    ],
    loss: lossOf(gradient, ALL),
  };
}

function inPlace(drawn: Drawn): Draft {
  const { optimizer, pick, time } = drawn;
  const name = pick(['update', `${optimizer}_step`, 'optimizer_step', optimizer]);
  const states = STATES[optimizer];
  const lists = states.map((state) => `, ${state}s`).join('');
  const t = counts(optimizer);
  const spelling: Spelling = { parameter: 'p', gradient: 'g', state: self, setting: self, time: 't' };
  const gradient = gradientsOf(drawn);
  return {
    defined: [
      `def ${name}(params, grads${lists}${t ? ', t' : ''}, ${signatureOf(optimizer)}):`,
      ...indented([
        `for ${['p', 'g', ...states].join(', ')} in zip(params, grads${lists}):`,
        ...indented(stepInNumpy(optimizer, spelling, { pick, isInPlace: true })),
      ]),
      '',
    ],
    above: [listOf(true), ...states.map((state) => `${state}s = ${zerosOfAll(true)}`)],
    gradient,
    step: [`${name}(params, grads${lists}${t ? `, ${time}` : ''}${rate(drawn)})`],
    loss: lossOf(gradient, ALL),
  };
}

function givenBack(drawn: Drawn): Draft {
  const { optimizer, pick, time } = drawn;
  const name = pick(['update', `${optimizer}_update`, optimizer]);
  const states = STATES[optimizer];
  const more = states.map((state) => `, ${state}`).join('');
  const t = counts(optimizer);
  const own = pick(['dw', 'g', 'grad_w']);
  const gradient = gradientOf(own, drawn);
  const spelling: Spelling = { parameter: 'w', gradient: 'dw', state: self, setting: self, time: 't' };
  return {
    defined: [
      `def ${name}(w, dw${more}${t ? ', t' : ''}, ${signatureOf(optimizer)}):`,
      ...indented([
        ...pick([[], [`"""One step of ${optimizer}."""`]]),
        ...stepInNumpy(optimizer, spelling, { pick, isInPlace: false }),
        `return w${more}`,
      ]),
      '',
    ],
    above: [
      pick(['w = np.zeros(X.shape[1])', 'w = np.random.randn(d)']),
      ...states.map((state) => `${state} = ${zerosLike('w', drawn)}`),
    ],
    gradient,
    step: [`w${more} = ${name}(w, ${own}${more}${t ? `, ${time}` : ''}${rate(drawn)})`],
    loss: lossOf(gradient, ONE),
  };
}

function ofClass(drawn: Drawn, kind: 'one' | 'list' | 'dictionary'): Draft {
  const { optimizer, pick } = drawn;
  const states = STATES[optimizer];
  const [isOne, isList] = [kind === 'one', kind === 'list'];
  const key = isList ? 'i' : 'k';
  const [name, method] = [pick(['Optimizer', optimizer.toUpperCase(), 'Opt']), pick(['step', 'update'])];
  const zeros = isOne ? 'np.zeros_like(w)' : zerosOfAll(isList);
  const isLate = states.length > 0 && pick([true, false]);
  const needsParameters = !isLate && !isOne && states.length > 0;
  const spelling: Spelling = {
    parameter: isOne ? 'w' : `params[${key}]`,
    gradient: isOne ? 'g' : `grads[${key}]`,
    state: (state) => (isOne ? `self.${state}` : `self.${state}[${key}]`),
    setting: (setting) => `self.${setting}`,
    time: 'self.t',
  };
  const lines = stepInNumpy(optimizer, spelling, { pick, isInPlace: false });
  const own = pick(['dw', 'g', 'grad_w']);
  const gradient = isOne ? gradientOf(own, drawn) : gradientsOf(drawn);
  return {
    defined: [
      `class ${name}:`,
      ...indented([
        `def __init__(self, ${needsParameters ? 'params, ' : ''}${signatureOf(optimizer)}):`,
        ...indented([
          ...Object.keys(SETTINGS[optimizer]).map((setting) => `self.${setting} = ${setting}`),
          ...states.map((state) => `self.${state} = ${isLate ? 'None' : isOne ? '0' : zeros}`),
          ...(counts(optimizer) ? ['self.t = 0'] : []),
        ]),
        '',
        `def ${method}(self, ${isOne ? 'w, g' : 'params, grads'}):`,
        ...indented([
          ...(isLate
            ? [
                `if self.${states[0]} is None:`,
                ...indented(states.map((state) => `self.${state} = ${zeros}`)),
              ]
            : []),
          ...(counts(optimizer) ? ['self.t += 1'] : []),
          ...(isOne
            ? [...lines, 'return w']
            : [isList ? 'for i in range(len(params)):' : 'for k in params:', ...indented(lines)]),
        ]),
      ]),
      '',
    ],
    above: [
      isOne ? 'w = np.zeros(X.shape[1])' : listOf(isList),
      `opt = ${name}(${needsParameters ? `params${rate(drawn)}` : pick(['', 'lr=0.05'])})`,
    ],
    gradient,
    step: [isOne ? `w = opt.${method}(w, ${own})` : `opt.${method}(params, grads)`],
    loss: lossOf(gradient, isOne ? ONE : ALL),
  };
}

const DRAFTS: Readonly<Record<(typeof STYLES)[number], (drawn: Drawn) => Draft>> = {
  single: ofOne,
  pair: ofTwo,
  list: (drawn) => ofMany(drawn, true),
  dict: (drawn) => ofMany(drawn, false),
  'in place': inPlace,
  'given back': givenBack,
  class: (drawn) => ofClass(drawn, 'one'),
  'class of lists': (drawn) => ofClass(drawn, 'list'),
  'class of dictionaries': (drawn) => ofClass(drawn, 'dictionary'),
};

/** @param log what is noted or shown of the loss behind each turn of the outer loop */
function looped(
  loop: (typeof LOOPS)[number],
  {
    turn,
    log,
    data: [x, y],
    pick,
  }: { turn: readonly string[]; log: readonly string[]; data: Data } & Pick<Play, 'pick'>,
): string[] {
  const taken = `${x}, ${y} = X[idx], y[idx]`;
  switch (loop) {
    case 't':
      return ['for t in range(1, 1001):', ...indented([...turn, ...log])];
    case 'step':
      return ['for step in range(1000):', ...indented([...turn, ...log])];
    case 'while':
      return ['it = 0', 'while it < 1000:', ...indented([...turn, 'it += 1', ...log])];
    case 'drawn': {
      const drawn = pick([
        'np.random.choice(n, 32)',
        'rng.choice(len(X), size=32, replace=False)',
        'np.random.randint(0, n, 32)',
      ]);
      return ['for it in range(1000):', ...indented([`idx = ${drawn}`, taken, ...turn, ...log])];
    }
    case 'strides':
      return [
        'batch_size = 32',
        'for epoch in range(20):',
        ...indented([
          'for i in range(0, len(X), batch_size):',
          ...indented([`${x}, ${y} = X[i:i + batch_size], y[i:i + batch_size]`, ...turn]),
          ...log,
        ]),
      ];
    case 'order':
      return [
        'for epoch in range(20):',
        ...indented([
          `perm = ${pick(['np.random.permutation(len(X))', 'rng.permutation(n)'])}`,
          'for start in range(0, n, 32):',
          ...indented(['idx = perm[start:start + 32]', taken, ...turn]),
          ...log,
        ]),
      ];
    case 'shuffled':
      return [
        'for epoch in range(20):',
        ...indented([
          'order = np.random.permutation(n)',
          'X, y = X[order], y[order]',
          'for start in range(0, n, 32):',
          ...indented([`${x} = X[start:start + 32]`, `${y} = y[start:start + 32]`, ...turn]),
          ...log,
        ]),
      ];
    case 'batches':
      return [
        'for epoch in range(20):',
        ...indented([
          `for ${x}, ${y} in ${pick(['minibatches(X, y, 32)', 'iterate_batches(X, y)', 'loader'])}:`,
          ...indented(turn),
          ...log,
        ]),
      ];
  }
}

export function programInNumpy(seed: number): Program {
  const play = playOf(seed + 1);
  const { pick } = play;
  const [optimizer, style, loop] = [pick(OPTIMIZERS), pick(STYLES), pick(LOOPS)];
  const isWhole = loop === 't' || loop === 'step' || loop === 'while';
  const data: Data = isWhole
    ? ['X', 'y']
    : pick([
        ['xb', 'yb'],
        ['X_batch', 'y_batch'],
      ] as const);
  const time = loop === 'step' ? pick(['(step + 1)', 't']) : 't';
  const draft = DRAFTS[style]({ ...play, optimizer, data, time });
  const isCounted = counts(optimizer) && !style.startsWith('class') && time === 't' && loop !== 't';
  const turn = [...(isCounted ? ['t += 1'] : []), ...draft.gradient, ...draft.step];
  const counter =
    loop === 't' ? 't' : loop === 'step' ? 'step' : loop === 'while' || loop === 'drawn' ? 'it' : 'epoch';
  const [above, log] = pick([
    [[], []],
    [['losses = []'], [`losses.append(${draft.loss})`]],
    [[], [`if ${counter} % 100 == 0:`, `    print(f"loss {${draft.loss}:.4f}")`]],
    [['history = []'], [`train_loss = ${draft.loss}`, 'history.append(train_loss)']],
  ]);
  return {
    expect: optimizer,
    text: fenced([
      'import numpy as np',
      '',
      ...draft.defined,
      ...draft.above,
      ...above,
      ...(isCounted ? ['t = 0'] : []),
      ...looped(loop, { turn, log, data, pick }),
    ]),
  };
}
