/** Finds the entry of the atlas that takes the same steps as a written rule. */
import type { FaultId, HyperparameterName } from '../../terms.ts';
import { MAX_FAULTS } from '../../core/candidates.ts';
import { assignments, DECAYS, isShareOfNew, speaksFor, swapsBetas, withComplements } from './assignments.ts';
import type { Assignment } from './assignments.ts';
import { atlas } from './atlas.ts';
import type { Entry, Steps } from './atlas.ts';
import { compared, hyperparametersIn, MAX_CONSTANTS, stepsOf, stepsOver } from './comparison.ts';
import type { Match, Trajectories } from './comparison.ts';
import { readOtherwise, withComplementsTogether } from './complements.ts';
import { withConstantMomentum } from './nesterovsSchedule.ts';
import type { Constant, ParsedRule } from '../parse.ts';
import { PROBES, PROBE_SETS, probeAt } from '../run/probes.ts';
import type { Probe, ProbeSet } from '../run/probes.ts';

/** The faults of the entry, and those that show in how the rule came to agree with it. */
export function faultsOf(
  { entry, assignment, startsLate, forgets }: Match,
  { constants }: ParsedRule,
): FaultId[] {
  const faults = new Set<FaultId>(entry.faults);
  if (forgets) faults.add('state-not-kept');
  if (startsLate) faults.add('time-off-by-one');
  if (swapsBetas(assignment, constants)) faults.add('swapped-betas');
  return [...faults];
}

function isNear(a: number, b: number): boolean {
  const size = Math.abs(a) + Math.abs(b);
  return Object.is(a, b) || (size < Infinity && Math.abs(a - b) <= 1e-7 * size);
}

/** A quick look at the last step of the first probe, before all steps are compared. */
function sameEnd(a: Steps, b: Steps): boolean {
  const [end, other] = [a.at(-1)!, b.at(-1)!];
  return end.every((value, i) => isNear(value, other[i]!));
}

const startOf = ([first]: Steps): number => first?.[0] ?? Number.NaN;

/** Entries that depend on the same hyperparameters. */
interface Region {
  hyperparameters: readonly HyperparameterName[];
  /** Their names, as one. */
  names: string;
  equalBetas: boolean;
  entries: Entry[];
  /** Places of the entries whose first step begins near a number, in their order: one glance tells most of them from a rule. */
  near: (start: number) => number[];
}

