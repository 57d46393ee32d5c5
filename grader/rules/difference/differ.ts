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
  | { kind: 'reciprocal'; found: Term; expected: Term }
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

const costOf = (found: readonly Difference[]): number => found.reduce((sum, { cost }) => sum + cost, 0);

/** A summand, or a factor, with what is done with it. */
interface Member {
  term: Term;
  /** It is taken off; it is below the line. */
  isInverse: boolean;
}

const isNumber = (term: Term, value: number): boolean =>
  term.code.kind === 'number' && term.code.value === value;

const operatorOf = ({ code }: Term): string | null => (code.kind === 'binary' ? code.operator : null);

function summandsOf(term: Term, isInverse = false): Member[] {
  const operator = operatorOf(term);
  const [left, right] = term.parts;
  if (operator === '+') return [...summandsOf(left!, isInverse), ...summandsOf(right!, isInverse)];
  if (operator === '-') return [...summandsOf(left!, isInverse), ...summandsOf(right!, !isInverse)];
  if (isNumber(term, 0)) return [];
  const { isNegative, members } = factorsOf(term);
  if (!isNegative) return [{ term, isInverse }];
  const [only] = members;
  if (members.length === 1 && !only!.isInverse) return summandsOf(only!.term, !isInverse);
  return [{ term: productOf(members, term), isInverse: !isInverse }];
}

interface Product {
  isNegative: boolean;
  members: Member[];
}

function factorsOf(term: Term, isInverse = false): Product {
  const operator = operatorOf(term);
  const [left, right] = term.parts;
  if (operator === '*' || operator === '/') {
    const one = factorsOf(left!, isInverse);
    const other = factorsOf(right!, operator === '/' ? !isInverse : isInverse);
    return { isNegative: one.isNegative !== other.isNegative, members: [...one.members, ...other.members] };
  }
  if (operator === '-' && isNumber(left!, 0)) {
    const { isNegative, members } = factorsOf(right!, isInverse);
    return { isNegative: !isNegative, members };
  }
  if (isNumber(term, 1)) return { isNegative: false, members: [] };
  if (isNumber(term, -1)) return { isNegative: true, members: [] };
  return { isNegative: false, members: [{ term, isInverse }] };
}

function productOf(members: readonly Member[], { within }: Term): Term {
  const times = (terms: readonly Member[]): Term | null =>
    terms.length === 0 ? null : terms.map(({ term }) => term).reduce((one, other) => joined('*', one, other));
  const above = times(members.filter(({ isInverse }) => !isInverse));
  const below = times(members.filter(({ isInverse }) => isInverse));
  const top = above ?? numberTerm(1, within);
  return below ? joined('/', top, below) : top;
}

