/** Ways in which people write the same thing, and ways in which they get it wrong. Which of both a system is, it says when it is worked out. */
import { minus, now, number, old, over, plus, root, square, times } from './optimizers.ts';
import { PARAMETER, partsOf, placesIn, withParts } from './system.ts';
import type { Expression, System, Term } from './system.ts';

export type Pick = <T>(of: readonly T[]) => T;

type Change = (e: Expression, pick: Pick, system: System) => Expression | null;

const isNumber = (e: Expression, value: number): boolean => e.kind === 'number' && e.value === value;
const same = (a: Expression, b: Expression): boolean => JSON.stringify(a) === JSON.stringify(b);
const shuffled = <T>(of: readonly T[], pick: Pick): T[] => {
  const rest = [...of];
  const out: T[] = [];
  while (rest.length > 0) {
    const next = pick(rest);
    rest.splice(rest.indexOf(next), 1);
    out.push(next);
  }
  return out;
};
const sum = (terms: readonly Term[]): Expression =>
  terms.length === 1 && terms[0]!.sign === 1 ? terms[0]!.value : { kind: 'sum', terms };
const product = (factors: readonly Expression[]): Expression =>
  factors.length === 0 ? number(1) : factors.length === 1 ? factors[0]! : { kind: 'product', factors };

/** A sum within a sum and a product within a product are one. */
export function flat(e: Expression): Expression {
  const parts = partsOf(e).map(flat);
  const f = withParts(e, parts);
  if (f.kind === 'sum')
    return sum(
      f.terms.flatMap(({ sign, value }): Term[] =>
        value.kind === 'sum'
          ? value.terms.map((term) => ({ sign: (sign * term.sign) as 1 | -1, value: term.value }))
          : [{ sign, value }],
      ),
    );
  if (f.kind === 'product')
    return product(f.factors.flatMap((factor) => (factor.kind === 'product' ? factor.factors : [factor])));
  return f;
}

/** The same value, written otherwise. */
export const REWRITES: Readonly<Record<string, Change>> = {
  'terms in another order': (e, pick) => (e.kind === 'sum' ? { ...e, terms: shuffled(e.terms, pick) } : null),
  'factors in another order': (e, pick) =>
    e.kind === 'product' ? { ...e, factors: shuffled(e.factors, pick) } : null,
  distributed: (e) => {
    if (e.kind !== 'product') return null;
    const at = e.factors.findIndex((factor) => factor.kind === 'sum');
    const inner = e.factors[at];
    if (inner?.kind !== 'sum') return null;
    const rest = e.factors.filter((_, i) => i !== at);
    return {
      kind: 'sum',
      terms: inner.terms.map(({ sign, value }) => ({
        sign,
        value: isNumber(value, 1) ? product(rest) : times(...rest, value),
      })),
    };
  },
  'an average by its difference': (e) => {
    if (e.kind !== 'sum' || e.terms.length !== 2) return null;
    const [a, b] = e.terms as [Term, Term];
    if (a.value.kind !== 'product' || b.value.kind !== 'product') return null;
    const [by, before] = a.value.factors;
    const [share, ...of] = b.value.factors;
    if (a.value.factors.length !== 2 || share?.kind !== 'sum' || !same(share, minus(number(1), by!)))
      return null;
    return plus(before!, times(share, minus(product(of), before!)));
  },
  'an average by what is taken off': (e) => {
    if (e.kind !== 'sum' || e.terms.length !== 2) return null;
    const [a, b] = e.terms as [Term, Term];
    if (a.value.kind !== 'product' || b.value.kind !== 'product') return null;
    const [by, before] = a.value.factors;
    const [share, ...of] = b.value.factors;
    if (a.value.factors.length !== 2 || share?.kind !== 'sum' || !same(share, minus(number(1), by!)))
      return null;
    return minus(before!, times(share, minus(before!, product(of))));
  },
  'a factor before the fraction': (e, pick) => {
    if (e.kind !== 'quotient' || e.top.kind !== 'product') return null;
    const out = pick(e.top.factors);
    // A square as a product has the same factor twice.
    const at = e.top.factors.indexOf(out);
    const rest = e.top.factors.filter((_, i) => i !== at);
    return pick([
      times(out, over(product(rest), e.bottom)),
      times(over(out, e.bottom), ...rest),
      times(over(number(1), e.bottom), ...e.top.factors),
    ]);
  },
  'a power of one half': (e, pick) =>
    e.kind === 'root'
      ? { kind: 'power', base: e.of, exponent: pick([over(number(1), number(2)), number(0.5)]) }
      : null,
  'a power of minus one half': (e) =>
    e.kind === 'quotient' && e.bottom.kind === 'root'
      ? times(e.top, {
          kind: 'power',
          base: e.bottom.of,
          exponent: { kind: 'sum', terms: [{ sign: -1, value: over(number(1), number(2)) }] },
        })
      : null,
  'a square as a product': (e) =>
    e.kind === 'power' && isNumber(e.exponent, 2) ? times(e.base, e.base) : null,
  'minus a bracket': (e) =>
    e.kind === 'sum' && e.terms.length === 2 && e.terms[0]!.sign === 1 && e.terms[1]!.sign === -1
      ? { kind: 'sum', terms: [{ sign: -1, value: minus(e.terms[1]!.value, e.terms[0]!.value) }] }
      : null,
  'a common factor': (e) => {
    if (e.kind !== 'sum' || e.terms.length !== 2) return null;
    const [a, b] = e.terms as [Term, Term];
    const factorsOf = (x: Expression): readonly Expression[] => (x.kind === 'product' ? x.factors : [x]);
    const common = factorsOf(a.value).find((x) => factorsOf(b.value).some((y) => same(x, y)));
    if (common === undefined || (a.value === common && b.value === common)) return null;
    const without = (x: Expression): Expression => {
      const factors = factorsOf(x);
      const at = factors.findIndex((y) => same(common, y));
      const rest = factors.filter((_, i) => i !== at);
      return rest.length === 0 ? number(1) : product(rest);
    };
    return times(common, {
      kind: 'sum',
      terms: [
        { sign: a.sign, value: without(a.value) },
        { sign: b.sign, value: without(b.value) },
      ],
    });
  },
  'a root of each': (e) =>
    e.kind === 'root' && e.of.kind === 'quotient' ? over(root(e.of.top), root(e.of.bottom)) : null,
};

