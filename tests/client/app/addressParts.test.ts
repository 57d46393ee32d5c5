import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canBe, NAMES } from '../../../client/src/app/addressParts.ts';

const UUID = '01a22af3-163a-755d-ae1a-07c600d4b5e1';

test('an id that is none and a name that no set can have are at no address', () => {
  expect(canBe({ course: 'cs-7150', set: 'day-08', question: 'rmsprop', answer: UUID })).toBe(true);
  expect(canBe({ course: 'cs-7150', set: 'day-08', question: 'rmsprop', answer: 'xyz' })).toBe(false);
  expect(canBe({ course: 'cs-7150', set: 'Day 8' })).toBe(false);
  expect(canBe({ course: 'cs-7150', left: UUID, right: `${UUID}0` })).toBe(false);
  expect(canBe({})).toBe(true);
});

test('every part of an address is a name, the number of a receipt, or an id', () => {
  const routes = readFileSync(join(import.meta.dirname, '../../../client/src/app/routes.tsx'), 'utf8');
  const parts = [...new Set([...routes.matchAll(/\/:(\w+)/g)].map(([, part]) => part!))];
  const ids = ['answer', 'left', 'person', 'request', 'rerun', 'right', 'submission'];
  expect(parts.sort()).toEqual([...ids, ...NAMES, 'number'].sort());
});
