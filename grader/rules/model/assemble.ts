/** From the chosen equations to a `Model`: starts, constants, the parameters, assumed helpers. */
import { equationsOf, isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import {
  binary,
  factorsOf,
  gradientsIn,
  isSum,
  isMultiple,
  number,
  numberOf,
  parts,
  symbol,
  symbolNames,
  symbolsOf,
  uses,
  walk,
} from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { isParameterLike, isParameterName } from '../formulas/gradients.ts';
import { means } from '../lexicon.ts';
import { assume, baseOf, decayOf } from './helpers.ts';
import { constantOf, isLiteral, isRecursive, useOf } from './model.ts';
import type { Constant, Model } from './model.ts';
import { withPresentGradients } from './presentGradients.ts';
import { sayTheSame } from './sameness.ts';
import { NOWHERE, Unreadable } from '../place.ts';
import { withOneName } from './quantities.ts';
import { findParameter, isStateName } from './roles.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isStatedZero } from './numbers.ts';
import { ticksWhen } from '../text/told/ticks.ts';

export interface Reading {
  model: Model;
  /** The same rule without what it resets in every step; null where it resets nothing. */
  kept: Model | null;
  assumptions: string[];
  notices: string[];
  /** States that are computed and that this rule does not use. */
  unused: string[];
  /** The answer gives the change of the parameters, and not their update. */
  isImplied: boolean;
}

/**
 * Gives the chosen equations' symbols their roles.
 * @param given the parameter that the rule is read for; by default what it moves
 */
export function assemble(
  chosen: readonly Candidate[],
  notation: Notation,
  isGradient: (name: string) => boolean,
  assumptions: string[],
  notices: string[],
  given: string | null = null,
): Reading {
  const isClock = (e: Equation): boolean => notation.timeLetters.has(e.target) && !e.time;
  const all = equationsOf(withOneName(chosen));
  const clock = all.filter((e) => isClock(e) && !e.isReset);
  const { initial, constants, resets, ...parted } = splitInitial(all.filter((e) => !isClock(e)));
  let { equations } = parted;
  const isMoved = equations.some((e) => e.target === given);
  let isImplied = false;
  let parameter = given === null ? findParameter(equations, notation) : isMoved ? given : null;
  if (given === null && parameter && isAverage(parameter, equations)) parameter = null;
  if (!parameter) {
    const implied = given === null ? impliedUpdate(equations) : null;
    if (!implied) throw incomplete(chosen, equations);
    equations.push(implied);
    isImplied = true;
    parameter = implied.target;
    assumptions.push(
      `The update itself is not written; ${parameter} ← ${parameter} + Δ${parameter} is taken.`,
    );
  }
  equations = withPresentGradients(equations, parameter, isGradient);
  for (const { target, value, at } of equations) {
    const isKnown = target === parameter || initial.has(target) || isStateName(target);
    const isOnly = equations.filter((e) => e.target === target).length === 1;
    if (isKnown || !isOnly || !isMultiple(value, ({ name }) => name === target)) continue;
    // From 0 it would stay 0.
    throw new Unreadable(at, `“${at.token}” starts nowhere`, 'Say what it is before the first step.');
  }
  const unused = define(equations, parameter, isGradient, constants, notation, chosen, assumptions);
  for (const c of chosen.filter(isStatedZero)) {
    const constant = constants.get(targetName(c));
    if (constant?.value === 0) constant.isZero = true;
  }
  for (const { name, isScheduled } of constants.values()) {
    if (isScheduled) notices.push(`“${name}” has a time index; it is taken as a constant.`);
  }
  const model: Model = {
    equations,
    parameter,
    initial,
    resets: new Map(),
    timeLetters: notation.timeLetters,
    firstTime: firstTime(clock, all, chosen) ?? (isToldByWords(chosen, notation) ? 1 : null),
    constants,
    isGradient,
  };
  for (const { target, value } of all.filter((e) => isClock(e) && e.isReset))
    resets.set(target, (numberOf(value) ?? 0) + (clock.some((e) => e.target === target) ? 1 : 0));
  const told = { assumptions, notices, unused, isImplied };
  if (resets.size === 0) return { model, kept: null, ...told };
  for (const name of resets.keys()) notices.push(`“${name}” is reset in every step.`);
  return { model: { ...model, resets }, kept: model, ...told };
}

/** `MeanSquare_t = 0.9 MeanSquare_{t−1} + 0.1 (∂E/∂w)²`: the gradient is of w, which nothing moves. */
function isAverage(name: string, equations: readonly Equation[]): boolean {
  const of = equations.flatMap(({ value }) => gradientsIn(value)).map((gradient) => gradient.of);
  return (
    of.length > 0 && !isParameterLike(name) && of.every((each) => each !== null && isParameterLike(each))
  );
}

/** Parts off `m_0 = 0` and `β = 0.9`. */
function splitInitial(all: readonly Equation[]): {
  equations: Equation[];
  initial: Map<string, number>;
  constants: Map<string, Constant>;
  /** What states are put back to in every step. */
  resets: Map<string, number>;
} {
  const resets = new Map<string, number>();
  const initial = new Map<string, number>();
  /** Of those the ones with an index, m_0 = 0. */
  const starts = new Map<string, number>();
  const constants = new Map<string, Constant>();
  const equations: Equation[] = [];
  for (const equation of all) {
    const value = numberOf(equation.value);
    const isAbsolute = equation.time !== null && equation.time.letter === null;
    const hasOther = all.some(
      (e) => e.target === equation.target && e !== equation && numberOf(e.value) === null,
    );
    if (value !== null && hasOther && equation.isReset) resets.set(equation.target, value);
    else if (isAbsolute || (value !== null && hasOther)) {
      if (value === null) continue;
      const reason = `“${equation.at.token}” starts at two different values`;
      if (isAbsolute && (starts.get(equation.target) ?? value) !== value)
        throw new Unreadable(equation.at, reason, 'Keep the one that is meant.');
      if (isAbsolute) starts.set(equation.target, value);
      initial.set(equation.target, value);
    } else if (value !== null && !isStateName(equation.target)) {
      constants.set(equation.target, constantOf(equation.target, value));
    } else {
      equations.push(equation);
    }
  }
  return { equations, initial, constants, resets };
}

/** Δθ = … alone: the reader adds it. */
function impliedUpdate(equations: readonly Equation[]): Equation | null {
  const delta = equations.findLast((e) => e.target.startsWith('Delta '));
  if (!delta) return null;
  const target = delta.target.slice('Delta '.length);
  const change = symbol(delta.target, delta.time, delta.at);
  const value = binary('+', symbol(target, null, delta.at), change);
  return { ...delta, target, time: null, value, explanation: 0 };
}

function incomplete(chosen: readonly Candidate[], equations: readonly Equation[]): Unreadable {
  const failed = chosen.find((c) => c.error);
  if (failed?.error) return failed.error;
  const restart = equations.findLast((e) => isParameterName(e.target) && symbolsOf(e.value).length > 0);
  if (restart) {
    return new Unreadable(
      restart.at,
      `the update of the parameters is missing: “${restart.at.token}” gets a value that is not made from its old one`,
      'Begin the right-hand side with the old parameters, as in `$w_{t+1} = w_t - \\dots$`.',
    );
  }
  const at = (equations.at(-1) ?? equationsOf(chosen)[0])?.at ?? NOWHERE;
  return new Unreadable(
    at,
    'the update of the parameters is missing',
    'Add the equation that moves the parameters, such as `$\\theta \\leftarrow \\theta - \\dots$`.',
  );
}

/**
 * Gives every name that the rule needs an equation, or makes it a constant; adds to `equations` and `constants`.
 * @returns states that it does not need
 */
function define(
  equations: Equation[],
  parameter: string,
  isGradient: (name: string) => boolean,
  constants: Map<string, Constant>,
  notation: Notation,
  chosen: readonly Candidate[],
  assumptions: string[],
): string[] {
  const open = [parameter];
  const seen = new Set<string>();
  let usesGradient = false;
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    // g_t ← g_t + λθ starts from the gradient.
    if (isGradient(name) && isRecursive(name, equations)) usesGradient = true;
    const failed = chosen.find((c) => c.error && c.target.name === name);
    if (failed?.error) throw failed.error;
    if (!equations.some((e) => e.target === name)) {
      if (isGradient(name)) usesGradient = true;
      else if (notation.timeLetters.has(name)) continue;
      else if (!constants.has(name)) {
        const assumed = assume(name, equations);
        const isHat = baseOf(name) !== null;
        const once = isHat && chosen.find((c) => c.target.name === name && !isNumber(c));
        if (once)
          throw new Unreadable(
            once.raw.left[0]?.at ?? NOWHERE,
            'an equation for one step alone',
            'Give it the index of the step.',
          );
        if (assumed) {
          refuseMisnamed(name, parameter, [...equations, ...assumed.equations], isGradient);
          equations.push(...assumed.equations);
          assumptions.push(assumed.assumption);
        } else {
          constants.set(name, constantFor(name, equations));
        }
      }
    }
    const own = equations.filter(({ target }) => target === name);
    for (const e of own.flatMap(({ value }) => walk(value))) {
      if (e.kind === 'symbol') open.push(e.name);
      if (e.kind === 'history') seen.add(e.index);
      if (e.kind !== 'gradient') continue;
      usesGradient = true;
      for (const point of e.points) {
        const made = symbolNames(point).filter((each) => equations.some((x) => x.target === each));
        // A step ahead, θ + μv, has constants too.
        open.push(...(isSum(point) && made.length > 1 ? symbolNames(point) : made));
      }
    }
  }
  const update = equations.find((e) => e.target === parameter) as Equation;
  if (!usesGradient) {
    throw new Unreadable(
      update.at,
      'the gradient does not occur in the rule',
      'Use `$g$`, `$\\nabla_\\theta J(\\theta)$` or `$\\partial L / \\partial w$` for the gradient.',
    );
  }
  const unused = new Set(
    equations.filter((e) => !seen.has(e.target) && isRecursive(e.target, equations)).map((e) => e.target),
  );
  const needed = equations.filter((e) => seen.has(e.target));
  equations.splice(0, equations.length, ...needed);
  for (const name of constants.keys()) if (!seen.has(name)) constants.delete(name);
  return [...unused];
}

