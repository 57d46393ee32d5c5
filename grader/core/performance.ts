import type { PropertyTest, TrajectoryTest } from '../../contract/assignment.ts';
import type { EpisodeOutcome } from '../sandbox/sandbox.ts';
import type { EpisodePlan } from './episodes.ts';
import type { Observation } from './observation.ts';

/** One test with its episode and what came of it. */
export interface Performance {
  test: TrajectoryTest | PropertyTest;
  plan: EpisodePlan;
  outcome: EpisodeOutcome;
  observation: Observation;
}
