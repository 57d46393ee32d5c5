/**
 * Which constant of a rule is which hyperparameter? Every assignment is tried, so that a rule may call its learning rate α,
 * η, ε or γ; only β₁ and β₂ say themselves what they are.
 */
import { meansWithLabels } from '../lexicon.ts';
import type { HyperparameterName } from '../../terms.ts';
import type { Constant } from '../parse.ts';

/** What a constant stands for; `complement`: for one minus the hyperparameter. */
export interface Role {
  hyperparameter: HyperparameterName;
  complement: boolean;
}

export type Assignment = Map<string, Role>;

/** Shares of the old value. */
export const DECAYS: ReadonlySet<HyperparameterName> = new Set(['momentum', 'decay_rate', 'beta1', 'beta2']);

/** The orders of so many places. */
const orders: number[][][] = [[[]]];

function ordersOf(size: number): number[][] {
  return (orders[size] ??= Array.from({ length: size }, (_, first) =>
    ordersOf(size - 1).map((rest) => [first, ...rest.map((place) => (place < first ? place : place + 1))]),
  ).flat());
}

const DECAY = /^(rho|beta|gamma|mu|momentum|decay)/;
const SPEAKING: Readonly<Record<HyperparameterName, RegExp>> = {
  learning_rate: /^(eta|alpha|lr|learning)/,
  epsilon: /^(hat )?(eps|delta)/,
  beta1: /_1$|^b1$/,
  beta2: /_2$|^b2$/,
  weight_decay: /^(lambda|wd)/,
  momentum: DECAY,
  decay_rate: DECAY,
  clip: /^clip/,
};

/** Does a name speak for a hyperparameter? Only the order in which assignments are tried depends on it. */
export function speaksFor({ name, value }: Constant, hyperparameter: HyperparameterName): boolean {
  const isTiny = hyperparameter === 'epsilon' && value !== null && value < 1e-4;
  return isTiny || SPEAKING[hyperparameter].test(name);
}

/** All ways to give the constants these hyperparameters, the likeliest first. */
export function assignments(
  constants: readonly Constant[],
  names: readonly HyperparameterName[],
): Assignment[] {
  if (constants.length !== names.length) return [];
  const speaking = constants.map((constant) => new Set(names.filter((name) => speaksFor(constant, name))));
  const silent = (order: readonly HyperparameterName[]): number =>
    speaking.filter((spoken, i) => !spoken.has(order[i]!)).length;
  const roleOf = (hyperparameter: HyperparameterName): Role => ({ hyperparameter, complement: false });
  return ordersOf(names.length)
    .map((places) => places.map((place) => names[place]!))
    .map((order) => ({ order, cost: silent(order) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ order }) => new Map(constants.map(({ name }, i) => [name, roleOf(order[i]!)])));
}

/** Is it the weight of the new term, 0.1 of `s + 0.1(g² − s)`? */
export const isShareOfNew = ({ value }: Constant): boolean => value !== null && value > 0 && value < 0.5;

/** α of `s + α(g² − s)`: some take it for the weight of the new term, some for the decay. */
export const isEitherShare = ({ name, value }: Constant): boolean =>
  value === null && /^(?:alpha|tau|kappa|a|c|k)(?:_|$)/.test(name);

/** The same assignments with some decays read as one minus the constant, for letters that do not forbid it. */
export function withComplements(assignment: Assignment, constants: readonly Constant[]): Assignment[] {
  const free = constants.filter((constant) => {
    const { name, isLiteral } = constant;
    const role = assignment.get(name);
    // Letters that everywhere else mean the share of the old value: one minus them cannot be meant.
    const isFree = isLiteral ? isShareOfNew(constant) : !meansWithLabels('decay', name);
    return role && DECAYS.has(role.hyperparameter) && isFree;
  });
  const variants: Assignment[] = [];
  for (let mask = 1; mask < 2 ** free.length; mask++) {
    const variant = new Map(assignment);
    free.forEach(({ name }, i) => {
      if (mask & (1 << i)) variant.set(name, { ...variant.get(name)!, complement: true });
    });
    variants.push(variant);
  }
  return variants;
}

/** β₂ on the first moment and β₁ on the second, or the larger decay on the first. */
export function swapsBetas(assignment: Assignment, constants: readonly Constant[]): boolean {
  const holder = (name: HyperparameterName): Constant | undefined =>
    constants.find((constant) => assignment.get(constant.name)?.hyperparameter === name);
  const first = holder('beta1');
  const second = holder('beta2');
  if (!first || !second) return false;
  if (first.name.endsWith('2') && second.name.endsWith('1') && !first.isLiteral) return true;
  const decayOf = ({ name, value }: Constant): number | null =>
    value !== null && assignment.get(name)!.complement ? 1 - value : value;
  const [one, other] = [decayOf(first), decayOf(second)];
  return one !== null && other !== null && one > other;
}