function sumOf(members: readonly Member[], { within }: Term): Term {
  // What is added comes first.
  const [first, ...others] = [...members].sort((a, b) => Number(a.isInverse) - Number(b.isInverse));
  if (!first) return numberTerm(0, within);
  const start = first.isInverse ? joined('-', numberTerm(0, within), first.term) : first.term;
  return others.reduce((sum, { term, isInverse }) => joined(isInverse ? '-' : '+', sum, term), start);
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

/** @param site in whose equation it is used; what is wrong may be the equation of a helper, or that the helper stands there */
function replaced(found: Term, expected: Term, site: string): Difference[] {
  const isUse =
    found.helper !== null && [...termsIn(expected)].some(({ values }) => areSame(values, found.values));
  const cost = found.size + expected.size;
  return [{ kind: 'replaced', found, expected, within: isUse ? site : found.within, cost }];
}

const cheaper = (one: Difference[], other: Difference[] | null): Difference[] =>
  other !== null && costOf(other) <= costOf(one) ? other : one;

/** How deep a term within a term within … is looked into. */
const MAX_DEPTH = 12;

/** @param site in whose equation it is used */
export function differ(found: Term, expected: Term, site: string, depth = 0): Difference[] {
  if (areSame(found.values, expected.values)) return [];
  let best = replaced(found, expected, site);
  if (depth > MAX_DEPTH) return best;
  best = cheaper(best, inCalls(found, expected, depth));
  best = cheaper(best, inProducts(found, expected, site, depth));
  return cheaper(best, inSums(found, expected, site, depth));
}

function inCalls(found: Term, expected: Term, depth: number): Difference[] | null {
  const [one, other] = [found.code, expected.code];
  const isPower = operatorOf(found) === '^' && operatorOf(expected) === '^';
  const isCall = one.kind === 'call' && other.kind === 'call' && one.name === other.name;
  if (!(isPower || isCall) || found.parts.length !== expected.parts.length) return null;
  const plain = (term: Term): Member[] => term.parts.map((part) => ({ term: part, isInverse: false }));
  // The order matters in a power; of a power that is a number the whole says more than the number.
  if (isPower && found.parts[1]!.code.kind === 'number') return null;
  const [own, rest] = isPower ? [plain(found), plain(expected)] : leftOver(plain(found), plain(expected));
  return own.flatMap(({ term }, i) => differ(term, rest[i]!.term, found.within, depth + 1));
}

function inSums(found: Term, expected: Term, site: string, depth: number): Difference[] | null {
  const [one, other] = [summandsOf(found), summandsOf(expected)];
  const asWritten = inSummands(found, one, expected, other, site, depth);
  const [many, others] = [one.flatMap(distributed), other.flatMap(distributed)];
  if (many.length === one.length && others.length === other.length) return asWritten;
  const apart = inSummands(found, many, expected, others, site, depth);
  return apart && asWritten ? cheaper(asWritten, apart) : (apart ?? asWritten);
}

/** `η (a + b)/c` as `η a/c` and `η b/c`. */
function distributed(member: Member): Member[] {
  const { isNegative, members } = factorsOf(member.term);
  const at = members.findIndex(({ term, isInverse }) => !isInverse && summandsOf(term).length > 1);
  if (at < 0 || members.length < 2) return [member];
  return summandsOf(members[at]!.term).map(({ term, isInverse }) => ({
    term: productOf(members.with(at, { term, isInverse: false }), member.term),
    isInverse: (member.isInverse !== isNegative) !== isInverse,
  }));
}

function inSummands(
  found: Term,
  one: readonly Member[],
  expected: Term,
  other: readonly Member[],
  site: string,
  depth: number,
): Difference[] | null {
  if (one.length < 2 && other.length < 2) return null;
  const [own, rest] = leftOver(one, other);
  if (own.length === one.length && rest.length === other.length && own.length + rest.length > 4) return null;
  const whole =
    own.length > 0 && rest.length > 0 ? replaced(sumOf(own, found), sumOf(rest, expected), site) : null;
  return cheaper(matched(own, rest, found, 'sum', depth), whole);
}

function inProducts(found: Term, expected: Term, site: string, depth: number): Difference[] | null {
  const [one, other] = [factorsOf(found), factorsOf(expected)];
  if (one.members.length < 2 && other.members.length < 2) return null;
  const [own, rest] = leftOver(one.members, other.members);
  const isAll = own.length === one.members.length && rest.length === other.members.length;
  if (isAll && own.length + rest.length > 4) return null;
  const sign: Difference[] =
    one.isNegative === other.isNegative
      ? []
      : [{ kind: 'sign', found, isAdded: !one.isNegative, within: found.within, cost: 2 }];
  const [left, right] = [productOf(own, found), productOf(rest, expected)];
  if (areSame(left.values, right.values)) return sign;
  let best = matched(own, rest, found, 'product', depth);
  if (own.length > 0 && rest.length > 0) best = cheaper(best, replaced(left, right, site));
  const isReciprocal = own.length > 0 && mapped([left.values, right.values], (a, b) => a * b).every(isOne);
  const { within } = found;
  if (isReciprocal)
    best = cheaper(best, [{ kind: 'reciprocal', found: left, expected: right, within, cost: 2 }]);
  return [...sign, ...best];
}

const isOne = (value: number): boolean => Math.abs(value - 1) < 1e-9;

/** Members of one side with those of the other that come nearest; the rest is too much or missing. */
function matched(
  own: readonly Member[],
  rest: readonly Member[],
  whole: Term,
  of: 'sum' | 'product',
  depth: number,
): Difference[] {
  const { within } = whole;
  const as = ({ isInverse }: Member) => (of === 'sum' ? 'summand' : isInverse ? 'divisor' : 'factor');
  const pairs = own
    .flatMap((one) => rest.map((other) => ({ one, other, differences: pair(one, other, within, of, depth) })))
    .filter(({ one, other, differences }) => {
      const isOnly = own.length === 1 && rest.length === 1;
      return differences !== null && (isOnly || costOf(differences) < one.term.size + other.term.size);
    })
    .sort((a, b) => costOf(a.differences!) - costOf(b.differences!));
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
      .map((each) => ({ kind, as: as(each), term: each.term, of: whole, within, cost: each.term.size + 1 }));
  return [...found, ...left('extra', own), ...left('missing', rest)];
}

function pair(
  one: Member,
  other: Member,
  within: string,
  of: 'sum' | 'product',
  depth: number,
): Difference[] | null {
  if (one.isInverse === other.isInverse) return differ(one.term, other.term, within, depth + 1);
  if (of === 'product') return null;
  const { term, isInverse } = one;
  const sign: Difference = { kind: 'sign', found: term, isAdded: !isInverse, within, cost: 2 };
  return [sign, ...differ(term, other.term, within, depth + 1)];
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

/** Two helpers of which each stands where the other belongs. */
export function exchanged(found: Term, expected: Term, helpers: Iterable<Term>, site: string): Difference[] {
  const all = [...helpers];
  for (const [i, one] of all.entries())
    for (const other of all.slice(0, i)) {
      const changed = new Map([[one, other.values] as const, [other, one.values] as const]);
      if (!areSame(withValues(found, changed), expected.values) || areSame(one.values, other.values))
        continue;
      const both = [...replaced(one, other, site), ...replaced(other, one, site)];
      return both.map((each) => ({ ...each, within: site, cost: 2 }));
    }
  return [];
}

function withValues(term: Term, changed: ReadonlyMap<Term, Vector>): Vector {
  const own = changed.get(term);
  if (own) return own;
  const parts = term.parts.map((part) => withValues(part, changed));
  if (parts.every((part, i) => part === term.parts[i]!.values)) return term.values;
  return valuesFrom(term.code, parts) ?? term.values;
}
