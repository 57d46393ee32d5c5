/** Functions that give the loss together with the gradients: `loss, grads = loss_and_grads(w, x, y)`. */
import { means } from '../../lexicon.ts';
import { assigned } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import type { Program } from './fromData.ts';
import { givesGradientsToo } from './gradientFunctions.ts';
import { isGradientKey, isParameterKey, plainName } from '../seen/names.ts';
import { definesIn } from '../seen/stepsOf.ts';
import { calledName, lastName } from '../seen/survey.ts';

/** Functions of the program that are asked for a loss and gradients, and give these: `loss, dW, db = softmax_loss(W, b, X, y)`. */
export function withLosses(
  all: readonly Statement[],
  statements: readonly Statement[],
  program: Program,
): Define[] {
  const defines = definesIn(statements);
  return all.flatMap((each) => {
    const [target] = each.kind === 'assign' && each.operator === '' ? each.targets : [];
    if (each.kind !== 'assign' || target?.kind !== 'tuple') return [];
    const [loss, ...names] = target.items.map((item) => lastName(item) ?? '');
    const isPair =
      (loss === '_' || means('objective', plainName(loss ?? ''))) &&
      names.every((name) => isGradientKey(plainName(name)));
    const own = isPair ? defines.filter(({ name }) => name === calledName(each.value)) : [];
    return own.length === 1 && givesGradientsToo(own[0]!, names, statements, program) ? own : [];
  });
}

/**
 * `loss, grads = loss_and_grads(w, x, y)`: a loss, and gradients.
 * @param given functions of the program that give these
 * @param isTold is anything told of what a function does?
 */
export function paired(
  statement: Statement,
  given: ReadonlyMap<string, Define>,
  isTold: (name: string) => boolean,
): Statement[] {
  if (statement.kind !== 'assign' || statement.operator !== '') return [statement];
  const { targets, value } = statement;
  const [target] = targets;
  const isPair = (node: Node): node is Node & { kind: 'call' } =>
    node.kind === 'call' && !isTold(calledName(node));
  // `reg` and `reg=reg` are no points.
  const isPoint = (of: string, keyword: string | null, i: number): boolean => {
    const name = keyword ?? given.get(of)?.parameters[i]?.name;
    return name === undefined || isParameterKey(plainName(name)) || (keyword === null && /^[xy]/i.test(name));
  };
  const taking = (node: Node & { kind: 'call' }, name: string): Node => ({
    ...node,
    args: node.args.filter(({ keyword }, i) => isPoint(calledName(node), keyword, i)),
    of: { kind: 'name', name, from: node.of.from, to: node.of.to },
  });
  if (value.kind === 'entry' && isPair(value.of) && value.index?.kind === 'number' && value.index.value === 1)
    return [{ ...statement, value: taking(value.of, 'grad') }];
  if (!isPair(value) || targets.length > 1 || target?.kind !== 'tuple' || target.items.length < 2)
    return [statement];
  const [loss, ...gradients] = target.items;
  const taken = gradients.length > 1 ? { ...target, items: gradients } : gradients[0]!;
  return [
    assigned([loss!], taking(value, 'objective'), statement),
    assigned([taken], taking(value, 'grad'), statement),
  ];
}
