/** Terms of plain text and code in TeX: operands with their powers, methods and arguments. Nothing is left out. */
import { applied, FUNCTIONS, wrapped } from './plainCalls.ts';
import type { Part } from './plainCalls.ts';
import { CLOSING, OWNER } from './plainCursor.ts';
import { PlainSymbols, texOf } from './plainSymbols.ts';
import type { Token } from './plainTokens.ts';

const OPERATORS: Record<string, string> = {
  '+': '+',
  '-': '-',
  '−': '-',
  '–': '-',
  '*': '\\cdot ',
  '.*': '\\cdot ',
  '·': '\\cdot ',
  '⋅': '\\cdot ',
  '×': '\\cdot ',
  '⊙': '\\odot ',
  '∘': '\\cdot ',
  '∗': '\\cdot ',
  '•': '\\cdot ',
  '/': '/',
  './': '/',
  '÷': '/',
};

/** Attributes and methods that leave the value as it is. */
const SAME = /^(data|value|item|clone|copy|detach|conj|numpy|float|double|T|values)$/;
/** What `.grad` stands behind where it is one of several parameters. */
const OF_PARAMETER = /^(?:[A-Za-z]|(?:[wWbxXp]|\\(?:theta|phi|omega))(?:_\{\d\})?)$/;

/** Dictionaries of which the key is the name: `grads["dW"]`. */
const CONTAINER = /^(grads?|gradients?|parameters|params|state|group|self|cache|hyper|hp|config|opt)$/;

/** Functions that return what they are given. */
const IDENTITY = /^(array|asarray|tensor|float|Variable|as_tensor|float32|float64)$/;
const ZEROS = /^(zeros|zeros_like)$/;
const ONES = /^(ones|ones_like)$/;
const GRADIENT_FUNCTION =
  /^(compute|calc|calculate|get|eval|evaluate)?_?(grads?|gradients?|nabla|dloss|dL|dJ|df|dE)(_?(of|at|f|j|l|w|x|J|L|W|loss|fn|func|function|cost|theta|params?|step))*$/i;

/** Parts of an operand with all its methods; some methods take their object twice. */
const MAX_PARTS = 1000;

export abstract class PlainTerms extends PlainSymbols {
  protected override sum(): Part[] {
    const parts: Part[] = [];
    let needsOperand = true;
    this.deeper();
    for (;;) {
      const token = this.peek();
      const operator = token?.kind === 'symbol' ? OPERATORS[token.text] : undefined;
      if (token && operator !== undefined && (!needsOperand || /^[-+]$/.test(operator))) {
        parts.push({ tex: ` ${operator} `, at: token.start });
        this.position++;
        needsOperand = true;
      } else if (needsOperand) {
        parts.push(...this.operand());
        needsOperand = false;
      } else if (token && this.continuesProduct(token)) {
        parts.push({ tex: ' ', at: token.start }, ...this.operand());
      } else {
        this.depth--;
        return parts;
      }
    }
  }

