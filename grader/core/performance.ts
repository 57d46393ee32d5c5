import type { PropertyTest, TrajectoryTest } from '../question.ts';
import type { EpisodeOutcome, Observation } from '../episode.ts';
import type { EpisodePlan } from './episodes.ts';

/** One test with its episode and what came of it. */
export interface Performance {
  test: TrajectoryTest | PropertyTest;
  plan: EpisodePlan;
  outcome: EpisodeOutcome;
  observation: Observation;
}
