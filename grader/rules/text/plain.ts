/**
 * Equations in plain text → pieces, the same that TeX gives: `v = beta*v + (1-beta)*g**2`, `θ ← θ − η·g / (√r + ε)`. Nothing
 * is left out: what is no part of a formula is refused with its place.
 */
import { functionName, isGradientCall, means, words } from '../lexicon.ts';
import { readOr } from '../place.ts';
import type { Piece } from './piece.ts';
import {
  digit,
  group,
  isFactor,
  isFormulaName,
  keyOfName,
  letter,
  namePiece,
  operator,
  word,
} from './plainNames.ts';
import { CLOSING, isOwner } from './plainCursor.ts';
import { PlainGradients } from './plainGradients.ts';
import { isParameter, joined, script } from './plainScripts.ts';
import { ARROWS, isRelation } from './plainTokens.ts';
import type { Token } from './plainTokens.ts';

/** An equation, and what was read. */
export interface PlainEquation {
  target: Piece[];
  relation: Piece[];
  value: Piece[];
  /** The key of its left-hand side. */
  key: string;
  /** Keys of the names that the right-hand side consists of. */
  names: Set<string>;
  /** How many tokens it takes. */
  length: number;
  /** It makes its target from the old value. */
  isUpdate: boolean;
}

/** By every way to write it. */
const OPERATORS: ReadonlyMap<string, string> = new Map(
  ['+ +', '- - − –', '* * .* · ⋅ × ⊙ ∘ ∗ •', '/ / ./ ÷'].flatMap((row) => {
    const [sign = '', ...ways] = row.split(' ');
    return ways.map((way) => [way, sign] as const);
  }),
);

const FUNCTIONS = words(
  'rsqrt sqrt square abs sign sgn fmax max maximum fmin min minimum pow power multiply mul add subtract sub divide div',
);

/** Parts of an operand with all its methods. */
const MAX_PIECES = 1000;

export class PlainReader extends PlainGradients {
  /** Keys of the names that were met. */
  private names = new Set<string>();

  /** The token behind the symbol that begins at a token; null where no symbol does. */
  targetEnd(from: number): number | null {
    this.start(from);
    return readOr(
      () => (this.target() ? this.position : null),
      () => null,
    );
  }

  /**
   * The equation at a token: `target relation expression`; null where none begins there.
   * @throws Unreadable where it begins and cannot be read to its end
   */
  equation(from: number): PlainEquation | null {
    this.start(from);
    const target = this.target();
    const sign = this.peek();
    if (!target || !sign || sign.kind !== 'symbol' || !isRelation(sign.text)) return null;
    // β₁m = …
    const [before, first] = [this.tokens[from - 1], this.tokens[from]];
    if (before?.kind === 'name' && first?.isTight && isFormulaName(before.text)) throw this.unexpected(sign);
    const [own = ''] = this.names;
    const targets = this.names;
    this.names = new Set();
    this.position++;
    const at = this.place(sign);
    const value = this.sum();
    // b = c behind a =.
    for (let next = this.peek(); next && /^(=|←|:=)$/.test(next.text); next = this.peek()) {
      this.position++;
      value.push(operator('=', this.place(next)), ...this.sum());
    }
    const compound = /^([-+*/−])=$/.exec(sign.text)?.[1];
    if (compound) targets.forEach((name) => this.names.add(name));
    const relation = operator(ARROWS.has(sign.text) ? '←' : '=', at);
    return {
      target,
      relation: compound ? [operator(OPERATORS.get(compound) ?? compound, at), relation] : [relation],
      value,
      key: own,
      names: this.names,
      length: this.position - from,
      isUpdate: compound !== undefined || [...targets].some((name) => this.names.has(name)),
    };
  }

  /** Does an expression begin at a token, and not a word of a sentence? */
  isTerm(from: number): boolean {
    this.position = from;
    const token = this.peek();
    return token !== undefined && this.continuesProduct(token);
  }

