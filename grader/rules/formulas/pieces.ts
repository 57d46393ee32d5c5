/**
 * KaTeX's tree without its presentation: fonts, sizes, colours and boxes are gone, brackets are matched, and rows and wide
 * spaces have become breaks.
 */
import { firstOf } from '../first.ts';
import { argumentOf, bareOf, isSign, powerOf, scriptsOf, wordOf } from '../text/plain/piece.ts';
import type { Piece, Mark } from '../text/plain/piece.ts';
import { anyOperand, matchBrackets } from './brackets.ts';
import { ACCENTS, CLOSE, isProse, letterOf, OPEN, operatorOf } from './commands.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { nameFrom, withSnakeNames, withTextNames } from './textNames.ts';
import { parseTex, tokenAt } from './tex.ts';
import { withWholeRemarks } from './wholeRemarks.ts';
import type { Macros, TexNode } from './tex.ts';
import type { Formula } from '../text/plain/formula.ts';

const CROSSED_OUT = /^\\(b?cancel|xcancel|sout)$/;

class Flattener {
  private readonly source: string;
  private readonly input: string;
  private offset = 0;

  constructor(source: string, input: string) {
    this.source = source;
    this.input = input;
  }

  flatten(nodes: readonly TexNode[]): Mark[] {
    return nodes.flatMap((node) => this.node(node));
  }

  /** In a subscript commas stand between indices. */
  private subscript(node: TexNode): Piece[] {
    const inside = node.type === 'ordgroup' ? this.children(node.body) : node;
    const pieces = this.pieces(inside, false, (marks) => [...marks]);
    // m_{(t-1)}
    const inner = pieces.length === 1 ? argumentOf(pieces[0]) : null;
    return inner && isShifted(inner) ? [...inner] : pieces;
  }

  /** @param isPart of a fraction or a root */
  pieces(
    node: TexNode | TexNode[] | null | undefined,
    isPart = false,
    numbers: (marks: readonly Mark[]) => Mark[] = withDecimalCommas,
  ): Piece[] {
    if (!node) return [];
    const marks = numbers(this.flatten(Array.isArray(node) ? node : [node]));
    const pieces = withLostScripts(
      matchBrackets(withTextNames(withSnakeNames(withWholeRemarks(marks)), isPart)),
    );
    const only = pieces[0];
    return pieces.length === 1 && only?.kind === 'group' && only.open === '{' ? only.body : pieces;
  }

  private place(node: TexNode): { at: Place; start: number; end: number } {
    const own = this.located(node);
    if (own) this.offset = own.start;
    if (!own && node.type === 'op' && node.name) {
      const start = Math.max(0, this.source.indexOf(node.name, this.offset));
      return { at: { source: this.source, offset: start, token: node.name }, start: -1, end: -1 };
    }
    const inner = own ?? this.firstLocated(node);
    // An accent has no place of its own: it begins at the command before what it stands on.
    const start =
      !own && inner && node.type === 'accent' ? this.source.lastIndexOf('\\', inner.start) : inner?.start;
    if (inner && start !== undefined && start >= 0) {
      const closing = start < inner.start && this.source[inner.end] === '}' ? 1 : 0;
      const token = this.source.slice(start, inner.end + closing).trimEnd();
      return {
        at: { source: this.source, offset: start, token },
        start: own?.start ?? -1,
        end: own?.end ?? -1,
      };
    }
    const token = tokenAt(this.source, this.offset) ?? node.text ?? node.type;
    return { at: { source: this.source, offset: this.offset, token }, start: -1, end: -1 };
  }

  /** The node's place, unless it came out of a macro. */
  private located(node: TexNode): { start: number; end: number } | null {
    return node.loc && node.loc.lexer.input === this.input ? node.loc : null;
  }

  private firstLocated(node: TexNode): { start: number; end: number } | null {
    const inside = [node.base, node.numer, ...this.children(node.body)];
    return this.located(node) ?? firstOf(inside, (child) => child && this.firstLocated(child));
  }

  private children(body: TexNode['body'] | null): TexNode[] {
    if (!body) return [];
    return Array.isArray(body) ? (body.flat() as TexNode[]) : [body];
  }

  /** A node that says nothing but what stands in it. */
  private inside({ body, base, html }: TexNode): Mark[] {
    return this.flatten(this.children(body ?? base ?? html));
  }

