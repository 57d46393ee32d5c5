/** Over which steps a sum or a product runs. */
import { walk } from './expression.ts';
import type { Expression } from './expression.ts';
import type { Equation } from './equations.ts';
import type { Indices } from './indices.ts';
import type { Model } from './model.ts';
import { Unreadable } from './place.ts';

type History = Expression & { kind: 'history' };

export interface Range {
  /** Slots 1 … step + `until`. */
  until: number;
  /** Its index counts back from the present step. */
  backwards: boolean;
}

/** Up to t + 1 too, which is known beforehand. */
function rangeOfTime(e: History, indices: Indices): Range {
  if ((e.lower ?? indices.firstTime) !== indices.firstTime) {
    throw new Unreadable(e.at, 'this runs from another step than the first', 'Begin with the first step.');
  }
  return { until: e.upper?.offset ?? 0, backwards: false };
}

/**
 * @param equation in which it stands
 * @throws Unreadable where it leaves steps out or runs into later ones
 */
export function rangeOf(e: History, equation: Equation | null, indices: Indices): Range {
  const { model, offsets, gradientOffset, parameterOffset } = indices;
  if (isOfTimeAlone(e, model)) return rangeOfTime(e, indices);
  const element = walk(e.body).find(
    (x) => (x.kind === 'symbol' || x.kind === 'gradient') && x.time?.letter === e.index,
  );
  const name = element?.kind === 'symbol' && indices.states.has(element.name) ? element.name : null;
  const fallback = parameterOffset === null ? (e.upper?.offset ?? 0) : Math.min(0, parameterOffset - 1);
  const base =
    name !== null && !indices.isRawGradient(name) ? (offsets.get(name) ?? 0) : (gradientOffset ?? fallback);
  const backwards = element !== undefined && 'time' in element && element.time?.backwards === true;
  const own = equation?.time?.offset ?? 0;
  const present = equation?.target === model.parameter ? own - 1 : own;
  if (e.upper && e.upper.offset > Math.max(0, base, present)) {
    throw new Unreadable(e.at, 'this sum runs into a later step', 'Sum from the first step to t.');
  }
  const upTo = e.upper ? Math.min(0, e.upper.offset - base) : 0;
  const until = backwards ? -(e.lower ?? 0) : upTo;
  if (!backwards && (e.lower ?? 0) > 1) {
    throw new Unreadable(e.at, 'this sum leaves out the first steps', 'Sum from the first step to t.');
  }
  return { until, backwards };
}

/** Does it sum or multiply what depends on its index alone, as ∏ μ_i does? */
function isOfTimeAlone({ body, index }: Expression & { kind: 'history' }, model: Model): boolean {
  return walk(body).every((e) => {
    if (e.kind !== 'symbol') return e.kind !== 'gradient' && e.kind !== 'history';
    return e.name === index || (e.time === null && !model.isGradient(e.name) && !isState(e.name, model));
  });
}

function isState(name: string, { equations }: Model): boolean {
  return equations.some((e) => e.target === name);
}
