import type { CauseId, FaultId } from '../../terms.ts';

/** What a class is told of causes that are no faults of a rule. */
export const PROGRAMS: Record<Exclude<CauseId, FaultId>, { meaning: string }> = {
  'not-loaded': { meaning: 'the file cannot be read, or stops while it is loaded' },
  'entry-missing': {
    meaning: 'the file does not have what the question asks for, or it takes other arguments',
  },
  'not-written': { meaning: 'what is to be written is not written yet: it gives back None, or says so' },
  raises: { meaning: 'a call ends with an exception' },
  'nothing-returned': { meaning: 'no `return` is reached, so that nothing comes back' },
  'wrong-return': {
    meaning: 'what comes back is not the new parameters and the config: another shape, type, number or order',
  },
  'limit-exceeded': { meaning: 'a limit of time, memory or output ends the program, or it ends itself' },
  'takes-no-step': { meaning: 'the parameters come back as they were given' },
  'not-a-number': {
    meaning:
      'no step leads to a number: something is divided by zero, or the root of a negative number taken',
  },
  'caret-for-power': { meaning: '`^` stands for a power, and is an exclusive or' },
  'other-optimizer': { meaning: 'it is another optimizer than the one that was asked for' },
  'other-convention': { meaning: 'it is right by a convention that the question does not accept' },
  'epsilon-missing': { meaning: 'no epsilon keeps the denominator away from zero' },
  'hyperparameter-added': { meaning: 'a hyperparameter takes part that the question does not have' },
  'single-precision': {
    meaning: 'the parameters, or what is remembered, have half of their digits, as float32 has',
  },
  rounded: {
    meaning: 'what is returned or remembered is rounded, cut to whole numbers, or kept in too few digits',
  },
  'draws-by-chance': { meaning: 'numbers drawn by chance take part in the step' },
  'law-broken': { meaning: 'its steps break a law that holds for the optimizer' },
  unrecognised: { meaning: 'steps of no rule that Stepwise knows, with up to three faults' },
};
