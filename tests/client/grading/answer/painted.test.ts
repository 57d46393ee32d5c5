import { expect, test } from '@jest/globals';
import {
  earlyWords,
  isMeantFor,
  leavePainted,
  stayPainted,
} from '../../../../client/src/features/grading/answer/painted.ts';

const press = (key: string) => ({ key, timeStamp: performance.now() });

test('a key acts on what is painted; one that came too early is told of until the answer is left', () => {
  stayPainted('first');
  expect(isMeantFor('first', press('n'))).toBe(true);
  leavePainted();
  expect(isMeantFor('first', press('1'))).toBe(false);
  // The next answer is in the document, and not yet painted.
  leavePainted();
  expect(isMeantFor('second', press('1'))).toBe(false);
  const waiting = press('2');
  stayPainted('second');
  expect(isMeantFor('second', waiting)).toBe(false);
  expect(isMeantFor('second', press('n'))).toBe(true);
  expect(earlyWords()).toBe('“1”, “2” came before this answer was on the screen, and did nothing.');
  leavePainted();
  expect(earlyWords()).toBeNull();
});
