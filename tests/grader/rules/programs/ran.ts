/**
 * Programs that move lists of parameters, as a seed puts them together: how a loop goes through the lists, where a value is read, how and
 * when it is written. Some are right and some are not, and Python says which by running them.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { numberFor } from '../../../../grader/rules/model/sameness.ts';

/** What a program is given: lists of arrays, dictionaries of them, an object that keeps them, or one array that it gives back. */
type Form = 'lists' | 'dictionaries' | 'object' | 'returned';

export interface Program {
  form: Form;
  optimizer: string;
  code: string;
}

type Pick = <T>(of: readonly T[]) => T;

/** What a loop over the lists looks like, and the names that it gives to their entries. */
interface Loop {
  header: string;
  index: string | null;
  names: Readonly<Record<string, string>>;
}

const SHORT: Readonly<Record<string, string>> = { params: 'p', grads: 'g', vs: 'v', ms: 'm' };
const STATES: Readonly<Record<string, readonly string[]>> = {
  sgd: [],
  momentum: ['vs'],
  rmsprop: ['vs'],
  adagrad: ['vs'],
  adam: ['ms', 'vs'],
};
const SETTINGS: Readonly<Record<string, string>> = {
  sgd: 'lr=0.01',
  momentum: 'lr=0.01, mu=0.9',
  rmsprop: 'lr=0.01, rho=0.9, eps=1e-8',
  adagrad: 'lr=0.01, eps=1e-8',
  adam: 'lr=0.001, b1=0.9, b2=0.999, eps=1e-8',
};

function loopOver(form: Form, lists: readonly string[], nameOf: (list: string) => string, pick: Pick): Loop {
  const zipped = Object.fromEntries(lists.map((list) => [list, SHORT[list]!]));
  const one = pick(lists);
  const only = { [one]: SHORT[one]! };
  if (form === 'returned') return { header: '', index: null, names: zipped };
  if (form === 'dictionaries')
    return pick<Loop>([
      { header: 'for k in params:', index: 'k', names: {} },
      { header: `for k, ${SHORT[one]} in ${one}.items():`, index: 'k', names: only },
    ]);
  const names = Object.values(zipped).join(', ');
  const all = lists.map(nameOf).join(', ');
  return pick<Loop>([
    { header: `for i in range(len(${nameOf('params')})):`, index: 'i', names: {} },
    { header: `for i, ${SHORT[one]} in enumerate(${nameOf(one)}):`, index: 'i', names: only },
    { header: `for i, (${names}) in enumerate(zip(${all})):`, index: 'i', names: zipped },
    { header: `for ${names} in zip(${all}):`, index: null, names: zipped },
  ]);
}

/** One program; the same for the same seed. */
export function programOf(seed: number): Program {
  let drawn = 0;
  const chance = (): number => (((numberFor(`draw ${drawn++}`, seed) - 0.2) % 1) + 1) % 1;
  const pick: Pick = (of) => of[Math.floor(chance() * of.length) % of.length]!;
  const form = pick<Form>(['lists', 'dictionaries', 'object', 'returned']);
  const optimizer = pick(Object.keys(STATES));
  const states = STATES[optimizer]!;
  const lists = ['params', 'grads', ...states];
  const self = form === 'object' ? 'self.' : '';
  const nameOf = (list: string): string => (list === 'grads' ? list : `${self}${list}`);
  const loop = loopOver(form, lists, nameOf, pick);
  const entry = (list: string): string => `${nameOf(list)}[${loop.index}]`;
  const lines: string[] = [];
  const copies = new Map<string, string>();
  if (chance() < 0.25 && (loop.index !== null || form === 'returned')) {
    const list = pick(lists);
    copies.set(list, `old_${SHORT[list]}`);
    lines.push(`old_${SHORT[list]} = ${loop.index === null ? loop.names[list] : entry(list)}`);
  }
  const read = (list: string): string =>
    pick([
      ...(loop.index === null ? [] : [entry(list)]),
      ...(loop.names[list] === undefined ? [] : [loop.names[list]]),
      ...(copies.has(list) ? [copies.get(list)!] : []),
    ]);
  /** Gives an entry the value of `factor · itself ± term`, in one of the ways in which people write it. */
  const write = (list: string, factor: string | null, sign: '+' | '-', term: () => string): string[] => {
    const usual = loop.index === null ? loop.names[list]! : entry(list);
    const target = chance() < 0.8 ? usual : read(list);
    const old = read(list);
    const value = (): string => `${factor === null ? old : `${factor} * ${old}`} ${sign} ${term()}`;
    const fresh = `new_${SHORT[list]}`;
    return pick([
      () => [`${target} = ${value()}`],
      () => [...(factor === null ? [] : [`${target} *= ${factor}`]), `${target} ${sign}= ${term()}`],
      () => [`${fresh} = ${value()}`, `${target} = ${fresh}`],
      () => [`${target}[:] = ${value()}`],
    ])();
  };
  const b = (setting: string): string => `${self}${setting}`;
  const square = (): string =>
    pick([() => `${read('grads')} ** 2`, () => `${read('grads')} * ${read('grads')}`])();
  const average = (list: string, decay: string, of: () => string): string[] =>
    write(list, b(decay), '+', () => `(1 - ${b(decay)}) * ${of()}`);
  const t = `${self}t`;
  const corrected = (list: string, decay: string): string => `${read(list)} / (1 - ${b(decay)} ** ${t})`;
  const adaptive = (): string => `${b('lr')} * ${read('grads')} / (np.sqrt(${read('vs')}) + ${b('eps')})`;
  const updates: Readonly<Record<string, () => string[][]>> = {
    sgd: () => [],
    momentum: () => [write('vs', b('mu'), '+', () => read('grads'))],
    rmsprop: () => [average('vs', 'rho', square)],
    adagrad: () => [write('vs', null, '+', square)],
    adam: () => [average('ms', 'b1', () => read('grads')), average('vs', 'b2', square)],
  };
  const moves: Readonly<Record<string, () => string>> = {
    sgd: () => `${b('lr')} * ${read('grads')}`,
    momentum: () => `${b('lr')} * ${read('vs')}`,
    rmsprop: adaptive,
    adagrad: adaptive,
    adam: () => `${b('lr')} * (${corrected('ms', 'b1')}) / (np.sqrt(${corrected('vs', 'b2')}) + ${b('eps')})`,
  };
  const parts = [...updates[optimizer]!(), write('params', null, '-', moves[optimizer]!)];
  if (chance() < 0.15) parts.reverse();
  lines.push(...parts.flat());
  return { form, optimizer, code: written(form, optimizer, loop.header, lines) };
}

