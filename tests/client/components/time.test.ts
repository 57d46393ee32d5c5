import { describe, expect, test } from '@jest/globals';
import {
  agoWords,
  dayAndTime,
  dueWords,
  durationWords,
  instantWords,
  lateness,
  viewerWords,
  zoneWords,
} from '../../../client/src/components/time.ts';

const DUE = '2021-02-17T19:30:00.000Z';
const BOSTON = 'America/New_York';
const at = (iso: string) => Date.parse(iso);

describe('due times', () => {
  test.each([
    ['2021-02-17T16:30:00Z', 'due in 3 hours'],
    ['2021-02-17T19:29:01Z', 'due in less than a minute'],
    ['2021-02-17T19:28:00Z', 'due in 2 minutes'],
    ['2021-02-16T20:30:00Z', 'due in 23 hours'],
    ['2021-02-16T10:30:00Z', 'due in 33 hours'],
    ['2021-02-10T19:30:00Z', 'due in 7 days'],
    ['2021-02-17T19:30:00Z', 'due in less than a minute'],
    ['2021-02-17T20:31:00Z', 'was due 1 hour ago'],
    ['2021-06-17T20:31:00Z', 'was due 3 months ago'],
    ['2026-11-24T20:31:00Z', 'was due 5 years ago'],
  ])('at %s: %s', (now, words) => {
    expect(dueWords(DUE, at(now))).toBe(words);
  });

  test('the exact time in the course zone, with its offset and a true minus sign', () => {
    expect(instantWords(DUE, BOSTON, at('2021-02-01T00:00:00Z'))).toBe('Wed 17 Feb 14:30 EST (UTC−5)');
  });

  test('the same wall clock in summer has another zone name', () => {
    expect(zoneWords('2021-07-01T18:30:00Z', BOSTON)).toBe('EDT (UTC−4)');
  });

  test('the year is said when it is not the present one in the course zone', () => {
    expect(dayAndTime(DUE, BOSTON, at('2026-01-01T12:00:00Z'))).toBe('Wed 17 Feb 2021 14:30');
    expect(dayAndTime('2021-01-01T03:00:00Z', BOSTON, at('2021-01-01T04:00:00Z'))).toBe('Thu 31 Dec 22:00');
  });

  test.each([
    ['Asia/Kolkata', 'UTC+5:30'],
    ['UTC', 'UTC'],
  ])('%s has no abbreviation of its own', (zone, words) => {
    expect(zoneWords(DUE, zone)).toBe(words);
  });
});

describe('the viewer’s own zone', () => {
  const now = at('2021-02-01T00:00:00Z');
  test('is added where it reads differently', () => {
    expect(viewerWords(DUE, BOSTON, now, 'Europe/Berlin')).toMatch(/^Wed 17 Feb 20:30 /);
  });
  test('is left out where the clock is the same', () => {
    expect(viewerWords(DUE, BOSTON, now, 'America/Toronto')).toBeNull();
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
});

test('times past', () => {
  const now = at('2021-02-17T19:30:00Z');
  expect(agoWords('2021-02-17T19:29:30Z', now)).toBe('just now');
  expect(agoWords('2021-02-17T19:20:00Z', now)).toBe('10 minutes ago');
  expect(durationWords(-2 * 86_400_000)).toBe('2 days');
});
