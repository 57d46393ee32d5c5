/** From what an author wrote in a test to what the sandbox is asked for. Pure. */
import type { EpisodeSpec, OptimizerQuestion } from '../question.ts';
import { findObjective } from '../objectives/index.ts';
import type { Objective } from '../objectives/objective.ts';
import { completeHyperparameters } from '../optimizers/hyperparameters.ts';
import { findOptimizer } from '../optimizers/index.ts';
import { emptyMemory, gradientPoint, step as takeStep, type Point } from '../optimizers/space.ts';
import type { Episode, EpisodeOutcome, Observation } from '../episode.ts';
import type { Hyperparameters, Vector } from '../terms.ts';

/** An episode with what judging it needs besides. */
export interface EpisodePlan {
  episode: Episode;
  /** Hyperparameters given at each step, changes included. */
  given: Hyperparameters[];
  /** ∇f at a parameter before a step (0 is the first). */
  gradientAt: (step: number, theta: Vector) => Vector;
  objective: Objective;
  tolerance: number;
}

/** Later parameters start elsewhere, so that a state shared by mistake shows. */
const startOf = (start: readonly number[], parameter: number): Vector =>
  Float64Array.from(start, (x) => x * (1 + 0.5 * parameter));

export function planEpisode(question: OptimizerQuestion, spec: EpisodeSpec, tolerance: number): EpisodePlan {
  const objective = findObjective(spec.objective)!;
  const point = findOptimizer(question.optimizer)!.point;
  const start = spec.start ?? (spec.gradients ? spec.gradients[0]!.map(() => 1) : objective.start);
  const starts = Array.from({ length: spec.parameters ?? 1 }, (_, p) => startOf(start, p));
  const steps = spec.gradients ? spec.gradients.length : spec.steps;
  const given = givenBySteps(spec, steps);
  const scale = spec.gradientScale ?? 1;
  const gradientAt = (step: number, theta: Vector): Vector =>
    spec.gradients
      ? Float64Array.from(spec.gradients[step]!, (g) => g * scale)
      : objective.gradient(theta, step).map((g) => g * scale);
  const replay = spec.mode === 'replay';
  const tracks = replay
    ? starts.map((theta) => recordGradients(point, question.defaults, theta, given, gradientAt))
    : null;
  return {
    episode: {
      entry: question.entry,
      parameters: starts.map((theta) => ({
        shape: spec.shape ?? [theta.length],
        start: theta,
        config: spec.hyperparameters,
      })),
      dtype: spec.dtype ?? 'float64',
      steps,
      gradients: tracks && given.map((_, step) => tracks.map((track) => track[step]!)),
      changes: spec.changes.map(({ step, set }) => ({ step: step - 1, set })),
    },
    given,
    gradientAt,
    objective,
    tolerance,
  };
}

/** Hyperparameters given at each step; without a config nothing is, until a change. */
function givenBySteps(spec: EpisodeSpec, steps: number): Hyperparameters[] {
  let given: Hyperparameters = spec.hyperparameters ?? {};
  return Array.from({ length: steps }, (_, step) => {
    for (const change of spec.changes) if (change.step - 1 === step) given = { ...given, ...change.set };
    return given;
  });
}

/** The gradients along the reference's own trajectory. */
function recordGradients(
  point: Point,
  defaults: Hyperparameters,
  start: Vector,
  given: readonly Hyperparameters[],
  gradientAt: EpisodePlan['gradientAt'],
): Vector[] {
  const memory = emptyMemory(start.length);
  let theta = start;
  return given.map((hyperparameters, step) => {
    const h = completeHyperparameters(hyperparameters, defaults);
    const gradient = gradientAt(step, gradientPoint(point, h, memory, theta));
    theta = takeStep(point, h, memory, theta, gradient);
    return gradient;
  });
}

/** Steps before which an object that keeps its hyperparameters is made anew: it takes over a learning rate at most. */
const remakesOf = ({ changes }: Episode, keeps: 'all' | 'but-the-rate'): number[] =>
  changes
    .filter(({ set }) => keeps === 'all' || Object.keys(set).some((name) => name !== 'learning_rate'))
    .map(({ step }) => step);

/**
 * What the rule did, as far as it went. In a closed loop it is judged with the gradients at the very rows that it gave
 * back: where else a program may have asked, and what it was told there, has no say.
 */
export function observe(plan: EpisodePlan, outcome: EpisodeOutcome): Observation {
  const rows = outcome.status === 'not-run' ? [] : outcome.rows;
  const { episode } = plan;
  const starts = episode.parameters.map((parameter) => parameter.start);
  return {
    starts,
    gradients: episode.gradients?.slice(0, rows.length) ?? gradientsAlong(plan, starts, rows),
    given: plan.given.slice(0, rows.length),
    withoutConfig: episode.parameters.some((parameter) => parameter.config === null),
    rows,
    tolerance: plan.tolerance,
    ...(outcome.status === 'completed' && outcome.keeps && { restarts: remakesOf(episode, outcome.keeps) }),
    ...(outcome.status === 'bad-return' && { spoilt: true }),
  };
}

/** The gradient before every step, at the row of the step before. */
const gradientsAlong = (plan: EpisodePlan, starts: Vector[], rows: readonly Vector[][]): Vector[][] =>
  rows.map((_, step) => (step === 0 ? starts : rows[step - 1]!).map((theta) => plan.gradientAt(step, theta)));

/** A point's own closed loop on an objective: θ₀ first, then θ after every step. */
export function trace(
  point: Point,
  objective: Objective,
  start: Vector,
  given: readonly Hyperparameters[],
  defaults: Hyperparameters,
): Vector[] {
  const memory = emptyMemory(start.length);
  const trajectory = [start];
  for (const [step, hyperparameters] of given.entries()) {
    const theta = trajectory[step]!;
    const h = completeHyperparameters(hyperparameters, defaults);
    const gradient = objective.gradient(gradientPoint(point, h, memory, theta), step);
    trajectory.push(takeStep(point, h, memory, theta, gradient));
  }
  return trajectory;
}