  /** Are all tokens one expression, without a word of a sentence? */
  isWholeTerm(): boolean {
    const isFormula = ({ kind, text }: Token): boolean =>
      kind !== 'name' || text.length === 1 || isFormulaName(text);
    return readOr(
      () => this.tokens.every(isFormula) && this.expression(0).length === this.tokens.length,
      () => false,
    );
  }

  /** A whole expression, such as a value behind a comma. */
  expression(from: number): { pieces: Piece[]; length: number } {
    this.start(from);
    return { pieces: this.sum(), length: this.position - from };
  }

  private start(from: number): void {
    this.position = from;
    this.depth = 0;
    this.names = new Set();
  }

  private target(): Piece[] | null {
    const first = this.peek();
    const isPossible = first?.kind === 'name' || (first?.kind === 'symbol' && /^[∂∇]$/.test(first.text));
    if (!first || !isPossible) return null;
    if (/^[Δ∆]$/.test(first.text) && this.peek(1)?.kind !== 'symbol') {
      this.position++;
      this.deeper();
      const rest = this.target();
      return rest && [letter('Delta', this.place(first)), ...rest];
    }
    return [...this.operand(true), ...this.timeArgument()];
  }

  /** The `(t+1)` of `w(t+1)`, and that of `MeanSquare(w, t+1)`. */
  private timeArgument(): Piece[] {
    const text = this.written(this.position, this.position + 7);
    return this.peek()?.isTight !== false && /^\(([a-z],)?[a-z]([-+−]\d)?\)/.test(text)
      ? [this.argumentList()]
      : [];
  }

  protected override sum(): Piece[] {
    const pieces: Piece[] = [];
    let needsOperand = true;
    this.deeper();
    for (;;) {
      const token = this.peek();
      const sign = token?.kind === 'symbol' ? OPERATORS.get(token.text) : undefined;
      if (token && sign !== undefined && (!needsOperand || /^[-+]$/.test(sign))) {
        pieces.push(operator(sign, this.place(token)));
        this.position++;
        needsOperand = true;
      } else if (needsOperand || (token && this.continuesProduct(token) && !this.isGiven(pieces))) {
        pieces.push(...this.operand(false));
        needsOperand = false;
      } else {
        this.depth--;
        return pieces;
      }
    }
  }

  /** A number alone, behind which the sentence goes on: "0,01 e ε = 1e-8", "0,9 (ou 0,95)". */
  private isGiven(pieces: readonly Piece[]): boolean {
    if (pieces.length !== 1 || pieces[0]!.kind !== 'digit') return false;
    const [first, second, third] = [this.peek(), this.peek(1), this.peek(2)];
    const begins = (name: Token | undefined, sign: Token | undefined): boolean =>
      name?.kind === 'name' && sign?.kind === 'symbol' && isRelation(sign.text);
    if (begins(first, second) || (first?.kind === 'name' && begins(second, third))) return true;
    return first?.text === '(' && !first.isTight && this.isAside(true);
  }

