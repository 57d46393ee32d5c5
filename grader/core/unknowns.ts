/**
 * Rules that are right but for one number that nobody can list: it is solved for. What is altered is said by a point of the
 * design space, or by what becomes of a hyperparameter before the rule uses it. Pure.
 */
import type { Observation } from '../episode.ts';
import { completing } from '../optimizers/hyperparameters.ts';
import { step as takeStep, type Point } from '../optimizers/space.ts';
import type { FaultId, HyperparameterName } from '../terms.ts';
import type { Candidate } from './candidates.ts';
import { hasNumbers, READS_RIGHTLY, type Match, type SearchOptions } from './match.ts';
import { explains, freshMemories, type Complete } from './observation.ts';
import { FACTORS, gridOf, solveFor, withFewDigits, type Unknown } from './solve.ts';
import { fixedMatch } from './values.ts';

/** What a hyperparameter is turned into: its negative, its root, … */
const ALTERED: readonly { words: string; of: (value: number) => number }[] = [
  { words: 'with its sign turned', of: (value) => -value },
  { words: 'as its square root', of: Math.sqrt },
  { words: 'squared', of: (value) => value * value },
  { words: 'as its reciprocal', of: (value) => 1 / value },
  { words: 'as one minus its value', of: (value) => 1 - value },
];

/** By what a learning rate or an epsilon is multiplied; 1 would be right. */
const MULTIPLES = [1e-4, 1e-3, 0.01, 0.05, 0.2, 0.4, 0.6, 0.9, 1.1, 1.6, 2.5, 3.5, 6, 15, 150, 1500];
const POWERS = [0.01, 0.2, 0.4, 0.6, 0.9, 1.1, 1.4, 1.8, 2.2, 3.5, 5];
/** Step counts at which a correction may stand still; those that people write are in the fault itself. */
const TIMES = [0.3, 0.7, 1.5, 2.5, 4, 7, 15, 30, 70, 150, 300, 700, 1500, 5000, 20000];
const SHARES = [1e-6, 3e-5, 3e-4, 3e-3, 0.03, 0.15, 0.7, 3, 20];

interface Way {
  faults: FaultId[];
  grid: readonly number[];
  start: number;
  at: (value: number) => Pick<Match, 'point'> & Partial<Match> & { complete?: Complete };
}

/** One number that a point has by mistake. */
function waysOf(point: Point, { defaults }: SearchOptions): Way[] {
  const ways: Way[] = [];
  const { second } = point;
  const way = (faults: FaultId[], grid: readonly number[], start: number, at: (value: number) => Point) =>
    ways.push({ faults, grid, start, at: (value) => ({ point: at(value) }) });
  for (const from of [2, 1] as const)
    way(['learning-rate-compounds'], FACTORS, 1, (factor) => ({ ...point, compounds: { factor, from } }));
  way(['rate-decays'], SHARES, 0, (decay) => ({ ...point, schedule: { decay } }));
  way(['gradient-normalized'], gridOf('epsilon'), 0, (plus) => ({ ...point, normalizes: { plus } }));
  const { firstCorrection, secondCorrection } = point;
  const fixedPowers = (power: number): NonNullable<Point['fixedPower']>[] => [
    ...(firstCorrection && secondCorrection ? [{ first: power, second: power }] : []),
    ...(firstCorrection ? [{ first: power }] : []),
    ...(secondCorrection ? [{ second: power }] : []),
  ];
  for (const index of fixedPowers(1).keys())
    way(['time-not-counted'], TIMES, 1, (power) => ({ ...point, fixedPower: fixedPowers(power)[index]! }));
  if (second && second.kind !== 'maximum') {
    way(['gradient-not-squared'], POWERS, 2, (power) => ({
      ...point,
      second: { ...second, squared: { power } },
    }));
    if (!point.epsilonHat) way(['missing-root'], POWERS, 0.5, (power) => ({ ...point, root: { power } }));
  }
  for (const clips of ['coordinates', 'norm'] as const) {
    ways.push({
      faults: [],
      grid: gridOf('clip'),
      start: Infinity,
      at: (clip) => ({
        point: { ...point, clips },
        ownValues: { clip },
        complete: completing({ ...defaults, clip }),
      }),
    });
  }
  for (const weightDecay of ['coupled', 'decoupled'] as const) {
    ways.push({
      faults: [],
      grid: gridOf('weight_decay'),
      start: 0,
      at: (decay) => ({
        point: { ...point, weightDecay },
        ownValues: { weight_decay: decay },
        complete: completing({ ...defaults, weight_decay: decay }),
      }),
    });
  }
  return ways;
}

/** The weight of a new square that is a number whatever the decay is: with one decay for all tests, what a factor of the rate comes to. */
function weightOf(point: Point): Way[] {
  const { second } = point;
  if (second?.kind !== 'average' || second.complement !== true) return [];
  const at = (weight: number) => ({ point: { ...point, second: { ...second, complement: { weight } } } });
  return [{ faults: ['missing-decay-complement'], grid: gridOf('beta1'), start: 1, at }];
}

/** A weight solved for, where nothing that is done to a hyperparameter explains as much. */
export const withOwnWeight = (
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  options: SearchOptions,
): Match | null => withOneUnknown(candidates, observations, options, weightOf);

