/** Names of keys and when to leave them alone. `Mod` is Ctrl, or ⌘ on a Mac. */

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** `Mod+Shift+Enter`, `ArrowLeft`, `1`, `z`, `?`; letters in lower case, and Shift only where it is no part of the sign. */
export function keyName(press: KeyPress): string {
  const single = press.key.length === 1;
  const letter = /^[a-z]$/i.test(press.key);
  const mod = press.ctrlKey || press.metaKey;
  const names = [];
  if (mod) names.push('Mod');
  if (press.altKey) names.push('Alt');
  if (press.shiftKey && (!single || (mod && letter))) names.push('Shift');
  names.push(letter ? press.key.toLowerCase() : press.key);
  return names.join('+');
}

/** A key that stands alone, which WCAG 2.1.4 lets people switch off. */
export function isSingleKey(name: string): boolean {
  return name.length === 1;
}

/** Whether typing into this element must not be taken for a command. */
export function takesText(element: { tagName: string; isContentEditable: boolean; type?: string }): boolean {
  if (element.isContentEditable) return true;
  if (element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true;
  return (
    element.tagName === 'INPUT' && !['checkbox', 'radio', 'button', 'submit'].includes(element.type ?? 'text')
  );
}

/** What Enter presses, and what arrows move in, by tag or role. */
const PRESSED =
  'a[href], button, summary, [role=button], [role=link], [role=menuitem], [role=option], [role=tab]';
const MOVED_IN = 'input[type=radio], [role=radio], [role=menuitem], [role=option], [role=slider], [role=tab]';

/** Whether an element does something by itself at a key, so that the page must leave it the key. */
export function usesKey(element: { matches: (selector: string) => boolean }, name: string): boolean {
  if (name === 'Enter') return element.matches(PRESSED);
  return name.startsWith('Arrow') && element.matches(MOVED_IN);
}

export interface KeyContext {
  /** The event repeats because the key is held down. */
  repeat: boolean;
  /** The focus is in something that takes text. */
  typing: boolean;
  /** A dialog is open. */
  dialog: boolean;
  /** The person has single keys switched on. */
  singleKeys: boolean;
}

/** Whether a key is a command here: chords work while typing, single keys and arrows do not. */
export function isCommand(name: string, context: KeyContext): boolean {
  if (context.repeat || context.dialog) return false;
  if (name.startsWith('Mod+')) return true;
  if (context.typing) return false;
  return context.singleKeys || !isSingleKey(name);
}
