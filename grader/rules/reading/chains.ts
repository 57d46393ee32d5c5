/** `a = b = c` says two things of a: that all members of a chain are one value is looked at where the rule looks right. */
import { numberOf, symbolNames, symbolsOf } from '../formulas/expression.ts';
import type { Expression, SymbolIn } from '../formulas/expression.ts';
import { attempted } from '../formulas/parser.ts';
import { isSign, scriptsOf, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import { readEquation } from '../equations/equations.ts';
import type { Notation } from '../formulas/symbols.ts';
import { readOr, readOrNull, Unreadable } from '../place.ts';
import { takeTheSameSteps } from '../run/unrolled.ts';
import { Way } from '../run/way.ts';
import { assemble } from '../model/assemble.ts';
import type { Reading } from '../model/assemble.ts';
import { nameLiterals } from '../model/model.ts';
import { cloned } from '../model/parameters.ts';
import { numberFor, numberWith } from '../model/sameness.ts';

/** The candidate with another member of its chain for its value; null where that cannot be read or is a number. */
export function withMember(
  c: Candidate,
  member: Candidate['raw']['right'],
  notation: Notation,
): Candidate | null {
  const raw = { ...c.raw, right: member, otherSides: [] };
  const equation = readOrNull(() => readEquation(raw, c.target, notation));
  if (!equation || numberOf(equation.value) !== null) return null;
  return { ...c, equation: { ...equation, value: nameLiterals(equation.value) } };
}

/** What stands for ∞ in a power. */
const LARGE = 60;

/** With a large number for a letter, in factors and powers. */
const finite =
  (letter: string) =>
  (piece: Piece): Piece => {
    const within = (pieces: readonly Piece[]): Piece[] => pieces.map(finite(letter));
    if (piece.kind === 'letter' && piece.name === letter)
      return { ...piece, kind: 'digit', text: String(LARGE) };
    if (piece.kind === 'group') return { ...piece, body: within(piece.body) };
    if (piece.kind === 'fraction') return { ...piece, top: within(piece.top), bottom: within(piece.bottom) };
    if (piece.kind !== 'scripts') return piece;
    return { ...piece, base: finite(letter)(piece.base), sup: piece.sup && within(piece.sup) };
  };

/** About one half, another one for each name and what is made of it. */
const decayFor = (name: string): number => 0.4 + 0.08 * (numberFor(name, 0) % 1);

/** Of a state u and a gradient g. */
const SAMPLES = [
  { u: 2, g: 0.3 },
  { u: 0.5, g: 3 },
];

/**
 * `u = β^∞ v + (1 − β^∞)|g|^∞ = max(βu, |g|)`, where v is u^∞, or is called u itself: with a large power for ∞, its root is nearly
 * the maximum.
 */
function agreesInLimit(
  { equation }: Candidate,
  member: Candidate['raw']['right'],
  notation: Notation,
  isGradient: (name: string) => boolean,
  letter = 'infty',
): boolean {
  const pieces = member.map(finite(letter));
  const hasLimit = JSON.stringify(pieces) !== JSON.stringify(member);
  const limit = hasLimit && equation ? attempted(pieces, notation, equation.at) : null;
  if (!limit || !equation) return hasLimit;
  const known = symbolsOf(equation.value);
  const isKnown = ({ name, time }: SymbolIn): boolean =>
    known.some((other) => other.name === name && other.time?.offset === time?.offset);
  const old = known.find(({ name }) => name === equation.target)?.time?.offset;
  return SAMPLES.every(({ u, g }) => {
    const valueOf =
      (power: number) =>
      (each: Expression): number => {
        if (each.kind !== 'symbol') return Number.NaN;
        if (each.name === equation.target) return u ** power;
        if (isKnown(each)) return isGradient(each.name) ? g : decayFor(each.name);
        return each.time?.offset === old ? u ** LARGE : Number.NaN;
      };
    const [found, told] = [numberWith(limit, valueOf(LARGE)), numberWith(equation.value, valueOf(1))];
    return Math.abs(found ** (1 / LARGE) - told) < 0.02 * told;
  });
}

/** p of `lim_{p→∞}`; null of another limit. */
function letterOfLimit([first]: readonly Piece[], notation: Notation): string | null {
  if (wordOf(first) !== 'lim') return null;
  const [letter, sign, end, ...more] = scriptsOf(first!).sub ?? [];
  const isInPower = isSign(sign, '→') && wordOf(end) === 'infty' && more.length === 0;
  const name = isInPower ? wordOf(letter) : null;
  return name !== null && !notation.timeLetters.has(name) ? name : null;
}

/** `u_t = lim_{p→∞} v_t^{1/p} = max(βu, |g|)` beside `v_t = β^p v_{t−1} + (1 − β^p)|g_t|^p`: one step of v, where v is u^p. */
function agreesByRecursion(
  c: Candidate,
  member: readonly Piece[],
  all: readonly Candidate[],
  notation: Notation,
  isGradient: (name: string) => boolean,
): boolean {
  const letter = letterOfLimit(member, notation);
  const root =
    letter === null ? null : attempted(member.slice(1).map(finite(letter)), notation, member[0]!.at);
  if (letter === null || root?.kind !== 'binary' || root.operator !== '^' || root.left.kind !== 'symbol')
    return false;
  const { name, time } = root.left;
  const isRoot = Math.abs((numberOf(root.right) ?? 0) * LARGE - 1) < 1e-9;
  const made = all.filter((each) => targetName(each) === name);
  const [only, ...more] = made;
  if (!isRoot || !only || more.length > 0 || only.target.time?.offset !== time?.offset) return false;
  const isReadable = attempted(only.raw.right.map(finite(letter)), notation, member[0]!.at) !== null;
  return isReadable && agreesInLimit(c, only.raw.right, notation, isGradient, letter);
}

/**
 * `u_t = lim_{p→∞} (Σ β^{p(t−i)}|g_i|^p)^{1/p} = …`: along the way, with a large number for p.
 * @param told names that the answer has besides those of the rule: of what is made of them nothing is known
 */
function agreesForLargePower(
  { target }: Candidate,
  member: readonly Piece[],
  notation: Notation,
  told: readonly string[],
  way: () => Way,
): boolean {
  const [first, ...rest] = member;
  const name = letterOfLimit(member, notation);
  if (name === null) return false;
  const value = attempted(rest.map(finite(name)), notation, first!.at);
  if (!value) return false;
  // Of as many equal terms as there are steps the root is 5 % above the largest.
  return way().holds(target, value, 0.05) ?? symbolNames(value).some((each) => told.includes(each));
}

/** `= … =` says nothing. */
export const isDots = (member: readonly Piece[]): boolean =>
  member.every((piece) => piece.kind === 'break' || isSign(piece, '…'));

/** A member without its dots, and how many terms the list with the dots then has; null of one without dots. */
function withoutDots(pieces: readonly Piece[]): { pieces: Piece[]; terms: number } | null {
  const at = pieces.findIndex((piece) => isSign(piece, '…'));
  if (at >= 0) {
    const signs = [pieces[at - 1], pieces[at + 1]].flatMap((piece) =>
      piece?.kind === 'operator' && isSign(piece, '+ -') ? piece.text : [],
    );
    // What goes on goes on with the same sign.
    if (new Set(signs).size > 1) return null;
    const left = isSign(pieces[at - 1], '+ - ,') ? pieces.toSpliced(at - 1, 2) : pieces.toSpliced(at, 1);
    const between = isSign(pieces[at - 1], ',') ? ',' : '+ -';
    return { pieces: left, terms: 1 + left.filter((piece, i) => i > 0 && isSign(piece, between)).length };
  }
  for (const [i, piece] of pieces.entries()) {
    const inner = piece.kind === 'group' ? withoutDots(piece.body) : null;
    if (inner && piece.kind === 'group')
      return { ...inner, pieces: pieces.with(i, { ...piece, body: inner.pieces }) };
  }
  return null;
}

/** `v_t = g_t + μg_{t−1} + … + μ^{t−1}g_1`: in the step in which the dots stand for nothing. */
export function agreesAroundDots(
  c: Candidate,
  member: readonly Piece[],
  notation: Notation,
  way: () => Way,
): boolean {
  const listed = withoutDots(member);
  const value = listed && withMember(c, listed.pieces, notation)?.equation?.value;
  return !!value && way().holdsOf(c.target, value, listed.terms);
}

/**
 * The first member of a chain with which the rule takes other steps; null where there is none.
 * @param spare equations that the rule does without, of names that only a member has: `g = ∂f(w) = h`
 */
export function chainContradiction(
  own: readonly Candidate[],
  spare: readonly Candidate[],
  notation: Notation,
  isGradient: (name: string) => boolean,
  { model, kept }: Pick<Reading, 'model' | 'kept'>,
): Unreadable | null {
  const agrees = (c: Candidate, other: Candidate): boolean => {
    const names = symbolNames(other.equation!.value);
    const isNew = ({ target: { name } }: Candidate): boolean =>
      names.includes(name) && !own.some((each) => each.target.name === name);
    const defined = spare.filter(isNew).map((each) => [each.target.name, each.equation!] as const);
    if (defined.length > 0) {
      const { target, time, value } = other.equation!;
      return (
        new Way(kept ?? model, new Map(defined), isGradient).holds({ name: target, time }, value) === true
      );
    }
    const copies = own.map((each) => (each === c ? other : cloned(each)));
    const read = assemble(copies, notation, isGradient, [], []);
    // Of Σ β^{t−i} χ_i, too, where no χ is known.
    const isComparable = [...read.model.constants.keys()].every((name) => model.constants.has(name));
    return isComparable && takeTheSameSteps(kept ?? model, read.kept ?? read.model);
  };
  const way = (): Way => new Way(kept ?? model, new Map(), isGradient);
  const used = new Set(model.equations.map((e) => e.at));
  for (const c of own) {
    if (!c.equation || !used.has(c.equation.at)) continue;
    const members = c.raw.otherSides.length > 0 ? [c.raw.right, ...c.raw.otherSides] : [];
    for (const member of members.filter((each) => !isDots(each))) {
      const other = withMember(c, member, notation);
      const isOne = readOr(
        () =>
          other
            ? agrees(c, other)
            : agreesInLimit(c, member, notation, isGradient) ||
              agreesByRecursion(c, member, [...own, ...spare], notation, isGradient) ||
              agreesForLargePower(c, member, notation, spare.map(targetName), way) ||
              agreesAroundDots(c, member, notation, way),
        () => false,
      );
      if (!isOne)
        return new Unreadable(
          member[0]?.at ?? c.equation.at,
          other
            ? 'a chain of equations whose members are not the same'
            : 'a member of a chain is not understood',
          other
            ? 'Correct the member that is not meant.'
            : 'Leave it out, or write it with the names of the rule.',
        );
    }
  }
  return null;
}
