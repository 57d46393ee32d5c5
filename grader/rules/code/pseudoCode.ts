/** Pseudo-code as the statements of a program: what its formulas say, in the loops and under the conditions around them. */
import { findNotation } from '../equations/notation.ts';
import { readTarget } from '../equations/targets.ts';
import type { Expression, Name } from '../formulas/expression.ts';
import { parsed } from '../formulas/parser.ts';
import type { Notation } from '../formulas/symbols.ts';
import { readOr, Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import type { Node, Span, Statement } from '../syntax/nodes.ts';
import { namesOfLoop } from '../text/listings/lines.ts';
import type { Block, Line } from '../text/listings/lines.ts';
import { splitAt } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { isBroken } from '../text/listings/program.ts';
import type { PseudoCode, Step } from '../text/listings/program.ts';

/** `a = b = c`: its sides, of which all but the last get the value. */
const sidesOf = (pieces: readonly Piece[]): Piece[][] => splitAt(pieces, '=');

export function statementsOf({ steps }: PseudoCode): Statement[] {
  const equations = steps.flatMap((step) =>
    isBroken(step) ? [] : [{ left: step.target, right: sidesOf(step.value).at(-1)! }],
  );
  const notation = findNotation(
    equations.flatMap(({ left, right }) => [...left, ...right]),
    equations,
  );
  return new Reader(notation).block(steps, 0);
}

/** `hat m` is m_hat, as programs write it. */
const spelled = (name: string): string => name.split(' ').reverse().join('_');

/** A name, or the entry under the names in brackets behind it. */
function placeNode(name: string, written: Name | undefined, at: Span): Node {
  const of: Node = { kind: 'name', name: spelled(name), ...at };
  const index = written?.coordinates.join(',') ?? '';
  return index === '' ? of : { kind: 'entry', of, index: { kind: 'name', name: index, ...at }, ...at };
}

class Reader {
  private readonly notation: Notation;

  constructor(notation: Notation) {
    this.notation = notation;
  }

  /** @param depth how many blocks are open around the steps */
  block(steps: readonly Step[], depth: number): Statement[] {
    const found: Statement[] = [];
    for (let i = 0; i < steps.length;) {
      const block = steps[i]!.line.blocks[depth];
      const end = block ? steps.findIndex((step, j) => j > i && step.line.blocks[depth] !== block) : i + 1;
      const own = steps.slice(i, end < 0 ? steps.length : end);
      i += own.length;
      if (block) this.add(found, block, this.block(own, depth + 1), this.spanOf(own));
      else found.push(...own.flatMap((step) => this.statement(step)));
    }
    return found;
  }

  private spanOf(steps: readonly Step[]): Span {
    const last = steps.at(-1)!.line;
    return { from: steps[0]!.line.start, to: last.start + last.text.length };
  }

  private add(found: Statement[], block: Block, body: Statement[], { to }: Span): void {
    const { kind, header, line } = block;
    const at = { from: line.start, to };
    const before = found.at(-1);
    if (kind === 'steps' || kind === 'parts')
      found.push({
        kind: 'loop',
        header,
        names: namesOfLoop(header).map((name): Node => ({ kind: 'name', name, ...at })),
        over: null,
        body,
        ...at,
      });
    else if (kind === 'other') found.push(...body);
    else if (/^(else|otherwise)\b/i.test(header) && before?.kind === 'if') before.otherwise.push(...body);
    else {
      const test: Node = { kind: 'other', from: line.start, to: line.start + header.length };
      found.push({ kind: 'if', test, then: body, otherwise: [], ...at });
    }
  }

  private statement(step: Step): Statement[] {
    const at = this.spanOf([step]);
    if (isBroken(step)) return [{ kind: 'do', value: { kind: 'other', why: step.doubt, ...at }, ...at }];
    const { target, relation, value, doubt, line, start, end } = step;
    const span = { from: line.start + start, to: line.start + end };
    const sides = [target, ...sidesOf(value)];
    const last = sides.pop()!;
    const targets = sides.map((side) => readTarget(side, this.notation));
    const names = targets.map((read): Node => placeNode(read?.name ?? '', read?.written, span));
    const isWhole = targets.every((read) => read !== null && read.side === null);
    const why =
      doubt ??
      (isWhole ? null : new Unreadable(target[0]!.at, 'an equation without a symbol on its left', HELP));
    const node: Node = why ? { kind: 'other', why, ...span } : this.value(last, line);
    const [sign] = relation;
    const operator = relation.length > 1 && sign?.kind === 'operator' ? sign.text : '';
    return [{ kind: 'assign', targets: names, operator, value: node, ...span }];
  }

  private value(pieces: readonly Piece[], line: Line): Node {
    return readOr(
      () => this.node(parsed(pieces, this.notation, pieces.at(-1)!.at), line),
      (why): Node => ({ kind: 'other', why, ...this.at(why.place, line) }),
    );
  }

  private at({ offset, token }: Place, { start }: Line): Span {
    return { from: start + offset, to: start + offset + token.length };
  }

  private node(e: Expression, line: Line): Node {
    const at = this.at(e.at, line);
    const inner = (part: Expression): Node => this.node(part, line);
    const named = (name: string): Node => ({ kind: 'name', name, ...at });
    const called = (name: string, args: readonly Expression[]): Node => ({
      kind: 'call',
      of: named(name),
      args: args.map((arg) => ({ keyword: null, value: inner(arg) })),
      ...at,
    });
    switch (e.kind) {
      case 'number':
        return { kind: 'number', value: e.value, ...at };
      case 'symbol':
        // What it starts from is not what it is: `w <- w_0` behind the steps.
        return placeNode(e.time?.letter === null ? `${e.name}_${e.time.offset}` : e.name, e.written, at);
      case 'call':
        return called(e.name, e.args);
      case 'binary': {
        const operator = e.operator === '^' ? '**' : e.operator;
        return { kind: 'binary', operator, left: inner(e.left), right: inner(e.right), ...at };
      }
      case 'gradient':
        return e.points.length > 0
          ? called('grad', e.points)
          : named(e.of === null ? 'grad' : `grad_${e.of}`);
      case 'history':
        return { kind: 'other', ...at };
    }
  }
}

const HELP = 'Write the update as an equation, such as w = w - lr * g.';
