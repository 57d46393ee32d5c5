/** Symbols of plain text in TeX, with their indices; gradients and sums. */
import { CLOSING, PlainCursor } from './plainCursor.ts';
import { wrapped } from './plainCalls.ts';
import type { Part } from './plainCalls.ts';
import { nameTex } from './plainNames.ts';
import type { Token } from './plainTokens.ts';

/** `E[g²]`: the bracket belongs to the name. */
const AVERAGE = /^(E|RMS|MS|mean|avg|Avg|EMA)$/;

export function texOf(parts: readonly Part[]): string {
  return parts.map((part) => part.tex).join('');
}

export abstract class PlainSymbols extends PlainCursor {
  /** Names that were met, in TeX. */
  protected names = new Set<string>();

  protected abstract sum(): Part[];
  protected abstract operand(): Part[];

  protected nabla(token: Token): Part[] {
    this.position++;
    const subs = this.subscripts();
    let sub = subs.length > 0 ? `_{${subs.map(texOf).join(',')}}` : '';
    const first = this.peek();
    const second = this.peek(1);
    // ∇θ J(θ): the letter directly behind ∇ is what the gradient is by, and a function follows.
    const isBy =
      sub === '' &&
      first?.kind === 'name' &&
      first.isTight &&
      (/^(θ|w|x|W|ω|φ|theta)(_.*)?$/.test(first.text) || first.text === 'θ') &&
      ((second?.kind === 'name' && /^(ℒ|[A-Zfl]t?|f_t|loss)$/.test(second.text)) || second?.text === '∑');
    if (isBy && first) {
      this.position++;
      const scripts = this.subscripts();
      sub = `_{${nameTex(first.text, scripts.map(texOf))}}`;
    }
    const parts: Part[] = [{ tex: `\\nabla${sub} `, at: token.start }];
    // The mean over a batch.
    const sum = this.peek();
    if (sum?.text === '∑') parts.push(...this.historySum(sum));
    const of = this.peek();
    if (of?.kind === 'name') {
      const isFunction =
        this.peek(1)?.text === '(' || this.peek(1)?.kind === 'sub' || this.peek(1)?.text === '_';
      if (sub === '' || isFunction || /^[JLEfl]$/.test(of.text)) {
        this.position++;
        const scripts = this.subscripts();
        parts.push({ tex: nameTex(of.text, scripts.map(texOf)), at: of.start });
      }
      if (this.is('(')) parts.push(...this.argumentList(this.peek() as Token));
    } else if (sub === '' && !this.is('(')) {
      throw this.unexpected(of);
    } else if (this.is('(')) {
      parts.push({ tex: 'J', at: token.start }, ...this.argumentList(this.peek() as Token));
    }
    return parts;
  }

  /** `(f(x_i; θ), y_i)`: the arguments of an objective, which only tell where the gradient is taken. */
  protected argumentList(open: Token): Part[] {
    this.position++;
    this.deeper();
    const parts: Part[] = [{ tex: '(', at: open.start }];
    while (!this.is(')')) {
      const separator = this.peek();
      if (separator && this.is(',', ';')) {
        parts.push({ tex: separator.text, at: separator.start });
        this.position++;
        continue;
      }
      const name = this.peek();
      if (name?.kind === 'string') {
        this.position++;
        continue;
      }
      if (name?.kind === 'name' && this.peek(1)?.text === '(' && this.peek(1)?.isTight) {
        this.position++;
        parts.push({ tex: nameTex(name.text), at: name.start }, ...this.argumentList(this.peek() as Token));
        continue;
      }
      if (name?.kind === 'name' && this.peek(1)?.text === '=') this.position += 2;
      parts.push(...this.sum());
      if (!this.is(',', ';', ')'))
        throw this.unexpected(this.peek(), this.peek() ? undefined : 'a bracket is never closed');
    }
    this.position++;
    this.depth--;
    return [...parts, { tex: ')', at: open.start }];
  }

  protected historySum(token: Token): Part[] {
    this.position++;
    const sub = this.bound('_', 'sub');
    const sup = this.bound('^', 'sup');
    return [
      { tex: '\\sum', at: token.start },
      ...(sub ? wrapped('_{', sub, '}', token.start) : []),
      ...(sup ? wrapped('^{', sup, '}', token.start) : []),
      { tex: ' ', at: token.start },
    ];
  }

  /** What stands below or above a Σ. */
  private bound(mark: '_' | '^', kind: 'sub' | 'sup'): Part[] | null {
    const token = this.peek();
    if (token?.kind === kind) {
      this.position++;
      return [{ tex: token.text, at: token.start }];
    }
    if (!token || !this.is(mark)) return null;
    this.position++;
    const open = this.peek();
    if (!open || !this.is('{', '(')) return open ? this.operand() : null;
    this.position++;
    const parts = this.sum();
    const relation = this.peek();
    if (relation && this.is('=')) {
      this.position++;
      parts.push({ tex: '=', at: relation.start }, ...this.sum());
    }
    this.expect(CLOSING[open.text] ?? '}');
    return parts;
  }

  /** May a bracket directly behind the name be a factor, as in β(m + g)? */
  protected isFactor(token: Token): boolean {
    return /^(\p{L}\p{M}*\d?|lr|eps|alpha|beta_?\d?|gamma|delta|epsilon|eta|theta|lambda|mu|rho|[A-Za-z]_.*|.*_)$/u.test(
      token.text,
    );
  }

