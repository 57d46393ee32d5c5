/**
 * Equations in plain text and code → TeX: `v = beta*v + (1-beta)*g**2`, `θ ← θ − η·g / (√r + ε)`. Nothing is executed, and
 * nothing is left out: what has no translation is refused with its place.
 */
import type { Part } from './plainCalls.ts';
import { isFormulaName } from './plainNames.ts';
import { texOf } from './plainSymbols.ts';
import { PlainTerms } from './plainTerms.ts';
import { Unreadable } from '../place.ts';

/** An equation in TeX, and what was read. */
export interface PlainEquation {
  parts: Part[];
  /** Its left-hand side alone. */
  target: string;
  /** What the right-hand side consists of. */
  value: string;
  /** In TeX, without scripts that depend on time. */
  names: Set<string>;
  /** How many tokens it takes. */
  length: number;
  /** It makes its target from the old value. */
  isUpdate: boolean;
}

const RELATIONS = new Set(['=', '←', '<-', ':=', '≔', '+=', '-=', '−=', '*=', '/=', '⟵', '⇐']);

export class PlainReader extends PlainTerms {
  /** The token behind the symbol that begins at a token; null where no symbol does. */
  targetEnd(from: number): number | null {
    this.position = from;
    this.depth = 0;
    try {
      return this.target() ? this.position : null;
    } catch (error) {
      if (error instanceof Unreadable) return null;
      throw error;
    }
  }

  /**
   * The equation at a token: `target relation expression`; null where none begins there.
   * @throws Unreadable where it begins and cannot be read to its end
   */
  equation(from: number): PlainEquation | null {
    this.position = from;
    this.depth = 0;
    this.names = new Set();
    const target = this.target();
    if (!target) return null;
    const relation = this.peek();
    if (!relation || relation.kind !== 'symbol' || !RELATIONS.has(relation.text)) return null;
    this.position++;
    const own = [...this.names];
    this.names = new Set();
    const right = this.chain();
    const compound = /^([-+*/−])=$/.exec(relation.text)?.[1];
    if (compound) own.forEach((name) => this.names.add(name));
    const isArrow = /^(←|<-|⟵|⇐)$/.test(relation.text);
    const plainSign = isArrow ? ' \\gets ' : ' = ';
    const sign = compound === undefined ? plainSign : ` ${compound === '−' ? '-' : compound}= `;
    return {
      parts: [...target, { tex: sign, at: relation.start }, ...right],
      target: own[0] ?? texOf(target),
      value: texOf(right),
      names: this.names,
      length: this.position - from,
      isUpdate: compound !== undefined || own.some((name) => this.names.has(name)),
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
    try {
      return (
        this.tokens.every(({ kind, text }) => kind !== 'name' || text.length === 1 || isFormulaName(text)) &&
        this.expression(0).length === this.tokens.length
      );
    } catch (error) {
      if (error instanceof Unreadable) return false;
      throw error;
    }
  }

  /** A whole expression, such as a value behind a comma. */
  expression(from: number): { parts: Part[]; names: Set<string>; length: number } {
    this.position = from;
    this.depth = 0;
    this.names = new Set();
    return { parts: this.sum(), names: this.names, length: this.position - from };
  }

  /** `b = c` behind `a =`. */
  private chain(): Part[] {
    const parts = this.sum();
    for (;;) {
      const relation = this.peek();
      if (relation?.kind !== 'symbol' || !/^(=|←|:=)$/.test(relation.text)) return parts;
      this.position++;
      parts.push({ tex: ' = ', at: relation.start }, ...this.sum());
    }
  }

  private target(): Part[] | null {
    const first = this.peek();
    if (!first) return null;
    const isPossible = first.kind === 'name' || (first.kind === 'symbol' && /^[∂∇]$/.test(first.text));
    if (!isPossible) return null;
    if (/^[Δ∆]$/.test(first.text) && this.peek(1)?.kind !== 'symbol') {
      this.position++;
      this.deeper();
      const rest = this.target();
      return rest && [{ tex: '\\Delta ', at: first.start }, ...rest];
    }
    return [...this.operandWithout(true), ...this.timeArgument()];
  }

  /** The `(t+1)` of `w(t+1)`. */
  private timeArgument(): Part[] {
    const found = /^\([a-z](?:[-+−]\d)?\)/.exec(
      this.tokens
        .slice(this.position, this.position + 5)
        .map(({ text, isTight }) => (isTight ? text : ` ${text}`))
        .join(''),
    )?.[0];
    const open = this.peek();
    if (found === undefined || !open) return [];
    this.position += found.length;
    return [{ tex: found.replace('−', '-'), at: open.start }];
  }
}
