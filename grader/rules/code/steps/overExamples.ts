/** Loops over the examples of the data, of which each is a step: `for i in order: w -= lr * (X[i] @ w - y[i]) * X[i]`. */
import { isGradientCall } from '../../lexicon.ts';
import type { Loop, Node, Statement } from '../../syntax/nodes.ts';
import { keyOf } from '../seen/closed.ts';
import { isGradientKey, isParameterWord, isStateKey, plainName, withoutOwner } from '../seen/names.ts';
import {
  boundIn,
  calledName,
  changedBy,
  namesIn,
  nodesIn,
  pairsOf,
  rootNameOf,
  statementsIn,
  takesOver,
  walk,
  wordsOf,
} from '../seen/survey.ts';

/**
 * What a loop gives in turn is data, and what it moves is there as a whole in every turn. A loop over the parameters, or over their
 * entries, changes what it goes through.
 */
export function isOverExamples(loop: Loop): boolean {
  const { names, body } = loop;
  const own = names.flatMap(namesIn);
  if (own.length === 0 || own.map(plainName).some(isGradientKey)) return false;
  const nodes = nodesIn(body);
  const isOwn = (node: Node): boolean => holds(node, own);
  const isOfRule = (node: Node): boolean => {
    if (node.kind === 'member' && node.name === 'grad') return isOwn(node.of);
    const root = node.kind === 'entry' && node.index && isOwn(node.index) ? rootKeyOf(node) : null;
    const key = plainName(root ?? '');
    return root !== null && (isGradientKey(key) || isStateKey(key));
  };
  const targets = [...statementsIn(body)].flatMap(changedBy);
  const keys = keysOf(loop, own);
  const isOfTurn = (target: Node): boolean =>
    isOwn(target) ||
    walk(target).some((each) => each.kind === 'entry' && !!each.index && holds(each.index, keys));
  const isKeptAside = (target: Node): boolean => {
    const root = target.kind === 'entry' ? rootNameOf(target) : null;
    const key = plainName(root ?? '');
    const isOther = root !== null && !isParameterWord(key) && !isStateKey(key);
    return isOther && nodes.filter((node) => node.kind === 'name' && node.name === root).length === 1;
  };
  if (nodes.some(isOfRule) || targets.some((target) => isOfTurn(target) && !isKeptAside(target)))
    return false;
  return (
    targets.some((target) => isMovedWhole(target, loop, own)) ||
    body.some((each) => letsStep(each, loop, own))
  );
}

const holds = (node: Node, names: readonly string[]): boolean =>
  walk(node).some((each) =>
    each.kind === 'slice'
      ? wordsOf(each.bounds ?? '').some((name) => names.includes(name))
      : each.kind === 'name' && names.includes(each.name),
  );

/** What a loop gives in turn, and what is made of that: `k` of `k = p + str(l)`. */
export function keysOf({ body }: Loop, own: readonly string[]): string[] {
  const keys = [...own];
  for (const each of statementsIn(body)) {
    if (each.kind === 'loop' && each.over && holds(each.over, keys))
      keys.push(...each.names.flatMap(namesIn));
    for (const [target, value] of pairsOf(each))
      if (target.kind === 'name' && holds(value, keys)) keys.push(target.name);
  }
  return keys;
}

/** Parameters that were there before the turn: `w`, `self.w`, `w[0]`. */
function isMovedWhole(target: Node, { header, body }: Loop, own: readonly string[]): boolean {
  const root = rootKeyOf(target);
  if (root === null || !isParameterWord(plainName(root))) return false;
  const inside = [...boundIn(body), ...own];
  const given = [...statementsIn(body)].flatMap((each) =>
    each.kind === 'loop' ? each.names.flatMap(namesIn) : [],
  );
  const isWhole = namesIn(target).every(
    (name) => name === withoutOwner(root) || name === 'self' || inside.includes(name),
  );
  const isKept = root !== withoutOwner(root) || (takesOver(body, root) && ![...own, ...given].includes(root));
  return isWhole && isKept && !wordsOf(header).includes(withoutOwner(root));
}

/** `optimizer.step(params, grads)` within `for i in range(0, len(X), 32)`. */
function letsStep(statement: Statement, { header }: Loop, own: readonly string[]): boolean {
  const value = statement.kind === 'do' || statement.kind === 'assign' ? statement.value : null;
  if (value?.kind !== 'call' || value.of.kind !== 'member' || !STEPS.test(value.of.name)) return false;
  const parts = [
    value.of.of,
    ...value.args.map((arg) => arg.value).filter((arg) => !isGradientCall(calledName(arg))),
  ];
  return DATA.test(header) && !parts.some((part) => holds(part, own));
}

const STEPS = /^(?:step|update\w*|apply\w*)$/;
/** Batches by where they begin, examples by their names. */
const DATA =
  /\brange\s*\(\s*0\s*,.+,.+\)|\b(?:X|x|y|Y|data|samples?|inputs?|labels?|targets?|batch\w*|mini_?batch\w*)(?:_?(?:train\w*|batch\w*|set))?\b/;

/** w of `w[0]` and self.w of `self.w[0]`. */
const rootKeyOf = (target: Node): string | null =>
  keyOf(target) ?? (target.kind === 'entry' ? rootKeyOf(target.of) : null);