  private node(node: TexNode): Mark[] {
    const { at, start, end } = this.place(node);
    switch (node.type) {
      case 'mathord':
      case 'textord':
      case 'atom':
        return [this.symbol(node, at, start, end)];
      case 'delimsizing':
        return [this.delimiter(node.delim ?? '', at)];
      case 'op':
        return node.name ? [this.named(bare(node.name), at)] : this.inside(node);
      case 'operatorname':
        return [{ kind: 'word', name: plainText(node), at }];
      case 'text': {
        const text = plainText(node);
        return isProse(text)
          ? [{ kind: 'break', wide: false, text, at }]
          : [{ kind: 'word', name: text.trim(), at }];
      }
      case 'font': {
        const text = plainText(node);
        const upright = /^(mathrm|mathit|mathtt|mathsf|mathbf|text)/.test(node.font ?? '');
        return upright && /^[A-Za-z][A-Za-z_ -]+$/.test(text) && !/^d[A-Za-z]$/.test(text)
          ? [{ kind: 'word', name: text, at }]
          : this.inside(node);
      }
      case 'accent':
      case 'overline': {
        const accent = node.type === 'overline' ? 'bar' : ACCENTS.get(bare(node.label ?? ''));
        if (!accent) return this.inside(node);
        return [{ kind: 'accent', accent, body: this.pieces(this.children(node.body ?? node.base)), at }];
      }
      case 'genfrac':
        return [
          { kind: 'fraction', top: this.pieces(node.numer, true), bottom: this.pieces(node.denom, true), at },
        ];
      case 'sqrt':
        return [
          {
            kind: 'root',
            body: this.pieces(this.children(node.body), true),
            degree: node.index ? this.pieces(node.index) : null,
            at,
          },
        ];
      case 'supsub':
        return this.scripts(node);
      case 'ordgroup': {
        const body = this.pieces(this.children(node.body));
        const only = body[0];
        if (body.length === 0) return [];
        // 0{,}9
        if (body.length === 1 && isSign(only, ',')) return [{ kind: 'digit', text: '.', start, end, at }];
        // \boxed{w = …} and {\color{red} w = …}: braces around an equation enclose no term.
        if (body.some((piece) => isSign(piece, '= ← :='))) return body;
        return body.length === 1 && only ? [only] : [{ kind: 'group', open: '{', body, at }];
      }
      case 'leftright': {
        // \left. ∂L/∂w \right|_{w_t}: the bar says where, and encloses nothing.
        if (node.left === '.' && /^(\||\\[lr]?vert)$/.test(node.right ?? ''))
          return [...this.inside(node), { kind: 'bar', text: '|', at }];
        const body = this.pieces(this.children(node.body));
        const left = bare(node.left ?? '(');
        const bar = operatorOf(left);
        const open = bar === '|' || bar === '‖' ? bar : (OPEN.get(left) ?? '(');
        return [{ kind: 'group', open, body, at }];
      }
      case 'array':
        return this.rows(node, at);
      case 'cr':
        return [{ kind: 'break', wide: true, text: '', at }];
      case 'kern':
      case 'spacing': {
        const { number = 0, unit = 'mu' } = node.dimension ?? {};
        const wide = number >= 0.9 && unit !== 'mu';
        return wide || node.text === '\\quad' ? [{ kind: 'break', wide: false, text: '', at }] : [];
      }
      case 'enclose':
        if (CROSSED_OUT.test(node.label ?? ''))
          throw new Unreadable(
            at,
            'a part that is crossed out',
            'Leave out what does not belong to the rule.',
          );
        return this.inside(node);
      case 'phantom':
      case 'rule':
      case 'internal':
        return [];
      default:
        return this.inside(node);
    }
  }

  private symbol(node: TexNode, at: Place, start: number, end: number): Mark {
    const text = bare(node.text ?? '');
    if (node.family === 'open' || node.family === 'close') return this.delimiter(text, at);
    if (/^[0-9.]$/.test(text)) return { kind: 'digit', text, start, end, at };
    const name = letterOf(text);
    // TeX takes \bigtriangledown for an operator.
    const isOrdinary = node.family === undefined || node.family === 'inner' || name === 'nabla';
    if (isOrdinary && /^[A-Za-z]+$/.test(name) && operatorOf(text) === text)
      return { kind: 'letter', name, start, end, at };
    return this.named(text, at, !isOrdinary);
  }

  private named(text: string, at: Place, isOperator = false): Mark {
    const operator = operatorOf(text);
    if (operator === '|' || operator === '‖') return { kind: 'bar', text: operator, at };
    if (!isOperator && /^[a-z]{2,}$/i.test(operator)) return { kind: 'word', name: operator, at };
    return { kind: 'operator', text: operator, at };
  }

  private delimiter(text: string, at: Place): Mark {
    const name = bare(text);
    const open = OPEN.get(name);
    if (open) return { kind: 'open', text: open, at };
    if (CLOSE.has(name)) return { kind: 'close', text: name, at };
    return this.named(name, at);
  }

