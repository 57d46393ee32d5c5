import { expect, test } from '@jest/globals';
import { TIME_ZONES, zoneNamed, zonesFor } from '../../../client/src/features/setup/timeZones.ts';

test('a zone is found by its name or its place, however people space it', () => {
  for (const words of ['America/New_York', 'america/new york', 'New York', ' new  york ', 'new_york'])
    expect([words, zoneNamed(words)]).toEqual([words, 'America/New_York']);
  expect(zonesFor('new yor')).toEqual(['America/New_York']);
  expect([zoneNamed('UTC'), zoneNamed('Nowhere'), zoneNamed('')]).toEqual(['UTC', null, null]);
});

test('every zone is found by its own name', () => {
  for (const zone of TIME_ZONES) {
    expect(zoneNamed(zone)).toBe(zone);
    expect(zonesFor(zone)).toContain(zone);
  }
});
