import type { PropertyTest, TrajectoryTest } from '../../contract/assignment.ts';
import type { EpisodeOutcome, LoadOutcome } from '../sandbox/sandbox.ts';
import type { EpisodePlan } from './episodes.ts';
import type { Observation } from './observation.ts';

/** One test with its episode and what came of it. */
export interface Performance {
  test: TrajectoryTest | PropertyTest;
  plan: EpisodePlan;
  /** How the program loaded in the run that played the episode: the run of all tests with the same visibility. */
  load: LoadOutcome;
  outcome: EpisodeOutcome;
  observation: Observation;
}