/** One number solved for, in one of the right forms of the expected optimizer. */
export function withOneUnknown(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  options: SearchOptions,
  ways: (point: Point, options: SearchOptions) => Way[] = waysOf,
): Match | null {
  if (!hasNumbers(observations)) return null;
  const complete = completing(options.defaults);
  for (const candidate of candidates) {
    for (const { faults, grid, start, at } of ways(candidate.point, options)) {
      const unknown: Unknown = { grid, start, at: (value) => ({ complete, ...at(value) }) };
      const value = solveFor(observations, unknown);
      if (value === null) continue;
      const { complete: _, ...found } = at(value);
      return { ...candidate, ...READS_RIGHTLY, faults: [...candidate.faults, ...faults], ...found };
    }
  }
  return null;
}

/** What `complete` gives, but for one hyperparameter, which is made something else of. */
function altering(complete: Complete, name: HyperparameterName, of: (value: number) => number): Complete {
  const known = new WeakMap<object, ReturnType<Complete>>();
  return (given) => {
    const before = known.get(given);
    if (before) return before;
    const right = complete(given);
    const altered = { ...right, [name]: of(right[name]) };
    known.set(given, altered);
    return altered;
  };
}

/** @param altered what hyperparameters are turned into: by a factor, or one of the ways in words */
export const alteringAll = (complete: Complete, altered: Match['altered']): Complete =>
  (Object.entries(altered) as [HyperparameterName, string | number][]).reduce(
    (all, [name, how]) =>
      altering(
        all,
        name,
        typeof how === 'number' ? (value) => how * value : ALTERED.find(({ words }) => words === how)!.of,
      ),
    complete,
  );

const alteredMatch = (candidate: Candidate, name: HyperparameterName, how: string | number): Match => ({
  ...candidate,
  ...READS_RIGHTLY,
  faults: [...candidate.faults, 'hyperparameter-altered'],
  altered: { [name]: how },
});

/**
 * Beside other faults the step is longer or shorter by one factor, or the learning rate is a number whatever is given. Which one, the
 * first step says; the others, whether it is so.
 */
export function withStepScaled(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  { defaults }: SearchOptions,
): Match | null {
  const name = 'learning_rate';
  if (!hasNumbers(observations) || !(name in defaults)) return null;
  const complete = completing(defaults);
  const first = observations[0]!;
  const roughly = { ...first, tolerance: NEARLY * 10 };
  for (const candidate of candidates) {
    const { point } = candidate;
    const ratio = ratioOfFirstSteps(point, first, complete);
    if (ratio === null) continue;
    const scaled = altering(complete, name, (value) => ratio * value);
    // Where the learning rate is the same at every step, both come to this.
    if (!explains(point, [roughly], scaled)) continue;
    const fixing = (value: number) => completing(defaults, {}, { [name]: value });
    const fixed = withFewDigits(
      ratio * complete(first.given[0]!)[name],
      (value) => explains(point, observations, fixing(value)),
      NEARLY,
    );
    if (fixed !== null) return fixedMatch({ ...candidate, ...READS_RIGHTLY }, { [name]: fixed });
    if (Math.abs(ratio - 1) < NEARLY) continue;
    const factor = withFewDigits(
      ratio,
      (x) =>
        explains(
          point,
          observations,
          altering(complete, name, (value) => x * value),
        ),
      NEARLY,
    );
    if (factor !== null) return alteredMatch(candidate, name, factor);
  }
  return null;
}

/** Coordinates whose steps are so much alike are longer by one factor: an epsilon may stand beside it. */
const NEARLY = 1e-4;

/** By how much the first step is longer in every coordinate; null where that differs. What is no number in either says nothing. */
function ratioOfFirstSteps(point: Point, observation: Observation, complete: Complete): number | null {
  const { starts, rows, gradients, given } = observation;
  if (rows.length === 0) return null;
  const start = starts[0]!;
  const [memory] = freshMemories(observation);
  const expected = takeStep(point, complete(given[0]!), memory!, start, gradients[0]![0]!);
  let ratio: number | null = null;
  for (const [i, x] of start.entries()) {
    const found = rows[0]![0]![i]! - x;
    const right = expected[i]! - x;
    if (Number.isNaN(found) && Number.isNaN(right)) continue;
    const here = found / right;
    if (!Number.isFinite(here) || here <= 0) return null;
    if (ratio !== null && Math.abs(here - ratio) > NEARLY * ratio) return null;
    ratio ??= here;
  }
  return ratio;
}

/** A hyperparameter is read, but something is done with it before it is used. */
export function withOneAltered(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  { defaults }: SearchOptions,
): Match | null {
  if (!hasNumbers(observations)) return null;
  const complete = completing(defaults);
  const names = Object.keys(defaults) as HyperparameterName[];
  for (const candidate of candidates) {
    for (const name of names) {
      for (const { words, of } of ALTERED)
        if (explains(candidate.point, observations, altering(complete, name, of)))
          return alteredMatch(candidate, name, words);
      if (name !== 'learning_rate' && name !== 'epsilon') continue;
      const factor = solveFor(observations, {
        grid: MULTIPLES,
        start: 1,
        at: (x) => ({ point: candidate.point, complete: altering(complete, name, (value) => x * value) }),
      });
      if (factor !== null) return alteredMatch(candidate, name, factor);
    }
  }
  return null;
}
