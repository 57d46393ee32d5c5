/** Writes a system in TeX, in one of the manners in which books and students do. */
import { PARAMETER, partsOf, placesIn } from './system.ts';
import type { Age, Equation, Expression, System, Term } from './system.ts';
import type { Pick } from './rewritten.ts';
import { plainScript, TEX, type Script } from './scripts.ts';

/** Which step a name is of: by a subscript, by a superscript, or by the order of the lines. */
interface Clock {
  /** What stands at the parameter, other quantities and the gradient, for this step and the one before. */
  parameter: Readonly<Record<Age, string>> | null;
  other: Readonly<Record<Age, string>> | null;
  gradient: string;
  /** The number of this step. */
  count: string;
  isAbove: boolean;
  /** The same of a step with another letter, or that is so much later; null where no name has an index. */
  of: ((letter: string, later: number) => Clock) | null;
  /** The letter of this step and of those in sums, the first index that a gradient has, and by how much those in sums are less. */
  letters: readonly [string, string];
  first: 0 | 1;
  less: number;
}

interface Manner {
  clock: Clock;
  names: Readonly<Record<string, string>>;
  constants: Readonly<Record<string, string>>;
  gradientOf: (point: string) => string;
  /** Is the gradient given a name first? */
  isNamed: boolean;
  gradient: string;
  equals: string;
  times: string;
  brackets: readonly [string, string];
  fraction: 'frac' | 'slash';
  square: 'power' | 'odot';
  root: (text: string) => string;
  /** What stands for 1 − β where β is a number. */
  complements: Readonly<Record<string, string>>;
  script: Script;
}

const label = (letter: string, offset: number): string =>
  offset === 0 ? letter : `${letter}${offset > 0 ? '+' : '-'}${Math.abs(offset)}`;

function clockOf(pick: Pick, isOrdered: boolean, names: readonly string[]): Clock {
  const isSameAll = { parameter: null, other: null, gradient: '', count: 't', isAbove: false, of: null };
  if (isOrdered) return { ...isSameAll, letters: ['t', 'i'], first: 1, less: 0 };
  const k = pick(['t', 't', 't', 'k', 'n', 'i'].filter((letter) => !names.includes(letter)));
  const isAbove = pick([false, false, false, true]);
  const shape = pick(['same', 'next', 'mixed'] as const);
  const inSum = pick(['i', 'j', 'l'].filter((letter) => letter !== k));
  const first = shape === 'next' ? 0 : 1;
  const less = pick([0, 0, first === 0 ? -1 : 1]);
  const clock = (letter: string, later: number): Clock => {
    const same = { new: label(letter, later), old: label(letter, later - 1) };
    const next = { new: label(letter, later + 1), old: label(letter, later) };
    return {
      parameter: shape === 'same' ? same : next,
      other: shape === 'next' ? next : same,
      gradient: label(letter, later),
      count: shape === 'next' ? label(letter, later + 1) : label(letter, later),
      isAbove,
      of: clock,
      letters: [letter, inSum],
      first,
      less,
    };
  };
  return clock(k, 0);
}

const CONSTANTS: readonly Readonly<Record<string, string>>[] = [
  { rate: '\\eta', decay: '\\gamma', decay2: '\\beta', epsilon: '\\epsilon', weight: '\\lambda' },
  { rate: '\\alpha', decay: '\\beta_1', decay2: '\\beta_2', epsilon: '\\epsilon', weight: '\\lambda' },
  { rate: '\\eta', decay: '\\beta_1', decay2: '\\beta_2', epsilon: '\\varepsilon', weight: '\\lambda' },
  { rate: '\\alpha', decay: '\\rho', decay2: '\\sigma', epsilon: '\\delta', weight: '\\lambda' },
  { rate: '\\epsilon', decay: '\\rho_1', decay2: '\\rho_2', epsilon: '\\delta', weight: '\\lambda' },
];
const PARAMETERS = ['\\theta', 'w', 'W', 'x', '\\mathbf{w}', '\\boldsymbol{\\theta}'];
const NAMES: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  velocity: ['v', 'm', '\\mathbf{v}', 'u', 'V'].map((v) => ({ v, vh: `\\hat{${v}}` })),
  second: [{ v: 'v' }, { v: 'G' }, { v: 's' }, { v: 'r' }, { v: 'E[g^2]' }, { v: 'n' }],
  adadelta: [
    { v: 'E[g^2]', s: 'E[\\Delta x^2]', d: '\\Delta x' },
    { v: 'v', s: 's', d: 'd' },
    { v: 's', s: 'D', d: "{g'}" },
  ],
  moments: [
    { m: 'm', v: 'v', mh: '\\hat{m}', vh: '\\hat{v}', u: 'u', uh: '\\hat{u}', n: '\\bar{m}', a: '\\alpha' },
    { m: 'm', v: 'v', mh: '\\hat m', vh: '\\hat v', u: 'u', uh: '\\hat u', n: 'n', a: '\\alpha' },
    { m: 's', v: 'r', mh: '\\hat{s}', vh: '\\hat{r}', u: 'u', uh: '\\hat{u}', n: 'd', a: 'a' },
    { m: 'v', v: 's', mh: '\\hat{v}', vh: '\\hat{s}', u: 'u', uh: '\\hat{u}', n: '\\bar{v}', a: 'a' },
    { m: 'm', v: 'v', mh: '\\tilde{m}', vh: '\\tilde{v}', u: 'u', uh: '\\tilde{u}', n: 'z', a: 'a' },
  ],
};
const familyOf = (optimizer: string): string =>
  ['momentum', 'momentum-ema-corrected', 'nesterov', 'sgd'].includes(optimizer)
    ? 'velocity'
    : ['adagrad', 'rmsprop'].includes(optimizer)
      ? 'second'
      : optimizer === 'adadelta'
        ? 'adadelta'
        : 'moments';

