/** A step function on an objective, and where it parts from the paper's. */
import { Comparison, DEFAULT_TOLERANCE } from '../../core/compare.ts';
import type { Vector } from '../../terms.ts';
import type { Objective } from '../../objectives/objective.ts';
import { emptyMemory, gradientPoint, step as takeStep } from '../../optimizers/space.ts';
import type { CompleteHyperparameters, Point } from '../../optimizers/space.ts';
import type { ParsedRule } from '../parse.ts';

/**
 * One step after the other, from the gradient at the point before: where the next gradient is to be taken. That is the
 * parameters themselves, or the point ahead of them where an optimizer looks ahead, so that all forms of Nesterov's method
 * can be compared.
 */
export type Stepper = (at: Vector, gradient: Vector) => Vector;

export function pointStepper(point: Point, h: CompleteHyperparameters, start: Vector): Stepper {
  const memory = emptyMemory(start.length);
  let theta = start;
  return (_, gradient) => {
    theta = takeStep(point, h, memory, theta, gradient);
    return gradientPoint(point, h, memory, theta);
  };
}

/** @param constants a number for every constant, by the name it has in the answer */
export function ruleStepper(
  { machine }: ParsedRule,
  constants: Readonly<Record<string, number>>,
  start: Vector,
): Stepper {
  const numbers = new Map(Object.entries(constants));
  let state = machine.initial(start.length);
  return (at, gradient) => {
    const next = machine.step(state, at, gradient, numbers);
    state = next.state;
    return next.theta;
  };
}

/** θ₀ first, then the point after every step, each gradient taken where the step before led. */
export function closedLoop(stepper: Stepper, objective: Objective, start: Vector, steps: number): Vector[] {
  const points = [start];
  for (let step = 0; step < steps; step++) {
    const at = points[step]!;
    points.push(stepper(at, objective.gradient(at, step)));
  }
  return points;
}

/**
 * The first step (1-based) that another step function, given the gradients that this trajectory met, would not have taken;
 * null where it takes them all. On the trajectory's own gradients a wrong step shows where it is made, and rounding does
 * not grow with the objective's curvature.
 */
export function partsFrom(paper: Stepper, points: readonly Vector[], objective: Objective): number | null {
  const comparison = new Comparison([points[0]!], DEFAULT_TOLERANCE);
  for (const [step, found] of points.slice(1).entries()) {
    const at = points[step]!;
    const divergence = comparison.next([paper(at, objective.gradient(at, step))], [found]);
    if (divergence) return divergence.step;
  }
  return null;
}
