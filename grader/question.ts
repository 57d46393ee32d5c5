/** What a question asks of a program, as far as playing and judging it need. Its schema stands in `contract/assignment.ts`. */
import type { Convention, FaultId, Hyperparameters, Visibility } from './terms.ts';

interface TestBase {
  id: string;
  title: string;
  points: number;
  visibility: Visibility;
}

/** What to run a rule on; the part of a trajectory test that is not about judging it. */
export interface EpisodeSpec {
  mode: 'replay' | 'closed-loop';
  objective: string;
  start?: number[] | undefined;
  steps: number;
  /** Null calls the rule without a config. */
  hyperparameters: Hyperparameters | null;
  /** Hyperparameters written into the config before a step (1 is the first). */
  changes: { step: number; set: Hyperparameters }[];
  gradients?: number[][] | undefined;
  gradientScale?: number;
  shape?: number[] | undefined;
  parameters?: number;
  dtype?: 'float64' | 'float32';
}

/** The whole trajectory must be that of one accepted convention. */
export interface TrajectoryTest extends TestBase, EpisodeSpec {
  kind: 'trajectory';
  tolerance?: number | undefined;
  plot: boolean;
}

/** A law, checked on the student's own steps. */
export interface PropertyTest extends TestBase {
  kind: 'property';
  property: string;
  hyperparameters: Hyperparameters;
}

export interface OptimizerQuestion {
  id: string;
  points: number;
  /** Name of the function to write. */
  entry: string;
  /** The reference by name. */
  optimizer: string;
  accepts: Convention[];
  defaults: Hyperparameters;
  tolerance: number;
  allowFloat32: boolean;
  tests: (TrajectoryTest | PropertyTest)[];
  partialCredit: { faults: FaultId[]; points: number }[];
}
