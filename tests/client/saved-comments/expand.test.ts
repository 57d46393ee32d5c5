/** A shortcut in a comment becomes the words that it stands for. */
import { expect, test } from '@jest/globals';
import { expanded, matching } from '../../../client/src/features/saved-comments/expand.ts';

const saved = [
  { id: 'a', shortcut: 'root', text: 'The root is missing: $\\sqrt{r}$.' },
  { id: 'b', shortcut: null, text: 'Say what decays.' },
];
/** Typed up to the bar. */
const typed = (text: string) => expanded({ text: text.replace('|', ''), caret: text.indexOf('|') }, saved);

test('at the beginning, in the middle, and with what follows kept', () => {
  expect(typed('/root |')).toEqual({ id: 'a', text: `${saved[0]!.text} `, caret: saved[0]!.text.length + 1 });
  expect(typed('No. /Root | And more')?.text).toBe(`No. ${saved[0]!.text}  And more`);
});

test.each(['/root|', 'x/root |', '/rot |', '/ |', '1 /root, |', 'root |'])('nothing of %s', (text) => {
  expect(typed(text)).toBeNull();
});

test('what is looked for is in the words or the shortcut, in any order', () => {
  expect(matching(saved, 'missing ROOT').map(({ id }) => id)).toEqual(['a']);
  expect(matching(saved, '/root').map(({ id }) => id)).toEqual(['a']);
  expect(matching(saved, ' ').map(({ id }) => id)).toEqual(['a', 'b']);
  expect(matching(saved, 'decays root')).toEqual([]);
});
