import { expect, test } from '@jest/globals';
import {
  chosenTime,
  exactWords,
  hasSeconds,
  momentsIn,
} from '../../../client/src/features/audit-log/moments.ts';

const NEW_YORK = 'America/New_York';

test('a time is exact, on the course’s clock, however long ago it was', () => {
  expect(exactWords('2026-12-02T19:30:05.000Z', NEW_YORK)).toBe('Wed 2 Dec 2026 14:30');
  expect(exactWords('2026-12-02T19:30:05.000Z', NEW_YORK, { seconds: true })).toBe('Wed 2 Dec 2026 14:30:05');
  expect(exactWords('2021-02-17T05:00:00.000Z', NEW_YORK)).toBe('Wed 17 Feb 2021 00:00');
});

test('the times in a sentence are found, and its other words stay', () => {
  const text = 'changed its due time from 2026-12-02T19:30:00.000Z to 2026-12-04T19:30:00Z';
  expect(momentsIn(text)).toEqual([
    { text: 'changed its due time from ', moment: false },
    { text: '2026-12-02T19:30:00.000Z', moment: true },
    { text: ' to ', moment: false },
    { text: '2026-12-04T19:30:00Z', moment: true },
  ]);
  expect(
    momentsIn(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

test('days are those of the course’s clock, also when it is set back and where it leaves midnight out', () => {
  expect(chosenTime({ first: '2026-11-01', last: '2026-11-01' }, NEW_YORK)).toEqual({
    since: '2026-11-01T04:00:00.000Z',
    until: '2026-11-02T05:00:00.000Z',
  });
  // In Santiago clocks go from 24:00 to 01:00 on that day.
  expect(chosenTime({ first: '2026-09-06', last: '' }, 'America/Santiago')).toEqual({
    since: '2026-09-06T04:00:00.000Z',
  });
  expect(chosenTime({ first: '', last: '' }, NEW_YORK)).toEqual({});
});

test('a time that is of no whole minute is told from one that is', () => {
  expect(['2026-12-07T19:30:00.000Z', '2026-12-07T19:30:00Z'].map(hasSeconds)).toEqual([false, false]);
  expect(['2026-12-07T19:30:59.000Z', '2026-12-07T19:30:01Z'].map(hasSeconds)).toEqual([true, true]);
});
