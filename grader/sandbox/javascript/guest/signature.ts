/** The parameters of a student's function, read from its source: JavaScript itself tells no more than their number. */
import { getPrototypeOf, slice, sourceOf } from './intrinsics.ts';

export type Callable = (...args: unknown[]) => unknown;

/** Sources are read this far: what a class has before its constructor is rarely longer. */
const MAX_SOURCE = 20_000;

export function isClassSource(callable: Callable): boolean {
  return slice(sourceOf(callable), 0, 5) === 'class';
}

/**
 * Names of the parameters of a function, or of the constructor of a class (its parent's where it has none), in order.
 * '' stands for one that is taken apart (`{ lr, eps }`, `[a, b]`, `...rest`). Empty where they cannot be read.
 */
export function parameterNames(callable: Callable): string[] {
  const source = slice(sourceOf(callable), 0, MAX_SOURCE);
  if (!isClassSource(callable)) return namesFrom(source, openingOf(source, ''));
  const opening = openingOf(source, 'constructor');
  if (opening !== -1) return namesFrom(source, opening);
  const parent = getPrototypeOf(callable) as unknown;
  return typeof parent === 'function' && isClassSource(parent as Callable)
    ? parameterNames(parent as Callable)
    : [];
}

/** Whether one of these words stands in the source of a function or class, outside comments and strings. */
export function mentionsAny(callable: Callable, words: string[]): boolean {
  const source = slice(sourceOf(callable), 0, MAX_SOURCE);
  for (let i = 0; i < source.length;) {
    const after = afterUnread(source, i);
    const end = after > i ? after : endOfWord(source, i);
    if (after === i)
      for (let j = 0; j < words.length; j++) if (slice(source, i, end) === words[j]) return true;
    i = end > i ? end : i + 1;
  }
  return false;
}

/** Where the list begins: at its bracket, or at the only name of an arrow function without one. -1: nowhere. */
function openingOf(source: string, method: string): number {
  let depth = 0;
  let word = '';
  for (let i = 0; i < source.length;) {
    const after = afterUnread(source, i);
    if (after > i) {
      i = after;
      continue;
    }
    const character = source[i] as string;
    if (isWordCharacter(character)) {
      const end = endOfWord(source, i);
      word = slice(source, i, end);
      i = end;
      continue;
    }
    if (character === '(' && (method === '' ? depth === 0 : depth === 1 && word === method)) return i;
    if (method === '' && character === '=' && source[i + 1] === '>') return afterAsync(source);
    if (!isSpace(character)) word = '';
    depth += depthOf(character);
    i++;
  }
  return -1;
}

/** The first name of `w => …` or `async w => …`. */
function afterAsync(source: string): number {
  return slice(source, 0, 6) === 'async ' ? 6 : 0;
}

function namesFrom(source: string, opening: number): string[] {
  const names: string[] = [];
  if (opening === -1) return names;
  if (source[opening] !== '(') {
    names[0] = slice(source, opening, endOfWord(source, opening));
    return names;
  }
  let depth = 1;
  /** Of the parameter that is being read; null before its first character. */
  let name: string | null = null;
  for (let i = opening + 1; i < source.length && depth > 0;) {
    const after = afterUnread(source, i);
    const character = source[i] as string;
    if (after > i) i = after;
    else if (name === null && isWordCharacter(character)) {
      const end = endOfWord(source, i);
      name = slice(source, i, end);
      i = end;
    } else {
      if (depth === 1 && (character === ',' || character === ')')) {
        if (name !== null) names[names.length] = name;
        name = null;
      } else if (!isSpace(character)) name ??= '';
      depth += depthOf(character);
      i++;
    }
  }
  return names;
}

/** Past the comment, string or template that begins at `i`; `i` itself where none does. */
function afterUnread(source: string, i: number): number {
  const character = source[i];
  if (character === '/' && source[i + 1] === '/') return afterText(source, i + 2, '\n');
  if (character === '/' && source[i + 1] === '*') {
    let end = i + 2;
    while (end < source.length && !(source[end] === '*' && source[end + 1] === '/')) end++;
    return end + 2;
  }
  return character === '"' || character === "'" || character === '`'
    ? afterText(source, i + 1, character)
    : i;
}

function afterText(source: string, start: number, end: string): number {
  let i = start;
  while (i < source.length && source[i] !== end) i += source[i] === '\\' ? 2 : 1;
  return i + 1;
}

function depthOf(character: string): number {
  if (character === '(' || character === '[' || character === '{') return 1;
  return character === ')' || character === ']' || character === '}' ? -1 : 0;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r';
}

function isWordCharacter(character: string | undefined): boolean {
  return (
    character !== undefined &&
    ((character >= 'a' && character <= 'z') ||
      (character >= 'A' && character <= 'Z') ||
      (character >= '0' && character <= '9') ||
      character === '_' ||
      character === '$' ||
      character > '\x7f')
  );
}

function endOfWord(source: string, start: number): number {
  let end = start;
  while (isWordCharacter(source[end])) end++;
  return end;
}
