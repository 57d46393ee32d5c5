/** A tokenized TeX source with the few questions that readers ask of it. */
import { pairTokens } from './pairs.ts';
import type { LintProblem } from './pairs.ts';
import { tokenize } from './tokens.ts';
import type { TexToken } from './tokens.ts';

/** Token indices, the end exclusive. */
export interface Range {
  from: number;
  to: number;
}

/** Arguments read after a command. */
export interface Arguments {
  /** One range per `T` of the pattern that was there. */
  texts: Range[];
  /** Index of the first token after the arguments. */
  next: number;
}

/** The value of an option that a box prints as its title. */
const TITLE_OPTION = /(?:^|,)\s*(?:title|frametitle|caption)\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,{}]*))/;

/** The title among options such as `colback=blue!5,title={Question 1}`; empty when there is none. */
export function titleOption(options: string): string {
  const [, braced, bare = ''] = TITLE_OPTION.exec(options) ?? [];
  return (braced ?? bare).trim();
}

/** Tokens searched for the `]` of an optional argument. */
const BRACKET_REACH = 300;

export class TexDocument {
  readonly source: string;
  readonly tokens: TexToken[];
  readonly partner: Int32Array;
  readonly problems: LintProblem[];

  constructor(source: string) {
    this.source = source;
    this.tokens = tokenize(source);
    const { partner, problems } = pairTokens(this.tokens);
    this.partner = partner;
    this.problems = problems;
  }

  /** Index of the partner when it lies within `limit`, else -1. */
  partnerWithin(index: number, limit: number): number {
    const partner = this.partner[index] ?? -1;
    return partner > index && partner < limit ? partner : -1;
  }

  /** The first token at or after `index` that prints: white space and comments, but no blank line, are passed over. */
  skipSpace(index: number, limit: number): number {
    let at = index;
    while (at < limit && (this.tokens[at]!.kind === 'space' || this.tokens[at]!.kind === 'comment')) at += 1;
    return at;
  }

  /** What stands between the braces or brackets that begin at `index`, null when none do. */
  delimited(index: number, limit: number, kind: '{' | '['): (Range & { next: number }) | null {
    const token = this.tokens[index];
    if (token === undefined || index >= limit) return null;
    if (kind === '{') {
      const close = token.kind === 'open' ? this.partnerWithin(index, limit) : -1;
      return close < 0 ? null : { from: index + 1, to: close, next: close + 1 };
    }
    if (token.kind !== 'text' || token.value !== '[') return null;
    const end = Math.min(limit, index + BRACKET_REACH);
    for (let at = index + 1; at < end; at += 1) {
      const inner = this.tokens[at]!;
      if (inner.kind === 'paragraph') return null;
      if (inner.kind === 'text' && inner.value === ']') return { from: index + 1, to: at, next: at + 1 };
      const partner = this.partnerWithin(at, limit);
      if (partner > 0) at = partner;
    }
    return null;
  }

  /**
   * Reads arguments by a pattern: `*` a star, `[` an optional argument, `(` one in parentheses of one word, `{` one in
   * braces, `T` one in braces that is text. What is not there is passed over.
   */
  arguments(index: number, limit: number, pattern: string): Arguments {
    const texts: Range[] = [];
    let next = index;
    for (const kind of pattern) {
      const at = this.skipSpace(next, limit);
      const token = this.tokens[at];
      if (kind === '*') {
        if (at < limit && token?.kind === 'text' && token.value === '*') next = at + 1;
        continue;
      }
      if (kind === '(') {
        if (at < limit && token?.kind === 'text' && /^\([^()]*\)$/.test(token.value)) next = at + 1;
        continue;
      }
      const found = this.delimited(at, limit, kind === '[' ? '[' : '{');
      if (found === null) continue;
      if (kind === 'T') texts.push(found);
      next = found.next;
    }
    return { texts, next };
  }

  /** The source of a range of tokens. */
  slice({ from, to }: Range): string {
    return from >= to ? '' : this.source.slice(this.tokens[from]!.from, this.tokens[to - 1]!.to);
  }

  /** Its words without commands, braces and comments. */
  plain({ from, to }: Range): string {
    let text = '';
    for (const { kind, value, name } of this.tokens.slice(from, to)) {
      if (kind === 'text') text += value === '~' ? ' ' : value;
      else if (
        kind === 'space' ||
        kind === 'paragraph' ||
        (kind === 'command' && /^(?:\\|quad|hfill)$/.test(name))
      )
        text += ' ';
      else if (kind === 'command' && /^[&%#_$]$/.test(name)) text += name;
      else if (kind === 'verb' || kind === 'url') text += value;
    }
    return text.replace(/\s+/g, ' ').trim();
  }

  /** The source of a range without its comments. */
  uncommented(range: Range): string {
    return this.tokens
      .slice(range.from, range.to)
      .map(({ kind, from, to }) =>
        kind === 'comment'
          ? (/\n/.exec(this.source.slice(from, to))?.[0] ?? '')
          : this.source.slice(from, to),
      )
      .join('');
  }
}
