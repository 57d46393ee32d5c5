import { describe, expect, test } from '@jest/globals';
import {
  editForBackspace,
  editForEnter,
  editForTyping,
  type Edit,
} from '../../../client/src/components/editor/latex/brackets.ts';

function show(text: string, edit: Edit): string {
  const { from, to, insert, anchor, head } = edit;
  const after = text.slice(0, from) + insert + text.slice(to);
  const selected = anchor === head ? '|' : `<${after.slice(anchor, head)}>`;
  return after.slice(0, anchor) + selected + after.slice(head);
}

/** Types into a text with the cursor at `|` or a selection in `<…>`; null where the key does the usual. */
function type(marked: string, key: string): string | null {
  const from = marked.search(/[|<]/);
  const to = marked.includes('>') ? marked.indexOf('>') - 1 : from;
  const text = marked.replace(/[|<>]/g, '');
  const edit = editForTyping(text, { from, to }, key);
  return edit && show(text, edit);
}

function press(editFor: (text: string, at: number) => Edit | null, marked: string): string | null {
  const text = marked.replace('|', '');
  const edit = editFor(text, marked.indexOf('|'));
  return edit && show(text, edit);
}

describe('a dollar', () => {
  test.each([
    ['|', '$|$'],
    ['so |', 'so $|$'],
    ['so (|)', 'so ($|$)'],
    ['$x|$', '$x$|'],
    ['$$x|$$', '$$x$|$'],
    ['$$x$|$', '$$x$$|'],
    ['$|$', '$$\n|\n$$'],
    ['so $|$', 'so $$|$$'],
    ['take <x_t> here', 'take $<x_t>$ here'],
    ['<a\nb>', '$$\n<a\nb>\n$$'],
    ['costs $5 or |', 'costs $5 or $|$'],
    // Whoever ends a display by hand ends the one that was begun for them, and leaves no second end to swallow what follows.
    ['$$\nw = 1$|\n$$', '$$\nw = 1\n$$|'],
    ['$$\nw = 1$|\n$$\n\nmore', '$$\nw = 1\n$$|\n\nmore'],
  ])('%j → %j', (before, after) => {
    expect(type(before, '$')).toBe(after);
  });

  test.each(['\\|', 'US|', 'so |x', 'so $x|', 'so $0.9|', '`|`', '```\n|\n```', '$$\nx\n|'])(
    'is one dollar: %j',
    (before) => {
      expect(type(before, '$')).toBeNull();
    },
  );

  test('before a digit is money', () => {
    expect(type('costs $|$', '5')).toBe('costs $5|');
    expect(type('costs $|', '5')).toBeNull();
    expect(type('$$|$$', '5')).toBeNull();
  });
});

describe('brackets', () => {
  test.each([
    ['$\\left|$', '(', '$\\left(|\\right)$'],
    ['$\\left|$', '[', '$\\left[|\\right]$'],
    ['$\\left\\|$', '{', '$\\left\\{|\\right\\}$'],
    ['$\\left(x|\\right)$', ')', '$\\left(x\\right)|$'],
    ['$\\left\\{x|\\right\\}$', '}', '$\\left\\{x\\right\\}|$'],
    ['$\\|$', '{', '$\\{|\\}$'],
    ['so \\|', '(', 'so \\(|\\)'],
    ['\\|', '[', '\\[|\\]'],
    ['\\(x\\|\\)', ')', '\\(x\\)|'],
    ['$\\hat{m|}$', '}', '$\\hat{m}|$'],
    ['$x \\\\|$', '(', null],
    ['$\\frac{a{b|}$', '}', null],
    ['so|', '(', null],
    ['a {b|}', '}', null],
  ])('%j with %s → %j', (before, key, after) => {
    expect(type(before, key)).toBe(after);
  });
});

test('Enter opens a display and ends an environment', () => {
  expect(press(editForEnter, '$$|$$')).toBe('$$\n|\n$$');
  expect(press(editForEnter, '\\[|\\]')).toBe('\\[\n|\n\\]');
  expect(press(editForEnter, '$$\n\\begin{cases}|\n$$')).toBe('$$\n\\begin{cases}\n  |\n\\end{cases}\n$$');
  expect(press(editForEnter, '$$\n\\begin{cases}|\n\\end{cases}\n$$')).toBeNull();
  expect(press(editForEnter, 'text|')).toBeNull();
});

test('Backspace takes a pair with nothing in it', () => {
  expect(press(editForBackspace, 'a $|$')).toBe('a |');
  expect(press(editForBackspace, '$$|$$')).toBe('$|$');
  expect(press(editForBackspace, '$x|$')).toBeNull();
});