const indented = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => ' '.repeat(by) + line);

function written(form: Form, optimizer: string, header: string, lines: readonly string[]): string {
  const states = STATES[optimizer]!;
  const settings = SETTINGS[optimizer]!;
  const t = optimizer === 'adam' ? ['t'] : [];
  if (form === 'returned') {
    const names = ['params', 'grads', ...states].map((list) => SHORT[list]!);
    const result = names.filter((name) => name !== 'g').join(', ');
    const head = `def step(${[...names, ...t, settings].join(', ')}):`;
    return [head, ...indented([...lines, `return ${result}`], 4)].join('\n');
  }
  const loop = [header, ...indented(lines, 4)];
  if (form !== 'object') {
    const head = `def step(${['params', 'grads', ...states, ...t, settings].join(', ')}):`;
    return [head, ...indented(loop, 4)].join('\n');
  }
  const names = settings.split(', ').map((setting) => setting.split('=')[0]!);
  return [
    'class Optimizer:',
    ...indented(
      [
        `def __init__(self, params, ${settings}):`,
        ...indented(
          [
            'self.params = params',
            ...names.map((name) => `self.${name} = ${name}`),
            ...states.map((list) => `self.${list} = [np.zeros_like(p) for p in params]`),
            ...(t.length > 0 ? ['self.t = 0'] : []),
          ],
          4,
        ),
        'def step(self, grads):',
        ...indented([...(t.length > 0 ? ['self.t += 1'] : []), ...loop], 4),
      ],
      4,
    ),
  ].join('\n');
}

/** Runs them, and says of each whether it takes the steps of its optimizer. */
const RUNS = String.raw`
import json, sys
import numpy as np

def start():
    return [np.array([0.7, -0.4]), np.array([1.3])]

def slope(params):
    return [1.7 * p + np.sin(3 * p + 0.4) for p in params]

def reference(name, steps):
    w, g = start(), None
    m, v = [np.zeros_like(p) for p in w], [np.zeros_like(p) for p in w]
    for t in range(1, steps + 1):
        g = slope(w)
        for i in range(len(w)):
            if name == 'sgd':
                w[i] = w[i] - 0.01 * g[i]
            elif name == 'momentum':
                v[i] = 0.9 * v[i] + g[i]
                w[i] = w[i] - 0.01 * v[i]
            elif name == 'rmsprop':
                v[i] = 0.9 * v[i] + 0.1 * g[i] ** 2
                w[i] = w[i] - 0.01 * g[i] / (np.sqrt(v[i]) + 1e-8)
            elif name == 'adagrad':
                v[i] = v[i] + g[i] ** 2
                w[i] = w[i] - 0.01 * g[i] / (np.sqrt(v[i]) + 1e-8)
            else:
                m[i] = 0.9 * m[i] + 0.1 * g[i]
                v[i] = 0.999 * v[i] + 0.001 * g[i] ** 2
                w[i] = w[i] - 0.001 * (m[i] / (1 - 0.9 ** t)) / (np.sqrt(v[i] / (1 - 0.999 ** t)) + 1e-8)
    return w

def runs(form, name, code, steps):
    names = {'np': np}
    exec(code, names)
    w = start()
    count = {'sgd': 0, 'adam': 2}.get(name, 1)
    states = [[np.zeros_like(p) for p in w] for _ in range(count)]
    if form == 'object':
        made = names['Optimizer'](w)
        for t in range(1, steps + 1):
            made.step(slope(made.params))
        return made.params
    as_dict = lambda of: {str(i): each for i, each in enumerate(of)}
    if form == 'dictionaries':
        w, states = as_dict(w), [as_dict(each) for each in states]
    for t in range(1, steps + 1):
        time = [t] if name == 'adam' else []
        if form == 'returned':
            g = slope(w)
            for i in range(len(w)):
                given = [each[i] for each in states]
                result = names['step'](w[i], g[i], *given, *time)
                w[i], kept = (result[0], result[1:]) if count > 0 else (result, [])
                for each, value in zip(states, kept):
                    each[i] = value
        elif form == 'dictionaries':
            names['step'](w, as_dict(slope(w.values())), *states, *time)
        else:
            names['step'](w, slope(w), *states, *time)
    return list(w.values()) if form == 'dictionaries' else w

def takes(form, name, code, steps=5):
    try:
        w = runs(form, name, code, steps)
    except Exception:
        return False
    return all(np.allclose(a, b, rtol=1e-9, atol=1e-12) for a, b in zip(w, reference(name, steps)))

json.dump([takes(each['form'], each['optimizer'], each['code']) for each in json.load(open(sys.argv[1]))], sys.stdout)
`;

/** @param path of a file with the programs */
export async function takeTheirSteps(path: string): Promise<boolean[]> {
  const { stdout } = await promisify(execFile)('python3', ['-c', RUNS, path], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as boolean[];
}
