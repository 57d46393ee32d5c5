/** The ids of the faults that are points of the design space. */
// Written by `npm run registries` from the files of `grader/optimizers/faults`.
export const POINT_FAULTS = [
  'missing-root',
  'gradient-not-squared',
  'missing-decay-complement',
  'no-first-bias-correction',
  'no-second-bias-correction',
  'time-not-counted',
  'time-off-by-one',
  'swapped-betas',
  'ascent',
  'state-not-kept',
  'stale-moment',
  'weights-exchanged',
  'epsilon-added-to-step',
  'gradient-for-moment',
  'other-decay',
  'corrections-exchanged',
  'sign-in-average',
  'learning-rate-compounds',
  'state-shared',
] as const;
