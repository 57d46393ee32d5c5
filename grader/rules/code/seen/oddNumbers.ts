/** Numbers that nobody gives an optimizer on purpose: a rate below 0, a decay of 1, a rate and a decay in each other's places. */
import { firstOf } from '../../first.ts';
import { isRateSetting } from '../../lexicon.ts';
import { numberWritten } from '../../syntax/nodes.ts';
import type { Node } from '../../syntax/nodes.ts';
import type { Slip } from './survey.ts';

const isDecay = (name: string): boolean =>
  /^(?:momentum|mu|rho|gamma|beta(?:_?\d)?|b_?\d|decay_rate)$/i.test(name);
const isEpsilon = (name: string): boolean => /^eps(?:ilon)?$/i.test(name);

/** Is a number none that is meant for what it is given as? */
function isOdd(name: string, value: number): boolean {
  if (isRateSetting(name)) return value <= 0;
  if (isDecay(name)) return value <= 0 || value >= 1;
  return isEpsilon(name) && (value <= 0 || value >= 0.01);
}

/** @param given numbers and other values by the names of what they are given as */
export function oddNumber(given: ReadonlyMap<string, Node>): Slip | null {
  const numbers = [...given].flatMap(([name, node]) => {
    const value = numberWritten(node);
    return value === null ? [] : [{ name, node, value }];
  });
  const small = numbers.find(({ name, value }) => isDecay(name) && value < 0.5);
  const isLarge = numbers.some(({ name, value }) => isRateSetting(name) && value >= 0.5);
  return firstOf(numbers, (each) =>
    isOdd(each.name, each.value) || (isLarge && each === small)
      ? {
          at: each.node,
          reason: `${each.value} for “${each.name}”`,
          help: 'Give the numbers in the order in which they are asked for.',
        }
      : null,
  );
}
