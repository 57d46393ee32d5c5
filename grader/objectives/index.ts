/** The objectives. A new one is one file beside this one and its line here. */
import type { Objective } from './objective.ts';
import { beale } from './beale.ts';
import { drifting } from './drifting.ts';
import { himmelblau } from './himmelblau.ts';
import { illConditioned } from './ill-conditioned.ts';
import { logistic } from './logistic.ts';
import { noisy } from './noisy.ts';
import { quadratic } from './quadratic.ts';
import { rosenbrock } from './rosenbrock.ts';
import { sparse } from './sparse.ts';

export const OBJECTIVES: readonly Objective[] = [
  quadratic,
  rosenbrock,
  beale,
  himmelblau,
  illConditioned,
  logistic,
  drifting,
  sparse,
  noisy,
];

export function findObjective(name: string): Objective | undefined {
  return OBJECTIVES.find((objective) => objective.name === name);
}
