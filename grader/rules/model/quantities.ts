/** One name for one quantity: what an answer writes alike though it is two, and what it writes in two ways though it is one. */
import { isNumber, targetName, withValue } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import {
  hasBare,
  isSum,
  numberOf,
  rewrite,
  rewriteWithPoints,
  symbolNames,
  symbolsOf,
  uses,
  walkWithPoints,
} from '../formulas/expression.ts';
import type { Expression, SymbolIn, Time } from '../formulas/expression.ts';
import { isParameterName } from '../formulas/gradients.ts';
import { agedName, isRateName, means, table } from '../lexicon.ts';
import type { Age } from '../lexicon.ts';
import { isStateName } from './roles.ts';

/** A symbol, or what a left-hand side names. */
type Named = Pick<SymbolIn, 'name' | 'time' | 'written'>;
type Renaming = (named: Named) => Pick<Named, 'name' | 'time'> | null;

/** With another name on both sides. */
function renamed(c: Candidate, change: Renaming, rewritten = rewrite): Candidate {
  const target = { ...c.target, ...change(c.target) };
  if (!c.equation) return { ...c, target };
  const value = rewritten(c.equation.value, (e) => (e.kind === 'symbol' ? { ...e, ...change(e) } : e));
  return { ...c, target, equation: { ...c.equation, target: target.name, time: target.time, value } };
}

const isAtZero = ({ time }: Named): boolean => time !== null && time.letter === null;

/** θ_0 beside θ_1, as in linear regression: in `θ_0 := θ_0 − …` the 0 counts parameters and not steps. */
export function withNumberedZeros(candidates: readonly Candidate[]): Candidate[] {
  const isNumbered = ({ target, equation }: Candidate): boolean =>
    isAtZero(target) &&
    equation !== null &&
    symbolsOf(equation.value).some((s) => s.name === target.name && isAtZero(s));
  const names = new Set(candidates.filter(isNumbered).map(targetName));
  if (names.size === 0) return [...candidates];
  const ofPoint = (e: Expression): Expression => {
    if (e.kind !== 'gradient') return e;
    const [only, ...more] = e.points;
    return { ...e, of: only?.kind === 'symbol' && more.length === 0 ? only.name : e.of };
  };
  return candidates.map((c) => {
    const own = renamed(
      c,
      (s) => (names.has(s.name) && isAtZero(s) ? { name: `${s.name}_0`, time: null } : null),
      rewriteWithPoints,
    );
    return withValue(own, (value) => rewrite(value, ofPoint));
  });
}

/** `dW` of V_dW and of V_dW^corr. */
const LABEL = /_([A-Za-z]{1,3})(?=\^|$)/;

const labelled = (name: string, label: string): string => name.replace(/(\^.*)?$/, `_${label}$1`);

/**
 * `V^{corr} = V/(1 − β^t)`, said of V_{dW} and of V_{db} alike: with the same of each quantity that is used under a label and
 * is only defined without it.
 */
export function withInstances(candidates: readonly Candidate[]): Candidate[] {
  const made = new Set(candidates.map(targetName));
  const used = new Set(candidates.flatMap(({ equation }) => (equation ? symbolNames(equation.value) : [])));
  return candidates.flatMap((c): Candidate[] => {
    const { equation } = c;
    const plain = targetName(c);
    if (!equation || used.has(plain)) return [c];
    const copies = [...used].flatMap((name): Candidate[] => {
      const label = LABEL.exec(name)?.[1];
      if (label === undefined || made.has(name) || name.replace(LABEL, '') !== plain) return [];
      const isOf = (own: string): boolean => own === plain || made.has(labelled(own, label));
      if (!symbolNames(equation.value).some(isOf)) return [];
      return [renamed(c, (s) => (isOf(s.name) ? { name: labelled(s.name, label), time: s.time } : null))];
    });
    return [c, ...copies];
  });
}

