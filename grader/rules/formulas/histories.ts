/** Sums over the history, however they are written: their index, and sums that are listed, `g_1 + … + g_t`. */
import { factorsOf, rewrite, symbolsOf, textOf } from './expression.ts';
import type { Expression, Time } from './expression.ts';
import { isGradientName } from './gradients.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import type { Notation } from './symbols.ts';

/** Index of a sum that was written without one. */
export const ANONYMOUS = '•';

/** `g_1^2 + … + g_t^2`: the last term says what is summed, those before the dots must be like it, from the first step on. */
export function sumLike(
  last: Expression,
  before: Expression | null,
  notation: Notation,
  at: Place,
): Expression {
  const terms = before ? addends(before) : [];
  const steps = terms.flatMap((term) => stepsIn(term).slice(0, 1));
  const isInOrder = steps.every((step, i) => (i === 0 ? step <= 1 : step === steps[i - 1]! + 1));
  // g_{t−9}² + … + g_t² is a window, and g_t² + … + g_1² says with which step it goes on.
  const isWindow =
    terms.some((term) => symbolsOf(term).some(({ time }) => time?.letter)) || stepsIn(last).length > 0;
  if (!isInOrder || isWindow || !terms.every((term) => shape(term) === shape(last))) {
    throw new Unreadable(
      at,
      'the terms of this sum are not alike',
      'Write the sum with `\\sum`, or as an update.',
    );
  }
  const body = renameTime(last, notation, ANONYMOUS);
  return { kind: 'history', operator: '+', index: ANONYMOUS, lower: null, upper: null, body, at };
}

/** `μ_1 μ_2 ⋯ μ_{t+1}`: factors that differ in their index alone, from the first step on. */
export function productLike(last: Expression, before: Expression, at: Place): Expression {
  const factors = factorsOf(before);
  const steps = factors.map((factor) => stepsIn(factor));
  const isInOrder = steps.every((own, i) => own.length === 1 && own[0] === i + 1);
  if (
    last.kind !== 'symbol' ||
    !last.time?.letter ||
    !isInOrder ||
    factors.some((e) => shape(e) !== shape(last))
  )
    throw new Unreadable(at, 'the factors of this product are not alike', 'Write the product with `\\prod`.');
  const index = ANONYMOUS;
  const body = { ...last, time: { letter: index, offset: 0 } };
  return { kind: 'history', operator: '*', index, lower: 1, upper: last.time, body, at };
}

/** The terms of a sum. */
export function addends(e: Expression): Expression[] {
  return e.kind === 'binary' && e.operator === '+' ? [...addends(e.left), ...addends(e.right)] : [e];
}

/** 2 of g_2²; none of g_t. */
function stepsIn(term: Expression): number[] {
  return symbolsOf(term).flatMap(({ name, time }) => {
    const label = time?.letter === null ? time.offset : /_(\d+)$/.exec(name)?.[1];
    return label === undefined ? [] : [Number(label)];
  });
}

/** An expression without its indices. */
function shape(e: Expression): string {
  return textOf(
    rewrite(e, (part) =>
      part.kind === 'symbol' ? { ...part, name: part.name.replace(/_\d+$/, ''), time: null } : part,
    ),
  );
}

/** The same expression at the steps of a sum: t becomes the sum's index, and a gradient without an index gets it. */
export function renameTime(body: Expression, notation: Notation, to: string): Expression {
  const letters = notation.timeLetters;
  const rename = (time: Time): Time =>
    time.letter !== null && letters.has(time.letter) ? { ...time, letter: to } : time;
  const present: Time = { letter: to, offset: 0 };
  return rewrite(body, (e) => {
    if (e.kind === 'gradient') return { ...e, time: e.time ? rename(e.time) : present };
    if (e.kind !== 'symbol') return e;
    if (letters.has(e.name) && !e.time) return { ...e, name: to };
    if (e.time) return { ...e, time: rename(e.time) };
    return isGradientName(e.name, notation) ? { ...e, time: present } : e;
  });
}
