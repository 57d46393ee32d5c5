/** Finds out how an answer writes time indices and names, from its left-hand sides. */
import { goesToNumber } from './relations.ts';
import type { Sides } from './relations.ts';
import { allOf, bareOf, insidesOf, powerOf, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { isDigits, means } from '../lexicon.ts';
import { walk } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { attempted } from '../formulas/parser.ts';
import { beginsGradient, isParameterName } from '../formulas/gradients.ts';
import { letterRun, readTarget } from './targets.ts';
import { agesIn, timeLettersIn } from './times.ts';
import { isWithStepBefore, readTime, render, splitCommas } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';

/** `R(z) = √(z + ε)`: a function of the answer's own, whose argument is a letter that stands nowhere else. */
function functionIn(
  { left, right }: Pick<Sides, 'left' | 'right'>,
  notation: Notation,
): [string, { argument: string; body: Expression }] | null {
  const [name, group, ...more] = left.filter(({ kind }) => kind !== 'break');
  if ((name?.kind !== 'letter' && name?.kind !== 'word') || group?.kind !== 'group' || more.length > 0)
    return null;
  const argument = render(group.body, notation);
  const isLetter = /^([a-z]|xi|cdot)$/.test(argument) && !notation.timeLetters.has(argument);
  const body = isLetter && !means('gradient', name.name) ? attempted(right, notation, name.at) : null;
  const isUsed = body && walk(body).some((e) => e.kind === 'symbol' && e.name === argument && !e.time);
  return isUsed ? [name.name, { argument, body }] : null;
}

/** With m = N the batch has all examples, with m = 1 a single one. */
const isCount = (value: string): boolean => value === 'N' || (isDigits(value) && Number(value) > 0);

const GRADIENTS = ['g', 'hat g', 'grad', 'nabla', 'dw', 'dW', 'dx'];

/** Pieces that follow each other, wherever they stand. */
const allPairsIn = (pieces: readonly Piece[]): [Piece, Piece][] => [
  ...pieces.slice(1).map((piece, i): [Piece, Piece] => [pieces[i]!, piece]),
  ...pieces.flatMap((piece) => insidesOf(piece).flatMap(allPairsIn)),
];

/**
 * @param pieces all pieces of all formulas of the answer
 * @param named  the letter that its words name as the number of the step
 */
export function findNotation(
  pieces: readonly Piece[],
  written: readonly Pick<Sides, 'left' | 'right' | 'isToRight'>[],
  named: string | null = null,
): Notation {
  const equations = written.filter((each) => !goesToNumber(each));
  // A state of that name is made from others.
  const isMade = equations.some(
    ({ left, right }) =>
      left.length === 1 &&
      wordOf(left[0]) === named &&
      right.some(({ kind }) => !/^(?:digit|operator)$/.test(kind)),
  );
  const timeLetters = timeLettersIn(pieces, isMade ? null : named);
  const notation: Notation = {
    timeLetters,
    stepLetters: timeLetters,
    superscriptTimes: new Set(),
    argumentTimes: new Set(),
    ages: new Map(),
    superscriptLabels: new Set(),
    words: new Set(),
    targets: new Set(),
    derived: new Map(),
    hasPairs: false,
    objectives: new Set(
      allPairsIn(pieces).flatMap(([sign, name]) =>
        wordOf(sign) === 'nabla' && powerOf(name) === null ? (wordOf(name) ?? []) : [],
      ),
    ),
    functions: new Map(),
  };
  notation.ages = agesIn(pieces, equations, notation);
  const counters = new Set(
    allOf(pieces).flatMap((piece) => {
      const isSum = piece.kind === 'scripts' && piece.base.kind === 'word' && piece.base.name === 'sum';
      const isToStep = isSum && readTime(piece.sup ?? [], timeLetters) !== null;
      const [first] = isToStep ? (piece.sub ?? []) : [];
      return first?.kind === 'letter' ? [first.name] : [];
    }),
  );
  for (const { left } of equations) {
    const last = left.at(-1);
    if (!last) continue;
    const group = bareOf(last);
    // Cache[g²] is named as E[g²] is.
    const isAverage = group.kind === 'group' && group.open === '[';
    // buf_t
    const word = letterRun(isAverage ? left.slice(0, -1) : [...left.slice(0, -1), group]);
    if (word) notation.words.add(word);
    const times = group.kind === 'group' && left.length > 1 ? splitCommas(group.body) : [];
    if (times.some((part) => readTime(part, notation.timeLetters))) {
      const name = readTarget(left.slice(0, -1), notation)?.name;
      if (name) notation.argumentTimes.add(name);
    }
    const sup = last.kind === 'scripts' ? last.sup : null;
    const nameBelow = (): string | undefined =>
      readTarget([...left.slice(0, -1), { ...last, sup: null } as Piece], notation)?.name;
    // g^{(τ)}, where a sum runs over τ.
    const [inner, ...more] = sup?.length === 1 && sup[0]?.kind === 'group' ? sup[0].body : [];
    if (inner?.kind === 'letter' && more.length === 0 && counters.has(inner.name))
      timeLetters.add(inner.name);
    const label = sup?.length === 1 && sup[0]?.kind === 'letter' ? sup[0].name : null;
    if (label && /^[a-z]$/.test(label) && !notation.timeLetters.has(label)) {
      const base = nameBelow();
      if (base) notation.superscriptLabels.add(`${base}^${label}`);
    }
    // Beside v^{(k)}, v^{k−1} is no power.
    const [round] = sup?.length === 1 && sup[0]?.kind === 'group' && sup[0].open === '(' ? [sup[0].body] : [];
    if (sup && readTime(round ?? sup, notation.timeLetters)?.letter) {
      const base = nameBelow();
      if (base) notation.superscriptTimes.add(base);
    }
  }
  for (const times of [notation.argumentTimes, notation.superscriptTimes]) {
    if (times.size > 0) GRADIENTS.forEach((name) => times.add(name));
  }
  for (const equation of equations) {
    const named = functionIn(equation, notation);
    if (named) notation.functions.set(...named);
  }
  const pairs = allOf(pieces).flatMap((piece) => {
    const parts =
      piece.kind === 'scripts' && means('gradient', wordOf(piece) ?? '') ? splitCommas(piece.sub ?? []) : [];
    const time = isWithStepBefore(parts, notation) ? readTime(parts[0]!, timeLetters) : null;
    return time && !time.backwards && !counters.has(time.letter!) ? [time.offset] : [];
  });
  const isStepToNow = equations.some(({ left }) => {
    const target = readTarget(left, notation);
    return isParameterName(target?.name ?? '') && target?.time?.letter != null && target.time.offset === 0;
  });
  notation.hasPairs =
    isStepToNow && pairs.every((offset) => offset <= 0) && (pairs.length === 0 || pairs.includes(0));
  for (const { left, right } of equations) {
    const target = readTarget(left, notation);
    if (!target || isCount(render(right, notation))) continue;
    notation.targets.add(target.name);
    if (!beginsGradient(right)) continue;
    const isOfStep = !!target.time?.letter && (target.written?.coordinates.length ?? 0) === 0;
    notation.derived.set(target.name, isOfStep ? 'step' : 'example');
  }
  return notation;
}
