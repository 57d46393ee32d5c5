/** What a rule gives in its first step: "there m̂ = g" says nothing new of m̂. */
import type { Equation } from '../equations/equations.ts';
import { number, numberOf, rewrite, symbolNames } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { means } from '../lexicon.ts';
import { isRecursive, reachable } from './model.ts';
import { sayTheSame } from './sameness.ts';

/** Parts within each other; a rule has a handful. */
const MAX_DEPTH = 12;

/** g of g_1, and of g_t. */
function present(name: string): string {
  const base = name.replace(/_1$/, '');
  return means('gradient', base) ? base : name;
}

/** A value in the first step, where what is made from its own old value was 0 before. */
function inFirst(
  value: Expression,
  own: string | null,
  equations: readonly Equation[],
  timeLetters: ReadonlySet<string>,
  depth = 0,
): Expression {
  return rewrite(value, (e) => {
    if (e.kind !== 'symbol') return e;
    if (timeLetters.has(e.name)) return number(1, e.at);
    if (e.name === own) return number(0, e.at);
    const name = present(e.name);
    const made = equations.find(({ target }) => target === name);
    if (made && depth < MAX_DEPTH) return inFirst(made.value, name, equations, timeLetters, depth + 1);
    return { ...e, name, time: null };
  });
}

/**
 * Does `told` say of a name, or of `b_1` for b, what the other equations make it in its first step, without any state of the step
 * before?
 */
export function isOfFirstStep(
  told: Equation,
  others: readonly Equation[],
  timeLetters: ReadonlySet<string>,
): boolean {
  const name = told.target.replace(/_1$/, '');
  const equations = others.filter(({ value }) => value !== told.value && numberOf(value) === null);
  const own = equations.find(({ target }) => target === name);
  const isState = (each: string): boolean => isRecursive(each, equations);
  // Of what keeps nothing the first step is like all others.
  if (!own || ![...reachable([name], equations)].some(isState)) return false;
  if (symbolNames(told.value).some(isState)) return false;
  const [first, said] = [
    inFirst(own.value, name, equations, timeLetters),
    inFirst(told.value, null, equations, timeLetters),
  ];
  return sayTheSame(first, said, new Set());
}
