/** What policies mean: the two nights when clocks change, what each hour or day costs, and what a total is made of. */
import { describe, expect, test } from '@jest/globals';
import { daysLate, shareLost } from '../../../grader/core/policies/lateness.ts';
import { spendLateDays } from '../../../grader/core/policies/lateDays.ts';
import { timesFor } from '../../../grader/core/policies/times.ts';
import { totalOfCourse } from '../../../grader/core/policies/total.ts';
import { LENIENT } from '../../../contract/policy.ts';

const at = (text: string) => new Date(text);
const zone = 'America/New_York';

describe('a day is a day of the course’s clock', () => {
  test.each([
    // Due Saturday 14:30 in New York; in the night clocks go back, and Sunday 14:30 comes 25 hours later.
    ['2026-10-31T18:30:00Z', '2026-11-01T19:30:00Z', zone, 1],
    ['2026-10-31T18:30:00Z', '2026-11-01T19:30:00.001Z', zone, 2],
    // In March they go forward: 23 hours.
    ['2027-03-13T19:30:00Z', '2027-03-14T18:30:00Z', zone, 1],
    ['2027-03-13T19:30:00Z', '2027-03-14T18:30:00.001Z', zone, 2],
    // Due 02:30; the next night has none, and the day ends with the first minute after.
    ['2027-03-13T07:30:00Z', '2027-03-14T07:00:00Z', zone, 1],
    ['2027-03-13T07:30:00Z', '2027-03-14T07:00:00.001Z', zone, 2],
    // Half an hour on Lord Howe Island.
    ['2026-10-03T04:00:00Z', '2026-10-04T03:30:00Z', 'Australia/Lord_Howe', 1],
    ['2026-10-03T04:00:00Z', '2026-10-04T03:30:00.001Z', 'Australia/Lord_Howe', 2],
    ['2026-10-31T18:30:00Z', '2026-10-31T18:30:00Z', zone, 0],
    ['2026-10-31T18:30:00Z', '2026-10-31T18:30:00.001Z', zone, 1],
  ])('due %s, handed in %s: %s', (due, handedIn, where, days) => {
    expect(daysLate(at(handedIn), at(due), where)).toBe(days);
  });

  test('a window of days ends at the same hour of the clock, one of hours after so many hours', () => {
    const set = { opensAt: null, dueAt: at('2026-10-31T18:30:00Z'), closesAt: null, releasesAt: null };
    const end = (window: { days: number } | { hours: number }) =>
      timesFor(set, { late: { ...LENIENT, window }, zone }, []).acceptedUntil?.toISOString();
    expect(end({ days: 2 })).toBe('2026-11-02T19:30:00.000Z');
    expect(end({ hours: 48 })).toBe('2026-11-02T18:30:00.000Z');
    // Nothing late: but what the grace allows is not late.
    const late = { ...LENIENT, window: { hours: 0 }, graceMinutes: 10 };
    expect(timesFor(set, { late, zone }, []).acceptedUntil?.toISOString()).toBe('2026-10-31T18:40:00.000Z');
  });
});

test('each hour or day begun costs its percent, up to the most; a late day pays for a whole day', () => {
  const inTimeUntil = at('2026-12-01T19:30:00Z');
  const lost = (handedIn: string, penalty: Parameters<typeof shareLost>[1]['penalty'], covered = 0) =>
    shareLost(at(handedIn), { inTimeUntil, penalty, covered, zone });
  const daily = { percent: 10, per: 'day', atMost: 25 } as const;
  const hourly = { percent: 1, per: 'hour', atMost: 100 } as const;
  expect(lost('2026-12-01T19:30:00Z', daily)).toBe(0);
  expect(lost('2026-12-02T19:30:00Z', daily)).toBe(0.1);
  expect(lost('2026-12-03T19:30:00Z', daily)).toBe(0.2);
  expect(lost('2026-12-09T19:30:00Z', daily)).toBe(0.25);
  expect(lost('2026-12-03T19:30:00Z', daily, 1)).toBe(0.1);
  expect(lost('2026-12-03T19:30:00Z', daily, 2)).toBe(0);
  expect(lost('2026-12-01T20:30:00.001Z', hourly)).toBe(0.02);
  expect(lost('2026-12-02T20:30:00Z', hourly, 1)).toBe(0.01);
  expect(lost('2026-12-20T20:30:00Z', hourly)).toBe(1);
  expect(lost('2026-12-20T20:30:00Z', null)).toBe(0);
});

test('who needs a late day first has it, and nothing later takes it away', () => {
  const line = (set: string, ...submissions: [string, number][]) => ({
    set,
    submissions: submissions.map(([day, late]) => ({ at: at(`2026-12-${day}T00:00:00Z`), daysLate: late })),
    needed: submissions.at(-1)![1],
    most: null as number | null,
  });
  const spend = (budget: number, ...lines: ReturnType<typeof line>[]) =>
    Object.fromEntries(spendLateDays(lines, budget));
  expect(spend(2, line('a', ['02', 1]), line('b', ['04', 2]))).toEqual({ a: 1, b: 1 });
  // A second submission to the first set asks after the other one did.
  expect(spend(2, line('a', ['02', 1], ['06', 3]), line('b', ['04', 1]))).toEqual({ a: 1, b: 1 });
  expect(spend(3, line('a', ['02', 1], ['06', 3]), line('b', ['04', 1]))).toEqual({ a: 2, b: 1 });
  expect(spend(9, { ...line('a', ['02', 5]), most: 2 })).toEqual({ a: 2 });
  expect(spend(0, line('a', ['02', 1]))).toEqual({});
});

test('the lowest are dropped, sets have their weight in a category and categories in the course', () => {
  const part = (set: string, category: string, percent: number | null, weight = 1) => ({
    set,
    category,
    percent,
    weight,
  });
  const categories = [
    { id: 'prep', weight: 40, dropLowest: 1 },
    { id: 'code', weight: 60, dropLowest: 0 },
  ];
  const parts = [
    part('p1', 'prep', 50),
    part('p2', 'prep', 100),
    part('p3', 'prep', 80),
    part('p4', 'prep', null),
    part('c1', 'code', 90, 2),
    part('c2', 'code', 60),
    part('x', 'gone', 0),
  ];
  expect(totalOfCourse(categories, parts)).toEqual({
    percent: 84,
    categories: [
      { id: 'prep', percent: 90, dropped: ['p1'] },
      { id: 'code', percent: 80, dropped: [] },
    ],
  });
  // The last one that counts is never dropped, and a category of which nothing counts leaves its weight to others.
  expect(totalOfCourse(categories, [part('p1', 'prep', 50)])).toMatchObject({
    percent: 50,
    categories: [{ dropped: [] }, { percent: null }],
  });
  expect(totalOfCourse(categories, []).percent).toBeNull();
});