/** Their values, for those who write numbers. */
const VALUES: Readonly<Record<string, string>> = { decay: '0.9', decay2: '0.999' };
const COMPLEMENTS: Readonly<Record<string, string>> = { decay: '0.1', decay2: '0.001' };

function mannerOf(
  optimizer: string,
  pick: Pick,
  { isOrdered, mayHaveNumbers }: { isOrdered: boolean; mayHaveNumbers: boolean },
): Manner {
  const script = pick([true, true, false]) ? TEX : plainScript(pick);
  const hasNumbers = mayHaveNumbers && pick([true, false, false]);
  const parameter = pick(PARAMETERS);
  const of = pick(['J', 'L', 'f', '\\mathcal{L}', 'E']);
  const isPartial = pick([true, false, false]);
  const subscript = pick(['', `_{${parameter}}`, `_{${parameter}}`]);
  const constants = pick(CONSTANTS);
  const names = pick(NAMES[familyOf(optimizer)]!);
  return {
    clock: clockOf(pick, isOrdered, Object.values(names)),
    names: {
      ...names,
      ...(names.a === constants.rate ? { a: 'a' } : {}),
      theta: parameter,
      q: pick(['q', 'c', 'p', 'h']),
    },
    constants: hasNumbers
      ? { ...constants, ...VALUES, ...(pick([true, false]) ? { epsilon: '10^{-8}' } : {}) }
      : constants,
    complements: hasNumbers && pick([true, false]) ? COMPLEMENTS : {},
    script,
    root: script.isPlain
      ? pick([(text) => `sqrt(${text})`, (text) => `√(${text})`])
      : (text) => `\\sqrt{${text}}`,
    gradientOf: (point) =>
      isPartial && script.isPlain
        ? `\\partial ${of}/\\partial ${/[-+]/.test(point) ? `(${point})` : point}`
        : isPartial && point.length < 14
          ? `\\frac{\\partial ${of}}{\\partial ${/[-+]/.test(point) ? `(${point})` : point}}`
          : `\\nabla${subscript} ${of}(${point})`,
    isNamed: pick([true, true, false]),
    gradient: pick(['g', 'g', '\\mathbf{g}']),
    equals: isOrdered ? pick(['\\leftarrow', ':=', '=']) : pick(['=', '=', '=', '\\leftarrow', ':=']),
    times: script.isPlain
      ? pick([' ', ' * ', ' * ', ' · ', '×', '*'])
      : pick([' ', ' ', ' \\cdot ', ' \\, ', ' \\times ']),
    brackets: script.isPlain
      ? ['(', ')']
      : pick([
          ['(', ')'],
          ['(', ')'],
          ['\\left(', '\\right)'],
          ['\\left[', '\\right]'],
        ]),
    fraction: script.isPlain ? 'slash' : pick(['frac', 'frac', 'frac', 'slash']),
    square: pick(['power', 'power', 'power', 'odot']),
  };
}

/** 0.1 where 1 − β is that. */
function complementOf({ terms }: { terms: readonly Term[] }, m: Manner): string | undefined {
  const [one, by] = terms;
  const is = terms.length === 2 && one!.sign === 1 && by!.sign === -1 && one!.value.kind === 'number';
  return is && by!.value.kind === 'constant' ? m.complements[by!.value.name] : undefined;
}

type Tightness = 'sum' | 'product' | 'power';

/** Does it end with a sum over steps, which would take in what is written behind it? */
const isOpen = (e: Expression): boolean =>
  e.kind === 'history' || (e.kind === 'product' && isOpen(e.factors.at(-1)!));

