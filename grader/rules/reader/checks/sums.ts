/** How far a sum reaches, and what a mean divides by. */
import { Unreadable } from '../../place.ts';
import type { Place } from '../../place.ts';
import { GRADIENT_BASE, isOfHistory, nameOfStep, stepOf, stepTime } from '../account.ts';
import type { Gradient, Part } from '../account.ts';
import { namesIn, walkTree } from '../tree.ts';
import type { Bounds, Tree } from '../tree.ts';
import type { Check, Objections } from './check.ts';

export function* sumObjections(check: Check): Objections {
  for (const part of check.parts) {
    for (const tree of walkTree(part.value)) {
      if (tree.kind === 'gradient') yield* mean(tree);
      if (tree.kind === 'call' && /^norm_[^2F]/.test(tree.name))
        yield new Unreadable(
          tree.at,
          'a norm that is not the Euclidean one',
          'Write the root of the sum of squares.',
        );
      if (tree.kind !== 'sum') continue;
      yield* bounds(tree.bounds, tree.at, true);
      if (tree.operator === '+') yield* reach(check, tree, part);
    }
  }
}

/** 1/m Σ_{i=1}^m */
function* mean({ means, shares, at }: Gradient): Objections {
  for (const each of means) yield* bounds(each, at, false);
  const share = means.length > 0 ? shares.find(({ kind }) => kind === 'binary') : undefined;
  if (share?.kind === 'binary' && /[+-]/.test(share.operator))
    yield new Unreadable(
      share.at,
      'a mean that is not divided by the number of its terms',
      'Divide the sum by as many as it has terms.',
    );
}

function* bounds({ lower, isOverSet, upper, index }: Bounds, at: Place, isHistory: boolean): Objections {
  const isStart = lower?.kind === 'number' && lower.value <= 1;
  if (lower !== null && !isStart && !isOverSet)
    yield new Unreadable(
      at,
      'a sum that does not begin at the first term',
      'Sum from the first one on, as in $\\sum_{i=1}^t$.',
    );
  const isOneTerm =
    isHistory &&
    ((upper?.kind === 'name' && upper.name.base === index) || (upper?.kind === 'number' && lower !== null));
  if (isOneTerm) yield notReached(at);
}

function notReached(at: Place): Unreadable {
  return new Unreadable(
    at,
    'a sum that does not reach the present step',
    'Let the index run to the present step.',
  );
}

/** `G_t = Σ^{t−1} g_i²` leaves out the present gradient. */
function* reach(check: Check, { bounds: of, body, at }: Tree & { kind: 'sum' }, part: Part): Objections {
  const [own, step] = [stepTime(part.target), of.upper && stepTime(nameOfStep(of.upper))];
  if (!own || !step || of.lower === null || step.letter !== own.letter) return;
  // `θ_{t+1} = θ_t − η g_t / √Σ^t g_i²`
  if (part.isUpdate && check.steps.includes(step.offset)) return;
  const present = presentGradient(check);
  const isCountedBack = of.lower.kind === 'number' && of.lower.value === 0;
  const reached = step.offset + (check.shifts.get(part) ?? 0);
  const isShort = isCountedBack
    ? step.offset < own.offset - 1
    : present !== null
      ? reached !== present
      : step.offset !== own.offset;
  if (isShort && walkTree(body).some(isOfHistory(of.index))) yield notReached(at);
}

/** The step of the gradient that the update takes, counted as the update counts. */
function presentGradient({ parts, shifts }: Check): number | null {
  for (const part of parts) {
    if (walkTree(part.value).some(({ kind }) => kind === 'sum')) continue;
    const found = namesIn(part.value).find(
      ({ name }) => GRADIENT_BASE.test(name.base) && stepOf(name) !== null,
    );
    if (found) return stepOf(found.name)! + (shifts.get(part) ?? 0);
  }
  return null;
}
