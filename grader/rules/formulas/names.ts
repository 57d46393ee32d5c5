/** Names that take more than one piece: `E[g^2]_t`, `⟨g²⟩_t`, and letters written together. */
import { means, words } from '../lexicon.ts';
import { NAMELESS } from './expression.ts';
import type { SymbolIn, Time } from './expression.ts';
import { isGradientName } from './gradients.ts';
import { bareOf, powerOf } from '../text/piece.ts';
import type { Piece } from '../text/piece.ts';
import { readSymbol, readTime, render, splitCommas, stepIndex } from './symbols.ts';
import type { Notation } from './symbols.ts';

/** Runs of letters that are a name even where no equation defines it. */
const WORD = words(
  'lr eps grad RMS MS MSE RMSE CE BCE Loss Cost loss cost sqrt max decay momentum velocity cache alpha beta gamma delta epsilon eta theta lambda rho sigma',
);

export interface NamedSymbol {
  symbol: SymbolIn;
  power: Piece[] | null;
}

/** The time index of the first symbol that has one: E[g_t^2] is E[g^2]_t. */
function innerTime(pieces: readonly Piece[], notation: Notation): Time | null {
  for (const piece of pieces) {
    const group = bareOf(piece);
    const time =
      readSymbol(piece, notation)?.time ?? (group.kind === 'group' ? innerTime(group.body, notation) : null);
    if (time) return time;
  }
  return null;
}

/** A name with what is inside its brackets; the scripts stand on the bracketed group. */
function bracketed(name: string, group: Piece, inside: readonly Piece[], notation: Notation): NamedSymbol {
  const word: Piece = { kind: 'word', name, at: group.at };
  const outer = readSymbol(group.kind === 'scripts' ? { ...group, base: word } : word, notation);
  const time = outer?.time ?? innerTime(inside, notation);
  const written = { ...(outer?.written ?? NAMELESS), base: name };
  return {
    symbol: { kind: 'symbol', name: outer?.name ?? name, time, written, at: group.at },
    power: outer?.power ?? null,
  };
}

/** `E[g^2]_t`, `RMS[g]_t`, `MeanSquare(w, t)`; null where the name and the group behind it are two factors. */
export function readOperatorName(
  base: Piece & { kind: 'letter' | 'word' },
  next: Piece,
  notation: Notation,
): NamedSymbol | null {
  const group = bareOf(next);
  if (group.kind !== 'group') return null;
  if (notation.argumentTimes.has(base.name)) {
    const parts = splitCommas(group.body);
    const times = parts.map((part) => readTime(part, notation.timeLetters));
    const time = times.find((t) => t !== null);
    if (!time) return null;
    const beside = parts.filter((_, i) => !times[i]).map((part) => render(part, notation));
    const written = { ...NAMELESS, base: [base.name, ...beside].join(' of '), index: stepIndex(time) };
    return { symbol: { kind: 'symbol', name: base.name, time, written, at: base.at }, power: powerOf(next) };
  }
  const isRms = base.name.toUpperCase() === 'RMS';
  const isOperator = means('average', base.name) || (group.open === '[' && base.kind === 'word');
  if (!isRms && !isOperator) return null;
  const name = `${isRms ? 'RMS' : base.name}[${render(group.body, notation)}]`;
  const named = bracketed(name, next, group.body, notation);
  return { ...named, symbol: { ...named.symbol, at: base.at } };
}

/** ⟨g²⟩_t is E[g²]_t. */
export function readAverage(piece: Piece, group: Piece & { kind: 'group' }, notation: Notation): NamedSymbol {
  return bracketed(`E[${render(group.body, notation)}]`, piece, group.body, notation);
}

/** `b1` and `β2` are b₁ and β₂, as in code; `at` is the place of the digit, which carries the scripts. */
function numbered(
  letters: string,
  pieces: readonly Piece[],
  at: number,
): { name: string; last: Piece; length: number } | null {
  const [before, piece, after] = [pieces[at - 1], pieces[at], pieces[at + 1]];
  const digit = piece && bareOf(piece);
  if (!piece || digit?.kind !== 'digit' || !/^\d$/.test(digit.text)) return null;
  if (before?.kind !== 'letter' || before.end !== digit.start || (after && bareOf(after).kind === 'digit'))
    return null;
  const name = `${letters}_${digit.text}`;
  const word: Piece = { kind: 'word', name, at: before.at };
  return { name, last: piece.kind === 'scripts' ? { ...piece, base: word } : word, length: at + 1 };
}

const isDifferentialSign = (name: string): boolean => ['d', 'partial', 'delta'].includes(name);

/** The longest run of letters at the start that is one name: `lr`, `dx`; `last` is its last piece, with the scripts. */
export function findWord(
  pieces: readonly Piece[],
  start: number,
  notation: Notation,
): { name: string; last: Piece; length: number } | null {
  let name = '';
  let best: { name: string; last: Piece; length: number } | null = null;
  for (let i = start; i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    const letter = bareOf(piece);
    const before = i > start ? pieces[i - 1] : undefined;
    if (letter.kind === 'digit') best = numbered(name, pieces.slice(start), i - start) ?? best;
    if (letter.kind !== 'letter' || before?.kind === 'scripts') break;
    const touches = !before || (before.kind === 'letter' && before.end === letter.start);
    const isDifferential = i === start + 1 && isDifferentialSign(name) && !notation.targets.has(name);
    if (!touches && !isDifferential) break;
    name += letter.name;
    if (!before) continue;
    const isKnown =
      (touches && (notation.words.has(name) || WORD.has(name))) || isGradientName(name, notation);
    if (isKnown) best = { name, last: piece, length: i - start + 1 };
  }
  return best;
}