/** `RMS[y]` and `E[y^2]`: of what. */
const OF = /^(\w+)\[(\w+)((?:\^2)?)\]$/;

/** `RMS[y]_t = √(E[y²]_t + ε)`, said of g and Δx alike: with the same of each of which it is used and not defined. */
export function withEachOf(candidates: readonly Candidate[]): Candidate[] {
  const made = new Set(candidates.map(targetName));
  const symbols = candidates.flatMap(({ equation }) => (equation ? symbolsOf(equation.value) : []));
  const used = new Set(symbols.map(({ name }) => name));
  // RMS[Δx] of which step?
  const isOpen = (name: string, { target }: Candidate): boolean =>
    target.time !== null && symbols.some((s) => s.name === name && s.time === null);
  // "for y = g or y = Δx": nothing else stands in the brackets of its value, and no equation makes what does. y may be the x that moves.
  const isAny = (any: string, { value }: Equation): boolean => {
    const inside = symbolNames(value).filter((name) => OF.test(name));
    const isOfAny = inside.length > 0 && inside.every((name) => OF.exec(name)![2] === any);
    return isOfAny && !means('gradient', any) && !inside.some((name) => made.has(name));
  };
  return candidates.flatMap((c): Candidate[] => {
    const [, operator, any, square] = OF.exec(targetName(c)) ?? [];
    if (any === undefined || !c.equation || used.has(targetName(c)) || !isAny(any, c.equation)) return [c];
    const copies = [...used].flatMap((name): Candidate[] => {
      const [, own, of, power] = OF.exec(name) ?? [];
      if (own !== operator || power !== square || of === undefined || made.has(name) || isOpen(name, c))
        return [];
      const ofIt = (symbol: string): string | null => {
        if (symbol === any) return of.replace(/^Delta/, 'Delta ');
        return OF.exec(symbol)?.[2] === any ? symbol.replace(`[${any}`, `[${of}`) : null;
      };
      return [
        renamed(c, (s) => {
          const other = ofIt(s.name);
          return other === null ? null : { name: other, time: s.time };
        }),
      ];
    });
    return copies.length > 0 ? copies : [c];
  });
}

/**
 * `v = μ v_{old} + g`: what no equation makes and what goes into the next value of v is the v that each step finds, and v alone the
 * one that it leaves.
 */
export function withOldOnes(candidates: readonly Candidate[]): Candidate[] {
  const made = new Set(candidates.map(targetName));
  const symbolsOfAll = ({ equation }: Candidate): SymbolIn[] =>
    equation ? walkWithPoints(equation.value).filter((e): e is SymbolIn => e.kind === 'symbol') : [];
  const used = candidates.flatMap(symbolsOfAll);
  const olds = new Map<string, string>();
  for (const old of new Set(used.map(({ name }) => name))) {
    const aged = made.has(old) ? null : agedName(old);
    if (aged?.age !== 'old') continue;
    const own = candidates.filter((c) => targetName(c) === aged.name && !isNumber(c));
    const isTimed = [...used, ...own.map(({ target }) => target)].some(
      ({ name, time }) => (name === old || name === aged.name) && time !== null,
    );
    const goesOn = (c: Candidate): boolean =>
      symbolsOfAll(c).some(({ name }) => name === old) &&
      !(c.equation && symbolNames(c.equation.value).includes(aged.name));
    if (own.length > 0 && own.every(goesOn) && !isTimed) olds.set(old, aged.name);
  }
  const bases = new Set(olds.values());
  if (bases.size === 0) return [...candidates];
  const at = (offset: number): Time => ({ letter: 't', offset });
  return candidates.map((c) =>
    renamed(
      c,
      ({ name }) => {
        const base = olds.get(name);
        if (base !== undefined) return { name: base, time: at(0) };
        return bases.has(name) ? { name, time: at(1) } : null;
      },
      rewriteWithPoints,
    ),
  );
}

