/** From what an author wrote in a test to what the sandbox is asked for. Pure. */
import type { EpisodeSpec, OptimizerQuestion } from '../question.ts';
import { findObjective } from '../objectives/index.ts';
import type { LinearGradient, Objective } from '../objectives/objective.ts';
import { completing } from '../optimizers/hyperparameters.ts';
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

/** @param objective the one that the test names, where it is none of ours */
export function planEpisode(
  question: OptimizerQuestion,
  spec: EpisodeSpec,
  tolerance: number,
  objective: Objective = findObjective(spec.objective)!,
): EpisodePlan {
  const point = findOptimizer(question.optimizer)!.point;
  const starts = startsOf(spec, objective);
  const steps = spec.gradients ? spec.gradients.length : spec.steps;
  const given = givenBySteps(spec, steps);
  const scale = spec.gradientScale ?? 1;
  const gradientAt = (step: number, theta: Vector): Vector =>
    spec.gradients
      ? Float64Array.from(spec.gradients[step]!, (g) => g * scale)
      : objective.gradient(theta, step).map((g) => g * scale);
  const replay = spec.mode === 'replay';
  const tracks = replay
    ? starts.map((theta) => recordGradients(walk(point, theta, given, question.defaults), gradientAt))
    : null;
  const { linear } = objective;
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
      // Scaled, it would be rounded otherwise than it is here.
      ...(linear && !replay && scale === 1 && { linear: coefficientsOf(linear, starts, steps) }),
      changes: spec.changes.map(({ step, set }) => ({ step: step - 1, set })),
    },
    given,
    gradientAt,
    objective,
    tolerance,
  };
}

function coefficientsOf(
  { slope, offset }: LinearGradient,
  starts: readonly Vector[],
  steps: number,
): Episode['linear'] {
  const tabled = (coefficient: LinearGradient['slope']) =>
    Array.from({ length: steps }, (_, step) =>
      starts.map((theta) => theta.map((_, i) => coefficient(i, theta.length, step))),
    );
  return { slopes: tabled(slope), offsets: tabled(offset) };
}

/** θ₀ of every parameter. */
export function startsOf(
  { start, gradients, parameters = 1 }: EpisodeSpec,
  objective: Pick<Objective, 'start'>,
): Vector[] {
  const first = start ?? (gradients ? gradients[0]!.map(() => 1) : objective.start);
  return Array.from({ length: parameters }, (_, p) => startOf(first, p));
}

/** Hyperparameters given at each step; without a config nothing is, until a change. */
export function givenBySteps(spec: EpisodeSpec, steps: number): Hyperparameters[] {
  let given: Hyperparameters = spec.hyperparameters ?? {};
  return Array.from({ length: steps }, (_, step) => {
    for (const change of spec.changes) if (change.step - 1 === step) given = { ...given, ...change.set };
    return given;
  });
}

/** Where a gradient is needed before a step (0 is the first). */
export interface Wanted {
  step: number;
  at: Vector;
}

/** A point's own way: asks for each gradient when it is there, and comes back with θ₀ and θ after every step. */
export function* walk(
  point: Point,
  start: Vector,
  given: readonly Hyperparameters[],
  defaults: Hyperparameters,
): Generator<Wanted, Vector[], Vector> {
  const memory = emptyMemory(start.length);
  const complete = completing(defaults);
  const trajectory = [start];
  for (const [step, hyperparameters] of given.entries()) {
    const theta = trajectory[step]!;
    const h = complete(hyperparameters);
    const gradient = yield { step, at: gradientPoint(point, h, memory, theta) };
    trajectory.push(takeStep(point, h, memory, theta, gradient));
  }
  return trajectory;
}

function led(way: ReturnType<typeof walk>, gradientAt: (wanted: Wanted) => Vector): Vector[] {
  let next = way.next();
  while (!next.done) next = way.next(gradientAt(next.value));
  return next.value;
}

/** The gradients along a way. */
function recordGradients(way: ReturnType<typeof walk>, gradientAt: EpisodePlan['gradientAt']): Vector[] {
  const gradients: Vector[] = [];
  led(way, ({ step, at }) => {
    const gradient = gradientAt(step, at);
    gradients.push(gradient);
    return gradient;
  });
  return gradients;
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
  return led(walk(point, start, given, defaults), ({ step, at }) => objective.gradient(at, step));
}
