/** What speaks against a rule whose form is right: its constants do not mean what they stand for. */
import { meansWithLabels } from '../lexicon.ts';
import type { HyperparameterName } from '../../terms.ts';
import type { Match } from './lookup.ts';
import type { Constant } from '../model/model.ts';

const isRate = (name: string): boolean => /^(eta|lr|learning.*|step.*)(_|$)/.test(name);
const isDecay = (name: string): boolean => /^(beta|rho|gamma|mu|momentum|decay)/.test(name);
const isEpsilon = (name: string): boolean => meansWithLabels('epsilon', name.replace(/^(hat|tilde) /, ''));

/** Shares of the old value in an average; the momentum of a velocity that is no average may be small. */
const SHARES = new Set(['decay_rate', 'beta1', 'beta2']);

/** What stands beside the learning rate, and the names that speak for it. */
const NEIGHBOURS: readonly [HyperparameterName, words: string, (name: string) => boolean][] = [
  ['epsilon', 'the small constant', isEpsilon],
  ['momentum', 'the momentum', isDecay],
];

/** A sentence without its full stop; null where nothing does. */
export function doubtIn({ assignment, entry }: Match, constants: readonly Constant[]): string | null {
  const holder = (hyperparameter: HyperparameterName): Constant | undefined =>
    constants.find(({ name }) => assignment.get(name)?.hyperparameter === hyperparameter);
  const rate = holder('learning_rate');
  for (const [hyperparameter, words, speaksFor] of NEIGHBOURS) {
    const other = holder(hyperparameter);
    // Of an average the form alone says which one is the decay.
    if (entry.conventions.includes('ema-momentum')) continue;
    if (rate && other && speaksFor(rate.name) && isRate(other.name))
      return `“${other.name}” stands where ${words} belongs and “${rate.name}” where the learning rate does`;
  }
  for (const { name, value } of constants) {
    const role = assignment.get(name);
    if (!role || value === null) continue;
    const isOfDecay = SHARES.has(role.hyperparameter) || role.hyperparameter === 'momentum';
    const given = name === String(value) ? name : `${name} = ${value}`;
    if (isOfDecay && (value < 0 || value > 1)) return `${given} is no decay, which lies between 0 and 1`;
    if (role.hyperparameter === 'epsilon' && (value > 1 || (value === 1 && given === name)))
      return `${given} is no small constant, which only keeps the divisor from 0`;
    const isShare =
      SHARES.has(role.hyperparameter) ||
      (role.hyperparameter === 'momentum' && entry.conventions.includes('ema-momentum'));
    const share = role.complement ? 1 - value : value;
    // A share of 0 is a special case that the answer speaks of.
    if (isShare && share > 0 && share < 0.5) {
      return `with ${given} the average keeps only ${share} of its old value`;
    }
  }
  return null;
}
