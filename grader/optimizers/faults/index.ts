/** The faults that are points of the design space. */
// Written by `npm run registries` from the files of this folder.
import type { Fault } from './fault.ts';
import { ascent } from './ascent.ts';
import { averageSummed } from './average-summed.ts';
import { biasCorrectionAdded } from './bias-correction-added.ts';
import { bracketMissing } from './bracket-missing.ts';
import { clippedOtherwise } from './clipped-otherwise.ts';
import { complementTwice } from './complement-twice.ts';
import { coordinatesInTurn } from './coordinates-in-turn.ts';
import { coordinatesLeftOut } from './coordinates-left-out.ts';
import { coordinatesPooled } from './coordinates-pooled.ts';
import { correctionFoldedAmiss } from './correction-folded-amiss.ts';
import { correctionKept } from './correction-kept.ts';
import { correctionMultiplied } from './correction-multiplied.ts';
import { correctionsExchanged } from './corrections-exchanged.ts';
import { decayFixedInCorrection } from './decay-fixed-in-correction.ts';
import { denominatorMultiplies } from './denominator-multiplies.ts';
import { epsilonAddedToStep } from './epsilon-added-to-step.ts';
import { epsilonMisplaced } from './epsilon-misplaced.ts';
import { firstStepLeftOut } from './first-step-left-out.ts';
import { firstTermWhole } from './first-term-whole.ts';
import { gradientAccumulated } from './gradient-accumulated.ts';
import { gradientDivides } from './gradient-divides.ts';
import { gradientForMoment } from './gradient-for-moment.ts';
import { gradientNormalized } from './gradient-normalized.ts';
import { gradientNotSquared } from './gradient-not-squared.ts';
import { largestAverageKept } from './largest-average-kept.ts';
import { largestSquareKept } from './largest-square-kept.ts';
import { learningRateCompounds } from './learning-rate-compounds.ts';
import { missingDecayComplement } from './missing-decay-complement.ts';
import { missingRoot } from './missing-root.ts';
import { momentNeverUpdated } from './moment-never-updated.ts';
import { momentSquared } from './moment-squared.ts';
import { momentStoredTwice } from './moment-stored-twice.ts';
import { momentUpdatedTwice } from './moment-updated-twice.ts';
import { momentsMixed } from './moments-mixed.ts';
import { noFirstBiasCorrection } from './no-first-bias-correction.ts';
import { noSecondBiasCorrection } from './no-second-bias-correction.ts';
import { otherDecay } from './other-decay.ts';
import { parametersForGradient } from './parameters-for-gradient.ts';
import { parametersKept } from './parameters-kept.ts';
import { powerInAverage } from './power-in-average.ts';
import { powerOfComplement } from './power-of-complement.ts';
import { rateDecays } from './rate-decays.ts';
import { rateInMoments } from './rate-in-moments.ts';
import { rootKept } from './root-kept.ts';
import { signInAverage } from './sign-in-average.ts';
import { squareInStep } from './square-in-step.ts';
import { staleMoment } from './stale-moment.ts';
import { stateFrozen } from './state-frozen.ts';
import { stateInWholeNumbers } from './state-in-whole-numbers.ts';
import { stateNotKept } from './state-not-kept.ts';
import { stateShared } from './state-shared.ts';
import { stateStartsElsewhere } from './state-starts-elsewhere.ts';
import { stepReturned } from './step-returned.ts';
import { sumAveraged } from './sum-averaged.ts';
import { sumSquared } from './sum-squared.ts';
import { swappedBetas } from './swapped-betas.ts';
import { timeMultiplied } from './time-multiplied.ts';
import { timeNotCounted } from './time-not-counted.ts';
import { timeOffByOne } from './time-off-by-one.ts';
import { weightsExchanged } from './weights-exchanged.ts';

/** From the commonest on: where two explain a submission equally well, the first is named. */
export const FAULT_LIST: readonly Fault[] = [
  missingRoot,
  gradientNotSquared,
  missingDecayComplement,
  noFirstBiasCorrection,
  noSecondBiasCorrection,
  timeNotCounted,
  momentNeverUpdated,
  timeOffByOne,
  swappedBetas,
  ascent,
  stateNotKept,
  stepReturned,
  firstStepLeftOut,
  stateFrozen,
  correctionKept,
  staleMoment,
  biasCorrectionAdded,
  coordinatesLeftOut,
  momentUpdatedTwice,
  firstTermWhole,
  momentStoredTwice,
  coordinatesPooled,
  squareInStep,
  stateStartsElsewhere,
  gradientAccumulated,
  gradientDivides,
  weightsExchanged,
  averageSummed,
  complementTwice,
  timeMultiplied,
  powerOfComplement,
  powerInAverage,
  bracketMissing,
  epsilonAddedToStep,
  denominatorMultiplies,
  epsilonMisplaced,
  gradientForMoment,
  parametersForGradient,
  momentSquared,
  momentsMixed,
  stateInWholeNumbers,
  sumAveraged,
  parametersKept,
  rootKept,
  sumSquared,
  largestSquareKept,
  decayFixedInCorrection,
  largestAverageKept,
  otherDecay,
  correctionsExchanged,
  signInAverage,
  correctionMultiplied,
  correctionFoldedAmiss,
  learningRateCompounds,
  rateDecays,
  rateInMoments,
  gradientNormalized,
  clippedOtherwise,
  stateShared,
  coordinatesInTurn,
];
