/**
 * What a rule did in one episode, with everything it was given: enough to let any point of the design space take the
 * same steps beside it. Comparing on the gradients that the rule itself received keeps a closed loop exact: a wrong
 * step shows where it is made, and rounding does not grow with the objective's curvature.
 */
import {
  clear,
  emptyMemory,
  grown,
  step as takeStep,
  type CompleteHyperparameters,
  type Memory,
  type Point,
} from '../optimizers/space.ts';
import { Comparison, type Divergence } from './compare.ts';
import type { Observation } from '../episode.ts';
import type { Hyperparameters, Vector } from '../terms.ts';

/** Completes what was given with the defaults of whoever is asked. */
export type Complete = (given: Hyperparameters) => CompleteHyperparameters;

/** Memories that no point shares, made once an observation: a search lets thousands of points take the same steps. */
const own = new WeakMap<Observation, Memory[]>();

export function freshMemories(observation: Observation): Memory[] {
  const known = own.get(observation);
  if (known) return known.map(clear);
  const made = observation.starts.map(({ length }) => emptyMemory(length));
  own.set(observation, made);
  return made;
}

/** Memories of a run; a point that shares its state keeps one for everything, across episodes too. */
class Memories {
  private bySize = new Map<number, Memory>();
  private byCoordinate = emptyMemory(0);
  private madeOnce: Memory | null = null;
  private clock = { t: 0 };
  private readonly point: Point;
  constructor(point: Point) {
    this.point = point;
  }

  /** The memories of an episode's parameters. */
  of(observation: Observation): Memory[] {
    const { starts, withoutConfig } = observation;
    const { sharesState, sharesWhen } = this.point;
    const shares = sharesState !== 'no' && (sharesWhen !== 'without-config' || withoutConfig);
    if (!shares) return freshMemories(observation);
    if (sharesWhen === 'within-episode') {
      this.bySize = new Map();
      this.clock = { t: 0 };
    }
    switch (sharesState) {
      case 'time':
        return starts.map(({ length }) => ({ ...emptyMemory(length), clock: this.clock }));
      case 'memory-by-coordinate':
        this.byCoordinate = grown(this.byCoordinate, Math.max(...starts.map(({ length }) => length)));
        return starts.map(() => this.byCoordinate);
      case 'memory-made-once':
      case 'memory-of-one-size':
        return starts.map(({ length }) => this.ofFirstSize(length, sharesState === 'memory-of-one-size'));
      default:
        return starts.map(({ length }) => this.ofSize(length, sharesState === 'memory'));
    }
  }

  /** What is beyond the end of its lists is undefined, and so comes to no number. */
  private ofFirstSize(size: number, isWhole: boolean): Memory {
    const memory = (this.madeOnce ??= emptyMemory(size));
    if (isWhole)
      for (const part of [memory.m, memory.v, memory.vMax, memory.u, memory.delta]) part.fill(NaN, size);
    return memory;
  }

  private ofSize(size: number, isOnly: boolean): Memory {
    const known = this.bySize.get(size) ?? emptyMemory(size);
    if (isOnly && !this.bySize.has(size)) this.bySize.clear();
    this.bySize.set(size, known);
    return known;
  }
}

/**
 * Lets `point` take the observed steps; the first divergence, or null where it takes the very same ones.
 *
 * @param memoriesOf what it remembers when it is made
 */
export function partsFrom(
  point: Point,
  observation: Observation,
  complete: Complete,
  memoriesOf: () => Memory[],
): Divergence | null {
  const mayStep = mayStepOverZeros(point);
  // Each step is written over the one before.
  const thetas = observation.starts.map((start) => Float64Array.from(start));
  let memories = memoriesOf();
  return firstParting(observation, (index) => {
    if (observation.restarts?.includes(index)) memories = memoriesOf();
    const h = complete(observation.given[index]!);
    const gradients = observation.gradients[index]!;
    for (let p = 0; p < thetas.length; p++) {
      const theta = thetas[p]!;
      const before = mayStep ? Float64Array.from(theta) : theta;
      takeStep(point, h, memories[p]!, before, gradients[p]!, theta);
      if (mayStep) stayAtZeroOverZero(theta, before, observation.rows[index]![p]!);
    }
    return thetas;
  });
}