/**
 * A helper is not assumed where the answer may define it under another name: it has an equation that nothing uses, and that
 * is made from the helper or from what the helper is made from.
 */
function refuseMisnamed(
  name: string,
  parameter: string,
  equations: readonly Equation[],
  isGradient: (name: string) => boolean,
): void {
  // RMS[g] is made from E[g²], which has a name of its own.
  if (name.startsWith('RMS[')) return;
  const made = new Set([name, baseOf(name) ?? name]);
  const used = new Set(
    equations.flatMap((e) => symbolsOf(e.value).flatMap((s) => (s.name === e.target ? [] : [s.name]))),
  );
  const isHat = baseOf(name) !== null;
  const isSuspect = (e: Equation): boolean =>
    symbolsOf(e.value).some((s) => made.has(s.name) || (!isHat && isGradient(s.name)));
  const other = equations.find(
    (e) =>
      e.target !== parameter &&
      e.target !== name &&
      !used.has(e.target) &&
      !(isHat && isRecursive(e.target, equations)) &&
      isSuspect(e),
  );
  const use = useOf(name, equations);
  if (!other || !use) return;
  throw new Unreadable(
    use.at,
    `“${use.at.token}” is used but never defined, while “${other.at.token}” is defined and never used`,
    'Use the same name in both places.',
  );
}

