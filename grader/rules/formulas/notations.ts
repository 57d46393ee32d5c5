/** Every notation is a row: what it begins with and what it makes. To add one, add a row and its test. */
import { byWord, functionName, means, words } from '../lexicon.ts';
import { largerByCases } from './alternatives.ts';
import type { Cursor, Row } from './cursor.ts';
import {
  binary,
  call,
  NAMELESS,
  number,
  rewrite,
  symbol as symbolOf,
  symbolsOf,
  textOf,
  walk,
} from './expression.ts';
import type { Expression, Joining, SymbolIn } from './expression.ts';
import { applied as calledWith, isFunction } from './functions.ts';
import { isAppliedObjective, isParameterName } from './gradients.ts';
import { average, nameAt, withArgument, wordAt } from './names.ts';
import { GRADIENTS } from './gradientNotations.ts';
import { readNumber } from './numbers.ts';
import { bareOf, isSign, powerOf, scriptsOf, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { Unreadable } from '../place.ts';
import { normOfAll, sumOver } from './sums.ts';
import { readSymbol, readTime, readTuple, render, scripted, splitCommas, withoutPower } from './symbols.ts';
import type { Notation, Symbol } from './symbols.ts';

const digits: Row = {
  name: 'number',
  reads(parser, piece, base) {
    if (base.kind !== 'digit') return null;
    const { value, length, power } = readNumber(parser.pieces, parser.position);
    parser.position += length;
    return parser.raised(number(value, piece.at), power);
  },
};

const fraction: Row = {
  name: 'fraction',
  reads(parser, piece, base) {
    if (base.kind !== 'fraction') return null;
    parser.position++;
    const [top, bottom] = [parser.inner(base.top, piece.at), parser.inner(base.bottom, piece.at)];
    return parser.powered(binary('/', top, bottom), piece);
  },
};

/** `√v` and `√(v + ε)`: the root of what stands directly behind the sign. */
const radical: Row = {
  name: 'radical sign',
  reads(parser, piece) {
    if (piece.kind !== 'operator') return null;
    parser.position++;
    const next = parser.peek();
    if (next && (readSymbol(next, parser.notation)?.power ?? (wordOf(next) === null && powerOf(next))))
      throw new Unreadable(next.at, 'the root of a power', 'Write what is under the root as `\\sqrt{…}`.');
    return call('sqrt', [parser.factor()], piece.at);
  },
};

const root: Row = {
  name: 'root',
  reads(parser, piece, base) {
    if (base.kind !== 'root') return null;
    parser.position++;
    const { at } = piece;
    const body = parser.inner(base.body, at);
    const degree = base.degree ? parser.inner(base.degree, at) : null;
    if (piece.kind === 'scripts' && piece.sub) {
      // \sqrt{v}_t means the root of v_t.
      const time = readTime(piece.sub, parser.notation.timeLetters);
      if (!time) throw parser.unexpected(piece.sub[0]);
      if (body.kind === 'symbol' && !body.time) body.time = time;
    }
    return parser.powered(
      !degree || (degree.kind === 'number' && degree.value === 2)
        ? call('sqrt', [body], at)
        : binary('^', body, binary('/', number(1, at), degree)),
      piece,
    );
  },
};

const norm: Row = {
  name: 'norm and absolute value',
  reads(parser, piece, base) {
    if (base.kind !== 'group' || (base.open !== '‖' && base.open !== '|')) return null;
    parser.position++;
    const { at } = piece;
    const label = piece.kind === 'scripts' && piece.sub ? render(piece.sub, parser.notation) : '';
    if (base.open === '‖' && /^[^2F]/.test(label))
      throw new Unreadable(
        at,
        'a norm that is not the Euclidean one',
        'Write the root of the sum of squares.',
      );
    const [only, ...more] = base.body;
    const symbol = only && more.length === 0 ? readSymbol(only, parser.notation) : null;
    if (symbol?.range) return parser.powered(normOfAll(symbol.name, symbol.written, at), piece);
    const name = base.open === '|' ? 'abs' : 'norm';
    return parser.powered(call(name, [parser.inner(base.body, at)], at), piece);
  },
};

/** `(w, b)`, `⟨g²⟩`, `(θ_t)_i` and brackets around a term. */
const bracket: Row = {
  name: 'bracket',
  reads(parser, piece, base) {
    if (base.kind !== 'group') return null;
    parser.position++;
    const { notation } = parser;
    if (base.body.some((each) => each.kind === 'break' && each.wide))
      throw new Unreadable(
        piece.at,
        'a case distinction or a matrix',
        'Write one equation that holds at every step, coordinate by coordinate.',
      );
    const tuple = piece.kind === 'group' ? readTuple(piece, isParameterName, notation) : null;
    if (tuple) return symbolOf(tuple.name, tuple.time, piece.at);
    return parser.powered(withScripts(parser.inner(base.body, piece.at), piece, notation), piece);
  },
};

/** `(θ_t)_i` and `(∇L(θ))_i`: one coordinate. */
function withScripts(value: Expression, piece: Piece, notation: Notation): Expression {
  const { sub } = scriptsOf(piece);
  if (!sub) return value;
  if (value.kind === 'symbol' && value.written)
    return { ...value, written: scripted(value.written, sub, notation) };
  if (value.kind !== 'gradient') return value;
  const { labels, coordinates } = scripted(NAMELESS, sub, notation);
  return { ...value, written: { ...value.written, coordinates: [...coordinates, ...labels] } };
}

const JOININGS = byWord<Joining>({ '+': 'sum', '*': 'prod', max: 'max', min: 'min' });

const sum: Row = {
  name: 'sum, product and largest over the steps',
  reads(parser, piece, base) {
    const joining = base.kind === 'word' ? JOININGS.get(base.name) : undefined;
    // max(a, b) has nothing below it.
    const isOfTwo = base.kind === 'word' && isFunction(base.name) && scriptsOf(piece).sub === null;
    if (joining === undefined || isOfTwo) return null;
    parser.position++;
    return sumOver(parser, piece, joining);
  },
};

/** These are no names, so that something to act on must follow. */
const NO_NAME = words('sqrt max maximum min abs sign sgn');

/** `max(a, b)`, in one word or as letters that touch. */
const functionCall: Row = {
  name: 'function',
  reads(parser, piece, base) {
    const { name: written, length } = nameAt(parser);
    const name = functionName(written);
    const group = parser.peek(length);
    const { targets, argumentTimes } = parser.notation;
    const isFactor = targets.has(name) || argumentTimes.has(name) || means('rate', name);
    const isCalled = isFunction(name) || (base.kind === 'word' && base.isCalled === true);
    if (isFactor || !isCalled) return null;
    const inside = group && bareOf(group);
    if (inside?.kind !== 'group') {
      if (NO_NAME.has(name)) throw parser.unexpected(group);
      return null;
    }
    parser.position += length + 1;
    const args = splitCommas(inside.body).map((part) => parser.inner(part, inside.at));
    const value = calledWith(name, { args, keywords: new Map(), at: piece.at });
    if (value) return parser.powered(value, group!);
    const reason = `“${name}” with ${args.length} arguments is not known here`;
    throw new Unreadable(piece.at, reason, 'Write it with as many arguments as it has.');
  },
};

/** `J(θ)` where its gradient belongs. */
const objective: Row = {
  name: 'objective',
  reads(parser, piece) {
    if (!isAppliedObjective(piece, parser.peek(1), parser.notation)) return null;
    throw new Unreadable(
      piece.at,
      'the objective itself stands in the rule, not its gradient',
      'Write its gradient, as in `$\\nabla J(\\theta)$`.',
    );
  },
};

/** `R(v)`, where the answer says what R makes of its argument. */
const ownFunction: Row = {
  name: 'function of the answer',
  reads(parser, piece) {
    const { name, length } = nameAt(parser);
    const [own, group] = [parser.notation.functions.get(name), parser.peek(length)];
    const inside = group && bareOf(group);
    if (!own || inside?.kind !== 'group') return null;
    parser.position += length + 1;
    const value = parser.inner(inside.body, piece.at);
    const isArgument = (e: Expression): boolean => e.kind === 'symbol' && e.name === own.argument;
    return parser.powered(
      rewrite(own.body, (e) => (isArgument(e) ? value : e)),
      group!,
    );
  },
};

/** The diagonal of a matrix of squares is the vector of squares, and the identity beside it is 1. */
const diagonal: Row = {
  name: 'diagonal and identity',
  reads(parser, piece, base) {
    if (base.kind !== 'letter' && base.kind !== 'word') return null;
    const isDiagonal = base.name.toLowerCase() === 'diag' && parser.peek(1) !== undefined;
    const isIdentity =
      (base.name === 'I' || base.name === 'mathbb1') && !parser.notation.targets.has(base.name);
    if (!isDiagonal && !isIdentity) return null;
    parser.position++;
    return isDiagonal ? parser.factor() : number(1, piece.at);
  },
};

/** `θ ← Π_F(θ − ηg)`: without constraints the projection on what is allowed leaves the new point where it is. */
const projection: Row = {
  name: 'projection',
  reads(parser, piece, base) {
    const isNamed = wordOf(base) === 'Pi' || /^proj$/i.test(wordOf(base) ?? '');
    const { sub } = scriptsOf(piece);
    const isOfSet = wordOf(base) === 'P' && sub !== null && !readTime(sub, parser.notation.timeLetters);
    const next = parser.peek(1);
    const isWhole = parser.position === 0 && parser.pieces.length === 2;
    if ((!isNamed && !isOfSet) || !isWhole || !next || bareOf(next).kind !== 'group') return null;
    if (parser.notation.targets.has(wordOf(base)!)) return null;
    parser.position++;
    const point = parser.factor();
    const at = sub?.findIndex((each) => isSign(each, ',')) ?? -1;
    if (at >= 0) refuseOtherMetric(parser.inner(sub!.slice(at + 1), piece.at), point);
    return point;
  },
};

/** `Π_{F,√V̂_t}` measures by what the step is divided by: by the name of anything else it is another projection. */
function refuseOtherMetric(metric: Expression, point: Expression): void {
  const divisors = walk(point).flatMap((each) => {
    if (each.kind === 'call') return each.name === 'sqrt' ? each.args : [];
    if (each.kind !== 'binary') return [];
    return each.operator === '/' ? [each.right] : each.operator === '^' ? [each.left] : [];
  });
  const known = new Set(divisors.flatMap(symbolsOf).map((each) => textOf(each)));
  const other = symbolsOf(metric).find((each) => !known.has(textOf(each)));
  if (other)
    throw new Unreadable(
      other.at,
      `a projection that measures by “${other.name}”, by which the step is not divided`,
      'Measure by the root that divides the step.',
    );
}

const FOREIGN = words('infty exp log ln sin cos tanh clip arg argmin argmax int lim');

const foreign: Row = {
  name: 'what occurs in no rule',
  reads(_parser, piece, base) {
    if (base.kind !== 'letter' && base.kind !== 'word') return null;
    if (!FOREIGN.has(base.name)) return null;
    throw new Unreadable(
      piece.at,
      `“${piece.at.token}” does not occur in the rules that are known here`,
      'Write the update itself.',
    );
  },
};

/** `Δθ` */
const change: Row = {
  name: 'change',
  reads(parser, piece, base) {
    const next = parser.peek(1);
    if (base.kind !== 'letter' || base.name !== 'Delta' || piece.kind === 'scripts' || !next) return null;
    const read = readSymbol(next, parser.notation);
    if (!read) return null;
    parser.position++;
    read.written.accents.unshift('Delta');
    return finished(parser, next, { ...read, name: `Delta ${read.name}` });
  },
};

/** Letters written together that are one name: `lr`, `dx`. */
const word: Row = {
  name: 'word',
  reads(parser) {
    const found = wordAt(parser);
    if (!found) return null;
    parser.position += found.length - 1;
    const read = readSymbol(found.last, parser.notation, found.name);
    return read && finished(parser, found.last, read);
  },
};

const symbol: Row = {
  name: 'symbol',
  reads(parser, piece) {
    const read = readSymbol(piece, parser.notation);
    if (read) return finished(parser, piece, read);
    if (piece.kind !== 'scripts') return null;
    if (piece.sub && piece.base.kind === 'scripts' && piece.base.sub) throw parser.unexpected(piece);
    // Scripts on scripts, {v_t}^2: the outer one is a power of the inner.
    const inner = parser.inner([piece.base], piece.at);
    parser.position++;
    return parser.raised(inner, piece.sup);
  },
};

/** Moves behind a symbol with its power, and with a time in brackets. */
function finished(parser: Cursor, { at }: Piece, read: Symbol): Expression {
  parser.position++;
  const base = withoutPower(read, at);
  return (
    withArgument(parser, base, read.written) ??
    outerProduct(parser, base, read.transposed) ??
    parser.raised(base, read.power)
  );
}

/** `g g^\top` stands for its diagonal, the squares. */
function outerProduct(parser: Cursor, value: SymbolIn, isTransposed: boolean): Expression | null {
  const next = parser.peek();
  const other = next && readSymbol(next, parser.notation);
  if (!other || other.name !== value.name || other.time?.offset !== value.time?.offset || other.power)
    return null;
  if (other.transposed === isTransposed) return null;
  parser.position++;
  // g^\top g is one number, the squared length.
  const base = isTransposed ? call('norm', [value], value.at) : value;
  return binary('^', base, number(2, value.at));
}

/** In the order in which they are tried. */
export const NOTATIONS: readonly Row[] = [
  digits,
  ...GRADIENTS,
  fraction,
  radical,
  root,
  norm,
  largerByCases,
  sum,
  average,
  bracket,
  ownFunction,
  objective,
  functionCall,
  diagonal,
  projection,
  foreign,
  change,
  word,
  symbol,
];
