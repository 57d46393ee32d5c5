/** Which of an answer's equations make up its rule. */
import type { Equation, RawEquation, Target } from './equations.ts';
import { symbolsOf, walk } from './expression.ts';
import type { Expression } from './expression.ts';
import { baseOf } from './helpers.ts';
import { numberOf } from './model.ts';
import type { Unreadable } from './place.ts';
import { findParameter } from './roles.ts';
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
    for (const c of more) if (c.equation) c.equation.isExplanation = true;
    chosen = candidates.filter((c) => chosen.includes(c) || more.includes(c));
  }
  const names = new Set(chosen.map(targetName));
  const isStart = (c: Candidate): boolean =>
    c.equation !== null &&
    numberOf(c.equation.value) !== null &&
    (c.raw.isInitial || c.target.time?.letter === null);
  chosen = candidates.filter((c) => chosen.includes(c) || (isStart(c) && names.has(targetName(c))));
  const twice = chosen.filter(
    (c, i) => c.target.time && c.equation && chosen.some((other, j) => j < i && conflicts(other, c)),
  );
  for (const c of twice) assumptions.push(`“${c.target.name}” is given twice; the last equation is taken.`);
  return chosen.filter((c, i) => !chosen.some((other, j) => j > i && c.target.time && conflicts(c, other)));
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
  const offset = second.target.time?.offset;
  return !symbolsOf(second.equation.value).some(
    (s) => s.name === second.equation?.target && s.time?.offset === offset,
  );
}

export function equationsOf(candidates: readonly Candidate[]): Equation[] {
  return candidates.flatMap((c) => (c.equation ? [c.equation] : []));
}
