/** Symbols: what belongs to a name, what is its time index, and what is a power. */
import type { Expression, Index, Name, SymbolIn, Time } from './expression.ts';
import { ageOf, isDigits, means } from '../lexicon.ts';
import type { Age } from '../lexicon.ts';
import { isSign, splitAt } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import type { Place } from '../place.ts';

/** How one answer writes things; found on its left-hand sides before the right-hand sides are read. */
export interface Notation {
  /** Letters that count steps: t, k, n …; within a sum its index too. */
  timeLetters: Set<string>;
  /** The same without the indices of sums. */
  stepLetters: ReadonlySet<string>;
  /** Names whose superscript is a time: `w^{k+1}`. */
  superscriptTimes: Set<string>;
  /** Names whose argument is a time: `w(t+1)`. */
  argumentTimes: Set<string>;
  /** Labels that say a time, where one of them says the new value: `v_{new}` and `v_{old}` are the same v. */
  ages: ReadonlyMap<string, Age>;
  /** Names whose superscript is a label, with it: `m^c`. */
  superscriptLabels: Set<string>;
  /** Names of several letters that are written without \text. */
  words: Set<string>;
  /** All left-hand sides. */
  targets: Set<string>;
  /** Of them those that are made as a gradient: of single examples, `h_i = ∂f(x_i, w)`, or of a step, `d_t = ∇f(w_t)`. */
  derived: Map<string, 'example' | 'step'>;
  /** g_{t,t−1} is the gradient of step t, and `w_t = w_{t−1} − …` the step. */
  hasPairs: boolean;
  /** Objectives that stand behind ∇ without a power. */
  objectives: Set<string>;
  /** Functions that the answer defines, `R(z) = √(z + ε)`. */
  functions: Map<string, { argument: string; body: Expression }>;
}

type Writable<T> = {
  -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key];
};

export interface Symbol {
  name: string;
  time: Time | null;
  /** What is left of the superscript: a power. */
  power: Piece[] | null;
  /** `x^\top` */
  transposed: boolean;
  /** `g_{1:t}`: all of them up to now. */
  range: boolean;
  /** Mutable while its scripts are read. */
  written: Writable<Name>;
}

const COORDINATE = /^(i|j|ii|jj|ij|i,i|d)$/;

function isCoordinate(label: string): boolean {
  return COORDINATE.test(label);
}

function isTransposed(pieces: readonly Piece[]): boolean {
  const only = pieces[0];
  return pieces.length === 1 && only?.kind === 'letter' && /^(top|T|intercal)$/.test(only.name);
}

/** A new value is that of the step after the present one. */
const timeOfAge = (age: Age): Time => ({ letter: 't', offset: age === 'new' ? 1 : 0 });

/** What a label says, without the brackets around it. */
export const bareLabel = (text: string): string => text.replace(/^\((.*)\)$/u, '$1').trim();

/** Reads `t`, `t-1`, `t+1`, `0`; null for anything else. */
export function readTime(pieces: readonly Piece[], letters: ReadonlySet<string>): Time | null {
  const [first, sign, ...digits] = pieces;
  if (first?.kind === 'letter' && letters.has(first.name)) {
    if (pieces.length === 1) return { letter: first.name, offset: 0 };
    const index = digits[0];
    if (isSign(sign, '-') && index?.kind === 'letter' && letters.has(index.name)) {
      return digits.length === 1 ? { letter: index.name, offset: 0, backwards: true } : null;
    }
    const text = digits.map((d) => (d.kind === 'digit' ? d.text : '?')).join('');
    if (sign?.kind === 'operator' && isSign(sign, '+ -') && isDigits(text)) {
      return { letter: first.name, offset: Number(sign.text + text) };
    }
    return null;
  }
  if (pieces.length === 1 && first?.kind === 'digit' && first.text === '0')
    return { letter: null, offset: 0 };
  return null;
}

/** The step that a time names; null of none. */
export function stepIndex(time: Time | null): Index | null {
  return time?.letter != null ? { kind: 'step', letter: time.letter, offset: time.offset } : null;
}

/** `t`, `t−2`, `0`, `new`; null where a script is something else, such as the index of a sum. */
function indexOf(time: Time | null, text: string, { stepLetters, ages }: Notation): Index | null {
  const age = ageOf(text) ?? ages.get(bareLabel(text));
  if (age) return { kind: 'word', is: age };
  if (isDigits(text)) return { kind: 'number', value: Number(text) };
  return time?.backwards || !stepLetters.has(time?.letter ?? '') ? null : stepIndex(time);
}

export const splitCommas = (pieces: readonly Piece[]): Piece[][] => splitAt(pieces, ', ;');

/** A name for pieces that are part of a name, such as the inside of E[g²]; time indices are left out. */
export function render(pieces: readonly Piece[], notation: Notation): string {
  const text = pieces.map((piece) => renderOne(piece, notation)).join('');
  return text.replace(/^(.+)\*\1$/, '$1^2');
}

