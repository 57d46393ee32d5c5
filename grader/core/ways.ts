/**
 * Where a question's own points go in its tests. Where gradients are recorded, and in a picture, that is the same whoever's program is
 * judged: it is computed once. Pure.
 */
import type { Observation } from '../episode.ts';
import { completing } from '../optimizers/hyperparameters.ts';
import type { Point } from '../optimizers/space.ts';
import type { OptimizerQuestion } from '../question.ts';
import type { Objective } from '../objectives/objective.ts';
import type { Vector } from '../terms.ts';
import type { Divergence } from './compare.ts';
import { trace } from './episodes.ts';
import {
  firstParting,
  freshMemories,
  mayStepOverZeros,
  partsFrom,
  trajectoryOver,
  type Complete,
} from './observation.ts';
import type { Performance } from './performance.ts';

type Plan = Performance['plan'];

/** By what is played and by whom. Plans are a question's, and so are its defaults. */
type Known<T> = WeakMap<Plan, Map<Point, T>>;

function once<T>(known: Known<T>, plan: Plan, point: Point, make: () => T): T {
  const ofPlan = known.get(plan) ?? new Map<Point, T>();
  known.set(plan, ofPlan);
  const before = ofPlan.get(point);
  if (before !== undefined) return before;
  const made = make();
  ofPlan.set(point, made);
  return made;
}

/** All coordinates after one step after another: for a thousand steps a vector each would be ten times as much. */
const recorded: Known<Float64Array> = new WeakMap();
const drawn: Known<readonly Vector[]> = new WeakMap();

/** Where a performance parts from the steps of a point, null where it does not. */
export function partingOf(
  point: Point,
  { plan, observation }: Pick<Performance, 'plan' | 'observation'>,
  complete: Complete,
): Divergence | null {
  const { episode, given } = plan;
  const { gradients, parameters } = episode;
  const isAsPlanned =
    observation.restarts === undefined && observation.given.every((now, step) => now === given[step]);
  if (gradients === null || !isAsPlanned || mayStepOverZeros(point))
    return partsFrom(point, observation, complete, () => freshMemories(observation));
  const starts = parameters.map(({ start }) => start);
  const way = once(recorded, plan, point, () =>
    Float64Array.from(
      trajectoryOver(point, { starts, gradients, given }, complete).flatMap((row) =>
        row.flatMap((theta) => [...theta]),
      ),
    ),
  );
  const thetas = starts.map(({ length }) => new Float64Array(length));
  let at = 0;
  return firstParting(observation, () => {
    for (const theta of thetas) for (let i = 0; i < theta.length; i++) theta[i] = way[at++]!;
    return thetas;
  });
}

/** A point's own closed loop on the objective of a test: θ₀ first, then θ after every step. */
export const drawnWay = (
  point: Point,
  { plan, objective, start }: { plan: Plan; objective: Objective; start: Vector },
  complete: Complete,
): readonly Vector[] =>
  once(drawn, plan, point, () => trace(point, objective, start, plan.given, complete({})));

/** Where a performance parts from the steps of a point. */
export type Parting = (point: Point, performance: Performance) => Divergence | null;

/** Looked at once, since the point that is best is asked about again, and so is what is judged with further tests later. */
export function partings({ defaults }: Pick<OptimizerQuestion, 'defaults'>): Parting {
  const complete: Complete = completing(defaults);
  const known = new Map<Observation, Map<Point, Divergence | null>>();
  return (point, performance) => {
    const { observation } = performance;
    const ofObservation = known.get(observation) ?? new Map<Point, Divergence | null>();
    known.set(observation, ofObservation);
    const before = ofObservation.get(point);
    if (before !== undefined) return before;
    const divergence = partingOf(point, performance, complete);
    ofObservation.set(point, divergence);
    return divergence;
  };
}
