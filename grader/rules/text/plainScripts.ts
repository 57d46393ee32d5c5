/** Scripts in plain text, small characters, `_{…}`, `[…]` and `**` alike, and what stands at a Σ. */
import { CLOSING, PlainCursor } from './plainCursor.ts';
import type { Place } from '../place.ts';
import { bareOf } from './piece.ts';
import type { Piece } from './piece.ts';
import { digit, group, letter, namePiece, operator, word } from './plainNames.ts';
import type { Token } from './plainTokens.ts';

export abstract class PlainScripts extends PlainCursor {
  protected abstract sum(): Piece[];
  protected abstract operand(isTarget: boolean): Piece[];
  protected abstract named(isTarget: boolean): Piece[];

  protected prime(pieces: Piece[]): void {
    script(pieces, 'sup', [letter('prime', this.place(this.peek() as Token))]);
    this.position++;
  }

  protected historySum(token: Token): Piece[] {
    const at = this.place(token);
    this.position++;
    const pieces: Piece[] = [word('sum', at)];
    for (const [mark, kind] of [['_', 'sub'] as const, ['^', 'sup'] as const]) {
      const bound = this.bound(mark, kind);
      if (bound) script(pieces, kind, bound);
    }
    return pieces;
  }

  /** What stands below or above a Σ. */
  protected bound(mark: '_' | '^', kind: 'sub' | 'sup'): Piece[] | null {
    const token = this.peek();
    if (token?.kind === kind) {
      this.position++;
      return this.scripted(token);
    }
    if (!token || !this.is(mark)) return null;
    this.position++;
    const open = this.peek();
    if (!open || !this.is('{', '(')) return open ? this.operand(false) : null;
    this.position++;
    const pieces = this.sum();
    const relation = this.peek();
    if (relation && this.is('=')) {
      this.position++;
      pieces.push(operator('=', this.place(relation)), ...this.sum());
      // i=1..t
      const dots = this.peek();
      while (this.is('.', '...', '…')) this.position++;
      if (dots && this.peek() !== dots) pieces.push(operator('…', this.place(dots)), ...this.sum());
    }
    this.expect(CLOSING[open.text] ?? '}');
    return pieces;
  }

  /** What a token of small characters says, such as `ₜ₋₁`. */
  protected scripted(token: Token): Piece[] {
    const at = this.place(token);
    const levels: Piece[][] = [[]];
    for (const [character] of token.text.matchAll(/\d+|./gu)) {
      const inside = levels.at(-1) as Piece[];
      if (character === '(') levels.push([]);
      else if (character === ')' && levels.length > 1) levels.at(-2)?.push(group(levels.pop() ?? [], at));
      else if (/\d/.test(character)) inside.push(digit(character, at));
      else inside.push(/[a-z]/i.test(character) ? letter(character, at) : operator(character, at));
    }
    if (levels.length > 1) throw this.unexpected(token, 'a bracket is never closed');
    return levels[0] as Piece[];
  }