function renderOne(piece: Piece, notation: Notation): string {
  switch (piece.kind) {
    case 'letter':
    case 'word':
      return piece.name;
    case 'digit':
    case 'operator':
      return piece.text;
    case 'group':
      return piece.open === '{' ? render(piece.body, notation) : `(${render(piece.body, notation)})`;
    case 'fraction':
      return `${render(piece.top, notation)}/${render(piece.bottom, notation)}`;
    case 'root':
      return `sqrt(${render(piece.body, notation)})`;
    case 'break':
      return piece.text;
    case 'accent':
    case 'scripts': {
      const symbol = readSymbol(piece, notation);
      if (!symbol) return piece.kind === 'scripts' ? renderScripted(piece, notation) : piece.accent;
      const power = symbol.power?.filter((p) => p.kind !== 'operator') ?? [];
      return symbol.name + (power.length > 0 ? `^${render(power, notation)}` : '');
    }
  }
}

/** `(W_t)_i` is (W)_i. */
function renderScripted({ base, sub }: Piece & { kind: 'scripts' }, notation: Notation): string {
  const isLabel = sub !== null && readTime(sub, notation.timeLetters) === null;
  return renderOne(base, notation) + (isLabel ? `_${render(sub, notation)}` : '');
}

const isLastStep = (text: string, { timeLetters }: Notation): boolean =>
  text === 'T' || timeLetters.has(text);

/** `i` of `m[i]`, which no name in a subscript is told apart from: an entry, and no other quantity. */
function nameInBrackets(pieces: readonly Piece[]): readonly Piece[] | null {
  const [only, ...more] = pieces;
  return only?.kind === 'group' && only.open === '[' && more.length === 0 ? only.body : null;
}

/** `t, t−1` of g_{t,t−1}, the gradient of step t at the parameters that the step before left: the second says no more. */
export function isWithStepBefore(parts: readonly (readonly Piece[])[], notation: Notation): boolean {
  const [one = '', other] = parts.map((part) => render(part, notation));
  const [, letters, shift = '0'] = /^(.*?\p{L})([+-]\d+)?$/u.exec(one) ?? [];
  const before = Number(shift) - 1;
  const isBefore = other === `${letters}${before > 0 ? '+' : ''}${before === 0 ? '' : before}`;
  return parts.length === 2 && isBefore && !!readTime(parts[0]!, notation.timeLetters)?.letter;
}

/** What each part of a subscript says: a step, a coordinate, or which quantity it is. */
function applySub(symbol: Symbol, sub: readonly Piece[], notation: Notation): void {
  const { written } = symbol;
  const all = splitCommas(sub);
  const isPair = notation.hasPairs && means('gradient', written.base) && isWithStepBefore(all, notation);
  const parts = isPair ? all.slice(0, 1) : all;
  const labels: string[] = [];
  for (const each of parts) {
    const entry = nameInBrackets(each);
    const part = entry ?? each;
    const time = readTime(part, notation.timeLetters);
    const text = render(part, notation);
    const index = indexOf(time, text, notation);
    const age = notation.ages.get(bareLabel(text));
    // A bare number is a label, β_1, or an index, g_0; which of the two is seen in company.
    if (index && index.kind !== 'number' && !written.index) written.index = index;
    else if (/^[ij]+$/.test(text) && !notation.stepLetters.has(text))
      written.coordinates.push(...new Set(text));
    else if (entry && !time) written.coordinates.push(text);
    else if (text !== '') written.labels.push(text);
    if (time && !(time.letter === null && parts.length > 1)) symbol.time ??= time;
    else if (text.startsWith('1:') && isLastStep(text.slice(2), notation)) symbol.range = true;
    else if (age) symbol.time = timeOfAge(age);
    else if (text !== '' && !entry && !isCoordinate(text)) labels.push(text);
  }
  if (labels.length > 0) symbol.name += `_${labels.join(',')}`;
}

