import type { PropertyTest, TrajectoryTest } from '../question.ts';
import type { EpisodeOutcome, LoadOutcome, Observation } from '../episode.ts';
import type { EpisodePlan } from './episodes.ts';

/** One test with its episode and what came of it. */
export interface Performance {
  test: TrajectoryTest | PropertyTest;
  plan: EpisodePlan;
  /** How the program loaded in the run that played the episode: the run of all tests with the same visibility. */
  load: LoadOutcome;
  outcome: EpisodeOutcome;
  observation: Observation;
}
