/** Which letters of an answer count its steps, and which labels tell the new value from the old one. */
import type { Sides } from './relations.ts';
import { allOf, bareOf, isSign } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { ageOf, isDigits, means } from '../lexicon.ts';
import type { Age } from '../lexicon.ts';
import { bareLabel, render, splitCommas } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';

/** All scripts, and brackets that may hold a step as `(t−1)` and `[n−1]` do. */
function scriptsIn(pieces: readonly Piece[]): Piece[][] {
  return allOf(pieces).flatMap((piece) => {
    if (piece.kind === 'scripts') return [piece.sub, piece.sup].filter((script) => script !== null);
    return piece.kind === 'group' && /^[([]$/.test(piece.open) && piece.body.length === 3 ? [piece.body] : [];
  });
}

/**
 * A letter that occurs as `x_{k-1}` or `x^{(k+1)}` counts steps, and one that runs through 1, 2, 3, …; t always does.
 * @param named what the words name so; it counts them where nothing else does
 */
export function timeLettersIn(pieces: readonly Piece[], named: string | null): Set<string> {
  const letters = new Set(['t']);
  pieces.forEach((piece, i) => {
    const name = piece.kind === 'letter' && /^[a-z]$/.test(piece.name) ? piece.name : null;
    if (name !== null && countsOn(pieces, i + 1)) letters.add(name);
  });
  for (const script of scriptsIn(pieces)) {
    // β^step
    const [word, ...more] = script;
    if (word?.kind === 'word' && more.length === 0 && means('step', word.name)) letters.add(word.name);
    for (const part of splitCommas(script)) {
      const [first, sign, digit] = part.length === 1 && part[0]?.kind === 'group' ? part[0].body : part;
      // √(s + 1e-8) counts nothing.
      const counts = isSign(sign, '+ -') && digit?.kind === 'digit' && isDigits(digit.text);
      if (counts && first?.kind === 'letter' && /^([a-z]|tau)$/.test(first.name)) letters.add(first.name);
    }
  }
  if (letters.size > 1) return letters;
  const hasOther = allOf(pieces).some((piece) => piece.kind === 'letter' && piece.name === 't');
  return new Set([...letters, ...(named === null || hasOther ? powersOfDecays(pieces) : [named])]);
}

/** `k` of `1 − β^k` where nothing has a step for an index: nothing else may be meant by a power of a decay. */
function powersOfDecays(pieces: readonly Piece[]): string[] {
  const all = allOf(pieces);
  const letters = all.flatMap((piece) => (piece.kind === 'letter' ? piece.name : []));
  if (letters.includes('t')) return [];
  const powers = all.flatMap((piece) => {
    const [only, ...more] = piece.kind === 'scripts' ? (piece.sup ?? []) : [];
    const base = bareOf(piece);
    const isPower = base.kind === 'letter' && means('decay', base.name) && more.length === 0;
    return isPower && only?.kind === 'letter' && /^[a-z]$/.test(only.name) ? [only.name] : [];
  });
  const isAlone = (name: string): boolean =>
    letters.filter((letter) => letter === name).length === powers.filter((power) => power === name).length;
  return [...new Set(powers)].filter((name, _, names) => names.length === 1 && isAlone(name));
}

/** `= 1, 2, 3, …` without an end, which indices of coordinates and examples have. */
function countsOn(pieces: readonly Piece[], at: number): boolean {
  if (!isSign(pieces[at], '= in')) return false;
  let end = at + 1;
  while (pieces[end]?.kind === 'digit' || isSign(pieces[end], ',')) end += 1;
  const numbers = pieces
    .slice(at + 1, end)
    .flatMap((piece) => (piece.kind === 'digit' ? Number(piece.text) : []));
  const [dots, comma, last] = pieces.slice(end, end + 3);
  const isOpen = !isSign(comma, ',') || last === undefined || last.kind === 'break';
  const [first] = numbers;
  const isInTurn = numbers.length > 1 && numbers.every((each, i) => each === first! + i);
  return (first === 0 || first === 1) && isInTurn && isSign(dots, '…') && isOpen;
}

/** Which labels say a time: words for new and old, `x^+`, and words that are told apart by the side they stand on. */
export function agesIn(
  pieces: readonly Piece[],
  equations: readonly Pick<Sides, 'left' | 'right'>[],
  notation: Notation,
): ReadonlyMap<string, Age> {
  const labels = scriptsIn(pieces).flatMap((script) => labelsOf(script, notation));
  const ages = new Map<string, Age>(
    labels.flatMap((label) => {
      const age = ageOf(label);
      return age ? [[label, age]] : [];
    }),
  );
  if (labels.includes('+') && !labels.includes('-')) ages.set('+', 'new');
  const bySides = agesBySides(equations, notation);
  return [...ages.values()].includes('new') ? new Map([...bySides, ...ages]) : bySides;
}

function labelsOf(script: readonly Piece[], notation: Notation): string[] {
  return [[...script], ...splitCommas(script)].map((part) => bareLabel(render(part, notation)));
}

const isText = ({ kind }: Piece): boolean => kind === 'word' || kind === 'break';

/**
 * `w^{(नया)} = w^{(पुराना)} − …`: one name has two words for labels, one on left-hand sides alone and the other on
 * right-hand sides alone, and moves without them nowhere.
 */
function agesBySides(
  equations: readonly Pick<Sides, 'left' | 'right'>[],
  notation: Notation,
): ReadonlyMap<string, Age> {
  const sides = new Map<string, { left: Set<string>; right: Set<string> }>();
  for (const { left, right } of equations)
    for (const [side, pieces] of [
      ['left', left],
      ['right', right],
    ] as const)
      for (const piece of allOf(pieces)) {
        const base = bareOf(piece);
        if (piece.kind !== 'scripts' || base.kind !== 'letter') continue;
        const own = sides.get(base.name) ?? { left: new Set(), right: new Set() };
        const words = [piece.sub, piece.sup]
          .flatMap((script) => splitCommas(script ?? []))
          .filter((part) => part.length === 1 && allOf(part).some(isText))
          .map((part) => bareLabel(render(part, notation)));
        words.forEach((word) => own[side].add(word));
        if (words.length === 0 && side === 'left') own.left.add('');
        sides.set(base.name, own);
      }
  for (const { left, right } of sides.values()) {
    const [[made, ...others], [from, ...more]] = [[...left], [...right]];
    if (made && from && made !== from && others.length + more.length === 0)
      return new Map([
        [made, 'new'],
        [from, 'old'],
      ]);
  }
  return new Map();
}
