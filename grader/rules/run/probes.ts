/**
 * What rules are compared on: gradients of three objectives and a ravine, 12 steps each, with hyperparameters that hide nothing.
 * Epsilon is large so that its place shows, and the learning rate changes on the way so that its place shows too.
 */
import type { HyperparameterName, Vector } from '../../terms.ts';
import { beale } from '../../objectives/beale.ts';
import type { Objective } from '../../objectives/objective.ts';
import { quadratic } from '../../objectives/quadratic.ts';
import { rosenbrock } from '../../objectives/rosenbrock.ts';
import type { CompleteHyperparameters } from '../../optimizers/space.ts';

const STEPS = 12;

/** The step (0 is the first) from which on the second learning rate holds. */
const CHANGE_AT = 6;

/** No two alike, and none that could be mistaken for one minus another. */
export const PROBE: CompleteHyperparameters = {
  learning_rate: 0.013,
  momentum: 0.83,
  decay_rate: 0.91,
  beta1: 0.83,
  beta2: 0.91,
  epsilon: 0.01,
  weight_decay: 0.057,
  clip: 0.9,
};

const SECOND_LEARNING_RATE = 0.0071;

export interface Probe {
  start: Vector;
  gradients: readonly Vector[];
  /** The learning rate stays as it is. */
  isSteady: boolean;
}

/** The value of a hyperparameter at a step; 0 is the first. */
export function probeAt(name: HyperparameterName, probe: Probe, step: number): number {
  return name === 'learning_rate' && step >= CHANGE_AT && !probe.isSteady
    ? SECOND_LEARNING_RATE
    : PROBE[name];
}

/** The gradients on the way of plain descent: with x all of one sign, with y of changing sign in the first. */
function record(objective: Objective, rate: number, scale: number): Probe {
  const start = Float64Array.from(objective.start);
  let theta: Vector = start;
  const gradients = Array.from({ length: STEPS }, (_, step) => {
    const gradient = objective.gradient(theta, step);
    theta = theta.map((at, i) => at - rate * (gradient[i] ?? 0));
    return gradient.map((g) => scale * g);
  });
  return { start, gradients, isSteady: false };
}

/** How large the gradients of a ravine are, step by step: what only grows or only falls hides what a maximum remembers. */
const RAVINE = [0.9, 0.15, -0.1, 0.2, 1.3, -0.4, 0.05, 0.6, -1.1, 0.1, -0.2, 1.6];

const ravine: Probe = {
  start: Float64Array.of(0.4, -0.7),
  gradients: RAVINE.map((size, step) => Float64Array.of(size, RAVINE[(step + 5) % STEPS]! * 0.6)),
  isSteady: false,
};

const CHANGING = [
  record(quadratic, 0.15, 0.7),
  record(rosenbrock, 0.0015, 0.02),
  record(beale, 0.03, 0.4),
  ravine,
];

/** First with a learning rate that changes, then all again with one that does not. */
export const PROBES: readonly Probe[] = [
  ...CHANGING,
  ...CHANGING.map((probe) => ({ ...probe, isSteady: true })),
];

/**
 * Numbers of the probes with which a rule is compared. A rule that looks ahead by ηαv means the rate of the step it is at,
 * which no step from θ̃ to θ̃ does, so such a rule is compared at a steady rate where it fits at no other.
 */
export const PROBE_SETS = { changing: [0, 1, 2, 3], steady: [4, 5, 6, 7] } as const;
export type ProbeSet = keyof typeof PROBE_SETS;
