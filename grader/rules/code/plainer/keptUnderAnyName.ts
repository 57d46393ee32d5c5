/**
 * States that are called like something else: `g2 = rho * g2 + (1 - rho) * g**2`, `dx = mu * dx - lr * g`, `new_n = rho * n + (1 - rho) *
 * g**2`. By its name alone g2 is the gradient of a second parameter, and n a number of steps. What goes on from its own old value, takes
 * the gradient beside it and nothing else but numbers is a state.
 */
import { isRateName, isSetting, means } from '../../lexicon.ts';
import { withNames } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, isTimeName, newOf, plainName } from '../seen/names.ts';
import {
  calledName,
  everyStatement,
  isDefinition,
  isNumeric,
  nodesIn,
  pairsOf,
  rootNameOf,
} from '../seen/survey.ts';

/** The name of `g2`, `state["g2"]` and `state.g2`. */
function writtenAs(node: Node): string | null {
  if (node.kind === 'name' || node.kind === 'member') return node.name;
  if (node.kind !== 'entry') return null;
  return node.index?.kind === 'string' ? node.index.text : writtenAs(node.of);
}

/** Names that would be no state. */
const isElse = (name: string): boolean => {
  const key = plainName(name);
  return isGradientKey(key) || isTimeName(key);
};

/** A number that an optimizer is set up with, by its name or by its value. */
const isNumber = (name: string, { parameters }: Define): boolean =>
  isSetting(name) ||
  isRateName(plainName(name)) ||
  ['decay', 'epsilon'].some((role) => means(role as 'decay', plainName(name).replace(/_\d$/, ''))) ||
  /^b_?[12]$/.test(name) ||
  parameters.some((each) => each.name === name && each.value?.kind === 'number');

/** What holds quantities, and is none. */
const isPlace = (name: string): boolean =>
  means('self', name) || means('module', name) || means('owner', name) || means('container', name);

/** `new_g2` and `g2_new` of `g2`. */
function isNewOf(written: string, name: string): boolean {
  const base = newOf(plainName(written));
  return base !== null && plainName(base) === plainName(name);
}

/** The state that an assignment goes on with; null where it does not. */
function stateOf(target: Node, value: Node, isAdded: boolean, define: Define): string | null {
  const written = writtenAs(target);
  if (written === null) return null;
  const nodes = nodesIn([{ kind: 'do', value, from: value.from, to: value.to }]);
  const called = new Set(nodes.map(calledName));
  const bound = new Set(
    nodes.flatMap((node) => (node.kind === 'function' ? node.parameters.map((p) => p.name) : [])),
  );
  const indices = new Set(
    nodes.flatMap((node) => (node.kind === 'entry' && node.index?.kind === 'name' ? [node.index] : [])),
  );
  const used = nodes
    .filter((node) => node.kind !== 'name' || !indices.has(node))
    .flatMap((node) => (node.kind === 'string' ? node.text : (writtenAs(node) ?? [])))
    .filter((name) => !isPlace(name) && !called.has(name) && !bound.has(name) && !isNumber(name, define));
  const name = used.find((each) => each === written || isNewOf(written, each)) ?? written;
  const isKept = isAdded || used.includes(name);
  const others = new Set(used.filter((each) => each !== name));
  const isOfGradients = others.size > 0 && [...others].every((each) => isGradientKey(plainName(each)));
  return isElse(name) && isKept && isOfGradients ? name : null;
}

/** What is handed in, or kept in something that is, and is made by no other statement. */
function keptIn(define: Define): string[] {
  const given = new Set(define.parameters.map(({ name }) => name));
  const assignments = everyStatement(define.body).filter((each) => each.kind === 'assign');
  const pairs = assignments.flatMap((each): (readonly [Node, Node, boolean])[] =>
    each.operator === ''
      ? pairsOf(each).map(([target, value]) => [target, value, false] as const)
      : each.targets.map((target) => [target, each.value, true] as const),
  );
  return pairs.flatMap(([target, value, isAdded]) => {
    const name = stateOf(target, value, isAdded, define);
    if (name === null) return [];
    const root = rootNameOf(target);
    const isOfGradients =
      root !== null && root !== name && target.kind !== 'name' && isGradientKey(plainName(root));
    const isBegun = pairs.some(([other, start]) => writtenAs(other) === name && isNumeric(start));
    const isField = nodesIn([{ kind: 'do', value, from: value.from, to: value.to }]).some(
      (node) => node.kind !== 'name' && writtenAs(node) === name && given.has(rootNameOf(node) ?? ''),
    );
    const isGiven = target.kind !== 'name' || given.has(name) || isField;
    return isGiven && !isOfGradients && !isBegun ? [name] : [];
  });
}

const definesIn = (statements: readonly Statement[]): Define[] =>
  statements.flatMap((each) =>
    isDefinition(each) ? [...(each.kind === 'define' ? [each] : []), ...definesIn(each.body)] : [],
  );

/** The program with such names as those of states: “g2 kept” is no gradient, and spelled as “g2”. */
export function withKeptStates(statements: readonly Statement[]): Statement[] {
  const kept = new Set(definesIn(statements).flatMap(keptIn));
  if (kept.size === 0) return [...statements];
  const renamed = (name: string): string => {
    if (kept.has(name)) return `${name} kept`;
    const own = [...kept].find((each) => isNewOf(name, each));
    return own === undefined ? name : `new_${own} kept`;
  };
  return withNames([...statements], renamed);
}

/** What is said of such names, with the names that the program has for them. */
export const asWritten = (words: string): string =>
  words.replaceAll(' kept”', '”').replace(/(?<=\w) kept(?= =)/g, '');
