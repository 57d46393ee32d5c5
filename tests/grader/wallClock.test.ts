import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromWallClock, momentText } from '../../grader/wallClock.ts';

const utc = (wallClock: string, zone: string) => {
  const instant = fromWallClock(wallClock, zone);
  return instant instanceof Date ? instant.toISOString() : instant;
};

describe('a time on the wall of a zone', () => {
  test.each([
    ['2021-02-17 14:30', 'America/New_York', '2021-02-17T19:30:00.000Z'],
    ['2021-07-01T09:00', 'America/New_York', '2021-07-01T13:00:00.000Z'],
    ['2021-02-17 14:30', 'UTC', '2021-02-17T14:30:00.000Z'],
    ['2021-02-17 14:30', 'Asia/Kathmandu', '2021-02-17T08:45:00.000Z'],
    ['2021-01-01 00:00', 'Pacific/Kiritimati', '2020-12-31T10:00:00.000Z'],
    ['2024-02-29 23:59', 'Europe/Berlin', '2024-02-29T22:59:00.000Z'],
  ])('%s in %s', (wallClock, zone, expected) => expect(utc(wallClock, zone)).toBe(expected));
});

describe('when clocks go forward', () => {
  test.each(['2021-03-14 02:00', '2021-03-14 02:30', '2021-03-14 02:59'])('%s is jumped over', (wallClock) =>
    expect(utc(wallClock, 'America/New_York')).toBe('no-such-time'),
  );
  test('a minute before and the hour after exist', () => {
    expect(utc('2021-03-14 01:59', 'America/New_York')).toBe('2021-03-14T06:59:00.000Z');
    expect(utc('2021-03-14 03:00', 'America/New_York')).toBe('2021-03-14T07:00:00.000Z');
  });
  test('half an hour is jumped over on Lord Howe Island', () => {
    expect(utc('2021-10-03 02:15', 'Australia/Lord_Howe')).toBe('no-such-time');
    expect(utc('2021-10-03 02:30', 'Australia/Lord_Howe')).toBe('2021-10-02T15:30:00.000Z');
  });
  test('a whole day was skipped in Samoa', () =>
    expect(utc('2011-12-30 12:00', 'Pacific/Apia')).toBe('no-such-time'));
});

describe('when clocks go back', () => {
  test('of two instants it is the first', () => {
    expect(utc('2021-11-07 01:30', 'America/New_York')).toBe('2021-11-07T05:30:00.000Z');
    expect(utc('2021-11-07 02:00', 'America/New_York')).toBe('2021-11-07T07:00:00.000Z');
  });
});

describe('what does not exist', () => {
  test.each(['America/Boston', 'Mars/Olympus', ''])('the zone %p', (zone) =>
    expect(utc('2021-02-17 14:30', zone)).toBe('unknown-zone'),
  );
  test.each([
    '2021-02-30 14:30',
    '2021-02-29 14:30',
    '2021-04-31 00:00',
    '2021-13-01 00:00',
    '2021-02-17 25:00',
    '2021-02-17 24:00',
    '2021-02-17 12:60',
    '1969-12-31 23:59',
    '3000-01-01 00:00',
    '9999-12-31 23:59',
  ])('the time %p', (wallClock) => expect(utc(wallClock, 'UTC')).toBe('no-such-time'));
});

test('the instant found shows that time on the zone’s clock', () => {
  const zone = fc.constantFrom('America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kolkata');
  const minute = fc.integer({ min: 0, max: 30 * 366 * 24 * 60 });
  fc.assert(
    fc.property(zone, minute, (timeZone, minutes) => {
      const wallClock = new Date(Date.UTC(2000, 0, 1) + minutes * 60_000).toISOString().slice(0, 16);
      const instant = fromWallClock(wallClock, timeZone);
      if (!(instant instanceof Date)) return expect(instant).toBe('no-such-time');
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
      expect(shown.format(instant)).toBe(wallClock.replace('T', ' '));
    }),
  );
});

test('a moment is said with its seconds where it is asked for', () => {
  const at = new Date('2026-12-07T19:30:59Z');
  expect(momentText(at, 'America/New_York')).toBe('Mon, 7 Dec 2026, 14:30 EST (America/New_York)');
  expect(momentText(at, 'America/New_York', { seconds: true })).toBe(
    'Mon, 7 Dec 2026, 14:30:59 EST (America/New_York)',
  );
});
