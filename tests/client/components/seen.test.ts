import { expect, test } from '@jest/globals';
import { READ_MS, Seen } from '../../../client/src/components/seen.ts';

interface Decision {
  revision: number;
  by: 'me' | 'colleague';
  note?: string;
}
const eyes = () =>
  new Seen<Decision>({ nameOf: ({ revision }) => String(revision), isOwn: ({ by }) => by === 'me' });
const [first, theirs, third] = [1, 2, 3].map((revision): Decision => ({ revision, by: 'colleague' })) as [Decision, Decision, Decision]; // prettier-ignore

test('news of others count from when there was time to read them, each its own', () => {
  const seen = eyes();
  seen.show(first, 0);
  expect(seen.at(0)).toBe(first);
  seen.show(theirs, 5_000);
  expect(seen.at(5_000 + READ_MS - 1)).toBe(first);
  seen.show(third, 5_500);
  // Another came in its place before it was read.
  expect(seen.at(5_000 + READ_MS)).toBe(first);
  expect(seen.at(5_500 + READ_MS)).toBe(third);
});

test('news that go and come again are read from when they came again', () => {
  const seen = eyes();
  seen.show(first, 0);
  seen.show(theirs, 1_000);
  seen.show(first, 1_200);
  expect(seen.at(1_000 + READ_MS)).toBe(first);
  seen.show(theirs, 1_500);
  expect(seen.at(1_500 + READ_MS - 1)).toBe(first);
  expect(seen.at(1_500 + READ_MS)).toBe(theirs);
  // The same where one's own is in their place for a moment.
  const other = eyes();
  other.show(first, 0);
  other.show(theirs, 1_000);
  other.show(undefined, 1_200);
  other.show(theirs, 1_500);
  expect(other.at(1_500 + READ_MS - 1)).toBe(first);
});

test('the same drawn again is no news, and is as it is now', () => {
  const seen = eyes();
  seen.show(first, 0);
  seen.show(theirs, 1_000);
  const again = { ...theirs, note: 'with another rubric' };
  seen.show(again, 1_000 + READ_MS - 1);
  expect(seen.at(1_000 + READ_MS)).toBe(again);
});

test('what came by one’s own act counts at once', () => {
  const seen = eyes();
  seen.show(first, 0);
  const mine: Decision = { revision: 9, by: 'me' };
  seen.show(mine, 1_000);
  expect(seen.at(1_000)).toBe(mine);
  seen.show(theirs, 1_001);
  expect(seen.at(1_002)).toBe(mine);
});

test('what changes before anybody sees it is no news, and while something else is in its place what was seen counts on', () => {
  const seen = eyes();
  seen.show(first, 0, false);
  seen.show(theirs, 10, false);
  expect(seen.at(11)).toBe(theirs);
  seen.show(undefined, 2_000);
  expect(seen.at(2_000)).toBe(theirs);
  // Of what stood in its place from the beginning nothing was seen.
  const other = eyes();
  other.show(undefined, 0);
  expect(other.at(1)).toBeUndefined();
  other.show(theirs, 10);
  expect(other.at(20)).toBeUndefined();
  expect(other.at(10 + READ_MS)).toBe(theirs);
});
