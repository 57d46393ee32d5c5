/**
 * Programs that move lists of parameters, as a seed puts them together: how a loop goes through the lists, where a value is read, how and
 * when it is written. Some are right and some are not, and Python says which by running them.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { numberFor } from '../../../../grader/rules/model/sameness.ts';

export interface Program {
  optimizer: string;
  code: string;
}

/** What a loop over the lists looks like, and the names that it gives to their entries. */
interface Loop {
  header: string;
  index: string | null;
  names: Readonly<Record<string, string>>;
}

const LISTS: Readonly<Record<string, string>> = { params: 'p', grads: 'g', vs: 'v', ms: 'm' };

function loopOver(lists: readonly string[], pick: <T>(of: readonly T[]) => T): Loop {
  const zipped = Object.fromEntries(lists.map((list) => [list, LISTS[list]!]));
  const names = Object.values(zipped).join(', ');
  const one = pick(lists);
  const only = { [one]: LISTS[one]! };
  return pick<Loop>([
    { header: 'for i in range(len(params)):', index: 'i', names: {} },
    { header: `for i, ${LISTS[one]} in enumerate(${one}):`, index: 'i', names: only },
    { header: `for i, (${names}) in enumerate(zip(${lists.join(', ')})):`, index: 'i', names: zipped },
    { header: `for ${names} in zip(${lists.join(', ')}):`, index: null, names: zipped },
  ]);
}

/** One program; the same for the same seed. */
export function programOf(seed: number): Program {
  let drawn = 0;
  const chance = (): number => (((numberFor(`draw ${drawn++}`, seed) - 0.2) % 1) + 1) % 1;
  const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length) % of.length]!;
  const optimizer = pick(['sgd', 'momentum', 'rmsprop', 'adagrad', 'adam']);
  const states = { sgd: [], momentum: ['vs'], rmsprop: ['vs'], adagrad: ['vs'], adam: ['ms', 'vs'] }[optimizer]!;
  const loop = loopOver(['params', 'grads', ...states], pick);
  const lines: string[] = [];
  const copies = new Map<string, string>();
  if (chance() < 0.25 && loop.index !== null) {
    const list = pick(['params', 'grads', ...states]);
    const name = `${LISTS[list]}_i`;
    copies.set(list, name);
    lines.push(`${name} = ${list}[i]`);
  }
  const places = (list: string): string[] => [
    ...(loop.index === null ? [] : [`${list}[i]`]),
    ...(loop.names[list] === undefined ? [] : [loop.names[list]]),
    ...(copies.has(list) ? [copies.get(list)!] : []),
  ];
  const read = (list: string): string => pick(places(list));
  /** Gives an entry the value of `a · itself + b`, in one of the ways in which people write it. */
  const write = (list: string, factor: string | null, sign: '+' | '-', term: () => string): string[] => {
    const target = chance() < 0.8 && loop.index !== null ? `${list}[i]` : read(list);
    const old = read(list);
    const product = factor === null ? old : `${factor} * ${old}`;
    const ways: (() => string[])[] = [
      () => [`${target} = ${product} ${sign} ${term()}`],
      () => [...(factor === null ? [] : [`${target} *= ${factor}`]), `${target} ${sign}= ${term()}`],
      () => {
        const name = `new_${LISTS[list]}`;
        const made = [`${name} = ${product} ${sign} ${term()}`, `${target} = ${name}`];
        return made;
      },
      () => [`${target}[:] = ${product} ${sign} ${term()}`],
    ];
    return pick(ways)();
  };
  const square = (): string => pick([() => `${read('grads')} ** 2`, () => `${read('grads')} * ${read('grads')}`])();
  const update = {
    sgd: [],
    momentum: [write('vs', 'mu', '+', () => read('grads'))],
    rmsprop: [write('vs', 'rho', '+', () => `(1 - rho) * ${square()}`)],
    adagrad: [write('vs', null, '+', square)],
    adam: [
      write('ms', 'b1', '+', () => `(1 - b1) * ${read('grads')}`),
      write('vs', 'b2', '+', () => `(1 - b2) * ${square()}`),
    ],
  }[optimizer]!;
  const step = {
    sgd: () => `lr * ${read('grads')}`,
    momentum: () => `lr * ${read('vs')}`,
    rmsprop: () => `lr * ${read('grads')} / (np.sqrt(${read('vs')}) + eps)`,
    adagrad: () => `lr * ${read('grads')} / (np.sqrt(${read('vs')}) + eps)`,
    adam: () => `lr * (${read('ms')} / (1 - b1 ** t)) / (np.sqrt(${read('vs')} / (1 - b2 ** t)) + eps)`,
  }[optimizer]!;
  const move = write('params', null, '-', step);
  const parts = [...update, move];
  if (chance() < 0.15) parts.reverse();
  lines.push(...parts.flat());
  const settings = {
    sgd: 'lr=0.01',
    momentum: 'lr=0.01, mu=0.9',
    rmsprop: 'lr=0.01, rho=0.9, eps=1e-8',
    adagrad: 'lr=0.01, eps=1e-8',
    adam: 't, lr=0.001, b1=0.9, b2=0.999, eps=1e-8',
  }[optimizer]!;
  const head = `def step(params, grads, ${[...states, settings].join(', ')}):`;
  return { optimizer, code: [head, `    ${loop.header}`, ...lines.map((line) => `        ${line}`)].join('\n') };
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

def takes(name, code, steps=5):
    names = {'np': np}
    try:
        exec(code, names)
        w = start()
        states = [[np.zeros_like(p) for p in w] for _ in range({'sgd': 0, 'adam': 2}.get(name, 1))]
        for t in range(1, steps + 1):
            names['step'](w, slope(w), *states, *([t] if name == 'adam' else []))
    except Exception:
        return False
    return all(np.allclose(a, b, rtol=1e-9, atol=1e-12) for a, b in zip(w, reference(name, steps)))

json.dump([takes(each['optimizer'], each['code']) for each in json.load(open(sys.argv[1]))], sys.stdout)
`;

export async function takeTheirSteps(path: string): Promise<boolean[]> {
  const { stdout } = await promisify(execFile)('python3', ['-c', RUNS, path], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as boolean[];
}
