import type { HyperparameterName } from '../terms.ts';

/** Values that rules have by mistake where the question says otherwise. */
export const TYPICAL_VALUES: Record<HyperparameterName, readonly number[]> = {
  learning_rate: [1, 0.5, 0.1, 0.05, 0.03, 0.02, 0.01, 5e-3, 3e-3, 2e-3, 1e-3, 5e-4, 3e-4, 1e-4, 1e-5, 1e-6],
  momentum: [0, 0.5, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999, 1],
  decay_rate: [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.1, 0.01, 1],
  beta1: [0, 0.5, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999, 1],
  beta2: [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.9999, 0.999, 1],
  epsilon: [0, 1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16],
  weight_decay: [0, 1e-4, 1e-3, 1e-2, 0.1],
  clip: [0.1, 0.25, 0.5, 1, 2, 5, 10],
};
