/** Networks of two layers whose gradients are worked out by hand, as courses on NumPy have them, each with the step of an optimizer. */
import { playOf } from '../../../../support/play.ts';
import type { Play } from '../../../../support/play.ts';
import type { Program } from './numpy.ts';
import { counts, fenced, indented, OPTIMIZERS, SETTINGS, signatureOf, STATES, stepInNumpy } from './steps.ts';
import type { Optimizer, Spelling } from './steps.ts';

const NAMES = ['W1', 'b1', 'W2', 'b2'] as const;
type Name = (typeof NAMES)[number];

/** Where each of them stands: `params["W1"]`, `self.W1`, `W1`. */
type Place = (name: Name) => string;

interface Drawn extends Play {
  optimizer: Optimizer;
}

interface Draft {
  defined: string[];
  above: string[];
  /** With `xb` and `yb`. */
  turn: string[];
  /** What the network gives for `X`. */
  output: string;
}

const plain = (name: string): string => name;
const ofDictionary =
  (dictionary: string): Place =>
  (name) =>
    `${dictionary}["${name}"]`;

const SOFTMAX = [
  'def softmax(z):',
  '    e = np.exp(z - z.max(axis=1, keepdims=True))',
  '    return e / e.sum(axis=1, keepdims=True)',
  '',
];

const inits = (
  { pick }: Play,
  seed = pick(['np.random.randn', 'rng.standard_normal']),
): Record<Name, string> => {
  const shape = (a: string, b: string): string =>
    seed.startsWith('np') ? `${seed}(${a}, ${b})` : `${seed}((${a}, ${b}))`;
  const scale = pick([' * 0.01', ' * 0.1', ' * np.sqrt(2.0 / d)']);
  return {
    W1: shape('d', 'h') + scale,
    b1: 'np.zeros(h)',
    W2: shape('h', 'k') + scale,
    b2: 'np.zeros(k)',
  };
};

/** Two layers with a ReLU or tanh between them. */
interface Layers {
  forward: (at: Place, x: string) => string[];
  /** From `probs` and what `forward` has named. */
  backward: (at: Place, to: (name: Name) => string, x: string, y: string) => string[];
  cached: readonly string[];
}

function layersOf({ pick }: Play): Layers {
  const isTanh = pick([true, false]);
  const hidden = isTanh ? 'np.tanh(z1)' : 'np.maximum(0, z1)';
  const slope = isTanh ? '(1 - a1 ** 2)' : '(z1 > 0)';
  const times = pick([
    (a: string, b: string) => `${a} @ ${b}`,
    (a: string, b: string) => `np.dot(${a}, ${b})`,
  ]);
  const sum = pick(['dz2.sum(axis=0)', 'np.sum(dz2, axis=0)']);
  const delta = pick([
    (y: string) => ['dz2 = probs.copy()', `dz2[np.arange(len(${y})), ${y}] -= 1`, `dz2 /= len(${y})`],
    (y: string) => [`dz2 = (probs - ${y}) / len(${y})`],
    (y: string) => [`n = ${y}.shape[0]`, `dz2 = (probs - ${y}) / n`],
  ]);
  return {
    cached: ['z1', 'a1'],
    forward: (at, x) => [
      `z1 = ${times(x, at('W1'))} + ${at('b1')}`,
      `a1 = ${hidden}`,
      `z2 = ${times('a1', at('W2'))} + ${at('b2')}`,
      'probs = softmax(z2)',
    ],
    backward: (at, to, x, y) => [
      ...delta(y),
      `${to('W2')} = ${times('a1.T', 'dz2')}`,
      `${to('b2')} = ${sum}`,
      ...pick([
        [`dz1 = (${times('dz2', `${at('W2')}.T`)}) * ${slope}`],
        [`da1 = ${times('dz2', `${at('W2')}.T`)}`, `dz1 = da1 * ${slope}`],
      ]),
      `${to('W1')} = ${times(`${x}.T`, 'dz1')}`,
      `${to('b1')} = ${sum.replaceAll('dz2', 'dz1')}`,
    ],
  };
}

const settingsOf = (optimizer: Optimizer): string[] =>
  Object.entries(SETTINGS[optimizer]).map(([name, value]) => `${name} = ${value}`);

const literal = (at: (name: Name) => string): string =>
  `{${NAMES.map((name) => `"${name}": ${at(name)}`).join(', ')}}`;
const zerosOf = (dictionary: string): string => `{k: np.zeros_like(p) for k, p in ${dictionary}.items()}`;

