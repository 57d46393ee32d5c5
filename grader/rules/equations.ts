/** Formulas → equations: rows, commas and words between them divide; relations assign. */
import { binary } from './expression.ts';
import type { Expression, Time } from './expression.ts';
import type { Piece } from './pieces.ts';
import { Parser } from './parser.ts';
import { Unreadable } from './place.ts';
import type { Place } from './place.ts';
import { explains, isNextStep, qualifies, tellsStart } from './prose.ts';
import { otherCoordinate } from './coordinates.ts';
import type { Notation } from './symbols.ts';

/** One equation, its left-hand side read. */
export interface Equation {
  target: string;
  time: Time | null;
  value: Expression;
  /** Above 0 where `where` stands before it: it holds before equations that explain less are used. */
  explanation: number;
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
  explanation: number;
  display: boolean;
  /** "Then …": it does not explain what stands above it. */
  isNextStep: boolean;
  /** The words around it speak of something else than the rule. */
  isAside: boolean;
  /** The optimizer that the words before it name. */
  about: string | null;
  /** Why the equation is not to be relied on, should the rule need it. */
  doubt: Unreadable | null;
  /** It says what holds before the first step. */
  isInitial: boolean;
}

interface Segment {
  pieces: Piece[];
  /** Prose before it. */
  prose: string;
  /** It stands on the same row, behind words or a comma. */
  sameRow: boolean;
}

/** An equation's sides, before it is known what the words around it say. */
type Sides = Pick<RawEquation, 'left' | 'operator' | 'right' | 'otherSides'>;

const RELATIONS = new Set(['=', '←', '→', ':=']);
/** Relations that assert something and assign nothing. */
const ASSERTIONS =
  /^(<|>|≤|≥|in|approx|sim|propto|neq|ne|ll|gg|subset|notin|simeq|cong|lessapprox|gtrapprox|lesssim|gtrsim|Rightarrow|implies|iff|perp|parallel|:|leqslant|geqslant|@not)$/;

function isOperator(piece: Piece | undefined, ...texts: string[]): boolean {
  return piece?.kind === 'operator' && texts.includes(piece.text);
}

function segmentsOf(pieces: readonly Piece[], before: string): Segment[] {
  const segments: Segment[] = [{ pieces: [], prose: before, sameRow: false }];
  const current = (): Segment => segments[segments.length - 1] as Segment;
  pieces.forEach((piece, i) => {
    const next = pieces[i + 1];
    const previous = pieces[i - 1];
    const isFullStop =
      piece.kind === 'digit' && piece.text === '.' && next?.kind !== 'digit' && previous?.kind !== 'operator';
    if (piece.kind === 'break') {
      const continues = piece.text === '' && continuesAt(current().pieces, pieces.slice(i + 1));
      const sameRow = !piece.wide && (current().pieces.length > 0 || current().sameRow);
      if (!continues) segments.push({ pieces: [], prose: piece.text, sameRow });
      else if (piece.text !== '') current().prose += piece.text;
    } else if (isOperator(piece, ',', ';') || isFullStop) {
      segments.push({ pieces: [], prose: '', sameRow: true });
    } else if (
      isListOfEquations(piece) &&
      !current().pieces.some((p) => p.kind === 'operator' && RELATIONS.has(p.text))
    ) {
      segments.push(...segmentsOf((piece as { body: Piece[] }).body, ''), {
        pieces: [],
        prose: '',
        sameRow: true,
      });
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

/** An equation of one formula, before it is known what the answer says about the formula. */
export type SplitEquation = Omit<RawEquation, 'isAside' | 'about'>;

/**
 * The equations of a formula in their order; what assigns nothing is left out.
 * @param explanation of the formula's own equations, by the prose before it
 */
export function splitEquations(
  pieces: readonly Piece[],
  before: string,
  display: boolean,
  explanation: number,
): SplitEquation[] {
  const equations: SplitEquation[] = [];
  let prose = before;
  let level = explanation;
  for (const segment of segmentsOf(pieces, before)) {
    const last = equations.at(-1);
    if (last && segment.sameRow) last.doubt ??= doubtBehind(segment);
    if (segment.prose && segment.prose !== prose) {
      prose = segment.prose;
      if (explains(prose)) level += EXPLAINED_WITHIN;
    }
    const { relations, end } = relationsIn(segment.pieces);
    const about = {
      explanation: level,
      display,
      isInitial: tellsStart(prose),
      isNextStep: isNextStep(prose),
    };
    const sides =
      relations.length > 0 ? chain(segment.pieces.slice(0, end), relations) : denied(segment.pieces, end);
    const doubt = relations.length > 0 ? null : doubtOfDenied(segment.pieces[end]);
    equations.push(...sides.map((e) => ({ ...e, ...about, doubt })));
  }
  return equations;
}

/** An explanation within a formula explains less than one in the text behind it. */
const EXPLAINED_WITHIN = 0.01;

const HELP = 'Write an equation that holds at every step, with all of its terms.';

/** Terms and conditions that words part from their equation. */
function doubtBehind({ pieces, prose }: Segment): Unreadable | null {
  const first = pieces[0];
  const goesOn = prose === '' && isOperator(first, '+', '-', '*', '/');
  const words = qualifies(prose);
  if (!goesOn && words === null) return null;
  const at = first?.at ?? { source: '', offset: 0, token: '' };
  return new Unreadable(
    at,
    words === null ? 'a term that stands alone' : `“${words}” behind an equation`,
    HELP,
  );
}

/** The sides of `a ≠ b`. */
function denied(pieces: readonly Piece[], end: number): Sides[] {
  if (!isOperator(pieces[end], '@not') || !isOperator(pieces[end + 1], '=')) return [];
  return [{ left: pieces.slice(0, end), operator: '=', right: pieces.slice(end + 2), otherSides: [] }];
}

function doubtOfDenied(relation: Piece | undefined): Unreadable | null {
  return relation
    ? new Unreadable(relation.at, '“≠” says what does not hold', 'Write what does hold.')
    : null;
}

/** `a = b = c`: bare symbols on the left all take the last value, otherwise the first right-hand side counts. */
function chain(pieces: readonly Piece[], relations: readonly Relation[]): Sides[] {
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
  if (raw.doubt) throw raw.doubt;
  const stray = otherCoordinate(raw);
  if (stray)
    throw new Unreadable(
      stray,
      'a coordinate that the left-hand side does not have',
      'Use one index for all of it.',
    );
  const at = (raw.left[0] ?? raw.right[0])?.at as Place;
  const value = readSides([raw.right, ...raw.otherSides], notation, at);
  const self: Expression = { kind: 'symbol', name: target.name, time: target.time, at };
  return {
    target: target.squared ? `${target.name}^2` : target.name,
    time: target.time,
    value: raw.operator === '=' ? value : binary(raw.operator, self, value),
    explanation: raw.explanation,
    display: raw.display,
    isInitial: raw.isInitial,
    at,
  };
}
