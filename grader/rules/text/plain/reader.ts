/**
 * Tokens of plain text → pieces, the same that TeX gives: names and numbers with their scripts, groups, and the signs between
 * them. What they mean together is read by `formulas/` alone. Nothing is left out: what is no part of a formula is refused with
 * its place.
 */
import { means } from '../../lexicon.ts';
import { readOr, readOrNull } from '../../place.ts';
import type { Place } from '../../place.ts';
import { isSign, wordOf } from './piece.ts';
import type { Piece } from './piece.ts';
import { goesOnAt, isFactorAt, isOwner, joinsAt } from './extent.ts';
import { CLOSING, OPERATORS, PREFIXES } from './signs.ts';
import {
  digit,
  group,
  isFormulaName,
  keyOfName,
  letter,
  namePiece,
  operator,
  script,
  smallPieces,
} from './names.ts';
import { ARROWS, isRelation } from './tokens.ts';
import type { Token } from './tokens.ts';
import { TokenCursor } from './cursor.ts';

/** An equation, and what was read. */
export interface PlainEquation {
  target: Piece[];
  relation: Piece[];
  value: Piece[];
  /** The key of the name that gets a value. */
  key: string;
  /** It makes its target from the old value. */
  isUpdate: boolean;
}

const isConstant = (name: string): boolean => means('zeros', name) || means('ones', name);

const isZero = (piece: Piece): boolean => piece.kind === 'digit' && Number(piece.text) === 0;

const MAX_DEPTH = 40;

export class PlainReader extends TokenCursor {
  /** The token behind the symbol that begins at a token; null where no symbol does. */
  targetEnd(from: number): number | null {
    return readOrNull(() => (this.startsAt(from).target().length > 0 ? this.position : null));
  }

  /**
   * The equation at a token, `target relation expression`, and the token behind it; null where none begins there.
   * @throws Unreadable where it begins and cannot be read to its end
   */
  equation(from: number): { equation: PlainEquation; next: number } | null {
    const target = this.startsAt(from).target();
    const sign = this.peek();
    if (target.length === 0 || sign?.kind !== 'symbol' || !isRelation(sign.text)) return null;
    // β₁m = …
    const [before, first] = [this.tokens[from - 1], this.tokens[from]];
    if (before?.kind === 'name' && first?.isTight && isFormulaName(before.text)) throw this.unexpected(sign);
    const [name = ''] = this.keys(from, this.position);
    const key = first?.text === '∂' ? `∂${name}` : name;
    const start = ++this.position;
    const value = this.term();
    // b = c behind a =.
    for (let next = this.peek(); next && /^(=|←|:=)$/.test(next.text); next = this.peek()) {
      this.position++;
      value.push(operator('=', this.place(next)), ...this.term());
    }
    const at = this.place(sign);
    const compound = OPERATORS.get(/^(.)=$/.exec(sign.text)?.[1] ?? '');
    const relation = operator(ARROWS.has(sign.text) ? '←' : '=', at);
    const equation = {
      target,
      relation: compound === undefined ? [relation] : [operator(compound, at), relation],
      value,
      key,
      isUpdate: compound !== undefined || this.keys(start, this.position).includes(key),
    };
    return { equation, next: this.position };
  }

  /** Does an expression begin at a token, and not a word of a sentence? */
  isTerm(from: number): boolean {
    return isFactorAt(this.tokens, from, this.options);
  }

  /** Are all tokens one expression, without a word of a sentence? */
  isWholeTerm(): boolean {
    const isFormula = ({ kind, text }: Token): boolean =>
      kind !== 'name' || text.length === 1 || isFormulaName(text);
    return readOr(
      () => this.tokens.every(isFormula) && this.expression(0).next === this.tokens.length,
      () => false,
    );
  }

  /** The expression at a token, such as a value behind a comma, and the token behind it. */
  expression(from: number): { pieces: Piece[]; next: number } {
    return { pieces: this.startsAt(from).term(), next: this.position };
  }

  /** What the names in some tokens are, without their times; `E[g²]` is one. */
  private keys(from: number, to: number): string[] {
    return this.tokens
      .slice(from, to)
      .flatMap(({ kind, text }) =>
        kind === 'name' && !isOwner(text, this.options) ? keyOfName(text.replace(/_t$/, '')) : [],
      );
  }