/** A step over dictionaries, in one of its forms: a loop, a function, a class. */
function stepOver(
  drawn: Drawn,
  parameters: string,
  gradients: string,
): Pick<Draft, 'defined' | 'above' | 'turn'> {
  const { optimizer, pick } = drawn;
  const states = STATES[optimizer];
  const t = counts(optimizer);
  const lines = (
    params: string,
    grads: string,
    own: Pick<Spelling, 'state' | 'setting' | 'time'>,
  ): string[] => [
    pick([`for key in ${params}:`, `for key in ${params}.keys():`]),
    ...indented(
      stepInNumpy(
        optimizer,
        { parameter: `${params}[key]`, gradient: `${grads}[key]`, ...own },
        { pick, isInPlace: false },
      ),
    ),
  ];
  const inState = (name: string): string => `${name}[key]`;
  return pick([
    () => ({
      defined: [],
      above: [
        ...settingsOf(optimizer),
        ...states.map((state) => `${state} = ${zerosOf(parameters)}`),
        ...(t ? ['t = 0'] : []),
      ],
      turn: [
        ...(t ? ['t += 1'] : []),
        ...lines(parameters, gradients, { state: inState, setting: plain, time: 't' }),
      ],
    }),
    () => {
      const name = pick(['update_params', 'update_parameters', `${optimizer}_update`]);
      const more = [...states, ...(t ? ['t'] : [])].map((each) => `, ${each}`).join('');
      const isGiven = pick([true, false]);
      return {
        defined: [
          `def ${name}(params, grads${more}, ${signatureOf(optimizer)}):`,
          ...indented([
            ...lines('params', 'grads', { state: inState, setting: plain, time: 't' }),
            ...(isGiven ? ['return params'] : []),
          ]),
          '',
        ],
        above: [...states.map((state) => `${state} = ${zerosOf(parameters)}`), ...(t ? ['t = 0'] : [])],
        turn: [
          ...(t ? ['t += 1'] : []),
          `${isGiven ? `${parameters} = ` : ''}${name}(${parameters}, ${gradients}${more})`,
        ],
      };
    },
    () => ({
      defined: [
        'class Optimizer:',
        ...indented([
          `def __init__(self, params, ${signatureOf(optimizer)}):`,
          ...indented([
            'self.params = params',
            ...Object.keys(SETTINGS[optimizer]).map((name) => `self.${name} = ${name}`),
            ...states.map((state) => `self.${state} = ${zerosOf('params')}`),
            ...(t ? ['self.t = 0'] : []),
          ]),
          '',
          'def step(self, grads):',
          ...indented([
            ...(t ? ['self.t += 1'] : []),
            ...lines('self.params', 'grads', {
              state: (name) => `self.${name}[key]`,
              setting: (name) => `self.${name}`,
              time: 'self.t',
            }),
          ]),
        ]),
        '',
      ],
      above: [`opt = Optimizer(${parameters})`],
      turn: [`opt.step(${gradients})`],
    }),
  ])();
}

/** Functions over dictionaries. */
function functions(drawn: Drawn): Draft {
  const { pick } = drawn;
  const layers = layersOf(drawn);
  const at = ofDictionary('params');
  const cache = layers.cached.join(', ');
  const initial = inits(drawn);
  const isUnpacked = pick([true, false]);
  const inside: Place = isUnpacked ? plain : at;
  const unpacked = isUnpacked ? [`${NAMES.join(', ')} = ${NAMES.map(at).join(', ')}`] : [];
  const grads = pick([
    () => ({
      lines: ['grads = {}', ...layers.backward(inside, ofDictionary('grads'), 'X', 'y')],
      given: 'grads',
    }),
    () => ({
      lines: layers.backward(inside, (name) => `d${name}`, 'X', 'y'),
      given: literal((name) => `d${name}`),
    }),
  ])();
  const step = stepOver(drawn, 'params', 'grads');
  const isOne = pick([true, false]);
  const loss = 'loss = -np.log(probs[np.arange(len(y)), y] + 1e-12).mean()';
  return {
    defined: [
      ...SOFTMAX,
      'def init_params(d, h, k):',
      ...indented(
        pick([
          [`return ${literal((name) => initial[name])}`],
          ['params = {}', ...NAMES.map((name) => `${at(name)} = ${initial[name]}`), 'return params'],
        ]),
      ),
      '',
      'def forward(params, X):',
      ...indented([...unpacked, ...layers.forward(inside, 'X'), `return probs, (${cache})`]),
      '',
      ...(isOne
        ? [
            'def loss_and_grads(params, X, y):',
            ...indented([
              `probs, (${cache}) = forward(params, X)`,
              ...unpacked,
              loss,
              ...grads.lines,
              `return loss, ${grads.given}`,
            ]),
          ]
        : [
            'def backward(params, cache, probs, X, y):',
            ...indented([`${cache} = cache`, ...unpacked, ...grads.lines, `return ${grads.given}`]),
          ]),
      '',
      ...step.defined,
    ],
    above: ['params = init_params(X.shape[1], 64, 10)', ...step.above],
    turn: [
      ...(isOne
        ? ['loss, grads = loss_and_grads(params, xb, yb)']
        : ['probs, cache = forward(params, xb)', 'grads = backward(params, cache, probs, xb, yb)']),
      ...step.turn,
    ],
    output: 'forward(params, X)[0]',
  };
}

