/** Functions of a program that work out the gradient: `def grad_w(x, y, w, b): …`, `derivative = lambda x: …`. */
import { isGradientCall } from '../../lexicon.ts';
import { itemsOf } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import { areGradientsOf } from './backpropagation.ts';
import { instead, keyOf, Made } from '../seen/closed.ts';
import { areEntries, entriesIn, isFromData, isOneTerm, note } from './fromData.ts';
import type { Program } from './fromData.ts';
import { Growing } from './growth.ts';
import { isParameterWord, labelOfGradient, parameterOfCall, plainName } from '../seen/names.ts';
import {
  calledName,
  everyStatement,
  freeIn,
  lastName,
  namesIn,
  nodesIn,
  pairsOf,
  parametersOf,
} from '../seen/survey.ts';
import { isTried } from './tried.ts';

/** A function under a name, also of `grad = lambda w: …`. */
export function functionIn(statement: Statement): Define | null {
  if (statement.kind === 'define') return statement;
  const [[target, value] = [], ...others] = pairsOf(statement);
  if (target?.kind !== 'name' || value?.kind !== 'function' || others.length > 0) return null;
  return { ...value, kind: 'define', name: target.name };
}

/**
 * Does a function give the gradient, wherever the program asks for it?
 * @param define what it does with one example, where it goes through several
 */
export function isGradientByHand(
  define: Define,
  statements: readonly Statement[],
  program: Program,
): boolean {
  if (!isGivenInOrder(define, statements)) return false;
  return askedFor(define, statements).every((labels) => givesGradient(define, labels, program));
}

/** Is what a function gives back, but for its first value, the gradients with these names: `loss, g = mse(w, X, y)`? */
export function givesGradientsToo(
  define: Define,
  labels: readonly string[],
  statements: readonly Statement[],
  program: Program,
): boolean {
  const last = define.body.at(-1);
  if (last?.kind !== 'return' || last.value.kind !== 'tuple' || last.value.keys) return false;
  const [, ...values] = last.value.items;
  if (values.length === 0 || values.length !== labels.length) return false;
  const value: Node = values.length === 1 ? values[0]! : { ...last.value, items: values };
  const alone = { ...define, name: 'grad', body: [...define.body.slice(0, -1), { ...last, value }] };
  return (
    isGivenInOrder(define, statements) &&
    (areGradientsOf(labels, values, define) || givesGradient(alone, labels, program))
  );
}

/** Is it called a gradient, and is it that of an objective that the program has, computed with numbers? */
export function isNamedGradient(name: string, program: Program): boolean {
  const own = /grad|deriv|prime/i.test(name) ? program.functions.get(name) : undefined;
  return own !== undefined && isTried(own, program) === true;
}

/** The names that what it gives back gets, by call: `dw, db = backprop(x, y, w, b)`. */
function askedFor({ name }: Define, statements: readonly Statement[]): string[][] {
  const asked = everyStatement(statements).flatMap((each) => {
    if (each.kind !== 'assign' || calledName(each.value) !== name) return [];
    const [target] = each.targets;
    return target?.kind === 'tuple' ? [target.items.map((item) => lastName(item) ?? '')] : [];
  });
  return asked.length > 0 ? asked : [[]];
}

/** Is a function given what it names, wherever that is asked for by the same name: no `grad(b, w)` of `def grad(w, b)`? */
function isGivenInOrder(define: Define, statements: readonly Statement[]): boolean {
  const names = parametersOf(define);
  const calls = nodesIn(everyStatement(statements)).filter((node) => calledName(node) === define.name);
  return calls.every(
    (call) =>
      call.kind === 'call' &&
      call.args.every(({ keyword, value }, i) => {
        const own = namesIn(value).filter((name) => names.includes(name));
        return own.length === 0 || own.includes(keyword ?? names[i] ?? '');
      }),
  );
}

/** `def grad(w): return X.T @ (X @ w - y)`, and one that returns several. */
function givesGradient(
  { name, parameters, body }: Define,
  labels: readonly string[],
  program: Program,
): boolean {
  const last = body.at(-1);
  if (!(isGradientCall(name) || isNamedGradient(name, program)) || last?.kind !== 'return') return false;
  const tried = isTried({ parameters, body }, program);
  if (tried !== null) return tried;
  const made = new Made(program.functions);
  const written = new Map<string, Node>();
  for (const each of body.slice(0, -1)) {
    if ((each.kind === 'do' && each.value.kind === 'string') || instead(each) !== null) continue;
    const pairs = pairsOf(each);
    if (pairs.length === 0) return false;
    const values = pairs.map(([to, value]) => [keyOf(to), made.closed(value, () => false)] as const);
    for (const [key, value] of values) if (key !== null) made.set(key, value);
    note(written, each);
  }
  const closed = made.closed(last.value, () => false);
  if (!closed) return false;
  const entries = entriesIn(closed);
  const items = itemsOf(last.value);
  const values = itemsOf(closed);
  const given = parameters.map((each) => each.name);
  // def gradient(x, y): return 2 * x * (x * w - y)
  const free = freeIn(body, given).map((each) => each.name);
  const isOf = (by: readonly string[]): boolean => {
    const words = by.filter((each) => isParameterWord(plainName(each)));
    if (!items.every((item) => isFromData(item, written, new Set(words)))) return false;
    if (entries) return words.some((each) => areEntries(entries, each, program.textOf));
    return values.every((value, i) => {
      const label = labelOfGradient(plainName(labels[i] ?? '')) ?? labelOfResult(name, items[i]);
      const own = by.filter((each) => label !== null && plainName(each) === plainName(label));
      return (own.length > 0 ? own : words).some(
        (each) =>
          new Growing((node) => keyOf(node) === each, program.textOf).isGradient(value) &&
          isOneTerm(value, each),
      );
    });
  };
  return isOf(given) || isOf(free);
}

/** w of `grad_w`, and of what is returned as dw. */
function labelOfResult(name: string, item: Node | undefined): string | null {
  const own = item?.kind === 'name' ? labelOfGradient(plainName(item.name)) : null;
  return own ?? parameterOfCall(name);
}
