/** That a test which hangs ends: the runner would wait for ever. */
import { expect, test } from '@jest/globals';
import { limited } from '../support/bare/limited.ts';

const MOMENT = 0.0005;

test('what never ends fails, and says how long it was waited for', async () => {
  const never = (): Promise<void> => new Promise(() => undefined);
  await expect((async () => limited(never, MOMENT)())()).rejects.toThrow(`not ended in ${MOMENT} minutes`);
});

test('what ends in time is as it was: with what it is given, and with its own failure', async () => {
  const given: unknown[] = [];
  await limited((...args) => void given.push(...args), MOMENT)('a', 2);
  expect(given).toEqual(['a', 2]);
  const fails = (): Promise<void> => Promise.reject(new Error('its own'));
  await expect((async () => limited(fails, MOMENT)())()).rejects.toThrow('its own');
});
