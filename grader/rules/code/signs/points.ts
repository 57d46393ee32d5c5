/** Where a program takes the gradients of its rule, and of what: at the parameters, which they move, or at a point ahead of them. */
import { isInitialOf, mayBeGiven, means } from '../../lexicon.ts';
import { hasBare, hasGradient, symbolsOf, textOf, uses } from '../../formulas/expression.ts';
import type { Expression, Gradient } from '../../formulas/expression.ts';
import { plain } from '../../model/parameters.ts';
import { Unreadable } from '../../place.ts';
import { isParameterWord, newOf } from '../seen/names.ts';
import { keyOfOld, oldName } from '../seen/values.ts';
import type { Interpreter } from './interpreter.ts';

const EQUATION = 'Write the update as an equation, such as w = w - lr * g.';

/**
 * @param after what a step moves
 * @throws Unreadable where a gradient is that of another parameter
 */
export function refuseOtherParameter(
  parameter: string,
  gradients: readonly Gradient[],
  after: ReadonlyMap<string, Expression>,
): void {
  const b = plain(newOf(parameter) ?? parameter);
  for (const { of, at } of gradients) {
    if (of === null || after.has(of)) continue;
    const a = plain(of);
    if (a === b || means('parameters', b) || isInitialOf(a, b)) continue;
    // dx and dW are written of any parameters.
    const isAny = a === 'x' || ((a === 'w' || a === 'theta') && !b.startsWith('b'));
    if (isAny && isParameterWord(b)) continue;
    const reason = `the gradient of “${of}” moves “${parameter}”`;
    throw new Unreadable(at, reason, 'Take the gradient with respect to what it moves.');
  }
}

/**
 * Where the gradient is taken, if not at the parameters.
 * @param all what a step computes
 * @throws Unreadable where that is at several points, or at one that is none of the rule
 */
export function lookaheadOf(
  parameter: string,
  gradients: readonly Gradient[],
  interpreter: Interpreter,
  all: readonly Expression[],
): Expression | null {
  const points = gradients.map((gradient) => pointOf(gradient, parameter, interpreter, all));
  const texts = new Set(points.map(textOf));
  if (texts.size <= 1) return points[0] ?? null;
  const { at } = gradients.at(-1)!;
  throw new Unreadable(at, 'gradients at two points in one step', 'Take the gradient once in a step.');
}

function pointOf(
  { of, points, isTakenThere, at }: Gradient,
  parameter: string,
  interpreter: Interpreter,
  all: readonly Expression[],
): Expression | null {
  const inlined = points.map((point) => interpreter.inlined(point));
  const own = inlined.find((point) => uses(point, oldName(parameter)));
  // w = w - lr * grad_w(w, b); b = b - lr * grad_b(w, b)
  if (inlined.some((point) => point !== own && hasGradient(point)))
    throw new Unreadable(
      at,
      'the gradient is taken where another parameter has moved already',
      'Take all gradients before any parameter moves.',
    );
  // `loss -= lr * grad(loss, w)`
  const isPlace = isParameterWord(parameter) || of === parameter;
  const isObjective = own?.kind === 'symbol' && mayBeGiven(parameter) && !isPlace;
  if (!own || isObjective) {
    const used = new Set(all.flatMap((e) => (e.kind === 'symbol' ? [e.name] : [])));
    // x and y may be data, and so may a word that says so; one that stands nowhere else is no parameter.
    const isPoint = (name: string): boolean =>
      keyOfOld(name) !== null
        ? name !== oldName(parameter)
        : name !== interpreter.wholes.get(parameter) &&
          (isParameterWord(name)
            ? !name.toLowerCase().startsWith('x')
            : name.length > 1 && !mayBeGiven(name) && !used.has(name));
    const symbols = inlined.flatMap(symbolsOf);
    const symbol = symbols.find(({ name }) => isPoint(name)) ?? (isTakenThere ? symbols[0] : undefined);
    if (!symbol) return own ?? null;
    const state = keyOfOld(symbol.name) ?? symbol.name;
    throw new Unreadable(at, `the gradient is taken at “${state}” and moves “${parameter}”`, EQUATION);
  }
  if (own.kind === 'symbol') return null;
  if (hasBare(own, (symbol) => symbol === oldName(parameter)) && !hasGradient(own)) return own;
  const [reason, help] = hasGradient(own)
    ? ['the gradient is taken behind the update', 'Take the gradient before the parameters move.']
    : ['the gradient is taken at another point than the parameters', EQUATION];
  throw new Unreadable(at, reason, help);
}
