import type { PropertyTest, TrajectoryTest } from '../question.ts';
import type { EpisodeOutcome, LoadOutcome, Observation } from '../episode.ts';
import type { EpisodePlan } from './episodes.ts';

/** One test with its episode and what came of it. */
export interface Performance {
  test: TrajectoryTest | PropertyTest;
  plan: Pick<EpisodePlan, 'episode' | 'given'> & {
    /** Null where the gradients come from elsewhere, and there is nothing to draw. */
    objective: EpisodePlan['objective'] | null;
  };
  /** How the program loaded in the run that played the episode: the run of all tests with the same visibility. */
  load: LoadOutcome;
  outcome: EpisodeOutcome;
  observation: Observation;
}

export const shapesOf = ({ plan }: Performance) => plan.episode.parameters.map(({ shape }) => shape);
