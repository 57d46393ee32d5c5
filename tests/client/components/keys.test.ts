import { describe, expect, test } from '@jest/globals';
import { isCommand, keyName, takesText, usesKey } from '../../../client/src/components/keys.ts';

const press = (key: string, modifiers: Partial<Record<'ctrl' | 'meta' | 'shift' | 'alt', boolean>> = {}) =>
  keyName({
    key,
    ctrlKey: modifiers.ctrl ?? false,
    metaKey: modifiers.meta ?? false,
    shiftKey: modifiers.shift ?? false,
    altKey: modifiers.alt ?? false,
  });

describe('names of keys', () => {
  test('Ctrl and ⌘ are both Mod', () => {
    expect(press('Enter', { ctrl: true })).toBe('Mod+Enter');
    expect(press('Enter', { meta: true })).toBe('Mod+Enter');
    expect(press('Enter', { ctrl: true, shift: true })).toBe('Mod+Shift+Enter');
  });
  test('letters do not depend on caps lock', () => {
    expect(press('Z')).toBe('z');
    expect(press('Z', { shift: true })).toBe('z');
    expect(press('K', { ctrl: true, shift: true })).toBe('Mod+Shift+k');
  });
  test('a sign that needs Shift is named by the sign', () => {
    expect(press('?', { shift: true })).toBe('?');
  });
  test('Alt makes another key', () => {
    expect(press('n', { alt: true })).toBe('Alt+n');
  });
});

describe('when a key is a command', () => {
  const free = { repeat: false, typing: false, dialog: false, singleKeys: true };
  test('single keys outside of fields', () => {
    expect(isCommand('n', free)).toBe(true);
    expect(isCommand('n', { ...free, typing: true })).toBe(false);
  });
  test('chords while typing too', () => {
    expect(isCommand('Mod+Enter', { ...free, typing: true })).toBe(true);
  });
  test.each(['repeat', 'dialog'] as const)('nothing during %s', (state) => {
    expect(isCommand('n', { ...free, [state]: true })).toBe(false);
    expect(isCommand('Mod+Enter', { ...free, [state]: true })).toBe(false);
  });
  test('single keys can be switched off; arrows and chords stay', () => {
    const off = { ...free, singleKeys: false };
    expect(isCommand('1', off)).toBe(false);
    expect(isCommand('ArrowLeft', off)).toBe(true);
    expect(isCommand('Mod+Enter', off)).toBe(true);
  });
});

test.each([
  ['TEXTAREA', undefined, true],
  ['INPUT', 'text', true],
  ['INPUT', 'range', true],
  ['INPUT', 'checkbox', false],
  ['BUTTON', undefined, false],
])('%s %s takes text: %s', (tagName, type, expected) => {
  expect(takesText({ tagName, isContentEditable: false, ...(type === undefined ? {} : { type }) })).toBe(
    expected,
  );
});

test.each([
  ['Enter', 'a[href]', true],
  ['Enter', 'button', true],
  ['Enter', 'input[type=checkbox]', false],
  ['n', 'button', false],
  ['ArrowLeft', 'input[type=radio]', true],
  ['ArrowLeft', 'button', false],
])('%s is used by %s itself: %s', (name, selector, expected) => {
  const element = { matches: (list: string) => list.split(', ').includes(selector) };
  expect(usesKey(element, name)).toBe(expected);
});
