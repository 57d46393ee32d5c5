/** Programs in JavaScript: functions and classes over arrays of numbers, entry by entry, and loops that use them. */
import { playOf } from '../../../../support/play.ts';
import type { Play } from '../../../../support/play.ts';
import type { Program } from './numpy.ts';
import { counts, OPTIMIZERS, SETTINGS, signatureOf, STATES } from './steps.ts';
import type { Optimizer, Spelling } from './steps.ts';

const indented = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === '' ? '' : `  ${line}`));

const fenced = (lines: readonly string[]): string => `\`\`\`js\n${lines.join('\n').trimEnd()}\n\`\`\`\n`;

const braced = (head: string, body: readonly string[], end = '}'): string[] => [
  `${head} {`,
  ...indented(body),
  end,
];

export function stepInJavaScript(
  optimizer: Optimizer,
  { parameter: p, gradient: g, state, setting, time: t }: Spelling,
  { pick }: Pick<Play, 'pick'>,
): string[] {
  const [v, m, s] = [state('v'), state('m'), state('s')];
  const [lr, eps] = [setting('lr'), setting('eps')];
  const less = (by: string): string => pick([`${p} -= ${by};`, `${p} = ${p} - ${by};`]);
  const square = pick([`${g} * ${g}`, `${g} ** 2`, `Math.pow(${g}, 2)`]);
  const mean = (of: string, decay: string, value: string): string =>
    `${of} = ${decay} * ${of} + (1 - ${decay}) * ${value};`;
  const power = (of: string): string => pick([`Math.pow(${of}, ${t})`, `${of} ** ${t}`]);
  switch (optimizer) {
    case 'sgd':
      return [less(`${lr} * ${g}`)];
    case 'momentum':
      return pick([
        [`${v} = ${setting('beta')} * ${v} + ${g};`, less(`${lr} * ${v}`)],
        [`${v} = ${setting('beta')} * ${v} - ${lr} * ${g};`, `${p} += ${v};`],
      ]);
    case 'nesterov': {
      const mu = setting('mu');
      return pick([
        [`${v} = ${mu} * ${v} + ${g};`, less(`${lr} * (${g} + ${mu} * ${v})`)],
        [
          `const prev = ${v};`,
          `${v} = ${mu} * ${v} - ${lr} * ${g};`,
          `${p} += -${mu} * prev + (1 + ${mu}) * ${v};`,
        ],
      ]);
    }
    case 'adagrad':
      return [
        `${s} += ${square};`,
        less(
          pick([`${lr} * ${g} / (Math.sqrt(${s}) + ${eps})`, `(${lr} / (Math.sqrt(${s}) + ${eps})) * ${g}`]),
        ),
      ];
    case 'rmsprop':
      return [mean(s, setting('rho'), square), less(`${lr} * ${g} / (Math.sqrt(${s}) + ${eps})`)];
    case 'adam':
    case 'adamw':
      return [
        ...(optimizer === 'adamw' ? [`${p} -= ${lr} * ${setting('wd')} * ${p};`] : []),
        mean(m, setting('beta1'), g),
        mean(v, setting('beta2'), square),
        `const mHat = ${m} / (1 - ${power(setting('beta1'))});`,
        `const vHat = ${v} / (1 - ${power(setting('beta2'))});`,
        less(`${lr} * mHat / (Math.sqrt(vHat) + ${eps})`),
      ];
  }
}

/** A program as it grows: what is defined, what stands above its loop, and what is done in every turn. */
interface Draft {
  defined: string[];
  above: string[];
  turn: string[];
}

interface Drawn extends Play {
  optimizer: Optimizer;
  gradient: string;
}

const zeros = (length: string, { pick }: Play): string =>
  pick([
    `new Array(${length}).fill(0)`,
    `new Float64Array(${length})`,
    `Array.from({ length: ${length} }, () => 0)`,
  ]);

