/** What speaks against a rule whose form is right: its constants do not mean what they stand for. */
import { meansWithLabels } from '../lexicon.ts';
import type { Match } from './lookup.ts';
import type { Constant } from '../model/model.ts';

const isRate = (name: string): boolean => /^(eta|lr|learning.*|step.*)(_|$)/.test(name);
const isEpsilon = (name: string): boolean => meansWithLabels('epsilon', name.replace(/^(hat|tilde) /, ''));

/** Shares of the old value in an average; the momentum of a velocity that is no average may be small. */
const SHARES = new Set(['decay_rate', 'beta1', 'beta2']);

/** A sentence without its full stop; null where nothing does. */
export function doubtIn({ assignment, entry }: Match, constants: readonly Constant[]): string | null {
  const holder = (hyperparameter: string): Constant | undefined =>
    constants.find(({ name }) => assignment.get(name)?.hyperparameter === hyperparameter);
  const rate = holder('learning_rate');
  const epsilon = holder('epsilon');
  if (rate && epsilon && isEpsilon(rate.name) && isRate(epsilon.name)) {
    return `“${epsilon.name}” stands where the small constant belongs and “${rate.name}” where the learning rate does`;
  }
  for (const { name, value } of constants) {
    const role = assignment.get(name);
    if (!role || value === null) continue;
    const isDecay = SHARES.has(role.hyperparameter) || role.hyperparameter === 'momentum';
    const given = name === String(value) ? name : `${name} = ${value}`;
    if (isDecay && (value < 0 || value > 1)) return `${given} is no decay, which lies between 0 and 1`;
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
