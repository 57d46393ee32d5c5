/** What speaks against a rule whose form is right: its constants do not mean what they stand for. */
import { DECAYS, speaksFor } from './assignments.ts';
import type { Match } from './comparison.ts';
import type { HyperparameterName } from '../../terms.ts';
import type { Constant } from '../model/model.ts';

/** Names that are used for nothing else: α is a momentum too, and ε a rate. */
const isRate = (name: string): boolean => /^(eta|lr|learning.*|step.*)(_|$)/.test(name);

/** What stands beside the learning rate, and might have changed places with it. */
const NEIGHBOURS: readonly [HyperparameterName, words: string][] = [
  ['epsilon', 'the small constant'],
  ['momentum', 'the momentum'],
];

const holderIn =
  ({ assignment }: Match, constants: readonly Constant[]) =>
  (hyperparameter: HyperparameterName): Constant | undefined =>
    constants.find(({ name }) => assignment.get(name)?.hyperparameter === hyperparameter);

/** As an epsilon is, and no rate. */
const isTiny = (value: number | null): boolean => value !== null && value > 0 && value <= 1e-6;

const given = ({ name, value }: Constant): string => (name === String(value) ? name : `${name} = ${value}`);

/**
 * Numbers with which a rule of the right form is no such rule: it climbs, its averages stay what they are, or it hardly moves. They may
 * be those of a case that is only spoken of.
 * @returns null where there are none
 */
export function oddNumber(match: Match, constants: readonly Constant[]): string | null {
  const holder = holderIn(match, constants);
  const [rate, small] = [holder('learning_rate'), holder('epsilon')];
  if (rate && rate.value !== null && rate.value < 0) return `the learning rate is negative: ${given(rate)}`;
  if (rate && small && isTiny(rate.value) && small.value !== null && !isTiny(small.value))
    return `the learning rate is ${rate.value}, and the small constant ${small.value}`;
  const isAverage = match.entry.conventions.includes('ema-momentum');
  const still = constants.find(({ name, value }) => {
    const role = match.assignment.get(name);
    if (!role || value === null || !DECAYS.has(role.hyperparameter)) return false;
    return (isAverage || role.hyperparameter !== 'momentum') && value === (role.complement ? 0 : 1);
  });
  return still ? `with ${given(still)} an average takes in nothing new` : null;
}

/** A sentence without its full stop; null where nothing does. */
export function doubtIn(match: Match, constants: readonly Constant[]): string | null {
  const { assignment, entry } = match;
  const isAverage = entry.conventions.includes('ema-momentum');
  const holder = holderIn(match, constants);
  const rate = holder('learning_rate');
  for (const [hyperparameter, words] of NEIGHBOURS) {
    const other = holder(hyperparameter);
    // Of an average the form alone says which one is the decay.
    if (!isAverage && rate && other && speaksFor(rate, hyperparameter) && isRate(other.name))
      return `“${other.name}” stands where ${words} belongs and “${rate.name}” where the learning rate does`;
  }
  for (const constant of constants) {
    const { name, value } = constant;
    const role = assignment.get(name);
    if (!role || value === null) continue;
    const told = given(constant);
    if (role.hyperparameter === 'epsilon' && (value > 1 || (value === 1 && told === name)))
      return `${told} is no small constant, which only keeps the divisor from 0`;
    if (!DECAYS.has(role.hyperparameter)) continue;
    if (value < 0 || value > 1) return `${told} is no decay, which lies between 0 and 1`;
    const share = role.complement ? 1 - value : value;
    // A share of 0 is a special case that the answer speaks of; the momentum of a velocity that is no average may be small.
    if ((isAverage || role.hyperparameter !== 'momentum') && share > 0 && share < 0.5)
      return `with ${told} the average keeps only ${share} of its old value`;
  }
  return null;
}
