/** A loss that stands where the gradient is meant: `opt.step(w, loss)`, and `grads, loss = model.loss_and_grads(x)`. */
import { firstOf } from '../../first.ts';
import { isObjectiveCall, means } from '../../lexicon.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { definesIn } from '../seen/stepsOf.ts';
import { calledName, isDefinition, isNamed } from '../seen/survey.ts';

const isLoss = (node: Node): boolean =>
  node.kind === 'minus'
    ? isLoss(node.of)
    : node.kind === 'name' && (means('objective', node.name) || isObjectiveCall(node.name));

/** Of what a step is given for a gradient. */
export const lossAmong = (gradients: readonly Node[]): Node | null => gradients.find(isLoss) ?? null;

/** Where several results of a function of the program get names, and the loss gets another one than the function has for it. */
export function lossExchanged(statements: readonly Statement[], within = statements): Node | null {
  const functions = definesIn(statements);
  return firstOf(within, (each) => {
    if (isDefinition(each) || each.kind === 'loop') return lossExchanged(statements, each.body);
    if (each.kind === 'if') return lossExchanged(statements, [...each.then, ...each.otherwise]);
    const [target] = each.kind === 'assign' ? each.targets : [];
    if (each.kind !== 'assign' || target?.kind !== 'tuple') return null;
    const own = functions.filter(({ name }) => name === calledName(each.value));
    const last = own.length === 1 ? own[0]!.body.at(-1) : undefined;
    const items = last?.kind === 'return' && last.value.kind === 'tuple' ? last.value.items : [];
    if (items.length !== target.items.length) return null;
    // `_, grads = loss_and_grads(w)`
    const isOther = (item: Node, i: number): boolean =>
      !isNamed('_')(item) && isLoss(item) !== isLoss(items[i]!);
    return items.some(isLoss) ? (target.items.find(isOther) ?? null) : null;
  });
}
