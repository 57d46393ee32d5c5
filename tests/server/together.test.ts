/** The laws of writing, handing in and groups under a short random play; `npm run bench -- together` plays longer. */
import { expect, test } from '@jest/globals';
import { playTogether } from '../bench/together/index.ts';

const SHORT = { groups: 2, seed: 20, seconds: 12 };

test('several people write, join, leave and hand in while servers die: nothing is lost, no law is broken', async () => {
  const { words, findings } = await playTogether({ ...SHORT, planted: null });
  expect(findings).toEqual({ lost: [], wrong: [] });
  expect(words).toBeGreaterThan(0);
}, 120_000);

test('the play finds a log that was shortened', async () => {
  const { findings } = await playTogether({ ...SHORT, planted: 'compaction' });
  expect(findings.lost).not.toEqual([]);
}, 120_000);