const through = (array: string, body: readonly string[], { pick }: Play): string[] =>
  braced(`for (let i = 0; i < ${array}.length; ${pick(['i++', 'i += 1'])})`, body);

const settingsOf = (optimizer: Optimizer): string[] =>
  Object.entries(SETTINGS[optimizer]).map(([name, value]) => `const ${name} = ${value};`);

const self = (name: string): string => name;
const entry = (name: string): string => `${name}[i]`;

/** The step for one entry, with its gradient under a name of its own or where it stands. */
function entryStep(
  drawn: Drawn,
  array: string,
  gradients: string,
  spelling: Pick<Spelling, 'state' | 'setting' | 'time'>,
): string[] {
  const isNamed = drawn.pick([true, false]);
  const gradient = isNamed ? 'g' : `${gradients}[i]`;
  const lines = stepInJavaScript(drawn.optimizer, { ...spelling, parameter: `${array}[i]`, gradient }, drawn);
  return through(array, isNamed ? [`const g = ${gradients}[i];`, ...lines] : lines, drawn);
}

function ofNumber(drawn: Drawn): Draft {
  const { optimizer, pick } = drawn;
  const spelling: Spelling = { parameter: 'w', gradient: 'g', state: self, setting: self, time: 't' };
  return {
    defined: [],
    above: [...settingsOf(optimizer), 'let w = 5;', ...STATES[optimizer].map((state) => `let ${state} = 0;`)],
    turn: [
      pick(['const g = gradient(w);', 'const g = 2 * (w - 3);', 'const g = df(w);']),
      ...stepInJavaScript(optimizer, spelling, drawn),
    ],
  };
}

const arrays = (drawn: Drawn): string[] =>
  ['w', ...STATES[drawn.optimizer]].map((name) => `const ${name} = ${zeros('d', drawn)};`);

const inLine = (drawn: Drawn): Draft => ({
  defined: [],
  above: [...settingsOf(drawn.optimizer), ...arrays(drawn)],
  turn: [drawn.gradient, ...entryStep(drawn, 'w', 'grads', { state: entry, setting: self, time: 't' })],
});

function ofFunction(drawn: Drawn): Draft {
  const { optimizer, pick } = drawn;
  const name = pick(['update', `${optimizer}Step`, 'step']);
  const signature = signatureOf(optimizer, ' = ');
  const given = ['w', 'grads', ...STATES[optimizer], ...(counts(optimizer) ? ['t'] : [])].join(', ');
  const parameters = `${given}, ${pick([`{ ${signature} } = {}`, signature])}`;
  const [head, end] = pick([
    [`function ${name}(${parameters})`, '}'],
    [`export function ${name}(${parameters})`, '}'],
    [`const ${name} = (${parameters}) =>`, '};'],
  ] as const);
  return {
    defined: [
      ...braced(head, entryStep(drawn, 'w', 'grads', { state: entry, setting: self, time: 't' }), end),
      '',
    ],
    above: arrays(drawn),
    turn: [drawn.gradient, `${name}(${given});`],
  };
}

