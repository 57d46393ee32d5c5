import type { READING_FAULTS } from '../../terms.ts';
import type { FaultWords } from './fault.ts';

/** No points of the design space: the rule is right, and a hyperparameter has another value than it should. */
export const READINGS: Record<(typeof READING_FAULTS)[number], FaultWords> = {
  'wrong-default': {
    meaning: 'an absent hyperparameter takes another value than the question says',
    term: 'the default hyperparameters',
    short: 'with other defaults',
  },
  'hyperparameter-fixed': {
    meaning:
      'a hyperparameter has one value whatever the config says, or the learning rate keeps that of the first step',
    term: 'the hyperparameters',
    short: 'with a hyperparameter that is fixed',
  },
  'hyperparameter-altered': {
    meaning:
      'a hyperparameter is turned into something else before it is used: its negative, its root, a multiple of it',
    term: 'the hyperparameters',
    short: 'with a hyperparameter that is altered before it is used',
  },
  'reads-other-key': {
    meaning: 'the program asks the config for a name that it does not have, such as `lr`',
    term: 'the hyperparameters',
    short: 'with a hyperparameter read under another name',
  },
  'zero-taken-for-missing': {
    meaning: 'a hyperparameter that is 0 is replaced by its default',
    term: 'the hyperparameters',
    short: 'with a zero taken for a missing value',
  },
};
