/**
 * The smallest parts in which one term differs from another. Sums are compared summand by summand and products factor by factor,
 * in any order; what is the same falls away, and what is left is compared in turn.
 */
import { areSame, joined, mapped, numberTerm, termsIn, valuesFrom } from './term.ts';
import type { Term } from './term.ts';
import type { Vector } from '../../terms.ts';

/** How something differs: it stands where something else belongs, or it is too much, or it is missing. */
export type Difference = {
  /** The name in whose equation it is. */
  within: string;
  cost: number;
} & (
  | { kind: 'replaced'; found: Term; expected: Term }
  /** It is added where it is to be taken off. */
  | { kind: 'sign'; found: Term; isAdded: boolean }
  | {
      kind: 'extra' | 'missing';
      as: 'summand' | 'factor' | 'divisor';
      term: Term;
      /** The sum or product in which it is too much or missing. */
      of: Term;
    }
);

export const costOf = (found: readonly { cost: number }[]): number =>
  found.reduce((sum, { cost }) => sum + cost, 0);

/** What is put together in any order, and what undoes it. */
const SUM = { join: '+', undo: '-', neutral: 0 } as const;
const PRODUCT = { join: '*', undo: '/', neutral: 1 } as const;
type Operation = typeof SUM | typeof PRODUCT;

/** A summand, or a factor, with what is done with it. */
interface Member {
  term: Term;
  /** It is taken off; it is below the line. */
  isInverse: boolean;
}

const isNumber = ({ code }: Term, value: number): boolean => code.kind === 'number' && code.value === value;

function membersOf(term: Term, operation: Operation, isInverse = false): Member[] {
  const { code, parts } = term;
  const operator = code.kind === 'binary' ? code.operator : null;
  if (operator === operation.join || operator === operation.undo) {
    const isUndone = operator === operation.undo;
    return parts.flatMap((part, i) => membersOf(part, operation, isInverse !== (isUndone && i === 1)));
  }
  return isNumber(term, operation.neutral) ? [] : [{ term, isInverse }];
}

/** The factors of a product, its sign apart. */
function factorsOf(term: Term): { isNegative: boolean; members: Member[] } {
  const found = { isNegative: false, members: [] as Member[] };
  for (const member of membersOf(term, PRODUCT)) {
    const { code, parts } = member.term;
    const isOpposite = code.kind === 'binary' && code.operator === '-' && isNumber(parts[0]!, 0);
    if (isOpposite || isNumber(member.term, -1)) found.isNegative = !found.isNegative;
    if (isOpposite) {
      const inner = factorsOf(parts[1]!);
      found.isNegative = found.isNegative !== inner.isNegative;
      const isInverse = ({ isInverse: own }: Member): boolean => own !== member.isInverse;
      found.members.push(...inner.members.map((each) => ({ ...each, isInverse: isInverse(each) })));
    } else if (!isNumber(member.term, -1)) found.members.push(member);
  }
  return found;
}

/** The summands of a sum; of a negative one its opposite is taken off. */
function summandsOf(term: Term, isInverse = false): Member[] {
  return membersOf(term, SUM, isInverse).flatMap((member) => {
    const { isNegative, members } = factorsOf(member.term);
    return isNegative ? summandsOf(composed(members, PRODUCT, term), !member.isInverse) : [member];
  });
}

/** What members make up together. */
function composed(members: readonly Member[], { join, undo, neutral }: Operation, { within }: Term): Term {
  const all = (isInverse: boolean): Term | null =>
    members
      .filter((member) => member.isInverse === isInverse)
      .reduce<Term | null>((one, { term }) => (one ? joined(join, one, term) : term), null);
  const [plain, inverse] = [all(false) ?? numberTerm(neutral, within), all(true)];
  return inverse ? joined(undo, plain, inverse) : plain;
}

