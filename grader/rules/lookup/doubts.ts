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

/** A sentence without its full stop; null where nothing does. */
export function doubtIn({ assignment, entry }: Match, constants: readonly Constant[]): string | null {
  const isAverage = entry.conventions.includes('ema-momentum');
  const holder = (hyperparameter: HyperparameterName): Constant | undefined =>
    constants.find(({ name }) => assignment.get(name)?.hyperparameter === hyperparameter);
  const rate = holder('learning_rate');
  for (const [hyperparameter, words] of NEIGHBOURS) {
    const other = holder(hyperparameter);
    // Of an average the form alone says which one is the decay.
    if (!isAverage && rate && other && speaksFor(rate, hyperparameter) && isRate(other.name))
      return `“${other.name}” stands where ${words} belongs and “${rate.name}” where the learning rate does`;
  }
  for (const { name, value } of constants) {
    const role = assignment.get(name);
    if (!role || value === null) continue;
    const given = name === String(value) ? name : `${name} = ${value}`;
    if (role.hyperparameter === 'epsilon' && (value > 1 || (value === 1 && given === name)))
      return `${given} is no small constant, which only keeps the divisor from 0`;
    if (!DECAYS.has(role.hyperparameter)) continue;
    if (value < 0 || value > 1) return `${given} is no decay, which lies between 0 and 1`;
    const share = role.complement ? 1 - value : value;
    // A share of 0 is a special case that the answer speaks of; the momentum of a velocity that is no average may be small.
    if ((isAverage || role.hyperparameter !== 'momentum') && share > 0 && share < 0.5)
      return `with ${given} the average keeps only ${share} of its old value`;
  }
  return null;
}
