import { describe, expect, test } from '@jest/globals';
import {
  clockWords,
  dueWords,
  durationWords,
  fullWords,
  lateness,
  nearWords,
  saidAlike,
  wordsBeside,
  zoneName,
  zonePlace,
  zonesDiffer,
  zoneWords,
} from '../../../client/src/components/time.ts';

const DUE = '2021-02-17T19:30:00.000Z';
const BOSTON = 'America/New_York';
const at = (iso: string) => Date.parse(iso);

test('what goes on since some time is said by the clock, on another day with the day', () => {
  expect(clockWords(DUE, BOSTON, at('2021-02-17T19:30:20Z')).words).toBe('14:30');
  expect(clockWords(DUE, BOSTON, at('2021-02-17T19:55:00Z')).words).toBe('14:30');
  expect(clockWords(DUE, BOSTON, at('2021-02-18T19:55:00Z')).words).toBe('Wed 14:30');
});

describe('due times, in the viewer’s zone', () => {
  test.each([
    ['2021-02-10T19:30:00Z', 'due Wed 17 Feb 14:30', 'in 7 days'],
    ['2020-12-31T19:30:00Z', 'due Wed 17 Feb 2021 14:30', 'in 48 days'],
    ['2021-02-16T13:30:00Z', 'due tomorrow 14:30', 'in 1 day 6 h'],
    ['2021-02-16T20:18:00Z', 'due tomorrow 14:30', 'in 23 h 12 min'],
    ['2021-02-17T16:18:00Z', 'due today 14:30', 'in 3 h 12 min'],
    ['2021-02-17T16:30:00Z', 'due today 14:30', 'in 3 h'],
    ['2021-02-17T18:30:01Z', 'due today 14:30', 'in 59 min'],
    ['2021-02-17T19:28:00Z', 'due today 14:30', 'in 2 min'],
    ['2021-02-17T19:29:01Z', 'due today 14:30', 'in 59 s'],
    ['2021-02-17T19:29:59.100Z', 'due today 14:30', 'in 1 s'],
    ['2021-02-17T19:30:00Z', 'was due just now', null],
    ['2021-02-17T19:42:00Z', 'was due 12 min ago', null],
    ['2021-02-17T21:31:00Z', 'was due 14:30', null],
    ['2021-02-19T20:31:00Z', 'was due Wed 14:30', null],
    ['2021-06-17T20:31:00Z', 'was due 17 Feb', null],
    ['2026-11-24T20:31:00Z', 'was due 17 Feb 2021', null],
  ])('at %s: %s', (now, words, relative) => {
    expect(dueWords(DUE, BOSTON, at(now))).toMatchObject({ words, relative });
  });

  test('the same instant reads otherwise in another zone', () => {
    expect(dueWords(DUE, 'Europe/Berlin', at('2021-02-10T19:30:00Z')).words).toBe('due Wed 17 Feb 20:30');
    expect(dueWords(DUE, 'Asia/Kolkata', at('2021-02-17T16:00:00Z')).words).toBe('due tomorrow 01:00');
  });
});

describe('other times', () => {
  test.each([
    ['2021-02-17T19:30:30Z', 'just now', false],
    ['2021-02-17T19:42:00Z', '12 min ago', false],
    ['2021-02-18T02:00:00Z', '14:30', true],
    ['2021-02-18T12:00:00Z', 'Wed 14:30', true],
    ['2021-02-24T12:00:00Z', '17 Feb', false],
    ['2022-01-01T12:00:00Z', '17 Feb 2021', false],
    ['2021-02-17T14:00:00Z', 'today 14:30', true],
    // What is planned has not come.
    ['2021-02-17T19:29:50Z', 'today 14:30', true],
  ])('seen at %s: %s', (now, words, clock) => {
    expect(nearWords(DUE, BOSTON, at(now))).toEqual({ words, clock });
  });

  test('a server’s clock a moment ahead of the page makes no future', () => {
    expect(nearWords(DUE, BOSTON, at('2021-02-17T19:29:58Z')).words).toBe('just now');
  });

  test('in full, with seconds, year, offset and a true minus sign', () => {
    expect(fullWords(DUE, BOSTON)).toBe('Wed 17 Feb 2021 14:30:00 EST (UTC−5)');
    expect(fullWords('2021-01-01T03:00:09Z', BOSTON)).toBe('Thu 31 Dec 2020 22:00:09 EST (UTC−5)');
  });
});