/** @param expectedAfter what is right after a step (0 is the first); each is asked for once, in their order */
export function firstParting(
  { starts, rows, tolerance, unit }: Observation,
  expectedAfter: (step: number) => readonly Vector[],
): Divergence | null {
  const comparison = new Comparison(starts, tolerance, unit);
  for (let step = 0; step < rows.length; step++) {
    const divergence = comparison.next(expectedAfter(step), rows[step]!);
    if (divergence) return overflows(divergence) ? null : divergence;
  }
  return null;
}

/** Without memory as well, only the sign of the gradient would be left: no optimizer with a fault, but another idea. */
export const mayStepOverZeros = ({ epsilon, forgets }: Point): boolean =>
  epsilon === 'none' && forgets.length === 0;

/**
 * At which step numbers become infinite, and which of them come to no number after that, depends on the order of the factors: from
 * there on nothing tells rules apart.
 */
const overflows = ({ step, expected, found }: Divergence): boolean =>
  (Math.abs(expected) > HUGE && Math.abs(found) > HUGE) ||
  (step > 1 && !Number.isFinite(expected) && !Number.isFinite(found));

export const HUGE = 1e300;

/** Without epsilon, 0/0 is what the rule makes of it: not a number, or a coordinate that it leaves where it is. */
function stayAtZeroOverZero(next: Vector, before: Vector, found: Vector): void {
  for (let i = 0; i < next.length; i++)
    if (Number.isNaN(next[i]) && Number.isFinite(found[i]!)) next[i] = before[i]!;
}

/** Whether `point` explains every observation, in the order in which they were made, run after run. */
export function explains(point: Point, observations: readonly Observation[], complete: Complete): boolean {
  let memories = new Memories(point);
  const lasts = point.sharesState !== 'no' && point.sharesWhen !== 'within-episode';
  let run = observations[0]?.run;
  let seen = 0;
  let unknown = false;
  for (const observation of observations) {
    if (observation.run !== run) {
      run = observation.run;
      memories = new Memories(point);
      seen = 0;
      unknown = false;
    }
    if (unknown) continue;
    // A rule that raised before its first step did not touch its state either.
    if (observation.rows.length > 0) {
      if (partsFrom(point, observation, complete, () => memories.of(observation))) return false;
      seen++;
    }
    // What is in a lasting state now, nobody knows; two runs under it must have been seen.
    unknown = lasts && observation.spoilt === true && seen > 1;
  }
  return true;
}

/** More than any question has but an experiment, whose rules step a whole network. */
const MANY = 64;
/** By so many a rule is recognised; a search lets thousands of points take the same steps. */
const FEW = 16;

/**
 * Of an observation of many coordinates a few, in order: its ends, others spread over all, and the one at which it parts from what is
 * expected.
 */
export function recognisable(observation: Observation, parting: Divergence | null): Observation {
  if (observation.starts.every(({ length }) => length <= MANY)) return observation;
  const places = observation.starts.map(({ length }, parameter) => {
    const spread = Array.from({ length: FEW }, (_, i) => Math.floor((i * length) / FEW));
    const own = parting?.parameter === parameter ? [parting.coordinate] : [];
    return [...new Set([...own, ...spread, length - 1])].sort((a, b) => a - b);
  });
  const part = (vectors: readonly Vector[]) =>
    vectors.map((vector, p) => Float64Array.from(places[p]!, (place) => vector[place]!));
  return {
    ...observation,
    starts: part(observation.starts),
    gradients: observation.gradients.map(part),
    rows: observation.rows.map(part),
  };
}

/** The trajectory of a point over the observed gradients: what the reference would have done. */
export function trajectoryOver(
  point: Point,
  observation: Pick<Observation, 'starts' | 'gradients' | 'given'>,
  complete: Complete,
): Vector[][] {
  const memories = observation.starts.map((start) => emptyMemory(start.length));
  let thetas: readonly Vector[] = observation.starts;
  return observation.gradients.map((gradients, index) => {
    const h = complete(observation.given[index]!);
    thetas = thetas.map((theta, p) => takeStep(point, h, memories[p]!, theta, gradients[p]!));
    return [...thetas];
  });
}