  /** A symbol; nothing where none begins. */
  private target(): Piece[] {
    const pieces: Piece[] = [];
    if (this.is('∂')) return this.derivative();
    if (this.peek()?.kind !== 'name' && !this.is('∇')) return pieces;
    while (this.operand(pieces));
    // The `(t+1)` of `w(t+1)`, and that of `MeanSquare(w, t+1)`.
    const isTimed = /^\((\p{L}, ?)?[a-z] ?([-+−] ?\d)?\)/u.test(this.text.slice(this.peek()?.start));
    if (isTimed && this.isTight('(')) this.operand(pieces);
    return pieces;
  }

  /** `∂L/∂w`, which gives w no value; nothing where another quotient begins. */
  private derivative(): Piece[] {
    const pieces: Piece[] = [];
    while (this.operand(pieces));
    const [slash, below] = [this.peek(), this.peek(1)];
    if (slash?.text !== '/' || below?.text !== '∂') return [];
    pieces.push(operator('/', this.place(slash)));
    this.position++;
    while (this.operand(pieces));
    return pieces;
  }

  /** @param close the bracket that ends it, where it stands in brackets */
  private term(close = ''): Piece[] {
    const pieces: Piece[] = [];
    let needsOperand = true;
    for (;;) {
      const token = this.peek();
      if (!needsOperand && this.isDash()) return pieces;
      const sign = token?.kind === 'symbol' ? OPERATORS.get(token.text) : undefined;
      if (token && sign !== undefined && (!needsOperand || /^[-+]$/.test(sign))) {
        pieces.push(operator(sign, this.place(token)));
        this.position++;
        needsOperand = true;
      } else if (needsOperand || (token?.text !== close && this.goesOn(pieces))) {
        needsOperand = this.operand(pieces);
      } else {
        return pieces;
      }
    }
  }

  /** `g = ∇L(θ) – without the penalty`: words go on behind a dash, and no minus. */
  private isDash(): boolean {
    const [first, second] = [this.peek(1), this.peek(2)];
    const isWord = (token: Token | undefined): token is Token =>
      token?.kind === 'name' && /^\p{L}{2,}$/u.test(token.text) && !isFormulaName(token.text);
    const isMade = first !== undefined && this.options.targets.has(keyOfName(first.text));
    return this.is('–') && !this.isTight('–') && isWord(first) && isWord(second) && !isMade;
  }

  /** Is the next token a factor of the term, and no part of the sentence? */
  private goesOn(pieces: readonly Piece[]): boolean {
    const isNumber = pieces.length === 1 && pieces[0]!.kind === 'digit';
    if (isNumber && goesOnAt(this.tokens, this.position, this.options)) return false;
    if (joinsAt(this.tokens, this.position)) return false;
    return isFactorAt(this.tokens, this.position, this.options);
  }

