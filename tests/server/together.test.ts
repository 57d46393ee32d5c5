/**
 * The laws of writing, handing in, groups and grading under a short random play; `npm run bench -- together` plays longer, and
 * finds the bugs that can be planted (`--planted`).
 */
import { expect, test } from '@jest/globals';
import { playTogether } from '../bench/together/index.ts';

const SHORT = { groups: 2, seed: 20, seconds: 9, grading: 7 };

test('people write, join, leave, hand in and are graded while servers die: nothing is lost, no law is broken', async () => {
  const { words, decisions, findings } = await playTogether({ ...SHORT, planted: null });
  expect(findings).toEqual({ lost: [], wrong: [] });
  expect(words).toBeGreaterThan(0);
  expect(decisions).toBeGreaterThan(0);
});
