/** Which of an answer's equations make up its rule. */
import type { Equation, RawEquation, Target } from './equations.ts';
import { symbolsOf, walk } from './expression.ts';
import type { Expression } from './expression.ts';
import { baseOf } from './helpers.ts';
import { numberOf } from './model.ts';
import { Unreadable } from './place.ts';
import { findParameter } from './roles.ts';
import { sayTheSame } from './sameness.ts';
import type { Notation } from './symbols.ts';

/** An equation whose right-hand side could not be read matters only if the rule needs it. */
export interface Candidate {
  raw: RawEquation;
  target: Target;
  equation: Equation | null;
  error: Unreadable | null;
}

/**
 * Displays are the rule; inline equations fill in what the displays leave undefined. Where the displays have no update of
 * the parameters the whole text is the rule.
 */
export function choose(
  candidates: readonly Candidate[],
  notation: Notation,
  isGradient: (name: string) => boolean,
  assumptions: string[],
): Candidate[] {
  const displays = candidates.filter((c) => c.raw.display);
  const parameterOf = (list: readonly Candidate[]): string | null =>
    findParameter(equationsOf(list), notation);
  let chosen = [...displays];
  if (chosen.length === 0 || !parameterOf(chosen)) {
    const defined = new Set(displays.map((c) => c.target.name));
    chosen = candidates.filter((c) => c.raw.display || !defined.has(c.target.name));
  }
  for (;;) {
    const defined = new Set(equationsOf(chosen).map((e) => e.target));
    const missing = new Set(
      equationsOf(chosen)
        .flatMap((e) => symbolsOf(e.value).map((s) => s.name))
        .flatMap((name) => [name, baseOf(name) ?? name])
        .filter((name) => !defined.has(name) && !isGradient(name)),
    );
    const gradientPoints = new Set(
      equationsOf(chosen)
        .flatMap((e) => walk(e.value))
        .flatMap((e) =>
          e.kind === 'gradient' ? e.points.flatMap((p) => symbolsOf(p).map((s) => s.name)) : [],
        ),
    );
    const more = candidates.filter(
      (c) =>
        !chosen.includes(c) &&
        (missing.has(targetName(c)) || (gradientPoints.has(targetName(c)) && !defined.has(targetName(c)))),
    );
    if (more.length === 0) break;
    for (const c of more)
      if (c.equation && !c.raw.isNextStep) c.equation.explanation = Math.max(1, c.equation.explanation);
    chosen = candidates.filter((c) => chosen.includes(c) || more.includes(c));
  }
  const names = new Set(chosen.map(targetName));
  const isStart = (c: Candidate): boolean =>
    c.equation !== null &&
    numberOf(c.equation.value) !== null &&
    (c.raw.isInitial || c.target.time?.letter === null);
  chosen = candidates.filter((c) => chosen.includes(c) || (isStart(c) && names.has(targetName(c))));
  for (const c of candidates) {
    const other = chosen.includes(c) ? undefined : chosen.find((one) => isRestated(one, c));
    if (other) refuseContradiction(other, c);
  }
  const isSpecialValue = (c: Candidate): boolean =>
    c.raw.isAside && !isStart(c) && c.equation !== null && numberOf(c.equation.value) !== null;
  return withoutContradictions(
    chosen.filter((c) => !isSpecialValue(c)),
    assumptions,
  );
}

/**
 * Of two equations for one name that do not build on each other, the one that is meant: not an aside, and of two
 * optimizers that are compared the last.
 * @throws Unreadable where the answer does not say
 */
function withoutContradictions(chosen: readonly Candidate[], assumptions: string[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const c of chosen) {
    const other = kept.find((before) => conflicts(before, c));
    const isAside = other !== undefined && c.raw.isAside && !other.raw.isAside;
    if (other && !isAside) {
      if (!other.raw.isAside || c.raw.isAside) {
        if (areCompared(other, c))
          assumptions.push(`“${c.target.name}” is given twice; the equation for ${c.raw.about} is taken.`);
        else refuseContradiction(other, c);
      }
      kept.splice(kept.indexOf(other), 1);
    }
    if (!isAside) kept.push(c);
  }
  return kept;
}

/** Does the answer name an optimizer for each of them, and another one? */
function areCompared(first: Candidate, second: Candidate): boolean {
  const [one, other] = [first.raw.about, second.raw.about];
  return one !== null && other !== null && one !== other;
}

function targetName(c: Candidate): string {
  return c.equation?.target ?? c.target.name;
}

/** Two equations for the same name, the second not building on the first. */
function conflicts(first: Candidate, second: Candidate): boolean {
  if (!first.equation || !second.equation || first.equation.target !== second.equation.target) return false;
  const absolute = (c: Candidate): boolean =>
    c.target.time?.letter === null || numberOf(c.equation?.value as Expression) !== null;
  if (absolute(first) || absolute(second)) return false;
  // r ← r + g² for one optimizer and r ← ρr + (1−ρ)g² for another are no two steps of one rule.
  const isOneAlone = first.raw.operator === '=' && second.raw.operator === '=' && !second.raw.isNextStep;
  if (isOneAlone && areCompared(first, second)) return true;
  const offset = second.target.time?.offset;
  return !symbolsOf(second.equation.value).some(
    (s) => s.name === second.equation?.target && s.time?.offset === offset,
  );
}

/** Does the text give an equation of the displays again, in the same letters? */
function isRestated(shown: Candidate, told: Candidate): boolean {
  const [one, other] = [shown.equation, told.equation];
  if (!one || !other || told.raw.isAside || told.raw.about !== null || one.target !== other.target)
    return false;
  if (numberOf(other.value) !== null || one.time?.letter !== other.time?.letter) return false;
  const names = new Set(symbolsOf(one.value).map((s) => s.name));
  const hasSum = [one, other].some((e) => walk(e.value).some((part) => part.kind === 'history'));
  return !hasSum && symbolsOf(other.value).every((s) => names.has(s.name));
}

/** @throws Unreadable where two equations for one name differ: which of them is meant is not for a reader to say. */
function refuseContradiction(first: Candidate, second: Candidate): void {
  const [one, other] = [first.equation as Equation, second.equation as Equation];
  const sameIndex = !one.time || !other.time || one.time.offset === other.time.offset;
  if (sameIndex && sayTheSame(one.value, other.value)) return;
  throw new Unreadable(
    other.at,
    `“${other.at.token}” is given twice, by different equations`,
    'Keep the one that is meant.',
  );
}

export function equationsOf(candidates: readonly Candidate[]): Equation[] {
  return candidates.flatMap((c) => (c.equation ? [c.equation] : []));
}
