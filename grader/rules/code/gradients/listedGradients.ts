/** Gradients that a step works out one by one and then puts together: `grads = [dW1, db1]`. */
import { assigned } from '../../syntax/nodes.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { gradientsListed } from './backpropagation.ts';
import type { Listed } from './backpropagation.ts';
import { withoutModel } from './byHand.ts';
import type { Found } from './byHand.ts';
import { isGradientKey, plainName } from '../seen/names.ts';
import { isNamed, pairsOf } from '../seen/survey.ts';

/** `grads = [dW1, db1]` of gradients that are worked out above it as `grads = grad(params)`, where those are `[W1, b1]`. */
export function asListed(
  statements: readonly Statement[],
  made: ReadonlyMap<string, Node>,
  taken: Found,
): readonly Statement[] {
  const needed = new Set<string>();
  const found = statements.map((each, i): Statement => {
    const [[target, value] = []] = pairsOf(each);
    if (target?.kind !== 'name' || !value || !isGradientKey(plainName(target.name))) return each;
    const listed = gradientsListed(value, statements.slice(0, i));
    const of = listed && [...made].find(([, list]) => isListOf(list, listed));
    if (!listed || !of) return each;
    for (const name of listed.made) needed.add(name);
    taken.byHand.push(target.name);
    const { from, to } = value;
    const name = (word: string): Node => ({ kind: 'name', name: word, from, to });
    const args = [{ keyword: null, value: name(of[0]) }];
    return assigned([target], { kind: 'call', of: name('grad'), args, from, to }, each);
  });
  return needed.size > 0 ? withoutModel(found, needed) : statements;
}

/** `[W1, b1]` of these, in their order, and `{"W1": …, "b1": …}` in any. */
const isListOf = (list: Node, { parameters, isByKey }: Listed): boolean =>
  list.kind === 'tuple' &&
  list.items.length === parameters.length &&
  (isByKey
    ? parameters.every((name) => list.keys?.includes(name) === true)
    : !list.keys && list.items.every((item, i) => isNamed(parameters[i]!)(item)));
