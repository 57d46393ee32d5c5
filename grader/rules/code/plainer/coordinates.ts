/**
 * Loops over coordinates as what they do with whole arrays: `for j: z += w[j] * x[i][j]` is `z += w @ x[i]`, and `for j: w[j] -= lr * g[j]` is
 * `w -= lr * g`. That they go through all coordinates has been looked at (`counting.ts`).
 */
import { assigned, withBodies } from '../../syntax/nodes.ts';
import type { Loop, Node, Statement } from '../../syntax/nodes.ts';
import { factorsOf } from '../seen/factors.ts';
import { boundIn, isNamed, nodesIn, pairsOf, rewritten, targetsOf, walk } from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';

/**
 * The statements without such loops, where a product of arrays is among what they add up: of entries alone the reader of loops knows more.
 * Null where there is none.
 */
export function inWhole(statements: readonly Statement[]): Statement[] | null {
  let hasProduct = false;
  const change = (list: readonly Statement[]): Statement[] =>
    list.flatMap((each, i): Statement[] => {
      const inner = withBodies(each, change);
      if (inner.kind !== 'loop') return [inner];
      const sum = summed(inner, list.slice(0, i));
      if (sum) hasProduct = true;
      return sum ?? elementwise(inner) ?? [inner];
    });
  const changed = change(statements);
  return hasProduct ? changed : null;
}

/** j of a loop that counts it. */
function counterOf(loop: Loop): string | null {
  const [name, ...others] = loop.names;
  const isCounted = loop.over === null || loop.count !== undefined || /\brange\(/.test(loop.header);
  return name?.kind === 'name' && others.length === 0 && isCounted && !isOverSteps(loop) ? name.name : null;
}

const isEntryAt =
  (counter: string) =>
  (node: Node): node is Node & { kind: 'entry' } =>
    node.kind === 'entry' && node.index !== null && isNamed(counter)(node.index);

const uses = (node: Node, counter: string): boolean => walk(node).some(isNamed(counter));

/** Is the counter asked for by nothing but entries? */
const isOnlyIndex = (node: Node, counter: string): boolean =>
  walk(node).filter(isNamed(counter)).length === walk(node).filter(isEntryAt(counter)).length;

/** `z += w[j] * x[i][j]` of a z that stands above. */
function summed(loop: Loop, above: readonly Statement[]): Statement[] | null {
  const counter = counterOf(loop);
  const [only, ...others] = loop.body;
  const [target, ...more] = only ? targetsOf(only) : [];
  if (
    counter === null ||
    only?.kind !== 'assign' ||
    others.length > 0 ||
    target?.kind !== 'name' ||
    more.length > 0
  )
    return null;
  const { operator, value } = only;
  const isOwn = value.kind === 'binary' && value.operator === '+' && isNamed(target.name)(value.left);
  const term = operator === '+' ? value : operator === '' && isOwn ? value.right : null;
  if (!term || !boundIn(above).includes(target.name)) return null;
  const factors = factorsOf(term);
  const isAt = isEntryAt(counter);
  const entries = factors.flatMap(({ node, isBelow }) => (isAt(node) && !isBelow ? [node] : []));
  const rest = factors.filter(({ node }) => !isAt(node));
  const [left, right, ...further] = entries;
  if (!left || !right || further.length > 0 || rest.length > 0 || entries.some(({ of }) => uses(of, counter)))
    return null;
  const { from, to } = term;
  const product: Node = { kind: 'binary', operator: '@', left: left.of, right: right.of, from, to };
  return [assigned([target], product, only, '+')];
}

/** What a loop does with each coordinate alone, without what one leaves to the next. */
function elementwise(loop: Loop): Statement[] | null {
  const counter = counterOf(loop);
  if (counter === null || loop.body.length === 0) return null;
  const isAt = isEntryAt(counter);
  const own = new Set(
    loop.body.flatMap(pairsOf).flatMap(([target]) => (target.kind === 'name' ? target.name : [])),
  );
  const isAlone = (each: Statement): boolean =>
    each.kind === 'assign' &&
    targetsOf(each).every((target) =>
      isAt(target) ? !uses(target.of, counter) : target.kind === 'name' && each.operator === '',
    ) &&
    [each.value, ...each.targets].every((node) => isOnlyIndex(node, counter));
  const isCoordinates = nodesIn(loop.body).some(isAt) && loop.body.every(isAlone);
  if (!isCoordinates || [...own].some((name) => usedFirst(loop.body, name))) return null;
  const whole = (node: Node): Node => rewritten(node, (part) => (isAt(part) ? part.of : part));
  return loop.body.map((each) =>
    each.kind === 'assign' ? { ...each, targets: each.targets.map(whole), value: whole(each.value) } : each,
  );
}

/** Is a name used before it gets a value? */
function usedFirst(body: readonly Statement[], name: string): boolean {
  for (const each of body) {
    if (each.kind !== 'assign') return true;
    if (walk(each.value).some(isNamed(name))) return true;
    if (targetsOf(each).some(isNamed(name))) return false;
  }
  return false;
}
