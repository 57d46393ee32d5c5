/** A place among the tokens of plain text, and what is said where it cannot go on. */
import { Unreadable } from '../../place.ts';
import type { Place } from '../../place.ts';
import type { PlainOptions } from './extent.ts';
import type { Token } from './tokens.ts';

const HELP = 'Write the update as an equation, such as w = w - lr * g.';

export class TokenCursor {
  protected readonly text: string;
  protected readonly tokens: readonly Token[];
  protected readonly options: PlainOptions;
  protected position = 0;
  /** How many brackets are open. */
  protected depth = 0;

  /** @param text what the tokens' places refer to; it is shown in messages */
  constructor(text: string, tokens: readonly Token[], options: PlainOptions) {
    this.text = text;
    this.tokens = tokens;
    this.options = options;
  }

  protected startsAt(from: number): this {
    this.position = from;
    this.depth = 0;
    return this;
  }

  protected peek(ahead = 0): Token | undefined {
    return this.tokens[this.position + ahead];
  }

  protected is(...texts: string[]): boolean {
    const token = this.peek();
    return token?.kind === 'symbol' && texts.includes(token.text);
  }

  /** The same of a sign that stands directly behind what is before it. */
  protected isTight(...texts: string[]): boolean {
    return this.is(...texts) && this.peek()!.isTight;
  }

  protected place({ start, end }: Token): Place {
    return { source: this.text, offset: start, token: this.text.slice(start, end) };
  }

  protected unexpected(token: Token | undefined, reason?: string): Unreadable {
    const at = token ?? this.tokens.at(-1);
    const place = at ? this.place(at) : { source: this.text, offset: 0, token: '' };
    const what = token ? `“${place.token}” is not expected here` : 'the line ends where a term is expected';
    return new Unreadable(place, reason ?? what, HELP);
  }
}