  /** `dL/dw`, one name in code or two with a stroke. */
  protected quotient(token: Token): Part[] | null {
    const below = this.peek(1);
    if (!/^d_?([A-Z]|loss|cost)$/.test(token.text) || !this.is('/') || below?.kind !== 'name') return null;
    const by = /^d_?(.+)$/.exec(below.text)?.[1];
    const separate = below.text === 'd' ? this.peek(2) : undefined;
    if (by === undefined && separate?.kind !== 'name') return null;
    this.position += separate?.kind === 'name' ? 3 : 2;
    const point = nameTex(by ?? (separate as Token).text, this.subscripts().map(texOf));
    return [{ tex: `\\frac{\\partial L}{\\partial ${point}}`, at: token.start }];
  }

  protected symbolParts(written: string, at: number, hasOpenSub = false): Part[] {
    const { counter, hasGluedTimes } = this.options;
    let name = written;
    if (hasGluedTimes && /^\p{L}t$/u.test(name)) name = `${name.charAt(0)}_t`;
    const glued = this.peek();
    if (hasGluedTimes && /^\p{Script=Greek}$/u.test(name) && glued?.text === 't' && glued.isTight) {
      name = `${name}_t`;
      this.position++;
    }
    const bracket = this.peek();
    if (bracket && AVERAGE.test(name) && this.is('[')) {
      this.position++;
      const inside = this.sum();
      this.expect(']');
      this.names.add(`${name}[${texOf(inside)}]`);
      return wrapped(name === 'E' ? 'E[' : `\\operatorname{${name}}[`, inside, ']', at);
    }
    const subs = this.subscripts(hasOpenSub);
    const time = /_t$/.test(name) ? this.shift() : null;
    const plain = time === null ? name : name.slice(0, -2);
    if (counter !== null && name === counter && subs.length === 0) return [{ tex: 't', at }];
    this.names.add(nameTex(plain.replace(/_t$/, '')));
    const all = [...(time === null ? [] : [time]), ...subs.map(texOf)];
    return [{ tex: nameTex(plain, all), at }];
  }

  /** `v_t-1` without spaces is v_{t−1}. */
  private shift(): string | null {
    const [sign, digit, after] = [this.peek(), this.peek(1), this.peek(2)];
    const isShift =
      sign?.kind === 'symbol' &&
      /^[-+−]$/.test(sign.text) &&
      sign.isTight &&
      digit?.kind === 'number' &&
      digit.isTight &&
      digit.text === '1' &&
      !(after?.isTight && /^[*/(^]|^\*\*$/.test(after.text));
    if (!isShift) return null;
    this.position += 2;
    return `t${sign.text === '+' ? '+' : '-'}1`;
  }

  protected subscripts(hasOpenSub = false): Part[][] {
    const subs: Part[][] = [];
    let isOpen = hasOpenSub;
    for (;;) {
      const token = this.peek();
      if (token?.kind === 'sub') {
        this.position++;
        subs.push([{ tex: token.text, at: token.start }]);
      } else if (token && this.is('<sub>')) {
        subs.push(...this.scriptList(token));
      } else if (token && (isOpen || (this.is('_') && token.isTight))) {
        if (!isOpen) this.position++;
        isOpen = false;
        const open = this.peek();
        if (open && this.is('{', '(')) subs.push(...this.scriptList(open));
        else if (open?.kind === 'name' || open?.kind === 'number') {
          this.position++;
          subs.push([{ tex: open.kind === 'name' ? nameTex(open.text) : open.text, at: open.start }]);
        } else throw this.unexpected(open);
      } else if (token && this.is('[') && token.isTight) {
        const key = this.key();
        subs.push(key === null ? this.index(token) : [{ tex: nameTex(key), at: token.start }]);
      } else {
        return subs.filter((sub) => sub.length > 0);
      }
    }
  }

  private scriptList(open: Token): Part[][] {
    this.position++;
    const subs: Part[][] = [];
    while (!this.is(CLOSING[open.text] ?? '}')) {
      subs.push(this.sum());
      if (this.is(',')) this.position++;
      else if (!this.is(CLOSING[open.text] ?? '}')) throw this.unexpected(this.peek());
    }
    this.position++;
    return subs;
  }

  /** The key in `grads["dW" + str(l)]`; layers do not count. Null where the bracket holds no string. */
  protected key(): string | null {
    const key = this.peek(1);
    if (key?.kind !== 'string') return null;
    let i = 2;
    if (this.peek(i)?.text === '+' && this.peek(i + 1)?.text === 'str') {
      while (this.peek(i) && this.peek(i)?.text !== ']') i++;
    }
    if (this.peek(i)?.text !== ']') throw this.unexpected(this.peek(i));
    this.position += i + 1;
    return key.text.slice(1, -1).replace(/\W+/g, '_');
  }

  /** `[i]` is a coordinate, `[t-1]` a step, `[:]` all of it. */
  private index(open: Token): Part[] {
    this.position++;
    if (this.is(':') && this.peek(1)?.text === ']') {
      this.position += 2;
      return [];
    }
    const parts = this.sum();
    this.expect(']');
    const tex = texOf(parts);
    // Names of entries, such as p and key, are coordinates.
    return /^(p|\\operatorname\{(key|name|param|idx|index|layer)\}|l|k)$/.test(tex)
      ? [{ tex: 'i', at: open.start }]
      : parts;
  }
}
