/** What an answer says that its gradient is, beside the rule that uses it. */
import { means } from '../lexicon.ts';
import { equationsOf } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import { hasGradient, symbolNames, walk } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { hasDerivative } from '../formulas/gradients.ts';
import { isRecursive, reachable } from './model.ts';
import { ANONYMOUS } from '../formulas/histories.ts';

/**
 * Is an equation for the gradient said of the rule itself, and not in passing or of another optimizer?
 * @param about the optimizer that the words before the update name
 */
export function isMeant({ raw }: Candidate, about: string | null): boolean {
  return !raw.isRemark && (raw.named.length === 0 || about === null || raw.named.includes(about));
}

/** Does it say what the rule means by its gradient, such as `g = ∇L(θ + αv)`? */
export function definesGradient(
  { raw, equation, error }: Candidate,
  isGradient: (name: string) => boolean,
  candidates: readonly Candidate[],
): boolean {
  // What it makes of the gradient cannot be read, or it is a list of the gradient's parts.
  const isList = raw.right.length === 1 && raw.right[0]?.kind === 'group';
  if (!equation) return error !== null && !isList && hasDerivative(raw.right);
  const used = walk(equation.value);
  const overExamples = used.some((e) => e.kind === 'history' && e.index !== ANONYMOUS && e.upper === null);
  return (
    !overExamples &&
    !isWithNoise(equation.value) &&
    isMadeFromGradient(equation, isGradient, equationsOf(candidates))
  );
}

/** `g = ∇L + ξ`: what a gradient is made of in theory, its mean and noise. */
function isWithNoise(value: Expression): boolean {
  const isNoise = (e: Expression): boolean => e.kind === 'symbol' && means('noise', e.name);
  return value.kind === 'binary' && value.operator === '+' && (isNoise(value.left) || isNoise(value.right));
}

/** Directly, or by way of a helper: `d = −∇L`, `g = d`. */
function isMadeFromGradient(
  equation: Equation,
  isGradient: (name: string) => boolean,
  equations: readonly Equation[],
): boolean {
  const names = reachable(
    symbolNames(equation.value),
    equations.filter((e) => !isRecursive(e.target, equations)),
  );
  const made = [equation, ...equations.filter((e) => names.has(e.target))];
  return [...names].some(isGradient) || made.some((e) => hasGradient(e.value));
}
