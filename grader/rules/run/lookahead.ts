/** Where gradients are taken: at the parameters, or ahead of them as in Nesterov's momentum. */
import type { Equation } from '../equations/equations.ts';
import {
  hasGradient,
  isSum,
  rewrite,
  symbolNames,
  symbolsOf,
  timesBare,
  uses,
} from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { isRecursive, keepsItself } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { Room } from './room.ts';

/** Helpers within helpers that are looked through. */
const MAX_DEPTH = 8;

/** Replaces helpers by their equations, of the step that is meant, until only states are left. */
export function withoutHelpers(point: Expression, model: Model, room = new Room(), depth = 0): Expression {
  if (depth > MAX_DEPTH) return point;
  return rewrite(point, (e) => {
    room.take(e.at);
    if (e.kind !== 'symbol' || e.name === model.parameter || isRecursive(e.name, model.equations)) return e;
    const own = model.equations.find((equation) => equation.target === e.name);
    if (!own || (keepsItself(e.name, model) && isMadeOfGradient(own, model))) return e;
    const by = e.time?.letter && own.time?.letter ? e.time.offset - own.time.offset : 0;
    return withoutHelpers(shifted(own.value, by), model, room, depth + 1);
  });
}

/** The same expression at another time. */
export function shifted(value: Expression, by: number): Expression {
  if (by === 0) return value;
  return rewrite(value, (e) =>
    e.kind === 'symbol' && e.time?.letter ? { ...e, time: { ...e.time, offset: e.time.offset + by } } : e,
  );
}

/** By its own equation or by those whose value of the same step it uses: v in `q = γv_{t−1}`, `v_t = q + g_t`, and not q. */
function isMadeOfGradient(equation: Equation, model: Model): boolean {
  const found = new Set([equation]);
  for (const each of found) {
    if (hasGradient(each.value)) return true;
    const place = model.equations.indexOf(each);
    for (const { name, time } of symbolsOf(each.value)) {
      if (model.isGradient(name)) return true;
      const at = model.equations.findIndex((e) => e.target === name);
      const other = model.equations[at];
      if (!other || name === model.parameter) continue;
      const isNew = time && other.time ? time.offset >= other.time.offset : at < place;
      if (isNew) found.add(other);
    }
  }
  return false;
}

/** Is the symbol made from the parameters and the velocity, such as the interim point θ̃ = θ + αv? */
function isAhead(point: Expression, model: Model): boolean {
  return uses(withoutHelpers(point, model), model.parameter);
}

/** Of the points at which a gradient may be meant to be taken, the one that says most. */
export function tellingPoint(points: readonly Expression[], model: Model): Expression | null {
  const { parameter } = model;
  const isState = (name: string): boolean => model.equations.some((e) => e.target === name);
  const known = points.filter((point) => {
    const names = symbolNames(point);
    return names.some(isState) && names.every((name) => isState(name) || model.constants.has(name));
  });
  const shifted = known.find((point) => isSum(point) && uses(point, parameter));
  const plain = known.filter((point) => point.kind === 'symbol');
  const helper = plain.find((point) => point.name !== parameter && isAhead(point, model));
  return shifted ?? helper ?? plain.find((point) => point.name === parameter) ?? null;
}

/** A state, such as a velocity, at which the gradient is said to be taken where nothing is said of the parameters. */
export function strangePoint(points: readonly Expression[], model: Model): Expression | undefined {
  const { parameter } = model;
  const mentions = points.some((point) => uses(point, parameter));
  return mentions
    ? undefined
    : points.find(
        (point) =>
          point.kind === 'symbol' && (keepsItself(point.name, model) || isMarked(point.name, parameter)),
      );
}

/** θ̄ beside θ: other parameters, of which nothing says which. */
const isMarked = (name: string, parameter: string): boolean =>
  name.endsWith(` ${parameter}`) || name === `${parameter}'`;

/** States that are parameters of another kind, and so start where those do: y in y_{t+1} = x_t − η∇f(x_t). */
export function positionsOf({ parameter, equations }: Model): string[] {
  const names = equations
    .filter((e) => e.target !== parameter && timesBare(e.value, (name) => name === parameter) > 0)
    .map((e) => e.target);
  return [...new Set(names)];
}
