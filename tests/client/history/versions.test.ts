import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DRAFT, olderFirst } from '../../../client/src/features/history/versions.ts';

test('of any two states the older one comes first, whatever it is; the draft is newer than all', () => {
  const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((s) => new Date(s * 1000).toISOString());
  const states = fc.uniqueArray(
    fc.tuple(fc.constantFrom('s1', 's2', 's3', 'group/4', 'group/19', DRAFT), moment),
    { minLength: 2, maxLength: 2, selector: ([choice]) => choice },
  );
  fc.assert(
    fc.property(states, (drawn) => {
      const times = new Map(drawn.filter(([choice]) => choice !== DRAFT));
      const [one, other] = drawn.map(([choice]) => choice) as [string, string];
      const [before, after] = olderFirst([one, other], (choice) => times.get(choice));
      expect([before, after].toSorted()).toEqual([one, other].toSorted());
      expect(before).not.toBe(DRAFT);
      if (after !== DRAFT) expect(times.get(before)! <= times.get(after)!).toBe(true);
    }),
  );
});
