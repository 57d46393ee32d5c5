/** What a search finds: a point of the design space, and how the program reads its hyperparameters. */
import type { Observation } from '../episode.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Point } from '../optimizers/space.ts';
import type { HyperparameterName, Hyperparameters } from '../terms.ts';
import type { Candidate } from './candidates.ts';

export interface Match extends Candidate {
  /** Defaults of the rule that differ from the question's, with the values that explain it; NaN where it has none. */
  wrongDefaults: Hyperparameters;
  /** Hyperparameters given in the config that the rule does not follow. */
  ignoresGiven: boolean;
  /** Hyperparameters of which a given zero is taken for a missing one, as `config.get(name) or default` does. */
  zerosMissed: HyperparameterName[];
  /** Hyperparameters with the value that they have whatever the config says. */
  fixedValues: Hyperparameters;
  /** Hyperparameters that are turned into something else before they are used: into what, in words, or by which factor. */
  altered: Partial<Record<HyperparameterName, string | number>>;
  /** The learning rate of the first step is kept. */
  keepsRate: boolean;
  /** Some episodes see the expected steps: the match is what explains the others. */
  onlyWhereWrong: boolean;
  /** What was given is gone after the first step, since the config that the rule returns does not have it. */
  losesGiven: boolean;
  /** Names under which the program asks for hyperparameters that the config has under theirs. */
  otherKeys: Partial<Record<HyperparameterName, string>>;
  /** Values of hyperparameters that the question does not have. */
  ownValues: Hyperparameters;
}

/** Every hyperparameter is the question's, and read as the config has it. */
export const READS_RIGHTLY: Omit<Match, keyof Candidate> = {
  wrongDefaults: {},
  ignoresGiven: false,
  zerosMissed: [],
  fixedValues: {},
  altered: {},
  keepsRate: false,
  onlyWhereWrong: false,
  losesGiven: false,
  otherKeys: {},
  ownValues: {},
};

export interface SearchOptions {
  /** The optimizer that was asked for; explanations by it come first. */
  expected: Optimizer;
  /** The question's defaults. */
  defaults: Hyperparameters;
  /** The program, to see under which names it asks for its hyperparameters. */
  source?: string;
  /** Points to try before all others, such as the accepted conventions. */
  preferred?: readonly Point[];
}

/** Whether any step led to another finite number: a coordinate that is not pushed stays one, whatever the rule does. */
export const hasNumbers = (observations: readonly Observation[]): boolean =>
  observations.some(({ starts, rows }) =>
    rows.some((row) =>
      row.some((theta, p) => theta.some((x, i) => Number.isFinite(x) && x !== starts[p]![i])),
    ),
  );
