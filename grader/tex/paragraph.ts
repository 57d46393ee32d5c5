/** One Markdown paragraph, put together from pieces so that no character of the text is read as markup. */

import { opensFormula } from '../../contract/markup/math.ts';

export type Piece =
  /** Text as it shall be read; `\n` is a line end of the source. */
  | { kind: 'text'; text: string }
  /** Markdown as it stands: links, images, code, displays. */
  | { kind: 'markup'; text: string }
  /** An inline formula without its delimiters. */
  | { kind: 'math'; text: string }
  | { kind: 'styled'; marker: string; inner: string }
  | { kind: 'break' };

/** A private-use character that stands for a dollar of the text until its neighbours are known. */
const DOLLAR = '\ue000';

export function paragraph(pieces: Piece[]): string {
  const merged = trimBreaks(mergeText(pieces));
  const parts: string[] = [];
  let tail = '';
  merged.forEach((piece, index) => {
    const following = merged[index + 1];
    const part = pieceMarkdown(piece, tail, following === undefined ? '' : firstChar(following));
    parts.push(part);
    tail = (tail + part).slice(-2);
  });
  return settleDollars(parts.join('')).trim();
}

function mergeText(pieces: Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged[merged.length - 1];
    if (piece.kind === 'text' && last?.kind === 'text') last.text += piece.text;
    else merged.push({ ...piece });
  }
  for (const piece of merged)
    if (piece.kind === 'text')
      piece.text = piece.text
        .replaceAll(DOLLAR, '')
        .replace(/[ \t]+/g, ' ')
        .replace(/ ?\n[ \n]*/g, '\n');
  return merged.filter((piece) => piece.kind !== 'text' || piece.text !== '');
}

const isBlank = (piece: Piece): boolean => piece.kind === 'text' && piece.text.trim() === '';

/** Breaks at either end or after one another would print as backslashes. */
function trimBreaks(pieces: Piece[]): Piece[] {
  const last = pieces.findLastIndex((piece) => piece.kind !== 'break' && !isBlank(piece));
  const kept: Piece[] = [];
  let afterBreak = true;
  pieces.slice(0, last + 1).forEach((piece) => {
    if (afterBreak && (piece.kind === 'break' || isBlank(piece))) return;
    if (piece.kind === 'text' && afterBreak) piece.text = piece.text.trimStart();
    const before = kept[kept.length - 1];
    if (piece.kind === 'break' && before?.kind === 'text') before.text = before.text.trimEnd();
    kept.push(piece);
    afterBreak = piece.kind === 'break';
  });
  return kept;
}

function firstChar(piece: Piece): string {
  switch (piece.kind) {
    case 'math':
      return '$';
    case 'break':
      return '\n';
    case 'styled':
      return piece.marker[0] ?? '';
    default:
      return piece.text[0] ?? '';
  }
}

/** @param before the last two characters written, fewer at the start */
function pieceMarkdown(piece: Piece, before: string, next: string): string {
  switch (piece.kind) {
    case 'text': {
      // Spaces that meet print as one.
      const spaced = before.endsWith(' ') ? piece.text.replace(/^ +/, '') : piece.text;
      const text = escapeText(spaced, before === '' || before.endsWith('\n'));
      return text.endsWith('!') && next === '[' ? `${text.slice(0, -1)}\\!` : text;
    }
    case 'break':
      return '\\\n';
    case 'markup':
      // Code spans that touch would be read as one.
      return piece.text.startsWith('`') && /(?<!\\)`$/.test(before) ? ` ${piece.text}` : piece.text;
    case 'math':
      // `$x$2` would be a price, and `$ x$` is no formula in Markdown.
      return /^\d$/.test(next) || piece.text.trim() === '' ? `\\(${piece.text}\\)` : `$${piece.text.trim()}$`;
    case 'styled':
      return styled(piece.marker, piece.inner, before, next);
  }
}

/** Emphasis needs its markers to touch text inside and a border of words outside; else the words go without. */
function styled(marker: string, inner: string, before: string, next: string): string {
  const [, lead = '', core = '', trail = ''] = /^(\s*)([^]*?)(\s*)$/.exec(inner) ?? [];
  // Markers that touch those of the emphasis before would be read as one run.
  if (core === '' || (lead === '' && /(?<!\\)[*~]$/.test(before))) return inner;
  const border = (char: string): boolean => char === '' || /[\s\p{P}\p{S}]/u.test(char);
  const previous = lead !== '' ? ' ' : before.slice(-1);
  const following = trail !== '' ? ' ' : next;
  const soft = marker === '_' ? /^[\p{L}\p{N}]$/u : null;
  if (soft?.test(previous) || soft?.test(following)) return inner;
  const opens = !border(core[0] ?? '') || border(previous);
  const closes = !border(core[core.length - 1] ?? '') || border(following);
  return opens && closes ? `${lead}${marker}${core}${marker}${trail}` : inner;
}

function escapeText(text: string, atLineStart: boolean): string {
  const escaped = text
    .replace(/[\\`]/g, '\\$&')
    .replace(/(?<!^|\s)\*|\*(?!\s|$)/g, '\\*')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/~{2,}/g, (run) => '\\~'.repeat(run.length))
    .replace(/\](?=[([])/g, '\\]')
    .replace(/<(?=!--|[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>|[^\s<>@]+@[^\s<>]+>)/g, '\\<')
    .replace(/&(?=#?[A-Za-z0-9]+;)/g, '\\&')
    .replaceAll('$', DOLLAR);
  return escaped
    .split('\n')
    .map((line, index) => (index > 0 || atLineStart ? escapeLineStart(line) : line))
    .join('\n');
}

function escapeLineStart(line: string): string {
  return line
    .replace(/^(\s*)([-+*](?=\s|$)|#{1,6}(?=\s|$)|>|[-:|](?=[-:| ]*$)|-{3}|~{3}|\|)/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** Dollars of a paragraph that are looked at one by one; with more, all are escaped. */
const MAX_DOLLARS = 100;

/** A dollar stays as it is where it opens no formula, as in "$5 and $6". Last first: each depends on those after it. */
function settleDollars(text: string): string {
  if (text.split(DOLLAR).length > MAX_DOLLARS) return text.replaceAll(DOLLAR, '\\$');
  let settled = text;
  for (let at = settled.lastIndexOf(DOLLAR); at >= 0; at = settled.lastIndexOf(DOLLAR, at)) {
    const plain = `${settled.slice(0, at)}$${settled.slice(at + 1)}`;
    const stands = plain[at + 1] !== '$' && !/^\\\$/.test(plain.slice(at + 1)) && !opensFormula(plain, at);
    settled = stands ? plain : `${settled.slice(0, at)}\\$${settled.slice(at + 1)}`;
  }
  return settled;
}

/** Code between backticks, more of them than it contains. */
export function codeSpan(code: string): string {
  const text = code.replace(/\s*\n\s*/g, ' ');
  if (text.trim() === '') return '';
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

export function codeFence(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}${code === '' || code.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** A Markdown link destination, in angle brackets where it needs them. */
export function destination(url: string): string {
  const clean = url.replace(/\s+/g, '%20').replace(/[<>]/g, encodeURIComponent);
  return /[()\\]/.test(clean) || clean === '' ? `<${clean.replace(/\\/g, '%5C')}>` : clean;
}
