/** Formulas → equations: rows, commas and words between them divide; relations assign. */
import { binary } from './expression.ts';
import type { Expression, Time } from './expression.ts';
import type { Piece } from './pieces.ts';
import { Parser } from './parser.ts';
import { Unreadable } from './place.ts';
import type { Place } from './place.ts';
import type { Notation } from './symbols.ts';

/** One equation, its left-hand side read. */
export interface Equation {
  target: string;
  time: Time | null;
  value: Expression;
  /** `where` stands before it: it holds before the equations above it are used. */
  isExplanation: boolean;
  display: boolean;
  /** It says what holds before the first step. */
  isInitial: boolean;
  at: Place;
}

/** An equation as pieces. */
export interface RawEquation {
  left: Piece[];
  operator: '=' | '+' | '-' | '*' | '/';
  right: Piece[];
  /** The further sides of `a = b = c`, read where the first cannot be. */
  otherSides: Piece[][];
  isExplanation: boolean;
  display: boolean;
  /** It says what holds before the first step. */
  isInitial: boolean;
}

interface Segment {
  pieces: Piece[];
  /** Prose before it. */
  prose: string;
}

/** Words after which an explanation of symbols begins. */
const EXPLAINS = /\b(where|with|here|wherein|given by|in which|denotes?)\b[^.]*$/i;

/** Words before values that hold at the start. */
const INITIAL = /\b(initial|start|begin|set|let)[^.]*$/i;

const RELATIONS = new Set(['=', '←', '→', ':=']);
/** Relations that assert something and assign nothing. */
const ASSERTIONS =
  /^(<|>|≤|≥|in|approx|sim|propto|neq|ne|ll|gg|subset|notin|simeq|cong|lessapprox|gtrapprox|lesssim|gtrsim|Rightarrow|implies|iff|perp|parallel|:|leqslant|geqslant)$/;

function isOperator(piece: Piece | undefined, ...texts: string[]): boolean {
  return piece?.kind === 'operator' && texts.includes(piece.text);
}

function segmentsOf(pieces: readonly Piece[], before: string): Segment[] {
  const segments: Segment[] = [{ pieces: [], prose: before }];
  const current = (): Segment => segments[segments.length - 1] as Segment;
  pieces.forEach((piece, i) => {
    const next = pieces[i + 1];
    const previous = pieces[i - 1];
    const isFullStop =
      piece.kind === 'digit' && piece.text === '.' && next?.kind !== 'digit' && previous?.kind !== 'operator';
    if (piece.kind === 'break') {
      const continues = piece.text === '' && continuesAt(current().pieces, pieces.slice(i + 1));
      if (!continues) segments.push({ pieces: [], prose: piece.text });
      else if (piece.text !== '') current().prose += piece.text;
    } else if (isOperator(piece, ',', ';') || isFullStop) {
      segments.push({ pieces: [], prose: '' });
    } else if (
      isListOfEquations(piece) &&
      !current().pieces.some((p) => p.kind === 'operator' && RELATIONS.has(p.text))
    ) {
      segments.push(...segmentsOf((piece as { body: Piece[] }).body, ''), { pieces: [], prose: '' });
    } else {
      current().pieces.push(piece);
    }
  });
  return segments.filter((segment) => segment.pieces.length > 0 || segment.prose !== '');
}

/** Rows behind one brace, as `cases` and `\left\{ \begin{aligned}` make them. */
function isListOfEquations(piece: Piece): boolean {
  return piece.kind === 'group' && piece.body.some((p) => p.kind === 'break' && p.wide);
}

/** Does an equation go on behind a line break or a wide space? */
function continuesAt(before: readonly Piece[], after: readonly Piece[]): boolean {
  if (before.length === 0) return true;
  const next = after.find((piece) => piece.kind !== 'break');
  const last = before.at(-1);
  const binaryNext = next?.kind === 'operator' && /^[+\-*/=←]$/.test(next.text);
  return binaryNext || (last?.kind === 'operator' && /^[+\-*/=←]$/.test(last.text));
}

interface Relation {
  start: number;
  end: number;
  operator: RawEquation['operator'];
  reversed: boolean;
}

/** Finds =, :=, ←, <-, +=, −= … on the top level, up to the first relation that only asserts something. */
function relationsIn(pieces: readonly Piece[]): { relations: Relation[]; end: number } {
  const relations: Relation[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    if (piece.kind !== 'operator') continue;
    const next = pieces[i + 1];
    const previous = pieces[i - 1];
    if (isOperator(piece, '<') && isOperator(next, '-')) {
      relations.push({ start: i, end: i + 2, operator: '=', reversed: false });
      i++;
    } else if (RELATIONS.has(piece.text)) {
      const compound = previous?.kind === 'operator' && /^[+\-*/:]$/.test(previous.text) ? previous.text : '';
      const start = compound ? i - 1 : i;
      const operator = /^[+\-*/]$/.test(compound) ? (compound as RawEquation['operator']) : '=';
      relations.push({ start, end: i + 1, operator, reversed: piece.text === '→' });
    } else if (ASSERTIONS.test(piece.text) && !(piece.text === ':' && isOperator(next, '='))) {
      return { relations, end: i };
    }
  }
  return { relations, end: pieces.length };
}

