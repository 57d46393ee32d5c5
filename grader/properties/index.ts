/** The laws. A new one is one file beside this one and its line here. */
import type { Property } from './property.ts';
import { adagradMonotoneRate } from './adagrad-monotone-rate.ts';
import { adamAnnealing } from './adam-annealing.ts';
import { adamRescalingInvariance } from './adam-rescaling-invariance.ts';
import { adamSparse } from './adam-sparse.ts';
import { adamStepBound } from './adam-step-bound.ts';
import { adamTracksDrift } from './adam-tracks-drift.ts';
import { clippedNorm } from './clipped-norm.ts';
import { clippedStep } from './clipped-step.ts';
import { momentumTerminalVelocity } from './momentum-terminal-velocity.ts';
import { rateDecays } from './rate-decays.ts';
import { rmspropRecovery } from './rmsprop-recovery.ts';

export const PROPERTIES: readonly Property[] = [
  adamRescalingInvariance,
  adamStepBound,
  adamTracksDrift,
  adamSparse,
  adamAnnealing,
  adagradMonotoneRate,
  rmspropRecovery,
  momentumTerminalVelocity,
  clippedStep,
  clippedNorm,
  rateDecays,
];

export function findProperty(name: string): Property | undefined {
  return PROPERTIES.find((property) => property.name === name);
}
