/** Factors that change with t alone, such as NAdam's μ_t = β₁(1 − ½·0.96^{0.004 t}): written out where they are used. */
import type { Candidate } from './candidates.ts';
import { binary, number, rewrite, symbolsOf, walk } from './expression.ts';
import type { Expression, Time } from './expression.ts';
import { sayTheSame } from './sameness.ts';
import type { Notation } from './symbols.ts';

/** The value at another step: every t becomes `index`. */
function at(value: Expression, index: Expression, letters: ReadonlySet<string>): Expression {
  return rewrite(value, (e) => (e.kind === 'symbol' && letters.has(e.name) && !e.time ? index : e));
}

function indexOf({ letter, offset }: Time, place: Expression): Expression {
  const t: Expression = { kind: 'symbol', name: letter ?? 't', time: null, at: place.at };
  return offset === 0 ? t : binary('+', t, number(offset, place.at));
}

/** μ_t as a function of t; null where it depends on anything else that changes, or is given twice by different equations. */
function functionOf(name: string, candidates: readonly Candidate[], notation: Notation): Expression | null {
  const letters = notation.timeLetters;
  const own = candidates.filter((c) => c.target.name === name);
  const values = own.map(({ equation, target }) => {
    const symbols = equation ? symbolsOf(equation.value) : [];
    const isPlain =
      equation && walk(equation.value).every((e) => e.kind !== 'gradient' && e.kind !== 'history');
    const changes = symbols.some(
      (s) => s.time !== null || (notation.targets.has(s.name) && !letters.has(s.name)),
    );
    if (!isPlain || changes || !target.time?.letter || !symbols.some((s) => letters.has(s.name))) return null;
    return at(equation.value, indexOf({ letter: 't', offset: -target.time.offset }, equation.value), letters);
  });
  const [first = null, ...others] = values;
  return first && others.every((value) => value && sayTheSame(value, first, new Set())) ? first : null;
}

/** Candidates without the equations of such factors, which are put where the factors stand. */
export function withoutWarmups(candidates: readonly Candidate[], notation: Notation): Candidate[] {
  const names = new Set(
    candidates.flatMap((c) => (c.equation && c.target.time?.letter ? [c.target.name] : [])),
  );
  const functions = new Map<string, Expression>();
  for (const name of names) {
    const value = functionOf(name, candidates, notation);
    if (value) functions.set(name, value);
  }
  if (functions.size === 0) return [...candidates];
  return candidates
    .filter((c) => !functions.has(c.target.name))
    .map((c) => {
      if (!c.equation) return c;
      const value = rewrite(c.equation.value, (e) => {
        const factor = e.kind === 'symbol' && e.time?.letter !== null ? functions.get(e.name) : undefined;
        if (!factor || e.kind !== 'symbol') return e;
        return at(factor, indexOf(e.time ?? { letter: 't', offset: 0 }, e), new Set(['t']));
      });
      return { ...c, equation: { ...c.equation, value } };
    });
}