/** The equations of a formula in their order; what assigns nothing is left out. */
export function splitEquations(pieces: readonly Piece[], before: string, display: boolean): RawEquation[] {
  const equations: RawEquation[] = [];
  let prose = '';
  let explained = false;
  for (const segment of segmentsOf(pieces, before)) {
    prose = segment.prose || prose;
    explained ||= EXPLAINS.test(prose);
    const { relations, end } = relationsIn(segment.pieces);
    if (relations.length === 0) continue;
    const isInitial = INITIAL.test(prose);
    equations.push(
      ...chain(segment.pieces.slice(0, end), relations).map((e) => ({
        ...e,
        isExplanation: explained,
        display,
        isInitial,
      })),
    );
  }
  return equations;
}

/** `a = b = c`: bare symbols on the left all take the last value, otherwise the first right-hand side counts. */
function chain(
  pieces: readonly Piece[],
  relations: readonly Relation[],
): Omit<RawEquation, 'isExplanation' | 'display' | 'isInitial'>[] {
  const first = relations[0] as Relation;
  const sides = relations.map((relation, i) => pieces.slice(relation.end, relations[i + 1]?.start));
  const left = pieces.slice(0, first.start);
  const right = sides[0] ?? [];
  // `θ − ηg → θ` assigns to the right; `θ → θ − ηg` is how many write ←.
  if (first.reversed && left.length > right.length)
    return [{ left: [...right], operator: '=', right: [...left], otherSides: [] }];
  const bareSides = sides.slice(0, -1).every((side) => side.length === 1);
  if (relations.length > 1 && bareSides) {
    const value = sides.at(-1) ?? [];
    return [left, ...sides.slice(0, -1)]
      .reverse()
      .map((target) => ({ left: [...target], operator: '=', right: [...value], otherSides: [] }));
  }
  return [{ left: [...left], operator: first.operator, right: [...right], otherSides: sides.slice(1) }];
}

/** What a left-hand side is: its name, its index, and whether it names the square of a symbol. */
export interface Target {
  name: string;
  time: Time | null;
  squared: boolean;
}

/** Reads `θ_{t+1}`, `E[g^2]_t`, `Δx_t`, `w(t+1)`, `σ_t^2`; null for anything that is no symbol. */
export function readTarget(left: readonly Piece[], notation: Notation): Target | null {
  const pieces = left.filter((piece) => piece.kind !== 'break');
  const first = pieces[0];
  if (!first) return null;
  const word = letterRun(pieces);
  if (word) return { name: word, time: null, squared: false };
  try {
    const value = new Parser(pieces, notation, first.at).parse();
    if (value.kind === 'symbol') return { name: value.name, time: value.time, squared: false };
    const isSquare =
      value.kind === 'binary' &&
      value.operator === '^' &&
      value.right.kind === 'number' &&
      value.right.value === 2;
    if (isSquare && value.left.kind === 'symbol') {
      return { name: value.left.name, time: value.left.time, squared: true };
    }
    return null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** A left-hand side of several letters without anything between them is one name. */
export function letterRun(pieces: readonly Piece[]): string | null {
  if (pieces.length < 2) return null;
  const letters = pieces.map((piece) =>
    piece.kind === 'letter' && /^[A-Za-z]$/.test(piece.name) ? piece : null,
  );
  const joined = letters.every((letter, i) => letter && (i === 0 || letters[i - 1]?.end === letter.start));
  return joined ? letters.map((letter) => letter?.name).join('') : null;
}

/** The first side that can be read. */
function readSides(sides: readonly Piece[][], notation: Notation, at: Place): Expression {
  let first: Unreadable | null = null;
  for (const side of sides) {
    try {
      return new Parser(side, notation, side.at(-1)?.at ?? at).parse();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      first ??= error;
    }
  }
  throw first ?? new Unreadable(at, 'the equation has no right-hand side', 'Complete the equation.');
}

/** The equation with its right-hand side read; `x += y` becomes x = x + y. */
export function readEquation(raw: RawEquation, target: Target, notation: Notation): Equation {
  const at = (raw.left[0] ?? raw.right[0])?.at as Place;
  const value = readSides([raw.right, ...raw.otherSides], notation, at);
  const self: Expression = { kind: 'symbol', name: target.name, time: target.time, at };
  return {
    target: target.squared ? `${target.name}^2` : target.name,
    time: target.time,
    value: raw.operator === '=' ? value : binary(raw.operator, self, value),
    isExplanation: raw.isExplanation,
    display: raw.display,
    isInitial: raw.isInitial,
    at,
  };
}
