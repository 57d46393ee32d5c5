/** Where the formulas of an answer are, by the rules that it is rendered by. */
import { type Closers, FORMULA_SIGNS, formulaAt } from '../../../../../contract/markup/math.ts';

/** Fenced code, or a stretch of text between blank lines, over which no formula reaches. */
interface Block {
  kind: 'text' | 'code';
  from: number;
  text: string;
}

function* blocksOf(text: string): Generator<Block> {
  let fence: string | null = null;
  let start: number | null = null;
  let from = 0;
  for (const line of text.split('\n')) {
    const to = from + line.length + 1;
    const mark: string | undefined = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null && start !== null) {
      if (mark?.startsWith(fence) === true) {
        yield { kind: 'code', from: start, text: text.slice(start, to) };
        [fence, start] = [null, null];
      }
    } else {
      const ends = mark !== undefined || line.trim() === '';
      if (ends && start !== null) yield { kind: 'text', from: start, text: text.slice(start, from) };
      if (mark !== undefined) [fence, start] = [mark, from];
      else start = ends ? null : (start ?? from);
    }
    from = to;
  }
  if (start !== null) yield { kind: fence === null ? 'text' : 'code', from: start, text: text.slice(start) };
}

interface Span {
  kind: 'formula' | 'code';
  from: number;
  to: number;
  /** Offsets of the formula without its delimiters. */
  innerFrom: number;
  innerTo: number;
  display: boolean;
}

/** Formulas and spans of code, in order; offsets in `text`, which is one paragraph. */
function* spansOf(text: string): Generator<Span> {
  const closers: Closers = new Map();
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === '`') {
      const ticks = /^`+/.exec(text.slice(at))![0];
      const close = text.indexOf(ticks, at + ticks.length);
      const to = close < 0 ? at + ticks.length : close + ticks.length;
      if (close >= 0) yield { kind: 'code', from: at, to, innerFrom: at, innerTo: to, display: false };
      at = to;
      continue;
    }
    const formula = FORMULA_SIGNS.includes(char!) ? formulaAt(text, at, closers) : null;
    if (formula !== null) {
      const innerFrom = at + formula.source.indexOf(formula.tex);
      const innerTo = innerFrom + formula.tex.length;
      yield { kind: 'formula', from: at, to: formula.end, innerFrom, innerTo, display: formula.display };
      at = formula.end;
    } else at += char === '\\' ? 2 : 1;
  }
}

/** The TeX of all formulas. */
export function formulasOf(text: string): string[] {
  return [...blocksOf(text)]
    .filter(({ kind }) => kind === 'text')
    .flatMap((block) =>
      [...spansOf(block.text)]
        .filter(({ kind }) => kind === 'formula')
        .map(({ innerFrom, innerTo }) => block.text.slice(innerFrom, innerTo)),
    );
}

export interface FormulaAround {
  /** Offsets of its TeX; one without an end is read up to the place. */
  from: number;
  to: number;
  display: boolean;
  /** Whether it has its closing delimiter. */
  closed: boolean;
}

/** A `$` or its like that nothing closes yet: inline to the end of its line, a display to the end of its paragraph. */
const UNCLOSED_DISPLAY = /^(?:\$\$|\\\[|\\begin\{(?:equation|align|alignat|gather|multline)\*?\})/;
const UNCLOSED_INLINE = /^(?:\$(?![\s\d$])|\\\()/;

function blockAt(text: string, at: number): Block | undefined {
  return [...blocksOf(text)].find(({ from, text: { length } }) => from <= at && at <= from + length);
}

/** The formula or code that the place is inside of, its delimiters included; offsets in its block. */
function spanAround({ from: offset, text }: Block, at: number): Span | undefined {
  return [...spansOf(text)].find(({ from, to }) => offset + from < at && at < offset + to);
}

/** Whether the place is inside of a span or a block of code. */
export function isCodeAt(text: string, at: number): boolean {
  const block = blockAt(text, at);
  return block !== undefined && (block.kind === 'code' || spanAround(block, at)?.kind === 'code');
}

/** Whether the place is at the beginning of a formula's closing delimiter or within it. */
export function isClosingAt(text: string, at: number): boolean {
  const block = blockAt(text, at);
  const span = block?.kind === 'text' ? spanAround(block, at) : undefined;
  return span?.kind === 'formula' && span.innerTo < span.to && block!.from + span.innerTo <= at;
}

/** The formula that the place `at` is inside of, its delimiters not included; null in prose and in code. */
export function formulaAround(text: string, at: number): FormulaAround | null {
  const block = blockAt(text, at);
  if (block?.kind !== 'text') return null;
  const offset = block.from;
  const span = spanAround(block, at);
  if (span !== undefined) {
    const { kind, innerFrom, innerTo, display } = span;
    const isInside = kind === 'formula' && offset + innerFrom <= at && at <= offset + innerTo;
    return isInside ? { from: offset + innerFrom, to: offset + innerTo, display, closed: true } : null;
  }
  const behind = [...spansOf(block.text)].findLast(({ to }) => offset + to <= at)?.to ?? 0;
  const open = unclosedIn(block.text.slice(behind, at - offset));
  return open === null ? null : { ...open, from: offset + behind + open.from, to: at, closed: false };
}

/** @param text up to the cursor, without closed formulas */
function unclosedIn(text: string): { from: number; display: boolean } | null {
  for (let at = 0; at < text.length; at += 1) {
    const rest = text.slice(at);
    const display = UNCLOSED_DISPLAY.exec(rest);
    if (display !== null) return { from: at + display[0].length, display: true };
    const inline = UNCLOSED_INLINE.exec(rest);
    const afterWord = /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
    if (inline !== null && !afterWord && !rest.includes('\n'))
      return { from: at + inline[0].length, display: false };
    if (text[at] === '\\') at += 1;
  }
  return null;
}
