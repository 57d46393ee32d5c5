/**
 * What a program is called is what it does when it runs: one that is called right takes the steps of its optimizer, one that is called wrong
 * takes others. Python and JavaScript say which, of programs that seeds put together.
 */
import { describe, expect, test } from '@jest/globals';
import { FAMILIES, LANGUAGES, isFalse, verdictsOn } from './ran/verdicts.ts';

const SEEDS = 500;
/** Of the right ones so many may be left for a person to judge. */
const MOST_UNREAD = 0.06;

describe.each(Object.keys(FAMILIES) as (keyof typeof FAMILIES)[])('%s', (family) => {
  test.each(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])('in %s', async (language) => {
    const found = await verdictsOn(family, language, { from: 1, count: SEEDS });
    expect(found.filter(isFalse)).toEqual([]);
    // Both kinds are there, and most of what is right is read.
    const right = found.filter(({ does }) => does === 'right');
    expect(right.length).toBeGreaterThan(found.length / 6);
    expect(found.length - right.length).toBeGreaterThan(found.length / 6);
    expect(right.filter(({ called }) => called === 'unread').length).toBeLessThan(right.length * MOST_UNREAD);
  });
});
