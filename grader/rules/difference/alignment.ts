/**
 * A rule beside a reference: which of its constants and states are which of the reference's, chosen so that the two have most in
 * common. Everything a step starts from has the numbers of the reference, so that every equation is compared for itself.
 */
import { assignments, speaksFor } from '../lookup/assignments.ts';
import type { Assignment } from '../lookup/assignments.ts';
import { hyperparametersIn } from '../lookup/comparison.ts';
import { numberFor } from '../model/sameness.ts';
import type { Constant, ParsedRule } from '../parse.ts';
import { remembered } from '../remembered.ts';
import { within } from '../run/code.ts';
import type { Code } from '../run/code.ts';
import type { HyperparameterName, Vector } from '../../terms.ts';
import { LETTERS } from '../lookup/forms.ts';
import { POINTS, Scene, STEP, keyOf, termsIn } from './term.ts';
import type { Term } from './term.ts';

/** No two alike, none one minus another, and decays so fast that a maximum of averages is not always the last. */
const NUMBERS: Readonly<Record<HyperparameterName, number>> = {
  learning_rate: 0.37,
  momentum: 0.83,
  decay_rate: 0.71,
  beta1: 0.79,
  beta2: 0.67,
  epsilon: 0.29,
  weight_decay: 0.43,
  clip: 0.9,
};

/** Of all ways to give the constants roles, the likeliest so many by their names are tried. */
const TRIED = 4;
/** What it costs that a name does not speak for its role, and that a constant or a hyperparameter is left over. */
const [ODD, LEFT] = [3, 2];

/** A rule with more constants than this is compared by the first of them. */
const MAX_CONSTANTS = 7;

/** A right form of an optimizer in the middle of its way. */
export interface Reference {
  rule: ParsedRule;
  hyperparameters: HyperparameterName[];
  /** Names that it remembers from step to step, in the order in which it makes them. */
  memory: string[];
  /** Values before the step that is looked at, by the step. */
  before: (name: string, step: number) => Vector;
  gradients: readonly Vector[];
  scene: Scene;
}

function scattered(name: string, step: number, least: number): Vector {
  const values = new Float64Array(POINTS);
  for (let i = 0; i < POINTS; i++) values[i] = least + 1.9 * numberFor(`${name} ${i}`, step);
  return values;
}

export const referenceOf = remembered(prepare, new WeakMap<ParsedRule, Reference>());

function prepare(rule: ParsedRule): Reference {
  const { machine, parameter, constants: named } = rule;
  const { schedule } = machine;
  const constants = new Map(named.map(({ name }) => [name, NUMBERS[LETTERS[name]!]]));
  const gradients = Array.from({ length: STEP + 1 }, (_, step) => scattered('gradient', step, -1.4));
  let theta = scattered('start', 0, -1);
  let state = machine.initial(POINTS);
  for (let step = 1; step < STEP; step++)
    ({ theta, state } = machine.step(state, theta, gradients[step]!, constants));
  const { slots } = state;
  const before = (name: string, step: number): Vector =>
    name === parameter && step === STEP - 1 && !machine.looksAhead ? theta : slots.get(name)![step]!;
  const old = oldNames(rule);
  const memory = schedule.instructions
    .map(({ target }) => target)
    .filter((name) => name !== parameter && old.has(name));
  const { made } = new Scene(schedule, constants, before, gradients, () => null);
  // What it remembers goes by its name in the equations behind.
  const kept = new Map(memory.map((name) => [name, Float64Array.from(made.get(name)!.values)]));
  return {
    rule,
    hyperparameters: named.map(({ name }) => LETTERS[name]!),
    memory,
    before,
    gradients,
    scene: new Scene(schedule, constants, before, gradients, (name) => kept.get(name) ?? null),
  };
}

/** A rule and the reference that it is taken to be meant as. */
export interface Alignment {
  reference: Reference;
  roles: Assignment;
  /** Names of the rule, by those of the reference. */
  names: ReadonlyMap<string, string>;
  scene: Scene;
  /** What the two do not have in common. */
  cost: number;
  /** How little the names of the constants speak for their roles. */
  doubt: number;
}

/** Ways to give some of the constants some of the hyperparameters, as many as there are of both, the likeliest first. */
function rolesOf(
  constants: readonly Constant[],
  names: readonly HyperparameterName[],
  known: Assignment,
): Pick<Alignment, 'roles' | 'doubt'>[] {
  const size = Math.min(constants.length, names.length);
  const left = constants.length + names.length - 2 * size;
  const isOdd = (roles: Assignment, each: Constant): boolean =>
    roles.has(each.name) && !speaksFor(each, roles.get(each.name)!.hyperparameter);
  const keeps = (roles: Assignment): boolean =>
    [...known].every(
      ([name, { hyperparameter }]) =>
        !names.includes(hyperparameter) || roles.get(name)?.hyperparameter === hyperparameter,
    );
  return choices(constants, size)
    .flatMap((some) => choices(names, size).flatMap((others) => assignments(some, others).slice(0, TRIED)))
    .filter(keeps)
    .map((roles) => ({
      roles,
      doubt: ODD * constants.filter((each) => isOdd(roles, each)).length + LEFT * left,
    }))
    .sort((a, b) => a.doubt - b.doubt)
    .slice(0, TRIED);
}

function choices<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => choices(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}

const codesIn = ({ machine }: ParsedRule): Code[] =>
  machine.schedule.instructions.flatMap(({ code }) => within(code));

/** Names of which a step uses the value of a step before. */
const oldNames = (rule: ParsedRule): ReadonlySet<string> =>
  new Set(codesIn(rule).flatMap((each) => (each.kind === 'state' && each.slot < 0 ? [each.name] : [])));

