/** Sums with an index, Σ and ∏, and the norm of g_{1:t}. */
import type { Cursor } from './cursor.ts';
import { binary, call, NAMELESS, number, symbol, walk, walkWithPoints } from './expression.ts';
import type { Bounds, Expression, Joining, Name, SymbolIn, Time } from './expression.ts';
import { isGradientName } from './gradients.ts';
import { ANONYMOUS, renameTime } from './histories.ts';
import { allOf, isSign, scriptsOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { isCount } from './products.ts';
import { readTime, render } from './symbols.ts';
import type { Notation } from './symbols.ts';

/** What stands at a Σ or ∏, taken apart: `i`, `=` and `1` below it and `t` above, wherever the end is written. */
interface Range {
  counter: readonly Piece[];
  relation: Piece | undefined;
  /** The start, or the set that it runs over. */
  from: readonly Piece[];
  to: readonly Piece[];
}

const isDots = (piece: Piece): boolean =>
  isSign(piece, '…') || (piece.kind === 'digit' && piece.text === '.');

/** `Σ_{i=1}^t`, `Σ_{i≤t}`, `Σ_{i=1,…,t}` and `Σ_{i∈B}` */
export function rangeOf(piece: Piece): Range {
  const { sub, sup } = scriptsOf(piece);
  const below = sub ?? [];
  // 1 ≤ i ≤ t
  if (below[0]?.kind === 'digit' && isSign(below[1], '≤') && isSign(below[3], '≤ <')) {
    const [from, , counter, ...upTo] = below;
    const relation: Piece = { kind: 'operator', text: '=', at: below[1]!.at };
    return { counter: [counter!], relation, from: [from], to: upTo.slice(1) };
  }
  const at = below.findIndex((each) => isSign(each, '= ≤ < in ∈ ,'));
  const relation = below[at];
  const counter = at < 0 ? below.slice(0, 1) : below.slice(0, at);
  const behind = at < 0 ? [] : below.slice(at + 1);
  if (isSign(relation, '≤ <')) return { counter, relation, from: [], to: behind };
  const dots = sup ? -1 : behind.findIndex(isDots);
  if (dots < 1) return { counter, relation, from: behind, to: sup ?? [] };
  const isTerm = (each: Piece): boolean => !isDots(each) && !isSign(each, ',');
  const [from, to] = [behind.slice(0, dots), behind.slice(dots)].map((pieces) => pieces.filter(isTerm));
  return { counter, relation, from: from!, to: to! };
}

/** What stands below and above a sum, as written. */
export function boundsOf(parser: Cursor, piece: Piece): Bounds {
  const { counter, relation, from, to } = rangeOf(piece);
  const isStart = isSign(relation, '=');
  const read = (pieces: readonly Piece[]): Expression | 'unread' | null =>
    pieces.length === 0 ? null : (parser.attempt(pieces, piece.at) ?? 'unread');
  return {
    at: piece.at,
    counter: counter.length > 0 ? render(counter, parser.notation) : null,
    isOverSet: !isStart,
    set: isSign(relation, 'in ∈') ? parser.attempt(from, piece.at) : null,
    lower: isStart ? read(from) : null,
    upper: read(to),
  };
}

/**
 * A sum or a product with what stands behind it.
 * @throws Unreadable where it runs over something else than the steps so far or the examples of a batch
 */
export function sumOver(parser: Cursor, piece: Piece, operator: Joining): Expression {
  const { notation } = parser;
  const { at } = piece;
  const { counter, relation, from, to } = rangeOf(piece);
  const index = counter[0]?.kind === 'letter' ? counter[0].name : null;
  const letters = new Set([...notation.timeLetters, ...(index === null ? [] : [index])]);
  const body = parser.summand(letters);
  const written = boundsOf(parser, piece);
  const stray = (relation ? counter : (scriptsOf(piece).sub ?? [])).find(({ kind }) => kind === 'operator');
  if (stray) throw new Unreadable(at, `“${stray.at.token}” below this sum`, 'Sum from the first step to t.');
  if (walk(body).filter((e) => e.kind === 'history').length > 1)
    throw new Unreadable(at, 'sums within sums', 'Give the inner sum a name of its own.');
  const upper = readTime(to, notation.timeLetters);
  const isTime = index !== null && notation.timeLetters.has(index);
  const isOfExamples = index !== null && !isTime;
  const isOverSteps = upper !== null || (isTime ? to.length <= 1 : to.length === 0);
  const isOverSet = isSign(relation, 'in ∈');
  // Σ_{(x,y)∈B}
  const pair = isOverSet && counter[0]?.kind === 'group' ? allOf(counter) : [];
  const named =
    index === null ? pair.flatMap((each) => (each.kind === 'letter' ? [each.name] : [])) : [index];
  if (body.kind === 'gradient' && !isTime) {
    const isStill =
      named.length > 0 && to.length === 0 && !named.some((name) => movesWith(body, name, notation));
    const sums = [...body.written.sums, written];
    if (!isOverSteps || isStill) return { ...body, overBatch: true, written: { ...body.written, sums } };
  }
  const { lower, upper: end } = written;
  const isOfBatch = isOverSet || (end !== null && end !== 'unread' && isCount(end, notation));
  const example = isOfExamples && isOfBatch ? exampleOf(body, index) : null;
  const isGradient = (name: string): boolean =>
    isGradientName(name, notation) || notation.derived.get(name) === 'example';
  // Of d_t = ∇f(w_t) the d_j of a sum are those of its steps.
  const isOfSteps = example?.time === null && notation.derived.get(example.name) === 'step';
  if (example && !isOfSteps && isGradient(example.name)) return { ...example, overBatch: true };
  const isStep = (each: Piece): boolean => each.kind === 'letter' && notation.timeLetters.has(each.name);
  if (!isOverSteps || (isOverSet && !isTime && !allOf(from).some(isStep))) {
    const help = 'Sum from the first step to t, or write the accumulation as an update.';
    throw new Unreadable(at, 'this sum does not run over the steps so far', help);
  }
  const usesIndex = mentions(body, index);
  if (index !== null && !usesIndex && hasTime(body)) {
    const help = 'Let the summand have the index of the sum.';
    throw new Unreadable(at, `the index “${index}” of this sum does not occur behind it`, help);
  }
  // In Σ_{τ=1}^t of β^{t−τ} g_τ the index stays apart from t, though g_τ = ∇f(x_{τ−1}) makes τ count steps too.
  const isNamed = index !== null && (!isTime || (upper !== null && upper.letter !== index));
  const range = {
    index: isNamed ? index : ANONYMOUS,
    lower: lower !== 'unread' && lower?.kind === 'number' ? lower.value : null,
    upper: isNamed ? upper : null,
  };
  // Σ g² means the gradients of all steps, though none has an index.
  const summed = isNamed && usesIndex ? body : renameTime(body, notation, range.index);
  const sum: Expression = { kind: 'history', operator, ...range, body: summed, written, at };
  const isBare = operator === '+' && piece.kind !== 'scripts';
  if (!isBare || body.kind !== 'gradient') return sum;
  const sums = [...body.written.sums, written];
  return { ...sum, ofExamples: { ...body, overBatch: true, written: { ...body.written, sums } } };
}

/** g_i and g^{(i)}, the gradient of one example, without its index; null of what belongs to no example. */
function exampleOf(body: Expression, index: string): SymbolIn | null {
  if (body.kind !== 'symbol' || !body.written) return null;
  const { written } = body;
  const without = (scripts: readonly string[]): string[] => scripts.filter((script) => script !== index);
  const [labels, coordinates] = [without(written.labels), without(written.coordinates)];
  const rest = { ...written, labels, coordinates };
  if (body.time?.backwards) return null;
  if (body.time?.letter === index) {
    // Of g_{i,t−1} the step is what is left.
    const step = written.index?.kind === 'step' && written.index.letter !== index ? written.index : null;
    const time = step && { letter: step.letter, offset: step.offset };
    return { ...body, time, written: { ...rest, index: step } };
  }
  const isOfIndex = labels.length + coordinates.length < written.labels.length + written.coordinates.length;
  const isOfAll = written.labels.length === 0 && body.time === null;
  return isOfIndex || isOfAll ? { ...body, written: rest } : null;
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

const timeOf = (e: Expression): Time | null => (e.kind === 'symbol' || e.kind === 'gradient' ? e.time : null);

const hasTime = (body: Expression): boolean => walkWithPoints(body).some((e) => timeOf(e) !== null);
