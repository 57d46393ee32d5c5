/** Why a program does not have all points, by ids, so that a class can be counted. Pure. */
import type { EpisodeOutcome, LoadOutcome } from '../episode.ts';
import { conventionsOf } from '../optimizers/conventions.ts';
import { momentsOf } from '../optimizers/faults/fault.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Point } from '../optimizers/space.ts';
import type { CauseId, Causes } from '../terms.ts';
import type { Match } from './match.ts';

/** Of a match: its faults, and where it has none, what else the question does not ask for. Empty for a right rule. */
export function causesOfMatch(match: Match, expected: Optimizer, isAccepted: boolean): CauseId[] {
  const causes: CauseId[] = [...match.faults];
  if (match.optimizer.name !== expected.name) {
    causes.push('other-optimizer');
    // Written with a state or not, nothing of one step reaches the next.
    if (remembersNothing(match.point, expected.point)) causes.push('state-not-kept');
  }
  if (Object.keys(match.ownValues).length > 0) causes.push('hyperparameter-added');
  if (hasNoEpsilon(match, expected)) causes.push('epsilon-missing');
  return causes.length > 0 || isAccepted ? causes : ['other-convention'];
}

/** Whether epsilon is missing in the optimizer that was asked for. */
export const hasNoEpsilon = ({ optimizer, point }: Match, expected: Optimizer): boolean =>
  optimizer.name === expected.name &&
  conventionsOf(point).includes('no-epsilon') &&
  !conventionsOf(expected.point).includes('no-epsilon');

/** Whether a rule keeps nothing where something should be kept. */
export const remembersNothing = (point: Point, expected: Point): boolean =>
  momentsOf(expected).length > 0 && momentsOf(point).length === 0;

/** Raised by a starter on purpose, and by whoever has not come to a part yet. */
const NOT_WRITTEN = new Set(['NotImplementedError', 'NotImplemented']);

/** Floats have no exclusive or. */
export const isCaret = (message: string): boolean =>
  /unsupported operand type\(s\) for \^|ufunc 'bitwise_xor'/.test(message);

/** Of one test: why it was not played to its end. */
export function causeOfOutcome(load: LoadOutcome, outcome: EpisodeOutcome): CauseId | null {
  switch (load.status) {
    case 'syntax-error':
    case 'raised':
      return 'not-loaded';
    case 'entry-missing':
    case 'entry-unusable':
      return 'entry-missing';
    case 'limit':
    case 'died':
      return 'limit-exceeded';
    case 'loaded':
      break;
  }
  switch (outcome.status) {
    case 'raised':
      if (isCaret(outcome.failure.message)) return 'caret-for-power';
      return NOT_WRITTEN.has(outcome.failure.type) ? 'not-written' : 'raises';
    case 'bad-return':
      if (outcome.reason === 'nothing-returned') return 'nothing-returned';
      return isNotWritten(outcome) ? 'not-written' : 'wrong-return';
    case 'limit':
    case 'died':
      return 'limit-exceeded';
    case 'completed':
    case 'not-run':
      return null;
  }
}

/** As starter files have it: `next_w = None`, and that comes back. */
export const isNotWritten = (outcome: Extract<EpisodeOutcome, { status: 'bad-return' }>): boolean =>
  outcome.step === 0 && outcome.reason === 'wrong-type' && outcome.found === 'None';

/**
 * Each once. Where nothing else has an id, that is one as well, be it in the steps or in a law that they break.
 *
 * @param partsSomewhere from the steps that are asked for; otherwise it is a law that fails
 */
export function named(causes: readonly (CauseId | null)[], partsSomewhere: boolean): Causes {
  const [first, ...others] = new Set(causes.filter((cause) => cause !== null));
  return first === undefined ? [partsSomewhere ? 'unrecognised' : 'law-broken'] : [first, ...others];
}
