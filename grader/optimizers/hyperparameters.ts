import type { Hyperparameters } from '../terms.ts';
import type { CompleteHyperparameters } from './space.ts';

/** Values of last resort: what most papers and frameworks use. */
const CUSTOMARY: CompleteHyperparameters = {
  learning_rate: 1e-2,
  momentum: 0.9,
  decay_rate: 0.99,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weight_decay: 0,
  clip: 1,
};

/**
 * Gives every name a value: what was given, else the question's defaults, else the name that plays the same part in
 * another optimizer (so that an RMSProp handed in for Adam is recognised by its use of beta2), else the optimizer's
 * own customary value.
 */
export function completeHyperparameters(
  given: Hyperparameters,
  defaults: Hyperparameters,
  customary: Hyperparameters = {},
): CompleteHyperparameters {
  const known: Hyperparameters = { ...defaults, ...given };
  return {
    ...CUSTOMARY,
    ...customary,
    ...(known.beta1 !== undefined && { momentum: known.beta1 }),
    ...(known.momentum !== undefined && { beta1: known.momentum }),
    ...(known.beta2 !== undefined && { decay_rate: known.beta2 }),
    ...(known.decay_rate !== undefined && { beta2: known.decay_rate }),
    ...known,
  };
}

/**
 * The same for many steps: what was completed once is not completed again, since a search asks for it thousands of times.
 *
 * @param always what a hyperparameter is, whatever is given
 */
export function completing(
  defaults: Hyperparameters,
  customary?: Hyperparameters,
  always?: Hyperparameters,
): (given: Hyperparameters) => CompleteHyperparameters {
  const known = new WeakMap<Hyperparameters, CompleteHyperparameters>();
  return (given) => {
    const before = known.get(given);
    if (before) return before;
    const complete = completeHyperparameters({ ...given, ...always }, defaults, customary);
    known.set(given, complete);
    return complete;
  };
}
