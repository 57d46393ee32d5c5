/** In which order lists of parameters and lists of their gradients stand: what is gone through side by side has one order. */
import type { Node, Statement } from '../syntax/nodes.ts';
import { everyStatement, lastName, targetsOf, walk } from './survey.ts';
import type { Slip } from './survey.ts';

/** W1 of dW1, `grad_W1` and `gW1`. */
const ofGradient = (name: string): string | null =>
  /^(?:d|g|grad)_?(?=[A-Z]|w|b|theta)(\w+)$/.exec(name)?.[1] ?? null;

const namesOf = (node: Node): string[] | null => {
  const names = node.kind === 'tuple' && !node.keys && !node.rest ? node.items.map(lastName) : [];
  return names.length > 1 && names.every((name) => name !== null) ? names : null;
};

/**
 * `[dW1, dW2, db1, db2]` beside `[W1, b1, W2, b2]`, where each list stays one: of what is taken apart again every name says itself
 * which one it is.
 */
export function otherOrder(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  const taken = new Set(all.flatMap(targetsOf).flatMap((target) => namesOf(target)?.join() ?? []));
  const lists = all.flatMap((each) =>
    each.kind === 'assign' || each.kind === 'return' || each.kind === 'do'
      ? walk(each.value).flatMap((node) => {
          const names = namesOf(node);
          return names && !taken.has(names.join()) ? [{ node, names }] : [];
        })
      : [],
  );
  for (const { node, names } of lists) {
    const own = names.map(ofGradient);
    if (!own.every((name) => name !== null)) continue;
    const other = lists.find(
      (list) => list.names.toSorted().join() === own.toSorted().join() && list.names.join() !== own.join(),
    );
    if (other)
      return {
        at: node,
        reason: `gradients in another order than “${other.names.join(', ')}”`,
        help: 'Give the gradients in the order of the parameters.',
      };
  }
  return null;
}