  /** `v_t-1` without spaces is v_{t−1}. */
  protected shift(): Piece[] | null {
    const [sign, one, after] = [this.peek(), this.peek(1), this.peek(2)];
    const isShift =
      sign?.kind === 'symbol' &&
      /^[-+−]$/.test(sign.text) &&
      sign.isTight &&
      one?.isTight &&
      one.text === '1' &&
      !(after?.isTight && /^[*/(^]|^\*\*$/.test(after.text));
    if (!isShift) return null;
    this.position += 2;
    const at = this.place(sign);
    return [letter('t', at), operator(sign.text === '+' ? '+' : '-', at), digit('1', at)];
  }

  protected subscripts(hasOpenSub = false): Piece[][] {
    const subs: Piece[][] = [];
    let isOpen = hasOpenSub;
    for (;;) {
      const token = this.peek();
      if (token?.kind === 'sub') {
        this.position++;
        subs.push(this.scripted(token));
      } else if (token && this.is('<sub>')) {
        subs.push(...this.scriptList(token));
      } else if (token && (isOpen || (this.is('_') && token.isTight))) {
        if (!isOpen) this.position++;
        isOpen = false;
        const open = this.peek();
        if (open && this.is('{', '(')) subs.push(...this.scriptList(open));
        else if (open?.kind === 'name' || open?.kind === 'number') {
          this.position++;
          const at = this.place(open);
          subs.push([open.kind === 'name' ? namePiece(open.text, at) : digit(open.text, at)]);
        } else throw this.unexpected(open);
      } else if (token && this.is('[') && token.isTight) {
        const key = this.key();
        subs.push(key === null ? this.index() : [namePiece(key, this.place(token))]);
      } else {
        return subs.filter((sub) => sub.length > 0);
      }
    }
  }

  protected scriptList(open: Token): Piece[][] {
    const close = CLOSING[open.text] ?? '}';
    this.position++;
    const subs: Piece[][] = [];
    while (!this.is(close)) {
      subs.push(this.sum());
      if (this.is(',')) this.position++;
      else this.expect(close, false);
    }
    this.position++;
    return subs;
  }

  /** The key in `grads["dW" + str(l)]`; layers do not count. Null where the bracket holds no string. */
  protected key(): string | null {
    const key = this.peek(1);
    if (key?.kind !== 'string') return null;
    let i = 2;
    if (this.peek(i)?.text === '+' && this.peek(i + 1)?.text === 'str')
      while (this.peek(i) && this.peek(i)?.text !== ']') i++;
    if (this.peek(i)?.text !== ']') throw this.unexpected(this.peek(i));
    this.position += i + 1;
    return key.text.slice(1, -1).replace(/\W+/g, '_');
  }

  /** `[i]` is a coordinate, `[t-1]` a step, `[:]` all of it. */
  protected index(): Piece[] {
    const open = this.peek() as Token;
    this.position++;
    if (this.is(':') && this.peek(1)?.text === ']') {
      this.position += 2;
      return [];
    }
    const pieces = this.sum();
    this.expect(']');
    const [only, ...more] = pieces;
    const isName = more.length === 0 && /^(letter|word|scripts)$/.test(only?.kind ?? '');
    return isName ? [group(pieces, this.place(open), '[')] : pieces;
  }

  protected power(base: Piece | undefined): Piece[] {
    const sign = this.peek() as Token;
    this.position++;
    const open = this.peek();
    if (open && this.is('(', '{')) {
      this.position++;
      const exponent = this.sum();
      this.expect(CLOSING[open.text] ?? ')');
      // θ^(t+1) counts steps; β^(t+1) is a power.
      const isTime =
        sign.text === '^' && open.text === '(' && !isDecay(base) && /^t([-+]1)?$/.test(plainText(exponent));
      return isTime ? [group(exponent, this.place(open))] : exponent;
    }
    if (sign.text === '^' && this.is('*')) throw this.unexpected(open);
    const minus = this.is('-', '−') ? [operator('-', this.place(open as Token))] : [];
    this.position += minus.length;
    const exponent = this.peek();
    if (exponent?.kind === 'name') return [...minus, ...this.named(true)];
    if (exponent?.kind !== 'number') throw this.unexpected(exponent);
    this.position++;
    return [...minus, digit(exponent.text, this.place(exponent))];
  }
}

/** Puts a script on the last piece. */
export function script(pieces: Piece[], kind: 'sub' | 'sup', body: Piece[]): void {
  const last = pieces.pop() as Piece;
  const own = last.kind === 'scripts' ? last[kind] : null;
  const isPrimed = kind === 'sup' && own?.every((piece) => piece.kind === 'letter' && piece.name === 'prime');
  if (last.kind === 'scripts' && (!own || isPrimed))
    pieces.push({ ...last, [kind]: [...(own ?? []), ...body] });
  else pieces.push({ kind: 'scripts', base: last, sub: null, sup: null, at: last.at, [kind]: body });
}

export function joined(parts: readonly Piece[][], at: Place): Piece[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [operator(',', at), ...part]));
}

/** The letters, digits and signs of pieces, without their scripts. */
export function plainText(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) =>
      'name' in piece ? piece.name : piece.kind === 'digit' || piece.kind === 'operator' ? piece.text : '?',
    )
    .join('');
}

function isDecay(piece: Piece | undefined): boolean {
  const base = piece && bareOf(piece);
  return base?.kind === 'letter' && /^(beta|rho|gamma|b)$/.test(base.name);
}

/** A letter, or a customary name of parameters with at most a number. */
export function isParameter(piece: Piece): boolean {
  const base = bareOf(piece);
  if (base.kind !== 'letter') return false;
  if (piece === base) return /^([A-Za-z]|theta|phi|omega)$/.test(base.name);
  const isNumbered = piece.kind === 'scripts' && !piece.sup && /^\d$/.test(plainText(piece.sub ?? []));
  return isNumbered && /^([wWbxXp]|theta|phi|omega)$/.test(base.name);
}