const quantitiesOf = (system: System): string[] => system.map(({ name }) => name);

/** What people get wrong: one thing in one place. */
export const FAULTS: Readonly<Record<string, Change>> = {
  'another step': (e) => (e.kind === 'quantity' ? { ...e, age: e.age === 'new' ? 'old' : 'new' } : null),
  'another sign': (e, pick) => {
    if (e.kind !== 'sum') return null;
    const at = pick(e.terms);
    return {
      ...e,
      terms: e.terms.map((term) => (term === at ? { ...term, sign: term.sign === 1 ? -1 : 1 } : term)),
    };
  },
  'a term left out': (e, pick) => {
    if (e.kind !== 'sum' || e.terms.length < 2) return null;
    const at = pick(e.terms);
    return sum(e.terms.filter((term) => term !== at));
  },
  'a factor left out': (e, pick) => {
    if (e.kind !== 'product' || e.factors.length < 2) return null;
    const at = pick(e.factors);
    return product(e.factors.filter((factor) => factor !== at));
  },
  'a factor that divides': (e, pick) => {
    if (e.kind !== 'product' || e.factors.length < 2) return null;
    const at = pick(e.factors);
    return over(product(e.factors.filter((factor) => factor !== at)), at);
  },
  'a denominator that multiplies': (e) => (e.kind === 'quotient' ? times(e.top, e.bottom) : null),
  'a fraction upside down': (e) => (e.kind === 'quotient' ? over(e.bottom, e.top) : null),
  'no denominator': (e) => (e.kind === 'quotient' ? e.top : null),
  'no root': (e) => (e.kind === 'root' ? e.of : null),
  'a root more': (e) => (e.kind === 'number' || e.kind === 'time' ? null : root(e)),
  'no power': (e) => (e.kind === 'power' ? e.base : null),
  'a square more': (e) => (e.kind === 'number' || e.kind === 'time' ? null : square(e)),
  'another power': (e, pick) =>
    e.kind === 'power' && e.exponent.kind === 'number'
      ? { ...e, exponent: pick([number(3), number(1), { kind: 'time' }]) }
      : e.kind === 'power'
        ? { ...e, exponent: pick([number(2), plus(e.exponent, number(1)), minus(e.exponent, number(1))]) }
        : null,
  'another constant': (e, pick) =>
    e.kind === 'constant'
      ? { ...e, name: pick(['rate', 'decay', 'decay2', 'epsilon'].filter((name) => name !== e.name)) }
      : null,
  'another quantity': (e, pick, system) =>
    e.kind === 'quantity' || e.kind === 'gradient'
      ? pick([
          ...quantitiesOf(system)
            .filter((name) => name !== PARAMETER && (e.kind === 'gradient' || name !== e.name))
            .flatMap((name) => [now(name), old(name)]),
          old(PARAMETER),
          ...(e.kind === 'gradient' ? [] : [{ kind: 'gradient', at: null } as const]),
        ])
      : null,
  'no weights': (e) => (e.kind === 'history' && e.base !== null ? { ...e, base: null } : null),
  'a complement more': (e) => (e.kind === 'constant' || e.kind === 'power' ? minus(number(1), e) : null),
  'no complement': (e) =>
    e.kind === 'sum' && isNumber(e.terms[0]!.value, 1) && e.terms.length === 2 ? e.terms[1]!.value : null,
  'a factor more': (e, pick, system) =>
    e.kind === 'number'
      ? null
      : times(
          pick([
            constantOf(pick),
            pick(quantitiesOf(system).map(old)),
            { kind: 'gradient', at: null },
            number(2),
          ]),
          e,
        ),
  'a term more': (e, pick) => plus(e, pick([constantOf(pick), { kind: 'gradient', at: null } as Expression])),
  'a bracket that ends too early': (e) => {
    if (e.kind !== 'product') return null;
    const at = e.factors.findIndex((factor) => factor.kind === 'sum');
    const inner = e.factors[at];
    if (inner?.kind !== 'sum' || inner.terms.length < 2) return null;
    const rest = e.factors.filter((_, i) => i !== at);
    const [first, ...others] = inner.terms as [Term, ...Term[]];
    return { kind: 'sum', terms: [{ ...first, value: times(...rest, first.value) }, ...others] };
  },
  'a fraction that ends too early': (e) =>
    e.kind === 'quotient' && e.bottom.kind === 'sum' && e.bottom.terms.length === 2
      ? {
          kind: 'sum',
          terms: [{ sign: 1, value: over(e.top, e.bottom.terms[0]!.value) }, e.bottom.terms[1]!],
        }
      : null,
};
const constantOf = (pick: Pick): Expression => ({
  kind: 'constant',
  name: pick(['rate', 'decay', 'decay2', 'epsilon']),
});