/**
 * `w_new = w + μ (w − w_old)`: beside its new value a name without a mark is the one that the step finds, and the old one that of the step
 * before.
 */
export function withPresentOnes(candidates: readonly Candidate[]): Candidate[] {
  const ageIn = ({ written }: SymbolIn): Age | null =>
    written?.index?.kind === 'word' ? written.index.is : null;
  const isBare = ({ time, written }: SymbolIn): boolean => time === null && !written?.index;
  const at = (offset: number): Time => ({ letter: 't', offset });
  return candidates.map((c) => {
    const { equation } = c;
    if (!equation) return c;
    const { target, time, value } = equation;
    const used = symbolsOf(value);
    const named = (isOne: (symbol: SymbolIn) => boolean): ReadonlySet<string> =>
      new Set(used.filter(isOne).map(({ name }) => name));
    const bare = named(isBare);
    const [beside, behind] = [named((e) => ageIn(e) === 'new'), named((e) => ageIn(e) === 'old')];
    const goesOn = hasBare(value, (name, symbol) => name === target && isBare(symbol));
    const present = new Set([...bare].filter((name) => beside.has(name)));
    if (goesOn && time?.offset === 1 && behind.has(target)) present.add(target);
    if (present.size === 0) return c;
    const timed = rewriteWithPoints(value, (e) => {
      if (e.kind !== 'symbol' || !present.has(e.name)) return e;
      return isBare(e) ? { ...e, time: at(0) } : ageIn(e) === 'old' ? { ...e, time: at(-1) } : e;
    });
    return { ...c, equation: { ...equation, value: timed } };
  });
}

const PRESENT = /curr?(?![a-z])|current|actual/i;

/** `v = μv + g` and `w_new = w_old − ηv_old`: the old one of what is made without a mark is that of the step before. */
export function withEarlierOnes(candidates: readonly Candidate[]): Candidate[] {
  const marked = new Set<string>();
  const bare = new Set<string>();
  for (const { equation, target } of candidates)
    if (equation && numberOf(equation.value) === null)
      (target.time === null && !target.written?.index ? bare : marked).add(equation.target);
  // "Current" may be what was just made.
  const isPresent = ({ at: { source, offset, token } }: Expression): boolean =>
    PRESENT.test(source.slice(offset, offset + token.length + 8));
  const isOld = (e: Expression): e is SymbolIn =>
    e.kind === 'symbol' && e.written?.index?.kind === 'word' && e.written.index.is === 'old' && !isPresent(e);
  return candidates.map((c) =>
    withValue(c, (value) =>
      rewriteWithPoints(value, (e) =>
        isOld(e) && bare.has(e.name) && !marked.has(e.name)
          ? { ...e, time: { letter: e.time?.letter ?? 't', offset: -1 } }
          : e,
      ),
    ),
  );
}

const CAPITALS: Record<string, string> = table({ Theta: 'theta', Phi: 'phi', Omega: 'omega' });

/** v for v′, and for V where that is a state's or the parameters' letter. */
export function oldNameOf(name: string): string | null {
  if (name.endsWith("'")) return name.slice(0, -1);
  const small = /^[A-Z]$/.test(name) ? name.toLowerCase() : CAPITALS[name];
  return small !== undefined && (isStateName(small) || isParameterName(small)) ? small : null;
}

/** Of a rate, η′ = η/√r is another one and not a later one: a product, where a state's new value is a sum. */
const isAnotherRate = (old: string, value: Expression): boolean => isRateName(old) && !isSum(value);

