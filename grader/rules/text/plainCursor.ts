/** Goes through the tokens of a line of plain text. */
import type { Token } from './plainTokens.ts';
import { isFormulaName } from './plainNames.ts';
import { Unreadable } from '../place.ts';

export interface PlainOptions {
  /** The text is a code block of pseudo-code. */
  isListing: boolean;
  /** Words that stand on the left of an equation somewhere. */
  targets: ReadonlySet<string>;
  /** `vt-1` is v_{t−1}. */
  hasGluedTimes: boolean;
  /** The name that counts the steps, such as `step`; in TeX it is t. */
  counter: string | null;
}

export const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<sub>': '</sub>' };

/** Modules and objects before a point that say nothing about the value behind it. */
export const OWNER =
  /^(np|numpy|torch|math|tf|jnp|jax|cp|nn|F|K|self|cls|this|Math|group|opt|optimizer|args|cfg|config|state)$/;

const MAX_DEPTH = 40;

const HELP = 'Write the update as an equation, such as w = w - lr * g.';

export class PlainCursor {
  protected readonly text: string;
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

  protected unexpected(token: Token | undefined, reason?: string, help = HELP): Unreadable {
    const at = token ?? this.tokens.at(-1);
    const written = at ? this.text.slice(at.start, at.end) : '';
    const what = token ? `“${written}” is not expected here` : 'the line ends where a term is expected';
    return new Unreadable(
      { source: this.text, offset: at?.start ?? 0, token: written },
      reason ?? what,
      help,
    );
  }

  protected expect(text: string): void {
    if (!this.is(text))
      throw this.unexpected(this.peek(), this.peek() ? undefined : 'a bracket is never closed');
    this.position++;
  }

  protected deeper(): void {
    if (++this.depth > MAX_DEPTH)
      throw this.unexpected(this.peek(), `more than ${MAX_DEPTH} brackets within each other`);
  }

  protected isFormula(token: Token): boolean {
    if (isFormulaName(token.text) || this.options.targets.has(token.text)) return true;
    return OWNER.test(token.text) && this.peek(1)?.text === '.' && this.peek(1)?.isTight === true;
  }
}
