/** Functions and classes that give back what they make: new lists, states in tuples and dictionaries, arrays mapped entry by entry. */
import { playOf } from '../../../../support/play.ts';
import type { Play } from '../../../../support/play.ts';
import { stepInJavaScript } from './javascript.ts';
import type { Program } from './numpy.ts';
import { counts, fenced, indented, OPTIMIZERS, signatureOf, STATES, stepInNumpy } from './steps.ts';
import type { Optimizer, Spelling } from './steps.ts';

interface Drawn extends Play {
  optimizer: Optimizer;
}

const self = (name: string): string => name;
const define = (head: string, body: readonly string[]): string[] => [`def ${head}:`, ...indented(body)];

/** Plain assignments, of which every one gives a name a new value. */
function plainStep(optimizer: Optimizer, spelling: Partial<Spelling>, drawn: Drawn): string[] {
  const whole = { parameter: 'w', gradient: 'g', state: self, setting: self, time: 't', ...spelling };
  return stepInNumpy(optimizer, whole, { ...drawn, isInPlace: false });
}

/** `def adam(w, g, state, …): m, v, t = state … return w, (m, v, t)`, and the same with what it is given one by one. */
function inTuples(drawn: Drawn): string[] {
  const { optimizer, pick } = drawn;
  const states = [...STATES[optimizer], ...(counts(optimizer) ? ['t'] : [])];
  const step = [...(counts(optimizer) ? ['t = t + 1'] : []), ...plainStep(optimizer, {}, drawn)];
  const name = pick([optimizer, 'update', 'step']);
  const isPacked = states.length > 1 && pick([true, false]);
  const taken = isPacked ? ['state'] : states;
  const kept = isPacked ? [`(${states.join(', ')})`] : states;
  return define(`${name}(${['w', 'g', ...taken].join(', ')}, ${signatureOf(optimizer)})`, [
    ...(isPacked ? [`${states.join(', ')} = state`] : []),
    ...step,
    `return ${['w', ...kept].join(', ')}`,
  ]);
}

/** `new_params.append(p)` in a loop over all lists at once. */
function inLists(drawn: Drawn): string[] {
  const { optimizer, pick } = drawn;
  const states = STATES[optimizer];
  const listOf = (state: string): string => pick([`${state}s`]);
  const lists = ['params', 'grads', ...states.map(listOf)];
  const newOf = (list: string): string => `new_${list}`;
  const made = ['params', ...states.map(listOf)];
  const isCounted = counts(optimizer);
  const form = pick(['zip', 'enumerate', 'index'] as const);
  const at = (list: string): string => `${list}[i]`;
  const body =
    form === 'index'
      ? [
          ...plainStep(optimizer, { parameter: 'p', gradient: 'g', state: self }, drawn),
          ...made.map((list, i) => `${newOf(list)}.append(${['p', ...states][i]})`),
        ]
      : [
          ...plainStep(optimizer, { parameter: 'p' }, drawn),
          ...made.map((list, i) => `${newOf(list)}.append(${['p', ...states][i]})`),
        ];
  const names = ['p', 'g', ...states];
  const loop = {
    zip: `for ${names.join(', ')} in zip(${lists.join(', ')}):`,
    enumerate: `for i, (${names.join(', ')}) in enumerate(zip(${lists.join(', ')})):`,
    index: 'for i in range(len(params)):',
  }[form];
  const unpacked = form === 'index' ? [`${names.join(', ')} = ${lists.map(at).join(', ')}`] : [];
  return define(
    `${optimizer}_step(${[...lists, ...(isCounted ? ['t'] : [])].join(', ')}, ${signatureOf(optimizer)})`,
    [
      ...(pick([true, false])
        ? made.map((list) => `${newOf(list)} = []`)
        : [`${made.map(newOf).join(', ')} = ${made.map(() => '[]').join(', ')}`]),
      loop,
      ...indented([...unpacked, ...body]),
      `return ${made.map(newOf).join(', ')}`,
    ],
  );
}