/** A class that keeps its parameters and gradients, in dictionaries or one by one. */
function network(drawn: Drawn): Draft {
  const { pick } = drawn;
  const layers = layersOf(drawn);
  const own = (name: string): string => `self.${name}`;
  const at = ofDictionary('self.params');
  const initial = inits(drawn);
  const isKept = pick([true, false]);
  const kept = (line: string): string => line.replace(/\b(z1|a1|probs)\b/g, 'self.$1');
  const to = ofDictionary(isKept ? 'self.grads' : 'grads');
  const step = stepOver(drawn, 'net.params', isKept ? 'net.grads' : 'grads');
  return {
    defined: [
      ...SOFTMAX,
      'class Net:',
      ...indented([
        'def __init__(self, d, h, k):',
        ...indented([
          ...pick([
            [`self.params = ${literal((name) => initial[name])}`],
            ['self.params = {}', ...NAMES.map((name) => `${at(name)} = ${initial[name]}`)],
          ]),
          ...(isKept ? ['self.grads = {}'] : []),
        ]),
        '',
        'def forward(self, x):',
        ...indented([`${own('x')} = x`, ...layers.forward(at, 'x').map(kept), 'return self.probs']),
        '',
        'def backward(self, y):',
        ...indented([
          ...(isKept ? [] : ['grads = {}']),
          ...layers.backward(at, to, 'self.x', 'y').map(kept),
          ...(isKept ? [] : ['return grads']),
        ]),
      ]),
      '',
      ...step.defined,
    ],
    above: ['net = Net(X.shape[1], 64, 10)', ...step.above],
    turn: [
      pick(['net.forward(xb)', 'probs = net.forward(xb)']),
      isKept ? 'net.backward(yb)' : 'grads = net.backward(yb)',
      ...step.turn,
    ],
    output: 'net.forward(X)',
  };
}

/** All of it in the loop, each parameter by a step of its own or all by a list. */
function writtenOut(drawn: Drawn): Draft {
  const { optimizer, pick } = drawn;
  const layers = layersOf(drawn);
  const initial = inits(drawn);
  const states = STATES[optimizer];
  const t = counts(optimizer);
  const seed = drawn.random(1000);
  const isList = pick([true, false]);
  const stepOf = (name: Name): string[] =>
    stepInNumpy(
      optimizer,
      {
        parameter: name,
        gradient: `d${name}`,
        state: (state) => `${state}_${name}`,
        setting: plain,
        time: 't',
      },
      { pick: playOf(seed + 1).pick, isInPlace: false },
    );
  const list = (of: (name: Name) => string): string => `[${NAMES.map(of).join(', ')}]`;
  const step = isList
    ? [
        `grads = ${list((name) => `d${name}`)}`,
        `for ${['p', 'g', ...states].join(', ')} in zip(params, grads${states.map((state) => `, ${state}s`).join('')}):`,
        ...indented(
          stepInNumpy(
            optimizer,
            { parameter: 'p', gradient: 'g', state: plain, setting: plain, time: 't' },
            { pick, isInPlace: true },
          ),
        ),
      ]
    : NAMES.flatMap(stepOf);
  return {
    defined: SOFTMAX,
    above: [
      ...settingsOf(optimizer),
      ...NAMES.map((name) => `${name} = ${initial[name]}`),
      ...(isList
        ? [
            `params = ${list(plain)}`,
            ...states.map((state) => `${state}s = [np.zeros_like(p) for p in params]`),
          ]
        : NAMES.flatMap((name) => states.map((state) => `${state}_${name} = np.zeros_like(${name})`))),
      ...(t ? ['t = 0'] : []),
    ],
    turn: [
      ...layers.forward(plain, 'xb'),
      ...layers.backward(plain, (name) => `d${name}`, 'xb', 'yb'),
      ...(t ? ['t += 1'] : []),
      ...step,
    ],
    output: 'softmax(np.tanh(X @ W1 + b1) @ W2 + b2)',
  };
}