function written(e: Expression, m: Manner, within: Tightness = 'sum'): string {
  const [open, close] = m.brackets;
  const bracketed = (text: string): string => `${open}${text}${close}`;
  const stamped = (name: string, stamp: string | undefined): string =>
    stamp === undefined || stamp === ''
      ? name
      : m.clock.isAbove
        ? within === 'power'
          ? `(${name}^{(${stamp})})`
          : `${name}^{(${stamp})}`
        : `${name}_{${stamp}}`;
  switch (e.kind) {
    case 'number':
      return String(e.value);
    case 'constant':
      return m.constants[e.name]!;
    case 'time':
      return m.clock.count;
    case 'quantity': {
      const clock = e.name === PARAMETER ? m.clock.parameter : m.clock.other;
      return stamped(m.names[e.name] ?? e.name, clock?.[e.age]);
    }
    case 'gradient': {
      if (e.at === null && m.isNamed) return stamped(m.gradient, m.clock.gradient);
      const point = written(e.at ?? { kind: 'quantity', name: PARAMETER, age: 'old' }, m);
      const text = m.gradientOf(point);
      return within === 'power' ? bracketed(text) : text;
    }
    case 'sum': {
      const complement = complementOf(e, m);
      if (complement !== undefined) return complement;
      const text = e.terms
        .map(({ sign, value }, i) => {
          const isInside = i < e.terms.length - 1 && isOpen(value);
          const term = written(value, m, isInside ? 'power' : value.kind === 'sum' ? 'product' : 'sum');
          return i === 0 ? (sign === 1 ? term : `-${term}`) : ` ${sign === 1 ? '+' : '-'} ${term}`;
        })
        .join('');
      return within === 'sum' ? text : bracketed(text);
    }
    case 'product': {
      const squared = e.factors.length === 2 && JSON.stringify(e.factors[0]) === JSON.stringify(e.factors[1]);
      const factors = e.factors.map((factor, i) =>
        written(factor, m, i === e.factors.length - 1 && factor.kind === 'history' ? 'sum' : 'product'),
      );
      const text = factors
        .slice(1)
        .reduce(
          (all, next, i) =>
            all +
            (squared
              ? ' \\odot '
              : /^[\d-]/.test(next) ||
                  (m.times.trim() === '' && e.factors[i + 1]!.kind === 'gradient' && i >= 0)
                ? ' \\cdot '
                : m.times) +
            next,
          factors[0]!,
        );
      return within === 'power' ? bracketed(text) : text;
    }
    case 'quotient': {
      const isSlash = m.fraction === 'slash';
      const text = isSlash
        ? `${written(e.top, m, e.top.kind === 'quotient' || isOpen(e.top) ? 'power' : 'product')} / ${written(e.bottom, m, ['product', 'quotient'].includes(e.bottom.kind) ? 'power' : 'product')}`
        : `\\frac{${written(e.top, m)}}{${written(e.bottom, m)}}`;
      return within === 'power' || (isSlash && within === 'product') ? bracketed(text) : text;
    }
    case 'power':
      return `${written(e.base, m, 'power')}^{${written(e.exponent, { ...m, fraction: 'slash' })}}`;
    case 'root':
      return m.root(written(e.of, m));
    case 'absolute':
      return `|${written(e.of, m)}|`;
    case 'history': {
      const { of, first, less } = m.clock;
      const [letter, inSum] = m.clock.letters;
      const last = label(letter, -less);
      const weight = e.base === null ? '' : `${written(e.base, m, 'power')}^{${last}-${inSum}}`;
      const body = written(e.of, { ...m, clock: of!(inSum, less) }, 'product');
      const factor =
        weight === '' || /^[\d-]/.test(body) ? `${weight}${weight && ' \\cdot '}` : `${weight}${m.times}`;
      const text = `\\sum_{${inSum}=${first - less}}^{${last}} ${factor}${body}`;
      return within === 'sum' ? text : bracketed(text);
    }
    case 'maximum':
      return `\\max(${e.of.map((each) => written(each, m)).join(', ')})`;
  }
}

/** The equations so that each reads what is written before it as of this step and what comes after as of the step before; null where that cannot be. */
function inOrder(system: System): System | null {
  const rest = [...system];
  const out: Equation[] = [];
  const reads = ({ value }: Equation, name: string, age: Age): boolean =>
    placesIn(value).some(
      ({ at }) =>
        (at.kind === 'quantity' && at.name === name && at.age === age) ||
        (at.kind === 'gradient' && at.at === null && name === PARAMETER && age === 'old'),
    );
  while (rest.length > 0) {
    const next = rest.find(
      (equation) =>
        rest.every((other) => !reads(equation, other.name, 'new')) &&
        rest.every((other) => other === equation || !reads(other, equation.name, 'old')) &&
        out.every(({ name }) => !reads(equation, name, 'old')),
    );
    if (next === undefined) return null;
    rest.splice(rest.indexOf(next), 1);
    out.push(next);
  }
  return out;
}

