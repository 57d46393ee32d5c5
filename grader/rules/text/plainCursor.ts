/** Goes through the tokens of a line of plain text. */
import { means } from '../lexicon.ts';
import type { Token } from './plainTokens.ts';
import { isFormulaName } from './plainNames.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';

export interface PlainOptions {
  /** The text is a code block of pseudo-code. */
  isListing: boolean;
  /** Words that stand on the left of an equation somewhere. */
  targets: ReadonlySet<string>;
  /** `vt-1` is v_{t−1}. */
  hasGluedTimes: boolean;
}

export const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<sub>': '</sub>' };

/** Modules and objects before a point that say nothing about the value behind it. */
export const isOwner = (name: string): boolean => means('module', name) || means('owner', name);

const MAX_DEPTH = 40;

const HELP = 'Write the update as an equation, such as w = w - lr * g.';

export class PlainCursor {
  private readonly text: string;
  protected readonly tokens: readonly Token[];
  protected readonly options: PlainOptions;
  protected position = 0;
  protected depth = 0;

  /** @param text what the tokens' places refer to; it is shown in messages */
  constructor(text: string, tokens: readonly Token[], options: PlainOptions) {
    this.text = text;
    this.tokens = tokens;
    this.options = options;
  }

  protected peek(ahead = 0): Token | undefined {
    return this.tokens[this.position + ahead];
  }

  protected is(...texts: string[]): boolean {
    const token = this.peek();
    return token?.kind === 'symbol' && texts.includes(token.text);
  }

  protected place({ start, end }: Token): Place {
    return { source: this.text, offset: start, token: this.text.slice(start, end) };
  }

  /** What the student wrote, from one token up to another one. */
  protected written(from: number, to: number): string {
    return this.tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join('');
  }

  protected unexpected(token: Token | undefined, reason?: string, help = HELP): Unreadable {
    const at = token ?? this.tokens.at(-1);
    const place = at ? this.place(at) : { source: this.text, offset: 0, token: '' };
    const what = token ? `“${place.token}” is not expected here` : 'the line ends where a term is expected';
    return new Unreadable(place, reason ?? what, help);
  }

  /** @param isPassed the token is only looked at */
  protected expect(text: string, isPassed = true): void {
    if (!this.is(text))
      throw this.unexpected(this.peek(), this.peek() ? undefined : 'a bracket is never closed');
    if (isPassed) this.position++;
  }

  protected deeper(): void {
    if (++this.depth > MAX_DEPTH)
      throw this.unexpected(this.peek(), `more than ${MAX_DEPTH} brackets within each other`);
  }

  protected isFormula(token: Token): boolean {
    if (isFormulaName(token.text) || this.options.targets.has(token.text)) return true;
    if (this.options.hasGluedTimes && /^\p{L}t$/u.test(token.text)) return true;
    const next = this.tokens[this.tokens.indexOf(token) + 1];
    if (!next?.isTight) return false;
    // a_t, where "a" alone is a word.
    return next.kind === 'sub' || next.text === '_' || (isOwner(token.text) && next.text === '.');
  }

  /**
   * Words in brackets, such as "(element-wise)", or the number of an equation.
   *
   * @param isOfNumber behind a number, of which they may name another one: "(or 0.95)"
   */
  protected isAside(isOfNumber = false): boolean {
    const inside: Token[] = [];
    for (let token = this.peek(1); token && token.text !== ')' && inside.length <= 12;)
      token = this.peek(inside.push(token) + 1);
    if (inside.every((token) => token.kind === 'number')) return this.peek(inside.length + 2) === undefined;
    const isWord = (token: Token | undefined): boolean =>
      token?.kind === 'name' && token.text.length > 1 && !this.isFormula(token);
    if (inside.some((token, i) => isWord(token) && isWord(inside[i + 1]))) return true;
    // (elementwise, G_0 = 0): it starts as everything does.
    if (/=\s*0\s*$/.test(inside.map(({ text }) => text).join(' '))) return true;
    if (isOfNumber && !inside.some(isWord)) return false;
    return inside.every(
      (token) => isWord(token) || /^[-,.:]$/.test(token.text) || (isOfNumber && token.kind === 'number'),
    );
  }
}
