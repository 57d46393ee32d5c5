/** What typing a character in an answer does beyond putting it there: pairs of brackets and dollars. Pure. */
import { formulaAround, isClosingAt, isCodeAt } from './formulas.ts';

/** A replacement in the text, and the selection after it. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  anchor: number;
  head: number;
}

export interface Selection {
  from: number;
  to: number;
}

/** `before` and `after` in place of a selection, and the cursor between them. */
function put({ from, to }: Selection, before: string, after = ''): Edit {
  const cursor = from + before.length;
  return { from, to, insert: before + after, anchor: cursor, head: cursor };
}

function stepOver(at: number, length: number): Edit {
  return { from: at, to: at, insert: '', anchor: at + length, head: at + length };
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '|': '|' };

/** Whether an odd number of backslashes stands before `at`, so that the next character belongs to a command. */
function isEscaped(text: string, at: number): boolean {
  return /(?<!\\)(?:\\\\)*\\$/.test(text.slice(0, at));
}

/**
 * What the character `typed` does in place of a selection.
 * @returns null to type it as usual
 */
export function editForTyping(text: string, selection: Selection, typed: string): Edit | null {
  const { from, to } = selection;
  if (isCodeAt(text, from)) return null;
  if (typed === '$') return from === to ? typeDollar(text, from) : wrapInDollars(text, selection);
  if (from !== to) return null;
  if (/\d/.test(typed)) return typeDigit(text, from, typed);
  if (Object.hasOwn(CLOSERS, typed)) return typeOpener(text, from, typed) ?? typeCloser(text, from, typed);
  return Object.values(CLOSERS).includes(typed) ? typeCloser(text, from, typed) : null;
}

function wrapInDollars(text: string, { from, to }: Selection): Edit {
  const inner = text.slice(from, to);
  const [before, after] = inner.includes('\n') ? ['$$\n', '\n$$'] : ['$', '$'];
  const anchor = from + before.length;
  return { from, to, insert: before + inner + after, anchor, head: anchor + inner.length };
}

function isEmptyPair(text: string, at: number): boolean {
  return text[at - 1] === '$' && text[at] === '$' && text[at - 2] !== '$' && text[at + 1] !== '$';
}

function typeDollar(text: string, at: number): Edit | null {
  if (isEscaped(text, at)) return null;
  if (text[at] === '$' && isClosingAt(text, at)) return stepOver(at, 1);
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  if (isEmptyPair(text, at)) {
    const line = text.slice(lineStart).split('\n', 1)[0];
    const place = { from: at, to: at + 1 };
    return line?.trim() === '$$' ? put(place, '$\n', '\n$$') : put(place, '$', '$$');
  }
  if (closesDisplay(text, at)) {
    const end = text.indexOf('$$', at) + 1;
    return { from: at - 1, to: at, insert: '', anchor: end, head: end };
  }
  if (formulaAround(text, at) !== null) return null;
  // "$5": a formula that begins with a digit is closed by hand, where it is one.
  if (/(?<![\\$])\$\d[^$]*\S$/.test(text.slice(lineStart, at))) return null;
  const standsAlone =
    !/[\p{L}\p{N}$]/u.test(text[at - 1] ?? '') && /^(?:$|[\s.,;:!?)\]*])/.test(text.slice(at));
  return standsAlone ? put({ from: at, to: at }, '$', '$') : null;
}

/** Whether a second dollar would end a display whose own end stands on the next line, put there when it was begun. */
function closesDisplay(text: string, at: number): boolean {
  if (text[at - 1] !== '$' || isEscaped(text, at - 1) || !/^\n\$\$(?!\$)/.test(text.slice(at))) return false;
  const without = text.slice(0, at - 1) + text.slice(at);
  return formulaAround(without, at - 1)?.closed === true && without[at - 2] !== '$';
}

function typeDigit(text: string, at: number, digit: string): Edit | null {
  return isEmptyPair(text, at) ? put({ from: at, to: at + 1 }, digit) : null;
}

function typeOpener(text: string, at: number, opener: string): Edit | null {
  const place = { from: at, to: at };
  const closer = CLOSERS[opener]!;
  const before = text.slice(0, at);
  if (/\\left$/.test(before)) return put(place, opener, `\\right${closer}`);
  if (!isEscaped(text, at) || opener === '|') return null;
  const afterLeft = before.endsWith('\\left\\') ? '\\right' : '';
  const inFormula = formulaAround(text, at - 1) !== null;
  // `\(` and `\[` begin a formula, `\{` stands inside one.
  return inFormula === (opener === '{') ? put(place, opener, `${afterLeft}\\${closer}`) : put(place, opener);
}

function typeCloser(text: string, at: number, closer: string): Edit | null {
  const rest = text.slice(at);
  const right = new RegExp(`^\\\\right\\\\?\\${closer}`).exec(rest);
  if (right !== null) return stepOver(at, right[0].length);
  if (closer === '}' && !isEscaped(text, at)) return closesBraces(text, at) ? stepOver(at, 1) : null;
  if (!isEscaped(text, at) || !rest.startsWith(`\\${closer}`)) return null;
  return { from: at - 1, to: at, insert: '', anchor: at + 1, head: at + 1 };
}

/** Whether the brace at `at` closes one of a formula that needs no other. */
function closesBraces(text: string, at: number): boolean {
  const formula = formulaAround(text, at);
  if (formula?.closed !== true || text[at] !== '}') return false;
  const tex = text.slice(formula.from, formula.to).replace(/\\[^]/g, '');
  return tex.split('{').length === tex.split('}').length;
}

/** What Enter does at the cursor beyond a new line: opens an empty display, ends an environment. */
export function editForEnter(text: string, at: number): Edit | null {
  const place = { from: at, to: at };
  if (isCodeAt(text, at)) return null;
  const before = text.slice(0, at);
  const after = text.slice(at);
  if ((/\$\$$/.test(before) && after.startsWith('$$')) || (/\\\[$/.test(before) && after.startsWith('\\]')))
    return put(place, '\n', '\n');
  const name = /\\begin\{([A-Za-z]+\*?)\}[ \t]*$/.exec(before)?.[1];
  if (name === undefined || after.split('\n', 1)[0]?.trim() !== '') return null;
  const paragraph =
    (/(?:^|\n[ \t]*\n)((?:(?!\n[ \t]*\n)[^])*)$/.exec(before)?.[1] ?? '') + after.split(/\n[ \t]*\n/, 1)[0];
  const count = (command: string): number => paragraph.split(`\\${command}{${name}}`).length;
  return count('begin') > count('end') ? put(place, '\n  ', `\n\\end{${name}}`) : null;
}

/** What Backspace does at the cursor where it stands between two dollars with nothing in them. */
export function editForBackspace(text: string, at: number): Edit | null {
  const isPair = isEmptyPair(text, at) || (text.slice(at - 2, at + 2) === '$$$$' && !isEscaped(text, at - 2));
  return isPair ? { from: at - 1, to: at + 1, insert: '', anchor: at - 1, head: at - 1 } : null;
}