/** Those of each side that the other side does not have. */
function leftOver(one: readonly Member[], other: readonly Member[]): [Member[], Member[]] {
  const rest = [...other];
  const own = one.filter(({ term, isInverse }) => {
    const at = rest.findIndex(
      (each) => each.isInverse === isInverse && areSame(each.term.values, term.values),
    );
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return [own, rest];
}

const isOne = (value: number): boolean => Math.abs(value - 1) < 1e-9;

/** @param site in whose equation it is used; what is wrong may be the equation of a helper, or that the helper stands there */
function replaced(found: Term, expected: Term, site: string): Difference[] {
  const isUse =
    found.helper !== null && [...termsIn(expected)].some(({ values }) => areSame(values, found.values));
  const isReciprocal = mapped([found.values, expected.values], (a, b) => a * b).every(isOne);
  const cost = isReciprocal ? 2 : found.size + expected.size;
  return [{ kind: 'replaced', found, expected, within: isUse ? site : found.within, cost }];
}

const cheaper = (one: Difference[], other: Difference[] | null): Difference[] =>
  other !== null && costOf(other) <= costOf(one) ? other : one;

/** How deep a term within a term within … is looked into. */
const MAX_DEPTH = 12;

/** @param site in whose equation it is used */
export function differ(found: Term, expected: Term, site: string, depth = 0): Difference[] {
  if (areSame(found.values, expected.values)) return [];
  const best = replaced(found, expected, site);
  if (depth > MAX_DEPTH) return best;
  const [one, other] = [summandsOf(found), summandsOf(expected)];
  const [many, others] = [one.flatMap(distributed), other.flatMap(distributed)];
  const isSame = many.length === one.length && others.length === other.length;
  return [
    inCalls(found, expected, depth),
    inProducts(found, expected, site, depth),
    inMembers(found, one, expected, other, SUM, site, depth),
    // The last of equals is taken: here what is added and taken off is so in the whole sum.
    isSame ? null : inMembers(found, many, expected, others, SUM, site, depth),
  ].reduce<Difference[]>(cheaper, best);
}

/** `η (a + b)/c` as `η a/c` and `η b/c`. */
function distributed(member: Member): Member[] {
  const { isNegative, members } = factorsOf(member.term);
  const at = members.findIndex(({ term, isInverse }) => !isInverse && summandsOf(term).length > 1);
  if (at < 0 || members.length < 2) return [member];
  return summandsOf(members[at]!.term).map(({ term, isInverse }) => ({
    term: composed(members.with(at, { term, isInverse: false }), PRODUCT, member.term),
    isInverse: (member.isInverse !== isNegative) !== isInverse,
  }));
}

function inCalls(found: Term, expected: Term, depth: number): Difference[] | null {
  const [one, other] = [found.code, expected.code];
  if (one.kind !== 'call' || other.kind !== 'call' || one.name !== other.name) return null;
  const plain = ({ parts }: Term): Member[] => parts.map((term) => ({ term, isInverse: false }));
  const [own, rest] = leftOver(plain(found), plain(expected));
  if (own.length !== rest.length) return null;
  return own.flatMap(({ term }, i) => differ(term, rest[i]!.term, found.within, depth + 1));
}

function inProducts(found: Term, expected: Term, site: string, depth: number): Difference[] | null {
  const [one, other] = [factorsOf(found), factorsOf(expected)];
  const rest = inMembers(found, one.members, expected, other.members, PRODUCT, site, depth);
  if (!rest || one.isNegative === other.isNegative) return rest;
  return [{ kind: 'sign', found, isAdded: !one.isNegative, within: found.within, cost: 2 }, ...rest];
}

/** Of so many members of which none is the same nothing is said one by one. */
const MAX_APART = 4;

function inMembers(
  found: Term,
  one: readonly Member[],
  expected: Term,
  other: readonly Member[],
  operation: Operation,
  site: string,
  depth: number,
): Difference[] | null {
  if (one.length < 2 && other.length < 2) return null;
  const [own, rest] = leftOver(one, other);
  const left = own.length + rest.length;
  if (left === one.length + other.length && left > MAX_APART) return null;
  const apart = matched(own, rest, found, operation, depth);
  if (own.length === 0 || rest.length === 0) return apart;
  const [whole, meant] = [composed(own, operation, found), composed(rest, operation, expected)];
  return areSame(whole.values, meant.values) ? [] : cheaper(apart, replaced(whole, meant, site));
}

/** Members of one side with those of the other that come nearest; the rest is too much or missing. */
function matched(
  own: readonly Member[],
  rest: readonly Member[],
  whole: Term,
  operation: Operation,
  depth: number,
): Difference[] {
  const { within } = whole;
  const isOnly = own.length === 1 && rest.length === 1;
  const pairs = own
    .flatMap((one) =>
      rest.map((other) => ({ one, other, differences: pair(one, other, within, operation, depth) })),
    )
    .map((each) => ({ ...each, cost: costOf(each.differences ?? [{ cost: Infinity }]) }))
    .filter(({ one, other, cost }) => cost < (isOnly ? Infinity : one.term.size + other.term.size))
    .sort((a, b) => a.cost - b.cost);
  const taken = new Set<Member>();
  const found: Difference[] = [];
  for (const { one, other, differences } of pairs) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    found.push(...differences!);
  }
  const left = (kind: 'extra' | 'missing', members: readonly Member[]): Difference[] =>
    members
      .filter((each) => !taken.has(each))
      .map(({ term, isInverse }) => {
        const as = operation === SUM ? 'summand' : isInverse ? 'divisor' : 'factor';
        return { kind, as, term, of: whole, within, cost: term.size + 1 };
      });
  return [...found, ...left('extra', own), ...left('missing', rest)];
}

function pair(
  one: Member,
  other: Member,
  within: string,
  operation: Operation,
  depth: number,
): Difference[] | null {
  const inside = () => differ(one.term, other.term, within, depth + 1);
  if (one.isInverse === other.isInverse) return inside();
  if (operation === PRODUCT) return null;
  return [{ kind: 'sign', found: one.term, isAdded: !one.isInverse, within, cost: 2 }, ...inside()];
}

/**
 * One part for which a part of the other term, put in its place, makes the two the same: of terms that are arranged otherwise.
 * @returns null where nothing is as small as `cost`
 */
export function singleOf(found: Term, expected: Term, site: string, cost: number): Difference[] | null {
  let best: Difference[] | null = null;
  let least = cost;
  const others = new Set(termsIn(expected));
  for (const [one, where] of sitesIn(found, site)) {
    if (one.code.kind === 'number') continue;
    for (const other of others) {
      if (one.size + other.size >= least || areSame(one.values, other.values)) continue;
      if (!areSame(withValues(found, new Map([[one, other.values]])), expected.values)) continue;
      least = one.size + other.size;
      best = replaced(one, other, where);
    }
  }
  return best;
}

/** Every term of a term with the name in whose equation it is used. */
function sitesIn(term: Term, site: string, known = new Map<Term, string>()): Map<Term, string> {
  if (known.has(term)) return known;
  known.set(term, site);
  for (const part of term.parts) sitesIn(part, term.within, known);
  return known;
}

/** Two helpers of which each stands where the other belongs; null where there are none. */
export function exchanged(
  found: Term,
  expected: Term,
  helpers: readonly Term[],
  site: string,
): Difference[] | null {
  for (const one of helpers)
    for (const other of helpers.slice(0, helpers.indexOf(one))) {
      const changed = new Map([[one, other.values] as const, [other, one.values] as const]);
      if (one === found || other === found || areSame(one.values, other.values)) continue;
      if (!areSame(withValues(found, changed), expected.values)) continue;
      const both = [...replaced(one, other, site), ...replaced(other, one, site)];
      return both.map((each) => ({ ...each, within: site, cost: 2 }));
    }
  return null;
}

/** What a term comes to with other values for some of its parts. */
function withValues(term: Term, changed: ReadonlyMap<Term, Vector>): Vector {
  const own = changed.get(term);
  if (own) return own;
  const parts = term.parts.map((part) => withValues(part, changed));
  if (parts.every((part, i) => part === term.parts[i]!.values)) return term.values;
  return valuesFrom(term.code, parts) ?? term.values;
}