  /**
   * An operand with what stands behind it, or a sign before one.
   * @returns whether an operand must follow
   */
  private operand(pieces: Piece[]): boolean {
    const token = this.peek();
    if (!token) throw this.unexpected(token);
    const start = pieces.length;
    const at = this.place(token);
    const prefix = PREFIXES[token.text]?.(at);
    // g_1² + … + g_t², and g_t + μg_{t−1} + …
    const isDots = start > 0 && this.is('...', '…', '⋯') && /^[+)\].,;]?$/.test(this.peek(1)?.text ?? '');
    if (isSign(prefix, '√') && isSign(pieces.at(-1), '√')) throw this.unexpected(token);
    if (prefix || isDots || token.kind === 'number' || token.kind === 'string') this.position++;
    // (1 − ρ) ∇²: alone it is a name of the gradient.
    if (token.text === '∇' && (this.is('^', '**', '.^') || this.peek()?.kind === 'sup'))
      pieces.push(letter('g', at));
    else if (prefix) pieces.push(prefix);
    else if (isDots) pieces.push(operator('…', at));
    else if (token.kind === 'name') this.name(pieces);
    else if (token.kind === 'number') pieces.push(digit(token.text, at));
    else if (token.kind === 'string')
      pieces.push(namePiece(token.text.slice(1, -1).replace(/\W+/g, '_'), at));
    else if (this.is('(', '[', '{', '|', '‖'))
      pieces.push(group(this.list(), at, token.text === '|' || token.text === '‖' ? token.text : '('));
    else throw this.unexpected(token);
    // √[v]: brackets, and no script.
    if (!isSign(prefix, '√')) this.behind(pieces, start);
    const next = this.peek();
    const isFunction = next?.kind === 'name' && (next.isTight || this.peek(1)?.text === '(');
    const isOperator = prefix !== undefined && /^(nabla|Delta)$/.test(wordOf(prefix) ?? '');
    return isSign(prefix, '√') || (isOperator && isFunction);
  }

  /** A name behind the objects before its points, or what a call with it stands for. */
  private name(pieces: Piece[]): void {
    const first = this.peek()!;
    this.position++;
    const token = this.owned(first);
    const at = this.place(first);
    const isOpen = token.text.endsWith('_');
    // `rho()` of Kotlin and Scala gives rho.
    const isSetting = (['decay', 'epsilon'] as const).some((role) => means(role, token.text));
    if (isSetting && !this.options.isListing && this.isTight('(') && this.peek(1)?.text === ')')
      this.position += 2;
    const isCalled = this.isTight('(') && !isOpen;
    const [of, close, behind] = [this.peek(1), this.peek(2), this.peek(3)];
    const isOfFunction = isCalled && means('gradients', token.text) && means('objective', of?.text ?? '');
    const quotient = this.quotient(token, at);
    if (quotient) {
      pieces.push(...quotient);
    } else if (isOfFunction && close?.text === ')' && behind?.text === '(' && behind.isTight) {
      // grad(loss)(theta)
      this.position += 3;
      pieces.push(letter('nabla', at), letter('J', this.place(of!)));
    } else if (this.is('(', '[') && (isConstant(token.text) || this.text.startsWith('rep(0,', first.start)))
      pieces.push(this.constant(token));
    else if (means('average', token.text) && this.is('['))
      pieces.push(namePiece(token.text, at), group(this.list(), at, '['));
    else if (/^(?:max|min)$/.test(token.text) && this.is('{'))
      pieces.push(namePiece(token.text, at, true), group(this.list(), at));
    else if (isCalled && means('identity', token.text)) pieces.push(group(this.list(), at));
    else pieces.push(namePiece(token.text, at, isCalled));
    if (isOpen) script(pieces, 'sub', this.scriptBody());
  }

  /** dL/dw and dL(w)/dw: signs of differentials before their names; null where none of them begins at the name that was passed. */
  private quotient({ text }: Token, at: Place): Piece[] | null {
    const above = /^d_?([A-Z]|loss|cost)$/.exec(text)?.[1];
    if (above === undefined) return null;
    const start = this.position;
    const point = this.peek();
    const argument = this.isTight('(') ? [group(this.list(), this.place(point!))] : [];
    const [slash, below] = [this.peek(), this.peek(1)];
    const by = slash?.text === '/' && below?.kind === 'name' ? /^d_?(.+)$/.exec(below.text)?.[1] : undefined;
    if (by === undefined) {
      this.position = start;
      return null;
    }
    this.position += 2;
    const [d, over] = [letter('d', at), operator('/', this.place(slash!))];
    return [d, namePiece(above, at), ...argument, over, d, namePiece(by, this.place(below!))];
  }

  /** The name behind the objects before its points, `v` of `self.v` and `sqrt` of `np.sqrt`; the first of them was passed. */
  private owned(first: Token): Token {
    let token = first;
    while (isOwner(token.text, this.options) && this.is('.') && this.peek(1)?.kind === 'name') {
      token = this.peek(1)!;
      this.refuseShared(token);
      this.position += 2;
    }
    return token;
  }

  private refuseShared(field: Token): void {
    if (this.options.sharedFields.has(field.text))
      throw this.unexpected(field, `several objects have a “${field.text}”`);
  }

  /** `zeros(n)` and `ones(n)`, whatever their arguments. */
  private constant(token: Token): Piece {
    for (let depth = 0; this.is('(', '[') || depth > 0; this.position++) {
      if (this.is('(', '[')) depth++;
      if (this.is(')', ']')) depth--;
      if (!this.peek()) throw this.unexpected(undefined, 'a bracket is never closed');
    }
    return digit(means('ones', token.text) ? '1' : '0', this.place(token));
  }

  /** What stands in the brackets that open here, with commas, bounds and dots between its parts. */
  private list(): Piece[] {
    if (++this.depth > MAX_DEPTH)
      throw this.unexpected(this.peek(), `more than ${MAX_DEPTH} brackets within each other`);
    const close = CLOSING[this.peek()!.text]!;
    const pieces: Piece[] = [];
    let needsTerm = true;
    this.position++;
    while (!this.is(close)) {
      const token = this.peek();
      if (!token) throw this.unexpected(token, 'a bracket is never closed');
      const isDots = this.is('…', '...', '.');
      if (isDots || this.is(',', ';', '=', ':', '∈')) {
        pieces.push(operator(isDots ? '…' : token.text, this.place(token)));
        do this.position++;
        while (isDots && this.is('…', '...', '.'));
        needsTerm = true;
      } else if (token.text === 'for' && pieces.length === 1 && isZero(pieces[0]!)) {
        // [zeros(n) for w in weights]: each starts at zero.
        while (this.peek() && !this.is(close)) this.position++;
      } else {
        if (!needsTerm) throw this.unexpected(token);
        pieces.push(...this.term(close));
        needsTerm = false;
      }
    }
    this.position++;
    this.depth--;
    return pieces;
  }

  /** Scripts, powers, methods and attributes behind what begins at `start`. */
  private behind(pieces: Piece[], start: number): void {
    for (;;) {
      const token = this.peek();
      const name = this.peek(1);
      if (token?.kind === 'sub' || token?.kind === 'sup') {
        this.position++;
        script(pieces, token.kind, smallPieces(token.text, this.place(token)));
      } else if (this.is('<sub>', '<sup>')) {
        script(pieces, this.is('<sub>') ? 'sub' : 'sup', this.list());
      } else if (this.isTight('[')) {
        script(pieces, 'sub', this.index());
      } else if (this.isTight('_') || this.is('^', '**', '.^')) {
        const kind = this.is('_') ? 'sub' : 'sup';
        this.position++;
        script(pieces, kind, this.scriptBody());
      } else if (this.isTight("'", '′')) {
        this.position++;
        script(pieces, 'sup', [letter('prime', this.place(token!))]);
      } else if (this.isTight('.') && name?.kind === 'name' && name.isTight) {
        this.position += 2;
        pieces.push(...this.attribute(pieces.splice(start), name));
      } else return;
    }
  }

  /** Brackets, or a name or a number with its sign. */
  private scriptBody(): Piece[] {
    if (this.is('(', '{')) return this.list();
    const sign = this.is('-', '−') ? [operator('-', this.place(this.tokens[this.position++]!))] : [];
    const token = this.peek();
    if (token?.kind !== 'name' && token?.kind !== 'number') throw this.unexpected(token);
    this.position++;
    const at = this.place(token);
    if (token.kind === 'number') return [...sign, digit(token.text, at)];
    const name = namePiece(this.owned(token).text, at);
    const [point, field, open] = [this.peek(), this.peek(1), this.peek(2)];
    // b1^s.t is that of the field; x^t.sqrt() calls a method of the power.
    const isField = this.isTight('.') && field?.kind === 'name' && field.isTight && open?.text !== '(';
    if (!isField || !this.options.isListing || !point) return [...sign, name];
    this.position += 2;
    return [...sign, ...this.attribute([name], field)];
  }

  /** `[i]` is a coordinate, `["W"]` an entry, `[t-1]` a step, `[:]` all of it. */
  private index(): Piece[] {
    const [open, first] = [this.peek()!, this.peek(1)];
    const pieces = this.list();
    const [only, ...more] = pieces;
    if (isSign(only, ':')) return [];
    const isName = more.length === 0 && wordOf(only) !== null && first?.kind !== 'string';
    return isName ? [group(pieces, this.place(open), '[')] : pieces;
  }

  /** `g.pow(2)`, `w.grad`, `x.copy()`, `a.lr`: the method or attribute of a name, of what stands before it. */
  private attribute(of: Piece[], name: Token): Piece[] {
    const at = this.place(name);
    const isCall = this.isTight('(');
    const isField = this.options.isListing && of.length === 1 && /^(letter|word)$/.test(of[0]!.kind);
    if (means('zeros', name.text)) return [this.constant(name)];
    if (means('identity', name.text)) {
      if (isCall) this.list();
      return of;
    }
    if (isCall) {
      const args = this.list();
      const comma = args.length > 0 ? [operator(',', at)] : [];
      return [namePiece(name.text, at, true), group([...of, ...comma, ...args], at)];
    }
    this.refuseShared(name);
    if (!isField && name.text !== 'grad') throw this.unexpected(name, `“.${name.text}” is not known here`);
    return [namePiece(name.text, at)];
  }
}
