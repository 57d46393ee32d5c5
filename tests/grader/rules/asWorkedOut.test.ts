/**
 * What equations are called is where they go when they are worked out: seeds write an optimizer otherwise, or with a fault, and the
 * numbers say whether it is still that optimizer, whatever its constants are called.
 */
import { expect, test } from '@jest/globals';
import { isFalse, verdictOn } from './equations/verdicts.ts';

const SEEDS = 700;
/** Of the right ones so many may be left for a person to judge. */
const MOST_UNREAD = 0.03;

test('equations that seeds write are called what they are', () => {
  const found = Array.from({ length: SEEDS }, (_, seed) => verdictOn(seed + 1)).filter(
    (each) => each !== null,
  );
  expect(found.filter(isFalse)).toEqual([]);
  // Both kinds are there, and most of what is right is read.
  const right = found.filter(({ does }) => does === 'right');
  expect(right.length).toBeGreaterThan(found.length / 4);
  expect(found.length - right.length).toBeGreaterThan(found.length / 4);
  expect(right.filter(({ called }) => called === 'unread').length).toBeLessThan(right.length * MOST_UNREAD);
});
