/** What a sentence supposes for the formulas in it: "for β = 0", "with a constant gradient", "at t = 1", "while the gradients are 0". */
import { segmentsOf } from '../equations/segments.ts';
import { numberOf } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { sideRead } from '../formulas/parser.ts';
import { symbolAt } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { mentionsGradient, staysTheSame, tellsLimit, vanishes } from '../text/words/gradients.ts';
import { remembered } from '../remembered.ts';
import { hasDots, isSign, splitAt } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { NUMBERED } from '../run/way.ts';
import type { Said } from './formulas.ts';

export interface Case {
  /** Numbers of constants, by their names. */
  settings: ReadonlyMap<string, number>;
  /** The number of the one step that is spoken of. */
  step: number | null;
  /** What gradients are; null where they are any. */
  gradient: 'same' | 'none' | null;
}

/** Gradients of the first steps, of one example that is worked out. */
export interface Example {
  /** By the number of the step. */
  gradients: ReadonlyMap<number, number>;
  /** Numbers of constants, and of the parameters before the first step. */
  settings: ReadonlyMap<string, number>;
}

const RELATIONS = '= ← := → approx';

/** A stretch of a formula, as the sides of its relations and the sign before each but the first. */
interface Stretch {
  pieces: readonly Piece[];
  sides: readonly (readonly Piece[])[];
  signs: readonly string[];
}

/** All stretches of a formula; an answer is asked for them again and again. */
export const stretchesOf = remembered(
  ({ pieces: all }) =>
    segmentsOf(all, '').map(({ pieces }) => {
      const signs = pieces.flatMap((piece) =>
        piece.kind === 'operator' && isSign(piece, RELATIONS) ? piece.text : [],
      );
      return { pieces, sides: splitAt(pieces, RELATIONS), signs };
    }),
  new WeakMap<Said, Stretch[]>(),
);

export const valueOf = (side: readonly Piece[], notation: Notation): Expression | null =>
  side.length === 0 ? null : sideRead(side.some(isAtRest) ? side.map(atRest) : side, notation);

const isAtRest = (piece: Piece): piece is Piece & { kind: 'scripts' } =>
  piece.kind === 'scripts' &&
  piece.sub === null &&
  piece.sup?.length === 1 &&
  isSign(piece.sup[0], '* ⋆ ast star');

/** v_* of v^*, where it is at rest. */
const atRest = (piece: Piece): Piece => (isAtRest(piece) ? { ...piece, sub: piece.sup, sup: null } : piece);

type Given = [name: string, value: number];

/** An answer is asked for them again and again. */
const numbersIn = remembered(numbersOf, new WeakMap<Said, Given[]>());

/** Names and what a formula gives them: both of `β_1 = β_2 = 0`. */
function numbersOf(said: Said, notation: Notation): Given[] {
  // t = 1, 2, …
  if (hasDots(said.pieces)) return [];
  return stretchesOf(said).flatMap(({ sides, signs }) => {
    const names = sides.slice(0, -1).flatMap((side) => {
      const symbol = side.length === 1 ? symbolAt(side[0], notation) : null;
      return symbol && (symbol.time?.letter ?? null) === null ? symbol.name : [];
    });
    if (names.length === 0 || signs.some((sign) => sign === '→' || sign === 'approx')) return [];
    const given = valueOf(sides.at(-1)!, notation);
    const value = given && numberOf(given);
    return value === null ? [] : names.map((name): Given => [name, value]);
  });
}

/**
 * By the number of the sentence; those that suppose nothing have none.
 * @param isConstant may a number for this name be supposed?
 */
export function casesOf(
  said: readonly Said[],
  notation: Notation,
  isGradient: (name: string) => boolean,
  isConstant: (name: string) => boolean,
): Map<number, Case> {
  const cases = new Map<number, Case>();
  const sentences = Map.groupBy(said, ({ number }) => number);
  for (const [number, own] of sentences) {
    const settings = new Map<string, number>();
    let step: number | null = null;
    let isNone = false;
    for (const [name, value] of own.flatMap((each) => numbersIn(each, notation))) {
      if (notation.stepLetters.has(name)) step = value;
      else if (isGradient(name)) isNone ||= value === 0;
      else if (isConstant(name)) settings.set(name, value);
    }
    const { sentence } = own.at(-1)!;
    const isOfGradient =
      mentionsGradient(sentence) || own.some(({ pieces }) => isLoneGradient(pieces, notation, isGradient));
    const isSame = tellsLimit(sentence) || (staysTheSame(sentence) && isOfGradient);
    const gradient = isNone || (isOfGradient && vanishes(sentence)) ? 'none' : isSame ? 'same' : null;
    if (settings.size > 0 || step !== null || gradient !== null)
      cases.set(number, { settings, step, gradient });
  }
  return cases;
}

const isLoneGradient = (
  pieces: readonly Piece[],
  notation: Notation,
  isGradient: (name: string) => boolean,
): boolean => pieces.length === 1 && isGradient(symbolAt(pieces[0], notation)?.name ?? '');

/** Null where no gradient is given for a step, or anything by two numbers. */
export function exampleOf(
  said: readonly Said[],
  notation: Notation,
  isGradient: (name: string) => boolean,
): Example | null {
  const gradients = new Map<number, number>();
  const settings = new Map<string, number>();
  for (const [name, value] of said.flatMap((each) => numbersIn(each, notation))) {
    const [, base = '', index] = NUMBERED.exec(name) ?? [];
    const isOfStep = isGradient(base);
    const known = isOfStep ? gradients.get(Number(index)) : settings.get(name);
    if (isOfStep) gradients.set(Number(index), known ?? value);
    else settings.set(name, known ?? value);
    if (isOfStep && known !== undefined && known !== value) return null;
    if (known !== undefined && known !== value) settings.set(name, Number.NaN);
  }
  return gradients.size > 0 ? { gradients, settings } : null;
}