  /** Does a factor without an operator before it begin here? */
  private continuesProduct(token: Token): boolean {
    if (token.kind === 'number') return true;
    if (token.kind === 'name') return this.isFormula(token);
    if (token.kind !== 'symbol') return false;
    if (token.text === '(') return token.isTight || !this.isAside();
    return /^[[√∇∂∑Σ‖]$/.test(token.text);
  }

  /** @param isTarget arguments behind a name are not read */
  protected override operand(isTarget: boolean): Piece[] {
    const token = this.peek();
    if (token?.kind === 'name') return this.behind(this.named(isTarget));
    if (token?.kind === 'symbol') return this.behind(this.symbol(token));
    if (token?.kind !== 'number') throw this.unexpected(token);
    this.position++;
    const isPlain = !/e/i.test(token.text) || /e-/i.test(token.text);
    return this.behind([digit(isPlain ? token.text : String(Number(token.text)), this.place(token))]);
  }

  private symbol(token: Token): Piece[] {
    const at = this.place(token);
    if (token.text === '∇') return this.nabla(token);
    if (token.text === '∑') return this.historySum(token);
    if (!/^[([{|‖√∂]$/.test(token.text)) throw this.unexpected(token);
    this.position++;
    if (token.text === '∂') return [letter('partial', at)];
    if (token.text === '√') return [{ kind: 'root', body: this.rooted(), degree: null, at }];
    const inside = this.sum();
    // (0, 0): one number for several.
    while (
      this.is(',') &&
      inside.length === 1 &&
      inside[0]!.kind === 'digit' &&
      this.peek(1)?.text === inside[0]!.text
    )
      this.position += 2;
    this.expect(CLOSING[token.text] ?? token.text);
    return [group(inside, at, token.text === '|' || token.text === '‖' ? token.text : '(')];
  }

  /** What stands under √: a group, or a symbol with its scripts. */
  private rooted(): Piece[] {
    const token = this.peek();
    if (this.is('(')) {
      const [inside] = this.symbol(token as Token);
      return (inside as Piece & { kind: 'group' }).body;
    }
    if (token?.kind === 'number') {
      this.position++;
      return [digit(token.text, this.place(token))];
    }
    if (token?.kind !== 'name') throw this.unexpected(token);
    const pieces = this.named(true);
    pieces.push(...this.timeArgument());
    this.subscripts().forEach((sub) => script(pieces, 'sub', sub));
    while (this.is("'", '′') && this.peek()?.isTight) this.prime(pieces);
    const above = this.peek(1);
    if (this.is('^') && above?.kind === 'name' && above.text.length > 1)
      script(pieces, 'sup', this.power(pieces[0]));
    if (this.peek()?.kind === 'sup' || this.is('^', '**'))
      throw this.unexpected(
        this.peek(),
        'the root of a power',
        'Put brackets around what is under the root.',
      );
    return pieces;
  }

  /** A name with the objects before its points, its index, and its arguments where it is a function. */
  protected override named(isTarget: boolean): Piece[] {
    const first = this.peek() as Token;
    let token = first;
    this.position++;
    // self.v, np.sqrt, state.m
    while (isOwner(token.text) && this.is('.') && this.peek(1)?.kind === 'name') {
      token = this.peek(1) as Token;
      this.position += 2;
    }
    const gradient = this.quotient(token) ?? this.spelledNabla(token);
    if (gradient) return gradient;
    const next = this.peek();
    if (next?.text === '(' && next.isTight && !isTarget) {
      const called = this.call(token);
      if (called) return called;
      if (this.options.targets.has(token.text)) {
        const name = this.symbolOf(token.text, first);
        return [...name, ...this.timeArgument()];
      }
      if (!isFactor(token.text))
        throw this.unexpected(token, `“${token.text}(…)” is a function that is not known here`);
    }
    const isSub = token.text.endsWith('_');
    return this.symbolOf(isSub ? token.text.slice(0, -1) : token.text, first, isSub);
  }

  private symbolOf(written: string, token: Token, hasOpenSub = false): Piece[] {
    const { hasGluedTimes } = this.options;
    const at = this.place(token);
    let name = hasGluedTimes && /^\p{L}t$/u.test(written) ? `${written.charAt(0)}_t` : written;
    const next = this.peek();
    if (hasGluedTimes && /^\p{Script=Greek}$/u.test(name) && next?.text === 't' && next.isTight) {
      name = `${name}_t`;
      this.position++;
    }
    if (means('average', name) && this.is('[')) {
      const from = this.position++;
      const inside = this.sum();
      this.expect(']');
      this.names.add(`${name}${this.written(from, this.position)}`);
      return [name === 'E' ? letter('E', at) : word(name, at), group(inside, at, '[')];
    }
    const subs = this.subscripts(hasOpenSub);
    const time = name.endsWith('_t') ? this.shift() : null;
    this.names.add(keyOfName(name.replace(/_t$/, '')));
    return [time ? namePiece(name.slice(0, -2), at, [time, ...subs]) : namePiece(name, at, subs)];
  }

  /** Powers, methods and attributes behind an operand; a script stands on its last piece. */
  private behind(operand: Piece[]): Piece[] {
    const pieces = operand;
    for (;;) {
      if (pieces.length > MAX_PIECES) throw this.unexpected(this.peek(), 'a term that is too long');
      const token = this.peek();
      const name = this.peek(1);
      if (token?.kind === 'sup') {
        this.position++;
        script(pieces, 'sup', this.scripted(token));
      } else if (this.is('<sup>')) {
        this.position++;
        script(pieces, 'sup', this.sum());
        this.expect('</sup>');
      } else if (token?.kind === 'sub' || this.is('<sub>') || (this.is('_') && token?.isTight)) {
        // E[g²]_t and (θ)_t
        this.subscripts().forEach((sub) => script(pieces, 'sub', sub));
      } else if (this.is('^', '**', '.^')) {
        script(pieces, 'sup', this.power(pieces[0]));
      } else if (this.is("'", '′') && token?.isTight) {
        this.prime(pieces);
      } else if (this.is('.') && token?.isTight && name?.kind === 'name' && name.isTight) {
        this.position += 2;
        this.attribute(pieces, name);
      } else {
        return pieces;
      }
    }
  }

  private attribute(pieces: Piece[], name: Token): void {
    const isCall = this.is('(') && this.peek()?.isTight === true;
    const [first] = pieces;
    if (name.text === 'grad' && !isCall && first) {
      const gradient = [word('grad', first.at)];
      if (pieces.length === 1 && isParameter(first)) script(gradient, 'sub', [first]);
      pieces.splice(0, pieces.length, ...gradient);
      return;
    }
    const method = name.text.replace(/^pow[if]$/, 'pow');
    if (isCall && FUNCTIONS.has(method)) {
      const at = this.place(name);
      const args = joined([[...pieces], ...this.scriptList(this.peek() as Token)], at);
      pieces.splice(0, pieces.length, word(method, at), group(args, at));
      return;
    }
    const isZeros = means('zeros', name.text);
    const isField = !isCall && this.options.isListing && pieces.length === 1;
    if (isZeros || (isField && !means('identity', name.text))) {
      // DenseVector.zeros[Double](n), a.lr
      const held = isZeros ? this.constantOf(name) : this.symbolOf(name.text, name);
      pieces.splice(0, pieces.length, ...held);
      return;
    }
    if (!means('identity', name.text)) throw this.unexpected(name, `“.${name.text}” is not known here`);
    if (!isCall) return;
    this.position++;
    this.expect(')');
  }

  /** A call of a function that is known here; null where the name is none. */
  private call(token: Token): Piece[] | null {
    const small = functionName(token.text).toLowerCase();
    const name = FUNCTIONS.has(small) ? small : token.text;
    const at = this.place(token);
    if (isGradientCall(name)) {
      if (this.peek(1)?.text !== ')') return [letter('nabla', at), letter('J', at), this.argumentList()];
      this.position += 2;
      return [word('grad', at)];
    }
    const isZeros = means('zeros', name) || this.written(this.position - 1, this.position + 3) === 'rep(0,';
    if (isZeros || means('ones', name)) return this.constantOf(token);
    const isIdentity = means('identity', name);
    if (!isIdentity && !FUNCTIONS.has(name)) return null;
    const args = this.scriptList(this.peek() as Token);
    if (!args[0]) throw this.unexpected(token, `“${name}” with these arguments is not known here`);
    return isIdentity ? [group(args[0], at)] : [word(name, at), group(joined(args, at), at)];
  }

  /** `zeros(n)` and `ones(n)`, whatever their arguments. */
  private constantOf(token: Token): Piece[] {
    for (let depth = 0; this.is('(', '[') || depth > 0; this.position++) {
      if (this.is('(', '[')) depth++;
      if (this.is(')', ']')) depth--;
      if (!this.peek()) throw this.unexpected(undefined, 'a bracket is never closed');
    }
    return [digit(means('ones', token.text) ? '1' : '0', this.place(token))];
  }
}
