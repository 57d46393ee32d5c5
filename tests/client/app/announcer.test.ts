import { afterEach, expect, jest, test } from '@jest/globals';
import { announce, announcement } from '../../../client/src/app/announcer.ts';

afterEach(() => {
  jest.useRealTimers();
});

test('what just happened is said for as long as it is just now, and what came last for all of that time', () => {
  jest.useFakeTimers();
  announce('Undone: this answer is as it was before');
  jest.advanceTimersByTime(10_000);
  announce('Saved 14:32');
  jest.advanceTimersByTime(10_000);
  expect(announcement.get()).toBe('Saved 14:32');
  jest.advanceTimersByTime(10_000);
  expect(announcement.get()).toBe('');
});