describe('zones', () => {
  test('the same wall clock in summer has another zone name', () => {
    expect(zoneWords('2021-07-01T18:30:00Z', BOSTON)).toBe('EDT (UTC−4)');
    expect(zoneName('2021-07-01T18:30:00Z', BOSTON)).toBe('EDT');
  });

  test.each([
    ['Asia/Kolkata', 'UTC+5:30'],
    ['UTC', 'UTC'],
  ])('%s has no abbreviation of its own', (zone, words) => {
    expect(zoneWords(DUE, zone)).toBe(words);
    expect(zoneName(DUE, zone)).toBe(words);
  });

  test('differ where their clocks differ at that instant', () => {
    expect(zonesDiffer(DUE, BOSTON, 'Europe/Berlin')).toBe(true);
    expect(zonesDiffer(DUE, BOSTON, 'America/Toronto')).toBe(false);
    // Two weeks in March in which Boston has summer time and Berlin has not.
    expect(zonesDiffer('2021-03-20T12:00:00Z', 'Europe/Berlin', 'Africa/Lagos')).toBe(false);
  });

  test('are named after a place', () => {
    expect(zonePlace(BOSTON)).toBe('New York');
  });
});

describe('lateness', () => {
  test.each([
    ['2021-02-17T19:30:00Z', null],
    ['2021-02-17T19:30:01Z', '1 min'],
    ['2021-02-17T20:15:00Z', '45 min'],
    ['2021-02-17T21:30:00Z', '2 h'],
    ['2021-02-17T21:35:00Z', '2 h 5 min'],
    ['2021-02-20T19:30:00Z', '3 days'],
  ])('submitted at %s: %s', (submitted, words) => {
    expect(lateness(submitted, DUE)).toBe(words);
  });
  test('as a duration', () => {
    expect(durationWords(-2 * 86_400_000)).toBe('2 days');
  });
});

test('of several times those that would be said alike are said in full, and the others as ever', () => {
  const now = Date.parse('2026-11-30T12:00:00Z');
  const zones = { viewerZone: 'America/New_York', timeZone: 'America/New_York', now };
  const at = [
    '2026-11-30T11:59:50Z',
    '2026-11-30T11:59:30Z',
    '2026-11-30T11:50:00Z',
    '2026-11-03T19:30:00Z',
    '2026-11-03T20:30:00Z',
  ];
  expect(at.map((each) => wordsBeside(each, at, zones))).toEqual([
    'Mon 30 Nov 2026 06:59:50 EST (UTC−5)',
    'Mon 30 Nov 2026 06:59:30 EST (UTC−5)',
    '10 min ago',
    'Tue 3 Nov 2026 14:30:00 EST (UTC−5)',
    'Tue 3 Nov 2026 15:30:00 EST (UTC−5)',
  ]);
});

test('two times that would be said alike are told apart by their seconds, or the year', () => {
  const now = Date.parse('2026-11-30T12:00:00Z');
  const alike = (one: string, other: string) => saidAlike(one, other, 'America/New_York', now);
  expect(alike('2026-12-07T19:30:00Z', '2026-12-07T19:30:59Z')).toBe(true);
  expect(alike('2026-12-07T19:30:00Z', '2026-12-07T19:31:00Z')).toBe(false);
  // Of a day that is over the hour is not said.
  expect(alike('2026-11-03T19:30:00Z', '2026-11-03T20:30:00Z')).toBe(true);
  expect(fullWords('2026-12-07T19:30:59Z', 'America/New_York')).toBe('Mon 7 Dec 2026 14:30:59 EST (UTC−5)');
});
