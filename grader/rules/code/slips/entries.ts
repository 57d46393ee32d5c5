/** What is looked into has something in it: not a thing by itself, not a number, not a function. */
import { firstOf } from '../../first.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { isNumber } from '../../syntax/nodes.ts';
import { sameText } from '../seen/factors.ts';
import { boundIn, nodesIn } from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

const WRONG = 'has no entries';

/** β of `1 - β` and of `β ** t`. */
const operandsOf = (node: Node): Node[] =>
  node.kind === 'binary' && ((node.operator === '-' && isNumber(node.left, 1)) || node.operator === '**')
    ? [node.left, node.right]
    : [];

/** `state[state]`; `beta2["m"]` beside `1 - beta2`; `net.backward[name]` beside `net.backward()`. */
export function lookedInto(statements: readonly Statement[]): Slip | null {
  const nodes = nodesIn(statements);
  const bound = new Set(boundIn(statements));
  const numbers = nodes.flatMap(operandsOf).filter(({ kind }) => kind === 'name');
  // `grads = grads(w)` makes something else of a name.
  const called = nodes.flatMap((node) =>
    node.kind === 'call' && node.of.kind === 'member' ? [node.of] : [],
  );
  return firstOf(nodes, (node) => {
    if (node.kind !== 'entry' || node.index === null) return null;
    const { of, index } = node;
    const isByItself = index.kind !== 'number' && sameText(of, index);
    const isOfNumber =
      index.kind === 'string' &&
      of.kind === 'name' &&
      !bound.has(of.name) &&
      numbers.some((each) => sameText(each, of));
    const isOfFunction = called.some((each) => sameText(each, of));
    if (!isByItself && !isOfNumber && !isOfFunction) return null;
    return {
      at: node,
      reason: isByItself
        ? 'an entry of something by itself'
        : `a ${isOfNumber ? 'number' : 'function'} ${WRONG}`,
      help: 'Write what the entry is of.',
    };
  });
}
