/**
 * The formulas and the code of an answer with their places in its source, by the parser that draws it: what its readers read is
 * what its page shows.
 */
import type { Token } from 'markdown-it';
import { mathMeta } from './math.ts';
import { COMMENT, createParser } from './parser.ts';

export interface Segment {
  /**
   * `aside`: what is no part of what the answer says, struck out or the caption of an image. `definition`: a line of
   * `\newcommand` and the like.
   */
  kind: 'formula' | 'definition' | 'code' | 'aside';
  /** TeX without its delimiters, or code without its fences. */
  content: string;
  display: boolean;
  /** Of a fence its language, such as `python`; empty elsewhere. */
  language: string;
  /** In the source of the answer, delimiters included. */
  start: number;
  end: number;
}

/** Finds texts of tokens in the source, in the order of the document. */
class Places {
  readonly #source: string;
  readonly #lineStarts: number[] = [0];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1))
      this.#lineStarts.push(at + 1);
  }

  lineStart(line: number): number {
    return this.#lineStarts[line] ?? this.#source.length;
  }

  goTo(line: number): void {
    this.#at = Math.max(this.#at, this.lineStart(line));
  }

  /** The place of a text, whose lines may each stand behind the mark of a quotation or a list. */
  find(text: string): { start: number; end: number } | null {
    let start = -1;
    let at = this.#at;
    for (const line of text.split('\n')) {
      const found = this.#source.indexOf(line.trim(), at);
      if (found < 0) return null;
      if (start < 0) start = found;
      at = found + line.trim().length;
    }
    this.#at = at;
    return { start, end: at };
  }
}

const parser = createParser();

/** The segments of an answer in their order; they do not overlap. */
export function segmentsOf(source: string): Segment[] {
  const segments: Segment[] = [];
  const places = new Places(source);
  const add = (
    kind: Segment['kind'],
    content: string,
    written: string,
    display = false,
    language = '',
  ): void => {
    const place = places.find(written);
    if (place) segments.push({ kind, content, display, language, ...place });
  };
  for (const token of parser.parse(source, {})) {
    if (token.map) places.goTo(token.map[0]);
    if (token.type === 'math_block' && mathMeta(token).closed)
      add('formula', mathMeta(token).tex, mathMeta(token).source, true, languageOf(token));
    else if (token.type === 'math_definition') add('definition', token.content, token.content);
    else if (token.type === 'fence') segments.push(fenceOf(token, places, source));
    else if (token.type === 'inline') readInline(token.children ?? [], add, false);
  }
  return [...segments, ...commentsBetween(segments, source)].sort((a, b) => a.start - b.start);
}

function languageOf({ info }: Token): string {
  return info.trim().split(/\s/)[0]!.toLowerCase();
}

/** `<!-- … -->`, which the page does not show. */
function commentsBetween(segments: readonly Segment[], source: string): Segment[] {
  const comments: Segment[] = [];
  let from = 0;
  for (const { start, end } of [...segments, { start: source.length, end: source.length }]) {
    for (const { open, close } of commentsIn(source.slice(from, start)))
      comments.push({
        kind: 'aside',
        content: '',
        display: false,
        language: '',
        start: from + open,
        end: from + close,
      });
    from = end;
  }
  return comments;
}

function* commentsIn(text: string): Generator<{ open: number; close: number }> {
  for (let open = text.indexOf(COMMENT.open); open >= 0;) {
    const close = text.indexOf(COMMENT.close, open + COMMENT.open.length);
    if (close < 0) return;
    yield { open, close: close + COMMENT.close.length };
    open = text.indexOf(COMMENT.open, close);
  }
}

function fenceOf(token: Token, places: Places, source: string): Segment {
  const [from, to] = token.map ?? [0, 0];
  const [start, end] = [places.lineStart(from), places.lineStart(to)];
  places.goTo(to);
  // Of a fence in a quotation or a list the marks before each line are left out.
  const written = token.content.split('\n');
  const lines = source.slice(start, end).split('\n');
  const content = lines.map((line, i) => {
    const text = i === 0 ? null : written[i - 1];
    const at = text === null || text === undefined || text === '' ? -1 : line.indexOf(text);
    return at < 0 || i > written.length
      ? ' '.repeat(line.length)
      : ' '.repeat(at) + text + ' '.repeat(line.length - at - text!.length);
  });
  return {
    kind: 'code',
    content: content.join('\n'),
    display: true,
    language: languageOf(token),
    start,
    end,
  };
}

function readInline(
  children: readonly Token[],
  add: (kind: Segment['kind'], content: string, written: string, display?: boolean) => void,
  isAside: boolean,
): void {
  let struck = 0;
  for (const token of children) {
    if (token.type === 's_open') struck += 1;
    else if (token.type === 's_close') struck -= 1;
    const kind = (of: Segment['kind']): Segment['kind'] => (isAside || struck > 0 ? 'aside' : of);
    if (token.type === 'math')
      add(kind('formula'), mathMeta(token).tex, mathMeta(token).source, mathMeta(token).display);
    else if (token.type === 'code_inline') add(kind('code'), token.content, token.content);
    else if (token.type === 'image') readInline(token.children ?? [], add, true);
    else if (token.type === 'text' && struck > 0 && token.content.trim() !== '')
      add('aside', token.content, token.content);
  }
}