/** A class for each kind of layer, and a step over layers. */
function ofLayers(drawn: Drawn): Draft {
  const { optimizer, pick } = drawn;
  const states = STATES[optimizer];
  const t = counts(optimizer);
  const seed = drawn.random(1000);
  const stepOf = (name: 'W' | 'b'): string[] =>
    stepInNumpy(
      optimizer,
      {
        parameter: `layer.${name}`,
        gradient: `layer.d${name}`,
        state: (state) => `layer.${state}${name}`,
        setting: plain,
        time: 't',
      },
      { pick: playOf(seed + 1).pick, isInPlace: false },
    );
  const isListed = pick([true, false]);
  const list = isListed ? pick(['layers', 'net']) : '[l1, l2]';
  const moves = [...stepOf('W'), ...stepOf('b')];
  const loopOver = (layers: string): string[] => [
    `for layer in ${layers}:`,
    ...indented(isListed ? ['if hasattr(layer, "W"):', ...indented(moves)] : moves),
  ];
  const isFunction = pick([true, false]);
  return {
    defined: [
      ...SOFTMAX,
      'class Linear:',
      ...indented([
        'def __init__(self, n_in, n_out):',
        ...indented([
          'self.W = np.random.randn(n_in, n_out) * 0.01',
          'self.b = np.zeros(n_out)',
          ...states.flatMap((state) => [
            `self.${state}W = np.zeros_like(self.W)`,
            `self.${state}b = np.zeros_like(self.b)`,
          ]),
        ]),
        '',
        'def forward(self, x):',
        ...indented(['self.x = x', 'return x @ self.W + self.b']),
        '',
        'def backward(self, dout):',
        ...indented(['self.dW = self.x.T @ dout', 'self.db = dout.sum(axis=0)', 'return dout @ self.W.T']),
      ]),
      '',
      'class ReLU:',
      ...indented([
        'def forward(self, x):',
        ...indented(['self.mask = x > 0', 'return x * self.mask']),
        '',
        'def backward(self, dout):',
        ...indented(['return dout * self.mask']),
      ]),
      '',
      ...(isFunction
        ? [
            `def update(layers${t ? ', t' : ''}, ${signatureOf(optimizer)}):`,
            ...indented(loopOver('layers')),
            '',
          ]
        : []),
    ],
    above: [
      ...(isFunction ? [] : settingsOf(optimizer)),
      isListed
        ? `${list} = [Linear(X.shape[1], 64), ReLU(), Linear(64, 10)]`
        : 'l1, act, l2 = Linear(X.shape[1], 64), ReLU(), Linear(64, 10)',
      ...(t ? ['t = 0'] : []),
    ],
    turn: [
      ...(isListed
        ? [
            'out = xb',
            `for layer in ${list}:`,
            '    out = layer.forward(out)',
            'dout = (softmax(out) - yb) / len(xb)',
            `for layer in ${pick([`reversed(${list})`, `${list}[::-1]`])}:`,
            '    dout = layer.backward(dout)',
          ]
        : [
            'probs = softmax(l2.forward(act.forward(l1.forward(xb))))',
            'dz2 = (probs - yb) / len(xb)',
            'l1.backward(act.backward(l2.backward(dz2)))',
          ]),
      ...(t ? ['t += 1'] : []),
      ...(isFunction ? [`update(${list}${t ? ', t' : ''})`] : loopOver(list)),
    ],
    output: isListed ? 'predict(X)' : 'l2.forward(act.forward(l1.forward(X)))',
  };
}

/** The turns of a training, over batches. */
function trained({ pick }: Play, turn: readonly string[], output: string): string[] {
  const said = pick([
    [],
    [`acc = np.mean(np.argmax(${output}, axis=1) == y)`, 'print(epoch, acc)'],
    ['if epoch % 10 == 0:', `    print("accuracy", (${output}.argmax(axis=1) == y).mean())`],
  ]);
  const batches = pick([
    ['for i in range(0, len(X), 64):', '    xb, yb = X[i:i + 64], y[i:i + 64]'],
    [
      'order = np.random.permutation(len(X))',
      'for start in range(0, len(X), 64):',
      '    idx = order[start:start + 64]',
      '    xb, yb = X[idx], y[idx]',
    ],
    ['for xb, yb in minibatches(X, y, 64):'],
  ]);
  return ['for epoch in range(30):', ...indented([...batches, ...indented(turn), ...said])];
}

export function netInNumpy(seed: number): Program {
  const play = playOf(seed + 1);
  const { pick } = play;
  const optimizer = pick(OPTIMIZERS);
  const { defined, above, turn, output } = pick([functions, network, writtenOut, ofLayers])({
    ...play,
    optimizer,
  });
  const isRandom = [...defined, ...above].some((line) => line.includes('rng.'));
  return {
    expect: optimizer,
    text: fenced([
      'import numpy as np',
      '',
      ...(isRandom ? ['rng = np.random.default_rng(0)', ''] : []),
      ...defined,
      ...above,
      '',
      ...trained(play, turn, output),
    ]),
  };
}
