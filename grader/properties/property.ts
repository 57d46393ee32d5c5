import type { EpisodeSpec } from '../question.ts';
import type { Observation } from '../episode.ts';
import type { CompleteHyperparameters } from '../optimizers/space.ts';

/** A law that the readings claim of an optimizer, checked on the student's own steps. */
export interface Property {
  /** Name in question files. */
  name: string;
  title: string;
  /** The inequality, as it stands in messages. */
  law: string;
  source: string;
  /** Optimizers of which the law is claimed. */
  optimizers: readonly string[];
  /** What the rule is run on. */
  episode: Omit<EpisodeSpec, 'hyperparameters' | 'changes' | 'mode'> & { mode: EpisodeSpec['mode'] };
  /** Empty when the law holds, else what was found, with step and coordinate. */
  judge: (observation: Observation, h: CompleteHyperparameters) => string;
}

/** Change of coordinate i of the first parameter at a step (0 is the first). */
export function moved(observation: Observation, step: number, i: number): number {
  const before = step === 0 ? observation.starts[0]! : observation.rows[step - 1]![0]!;
  return observation.rows[step]![0]![i]! - before[i]!;
}

export const at = (step: number, i: number) => `step ${step + 1}, w[${i}]`;