const sums = (rule: ParsedRule): boolean => codesIn(rule).some(({ kind }) => kind === 'history');

const looksBack = (rule: ParsedRule): boolean =>
  codesIn(rule).some((each) => each.kind === 'state' && each.name === rule.parameter && each.slot < -1);

/** Of alignments with about as much in common as the best one has, so many are looked at closely. */
const CLOSE = { few: 4, gap: 6 };

/**
 * @param known what its constants stand for in a right rule of another optimizer that it was found to be
 * @returns the references and the roles with which a rule has most in common, the best one first; empty where there are none
 */
export function nearestOf(
  rule: ParsedRule,
  references: readonly Reference[],
  known: Assignment,
): Alignment[] {
  const constants = hyperparametersIn(rule)
    .filter(({ isZero }) => !isZero)
    .slice(0, MAX_CONSTANTS);
  // What a known rule does not keep is a helper of its own.
  const memory = oldNames(rule);
  const isKept = (name: string): boolean => known.size === 0 || memory.has(name);
  const found: Alignment[] = [];
  let most = Infinity;
  for (const reference of references) {
    // A form with a sum over all steps, or from where the parameters were before the last one, is meant where there is one.
    if (sums(reference.rule) && !sums(rule)) continue;
    if (looksBack(reference.rule) && !looksBack(rule)) continue;
    for (const given of rolesOf(constants, reference.hyperparameters, known)) {
      const aligned = given.doubt > most ? null : align(rule, reference, given, most, isKept);
      if (!aligned) continue;
      found.push(aligned);
      most = Math.min(most, aligned.cost + CLOSE.gap);
    }
  }
  return found
    .filter(({ cost }) => cost <= most)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, CLOSE.few);
}

/** @returns null where they have less in common than `most` says */
function align(
  rule: ParsedRule,
  reference: Reference,
  { roles, doubt }: Pick<Alignment, 'roles' | 'doubt'>,
  most: number,
  isKept: (name: string) => boolean,
): Alignment | null {
  const constants = numbersOf(rule, roles);
  const names = new Map<string, string>();
  let scene = sceneOf(rule, reference, constants, names);
  let cost = doubt;
  const targets = [...scene.made].flatMap(([name, { code }]) =>
    name !== rule.parameter && code.kind !== 'gradient' && isKept(name) ? [name] : [],
  );
  for (let open = [...reference.memory]; open.length > 0; open = open.filter((own) => !names.has(own))) {
    const pairs = open
      .flatMap((own) => targets.flatMap((name) => pairOf(own, name)))
      .sort((one, other) => one.gap - other.gap);
    if (pairs.length === 0) cost += open.reduce((sum, own) => sum + 1 + sizeOf(madeBy(own)), 0);
    if (pairs.length === 0 || cost > most) break;
    // What is the same is settled; of the others the nearest, since what it is makes a difference to the rest.
    for (const { own, name, gap } of pairs.filter((each, i) => i === 0 || each.gap === 0)) {
      if (names.has(own) || isTaken(name)) continue;
      names.set(own, name);
      cost += gap;
    }
  }
  if (cost > most) return null;
  if (names.size > 0) scene = sceneOf(rule, reference, constants, names);
  cost += distance(scene.made.get(rule.parameter)!, madeBy(reference.rule.parameter));
  const [ahead, meant] = [scene.lookahead, reference.scene.lookahead];
  cost += ahead && meant ? distance(ahead, meant) : sizeOf(ahead ?? meant);
  return { reference, roles, doubt, names, scene, cost };

  function madeBy(own: string): Term {
    return reference.scene.made.get(own)!;
  }

  function isTaken(name: string): boolean {
    return [...names.values()].includes(name);
  }

  /** A name as what the reference remembers; nothing where the two have nothing in common. */
  function pairOf(own: string, name: string): { own: string; name: string; gap: number }[] {
    if (isTaken(name)) return [];
    const made = sceneOf(rule, reference, constants, new Map([...names, [own, name]]), name).made.get(name)!;
    const gap = distance(made, madeBy(own));
    return gap < keysIn(made).size + keysIn(madeBy(own)).size ? [{ own, name, gap }] : [];
  }
}

function numbersOf({ constants }: ParsedRule, roles: Assignment): Map<string, number> {
  return new Map(
    constants.map(({ name, isZero }) => {
      if (isZero) return [name, 0];
      const role = roles.get(name);
      if (!role) return [name, numberFor(name, 1)];
      return [name, NUMBERS[role.hyperparameter]];
    }),
  );
}

function sceneOf(
  { machine, parameter }: ParsedRule,
  { rule, before, gradients, scene }: Reference,
  constants: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
  only?: string,
): Scene {
  const meant = new Map([...names, [rule.parameter, parameter]].map(([own, name]) => [name, own]));
  return new Scene(
    machine.schedule,
    constants,
    (name, step) => {
      const own = meant.get(name);
      return own === undefined ? scattered(name, step, 0.1) : before(own, step);
    },
    gradients,
    (name) => scene.made.get(meant.get(name) ?? '')?.values ?? null,
    only,
  );
}

const sizeOf = (term: Term | null): number => (term ? [...termsIn(term)].length : 0);

const keysIn = remembered(
  (term) => new Set([...termsIn(term)].map(keyOf)),
  new WeakMap<Term, ReadonlySet<string>>(),
);

/** How many terms of each of two the other does not have. */
function distance(one: Term, other: Term): number {
  if (keyOf(one) === keyOf(other)) return 0;
  const missing = (of: Term, among: Term): number => {
    const there = keysIn(among);
    return [...keysIn(of)].filter((key) => !there.has(key)).length;
  };
  return missing(one, other) + missing(other, one);
}
