/** Where the steps of a rule part from those of an entry of the atlas. */
import { Comparison, DEFAULT_TOLERANCE } from '../../core/compare.ts';
import type { Divergence } from '../../core/compare.ts';
import { assignments } from './assignments.ts';
import type { Assignment } from './assignments.ts';
import { atlas } from './atlas.ts';
import type { Entry, Steps } from './atlas.ts';
import type { Constant, ParsedRule } from '../parse.ts';
import { remembered } from '../remembered.ts';
import { PROBES, PROBE_SETS, probeAt } from '../run/probes.ts';
import type { Probe, ProbeSet } from '../run/probes.ts';

/** What a rule was looked up as. */
export interface Match {
  entry: Entry;
  assignment: Assignment;
  /** Those that agree. */
  steps: Trajectories;
  /** The rule agrees once its t is one more. */
  startsLate: boolean;
  /** The probes on which it agrees. */
  probes: ProbeSet;
  /** The rule agrees once it no longer resets what it should keep. */
  forgets: boolean;
}

/** Rules with more constants than any known optimizer has are not looked up. */
export const MAX_CONSTANTS = 5;

/**
 * The constants that stand for hyperparameters. AdamW's schedule multiplier η_t, beside α, is none: it is 1 here.
 */
export function hyperparametersIn({ constants }: ParsedRule): Constant[] {
  const schedule =
    constants.length > MAX_CONSTANTS
      ? constants.find((constant) => constant.isScheduled || constant.value === 1)
      : undefined;
  return constants.filter((constant) => constant !== schedule);
}

/** Of a constant that stands for no hyperparameter: a schedule's multiplier is 1, what the answer switches off is 0. */
export function valueWithoutRole({ isZero }: Constant): number {
  return isZero ? 0 : 1;
}

/** The steps of a rule over a probe, or the first ones. */
export function stepsOf(
  rule: ParsedRule,
  assignment: Assignment,
  probe: Probe,
  delay = 0,
  gradients = probe.gradients,
): Steps {
  const constants = new Map(rule.constants.map((constant) => [constant.name, valueWithoutRole(constant)]));
  const constantsAt = (index: number): ReadonlyMap<string, number> => {
    for (const [name, { hyperparameter, complement }] of assignment) {
      const value = probeAt(hyperparameter, probe, index);
      constants.set(name, complement ? 1 - value : value);
    }
    return constants;
  };
  return rule.machine.run(probe.start, gradients, constantsAt, delay);
}

/** Steps by the number of the probe. */
export type Trajectories = (probe: number) => Steps;

/** The steps of a rule over all probes, each made when it is first asked for: several entries are compared with them. */
export const stepsOver = (rule: ParsedRule, assignment: Assignment, delay = 0): Trajectories =>
  remembered((probe) => stepsOf(rule, assignment, PROBES[probe] as Probe, delay));

/** A rule beside an entry, with a role for each of its constants. */
export interface Compared {
  assignment: Assignment;
  /** The first over all probes; null where there is none. */
  divergence: Divergence | null;
  /** Relative to the way that was gone: that of the divergence, else the largest, which is rounding. */
  error: number;
}

export function compared(
  entry: Entry,
  steps: Trajectories,
  probes: ProbeSet,
): Pick<Compared, 'divergence' | 'error'> {
  let error = 0;
  for (const number of PROBE_SETS[probes]) {
    const probe = PROBES[number] as Probe;
    const comparison = new Comparison([probe.start], DEFAULT_TOLERANCE);
    const found = steps(number);
    for (const [i, expected] of entry.steps(number).entries()) {
      const divergence = comparison.next([expected], [found[i]!]);
      if (divergence) return { divergence, error: divergence.relativeError };
    }
    error = Math.max(error, comparison.maxRelativeError);
  }
  return { divergence: null, error };
}

/** Of all ways to give the constants roles, the likeliest so many by their names are tried. */
const TRIED = 4;

/**
 * The right form of an optimizer that a rule comes nearest to, with the roles as they were looked up or else as they fit; null
 * where the constants are not as many as any form of it has.
 */
export function nearest(optimizer: string, rule: ParsedRule, match: Match | null): Compared | null {
  const equalBetas = match?.entry.equalBetas ?? false;
  const entries = atlas(0).filter(
    (entry) => entry.optimizer.name === optimizer && entry.equalBetas === equalBetas,
  );
  const given = new Set([...(match?.assignment.values() ?? [])].map(({ hyperparameter }) => hyperparameter));
  // What it was looked up by are its own steps, unless they are late ones or those of the rule without its resets.
  const isOwn = match !== null && !match.startsLate && !match.forgets;
  const stepsBy = remembered((assignment: Assignment) =>
    isOwn && assignment === match.assignment ? match.steps : stepsOver(rule, assignment),
  );
  const all = entries.flatMap((entry) => {
    const isGiven = match && (equalBetas || entry.hyperparameters.every((name) => given.has(name)));
    const tried = isGiven
      ? [match.assignment]
      : assignments(hyperparametersIn(rule), entry.hyperparameters).slice(0, TRIED);
    return tried.map((assignment) => ({
      assignment,
      ...compared(entry, stepsBy(assignment), match?.probes ?? 'changing'),
    }));
  });
  return all.reduce<Compared | null>((best, each) => (best && best.error <= each.error ? best : each), null);
}