/** A class whose `update` gives back a list of new arrays, and keeps its states by index. */
function ofClass(drawn: Drawn): string[] {
  const { optimizer, pick } = drawn;
  const states = STATES[optimizer];
  const isCounted = counts(optimizer);
  const settings = signatureOf(optimizer)
    .split(', ')
    .map((each) => each.split('=')[0]!);
  const step = plainStep(
    optimizer,
    {
      parameter: 'p',
      state: (name) => `self.${name}[i]`,
      setting: (name) => `self.${name}`,
      time: 'self.t',
    },
    drawn,
  );
  const isFirst = pick([true, false]);
  const starts = (of: string): string[] =>
    states.map((state) => `self.${state} = [np.zeros_like(p) for p in ${of}]`);
  const lazily =
    isFirst && states.length > 0 ? [`if self.${states[0]} is None:`, ...indented(starts('params'))] : [];
  return [
    `class ${optimizer.charAt(0).toUpperCase()}${optimizer.slice(1)}:`,
    ...indented([
      ...define(`__init__(self, ${isFirst ? '' : 'params, '}${signatureOf(optimizer)})`, [
        ...settings.map((name) => `self.${name} = ${name}`),
        ...(isFirst ? states.map((state) => `self.${state} = None`) : starts('params')),
        ...(isCounted ? ['self.t = 0'] : []),
      ]),
      '',
      ...define('update(self, params, grads)', [
        ...lazily,
        ...(isCounted ? ['self.t += 1'] : []),
        'updated = []',
        'for i, (p, g) in enumerate(zip(params, grads)):',
        ...indented([...step, 'updated.append(p)']),
        'return updated',
      ]),
    ]),
  ];
}

/** `return w.map((p, i) => { … })`, of a class or of a function that is given its states. */
function mapped(drawn: Drawn): string[] {
  const { optimizer, pick } = drawn;
  const states = STATES[optimizer];
  const isCounted = counts(optimizer);
  const settings = signatureOf(optimizer, ' = ');
  const isOfClass = pick([true, false]);
  const own = (name: string): string => (isOfClass ? `this.${name}` : name);
  const step = stepInJavaScript(
    optimizer,
    {
      parameter: 'p',
      gradient: 'grads[i]',
      state: (name) => `${own(name)}[i]`,
      setting: own,
      time: own('t'),
    },
    drawn,
  );
  const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
  const body = ['return params.map((p, i) => {', ...indent([...step, 'return p;']), '});'];
  if (!isOfClass) {
    const taken = ['params', 'grads', ...states, ...(isCounted ? ['t'] : [])];
    return [`function step(${taken.join(', ')}, ${settings}) {`, ...indent(body), '}'];
  }
  const names = settings.split(', ').map((each) => each.split(' ')[0]!);
  return [
    'class Optimizer {',
    ...indent([
      `constructor(n, ${settings}) {`,
      ...indent([
        `Object.assign(this, { ${names.join(', ')} });`,
        ...states.map((state) => `this.${state} = new Array(n).fill(0);`),
        ...(isCounted ? ['this.t = 0;'] : []),
      ]),
      '}',
      'step(params, grads) {',
      ...indent([...(isCounted ? ['this.t += 1;'] : []), ...body]),
      '}',
    ]),
    '}',
  ];
}

const DRAFTS = { tuples: inTuples, lists: inLists, class: ofClass, map: mapped };

export function programGivingBack(seed: number): Program {
  const play = playOf(seed + 11);
  const [optimizer, style] = [
    play.pick(OPTIMIZERS),
    play.pick(Object.keys(DRAFTS) as (keyof typeof DRAFTS)[]),
  ];
  const lines = DRAFTS[style]({ ...play, optimizer });
  const text = fenced(style === 'map' ? lines : ['import numpy as np', '', ...lines]);
  return { expect: optimizer, text: style === 'map' ? text.replace('```python', '```js') : text };
}
