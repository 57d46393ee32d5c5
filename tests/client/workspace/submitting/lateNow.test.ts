/** What handing in at this moment costs, as the student reads it. */
import { describe, expect, test } from '@jest/globals';
import {
  costWords,
  costWordsAfter,
  lateCost,
  lateNow,
} from '../../../../client/src/features/workspace/submitting/lateNow.ts';
import { LENIENT } from '../../../../contract/policy.ts';

type Standing = Parameters<typeof lateNow>[0];

const DUE = '2026-12-01T19:30:00.000Z';
const after = (hours: number) => Date.parse(DUE) + hours * 3_600_000;
const standing = (late: object, left: number, used = 0): Standing => ({
  rule: {
    opensAt: null,
    inTimeUntil: DUE,
    acceptedUntil: '2026-12-05T19:30:00.000Z',
    releasesAt: null,
    late: { ...LENIENT, ...late },
    moved: [],
  } as Standing['rule'],
  lateDays: { left, used, budget: left + used } as Standing['lateDays'],
});
const words = (hours: number, late: object, left: number, used = 0): string[] => {
  const here = standing(late, left, used);
  return costWords(lateNow(here, after(hours), 'America/New_York'), here.lateDays);
};

const penalty = { percent: 10, per: 'day', atMost: 100 };

describe('late days', () => {
  test.each([
    ['in time', -1, { penalty }, 2, 0, ['That costs no points.']],
    ['a day that one has', 1, { penalty }, 2, 0, ['Handing in now uses 1 of your 2 late days.']],
    ['the last one', 1, { penalty }, 1, 0, ['Handing in now uses 1 of your 1 late day.']],
    [
      'more than one has',
      25,
      { penalty },
      1,
      0,
      ['Handing in now uses 1 of your 1 late day.', 'It loses 10 % of the points that it earns.'],
    ],
    ['none left', 1, { penalty }, 0, 0, ['It loses 10 % of the points that it earns.']],
    [
      'no more than the set lets',
      25,
      { penalty, lateDays: 1 },
      5,
      0,
      ['Handing in now uses 1 of your 5 late days.', 'It loses 10 % of the points that it earns.'],
    ],
    ['one that is used already', 1, { penalty }, 1, 1, ['That costs no points.']],
    ['late and free', 1, {}, 2, 0, ['That costs no points.']],
  ] as [string, number, object, number, number, string[]][])('%s', (_, hours, late, left, used, said) => {
    expect(words(hours, late, left, used)).toEqual(said);
  });

  test.each([
    ['paid by late days', 25, { penalty }, 1, 2, ['It uses 2 of your 3 late days.']],
    [
      'paid in part',
      25,
      { penalty },
      0,
      1,
      ['It uses 1 of your 1 late day.', 'It loses 10 % of the points that it earns.'],
    ],
    ['not paid', 25, { penalty }, 0, 0, ['It loses 20 % of the points that it earns.']],
    ['free', 25, {}, 2, 0, ['That costs no points.']],
  ] as [string, number, object, number, number, string[]][])(
    'what was handed in late says what it cost: %s',
    (_, hours, late, left, used, said) => {
      const here = standing(late, left, used);
      const cost = lateCost(here, new Date(after(hours)).toISOString(), 'America/New_York');
      expect(costWordsAfter(cost, here.lateDays)).toEqual(said);
    },
  );

  test('when nothing is taken any more', () => {
    const { isLate, isOver } = lateNow(standing({ penalty }, 2), after(97), 'America/New_York');
    expect({ isLate, isOver }).toEqual({ isLate: true, isOver: true });
  });
});
