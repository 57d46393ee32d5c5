import { expect, test } from '@jest/globals';
import { placeholderOf } from '../../../client/src/features/images/imageNames.ts';
import { PlaceholderList } from '../../../client/src/features/images/leftovers.ts';

const place = 'cs7150/day-08';
const placeholder = placeholderOf('loss.png', 1);

function device() {
  const stored = new Map<string, string>();
  let now = 0;
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  const list = (userId: string, tab: string) => new PlaceholderList(storage, { userId, tab, now: () => now });
  return { list, pass: (ms: number) => (now += ms), stored };
}

function document(text: string) {
  const texts = new Map([['one', text]]);
  return {
    texts,
    text: (key: string) => texts.get(key) ?? '',
    edit: (key: string, changed: string) => void texts.set(key, changed),
  };
}

test('what an upload left in an answer goes when its tab is loaded again', () => {
  const { list } = device();
  list('ada', 'tab').note(place, 'one', placeholder, true);
  const shared = document(`Answer.\n\n${placeholder}\n`);
  list('ada', 'tab').clear('cs7150/day-09', shared);
  expect(shared.text('one')).toContain(placeholder);
  list('ada', 'tab').clear(place, shared);
  expect(shared.text('one')).toBe('Answer.');
});

test('the upload of a teammate, or of another tab, may be under way and stays; after ten minutes it was left', () => {
  const { list, pass } = device();
  list('ada', 'other tab').note(place, 'one', placeholder, true);
  const shared = document(`Answer.\n\n${placeholder}\n`);
  list('emmy', 'tab').clear(place, shared);
  list('ada', 'tab').clear(place, shared);
  expect(shared.text('one')).toContain(placeholder);
  pass(11 * 60_000);
  list('ada', 'tab').clear(place, shared);
  expect(shared.text('one')).toBe('Answer.');
});

test('an upload that is done leaves nothing to clear, and a spoilt storage nothing to fear', () => {
  const { list, stored } = device();
  const mine = list('ada', 'tab');
  mine.note(place, 'one', placeholder, true);
  mine.note(place, 'one', placeholder, false);
  const shared = document(`A teammate's ${placeholder}`);
  list('ada', 'tab').clear(place, shared);
  expect(shared.text('one')).toContain(placeholder);
  stored.set('stepwise.uploads.ada', '{');
  list('ada', 'tab').clear(place, shared);
  expect(shared.text('one')).toContain(placeholder);
});