const hasHistory = (e: Expression): boolean => e.kind === 'history' || partsOf(e).some(hasHistory);
const usesGradient = (e: Expression): boolean =>
  (e.kind === 'gradient' && e.at === null) || partsOf(e).some(usesGradient);

/**
 * The system as an answer; null where the manner does not allow it.
 *
 * @param mayHaveNumbers whether it means the same with numbers in the place of constants
 */
export function answerOf(
  optimizer: string,
  system: System,
  { pick, mayHaveNumbers }: { pick: Pick; mayHaveNumbers: boolean },
): string | null {
  // A sum over steps has an index.
  const isOrdered = pick([true, false, false]) && !system.some(({ value }) => hasHistory(value));
  const ordered = isOrdered ? inOrder(system) : system;
  if (ordered === null) return null;
  const m = mannerOf(optimizer, pick, { isOrdered, mayHaveNumbers });
  const lines = ordered.map(
    ({ name, value }) => [written({ kind: 'quantity', name, age: 'new' }, m), written(value, m)] as const,
  );
  if (m.isNamed && system.some(({ value }) => usesGradient(value)))
    lines.unshift([
      written({ kind: 'gradient', at: null }, m),
      m.gradientOf(written({ kind: 'quantity', name: PARAMETER, age: 'old' }, m)),
    ]);
  const { equals } = m;
  const plain = lines.map(([left, right]) => m.script.text(`${left} ${equals} ${right}`));
  const layouts = m.script.isPlain
    ? [
        () => `\`\`\`\n${plain.join('\n')}\n\`\`\``,
        () => plain.join('\n\n'),
        () => plain.map((line, i) => `${i + 1}. ${line}`).join('\n'),
        () => plain.map((line) => `- \`${line}\``).join('\n'),
      ]
    : [
        () => plain.map((line) => `$$${line}$$`).join('\n\n'),
        () =>
          `$$\n\\begin{aligned}\n${lines.map(([left, right]) => `${left} &${equals} ${right}`).join(' \\\\\n')}\n\\end{aligned}\n$$`,
        () => plain.map((line, i) => `${i + 1}. $${line}$`).join('\n'),
        () => `$$${plain.join(', \\quad ')}$$`,
        () => `In each step ${plain.map((line) => `$${line}$`).join(', then ')}.`,
      ];
  return [startsOf(system, m, pick), pick(layouts)(), mayHaveNumbers ? valuesOf(system, m, pick) : '']
    .filter((part) => part !== '')
    .join('\n\n');
}

const listed = (each: readonly string[]): string =>
  each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`;

/** Where states start, of those whose start is written. */
function startsOf(system: System, m: Manner, pick: Pick): string {
  const { clock } = m;
  const texts = system.flatMap(({ name, start }) => {
    if (start === undefined) return [];
    const first = { ...clock, other: clock.other && { new: '0', old: '0' } };
    const left = written({ kind: 'quantity', name, age: 'old' }, { ...m, clock: first });
    return [m.script.text(`${left} = ${start}`)];
  });
  if (texts.length === 0) return '';
  const inText = m.script.isPlain ? texts : texts.map((text) => `$${text}$`);
  const isTimeless = clock.other === null;
  const layouts = [
    () => `Start with ${listed(inText)}.`,
    () => `Initially ${listed(inText)}.`,
    () => (isTimeless ? `At the start: ${inText.join(', ')}` : inText.join(', ')),
    () =>
      isTimeless || m.script.isPlain
        ? `We begin with ${listed(inText)}.`
        : texts.map((text) => `$$${text}$$`).join('\n\n'),
  ];
  return pick(layouts)();
}

/** What constants usually are, said behind the equations. */
function valuesOf(system: System, m: Manner, pick: Pick): string {
  if (pick([true, true, true, false])) return '';
  const used = new Set(
    system.flatMap(({ value }) => placesIn(value).map(({ at }) => (at.kind === 'constant' ? at.name : ''))),
  );
  const texts = Object.entries({ ...VALUES, rate: '0.01' }).flatMap(([name, value]) =>
    !used.has(name) || m.constants[name] === value ? [] : [m.script.text(`${m.constants[name]!} = ${value}`)],
  );
  if (texts.length === 0) return '';
  const inText = m.script.isPlain ? texts : texts.map((text) => `$${text}$`);
  return pick([`Here ${listed(inText)}.`, `with ${listed(inText)}`, `Usually ${listed(inText)}.`]);
}
