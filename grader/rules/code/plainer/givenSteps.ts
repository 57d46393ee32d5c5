/**
 * Functions that give back the step in the place of the parameters, as those of optax do: `return -lr * g / (np.sqrt(v) + eps), v`. They are
 * read as if they took the parameters and gave back these with the step added. A step has its sign in front of it and the rate in it; one
 * without is taken off elsewhere, or scaled, and what is done there is not known.
 */
import { itemsOf, withBodies, withNames } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, isParameterKey, isParameterWord, isRateKey, plainName } from '../seen/names.ts';
import { namesIn, nodesIn, onlyReturn, pairsOf, statementsIn } from '../seen/survey.ts';

const IS_ADDED = 'gives back is taken for a step that is added to the parameters.';

/** What is said of such functions. */
export const stepsAddedOf = (givers: readonly string[]): string =>
  `What ${givers.map((name) => `“${name}”`).join(' and ')} ${IS_ADDED}`;

export const isOfStepsAdded = (assumption: string): boolean => assumption.endsWith(IS_ADDED);

/** What stands for the parameters. */
const PARAMETERS = 'params';

/** What optax calls the gradients that a rule is given. */
const withGradients = (define: Define): Define => {
  const names = define.parameters.map(({ name }) => name);
  const isSaid = names.includes('updates') && !names.some((name) => isGradientKey(plainName(name)));
  return isSaid ? withNames(define, (name) => (name === 'updates' ? 'grads' : name)) : define;
};

/** β_1 and β_2 go by the names of biases. */
const isParameter = (key: string): boolean =>
  (isParameterWord(key) || isParameterKey(key)) && !/^b_[12]$/.test(key);

/** Is it a negative product: `-lr * m / s`, and as what is made of each leaf by a function? */
function isNegative(node: Node): boolean {
  if (node.kind === 'minus') return true;
  if (node.kind === 'binary' && /^[*/]$/.test(node.operator)) return isNegative(node.left);
  if (node.kind !== 'call') return false;
  return node.args.some(({ value }) => {
    const made = value.kind === 'function' ? onlyReturn(value) : null;
    return made !== null && isNegative(made);
  });
}

const hasRate = (node: Node): boolean =>
  nodesIn([{ kind: 'do', value: node, from: node.from, to: node.to }])
    .flatMap(namesIn)
    .some((name) => isRateKey(plainName(name)));

/** A function that gives back one step, among or in the place of its states; null of any other. */
function withStepAdded(written: Define): Define | null {
  const define = withGradients(written);
  const { parameters, body } = define;
  const names = parameters.map(({ name }) => plainName(name));
  const used = new Set(nodesIn(body).flatMap(namesIn).map(plainName));
  const isOfParameters = names.some((key) => isParameter(key) && used.has(key));
  const last = body.at(-1);
  if (!names.some(isGradientKey) || isOfParameters || last?.kind !== 'return') return null;
  const made = new Map(
    statementsIn(body)
      .flatMap(pairsOf)
      .map(([target, value]) => [target.kind === 'name' ? target.name : '', value]),
  );
  const isStep = (node: Node): boolean => {
    const value = node.kind === 'name' ? made.get(node.name) : node;
    return value !== undefined && isNegative(value) && hasRate(value);
  };
  const [step, ...more] = itemsOf(last.value).filter(isStep);
  if (!step || more.length > 0) return null;
  const { from, to } = step;
  const name: Node = { kind: 'name', name: PARAMETERS, from, to };
  const moved: Node = { kind: 'binary', operator: '+', left: name, right: step, from, to };
  const value =
    last.value.kind === 'tuple'
      ? { ...last.value, items: last.value.items.map((item) => (item === step ? moved : item)) }
      : moved;
  return {
    ...define,
    parameters: [
      { name: PARAMETERS, value: null },
      ...parameters.filter(({ name }) => !isParameter(plainName(name))),
    ],
    body: [...body.slice(0, -1), { ...last, value }],
  };
}

/** @returns the program with such steps added, and the names of the functions that give them; null where there is none */
export function withStepsAdded(
  statements: readonly Statement[],
): { statements: Statement[]; givers: string[] } | null {
  const givers: string[] = [];
  const change = (list: readonly Statement[]): Statement[] =>
    list.map((each) => {
      const inner = withBodies(each, change);
      const added = inner.kind === 'define' ? withStepAdded(inner) : null;
      if (added) givers.push(added.name);
      return added ?? inner;
    });
  const added = change(statements);
  return givers.length > 0 ? { statements: added, givers } : null;
}
