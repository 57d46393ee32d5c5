/** In which term of its equations an optimizer differs from another, in words. */
import { CONVENTION_TEXT } from '../../core/diagnosis.ts';
import type { Convention, FaultId } from '../../terms.ts';
import { FAULT_LIST } from '../../optimizers/faults/index.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import type { Point } from '../../optimizers/space.ts';

interface FaultWords {
  /** The term of the equations that it is in. */
  term: string;
  /** Completes "RMSProp …". */
  short: string;
}

const FAULT_WORDS: Record<FaultId, FaultWords> = {
  ascent: { term: 'the sign of the step', short: 'along the gradient instead of against it' },
  'missing-root': { term: 'the denominator', short: 'without the square root' },
  'gradient-not-squared': { term: 'the second moment', short: 'with a gradient that is not squared' },
  'missing-decay-complement': { term: 'a moving average', short: 'without a factor (1 − decay)' },
  'no-first-bias-correction': {
    term: 'the first bias correction',
    short: 'without the bias correction of the first moment',
  },
  'no-second-bias-correction': {
    term: 'the second bias correction',
    short: 'without the bias correction of the second moment',
  },
  'time-off-by-one': {
    term: 'the step count of the bias corrections',
    short: 'with a step count that is off by one',
  },
  'swapped-betas': { term: 'the decay rates', short: 'with its decay rates exchanged' },
  'state-not-kept': { term: 'the state between steps', short: 'with a state that is not kept' },
  'stale-moment': { term: 'the moment in the update', short: 'with a moment of the step before' },
  'state-shared': { term: 'the state between steps', short: 'with one state for all parameters' },
  'wrong-default': { term: 'the default hyperparameters', short: 'with other defaults' },
  'time-not-counted': {
    term: 'the step count of the bias corrections',
    short: 'with corrections that do not count the steps',
  },
  'epsilon-added-to-step': { term: 'the denominator', short: 'with epsilon added to the step' },
  'learning-rate-compounds': { term: 'the learning rate', short: 'with a learning rate that compounds' },
  'weights-exchanged': { term: 'a moving average', short: 'with the weights of an average exchanged' },
  'corrections-exchanged': { term: 'the bias corrections', short: 'with its bias corrections exchanged' },
  'other-decay': { term: 'the decay rates', short: 'with the decay rate of the other moment in one place' },
  'sign-in-average': { term: 'a moving average', short: 'with a minus in a moving average' },
  'gradient-for-moment': {
    term: 'the moment in the update',
    short: 'with the gradient in place of a moment',
  },
  'hyperparameter-fixed': { term: 'the hyperparameters', short: 'with a hyperparameter that is fixed' },
  'reads-other-key': { term: 'the hyperparameters', short: 'with a hyperparameter read under another name' },
  'zero-taken-for-missing': { term: 'the hyperparameters', short: 'with a zero taken for a missing value' },
};

/** Such as "without the square root". */
export function shortWords(faults: readonly FaultId[]): string {
  return list(faults.map((id) => FAULT_WORDS[id].short));
}

/** The terms of the design space's equations, by the coordinates that shape them. */
const TERMS: readonly { term: string; coordinates: readonly (keyof Point)[] }[] = [
  { term: 'the first moment', coordinates: ['first'] },
  { term: 'the second moment', coordinates: ['second'] },
  { term: 'the bias corrections', coordinates: ['firstCorrection', 'secondCorrection', 'timeOffset'] },
  { term: 'the denominator', coordinates: ['root'] },
  { term: 'the velocity', coordinates: ['velocity'] },
  { term: 'the learning rate', coordinates: ['scale'] },
  { term: 'the weight decay', coordinates: ['weightDecay'] },
];

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Names the terms in which two optimizers differ, conventions about epsilon aside. */
function differingTerms(a: Point, b: Point): string {
  const differs = (name: keyof Point): boolean => JSON.stringify(a[name]) !== JSON.stringify(b[name]);
  return list(TERMS.filter(({ coordinates }) => coordinates.some(differs)).map(({ term }) => term));
}

/** What something was found to be, whether read from a formula or seen in code. */
export interface Finding {
  /** Null when it is none that is known. */
  optimizer: Optimizer | null;
  conventions: readonly Convention[];
  faults: readonly FaultId[];
}

export interface Asked {
  optimizer: Optimizer;
  /** Conventions that the optimizer has of its own. */
  own: readonly Convention[];
  /** Conventions that the question accepts beside them. */
  accepts: readonly Convention[];
}

/** What a source does otherwise than the paper: each difference with its term; empty where nothing is known. */
export function differences(found: Finding, { optimizer, own, accepts }: Asked): string[] {
  const said: string[] = [];
  if (found.optimizer && found.optimizer !== optimizer) {
    const terms = differingTerms(found.optimizer.point, optimizer.point);
    said.push(`${terms ? `${terms}: ` : ''}these are the steps of ${found.optimizer.title}`);
  }
  for (const id of found.faults) {
    const difference = FAULT_LIST.find((fault) => fault.id === id)?.difference;
    said.push(difference ? `${FAULT_WORDS[id].term}: ${difference}` : FAULT_WORDS[id].term);
  }
  for (const id of found.conventions.filter((each) => !own.includes(each))) {
    const accepted = accepts.includes(id) ? 'accepts' : 'does not accept';
    said.push(`${CONVENTION_TEXT[id]}, a convention that this question ${accepted}`);
  }
  return said;
}

/** Nothing but accepted conventions apart from what was asked for. */
export function isAccepted(found: Finding, { optimizer, own, accepts }: Asked): boolean {
  return (
    found.optimizer === optimizer &&
    found.faults.length === 0 &&
    found.conventions.every((id) => own.includes(id) || accepts.includes(id))
  );
}
