/** Products and quotients, with the share of one example in a mean over a batch. */
import { binary } from './expression.ts';
import type { Expression } from './expression.ts';
import type { Notation } from './symbols.ts';

/** A number of examples: m, N, |B|. */
export function isCount(e: Expression, { targets }: Notation): boolean {
  const isName = e.kind === 'symbol' && /^[mnMNbB]$/.test(e.name) && !targets.has(e.name);
  return isName || (e.kind === 'call' && e.name === 'abs');
}

const isOverBatch = (e: Expression): boolean =>
  (e.kind === 'gradient' || e.kind === 'symbol') && e.overBatch === true;

function isQuotient(e: Expression): e is Expression & { kind: 'binary' } {
  return e.kind === 'binary' && e.operator === '/';
}

/** The mean over a batch, (1/m) Σ ∇L, is the gradient; m is no constant of the rule. Without it Σ ∇L sums over the steps. */
export function multiplied(
  operator: '*' | '/',
  left: Expression,
  factor: Expression,
  notation: Notation,
): Expression {
  const share = left.kind === 'binary' && left.operator === '*' ? left.right : left;
  const isOfExamples = isQuotient(share) && isCount(share.right, notation);
  const ofExamples = factor.kind === 'history' && isOfExamples ? factor.ofExamples : undefined;
  const right = (operator === '*' && ofExamples) || factor;
  // η · (1/m) · Σ ∇L
  const isProduct = left.kind === 'binary' && left.operator === '*' && isQuotient(left.right);
  if (operator === '*' && isProduct && isOverBatch(right))
    return binary('*', left.left, multiplied('*', left.right, right, notation));
  const isShare = left.kind === 'binary' && left.operator === '/' && isCount(left.right, notation);
  if (operator === '*' && isOverBatch(right) && isShare) {
    const weight = left.left;
    const mean = meanOf(right, left.right);
    return weight.kind === 'number' && weight.value === 1 ? mean : binary('*', weight, mean);
  }
  const isMean = operator === '/' && isOverBatch(left) && isCount(right, notation);
  return isMean ? meanOf(left, right) : binary(operator, left, right);
}

function meanOf(sum: Expression, count: Expression): Expression {
  if (sum.kind !== 'gradient') return sum;
  return { ...sum, written: { ...sum.written, shares: [...sum.written.shares, count] } };
}