/** `v' = βv + …` and `V = βv + …`: where v itself has no equation the prime or the capital means the new v. */
function withoutPrimes(candidates: readonly Candidate[]): Candidate[] {
  const targets = new Set(
    candidates.flatMap(({ equation }) =>
      equation && numberOf(equation.value) === null ? [equation.target] : [],
    ),
  );
  const news = new Map<string, string>();
  for (const { equation } of candidates) {
    const old = equation && oldNameOf(equation.target);
    if (!old || targets.has(old) || means('gradient', old) || !uses(equation.value, old)) continue;
    if (!isAnotherRate(old, equation.value)) news.set(equation.target, old);
  }
  if (news.size === 0) return [...candidates];
  const olds = new Set(news.values());
  return candidates.map((c) =>
    renamed(c, ({ name }) => {
      const old = news.get(name);
      if (old !== undefined) return { name: old, time: { letter: 't', offset: 1 } };
      return olds.has(name) ? { name, time: { letter: 't', offset: 0 } } : null;
    }),
  );
}

/**
 * `w_{t−1} ← (1 − ηλ)w_{t−1}` above `w_t = w_{t−1} − …`: what the step starts from is first changed in its place, and stands
 * below under the same name.
 */
function withInterims(candidates: readonly Candidate[]): Candidate[] {
  const isInterim = ({ target: { name, time }, equation }: Candidate): boolean =>
    time?.letter != null &&
    equation !== null &&
    symbolsOf(equation.value).some((s) => s.name === name && s.time?.offset === time.offset) &&
    candidates.some(
      ({ target: later }) =>
        later.name === name && later.time?.letter != null && later.time.offset > time.offset,
    );
  return candidates.filter(isInterim).reduce(
    (all, { target }) => {
      const first = candidates.findIndex((c) => c.target === target);
      return all.map((c, i) => {
        if (i < first || !c.equation) return c;
        const change: Renaming = ({ name, time }) =>
          name === target.name && time?.offset === target.time?.offset
            ? { name: `tilde ${name}`, time }
            : null;
        const whole = renamed(c, change);
        return i > first ? whole : { ...whole, equation: { ...whole.equation!, value: c.equation.value } };
      });
    },
    [...candidates],
  );
}

/**
 * `α_t = α √(1−β₂ᵗ)/(1−β₁ᵗ)` and `η_i = η/√r_i`: a rate with an index that is made from the one without is another one. So is
 * what has a letter of its own, made with the number of the step or with another quantity.
 */
export function withRatesApart(candidates: readonly Candidate[]): Candidate[] {
  const isIndexed = ({ time, written }: Named): boolean =>
    time !== null || (written !== undefined && written.coordinates.length > 0);
  const made = candidates.flatMap((c) => (isNumber(c) ? [] : targetName(c)));
  const starts = new Set(candidates.filter((c) => isNumber(c) && isIndexed(c.target)).map(targetName));
  // A letter that by custom is nothing else, of which this is the only equation.
  const isOfOwn = (name: string): boolean =>
    !isStateName(name) &&
    !isParameterName(name) &&
    !means('gradient', name) &&
    !starts.has(name) &&
    made.filter((each) => each === name).length === 1;
  const isScheduled = ({ name, time }: Named, value: Expression): boolean =>
    time?.letter != null &&
    isOfOwn(name) &&
    !isSum(value) &&
    walkWithPoints(value).every((e) => e.kind !== 'gradient') &&
    symbolNames(value).some((each) => each === time.letter || (each !== name && made.includes(each)));
  const isApart = ({ target, equation }: Candidate): boolean => {
    if (!equation || !isIndexed(target)) return false;
    if (!isAnotherRate(target.name, equation.value) && !isScheduled(target, equation.value)) return false;
    const own = symbolsOf(equation.value).filter(({ name }) => name === target.name);
    return own.length > 0 && !own.some(isIndexed);
  };
  const names = new Set(candidates.filter(isApart).map(targetName));
  if (names.size === 0) return [...candidates];
  return candidates.map((c) =>
    renamed(c, (s) => (names.has(s.name) && isIndexed(s) ? { name: `${s.name}_t`, time: s.time } : null)),
  );
}

export function withOneName(candidates: readonly Candidate[]): Candidate[] {
  return withInterims(withoutPrimes(candidates));
}