function constantFor(name: string, equations: readonly Equation[]): Constant {
  const value = Number(name);
  if (Number.isFinite(value) && isLiteral(value)) return constantOf(name, value, true);
  const use = useOf(name, equations);
  const isHelper = /['[ ]/.test(name) && !/ (epsilon|alpha|eta|beta|gamma|delta)$/.test(name);
  // `v = m·v + g`: what keeps a share of a state is none itself.
  const made = new Set(equations.map(({ target }) => target));
  const isShare = equations
    .filter((e) => uses(e.value, name))
    .every((e) => isDecayOf(name, e) || isRateOf(name, e) || isFactor(name, e, made));
  if (use && (isHelper || (isStateName(name) && !isShare))) {
    throw new Unreadable(
      use.at,
      `“${use.at.token}” is used but never defined`,
      'Add the equation that defines it.',
    );
  }
  return { ...constantOf(name, null), isScheduled: use?.time?.letter != null };
}

function isDecayOf(name: string, equation: Equation): boolean {
  const decay = decayOf(equation);
  return /^[a-z]$/.test(name) && decay?.kind === 'symbol' && decay.name === name && decay.time === null;
}

/** `m²·v` and `(1 + m)·∂L/∂w`: it stands only in products with a state or a gradient. */
function isFactor(name: string, { value }: Equation, made: ReadonlySet<string>): boolean {
  const isOfStep = (e: Expression): boolean =>
    walk(e).some((part) => part.kind === 'gradient' || (part.kind === 'symbol' && made.has(part.name)));
  const isStray = (e: Expression): boolean => {
    if (e.kind === 'symbol') return e.name === name;
    if (e.kind !== 'binary' || e.operator !== '*') return parts(e).some(isStray);
    const factors = factorsOf(e);
    const [shares, others] = [
      factors.filter((each) => uses(each, name)),
      factors.filter((each) => !uses(each, name)),
    ];
    const isDivided = shares.some((each) => walk(each).some((part) => isDivisor(part, name)));
    return isDivided || (others.some(isOfStep) ? shares.some(isOfStep) : factors.some(isStray));
  };
  // μ = mμ + ηg has the two letters exchanged.
  const isExchanged = [...made].some((each) => means('decay', each));
  return /^[a-z]$/.test(name) && !isExchanged && !isStray(value);
}

const isDivisor = (e: Expression, name: string): boolean =>
  e.kind === 'binary' && e.operator === '/' && uses(e.right, name);

/** `y − s∇f(y)`: how long the step is. */
function isRateOf(name: string, { value }: Equation): boolean {
  const isIt = (e: Expression): boolean => e.kind === 'symbol' && e.name === name;
  const all = walk(value);
  const factors = all.filter(
    (e) => e.kind === 'binary' && e.operator === '*' && isIt(e.left) && e.right.kind === 'gradient',
  );
  return factors.length > 0 && factors.length === all.filter(isIt).length;
}

/** Where only new and old, or primes, tell the steps, t counts the present one. */
function isToldByWords(chosen: readonly Candidate[], notation: Notation): boolean {
  const hasStep = ({ target }: Candidate): boolean => target.written?.index?.kind === 'step';
  const isPrimed = ({ target }: Candidate): boolean => target.name.endsWith("'");
  // β^{t+1}: t counts the steps that are done.
  const isNext = (e: Expression): boolean =>
    e.kind === 'binary' &&
    e.operator === '+' &&
    e.left.kind === 'symbol' &&
    notation.timeLetters.has(e.left.name) &&
    numberOf(e.right) === 1;
  const countsDone = equationsOf(chosen).some(({ value }) => walk(value).some(isNext));
  return (notation.ages.size > 0 || chosen.some(isPrimed)) && !chosen.some(hasStep) && !countsDone;
}

/** `t ← t + 1` behind its uses, or a start at another number, shifts the count. */
function firstTime(
  clock: readonly Equation[],
  all: readonly Equation[],
  chosen: readonly Candidate[],
): number | null {
  const tick = clock.find((e) => numberOf(e.value) === null);
  if (!tick) return null;
  const oneMore = binary('+', symbol(tick.target, null, tick.at), number(1, tick.at));
  if (!sayTheSame(tick.value, oneMore, new Set()))
    throw new Unreadable(tick.at, 'the steps are not counted one by one', 'Write `$t \\leftarrow t + 1$`.');
  const start = clock.find((e) => numberOf(e.value) !== null);
  if (!start) return null;
  const own = chosen.find(({ equation }) => equation?.at === tick.at);
  const told = own && ticksWhen(own.raw.words);
  const isAbove = all.indexOf(tick) < all.findIndex((e) => uses(e.value, tick.target) && e !== tick);
  const isFirst = told ? told === 'before' : isAbove;
  return (numberOf(start.value) ?? 0) + (isFirst ? 1 : 0);
}