/** `w^{(k)}`, `m^{t}`, `v^{new}`, `g^2`: in brackets [l] and (i) number layers and examples. */
function applySup(symbol: Symbol, sup: readonly Piece[], notation: Notation): void {
  const { written } = symbol;
  const rest = sup.filter((p) => !(p.kind === 'letter' && p.name === 'prime'));
  for (let primes = rest.length; primes < sup.length; primes++) {
    symbol.name += "'";
    written.labels.push("'");
  }
  const [only, ...more] = rest;
  if (!only) return;
  if (isTransposed(rest)) {
    symbol.transposed = true;
    return;
  }
  const group = only.kind === 'group' && only.open !== '{' && more.length === 0 ? only : null;
  const body = group?.body ?? rest;
  const label = render(body, notation);
  const text = group ? `(${label})` : label;
  const read = readTime(body, notation.timeLetters);
  const index = indexOf(read, label, notation);
  const age = notation.ages.get(bareLabel(label));
  const [isRound, isExample] = [group?.open === '(', /^[ijl]$/.test(label)];
  // v_i^{(i)} has its coordinate twice.
  if (isRound && !index && (!isExample || written.coordinates.includes(label))) written.labels.push(label);
  const isStep = index?.kind === 'step' && notation.superscriptTimes.has(written.base);
  if (isRound || (!group && (isStep || index?.kind === 'word'))) written.index ??= index;
  const time = isRound || (!group && notation.superscriptTimes.has(symbol.name)) ? read : null;
  if (time) symbol.time = time;
  else if (age) symbol.time = timeOfAge(age);
  // g^{(2)} is of the second step, as g_2 is, and no square.
  else if (isRound && isDigits(label)) symbol.name += `_${label}`;
  else if (group && (!isRound || isExample)) return;
  else if (notation.superscriptLabels.has(`${symbol.name}^${text}`)) symbol.name += `^${text}`;
  // g^{(w)} is no power: w is what the rule moves.
  else if (symbol.name === 'g' && notation.targets.has(label)) symbol.name += `_${label}`;
  else if (
    /^[a-z]{3,}$/i.test(label) &&
    !notation.timeLetters.has(label) &&
    !(more.length === 0 && only.kind === 'letter')
  )
    symbol.name += `^${text}`;
  else symbol.power = isSign(only, '*') && more.length > 0 ? more : rest;
}

/** `(w, b)`: parameters that a rule moves together, as one symbol; null for anything else. */
export function readTuple(
  piece: Piece,
  isParameter: (name: string) => boolean,
  notation: Notation,
): Symbol | null {
  if (piece.kind !== 'group' || piece.open !== '(') return null;
  const parts = splitCommas(piece.body);
  const symbols = parts.map((part) => (part.length === 1 && part[0] ? readSymbol(part[0], notation) : null));
  const [first] = symbols;
  const isLike = (symbol: Symbol | null): boolean =>
    symbol !== null &&
    isParameter(symbol.name) &&
    symbol.power === null &&
    symbol.time?.letter === first?.time?.letter &&
    symbol.time?.offset === first?.time?.offset;
  if (!first || symbols.length < 2 || !symbols.every(isLike)) return null;
  return { ...first, name: `(${symbols.map((symbol) => symbol?.name).join(',')})` };
}

/** Reads a letter, word or accent with its scripts; null where the piece is no symbol. */
export function readSymbol(piece: Piece, notation: Notation, baseName?: string): Symbol | null {
  if (piece.kind === 'letter' || piece.kind === 'word') return named(baseName ?? piece.name);
  if (piece.kind === 'accent') {
    const only = piece.body.length === 1 ? piece.body[0] : undefined;
    const inner = only ? readSymbol(only, notation) : null;
    const whole = inner && !inner.power ? inner : named(render(piece.body, notation));
    whole.written.accents.unshift(piece.accent);
    return { ...whole, name: `${piece.accent} ${whole.name}`, time: inner?.time ?? null };
  }
  if (piece.kind !== 'scripts') return null;
  const symbol = readSymbol(piece.base, notation, baseName);
  if (!symbol) return null;
  if (symbol.power && (piece.sup ?? piece.sub)) return null;
  if (piece.sub) applySub(symbol, piece.sub, notation);
  if (piece.sup) applySup(symbol, piece.sup, notation);
  return symbol;
}

/** As it stands in an expression, without its power. */
export function withoutPower({ name, time, written }: Symbol, at: Place): SymbolIn & { written: Name } {
  return { kind: 'symbol', name, time, written, at };
}

/** The same of a piece; null where that is no symbol. */
export function symbolAt(
  piece: Piece | undefined,
  notation: Notation,
): ReturnType<typeof withoutPower> | null {
  const symbol = piece ? readSymbol(piece, notation) : null;
  return symbol && withoutPower(symbol, piece!.at);
}

/** `gradient_0`, as code writes it, has the label 0. */
function named(name: string): Symbol {
  const [, base = name, label] = /^(.*?)_(\d+)$/.exec(name) ?? [];
  const labels = label === undefined ? [] : [label];
  const written = { base, accents: [], labels, coordinates: [], index: null };
  return { name, time: null, power: null, transposed: false, range: false, written };
}

/** A name with the scripts on the bracket around it: `(θ_t)_i`. */
export function scripted(name: Name, sub: readonly Piece[], notation: Notation): Name {
  const { accents, labels, coordinates } = name;
  const written = { ...name, accents: [...accents], labels: [...labels], coordinates: [...coordinates] };
  applySub({ ...named(''), written }, sub, notation);
  return written;
}
