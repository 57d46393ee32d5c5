/** Numbers that an optimizer is set up with, handed on under another one's name: `beta2, beta1 = betas` and `dict(lr=eps, eps=lr)`. */
import { firstOf } from '../../first.ts';
import { isRateSetting, isSetting } from '../../lexicon.ts';
import { isNumber } from '../../syntax/nodes.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import {
  calledName,
  changedBy,
  everyStatement,
  lastName,
  nodesIn,
  pairsOf,
  parametersOf,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

const slip = (at: Node, name: string): Slip => ({
  at,
  reason: `“${name}” is given what belongs to another name`,
  help: 'Hand the numbers on in the order in which they come.',
});

export const exchanged = (statements: readonly Statement[]): Slip | null =>
  firstOf(everyStatement(statements), inAnotherOrder) ?? underAnotherName(statements) ?? noRate(statements);

/** `lr=0` of what nothing gives another rate. */
function noRate(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  const changed = all.flatMap(changedBy).flatMap((target) => lastName(target) ?? []);
  const named = all.flatMap(pairsOf).flatMap(([target, value]) => {
    const name = lastName(target) ?? '';
    const isOnce = changed.filter((each) => each === name).length === 1;
    return isRateSetting(name) && isNumber(value, 0) && isOnce ? [target] : [];
  });
  const [at] = named;
  return at
    ? { at, reason: 'a learning rate of 0, which moves nothing', help: 'Give the rate that is used.' }
    : null;
}

/** 2 of `beta2` and `self.b_2` */
const numberOf = (node: Node): number | null => {
  const [digits] = /\d+$/.exec(lastName(node) ?? '') ?? [];
  return digits === undefined ? null : Number(digits);
};

/** What has its parts in an order: `betas`, `group["betas"]`. */
const isPair = (node: Node): boolean =>
  /^(?:betas|defaults?_betas)$/.test(
    node.kind === 'entry' && node.index?.kind === 'string' ? node.index.text : (lastName(node) ?? ''),
  );

function inAnotherOrder(statement: Statement): Slip | null {
  if (statement.kind !== 'assign' || statement.operator !== '') return null;
  const isTurned = statement.value.kind === 'entry' && statement.value.index?.kind === 'slice';
  for (const target of statement.targets) {
    if (isTurned && target.kind === 'tuple' && statement.value.kind === 'entry' && isPair(statement.value.of))
      return slip(target, lastName(target.items[0]!) ?? '');
    if (target.kind !== 'tuple' || !isPair(statement.value)) continue;
    const numbers = target.items.flatMap((item) => numberOf(item) ?? []);
    const at = target.items.find(
      (_, i) => i > 0 && numbers.length === target.items.length && numbers[i]! <= numbers[i - 1]!,
    );
    if (at) return slip(at, lastName(at) ?? '');
  }
  // beta1 = betas[1]
  for (const [target, value] of pairsOf(statement)) {
    const index =
      value.kind === 'entry' && isPair(value.of) && value.index?.kind === 'number' ? value.index.value : null;
    const own = numberOf(target);
    if (index !== null && own !== null && own > 0 && own !== index + 1)
      return slip(target, lastName(target) ?? '');
  }
  return null;
}

/** What a call or a dictionary is given by name. */
function givenIn(node: Node): (readonly [string, Node])[] {
  if (node.kind === 'tuple') return (node.keys ?? []).map((key, i) => [key, node.items[i]!] as const);
  if (node.kind !== 'call') return [];
  return /^(?:dict|__init__)$/.test(calledName(node))
    ? node.args.flatMap(({ keyword, value }) => (keyword === null ? [] : [[keyword, value] as const]))
    : [];
}

/** Of a function that has parameters by both names. */
const underAnotherName = (statements: readonly Statement[]): Slip | null =>
  firstOf(statements, (each) => {
    if (each.kind === 'class') return underAnotherName(each.body);
    if (each.kind !== 'define') return null;
    const names = parametersOf(each);
    const isOther = ([key, value]: readonly [string, Node]): boolean =>
      value.kind === 'name' &&
      value.name !== key &&
      [key, value.name].every((name) => names.includes(name) && isSetting(name));
    const found = nodesIn(everyStatement(each.body)).flatMap(givenIn).find(isOther);
    return found ? slip(found[1], found[0]) : underAnotherName(each.body);
  });
