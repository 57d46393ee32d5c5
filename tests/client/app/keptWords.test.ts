/** Words that somebody has begun to write: each person's own, and gone after a month. */
import { expect, test } from '@jest/globals';
import { dropOld, readKept, writeKept, type Shelf } from '../../../client/src/app/keptWords.ts';

function shelf(): Shelf & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
    keys: () => [...texts.keys()],
  };
}

const DAY_MS = 86_400_000;

test('what one person writes is there for them alone, place by place, until it is sent', () => {
  const on = shelf();
  writeKept(on, 'ada', 'reply 1', 'Half a sent');
  writeKept(on, 'ada', 'reply 2', { comment: 'Other' });
  expect(readKept(on, 'ada', 'reply 1')).toBe('Half a sent');
  expect(readKept(on, 'ada', 'reply 2')).toEqual({ comment: 'Other' });
  expect(readKept(on, 'emmy', 'reply 1')).toBeNull();
  writeKept(on, 'ada', 'reply 1', null);
  expect(readKept(on, 'ada', 'reply 1')).toBeNull();
  expect(on.texts.size).toBe(1);
});

test('after a month without a change it goes, and nothing of others goes with it', () => {
  const on = shelf();
  writeKept(on, 'ada', 'reply', 'Words');
  on.setItem('stepwise.kept ada broken', '{');
  on.setItem('rail', 'open');
  dropOld(on, Date.now() + 29 * DAY_MS);
  expect(readKept(on, 'ada', 'reply')).toBe('Words');
  expect(on.keys()).not.toContain('stepwise.kept ada broken');
  dropOld(on, Date.now() + 31 * DAY_MS);
  expect(on.keys()).toEqual(['rail']);
});