  private scripts(node: TexNode): Mark[] {
    const base = node.base ? this.node(node.base) : [];
    const end = base.at(-1);
    const last = end?.kind === 'break' ? (nameFrom(end.text, end.at) ?? end) : end;
    const sub = node.sub ? this.subscript(node.sub) : null;
    const sup = node.sup ? this.pieces(this.strokeIn(node.sup) ?? node.sup) : null;
    // A word over a relation, as in \stackrel{def}{=}, adds nothing; neither does a label under a brace.
    if (!last || node.base?.type === 'horizBrace') return base;
    // `E[\cdot^2]`: a product has no power, so it stands for whatever is put in.
    if (isSign(last, '*') && sup)
      return [{ kind: 'scripts', base: anyOperand(last.at), sub, sup, at: last.at }];
    if (last.kind === 'operator' || last.kind === 'open' || last.kind === 'break') return base;
    return [...base.slice(0, -1), { kind: 'scripts', base: last as Piece, sub, sup, at: last.at }];
  }

  /** `'` of `f^{'}`, which stands over nothing of its own. */
  private strokeIn(sup: TexNode): TexNode | null {
    const [only, ...others] = sup.type === 'ordgroup' ? this.children(sup.body) : [];
    return only?.type === 'supsub' && !only.base && others.length === 0 ? (only.sup ?? null) : null;
  }

  private rows(node: TexNode, at: Place): Mark[] {
    const rows = (node.body ?? []) as TexNode[][];
    return rows.flatMap((cells) => [
      { kind: 'break' as const, wide: true, text: '', at },
      ...cells.flatMap((cell, column): Mark[] => {
        // A bracket may open in one cell and close in another, so cells are not matched on their own.
        const marks = this.children(cell.body).flatMap((group) => this.flatten(this.children(group.body)));
        // The second pair of columns of an align holds another equation, and behind a case stands its condition.
        const isPair = node.colSeparationType?.startsWith('align') === true;
        return column > 0 && (column % 2 === 0 || !isPair)
          ? [{ kind: 'break', wide: false, text: '', at }, ...marks]
          : marks;
      }),
    ]);
  }
}

/** A command's name without its backslash; `\|` is a symbol of its own. */
function bare(text: string): string {
  return text === '\\|' ? text : text.replace(/^\\/, '');
}

function plainText(node: TexNode): string {
  if (node.text !== undefined && !node.body)
    return node.text.replace(/^\\(?=[_\-%$&# ])/, '').replace(/^\\/, '');
  const inside = node.body ?? node.base ?? [];
  return (Array.isArray(inside) ? inside.flat() : [inside]).map(plainText).join('');
}

/** @throws Unreadable where the TeX is none */
export function piecesOf({ source, display, plain }: Formula, macros: Macros): Piece[] {
  if (plain) return plain.pieces;
  const { nodes, input } = parseTex(source, display, macros);
  return new Flattener(source, input).pieces(nodes);
}

/** `β = 0,9`, without a space and with nothing listed behind it: one number, as most languages write it. */
function withDecimalCommas(marks: readonly Mark[]): Mark[] {
  return marks.map((mark, i) => {
    const [before, zero, first] = [marks[i - 2], marks[i - 1], marks[i + 1]];
    if (!isSign(mark, ',') || zero?.kind !== 'digit' || first?.kind !== 'digit') return mark;
    const { offset } = mark.at;
    const isTight = zero.end === offset && first.start === offset + 1;
    const behind = marks.slice(i + 1).find(({ kind }) => kind !== 'digit');
    const isListed = isSign(behind, ',') || (before?.kind === 'open' && behind?.kind === 'close');
    if (zero.text !== '0' || before?.kind === 'digit' || !isTight || isListed) return mark;
    return { kind: 'digit', text: '.', start: offset, end: offset + 1, at: mark.at };
  });
}

/** `m{t-1}` for m_{t−1}: braces around a step are seen by nobody, and a product is meant nowhere; and `v\prime` for v′. */
function withLostScripts(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    const isStep = piece.kind === 'group' && piece.open === '{' && isShifted(piece.body);
    // v_k\prime
    const isStroke = piece.kind === 'letter' && piece.name === 'prime' && last && powerOf(last) === null;
    if (isStroke && wordOf(last) !== null)
      found.splice(-1, 1, {
        kind: 'scripts',
        base: bareOf(last),
        sub: scriptsOf(last).sub,
        sup: [piece],
        at: last.at,
      });
    else if (last?.kind !== 'letter' || !isStep) found.push(piece);
    else found.splice(-1, 1, { kind: 'scripts', base: last, sub: piece.body, sup: null, at: last.at });
  }
  return found;
}

/** `t-1` */
const isShifted = ([letter, sign, one, ...more]: readonly Piece[]): boolean =>
  letter?.kind === 'letter' &&
  /^[tkn]$/.test(letter.name) &&
  isSign(sign, '+ -') &&
  one?.kind === 'digit' &&
  more.length === 0;
