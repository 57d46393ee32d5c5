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

/** Letters that everywhere else mean the share of the old value, so that one minus them cannot be meant. */
const isDecayLetter = (name: string): boolean => meansWithLabels('decay', name);

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [i, first] of items.entries()) {
    for (const rest of permutations([...items.slice(0, i), ...items.slice(i + 1)])) yield [first, ...rest];
  }
}

/** Does a name speak for a hyperparameter? Only the order in which assignments are tried depends on it. */
export function speaksFor(constant: Constant, hyperparameter: HyperparameterName): boolean {
  const { name, value } = constant;
  switch (hyperparameter) {
    case 'learning_rate':
      return /^(eta|alpha|lr|learning)/.test(name);
    case 'epsilon':
      return /^(epsilon|eps|delta|hat epsilon)/.test(name) || (value !== null && value < 1e-4);
    case 'beta1':
      return /_1$|^b1$/.test(name);
    case 'beta2':
      return /_2$|^b2$/.test(name);
    case 'weight_decay':
      return /^(lambda|wd)/.test(name);
    default:
      return /^(rho|beta|gamma|mu|momentum|decay)/.test(name);
  }
}

/** All ways to give the constants these hyperparameters, the likeliest first. */
export function assignments(
  constants: readonly Constant[],
  names: readonly HyperparameterName[],
): Assignment[] {
  if (constants.length !== names.length) return [];
  const scored = [...permutations(names)].map((order) => {
    const score = constants.filter((constant, i) => speaksFor(constant, order[i]!)).length;
    return { order, score };
  });
  scored.sort((a, b) => b.score - a.score);
  const roleOf = (hyperparameter: HyperparameterName): Role => ({ hyperparameter, complement: false });
  return scored.map(({ order }) => new Map(constants.map(({ name }, i) => [name, roleOf(order[i]!)])));
}

/** The same assignments with some decays read as one minus the constant, for letters that do not forbid it. */
export function withComplements(assignment: Assignment, constants: readonly Constant[]): Assignment[] {
  const free = constants.filter(({ name, isLiteral }) => {
    const role = assignment.get(name);
    return role && DECAYS.has(role.hyperparameter) && !isLiteral && !isDecayLetter(name);
  });
  const variants: Assignment[] = [];
  for (let mask = 1; mask < 2 ** free.length; mask++) {
    const variant = new Map(assignment);
    free.forEach(({ name }, i) => {
      const role = variant.get(name);
      if (role && mask & (1 << i)) variant.set(name, { ...role, complement: true });
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
  if (/_2$|2$/.test(first.name) && /_1$|1$/.test(second.name) && !first.isLiteral) return true;
  return first.value !== null && second.value !== null && first.value > second.value;
}
