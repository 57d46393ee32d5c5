/** Names that take more than one piece: `E[g^2]_t`, `⟨g²⟩_t`, and letters written together. */
import { firstOf } from '../first.ts';
import { means, words } from '../lexicon.ts';
import type { Cursor, Row } from './cursor.ts';
import type { Expression, Name, SymbolIn, Time } from './expression.ts';
import { isGradientName } from './gradients.ts';
import { bareOf, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { readSymbol, readTime, render, splitCommas, stepIndex } from './symbols.ts';
import type { Notation } from './symbols.ts';

/** Runs of letters that are a name even where no equation defines it. */
const WORD = words(
  'lr eps grad RMS MS MSE RMSE CE BCE Loss Cost loss cost sqrt max decay momentum velocity cache alpha beta gamma delta epsilon eta theta lambda rho sigma',
);

/** Greek that is short enough to be a product of two letters. */
const SHORT = words('mu nu');

/** No equation makes what its letters would be by themselves. */
const isShortName = (name: string, { targets }: Notation): boolean =>
  SHORT.has(name) && ![...name].some((letter) => targets.has(letter));

/** The time index of the first symbol that has one: E[g_t^2] is E[g^2]_t. */
const innerTime = (pieces: readonly Piece[], notation: Notation): Time | null =>
  firstOf(pieces, (piece) => {
    const group = bareOf(piece);
    return readSymbol(piece, notation)?.time ?? (group.kind === 'group' && innerTime(group.body, notation));
  });

/** A symbol with the time in the brackets behind it, `w(t)`, `MeanSquare(w, t)` and `E[g^2](t)`; null where there is none. */
export function withArgument(parser: Cursor, base: SymbolIn, written: Name): Expression | null {
  const { notation } = parser;
  const next = notation.argumentTimes.has(base.name) ? parser.peek() : undefined;
  const group = next && bareOf(next);
  const parts = group?.kind === 'group' ? splitCommas(group.body) : [];
  const times = parts.map((part) => readTime(part, notation.timeLetters));
  const time = times.find((each) => each !== null);
  if (!next || !time) return null;
  // E[g²](0) is where it starts, and E[g²](1) none that every step has.
  if (base.name.endsWith(']') && time.letter === null && time.offset !== 0) throw parser.unexpected(next);
  const beside = parts.filter((_, i) => !times[i]).map((part) => render(part, notation));
  const index = stepIndex(time) ?? written.index;
  const name = { ...written, base: [written.base, ...beside].join(' of '), index };
  parser.position++;
  return parser.powered({ ...base, time, written: name }, next);
}

/** `E[g^2]_t`, `RMS[g]_t` and `⟨g²⟩_t`: a name with what is inside its brackets, which carry the scripts. */
export const average: Row = {
  name: 'name with brackets',
  reads(parser, piece, base) {
    const { notation } = parser;
    const { name, length } = nameAt(parser);
    const isNameless = base.kind === 'group';
    const next = isNameless ? piece : parser.peek(length);
    const group = next && bareOf(next);
    // MS(w, t) is a symbol with its time.
    if (!next || group?.kind !== 'group' || notation.argumentTimes.has(name)) return null;
    const isRms = name.toUpperCase() === 'RMS';
    const isWord = group.open === '[' && (base.kind === 'word' || length > 1);
    if (isNameless ? group.open !== '⟨' : !isRms && !isWord && !means('average', name)) return null;
    parser.position += isNameless ? 1 : length + 1;
    const operator = isNameless ? 'E' : isRms ? 'RMS' : name;
    const word = { kind: 'word' as const, name: `${operator}[${render(group.body, notation)}]`, at: next.at };
    const read = readSymbol(next.kind === 'scripts' ? { ...next, base: word } : word, notation);
    if (!read) throw parser.unexpected(next);
    const time = read.time ?? innerTime(group.body, notation);
    const written = { ...read.written, base: word.name };
    const own: SymbolIn = { kind: 'symbol', name: read.name, time, written, at: piece.at };
    return (read.time ? null : withArgument(parser, own, written)) ?? parser.raised(own, read.power);
  },
};

/** `b1` and `β2` are b₁ and β₂, as in code; `at` is the place of the digit, which carries the scripts. */
function numbered(letters: string, pieces: readonly Piece[], at: number): Word | null {
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

interface Word {
  name: string;
  /** The last of its pieces, with the scripts. */
  last: Piece;
  length: number;
}

/** The letters that touch from the parser's place on and are one name; null of a single one. */
export const wordAt = (parser: Cursor): Word | null =>
  parser.peek()?.kind === 'letter' ? findWord(parser.pieces, parser.position, parser.notation) : null;

/** The name that begins at the parser's place, and how many pieces it has; empty where none does. */
export const nameAt = (parser: Cursor): { name: string; length: number } =>
  wordAt(parser) ?? { name: wordOf(parser.peek()) ?? '', length: 1 };

/** The longest run of letters at the start that is one name: `lr`, `dx`. */
function findWord(pieces: readonly Piece[], start: number, notation: Notation): Word | null {
  let name = '';
  let best: Word | null = null;
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
      (touches && (notation.words.has(name) || WORD.has(name) || isShortName(name, notation))) ||
      isGradientName(name, notation);
    if (isKnown) best = { name, last: piece, length: i - start + 1 };
  }
  return best;
}
