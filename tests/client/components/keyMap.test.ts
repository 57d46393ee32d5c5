import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { keyWords, meaningOf, ownKey } from '../../../client/src/components/keyMap.ts';
import type { KeyMap } from '../../../client/src/components/keyMap.ts';
import { objection, withKey } from '../../../client/src/features/keys/chosenKeys.ts';
import { KEY_ROWS, keysOf } from '../../../client/src/features/keys/rows.ts';

const PLACE = 'answer';
const keys = keysOf(PLACE);

test('the law: whatever is chosen, every key means one thing, and what is done has a key', () => {
  const choice = fc.record({
    key: fc.constantFrom(...keys),
    own: fc.constantFrom(...keys, 'z', 'w', 'ж', 'Alt+n'),
  });
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 30 }), (choices) => {
      let map: KeyMap = {};
      for (const { key, own } of choices) {
        map = withKey(map, PLACE, { key, own, keys });
        expect(ownKey(map, PLACE, key)).toBe(own);
      }
      const chosen = keys.map((key) => ownKey(map, PLACE, key));
      expect(new Set(chosen).size).toBe(keys.length);
      for (const key of keys) expect(meaningOf(map, PLACE, ownKey(map, PLACE, key))).toBe(key);
      // A key that nothing has any more does nothing.
      for (const key of keys.filter((each) => !chosen.includes(each)))
        expect(meaningOf(map, PLACE, key)).toBeNull();
    }),
    { numRuns: 200, seed: 3 },
  );
});

test('another place keeps its keys, and chosen back nothing is kept', () => {
  const map = withKey({}, PLACE, { key: 'n', own: 'j', keys });
  expect(meaningOf(map, 'groups', 'j')).toBe('j');
  expect(withKey(map, PLACE, { key: 'n', own: 'n', keys })).toEqual({ [PLACE]: {} });
});

test.each([
  ['n', 'Tab', /browser/],
  ['n', 'F5', /browser/],
  ['n', 'Enter', /browser/],
  ['n', 'Mod+j', /without/],
  ['Mod+Enter', 'j', /while you type/],
])('%s cannot become %s', (key, own, why) => expect(objection(key, own)).toMatch(why));
test.each([
  ['n', 'ж'],
  ['n', 'Alt+n'],
  ['ArrowLeft', 'h'],
  ['Mod+Enter', 'Mod+s'],
  ['Enter', 'Enter'],
])('%s can become %s', (key, own) => expect(objection(key, own)).toBeNull());

test('keys are written as on keyboards', () => {
  expect(keyWords('Mod+Shift+Enter')).toEqual(['Ctrl or ⌘', 'Shift', 'Enter']);
  expect(['n', '+', 'Mod++', 'ArrowLeft'].map(keyWords)).toEqual([['N'], ['+'], ['Ctrl or ⌘', '+'], ['←']]);
});

describe('the pages', () => {
  const CLIENT = join(import.meta.dirname, '../../../client/src');
  const files = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const sources = files.map((name) => readFileSync(join(CLIENT, name), 'utf8'));

  test('no place has two rows for a key', () => {
    for (const place of Object.keys(KEY_ROWS) as (keyof typeof KEY_ROWS)[])
      expect(new Set(keysOf(place)).size).toBe(keysOf(place).length);
  });

  test('a key that is hinted at can be chosen anew', () => {
    const hinted = sources.flatMap((source) =>
      [...source.matchAll(/['"](queue|answer|groups|history|feedback|everywhere):([^'"]+)['"]/g)].map(
        ([, place, key]) => [place as keyof typeof KEY_ROWS, key!] as const,
      ),
    );
    expect(hinted.length).toBeGreaterThan(15);
    for (const [place, key] of hinted) expect(keysOf(place)).toContain(key);
  });
});
