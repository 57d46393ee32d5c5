/** Products and quotients, with the share of one example in a mean over a batch. */
import { binary } from './expression.ts';
import type { Expression } from './expression.ts';
import type { Notation } from './symbols.ts';

/** A number of examples: m, N, |B|. */
function isCount(e: Expression, { targets }: Notation): boolean {
  const isName = e.kind === 'symbol' && /^[mnMNbB]$/.test(e.name) && !targets.has(e.name);
  return isName || (e.kind === 'call' && e.name === 'abs');
}

function isQuotient(e: Expression): boolean {
  return e.kind === 'binary' && e.operator === '/';
}

/** The mean over a batch, (1/m) Σ ∇L, is the gradient; m is no constant of the rule. */
export function multiplied(
  operator: '*' | '/',
  left: Expression,
  right: Expression,
  notation: Notation,
): Expression {
  // η · (1/m) · Σ ∇L
  const isProduct = left.kind === 'binary' && left.operator === '*' && isQuotient(left.right);
  if (operator === '*' && isProduct && right.kind === 'gradient' && right.overBatch)
    return binary('*', left.left, multiplied('*', left.right, right, notation));
  const isShare = left.kind === 'binary' && left.operator === '/' && isCount(left.right, notation);
  if (operator === '*' && right.kind === 'gradient' && right.overBatch && isShare) {
    const weight = left.left;
    return weight.kind === 'number' && weight.value === 1 ? right : binary('*', weight, right);
  }
  const isMean = operator === '/' && left.kind === 'gradient' && left.overBatch && isCount(right, notation);
  return isMean ? left : binary(operator, left, right);
}
