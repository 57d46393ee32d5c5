/** Sums over the history: Σ with an index, `g_1 + … + g_t`, and the norm of g_{1:t}. */
import { isDigits } from '../lexicon.ts';
import type { Cursor } from './cursor.ts';
import {
  binary,
  call,
  NAMELESS,
  number,
  rewrite,
  symbol,
  textOf,
  walk,
  walkWithPoints,
} from './expression.ts';
import type { Bounds, Expression, Name, SymbolIn, Time } from './expression.ts';
import { isGradientName } from './gradients.ts';
import { allOf, isSign, scriptsOf } from '../text/piece.ts';
import type { Piece } from '../text/piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { readTime, render } from './symbols.ts';
import type { Notation } from './symbols.ts';

/** Index of a sum that was written without one. */
export const ANONYMOUS = '•';

/** What stands at a Σ or ∏: its index, and all that is below and above it. */
export interface Range {
  operator: '+' | '*';
  index: string | null;
  sub: readonly Piece[];
  sup: readonly Piece[];
  written: Bounds;
}

/** What stands below and above a sum; of a range below it, `i=1..t`, what it ends with is above. */
export function scriptsOfSum(piece: Piece): { sub: Piece[] | null; sup: Piece[] | null } {
  const { sub, sup } = scriptsOf(piece);
  const isDots = (each: Piece | undefined): boolean =>
    isSign(each, '…') || (each?.kind === 'digit' && each.text === '.');
  const start = sub?.findIndex((each, i) => isSign(each, '…') || (isDots(each) && isDots(sub[i + 1]))) ?? -1;
  if (!sub || sup || start < 2) return { sub, sup };
  const isInRange = (each: Piece): boolean => isDots(each) || isSign(each, ',');
  const end = sub.findIndex((each, i) => i > start && !isInRange(each));
  const first = sub.slice(0, start).filter((each) => !isSign(each, ','));
  return end < 0 ? { sub, sup } : { sub: first, sup: sub.slice(end) };
}

/** What stands below and above a sum, as written. */
export function boundsOf(parser: Cursor, piece: Piece): Bounds {
  const { sub, sup } = scriptsOfSum(piece);
  const below = sub ?? [];
  const relation = below.findIndex((p) => isSign(p, '= ≤ < in ∈ ,'));
  const sign = below[relation];
  const behind = relation < 0 ? [] : below.slice(relation + 1);
  const isOrder = isSign(sign, '≤ <');
  const isStart = isSign(sign, '=');
  const inner = (pieces: readonly Piece[]): Expression | 'unread' | null =>
    pieces.length === 0 ? null : (parser.attempt(pieces, piece.at) ?? 'unread');
  const counter = below.slice(0, relation < 0 ? 1 : relation);
  return {
    at: piece.at,
    counter: counter.length > 0 ? render(counter, parser.notation) : null,
    isOverSet: !isStart,
    set: isSign(sign, 'in ∈') ? parser.attempt(behind, piece.at) : null,
    lower: isStart ? inner(behind) : null,
    upper: inner(isOrder ? behind : (sup ?? [])),
  };
}

/**
 * A sum with its body.
 * @throws Unreadable where it runs over something else than the steps so far
 */
export function sumOver(
  { operator, index, sub, sup, written }: Range,
  summand: Expression,
  notation: Notation,
  at: Place,
): Expression {
  let body = summand;
  const relation = sub[1];
  const bound = isSign(relation, '≤ <') ? sub.slice(2) : sup;
  if (walk(body).filter((e) => e.kind === 'history').length > 1) {
    throw new Unreadable(at, 'sums within sums', 'Give the inner sum a name of its own.');
  }
  if (relation?.kind === 'operator' && !isSign(relation, '= ≤ < , in')) {
    throw new Unreadable(at, `“${relation.at.token}” below this sum`, 'Sum from the first step to t.');
  }
  const upper = readTime(bound, notation.timeLetters);
  const isTime = index !== null && notation.timeLetters.has(index);
  if (isTime && upper === null && bound.length > 1) {
    throw new Unreadable(at, 'this sum ends at no step', 'Sum from the first step to t.');
  }
  const usesIndex = mentions(body, index);
  const overHistory = upper !== null || isTime || bound.length === 0;
  const overExamples =
    !overHistory || (bound.length === 0 && index !== null && !isTime && !movesWith(body, index, notation));
  if (overExamples && body.kind === 'gradient') {
    const told = { ...body.written, sums: [...body.written.sums, written] };
    return { ...body, overBatch: true, written: told };
  }
  const isOfExamples = index !== null && !isTime && (isSign(relation, 'in ∈') || isCountOf(bound));
  if (isOfExamples && usesScript(body, index) && isGradientName(body.name, notation))
    return { ...body, overBatch: true };
  const overCoordinates = index !== null && !usesIndex && /^[ijd]$/.test(index) && hasTime(body);
  const isStep = (piece: Piece): boolean => piece.kind === 'letter' && notation.timeLetters.has(piece.name);
  const overSet = isSign(relation, 'in ∈') && !isTime && !allOf(sub.slice(2)).some(isStep);
  if (!overHistory || overCoordinates || overSet) {
    const help = 'Sum from the first step to t, or write the accumulation as an update.';
    throw new Unreadable(at, 'this sum does not run over the steps so far', help);
  }
  if (index !== null && !usesIndex && hasTime(body)) {
    const help = 'Let the summand have the index of the sum.';
    throw new Unreadable(at, `the index “${index}” of this sum does not occur behind it`, help);
  }
  // In Σ_{τ=1}^t of β^{t−τ} g_τ the index stays apart from t, though g_τ = ∇f(x_{τ−1}) makes τ count steps too.
  const isNamed = index !== null && (!isTime || (upper !== null && upper.letter !== index));
  const name = isNamed ? index : ANONYMOUS;
  // Σ g² means the gradients of all steps, though none has an index.
  if (!isNamed || !usesIndex) body = renameTime(body, notation, name);
  const start = sub
    .slice(2)
    .map((p) => (p.kind === 'digit' ? p.text : '?'))
    .join('');
  const lower = isSign(relation, '=') && isDigits(start) ? Number(start) : null;
  return { kind: 'history', operator, index: name, lower, upper: isNamed ? upper : null, body, written, at };
}

