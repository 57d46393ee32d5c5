/** How the languages write what a program is put together from. */
import { SHORT } from './parts.ts';
import type { Form, Loop } from './parts.ts';

interface Parts {
  form: Form;
  states: readonly string[];
  settings: Readonly<Record<string, string>>;
  loop: Loop;
  lines: readonly string[];
  /** It counts its steps. */
  isCounted: boolean;
}

export interface Syntax {
  fence: string;
  forms: readonly Form[];
  self: string;
  /** `v[:] = …` changes an array where it stands. */
  hasParts: boolean;
  /** @param one of the lists, that a loop may go through alone */
  loops: (form: Form, lists: readonly string[], one: string, nameOf: (list: string) => string) => Loop[];
  made: (name: string, value: string) => string;
  given: (target: string, operator: string, value: string) => string;
  root: string;
  /** The larger one, entry by entry. */
  larger: string;
  written: (parts: Parts) => string[];
  /** What is done `steps` times. */
  repeated: (body: readonly string[]) => string[];
  /** A class that starts with some lines, and whose `step(w, g)` is the others. */
  stepper: (start: readonly string[], body: readonly string[]) => string[];
}

const indented = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => ' '.repeat(by) + line);
const shortOf = (lists: readonly string[]): string[] => lists.map((list) => SHORT[list]!);
const only = (one: string): Record<string, string> => ({ [one]: SHORT[one]! });

/** What a function is given, in order. */
const givenTo = ({ form, states, settings, isCounted }: Parts): string[] => [
  ...(form === 'returned' ? shortOf(['params', 'grads', ...states]) : ['params', 'grads', ...states]),
  ...(isCounted ? ['t'] : []),
  ...settingsOf(settings),
];
const settingsOf = (settings: Parts['settings']): string[] =>
  Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
const returnedBy = ({ states }: Parts): string => shortOf(['params', ...states]).join(', ');

export const PYTHON: Syntax = {
  fence: 'python',
  forms: ['lists', 'dictionaries', 'object', 'returned'],
  self: 'self.',
  hasParts: true,
  loops(form, lists, one, nameOf) {
    if (form === 'dictionaries')
      return [
        { header: 'for k in params:', index: 'k', names: {} },
        { header: `for k, ${SHORT[one]} in ${one}.items():`, index: 'k', names: only(one) },
      ];
    const zipped = Object.fromEntries(lists.map((list) => [list, SHORT[list]!]));
    const names = shortOf(lists).join(', ');
    const all = lists.map(nameOf).join(', ');
    return [
      { header: `for i in range(len(${nameOf('params')})):`, index: 'i', names: {} },
      { header: `for i, ${SHORT[one]} in enumerate(${nameOf(one)}):`, index: 'i', names: only(one) },
      { header: `for i, (${names}) in enumerate(zip(${all})):`, index: 'i', names: zipped },
      { header: `for ${names} in zip(${all}):`, index: null, names: zipped },
    ];
  },
  made: (name, value) => `${name} = ${value}`,
  given: (target, operator, value) => `${target} ${operator} ${value}`,
  root: 'np.sqrt',
  larger: 'np.maximum',
  repeated: (body) => ['for i in range(steps):', ...indented(body, 4)],
  stepper: (start, body) => [
    'class Optimizer:',
    ...indented(['def __init__(self):', ...indented(start, 4)], 4),
    ...indented(['def step(self, w, g):', ...indented([...body, 'return w'], 4)], 4),
  ],
  written(parts) {
    const { form, states, settings, loop, lines, isCounted } = parts;
    const head = `def step(${givenTo(parts).join(', ')}):`;
    if (form === 'returned') return [head, ...indented([...lines, `return ${returnedBy(parts)}`], 4)];
    const body = [loop.header, ...indented(lines, 4)];
    if (form !== 'object') return [head, ...indented(body, 4)];
    const kept = [
      'self.params = params',
      ...Object.keys(settings).map((name) => `self.${name} = ${name}`),
      ...states.map((list) => `self.${list} = [np.zeros_like(p) for p in params]`),
      ...(isCounted ? ['self.t = 0'] : []),
    ];
    return [
      'class Optimizer:',
      ...indented(
        [`def __init__(self, params, ${settingsOf(settings).join(', ')}):`, ...indented(kept, 4)],
        4,
      ),
      ...indented(
        ['def step(self, grads):', ...indented([...(isCounted ? ['self.t += 1'] : []), ...body], 4)],
        4,
      ),
    ];
  },
};

export const JAVASCRIPT: Syntax = {
  fence: 'js',
  forms: ['lists', 'object', 'returned'],
  self: 'this.',
  hasParts: false,
  loops: (_form, _lists, one, nameOf) => [
    { header: `for (let i = 0; i < ${nameOf('params')}.length; i++) {`, footer: '}', index: 'i', names: {} },
    { header: `${nameOf(one)}.forEach((${SHORT[one]}, i) => {`, footer: '});', index: 'i', names: only(one) },
    {
      header: `for (let [i, ${SHORT[one]}] of ${nameOf(one)}.entries()) {`,
      footer: '}',
      index: 'i',
      names: only(one),
    },
  ],
  made: (name, value) => `let ${name} = ${value};`,
  given: (target, operator, value) => `${target} ${operator} ${value};`,
  root: 'Math.sqrt',
  larger: 'Math.max',
  repeated: (body) => ['for (let i = 0; i < steps; i++) {', ...indented(body, 2), '}'],
  stepper: (start, body) => [
    'class Optimizer {',
    ...indented(['constructor() {', ...indented(start, 2), '}'], 2),
    ...indented(['step(w, g) {', ...indented([...body, 'return w;'], 2), '}'], 2),
    '}',
  ],
  written(parts) {
    const { form, states, settings, loop, lines, isCounted } = parts;
    const head = `function step(${givenTo(parts).join(', ')}) {`;
    if (form === 'returned') return [head, ...indented([...lines, `return [${returnedBy(parts)}];`], 2), '}'];
    const body = [loop.header, ...indented(lines, 2), loop.footer!];
    if (form !== 'object') return [head, ...indented(body, 2), '}'];
    const kept = [
      'this.params = params;',
      ...Object.keys(settings).map((name) => `this.${name} = ${name};`),
      ...states.map((list) => `this.${list} = params.map(() => 0);`),
      ...(isCounted ? ['this.t = 0;'] : []),
    ];
    return [
      'class Optimizer {',
      ...indented(
        [`constructor(params, ${settingsOf(settings).join(', ')}) {`, ...indented(kept, 2), '}'],
        2,
      ),
      ...indented(
        ['step(grads) {', ...indented([...(isCounted ? ['this.t += 1;'] : []), ...body], 2), '}'],
        2,
      ),
      '}',
    ];
  },
};
