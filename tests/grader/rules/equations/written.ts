/** Writes a system in TeX, in one of the manners in which books and students do. */
import { PARAMETER, partsOf, placesIn } from './system.ts';
import type { Age, Equation, Expression, System, Term } from './system.ts';
import type { Pick } from './rewritten.ts';

/** Which step a name is of: by a subscript, by a superscript, or by the order of the lines. */
interface Clock {
  /** What stands at the parameter, other quantities and the gradient, for this step and the one before. */
  parameter: Readonly<Record<Age, string>> | null;
  other: Readonly<Record<Age, string>> | null;
  gradient: string;
  /** The number of this step. */
  count: string;
  isAbove: boolean;
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

/** How names, signs and scripts look: TeX, or what people type where they have none. */
interface Script {
  isPlain: boolean;
  text: (tex: string) => string;
}

function clockOf(pick: Pick, isOrdered: boolean): Clock {
  if (isOrdered) return { parameter: null, other: null, gradient: '', count: 't', isAbove: false };
  const k = pick(['t', 't', 't', 'k', 'n', 'i']);
  const same = { new: k, old: `${k}-1` };
  const next = { new: `${k}+1`, old: k };
  const isAbove = pick([false, false, false, true]);
  return {
    ...pick([
      { parameter: same, other: same, gradient: k, count: k },
      { parameter: next, other: next, gradient: k, count: `${k}+1` },
      { parameter: next, other: same, gradient: k, count: k },
    ]),
    isAbove,
  };
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

const LETTERS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  eta: 'η',
  lambda: 'λ',
  rho: 'ρ',
  sigma: 'σ',
  theta: 'θ',
  Delta: 'Δ',
  nabla: '∇',
  partial: '∂',
  mathcal: '',
  cdot: '·',
  times: '×',
  odot: '⊙',
  leftarrow: '←',
  max: 'max',
};
const ACCENTS: Readonly<Record<string, string>> = { hat: '\u0302', tilde: '\u0303', bar: '\u0304' };

const TEX: Script = { isPlain: false, text: (tex) => tex };

/** Typed: Greek letters, or their names; `v_t`, `v_{t-1}` or `v_(t-1)`; `m̂` or `m_hat`. */
function plainScript(pick: Pick): Script {
  const isSpelled = pick([true, false, false]);
  const accented = pick([
    (letter: string, accent: string) => letter + ACCENTS[accent]!,
    (letter: string, accent: string) => `${letter}_${accent}`,
  ]);
  const [open, close] = pick([
    ['{', '}'],
    ['(', ')'],
  ]);
  const letter = (name: string): string => {
    const sign = LETTERS[name]!;
    return isSpelled && /^[α-ω]$/u.test(sign) ? (name === 'varepsilon' ? 'epsilon' : name) : sign;
  };
  return {
    isPlain: true,
    text: (tex) =>
      tex
        .replace(/\\(?:mathbf|boldsymbol|mathcal)\{(\\?\w+)\}/g, '$1')
        .replace(/\\(hat|tilde|bar) ?\{?(\w)\}?/g, (_, accent: string, name: string) =>
          accented(name, accent),
        )
        .replace(/\\,/g, ' ')
        .replace(/\\([A-Za-z]+)/g, (_, name: string) => letter(name))
        .replace(/[_^]\{(\w+)\}/g, (script) => script[0] + script.slice(2, -1))
        .replace(/\^\{(\([^{}()]*\))\}/g, open === '(' ? '^$1' : '$&')
        .replace(/([_^])\{([^{}]*)\}/g, `$1${open}$2${close}`)
        .replace(/\{(\w')\}/g, '$1')
        .replace(/([Δ∂∇]) /g, '$1')
        .replace(/ {2,}/g, ' '),
  };
}

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
    clock: clockOf(pick, isOrdered),
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
          const term = written(value, m, value.kind === 'sum' ? 'product' : 'sum');
          return i === 0 ? (sign === 1 ? term : `-${term}`) : ` ${sign === 1 ? '+' : '-'} ${term}`;
        })
        .join('');
      return within === 'sum' ? text : bracketed(text);
    }
    case 'product': {
      const squared = e.factors.length === 2 && JSON.stringify(e.factors[0]) === JSON.stringify(e.factors[1]);
      const factors = e.factors.map((factor) => written(factor, m, 'product'));
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
        ? `${written(e.top, m, e.top.kind === 'quotient' ? 'power' : 'product')} / ${written(e.bottom, m, ['product', 'quotient'].includes(e.bottom.kind) ? 'power' : 'product')}`
        : `\\frac{${written(e.top, m)}}{${written(e.bottom, m)}}`;
      return within === 'power' || (isSlash && within === 'product') ? bracketed(text) : text;
    }
    case 'power':
      return `${written(e.base, m, 'power')}^{${written(e.exponent, { ...m, fraction: 'slash' })}}`;
    case 'root':
      return m.root(written(e.of, m));
    case 'absolute':
      return `|${written(e.of, m)}|`;
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
  const isOrdered = pick([true, false, false]);
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
  return pick(layouts)();
}