function ofClass(drawn: Drawn, isMap: boolean): Draft {
  const { optimizer, pick } = drawn;
  const states = STATES[optimizer];
  const name = pick(['Optimizer', `${optimizer[0]!.toUpperCase()}${optimizer.slice(1)}`]);
  const isLate = isMap || pick([true, false]);
  const needsLength = !isLate && states.length > 0;
  const signature = signatureOf(optimizer, ' = ');
  const given = `${needsLength ? 'n, ' : ''}${pick([signature, `{ ${signature} } = {}`])}`;
  const spelling = {
    state: (state: string) => (isMap ? `${state}[i]` : `this.${state}[i]`),
    setting: (setting: string) => `this.${setting}`,
    time: 'this.t',
  };
  const [first] = states;
  const start = pick(['new Array(w.length).fill(0)', 'w.map(() => 0)']);
  const started =
    first && isLate
      ? braced(
          pick([`if (!this.${first})`, `if (this.${first} === null)`]),
          states.map((state) => `this.${state} = ${start};`),
        )
      : [];
  const startedByKey = first
    ? [
        ...braced(
          `if (!this.${first}[key])`,
          states.map((state) => `this.${state}[key] = new Array(p.length).fill(0);`),
        ),
        ...states.map((state) => `const ${state} = this.${state}[key];`),
      ]
    : [];
  const moved = isMap
    ? braced(pick(['for (const key of Object.keys(params))', 'for (const key in params)']), [
        'const p = params[key];',
        'const grad = grads[key];',
        ...startedByKey,
        ...entryStep(drawn, 'p', 'grad', spelling),
      ])
    : [...started, ...entryStep(drawn, 'w', 'grads', spelling)];
  return {
    defined: [
      ...braced(`class ${name}`, [
        ...braced(`constructor(${given})`, [
          ...Object.keys(SETTINGS[optimizer]).map((setting) => `this.${setting} = ${setting};`),
          ...states.map((state) => `this.${state} = ${isMap ? '{}' : isLate ? 'null' : zeros('n', drawn)};`),
          ...(counts(optimizer) ? ['this.t = 0;'] : []),
        ]),
        '',
        ...braced(isMap ? 'step(params, grads)' : 'step(w, grads)', [
          ...(counts(optimizer) ? [pick(['this.t += 1;', 'this.t++;'])] : []),
          ...moved,
        ]),
      ]),
      '',
    ],
    above: [
      isMap ? 'const params = { w, b };' : `const w = ${zeros('d', drawn)};`,
      `const opt = new ${name}(${needsLength ? 'd' : ''});`,
    ],
    turn: isMap
      ? ['const grads = gradients(params, X, y);', 'opt.step(params, grads);']
      : [drawn.gradient, 'opt.step(w, grads);'],
  };
}

const DRAFTS = {
  number: ofNumber,
  'in line': inLine,
  function: ofFunction,
  class: (drawn: Drawn) => ofClass(drawn, false),
  'class of maps': (drawn: Drawn) => ofClass(drawn, true),
} as const;

export function programInJavaScript(seed: number): Program {
  const play = playOf(seed + 1);
  const { pick } = play;
  const optimizer = pick(OPTIMIZERS);
  const style = pick(Object.keys(DRAFTS) as (keyof typeof DRAFTS)[]);
  const gradient = pick([
    'const grads = gradient(w);',
    'const grads = computeGradients(w, X, y);',
    'const grads = grad(w);',
  ]);
  const { defined, above, turn } = DRAFTS[style]({ ...play, optimizer, gradient });
  const loop = pick(['t', 'it', 'epoch'] as const);
  const isCounted = counts(optimizer) && !style.startsWith('class') && loop !== 't';
  const [before, noted] = pick([
    [[], []],
    [['const losses = [];'], ['losses.push(loss(w, X, y));']],
    [[], [`if (${loop} % 100 === 0) console.log(${loop}, loss(w, X, y));`]],
  ]);
  const shown = style === 'class of maps' ? [] : noted;
  const whole = [...(isCounted ? [pick(['t += 1;', 't++;'])] : []), ...turn];
  const heads = {
    t: 'for (let t = 1; t <= 1000; t++)',
    it: 'for (let it = 0; it < 1000; it++)',
    epoch: 'for (let epoch = 0; epoch < 20; epoch++)',
  };
  const batches = pick(['for (const [X, y] of batches(data, 32))', 'for (const { X, y } of batches)']);
  return {
    expect: optimizer,
    text: fenced([
      ...defined,
      ...above,
      ...(shown.length > 0 ? before : []),
      ...(isCounted ? ['let t = 0;'] : []),
      ...braced(heads[loop], loop === 'epoch' ? [...braced(batches, whole), ...shown] : [...whole, ...shown]),
    ]),
  };
}
