/** Factors that change with t alone, such as NAdam's μ_t = β₁(1 − ½·0.96^{0.004 t}): written out where they are used. */
import { withValue } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import {
  binary,
  hasGradient,
  hasHistory,
  number,
  numberOf,
  rewrite,
  symbol,
  symbolsOf,
} from '../formulas/expression.ts';
import type { Expression, Time } from '../formulas/expression.ts';
import { Unreadable } from '../place.ts';
import { WARM_UP, warmUpDecay } from './model.ts';
import { sayTheSame } from './sameness.ts';
import type { Notation } from '../formulas/symbols.ts';

/** The value at another step: every t becomes `index`. */
function at(value: Expression, index: Expression, letters: ReadonlySet<string>): Expression {
  return rewrite(value, (e) => (e.kind === 'symbol' && letters.has(e.name) && !e.time ? index : e));
}

function indexOf({ letter, offset }: Time, place: Expression): Expression {
  const t = symbol(letter ?? 't', null, place.at);
  return offset === 0 ? t : binary('+', t, number(offset, place.at));
}

/** Names that the answer gives one number and nothing else: ψ = 0.004. */
function statedNumbers(candidates: readonly Candidate[]): Map<string, Expression> {
  const numbers = new Map<string, Expression>();
  for (const { target, equation } of candidates) {
    if (target.time || !equation || numberOf(equation.value) === null) continue;
    if (candidates.filter((c) => c.target.name === target.name).length === 1)
      numbers.set(target.name, equation.value);
  }
  return numbers;
}

/** With the numbers of names such as ψ in `0.96^{ψt}`, which belong to the schedule. */
function withNumbers(
  value: Expression,
  numbers: ReadonlyMap<string, Expression>,
  letters: ReadonlySet<string>,
): Expression {
  return rewrite(value, (e) => {
    if (e.kind !== 'binary' || e.operator !== '^' || e.left.kind !== 'number') return e;
    const right = rewrite(e.right, (part) => {
      if (part.kind !== 'symbol' || letters.has(part.name)) return part;
      const stated = numbers.get(part.name);
      if (stated) return stated;
      if (part.name === warmUpDecay(e)?.name) return number(WARM_UP.decay, part.at);
      const help = 'Give its number, as in `$\\psi = 0.004$`.';
      throw new Unreadable(part.at, `“${part.at.token}” in an exponent has no value`, help);
    });
    return { ...e, right };
  });
}

/** μ_t as a function of t; null where it depends on anything else that changes, or is given twice by different equations. */
function functionOf(
  name: string,
  candidates: readonly Candidate[],
  notation: Notation,
  numbers: ReadonlyMap<string, Expression>,
): Expression | null {
  const letters = notation.timeLetters;
  const own = candidates.filter((c) => c.target.name === name);
  const values = own.map(({ equation, target, raw }) => {
    const symbols = equation ? symbolsOf(equation.value) : [];
    // "e.g. η_t = 1/t" below the rule is a choice for a rate that the rule leaves open.
    const isChoice = !raw.display && symbols.every((s) => letters.has(s.name));
    const isPlain = equation && !isChoice && !hasGradient(equation.value) && !hasHistory(equation.value);
    const changes = symbols.some(
      (s) =>
        s.time !== null || (notation.targets.has(s.name) && !letters.has(s.name) && !numbers.has(s.name)),
    );
    if (!isPlain || changes || !target.time?.letter || !symbols.some((s) => letters.has(s.name))) return null;
    return at(equation.value, indexOf({ letter: 't', offset: -target.time.offset }, equation.value), letters);
  });
  const [first = null, ...others] = values;
  const isOne = first !== null && others.every((value) => value && sayTheSame(value, first, new Set()));
  return isOne ? withNumbers(first, numbers, letters) : null;
}

/** Candidates without the equations of such factors, which are put where the factors stand. */
export function withoutWarmups(candidates: readonly Candidate[], notation: Notation): Candidate[] {
  const names = new Set(
    candidates.flatMap((c) => (c.equation && c.target.time?.letter ? [c.target.name] : [])),
  );
  const numbers = statedNumbers(candidates);
  const functions = new Map<string, Expression>();
  for (const name of names) {
    const value = functionOf(name, candidates, notation, numbers);
    if (value) functions.set(name, value);
  }
  if (functions.size === 0) return [...candidates];
  return candidates
    .filter((c) => !functions.has(c.target.name))
    .map((c) =>
      withValue(c, (value) =>
        rewrite(value, (e) => {
          const factor = e.kind === 'symbol' && e.time?.letter !== null ? functions.get(e.name) : undefined;
          if (!factor || e.kind !== 'symbol') return e;
          return at(factor, indexOf(e.time ?? { letter: 't', offset: 0 }, e), new Set(['t']));
        }),
      ),
    );
}
