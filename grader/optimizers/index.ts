/** The named optimizers. */
// Written by `npm run registries` from the files of this folder.
import type { Optimizer } from './optimizer.ts';
import { adadelta } from './adadelta.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamDecaying } from './adam-decaying.ts';
import { adamax } from './adamax.ts';
import { adamw } from './adamw.ts';
import { amsgrad } from './amsgrad.ts';
import { amsgradCorrected } from './amsgrad-corrected.ts';
import { momentum } from './momentum.ts';
import { momentumEma } from './momentum-ema.ts';
import { momentumEmaCorrected } from './momentum-ema-corrected.ts';
import { nadam } from './nadam.ts';
import { nadamConstant } from './nadam-constant.ts';
import { nadamOverview } from './nadam-overview.ts';
import { nesterov } from './nesterov.ts';
import { rmsprop } from './rmsprop.ts';
import { rmspropCentered } from './rmsprop-centered.ts';
import { rmspropNesterov } from './rmsprop-nesterov.ts';
import { sgd } from './sgd.ts';
import { sgdClipped } from './sgd-clipped.ts';
import { sgdNormClipped } from './sgd-norm-clipped.ts';
import { signSgd } from './sign-sgd.ts';

/** From the simplest on: where two explain a submission equally well, the first is named. */
export const OPTIMIZERS: readonly Optimizer[] = [
  sgd,
  momentum,
  momentumEma,
  momentumEmaCorrected,
  nesterov,
  signSgd,
  adagrad,
  rmsprop,
  rmspropNesterov,
  rmspropCentered,
  adadelta,
  adam,
  adamax,
  amsgrad,
  amsgradCorrected,
  nadam,
  nadamConstant,
  nadamOverview,
  adamw,
  sgdClipped,
  sgdNormClipped,
  adamDecaying,
];

export function findOptimizer(name: string): Optimizer | undefined {
  return OPTIMIZERS.find((optimizer) => optimizer.name === name);
}
