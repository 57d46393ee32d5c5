/** Names as values: base, accents, labels, coordinates and index of what is written with scripts. */
import { bareOf } from '../formulas/pieces.ts';
import type { Piece } from '../formulas/piece.ts';
import { isTransposed, splitCommas } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { ageOf } from '../lexicon.ts';
import type { Name, Time } from './tree.ts';

export interface ReadName {
  name: Name;
  /** What is left of the superscript: a power. */
  power: readonly Piece[] | null;
}

function isPrimed(piece: Piece): piece is Piece & { kind: 'scripts' } {
  const [only, ...more] = (piece.kind === 'scripts' && piece.sup) || [];
  return only?.kind === 'letter' && only.name === 'prime' && more.length === 0;
}

/** The letters and signs of pieces in one text. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece): string => {
      const base = bareOf(piece);
      const power = piece.kind === 'scripts' && piece.sup ? textOf(piece.sup) : '';
      if (/^\d+$/.test(power)) return `${textOf([base])}^${power}`;
      if (isPrimed(piece)) return `${textOf([piece.base])}'`;
      if (base.kind === 'letter' || base.kind === 'word') return base.name;
      if (base.kind === 'digit' || base.kind === 'operator') return base.text;
      if (base.kind === 'group' || base.kind === 'accent') return textOf(base.body);
      return '?';
    })
    .join('');
}

/** `t`, `t−2`, `0`, `new`; null where a script is something else. */
export function readIndex(pieces: readonly Piece[], letters: ReadonlySet<string>): Time | null {
  const text = textOf(pieces);
  const age = ageOf(text);
  if (age) return { kind: 'word', is: age };
  if (/^\d+$/.test(text)) return { kind: 'number', value: Number(text) };
  const [first] = pieces;
  if (first?.kind !== 'letter' || !letters.has(first.name)) return null;
  const rest = text.slice(first.name.length);
  if (rest === '') return { kind: 'step', letter: first.name, offset: 0 };
  return /^[+-]\d+$/.test(rest) ? { kind: 'step', letter: first.name, offset: Number(rest) } : null;
}

/** Mutable while its scripts are read. */
interface Draft {
  labels: string[];
  coordinates: string[];
  time: Time | null;
  power: readonly Piece[] | null;
}

function readSub(draft: Draft, sub: readonly Piece[], notation: Notation): void {
  for (const part of splitCommas(sub)) {
    const text = textOf(part);
    const time = readIndex(part, notation.timeLetters);
    if (time && time.kind !== 'number' && !draft.time) draft.time = time;
    // A bare number is a label, β_1, or an index, g_0; which of the two is seen in company.
    else if (/^[ij]+$/.test(text) && !notation.timeLetters.has(text))
      draft.coordinates.push(...new Set(text));
    else if (text !== '') draft.labels.push(text);
  }
}

function readSup(draft: Draft, base: string, sup: readonly Piece[], notation: Notation): void {
  const rest = sup.filter((piece) => !(piece.kind === 'letter' && piece.name === 'prime'));
  for (let primes = sup.length - rest.length; primes > 0; primes--) draft.labels.push("'");
  const [only] = rest;
  if (!only || isTransposed(rest)) return;
  if (rest.length === 1 && only.kind === 'group' && only.open !== '{') {
    const time = readIndex(only.body, notation.timeLetters);
    if (only.open === '(' && time) draft.time ??= time;
    // [l] and (i) number layers and examples.
    else if (only.open === '(' && !/^[ijl]$/.test(textOf(only.body))) draft.labels.push(textOf(only.body));
    return;
  }
  const time = readIndex(rest, notation.timeLetters);
  const isTime = time?.kind === 'word' || (time?.kind === 'step' && notation.superscriptTimes.has(base));
  if (isTime) draft.time ??= time;
  else draft.power = rest;
}

/** A name with the scripts on the bracket around it: `(θ_t)_i`. */
export function scripted(name: Name, sub: readonly Piece[], notation: Notation): Name {
  const draft: Draft = {
    labels: [...name.labels],
    coordinates: [...name.coordinates],
    time: name.time,
    power: null,
  };
  readSub(draft, sub, notation);
  return { ...name, labels: draft.labels, coordinates: draft.coordinates, time: draft.time };
}

/** Null where a piece is no name. */
export function readName(piece: Piece, notation: Notation): ReadName | null {
  switch (piece.kind) {
    case 'letter':
    case 'word': {
      // gradient_0, as code writes it.
      const [, base, label] = /^(.*?)_(\d+)$/.exec(piece.name) ?? [null, piece.name, null];
      const labels = label ? [label] : [];
      return { name: { base: base!, accents: [], labels, coordinates: [], time: null }, power: null };
    }
    case 'accent': {
      const [only, ...more] = piece.body;
      const inner = only && more.length === 0 ? readName(only, notation) : null;
      if (!inner || inner.power) return null;
      return { name: { ...inner.name, accents: [piece.accent, ...inner.name.accents] }, power: null };
    }
    case 'scripts': {
      const inner = readName(piece.base, notation);
      if (!inner || inner.power) return null;
      const draft: Draft = {
        labels: [...inner.name.labels],
        coordinates: [...inner.name.coordinates],
        time: inner.name.time,
        power: null,
      };
      if (piece.sub) readSub(draft, piece.sub, notation);
      if (piece.sup) readSup(draft, inner.name.base, piece.sup, notation);
      const { power, ...scripts } = draft;
      return { name: { ...inner.name, ...scripts }, power };
    }
    default:
      return null;
  }
}