  /** Does a factor without an operator before it begin here? */
  protected continuesProduct(token: Token): boolean {
    if (token.kind === 'number') return true;
    if (token.kind === 'name') return this.isFormula(token);
    if (token.kind !== 'symbol') return false;
    if (token.text === '(') return !this.isAside();
    return /^[[√∇∂∑Σ‖]$/.test(token.text);
  }

  /** Words in brackets, such as "(element-wise)", or the number of an equation. */
  private isAside(): boolean {
    const inside: Token[] = [];
    for (let i = 1; ; i++) {
      const token = this.peek(i);
      if (!token || token.text === ')' || inside.length > 12) break;
      inside.push(token);
    }
    if (inside.every((token) => token.kind === 'number')) return this.peek(inside.length + 2) === undefined;
    const isWord = (token: Token | undefined): boolean =>
      token?.kind === 'name' && token.text.length > 1 && !this.isFormula(token);
    if (inside.some((token, i) => isWord(token) && isWord(inside[i + 1]))) return true;
    return inside.every((token) => isWord(token) || /^[-,.:]$/.test(token.text));
  }

  protected override operand(): Part[] {
    return this.operandWithout(false);
  }

  /** @param isTarget methods and arguments behind it are not read */
  protected operandWithout(isTarget: boolean): Part[] {
    const token = this.peek();
    if (!token) throw this.unexpected(token);
    let parts: Part[];
    if (token.kind === 'number') {
      this.position++;
      const isPlain = !/e/i.test(token.text) || /e-/i.test(token.text);
      parts = [{ tex: isPlain ? token.text : String(Number(token.text)), at: token.start }];
    } else if (token.kind === 'name') {
      parts = this.named(isTarget);
    } else if (token.kind === 'symbol') {
      parts = this.symbol(token);
    } else {
      throw this.unexpected(token);
    }
    return this.behind(parts);
  }

  private symbol(token: Token): Part[] {
    switch (token.text) {
      case '(':
      case '[':
      case '{': {
        this.position++;
        const inside = this.sum();
        // [zeros_like(p) for p in params]
        if (token.text === '[' && this.peek()?.text === 'for')
          while (this.peek() && !this.is(']')) this.position++;
        this.expect(CLOSING[token.text] ?? ')');
        return wrapped('(', inside, ')', token.start);
      }
      case '|':
      case '‖': {
        this.position++;
        const inside = this.sum();
        this.expect(token.text);
        const bar = token.text === '|' ? '|' : '\\|';
        return wrapped(` \\left${bar} `, inside, ` \\right${bar} `, token.start);
      }
      case '√': {
        this.position++;
        return wrapped('\\sqrt{', unwrapped(this.rooted()), '}', token.start);
      }
      case '∇':
        return this.nabla(token);
      case '∂':
        this.position++;
        return [{ tex: '\\partial ', at: token.start }];
      case '∑':
        return this.historySum(token);
      default:
        throw this.unexpected(token);
    }
  }

  /** What stands under √: a group, or a symbol with its scripts. */
  private rooted(): Part[] {
    const token = this.peek();
    if (token?.kind === 'symbol' && token.text === '(') return this.symbol(token);
    if (token?.kind === 'number') {
      this.position++;
      return [{ tex: token.text, at: token.start }];
    }
    if (token?.kind !== 'name') throw this.unexpected(token);
    const parts = [
      ...this.named(true),
      ...this.subscripts().flatMap((sub) => wrapped('_{', sub, '}', token.start)),
    ];
    while (this.is("'", '′') && this.peek()?.isTight) {
      parts.push({ tex: "'", at: token.start });
      this.position++;
    }
    if (this.peek()?.kind === 'sup' || this.is('^', '**'))
      throw this.unexpected(
        this.peek(),
        'the root of a power',
        'Put brackets around what is under the root.',
      );
    return parts;
  }

  /** A name with the objects before its points, its index, and its arguments where it is a function. */
  private named(isTarget: boolean): Part[] {
    let token = this.peek() as Token;
    const start = token.start;
    this.position++;
    // self.v, np.sqrt, state.m
    while (OWNER.test(token.text) && this.is('.') && this.peek(1)?.kind === 'name') {
      token = this.peek(1) as Token;
      this.position += 2;
    }
    const quotient = this.quotient(token);
    if (quotient) return quotient;
    const isGradientOf =
      /^(grad|gradient|nabla)$/i.test(token.text) &&
      /^([A-Zfl]|loss)$/.test(this.peek()?.text ?? '') &&
      this.peek(1)?.text === '(';
    if (isGradientOf) {
      this.position--;
      return this.nabla(token);
    }
    if (CONTAINER.test(token.text) && this.is('[')) {
      const key = this.key();
      if (key !== null) {
        const isName = /^(grads?|gradients?)$/.test(token.text) && !/^d/.test(key);
        return this.symbolParts(isName ? `d${key}` : key, start);
      }
    }
    const next = this.peek();
    if (next?.text === '(' && next.isTight && !isTarget) {
      const called = this.call(token);
      if (called) return called;
      if (!this.isFactor(token))
        throw this.unexpected(token, `“${token.text}(…)” is a function that is not known here`);
    }
    const isSub = token.text.endsWith('_');
    return this.symbolParts(isSub ? token.text.slice(0, -1) : token.text, start, isSub);
  }

  /** Powers, methods and attributes behind an operand. */
  private behind(operand: Part[]): Part[] {
    let parts = operand;
    for (;;) {
      if (parts.length > MAX_PARTS) throw this.unexpected(this.peek(), 'a term that is too long');
      const token = this.peek();
      const at = token?.start ?? 0;
      if (token?.kind === 'sup') {
        this.position++;
        parts.push({ tex: `^{${token.text}}`, at });
      } else if (this.is('<sup>')) {
        this.position++;
        parts.push(...wrapped('^{', this.sum(), '}', at));
        this.expect('</sup>');
      } else if (token?.kind === 'sub' || this.is('<sub>') || (this.is('_') && token?.isTight)) {
        // E[g²]_t and (θ)_t
        parts.push(...this.subscripts().flatMap((sub) => wrapped('_{', sub, '}', at)));
      } else if (this.is('^', '**', '.^')) {
        parts.push(...this.power(parts[0]?.tex ?? ''));
      } else if (token && this.is("'", '′') && token.isTight) {
        this.position++;
        parts.push({ tex: "'", at });
      } else if (
        token &&
        this.is('.') &&
        token.isTight &&
        this.peek(1)?.kind === 'name' &&
        this.peek(1)?.isTight
      ) {
        const name = this.peek(1) as Token;
        this.position += 2;
        parts = this.attribute(parts, name);
      } else {
        return parts;
      }
    }
  }

  private power(base: string): Part[] {
    const operator = this.peek() as Token;
    this.position++;
    const open = this.peek();
    if (open && this.is('(', '{')) {
      this.position++;
      const exponent = this.sum();
      this.expect(CLOSING[open.text] ?? ')');
      // θ^(t+1) counts steps; β^(t+1) is a power.
      const isTime =
        operator.text === '^' &&
        open.text === '(' &&
        !/^\\(beta|rho|gamma)|^b/.test(base) &&
        /^t( [-+] 1)?$/.test(texOf(exponent));
      return wrapped(isTime ? '^{(' : '^{', exponent, isTime ? ')}' : '}', operator.start);
    }
    if (operator.text === '^' && this.is('*')) throw this.unexpected(open);
    const sign = this.is('-', '−') ? '-' : '';
    if (sign !== '') this.position++;
    const exponent = this.peek();
    if (exponent?.kind === 'number') {
      this.position++;
      return [{ tex: `^{${sign}${exponent.text}}`, at: operator.start }];
    }
    if (exponent?.kind !== 'name') throw this.unexpected(exponent);
    return wrapped(`^{${sign}`, this.named(true), '}', operator.start);
  }

  private attribute(parts: Part[], name: Token): Part[] {
    const at = name.start;
    const isCall = this.is('(') && this.peek()?.isTight === true;
    if (name.text === 'grad' && !isCall) {
      const of = parts.length === 1 && OF_PARAMETER.test(parts[0]!.tex) ? `_{${parts[0]!.tex}}` : '';
      return [{ tex: `\\operatorname{grad}${of}`, at: parts[0]?.at ?? at }];
    }
    if (SAME.test(name.text)) {
      if (isCall) {
        this.position++;
        this.expect(')');
      }
      return parts;
    }
    throw this.unexpected(name, `“.${name.text}” is not known here`);
  }

  private args(): Part[][] {
    this.position++;
    const found: Part[][] = [];
    while (!this.is(')')) {
      found.push(this.sum());
      if (this.is(',')) this.position++;
      else if (!this.is(')'))
        throw this.unexpected(this.peek(), this.peek() ? undefined : 'a bracket is never closed');
    }
    this.position++;
    return found;
  }

  /** A call of a function that is known here; null where the name is none. */
  private call(token: Token): Part[] | null {
    const name = token.text;
    const at = token.start;
    if (GRADIENT_FUNCTION.test(name)) {
      if (this.peek(1)?.text === ')') {
        this.position += 2;
        return [{ tex: '\\operatorname{grad}', at }];
      }
      return [{ tex: '\\nabla J', at }, ...this.argumentList(this.peek() as Token)];
    }
    if (ZEROS.test(name) || ONES.test(name)) {
      this.skipBrackets();
      return [{ tex: ZEROS.test(name) ? '0' : '1', at }];
    }
    if (!IDENTITY.test(name) && !FUNCTIONS.test(name)) return null;
    const args = this.args();
    const [first] = args;
    if (!first) throw this.unexpected(token, `“${name}” with these arguments is not known here`);
    return IDENTITY.test(name)
      ? wrapped('(', first, ')', at)
      : applied(name, args, at, (reason) => this.unexpected(token, reason));
  }

  private skipBrackets(): void {
    let depth = 0;
    do {
      if (this.is('(', '[')) depth++;
      if (this.is(')', ']')) depth--;
      if (!this.peek()) throw this.unexpected(undefined, 'a bracket is never closed');
      this.position++;
    } while (depth > 0);
  }
}

/** Without the brackets around all of it, which a root does not need. */
function unwrapped(parts: Part[]): Part[] {
  return parts[0]?.tex === '(' && parts.at(-1)?.tex === ')' ? parts.slice(1, -1) : parts;
}
