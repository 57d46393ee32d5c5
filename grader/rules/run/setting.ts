/** What the three sources of a step function are run on: objective, start, number of steps, hyperparameters. */
import type { TrajectoryPlot } from '../../../contract/report.ts';
import type { Hyperparameters, Vector } from '../../terms.ts';
import { findObjective } from '../../objectives/index.ts';
import type { Objective } from '../../objectives/objective.ts';
import { quadratic } from '../../objectives/quadratic.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import type { Point } from '../../optimizers/space.ts';

export interface Setting {
  objective: Objective;
  start: Vector;
  steps: number;
  hyperparameters: Hyperparameters;
}

const STEPS = 60;

/** A rule that sums over its history takes time in the square of the steps. */
const MOST_STEPS = 400;

/** On the bowl ½(x² + 10y²) from (1, 2): large enough that the way to the minimum is seen, small enough to be stable. */
function learningRate({ scale, second, velocity }: Point): number {
  if (scale === 'adadelta') return 1;
  if (second?.kind === 'sum') return 0.5;
  if (second) return 0.05;
  return velocity?.average === 'heavy-ball' ? 0.01 : 0.05;
}

/** The customary bowl. Numbers that the rule itself contains replace the optimizer's usual ones. */
export function customarySetting({ point, defaults }: Optimizer, own: Hyperparameters): Setting {
  return {
    objective: quadratic,
    start: Float64Array.from(quadratic.start),
    steps: STEPS,
    hyperparameters: { ...defaults, learning_rate: learningRate(point), ...own },
  };
}

/** That of a plot of code that was run; null where its objective or start cannot be had. */
export function settingOfPlot({
  objective: name,
  yours,
  reference,
  hyperparameters,
}: TrajectoryPlot): Setting | null {
  const objective = findObjective(name);
  const start = (yours[0] ?? []).filter((x) => x !== null);
  if (!objective || start.length !== 2) return null;
  return {
    objective,
    start: Float64Array.from(start),
    steps: Math.min(reference.length - 1, MOST_STEPS),
    hyperparameters,
  };
}
