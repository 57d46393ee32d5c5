/** Over which steps a sum or a product runs. */
import { gradientsIn, hasGradient, hasHistory, symbolsOf, walk } from '../formulas/expression.ts';
import type { Expression, SymbolIn, Time } from '../formulas/expression.ts';
import type { Equation } from '../equations/equations.ts';
import type { Indices } from './indices.ts';
import type { Model } from '../model/model.ts';
import { Unreadable } from '../place.ts';

type History = Expression & { kind: 'history' };

interface Range {
  /** Slots 1 … step + `until`. */
  until: number;
  /** Its index counts back from the present step. */
  backwards: boolean;
  /** Its index is by so much more than the t of the step whose term is summed, or than how many steps that lies back. */
  shift: number;
  /** What is summed at a step: by how much its index is more than that of the sum, and than the t of the step in which it is made. */
  anchor: { offset: number; base: number };
}

const NO_ANCHOR = { offset: 0, base: 0 };

/** The index of the parameters in a sum of `∇f(w_i)` or `∇f(w_{t−i})`; null for other summands. */
function timeOfPoint(e: History, { model }: Indices): Time | null {
  const points = gradientsIn(e.body).flatMap((gradient) => gradient.points);
  const times = points.map((p) => (p.kind === 'symbol' && p.name === model.parameter ? p.time : null));
  return times.find((time) => time?.letter === e.index) ?? null;
}

/** Up to t + 1 too, which is known beforehand. */
function rangeOfTime(e: History, indices: Indices): Range {
  if ((e.lower ?? indices.firstTime) !== indices.firstTime) {
    throw new Unreadable(e.at, 'this runs from another step than the first', 'Begin with the first step.');
  }
  return { until: e.upper?.offset ?? 0, backwards: false, shift: 0, anchor: NO_ANCHOR };
}

/**
 * @param equation in which it stands
 * @throws Unreadable where it leaves steps out or runs into later ones
 */
export function rangeOf(e: History, equation: Equation | null, indices: Indices): Range {
  const { model, offsets, gradientOffset, parameterOffset } = indices;
  const isAhead = e.upper !== null && e.upper.offset > 0;
  if (isOfTimeAlone(e, model) || (isAhead && isOfSchedule(e, model))) return rangeOfTime(e, indices);
  const point = timeOfPoint(e, indices);
  if (point && parameterOffset !== null) {
    // The gradient of the step that runs is taken at the parameters with this index, counted from t.
    const present = parameterOffset - 1;
    const shift = point.backwards ? -present : present - point.offset;
    const until = point.backwards ? shift - (e.lower ?? shift) : (e.upper?.offset ?? shift) - shift;
    if (until > 0) throw laterStep(e);
    if ((e.lower ?? 0) - (point.backwards ? 0 : shift) > 1) throw firstLeftOut(e);
    return { until, backwards: point.backwards === true, shift, anchor: NO_ANCHOR };
  }
  const element = walk(e.body).find(
    (x) => (x.kind === 'symbol' || x.kind === 'gradient') && x.time?.letter === e.index,
  );
  const time = element && 'time' in element ? element.time : null;
  const name = element?.kind === 'symbol' && indices.states.has(element.name) ? element.name : null;
  const backwards = time?.backwards === true;
  const offset = time?.offset ?? 0;
  const last = (e.upper?.offset ?? 0) + offset;
  const fallback = parameterOffset === null ? (e.upper?.offset ?? 0) : Math.min(0, parameterOffset - 1);
  const base =
    name !== null && !indices.isRawGradient(name)
      ? (offsets.get(name) ?? 0)
      : (gradientOffset ?? Math.max(fallback, Math.min(0, last)));
  const own = equation?.time?.offset ?? 0;
  const present = equation?.target === model.parameter ? own - 1 : own;
  if (e.upper && last > Math.max(0, base, present)) throw laterStep(e);
  if (!backwards && (e.lower ?? 0) + offset - Math.max(0, base) > 1) throw firstLeftOut(e);
  if (backwards) return { until: -(e.lower ?? 0), backwards, shift: 0, anchor: NO_ANCHOR };
  const anchor = { offset, base };
  if (!e.upper) return { until: Math.min(0, offset), backwards, shift: -offset, anchor };
  // What has a later index than any that is made is that of this step.
  const latest = Math.max(base, last);
  return { until: last - latest, backwards, shift: latest - offset, anchor };
}

function firstLeftOut({ at }: History): Unreadable {
  return new Unreadable(at, 'this sum leaves out the first steps', 'Sum from the first step to t.');
}

function laterStep({ at }: History): Unreadable {
  return new Unreadable(at, 'this sum runs into a later step', 'Sum from the first step to t.');
}

/** Does it sum or multiply what depends on its index alone, as ∏ μ_i does? */
function isOfTimeAlone({ body, index }: Expression & { kind: 'history' }, model: Model): boolean {
  const isConstant = ({ name, time }: SymbolIn): boolean =>
    time === null && !model.isGradient(name) && !isState(name, model);
  const isAlone = symbolsOf(body).every((e) => e.name === index || isConstant(e));
  return isAlone && !hasGradient(body) && !hasHistory(body);
}

/** The same of a factor with the index, of which it is not said how it changes: the μ_i of ∏_{i=1}^{t+1} μ_i are known beforehand. */
const isOfSchedule = ({ body, index }: History, model: Model): boolean =>
  body.kind === 'symbol' &&
  body.time?.letter === index &&
  !body.time.backwards &&
  body.time.offset === 0 &&
  !model.isGradient(body.name) &&
  !isState(body.name, model);

function isState(name: string, { equations }: Model): boolean {
  return equations.some((e) => e.target === name);
}