const isKept = (name: string, system: System): boolean =>
  name !== PARAMETER &&
  system.some(({ value }) =>
    placesIn(value).some(({ at }) => at.kind === 'quantity' && at.name === name && at.age === 'old'),
  );

/** The same system, which says that its states start at zero. */
export const withStarts = (system: System): System =>
  system.map((each) => (isKept(each.name, system) ? { ...each, start: each.start ?? 0 } : each));

/** One state starts elsewhere; null where there is none. */
export function startedElsewhere(system: System, pick: Pick): { system: System; how: string } | null {
  const states = system.filter(({ name }) => isKept(name, system));
  if (states.length === 0) return null;
  const state = pick(states);
  const start = pick([3, 4]);
  return {
    system: withStarts(system).map((each) => (each.name === state.name ? { ...each, start } : each)),
    how: `another start, in ${state.name}`,
  };
}

/** One change somewhere in a system, of those that are possible there; the same system where none is. */
export function changedSomewhere(
  system: System,
  changes: Readonly<Record<string, Change>>,
  pick: Pick,
): { system: System; how: string } {
  for (let tried = 0; tried < 20; tried++) {
    const how = pick(Object.keys(changes));
    const equation = pick(system);
    const places = placesIn(equation.value).flatMap(({ at, put }) => {
      const other = changes[how]!(at, pick, system);
      return other === null ? [] : [flat(put(other))];
    });
    if (places.length === 0) continue;
    const value = pick(places);
    return {
      system: system.map((each) => (each === equation ? { ...each, value } : each)),
      how: `${how}, in ${equation.name}`,
    };
  }
  return { system, how: '' };
}

/** A quantity that is put where it is used, or a part that gets a name of its own. */
export function regrouped(system: System, pick: Pick): System {
  const inner = system.filter(
    ({ name, value }) =>
      name !== PARAMETER &&
      system.every((each) =>
        placesIn(each.value).every(
          ({ at }) => !(at.kind === 'quantity' && at.name === name && at.age === 'old'),
        ),
      ) &&
      value.kind !== 'sum',
  );
  if (inner.length > 0 && pick([true, false])) {
    const gone = pick(inner);
    const put = (e: Expression): Expression =>
      e.kind === 'quantity' && e.name === gone.name ? gone.value : withParts(e, partsOf(e).map(put));
    return system.filter((each) => each !== gone).map((each) => ({ ...each, value: flat(put(each.value)) }));
  }
  const equation = pick(system);
  const places = placesIn(equation.value).filter(
    ({ at }) =>
      ['quotient', 'product', 'root', 'sum'].includes(at.kind) &&
      placesIn(at).some((within) => within.at.kind === 'quantity' || within.at.kind === 'gradient'),
  );
  if (places.length === 0 || system.some(({ name }) => name === 'q')) return system;
  const place = pick(places);
  const at = system.indexOf(equation);
  return [
    ...system.slice(0, at),
    { name: 'q', value: place.at },
    { ...equation, value: place.put(now('q')) },
    ...system.slice(at + 1),
  ];
}
