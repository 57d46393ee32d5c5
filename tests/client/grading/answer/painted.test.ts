import { expect, test } from '@jest/globals';
import {
  earlyWords,
  acceptKey,
  leavePainted,
  stayPainted,
} from '../../../../client/src/features/grading/answer/painted.ts';

const press = (key: string) => ({ key, timeStamp: performance.now() });

test('a key acts on what is painted; one that came too early is told of until the answer is left', () => {
  stayPainted('first');
  expect(acceptKey('first', press('n'))).toBe(true);
  leavePainted();
  expect(acceptKey('first', press('1'))).toBe(false);
  // The next answer is in the document, and not yet painted.
  leavePainted();
  expect(acceptKey('second', press('1'))).toBe(false);
  const waiting = press('2');
  stayPainted('second');
  expect(acceptKey('second', waiting)).toBe(false);
  expect(acceptKey('second', press('n'))).toBe(true);
  expect(earlyWords()).toBe('“1”, “2” came before this answer was on the screen, and did nothing.');
  leavePainted();
  expect(earlyWords()).toBeNull();
});
