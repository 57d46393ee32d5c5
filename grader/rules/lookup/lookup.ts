/** Finds the entry of the atlas that takes the same steps as a written rule. */
import { Comparison, DEFAULT_TOLERANCE } from '../../core/compare.ts';
import type { Divergence } from '../../core/compare.ts';
import type { HyperparameterName, Vector } from '../../terms.ts';
import { MAX_FAULTS } from '../../core/candidates.ts';
import { assignments, withComplements } from './assignments.ts';
import type { Assignment } from './assignments.ts';
import { atlas } from './atlas.ts';
import type { Entry, Steps } from './atlas.ts';
import type { Constant, ParsedRule } from '../parse.ts';
import { PROBES, PROBE_SETS, probeAt } from '../run/probes.ts';
import type { Probe, ProbeSet } from '../run/probes.ts';

export interface Match {
  entry: Entry;
  assignment: Assignment;
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
export function hyperparametersIn(rule: ParsedRule): Constant[] {
  const { constants } = rule;
  const schedule =
    constants.length > MAX_CONSTANTS ? constants.find((constant) => constant.isScheduled) : undefined;
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

/** The first divergence of a rule from an entry, over all probes; null where there is none. */
export function divergenceFrom(
  entry: Entry,
  rule: ParsedRule,
  assignment: Assignment,
  probes: ProbeSet,
  delay = 0,
): { divergence: Divergence | null; error: number } {
  let error = 0;
  for (const number of PROBE_SETS[probes]) {
    const probe = PROBES[number] as Probe;
    const comparison = new Comparison([probe.start], DEFAULT_TOLERANCE);
    const found = stepsOf(rule, assignment, probe, delay);
    for (const [i, expected] of entry.steps(number).entries()) {
      const row = found[i] as Vector;
      const divergence = notFinite(expected, row, i + 1) ?? comparison.next([expected], [row]);
      if (divergence) return { divergence, error: divergence.relativeError };
    }
    error = Math.max(error, comparison.maxRelativeError);
  }
  return { divergence: null, error };
}

/** Infinity and NaN equal themselves and nothing else. */
function notFinite(expected: Vector, found: Vector, step: number): Divergence | null {
  const coordinate = expected.findIndex((value, i) => {
    const other = found[i] ?? Number.NaN;
    return !(Number.isFinite(value) && Number.isFinite(other)) && !Object.is(value, other);
  });
  if (coordinate < 0) return null;
  const at = { step, parameter: 0, coordinate };
  return {
    ...at,
    expected: expected[coordinate] as number,
    found: found[coordinate] as number,
    relativeError: Infinity,
  };
}

/** Does a trajectory say anything, or is it all division by zero? */
export function isTelling(steps: Steps): boolean {
  return steps.some((step) => step.some(Number.isFinite));
}

function isNear(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Object.is(a, b);
  return Math.abs(a - b) <= 1e-7 * (Math.abs(a) + Math.abs(b));
}

/** A quick look at the last step of the first probe, before all steps are compared. */
function ends(steps: Steps): Vector {
  return steps[steps.length - 1] ?? new Float64Array(0);
}

function sameEnd(a: Steps, b: Steps): boolean {
  const other = ends(b);
  return ends(a).every((value, i) => isNear(value, other[i] ?? Number.NaN));
}

/** Entries that depend on the same hyperparameters. */
interface Region {
  hyperparameters: readonly HyperparameterName[];
  entries: Entry[];
  /** First coordinate of each entry's last step of the first probe: one glance tells most entries apart. */
  ends: () => Near;
  /** The same of the first step, which the rule takes much sooner. */
  starts: () => Near;
}

/** Which of some numbers are a given one, but for rounding; in their order. */
type Near = (value: number) => number[];

function nearTo(values: Float64Array): Near {
  const finite = [...values.keys()].filter((i) => Number.isFinite(values[i]));
  const order = Uint32Array.from(finite.sort((a, b) => values[a]! - values[b]!));
  return (value) => {
    if (!Number.isFinite(value)) return [...values.keys()].filter((i) => Object.is(values[i], value));
    const reach = 3e-7 * Math.abs(value);
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[order[middle]!]! < value - reach) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (; low < order.length && values[order[low]!]! <= value + reach; low++)
      if (isNear(values[order[low]!]!, value)) found.push(order[low]!);
    return found.sort((a, b) => a - b);
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function regionsOf(entries: readonly Entry[], probe: number): Region[] {
  const groups = Map.groupBy(entries, ({ hyperparameters }) => [...hyperparameters].sort().join());
  return [...groups.values()].map((group) => ({
    hyperparameters: group[0]?.hyperparameters ?? [],
    entries: group,
    ends: once(() => nearTo(Float64Array.from(group, (entry) => ends(entry.steps(probe))[0] ?? Number.NaN))),
    starts: once(() => nearTo(Float64Array.from(group, (entry) => entry.steps(probe)[0]?.[0] ?? Number.NaN))),
  }));
}

interface Regions {
  ordinary: Region[];
  equalBetas: Region[];
}

const known = new Map<string, Regions>();

/** Of the entries with that many faults. */
function regionsAt(level: number, probes: ProbeSet): Regions {
  const probe = PROBE_SETS[probes][0];
  const made = (equalBetas: boolean): Region[] =>
    regionsOf(
      atlas(level).filter((entry) => isLikely(entry) && entry.equalBetas === equalBetas),
      probe,
    );
  const key = `${probes} ${level}`;
  const regions = known.get(key) ?? { ordinary: made(false), equalBetas: made(true) };
  known.set(key, regions);
  return regions;
}

const LEVELS = Array.from({ length: MAX_FAULTS + 1 }, (_, level) => level);

/**
 * Lower is better: fewer faults, then the expected optimizer, then the order of the atlas. A correction by one fixed power
 * takes the steps of an average without its complement; what is written without any correction is that.
 */
function rank(entry: Entry, expected: string | undefined): number {
  const farFetched = entry.faults.includes('time-not-counted') ? 3 : 0;
  const other = entry.optimizer.name === expected || expected === undefined ? 0 : 1;
  return 2 * entry.faults.length + other + farFetched;
}

/** Beside another fault, a fixed power explains steps that the writer never thought of. */
const isLikely = ({ faults }: Entry): boolean => faults.length < 2 || !faults.includes('time-not-counted');

/** The steps of a rule over the first probe. */
interface Tried {
  /** First coordinate of the first step. */
  start: number;
  all: () => { steps: Steps; startsLate: boolean };
}

class Lookup {
  private readonly rule: ParsedRule;
  private readonly expected: string | undefined;
  private readonly probes: ProbeSet;
  /** By the constants' values, which assignments share. */
  private readonly tried = new Map<string, Tried>();
  private readonly triedAs = new Map<Assignment, Tried>();
  /** By the hyperparameters that are given; regions of all levels share them. */
  private readonly made = new Map<string, readonly Assignment[]>();
  private best: Match | null = null;
  private readonly constants: readonly Constant[];

  /** @param constants those that stand for hyperparameters */
  constructor(
    rule: ParsedRule,
    constants: readonly Constant[],
    expected: string | undefined,
    probes: ProbeSet,
  ) {
    this.rule = rule;
    this.constants = constants;
    this.expected = expected;
    this.probes = probes;
  }

  run(): Match | null {
    const { constants } = this;
    if (constants.length > MAX_CONSTANTS) return null;
    for (const level of LEVELS) {
      if (this.isSettled(level)) return this.best;
      for (const { region, assignment } of this.tries(level)) this.try(region, assignment);
    }
    if (this.best) return this.best;
    for (const level of LEVELS) {
      if (this.isSettled(level)) return this.best;
      for (const { region, assignment } of this.tries(level))
        for (const variant of withComplements(assignment, constants)) this.try(region, variant);
    }
    if (!this.best && constants.some((constant) => constant.isLiteral)) this.tryEqualBetas();
    return this.best;
  }

  /** Is what was found better than anything with so many faults can be? */
  private isSettled(level: number): boolean {
    return this.best !== null && rank(this.best.entry, this.expected) <= 2 * level;
  }

  private *tries(level: number): Generator<{ region: Region; assignment: Assignment }> {
    for (const region of regionsAt(level, this.probes).ordinary)
      for (const assignment of this.assignments(region.hyperparameters)) yield { region, assignment };
  }

  private assignments(names: readonly HyperparameterName[]): readonly Assignment[] {
    const key = names.join();
    const made = this.made.get(key) ?? assignments(this.constants, names);
    this.made.set(key, made);
    return made;
  }

  /** One number, 0.9, for both decays. */
  private tryEqualBetas(): void {
    for (const level of LEVELS) {
      for (const region of regionsAt(level, this.probes).equalBetas) {
        const distinct = region.hyperparameters.filter((name) => name !== 'beta2');
        for (const assignment of assignments(this.constants, distinct)) {
          const isLiteral = this.rule.constants.some(
            (c) => c.isLiteral && assignment.get(c.name)?.hyperparameter === 'beta1',
          );
          if (isLiteral) this.try(region, assignment);
        }
      }
    }
  }

  private firstSteps(assignment: Assignment, probe: Probe): Tried {
    const tried = this.triedAs.get(assignment) ?? this.firstStepsAs(assignment, probe);
    this.triedAs.set(assignment, tried);
    return tried;
  }

  private firstStepsAs(assignment: Assignment, probe: Probe): Tried {
    const key = [...assignment]
      .map(([name, role]) => `${name}=${probeAt(role.hyperparameter, probe, 0)}${role.complement ? '!' : ''}`)
      .sort()
      .join();
    const known = this.tried.get(key);
    if (known) return known;
    const [first] = stepsOf(this.rule, assignment, probe, 0, probe.gradients.slice(0, 1));
    const all = once(() => {
      const steps = stepsOf(this.rule, assignment, probe);
      // Divided by 1 − β⁰: the rule counts from 0 where it means 1.
      const startsLate = !isTelling(steps);
      return { steps: startsLate ? stepsOf(this.rule, assignment, probe, 1) : steps, startsLate };
    });
    const result = { start: first?.[0] ?? Number.NaN, all };
    this.tried.set(key, result);
    return result;
  }

  private try(region: Region, assignment: Assignment): void {
    if (this.best && rank(this.best.entry, this.expected) === 0) return;
    const number = PROBE_SETS[this.probes][0];
    const first = PROBES[number] as Probe;
    const { start, all } = this.firstSteps(assignment, first);
    if (Number.isFinite(start) && region.starts()(start).length === 0) return;
    const { steps, startsLate } = all();
    if (!isTelling(steps)) return;
    const delay = startsLate ? 1 : 0;
    const end = ends(steps)[0] ?? Number.NaN;
    for (const i of region.ends()(end)) {
      const entry = region.entries[i]!;
      if (this.best && rank(entry, this.expected) >= rank(this.best.entry, this.expected)) continue;
      if (!sameEnd(entry.steps(number), steps)) continue;
      if (divergenceFrom(entry, this.rule, assignment, this.probes, delay).divergence) continue;
      this.best = { entry, assignment, startsLate, probes: this.probes, forgets: false };
    }
  }
}

/** @param constants those of the rule that stand for hyperparameters */
function lookUpAs(
  rule: ParsedRule,
  constants: readonly Constant[],
  expected: string | undefined,
): Match | null {
  const match = new Lookup(rule, constants, expected, 'changing').run();
  return match ?? (rule.machine.looksAhead ? new Lookup(rule, constants, expected, 'steady').run() : null);
}

/** @param expected name of the optimizer that was asked for; it wins over others that explain the rule equally well */
export function lookUp(rule: ParsedRule, expected: string | undefined): Match | null {
  const constants = hyperparametersIn(rule);
  const asWritten = lookUpAs(rule, constants, expected);
  // A weight decay of 0 may be one that the optimizer has; a dampening of 0 has no other meaning than to be left out.
  const isKnown = asWritten !== null && asWritten.entry.faults.length === 0;
  const rest = isKnown ? constants : rule.constants.filter((constant) => !constant.isZero);
  const withoutZeros = rest.length < rule.constants.length ? lookUpAs(rule, rest, expected) : null;
  const found = withoutZeros ?? asWritten;
  if (!rule.kept || found?.entry.faults.includes('state-not-kept')) return found;
  // Momentum that forgets its velocity takes the steps of plain descent, and is meant as momentum.
  const kept = lookUp(rule.kept, expected);
  return kept ? { ...kept, forgets: true } : found;
}

/** A rule and what it was looked up as; one that only a changing learning rate hides is taken without. */
export function identified(
  rule: ParsedRule,
  expected: string | undefined,
): { rule: ParsedRule; match: Match | null } {
  const match = lookUp(rule, expected);
  const { steady } = rule;
  const isKnown = match !== null && match.entry.faults.length === 0;
  const found = !isKnown && steady ? lookUp(steady, expected) : null;
  // Where the squares of all gradients are summed, a rate that falls with the steps is what the sum replaces.
  const isDecayed = found?.entry.optimizer.point.second?.kind === 'sum';
  const isBetter = found !== null && (match === null || found.entry.faults.length === 0);
  return isBetter && !isDecayed
    ? { rule: { ...steady!, further: rule.further }, match: found }
    : { rule, match };
}