/** Finds the places of the numbers that are near one. */
function finder(numbers: readonly number[]): (number: number) => number[] {
  const order = numbers.map((_, i) => i).filter((i) => Number.isFinite(numbers[i]));
  order.sort((a, b) => numbers[a]! - numbers[b]!);
  return (number) => {
    const room = 4e-7 * Math.abs(number);
    let [from, to] = [0, order.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (numbers[order[middle]!]! < number - room) from = middle + 1;
      else to = middle;
    }
    const found: number[] = [];
    for (; from < order.length && numbers[order[from]!]! <= number + room; from++)
      if (isNear(numbers[order[from]!]!, number)) found.push(order[from]!);
    return found.sort((a, b) => a - b);
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Beside another fault, a fixed power explains steps that the writer never thought of. */
const isLikely = ({ faults }: Entry): boolean => faults.length < 2 || !faults.includes('time-not-counted');

const known = new Map<string, Region[]>();

/** Of the entries with that many faults. */
function regionsAt(level: number, probes: ProbeSet): Region[] {
  const key = `${probes} ${level}`;
  const regions = known.get(key) ?? regionsOf(atlas(level).filter(isLikely), PROBE_SETS[probes][0]);
  known.set(key, regions);
  return regions;
}

function regionsOf(all: readonly Entry[], probe: number): Region[] {
  const groups = Map.groupBy(all, ({ hyperparameters, equalBetas }) =>
    [...hyperparameters, equalBetas].sort().join(),
  );
  return [...groups.values()].map((entries) => {
    const found = once(() => finder(entries.map((entry) => startOf(entry.steps(probe)))));
    const [{ hyperparameters, equalBetas }] = entries as [Entry];
    const names = hyperparameters.join();
    return { hyperparameters, names, equalBetas, entries, near: (start) => found()(start) };
  });
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

/** The steps that the rule takes over the first probe. */
interface Taken {
  /** First coordinate of the first step. */
  start: number;
  all: () => { steps: Trajectories; startsLate: boolean };
}

/** A way to give the constants roles, with the steps that come of it: the likeliest are tried first, and few have to be. */
interface Way {
  assignment: Assignment;
  taken: () => Taken;
}

/** What is tried one after the other: which entries, and what the constants may stand for there. */
interface Pass {
  equalBetas: boolean;
  roles: (names: readonly HyperparameterName[]) => Assignment[];
  /** By the names; regions of all levels share them. */
  ways: Map<string, Way[]>;
}

class Lookup {
  private readonly rule: ParsedRule;
  private readonly constants: readonly Constant[];
  private readonly expected: string | undefined;
  private readonly probes: ProbeSet;
  private readonly probe: Probe;
  private readonly passes: readonly Pass[];
  /** By the constants' values, which assignments share. */
  private readonly tried = new Map<string, Taken>();
  private best: Match | null = null;

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
    this.probe = PROBES[PROBE_SETS[probes][0]]!;
    const plain = (names: readonly HyperparameterName[]) => assignments(constants, names);
    const complements = (names: readonly HyperparameterName[]) =>
      plain(names).flatMap((roles) => withComplements(roles, constants));
    // One number, 0.9, for both decays.
    const isLiteral = (roles: Assignment): boolean =>
      constants.some((c) => c.isLiteral && roles.get(c.name)?.hyperparameter === 'beta1');
    const shared = (names: readonly HyperparameterName[]) =>
      plain(names.filter((name) => name !== 'beta2')).filter(isLiteral);
    this.passes = [
      { equalBetas: false, roles: plain, ways: new Map() },
      { equalBetas: false, roles: complements, ways: new Map() },
      { equalBetas: true, roles: shared, ways: new Map() },
    ];
  }

  /** @param levels how many faults an entry may have */
  run(levels: readonly number[]): Match | null {
    for (const pass of this.passes) {
      for (const level of levels) this.tryAll(pass, level);
      if (this.best && !this.isExchanged(this.best)) return this.best;
    }
    return this.best;
  }

  /** All entries with that many faults, until what was found is better than any of the others can be. */
  private tryAll(pass: Pass, level: number): void {
    const isDone = (): boolean => this.best !== null && rank(this.best.entry, this.expected) <= 2 * level;
    if (isDone()) return;
    for (const region of regionsAt(level, this.probes)) {
      if (region.equalBetas !== pass.equalBetas) continue;
      for (const way of this.ways(pass, region)) {
        this.try(region, way);
        if (isDone()) return;
      }
    }
  }

  /** Are weights that have changed places perhaps as they should be, and the constant is that of the new term? */
  private isExchanged({ entry, assignment }: Match): boolean {
    const isOfNew = (constant: Constant): boolean =>
      isShareOfNew(constant) && DECAYS.has(assignment.get(constant.name)!.hyperparameter);
    return entry.faults.includes('weights-exchanged') && this.constants.some(isOfNew);
  }

  private ways({ roles, ways }: Pass, { hyperparameters, names }: Region): Way[] {
    const made =
      ways.get(names) ??
      roles(hyperparameters).map((assignment): Way => ({
        assignment,
        taken: once(() => this.taken(assignment)),
      }));
    ways.set(names, made);
    return made;
  }

  private taken(assignment: Assignment): Taken {
    const { rule, probe, probes } = this;
    // Every assignment has the constants in their own order.
    let key = '';
    for (const { hyperparameter, complement } of assignment.values())
      key += `${probeAt(hyperparameter, probe, 0)}${complement ? '!' : ' '}`;
    const known = this.tried.get(key);
    if (known) return known;
    const [first] = PROBE_SETS[probes];
    const all = once(() => {
      const steps = stepsOver(rule, assignment);
      // Divided by 1 − β⁰: the rule counts from 0 where it means 1.
      const startsLate = !isTelling(steps(first));
      return { steps: startsLate ? stepsOver(rule, assignment, 1) : steps, startsLate };
    });
    const taken = { start: startOf(stepsOf(rule, assignment, probe, 0, probe.gradients.slice(0, 1))), all };
    this.tried.set(key, taken);
    return taken;
  }

  private try({ entries, near }: Region, { assignment, taken }: Way): void {
    const { probes } = this;
    const [first] = PROBE_SETS[probes];
    const { start, all } = taken();
    for (const entry of Number.isFinite(start) ? near(start).map((i) => entries[i]!) : entries) {
      if (this.best && rank(entry, this.expected) >= rank(this.best.entry, this.expected)) continue;
      const { steps, startsLate } = all();
      if (!isTelling(steps(first))) return;
      if (!sameEnd(entry.steps(first), steps(first))) continue;
      const { divergence } = compared(entry, steps, probes);
      if (!divergence) this.best = { entry, assignment, steps, startsLate, probes, forgets: false };
    }
  }
}

/** Does a trajectory say anything, or is it all division by zero? */
function isTelling(steps: Steps): boolean {
  return steps.some((step) => step.some(Number.isFinite));
}

/** @param constants those of the rule that stand for hyperparameters */
function lookUpAs(
  rule: ParsedRule,
  constants: readonly Constant[],
  expected: string | undefined,
  levels: readonly number[],
): Match | null {
  if (constants.length > MAX_CONSTANTS) return null;
  const found = (probes: ProbeSet): Match | null => new Lookup(rule, constants, expected, probes).run(levels);
  return found('changing') ?? (rule.machine.looksAhead ? found('steady') : null);
}

/** A rate of 1, as frameworks have it where the paper has none. */
const isNoRate = (constant: Constant): boolean =>
  constant.value === 1 && speaksFor(constant, 'learning_rate');

/**
 * @param expected name of the optimizer that was asked for; it wins over others that explain the rule equally well
 * @param levels how many faults it may have
 */
export function lookUp(
  rule: ParsedRule,
  expected: string | undefined,
  levels: readonly number[] = LEVELS,
): Match | null {
  const constants = hyperparametersIn(rule);
  const asWritten = lookUpAs(rule, constants, expected, levels);
  // A weight decay of 0 may be one that the optimizer has; a dampening of 0 has no other meaning than to be left out.
  const isKnown = asWritten !== null && asWritten.entry.faults.length === 0;
  const rest = isKnown
    ? constants
    : rule.constants.filter((constant) => !constant.isZero && !isNoRate(constant));
  const asValued = rest.length < rule.constants.length ? lookUpAs(rule, rest, expected, levels) : null;
  const found = asValued ?? asWritten;
  if (!rule.kept || found?.entry.faults.includes('state-not-kept')) return found;
  // Momentum that forgets its velocity takes the steps of plain descent, and is meant as momentum.
  const kept = lookUp(rule.kept, expected, levels);
  return kept ? { ...kept, forgets: true } : found;
}

const WITHOUT_FAULT = [0];

export interface Identified {
  rule: ParsedRule;
  match: Match | null;
}

/** The rule with numbers that are one minus another read the other way, where it is known so. A number by itself is a learning rate then. */
function knownOtherwise(rule: ParsedRule, expected: string | undefined): Identified | null {
  const before = new Set(rule.constants.map(({ name }) => name));
  for (const other of readOtherwise(rule)) {
    const match = lookUp(other, expected, WITHOUT_FAULT);
    const isRate = ({ name }: Constant): boolean =>
      before.has(name) || match!.assignment.get(name)?.hyperparameter === 'learning_rate';
    if (match && other.constants.every(isRate)) return { rule: other, match };
  }
  return null;
}

/**
 * A rule and what it was looked up as; one that only a changing learning rate hides is taken without, and one whose numbers can be read
 * two ways by that in which it is known. Nesterov's schedule stands for a constant momentum.
 */
export function identified(read: ParsedRule, expected: string | undefined): Identified {
  const asWritten = lookUp(read, expected);
  const isKnown = asWritten !== null && asWritten.entry.faults.length === 0;
  const known = isKnown ? null : knownOtherwise(read, expected);
  if (known) return known;
  const together = isKnown ? null : withComplementsTogether(read);
  const matchTogether = together && lookUp(together, expected);
  const isLess =
    matchTogether !== null &&
    (asWritten === null || matchTogether.entry.faults.length < asWritten.entry.faults.length);
  const [rule, match] = isLess ? [together!, matchTogether] : [read, asWritten];
  const { steady } = rule;
  const constant = match ? null : withConstantMomentum(rule);
  const convex = constant && lookUp(constant, expected, WITHOUT_FAULT);
  if (constant && convex?.entry.optimizer.name === 'nesterov') return { rule: constant, match: convex };
  const found = !isKnown && steady ? lookUp(steady, expected) : null;
  // Where the squares of all gradients are summed, a rate that falls with the steps is what the sum replaces.
  const isDecayed = found?.entry.optimizer.point.second?.kind === 'sum';
  const isBetter = found !== null && (match === null || found.entry.faults.length === 0);
  return isBetter && !isDecayed
    ? { rule: { ...steady!, further: rule.further }, match: found }
    : { rule, match };
}
