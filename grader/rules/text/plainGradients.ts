/** Gradients in plain text: `∇J(θ)`, `dL/dw`, and the arguments of objectives. */
import { joined, PlainScripts, script } from './plainScripts.ts';
import type { Piece } from './piece.ts';
import { group, letter, namePiece, operator } from './plainNames.ts';
import type { Token } from './plainTokens.ts';

export abstract class PlainGradients extends PlainScripts {
  protected nabla(token: Token): Piece[] {
    const at = this.place(token);
    this.position++;
    const sub = joined(this.subscripts(), at);
    const [first, second] = [this.peek(), this.peek(1)];
    // ∇θ J(θ): the letter directly behind ∇ is what the gradient is by, and a function follows.
    const isBy =
      sub.length === 0 &&
      first?.kind === 'name' &&
      first.isTight &&
      /^(θ|w|x|W|ω|φ|theta)(_.*)?$/.test(first.text) &&
      ((second?.kind === 'name' && /^(ℒ|[A-Zfl]t?|f_t|loss)$/.test(second.text)) || second?.text === '∑');
    if (isBy) {
      this.position++;
      sub.push(namePiece(first.text, this.place(first), this.subscripts()));
    }
    const pieces: Piece[] = [letter('nabla', at)];
    if (sub.length > 0) script(pieces, 'sub', sub);
    // The mean over a batch.
    const sum = this.peek();
    if (sum?.text === '∑') pieces.push(...this.historySum(sum));
    const of = this.peek();
    if (of?.kind === 'name') {
      const next = this.peek(1);
      const isFunction = next?.text === '(' || next?.kind === 'sub' || next?.text === '_';
      if (sub.length === 0 || isFunction || /^[JLEfl]$/.test(of.text)) {
        this.position++;
        pieces.push(namePiece(of.text, this.place(of), this.subscripts()));
      }
      if (this.is('(')) pieces.push(this.argumentList());
    } else if (this.is('(')) pieces.push(letter('J', at), this.argumentList());
    // Alone it is a name of the gradient.
    else if (sub.length === 0) return [letter('g', at)];
    return pieces;
  }

  /** `grad_w L(w; x, y)` */
  protected spelledNabla(token: Token): Piece[] | null {
    const [of, open] = [this.peek(), this.peek(1)];
    const by = /^(?:grad|nabla)(?:_(\w+))?$/.exec(token.text);
    const isObjective = of?.kind === 'name' && /^([A-Zfl]|loss|cost)$/.test(of.text);
    if (!by || !isObjective || open?.text !== '(' || !open.isTight) return null;
    this.position++;
    const at = this.place(token);
    const pieces: Piece[] = [letter('nabla', at)];
    if (by[1] !== undefined) script(pieces, 'sub', [namePiece(by[1], at)]);
    return [...pieces, namePiece(of.text, this.place(of)), this.argumentList()];
  }

  /** `(f(x_i; θ), y_i)`: the arguments of an objective, which only tell where the gradient is taken. */
  protected argumentList(): Piece {
    const at = this.place(this.peek() as Token);
    this.position++;
    this.deeper();
    const pieces: Piece[] = [];
    while (!this.is(')')) {
      const token = this.peek();
      const next = this.peek(1);
      if (token && this.is(',', ';')) {
        pieces.push(operator(token.text, this.place(token)));
        this.position++;
      } else if (token?.kind === 'string') {
        this.position++;
      } else if (token?.kind === 'name' && next?.text === '(' && next.isTight) {
        this.position++;
        pieces.push(namePiece(token.text, this.place(token)), this.argumentList());
      } else {
        if (token?.kind === 'name' && next?.text === '=') this.position += 2;
        pieces.push(...this.sum());
        if (!this.is(',', ';')) this.expect(')', false);
      }
    }
    this.position++;
    this.depth--;
    return group(pieces, at);
  }

  /** `dL/dw`, one name in code or two with a stroke. */
  protected quotient(token: Token): Piece[] | null {
    const below = this.peek(1);
    if (!/^d_?([A-Z]|loss|cost)$/.test(token.text) || !this.is('/') || below?.kind !== 'name') return null;
    const by = /^d_?(.+)$/.exec(below.text)?.[1];
    const separate = below.text === 'd' ? this.peek(2) : undefined;
    if (by === undefined && separate?.kind !== 'name') return null;
    this.position += separate?.kind === 'name' ? 3 : 2;
    const at = this.place(token);
    const point = namePiece(by ?? (separate as Token).text, at, this.subscripts());
    const partial = letter('partial', at);
    return [{ kind: 'fraction', top: [partial, letter('L', at)], bottom: [partial, point], at }];
  }
}
