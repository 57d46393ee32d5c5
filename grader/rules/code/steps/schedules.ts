/** How a program lets its rate fall: that is no part of a rule, and the steps of one epoch have one rate. */
import type { Node, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, isRateKey, isTimeName, plainName } from '../seen/names.ts';
import { isSize } from '../seen/sizes.ts';
import { calledName, namesIn, nodesIn, statementsIn, targetsOf, walk } from '../seen/survey.ts';

/** What a body gives values, and how often each name stands in it. */
export interface Survey {
  made: ReadonlySet<string>;
  uses: ReadonlyMap<string, number>;
}

const usesIn = (nodes: readonly Node[]): Map<string, number> => {
  const uses = new Map<string, number>();
  for (const node of nodes) if (node.kind === 'name') uses.set(node.name, (uses.get(node.name) ?? 0) + 1);
  return uses;
};

/** `k += 1` */
const isTick = (each: Statement): boolean =>
  each.kind === 'assign' && each.operator === '+' && each.value.kind === 'number';

export const surveyOf = (body: readonly Statement[]): Survey => ({
  made: new Set(
    [...statementsIn(body)]
      .filter((each) => !isTick(each))
      .flatMap(targetsOf)
      .flatMap((each) => namesIn(each)),
  ),
  uses: usesIn(nodesIn(body)),
});

/** `lr *= 0.95` once an epoch: the steps of one epoch have one rate. */
function isDecayOfRate(statement: Statement, { made, uses }: Survey): boolean {
  if (statement.kind !== 'assign') return false;
  const [target, ...others] = statement.targets;
  if (target?.kind !== 'name' || others.length > 0 || !isRateKey(plainName(target.name))) return false;
  const isFixed = (name: string): boolean => name === target.name || !(made.has(name) || isGradientKey(name));
  const { value } = statement;
  const own = usesIn(walk(value));
  // `lr = cosine(step, total, base_lr)` is asked with nothing that the step uses, too.
  const isOfTime = (node: Node): boolean =>
    node.kind === 'number' ||
    isSize(node) ||
    (node.kind === 'binary' && [node.left, node.right].every(isOfTime)) ||
    (node.kind === 'name' &&
      (isTimeName(plainName(node.name)) ||
        isRateKey(plainName(node.name)) ||
        own.get(node.name) === uses.get(node.name)));
  const isAsked =
    value.kind === 'call' && value.of.kind === 'name' && value.args.every((arg) => isOfTime(arg.value));
  return namesIn(value).every(isFixed) && (isAsked || walk(value).every(isOfSchedule));
}

/** No power of a decay, as a correction of the bias has, and no call that may be anything. */
function isOfSchedule(node: Node): boolean {
  if (node.kind === 'call') return /^(?:min|max|minimum|maximum|exp|cos|float|int)$/.test(calledName(node));
  return node.kind !== 'binary' || node.operator !== '**' || node.left.kind === 'number';
}

/** `lr *= 0.99`, and `if t % 100 == 0: lr *= 0.1`. */
export const isSchedule = (statement: Statement, survey: Survey): boolean =>
  statement.kind === 'if'
    ? statement.otherwise.length === 0 && statement.then.every((each) => isDecayOfRate(each, survey))
    : isDecayOfRate(statement, survey);
