/** Which token closes which, and what is left open: braces, environments, formulas. */
import type { TexToken } from './tokens.ts';

export interface LintProblem {
  severity: 'error' | 'warning';
  /** Offset in the source. */
  at: number;
  message: string;
}

export interface Pairs {
  /** By token: the index of its partner, -1 without one. */
  partner: Int32Array;
  problems: LintProblem[];
}

const MATH_CLOSER: Record<string, string> = { '\\(': '\\)', '\\[': '\\]' };

export function pairTokens(tokens: TexToken[]): Pairs {
  const partner = new Int32Array(tokens.length).fill(-1);
  const problems: LintProblem[] = [];
  const stack: number[] = [];
  /** How many of each opener are on the stack, so that a stray closer costs no search. */
  const counts = new Map<string, number>();

  const count = (index: number, by: number): void => {
    const key = openerKey(tokens[index]!);
    counts.set(key, (counts.get(key) ?? 0) + by);
  };
  const push = (index: number): void => {
    stack.push(index);
    count(index, 1);
  };
  const pop = (): number => {
    const index = stack.pop()!;
    count(index, -1);
    return index;
  };
  const abandon = (index: number, where: string): void => {
    problems.push({
      severity: 'error',
      at: tokens[index]!.from,
      message: unclosedMessage(tokens[index]!, where),
    });
  };
  /** Closes the nearest opener `key`; what was opened inside it is left open. */
  const close = (index: number, key: string): boolean => {
    if ((counts.get(key) ?? 0) === 0) return false;
    for (;;) {
      const opener = pop();
      if (openerKey(tokens[opener]!) === key) {
        partner[opener] = index;
        partner[index] = opener;
        return true;
      }
      abandon(opener, `before ${describe(tokens[index]!)}`);
    }
  };
  let paragraphStart = 0;
  /**
   * A formula in dollars ends with its paragraph, closed or not. Where an even number of dollars is left it is a brace
   * inside them that is wrong, as in `$\frac{1$`: then dollar goes with dollar.
   */
  const endParagraph = (end: number): void => {
    const odd = (counts.get('$') ?? 0) % 2 === 1 || (counts.get('$$') ?? 0) > 0;
    const nested = !odd && (counts.get('$') ?? 0) > 0;
    while ((counts.get('$') ?? 0) + (counts.get('$$') ?? 0) > 0) {
      const index = pop();
      if (!nested || tokens[index]!.kind !== 'dollar') abandon(index, 'before the end of its paragraph');
    }
    if (nested) pairDollars(tokens, partner, paragraphStart, end);
    paragraphStart = end;
  };
  const stray = (index: number, message: string): void => {
    problems.push({ severity: 'error', at: tokens[index]!.from, message });
  };

  const definition = new DefinitionScope();
  tokens.forEach((token, index) => {
    definition.enter(token);
    if (definition.inside && token.kind !== 'open' && token.kind !== 'close') return;
    const top = stack.length > 0 ? tokens[stack[stack.length - 1]!]! : null;
    switch (token.kind) {
      case 'open':
      case 'begin':
        push(index);
        break;
      case 'math-open':
        if ((counts.get(token.name) ?? 0) > 0) {
          while ((counts.get(token.name) ?? 0) > 0) abandon(pop(), `before the next ${token.name}`);
        }
        push(index);
        break;
      case 'dollar':
        if (top?.kind === 'dollar' && top.name === token.name) close(index, token.name);
        else push(index);
        break;
      case 'close':
        if (top?.kind === 'open' || (top?.kind === 'dollar' && (counts.get('{') ?? 0) > 0)) close(index, '{');
        else stray(index, 'There is a } without its {.');
        break;
      case 'math-close': {
        const opener = Object.keys(MATH_CLOSER).find((open) => MATH_CLOSER[open] === token.name) ?? '';
        if (!close(index, opener)) stray(index, `There is a ${token.name} without its ${opener}.`);
        break;
      }
      case 'end':
        // `\end{quote}` ends a paragraph as a blank line does.
        if (top !== null && openerKey(top) !== `\\begin{${token.name}}`) endParagraph(index);
        if (!close(index, `\\begin{${token.name}}`))
          stray(index, `There is an \\end{${token.name}} without its \\begin{${token.name}}.`);
        break;
      case 'paragraph':
        endParagraph(index);
        break;
      default:
    }
  });
  endParagraph(tokens.length);
  while (stack.length > 0) abandon(pop(), 'before the end of the file');
  return { partner, problems };
}

/** One after the other, whatever stands between them. */
function pairDollars(tokens: TexToken[], partner: Int32Array, from: number, to: number): void {
  let open = -1;
  for (let index = from; index < to; index += 1) {
    if (tokens[index]!.kind !== 'dollar' || tokens[index]!.name !== '$') continue;
    partner[index] = open;
    if (open >= 0) partner[open] = index;
    open = open < 0 ? index : -1;
  }
}

/**
 * Whether tokens stand in the body of a definition, as in `\newenvironment{a}{\begin{b}}{\end{b}}`, where only braces
 * need to be in pairs.
 */
class DefinitionScope {
  #pending = false;
  #named = false;
  #depth = 0;

  get inside(): boolean {
    return this.#depth > 0;
  }

  enter({ kind, name }: TexToken): void {
    if (this.#depth > 0) this.#depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    else if (kind === 'command' && DEFINITION.test(name)) [this.#pending, this.#named] = [true, false];
    else if (!this.#pending) return;
    else if (kind === 'open') this.#depth = 1;
    else if (kind === 'command' && !this.#named) this.#named = true;
    else if (kind !== 'text' && kind !== 'space' && kind !== 'comment') this.#pending = false;
  }
}

const DEFINITION =
  /^(?:(?:re|provide)?new(?:command|environment)|renew(?:command|environment)|providecommand|[gex]?def|DeclareRobustCommand|(?:New|Renew|Provide|Declare)Document(?:Command|Environment)|newtheorem)$/;

function openerKey(token: TexToken): string {
  return token.kind === 'open' ? '{' : token.kind === 'begin' ? `\\begin{${token.name}}` : token.name;
}

function describe(token: TexToken): string {
  return token.kind === 'close' ? '}' : token.kind === 'end' ? `\\end{${token.name}}` : token.name;
}

function unclosedMessage(token: TexToken, where: string): string {
  if (token.kind === 'dollar') return `An odd ${token.name}: the formula it opens is not closed ${where}.`;
  return `${openerKey(token)} is not closed ${where}.`;
}