/** The m of `Σ_{i=1}^m g_i`, and |B|. */
function isCountOf([only, ...more]: readonly Piece[]): boolean {
  const isLetter = only?.kind === 'letter' && /^[mnMNbB]$/.test(only.name);
  return more.length === 0 && (isLetter || (only?.kind === 'group' && only.open === '|'));
}

/** g_i and g^{(i)}, the gradient of one example; the index is taken from its name, where it says nothing of the step. */
function usesScript(body: Expression, index: string): body is SymbolIn {
  if (body.kind !== 'symbol' || !body.written) return false;
  const { labels, coordinates } = body.written;
  const isOther = (script: string): boolean => script.replace(/^\((.*)\)$/, '$1') !== index;
  const rest = { labels: labels.filter(isOther), coordinates: coordinates.filter(isOther) };
  const isTimed = body.time?.letter === index;
  const isOfIndex =
    isTimed || rest.labels.length + rest.coordinates.length < labels.length + coordinates.length;
  if (isOfIndex) body.written = { ...body.written, ...rest, ...(isTimed && { index: null }) };
  if (isTimed) body.time = null;
  return isOfIndex || (labels.length === 0 && body.time === null);
}

/** `g_1^2 + … + g_t^2`: the last term says what is summed, those before the dots must be like it. */
export function sumLike(
  last: Expression,
  before: Expression | null,
  notation: Notation,
  at: Place,
): Expression {
  const terms = before ? addends(before) : [];
  const steps = terms.map(stepIn);
  const isInOrder = steps.every((step, i) => i === 0 || step === null || step === steps[i - 1]! + 1);
  if (!isInOrder || !terms.every((term) => shape(term) === shape(last))) {
    throw new Unreadable(
      at,
      'the terms of this sum are not alike',
      'Write the sum with `\\sum`, or as an update.',
    );
  }
  const body = renameTime(last, notation, ANONYMOUS);
  return { kind: 'history', operator: '+', index: ANONYMOUS, lower: null, upper: null, body, at };
}

/** ‖g_{1:t}‖: the root of the sum of all squares. */
export function normOfAll(name: string, { coordinates, labels }: Name, at: Place): Expression {
  // The range 1:t is no label.
  const rest = labels.filter((label) => !label.includes(':'));
  const scripts: Name = { ...NAMELESS, base: name, labels: rest, coordinates };
  const all: SymbolIn = { ...symbol(name, { letter: ANONYMOUS, offset: 0 }, at), written: scripts };
  const body = binary('^', all, number(2, at));
  const written: Bounds = { at, counter: null, isOverSet: true, set: null, lower: null, upper: null };
  const sum = { index: ANONYMOUS, lower: null, upper: null, written };
  return call('sqrt', [{ kind: 'history', operator: '+', ...sum, body, at }], at);
}

function mentions(body: Expression, letter: string | null): boolean {
  return walkWithPoints(body).some(
    (e) => letter !== null && (timeOf(e)?.letter === letter || (e.kind === 'symbol' && e.name === letter)),
  );
}

/** Is the gradient taken at parameters with the index of the sum? */
function movesWith(body: Expression, index: string | null, { targets }: Notation): boolean {
  if (body.kind !== 'gradient') return true;
  const points = body.points.flatMap((point) => walk(point));
  return (
    body.time?.letter === index ||
    points.some((e) => e.kind === 'symbol' && targets.has(e.name) && e.time?.letter === index)
  );
}

function addends(e: Expression): Expression[] {
  return e.kind === 'binary' && e.operator === '+' ? [...addends(e.left), ...addends(e.right)] : [e];
}

/** 2 of g_2². */
function stepIn(term: Expression): number | null {
  for (const part of walk(term)) {
    if (part.kind !== 'symbol') continue;
    if (part.time?.letter === null) return part.time.offset;
    const label = /_(\d+)$/.exec(part.name)?.[1];
    if (label !== undefined) return Number(label);
  }
  return null;
}

/** An expression without its indices. */
function shape(e: Expression): string {
  return textOf(
    rewrite(e, (part) =>
      part.kind === 'symbol' ? { ...part, name: part.name.replace(/_\d+$/, ''), time: null } : part,
    ),
  );
}

const timeOf = (e: Expression): Time | null => (e.kind === 'symbol' || e.kind === 'gradient' ? e.time : null);

const hasTime = (body: Expression): boolean => walkWithPoints(body).some((e) => timeOf(e) !== null);

/** The same expression at the steps of a sum: t becomes the sum's index, and a gradient without an index gets it. */
function renameTime(body: Expression, notation: Notation, to: string): Expression {
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
