/**
 * The laws of writing, handing in, groups and grading under a short random play; `npm run bench -- together` plays longer, and
 * finds the other bugs that can be planted (`--planted`).
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

test('the play finds grades that go when a student hands in again', async () => {
  const { findings } = await playTogether({ ...SHORT, seconds: 4, grading: 6, planted: 'no-carry' });
  expect(findings.wrong.join('\n')).toMatch(/by what students did, student\d+( \w+)? had/);
});
