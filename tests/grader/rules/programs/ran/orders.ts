/**
 * Optimizers whose lines a seed changes: two of them in another order, one name for two things, a count that begins elsewhere, a change in
 * the place of a new value. Some of that changes nothing, and running it says which.
 */
import { seeded } from '../../../../support/atOnce.ts';
import type { Program, Whole } from './parts.ts';
import type { Syntax } from './syntax.ts';

/** `name = value`, and how the same is written as a change. */
interface Line {
  name: string;
  value: string;
  change?: [operator: string, by: string];
}

interface Rule {
  settings: Readonly<Record<string, string>>;
  /** What is kept from step to step; all of it starts at zero. */
  kept: readonly string[];
  lines: readonly Line[];
}

const line = (name: string, value: string, change?: Line['change']): Line => ({
  name,
  value,
  ...(change && { change }),
});
const added = (name: string, by: string): Line => line(name, `${name} + ${by}`, ['+=', by]);
const takenOff = (name: string, by: string): Line => line(name, `${name} - ${by}`, ['-=', by]);
const average = (name: string, decay: string, of: string): Line =>
  line(name, `${decay} * ${name} + (1 - ${decay}) * ${of}`);

const MOMENTS = [average('m', 'b1', 'g'), average('v', 'b2', 'g ** 2')];
const ADAM = { lr: '0.001', b1: '0.9', b2: '0.999', eps: '1e-8' };
const RULES: Readonly<Record<string, Rule>> = {
  momentum: {
    settings: { lr: '0.01', mu: '0.9' },
    kept: ['v'],
    lines: [line('v', 'mu * v - lr * g'), added('w', 'v')],
  },
  nesterov: {
    settings: { lr: '0.01', mu: '0.9' },
    kept: ['v'],
    lines: [line('old', 'v'), line('v', 'mu * v - lr * g'), line('w', 'w - mu * old + (1 + mu) * v')],
  },
  adagrad: {
    settings: { lr: '0.01', eps: '1e-8' },
    kept: ['s'],
    lines: [added('s', 'g ** 2'), takenOff('w', 'lr * g / (sqrt(s) + eps)')],
  },
  rmsprop: {
    settings: { lr: '0.01', rho: '0.9', eps: '1e-8' },
    kept: ['s'],
    lines: [average('s', 'rho', 'g ** 2'), takenOff('w', 'lr * g / (sqrt(s) + eps)')],
  },
  adadelta: {
    settings: { rho: '0.9', eps: '1e-6' },
    kept: ['s', 'u'],
    lines: [
      average('s', 'rho', 'g ** 2'),
      line('d', '-sqrt(u + eps) / sqrt(s + eps) * g'),
      average('u', 'rho', 'd ** 2'),
      added('w', 'd'),
    ],
  },
  amsgrad: {
    settings: ADAM,
    kept: ['m', 'v', 'vm'],
    lines: [...MOMENTS, line('vm', 'max(vm, v)'), takenOff('w', 'lr * m / (sqrt(vm) + eps)')],
  },
  adam: {
    settings: ADAM,
    kept: ['m', 'v', 't'],
    lines: [
      added('t', '1'),
      ...MOMENTS,
      line('mh', 'm / (1 - b1 ** t)'),
      line('vh', 'v / (1 - b2 ** t)'),
      takenOff('w', 'lr * mh / (sqrt(vh) + eps)'),
    ],
  },
};

const renamed = (text: string, from: string, to: string): string =>
  text.replace(new RegExp(String.raw`\b${from}\b`, 'g'), to);

/** A program of its lines, with where its count begins. */
function written(form: Whole, rule: Rule, lines: readonly Line[], first: string, syntax: Syntax): string {
  const own = new Set([...Object.keys(rule.settings), ...rule.kept]);
  const inField = (text: string): string =>
    form === 'loop'
      ? text
      : text.replace(/[a-z]\w*/g, (name) => (own.has(name) ? `${syntax.self}${name}` : name));
  const called = (text: string): string =>
    text.replaceAll('sqrt(', `${syntax.root}(`).replaceAll('max(', `${syntax.larger}(`);
  const starts = [
    ...Object.entries(rule.settings),
    ...rule.kept.map((name) => [name, name === 't' ? first : '0'] as const),
  ];
  const made = new Set<string>();
  const body = lines.map(({ name, value, change }) => {
    const isNew = name !== 'w' && !own.has(name) && !made.has(name);
    made.add(name);
    if (isNew) return syntax.made(name, called(inField(value)));
    return syntax.given(inField(name), change?.[0] ?? '=', called(inField(change?.[1] ?? value)));
  });
  if (form === 'stepper')
    return syntax
      .stepper(
        starts.map(([name, value]) => syntax.given(inField(name), '=', value)),
        body,
      )
      .join('\n');
  const above = starts.map(([name, value]) => syntax.made(name, value));
  return [...above, ...syntax.repeated([syntax.made('g', 'grad(w)'), ...body])].join('\n');
}

/** One program; the same for the same seed. */
export function changedOrder(seed: number, syntax: Syntax): Program {
  const chance = seeded(seed);
  // The first numbers of near seeds are near.
  for (let i = 0; i < 8; i++) chance();
  const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)]!;
  const optimizer = pick(Object.keys(RULES));
  const rule = RULES[optimizer]!;
  const form = pick<Whole>(['loop', 'stepper']);
  let lines = [...rule.lines];
  for (let swaps = pick([0, 0, 1, 1, 2]); swaps > 0; swaps--) {
    const at = Math.floor(chance() * (lines.length - 1));
    lines.splice(at, 2, lines[at + 1]!, lines[at]!);
  }
  if (optimizer === 'adam' && chance() < 0.3) {
    const [from, to] = pick([
      ['mh', 'm'],
      ['vh', 'v'],
      ['vh', 'mh'],
      ['mh', 'mhat'],
    ] as const);
    lines = lines.map(({ name, value, change }) =>
      line(
        renamed(name, from, to),
        renamed(value, from, to),
        change && [change[0], renamed(change[1], from, to)],
      ),
    );
  }
  lines = lines.map((each) => (chance() < 0.5 ? line(each.name, each.value) : each));
  const first = optimizer === 'adam' ? pick(['0', '0', '0', '1']) : '0';
  return {
    form,
    optimizer,
    code: written(form, rule, lines, first, syntax),
    original: written(form, rule, rule.lines, '0', syntax),
  };
}
