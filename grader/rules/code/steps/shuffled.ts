/** Data that a program puts in another order between its steps, which no rule tells apart from the same data. */
import { isGradientCall, isSetting } from '../../lexicon.ts';
import { bodiesOf, withBodies } from '../../syntax/nodes.ts';
import type { Loop, Node, Statement } from '../../syntax/nodes.ts';
import { plainName } from '../seen/names.ts';
import {
  boundIn,
  calledName,
  changedBy,
  everyStatement,
  namesIn,
  namesUsed,
  nodesIn,
  pairsOf,
  rootNameOf,
  statementsIn,
  takesOver,
  walk,
} from '../seen/survey.ts';

/** `rng.permutation(n)`, `torch.randperm(n)` */
const isDrawn = (node: Node): boolean =>
  walk(node).some((each) => /perm(?:utation|uted)?$/i.test(calledName(each)));

/** Names that stand for an order, and for nothing else. */
function ordersIn(all: readonly Statement[]): ReadonlySet<string> {
  const pairs = all.flatMap(pairsOf);
  const others = new Set(
    pairs.flatMap(([target, value]) => (target.kind === 'name' && !isDrawn(value) ? target.name : [])),
  );
  return new Set(
    pairs.flatMap(([target, value]) =>
      target.kind === 'name' && isDrawn(value) && !others.has(target.name) ? target.name : [],
    ),
  );
}

/** `function shuffle(a) { … }`, which puts what it is given in another order. */
const isShuffler = (each: Statement): boolean =>
  each.kind === 'define' &&
  /shuffle/i.test(each.name) &&
  nodesIn(everyStatement(each.body)).some((node) => /^(?:random|rand\w*|swap)$/.test(calledName(node)));

/** `X, y = X[order], y[order]` left out, where nothing else that is repeated changes X and y. */
export function withoutShuffles(written: readonly Statement[]): Statement[] {
  const statements = written.filter((each) => !isShuffler(each));
  const all = everyStatement(statements);
  const orders = ordersIn(all);
  const isOrder = (node: Node | null): boolean =>
    node !== null && (isDrawn(node) || (node.kind === 'name' && orders.has(node.name)));
  const isShuffle = (each: Statement): boolean => {
    const pairs = pairsOf(each);
    return (
      pairs.length > 0 &&
      pairs.every(
        ([target, value]) =>
          target.kind === 'name' &&
          value.kind === 'entry' &&
          value.of.kind === 'name' &&
          value.of.name === target.name &&
          isOrder(value.index),
      )
    );
  };
  const shuffles = all.filter(isShuffle);
  if (shuffles.length === 0) return [...statements];
  const repeated = loopsIn(statements).flatMap(({ body }) => everyStatement(body));
  const moved = new Set(
    repeated
      .filter((each) => !shuffles.includes(each))
      .flatMap(changedBy)
      .flatMap((target) => rootNameOf(target) ?? []),
  );
  const left = new Set(
    shuffles.filter((each) => !pairsOf(each).some(([target]) => moved.has(rootNameOf(target) ?? ''))),
  );
  const without = (list: readonly Statement[]): Statement[] =>
    list.filter((each) => !left.has(each)).map((each) => withBodies(each, without));
  return without(statements);
}

const loopsIn = (statements: readonly Statement[]): Loop[] =>
  statements.flatMap((each) => (each.kind === 'loop' ? [each] : bodiesOf(each).flatMap(loopsIn)));

/** `order = rng.permutation(n)` and `X, Y = X[order], Y[order]`: drawn or put in order for many steps, of what no step makes. */
export function isOfData(
  { targets, operator, value }: Statement & { kind: 'assign' },
  steps: readonly Statement[],
): boolean {
  const made = new Set(
    [...statementsIn(steps)].flatMap(changedBy).flatMap((target) => rootNameOf(target) ?? []),
  );
  const nodes = walk(value);
  const names = targets.flatMap(namesIn);
  return (
    operator === '' &&
    targets.every(({ kind }) => kind === 'name' || kind === 'tuple') &&
    // losses = []
    (value.kind === 'nothing' || nodes.some(({ kind }) => kind === 'call' || kind === 'entry')) &&
    !nodes.some((node) => node.kind === 'choice' || isGradientCall(calledName(node))) &&
    !names.some((name) => isSetting(plainName(name))) &&
    ![...names, ...namesIn(value)].some((name) => made.has(name))
  );
}

/** `p = model.predict(X)` beside the steps, which take none, or make a p of their own before they do. */
export function isMadeAnew(
  { targets, operator, value }: Statement & { kind: 'assign' },
  steps: readonly Statement[],
): boolean {
  const bodies = steps.flatMap((each) => (each.kind === 'loop' ? [each.body] : []));
  return (
    operator === '' &&
    !walk(value).some((node) => /step|update|train|fit|backward/i.test(calledName(node))) &&
    targets.every(
      (target) =>
        target.kind === 'name' &&
        bodies.every(
          (body) =>
            !namesUsed(body).includes(target.name) ||
            (boundIn(body).includes(target.name) && !takesOver(body, target.name)),
        ),
    )
  );
}
