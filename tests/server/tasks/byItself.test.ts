/** What one text takes or breaks is said of it alone, and the next one is read. */
import { expect, test } from '@jest/globals';
import { byItself } from '../../../server/tasks/byItself.ts';

const HOSTILE: Record<string, [() => unknown, string]> = {
  'a loop without an end': [
    () => {
      for (;;);
    },
    'it took more than 0.3 seconds',
  ],
  'an expression that tries everything': [
    () => /^(a+)+$/.test(`${'a'.repeat(60)}b`),
    'it took more than 0.3 seconds',
  ],
  'a function that calls itself without an end': [
    () => {
      const deeper = (depth: number): number => 1 + deeper(depth + 1);
      return deeper(0);
    },
    'too much of it is nested',
  ],
};

test.each(Object.entries(HOSTILE))('%s is given up, with its reason', (_, [read, reason]) => {
  expect(byItself<unknown>(read, (why) => ({ why }), 300)).toEqual({ why: reason });
  expect(
    byItself(
      () => 'read',
      () => 'given up',
      300,
    ),
  ).toBe('read');
});

test('what is ours stays ours', () => {
  const fault = () => {
    throw new TypeError('our fault');
  };
  expect(() => byItself(fault, () => undefined)).toThrow('our fault');
});
