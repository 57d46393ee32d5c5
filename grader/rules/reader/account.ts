/** The equations that take part in a rule as trees, and what their names have to do with each other. */
import type { Candidate } from '../equations/candidates.ts';
import type { RawEquation } from '../equations/equations.ts';
import { binary, NAMELESS, nameOf } from '../formulas/expression.ts';
import type { Expression, Name } from '../formulas/expression.ts';
import { solved } from '../equations/solved.ts';
import { sideRead } from '../formulas/parser.ts';
import { rangeOf } from '../formulas/sums.ts';
import { readTime, render, symbolAt } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { allOf, bareOf, hasDots, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { remembered } from '../remembered.ts';
import type { Model } from '../model/model.ts';
import type { Place } from '../place.ts';
import { isGradientBase, keyOf, namesIn, scriptsOf, stepOf } from './names.ts';

/** An equation that takes part in the rule. */
export interface Part {
  target: Name | null;
  value: Expression;
  isUpdate: boolean;
  at: Place;
  raw: RawEquation;
}

export interface Account {
  model: Model;
  /** Equations that were read for the rule. */
  candidates: readonly Candidate[];
  /** All equations of the answer. */
  raws: readonly RawEquation[];
  notation: Notation;
  /** Names of all parameters that the answer moves. */
  parameters: readonly string[];
  /** States that the answer computes and no rule uses. */
  unused: readonly string[];
  /** What was taken for granted. */
  assumptions: readonly string[];
  /** Letters in formulas that are no equations. */
  mentioned: ReadonlySet<string>;
  /** The gradient is taken at another point than the parameters. */
  looksAhead: boolean;
}

/** The sides of an equation as expressions; of a right-hand side that is none its names alone, null where it has none. */
interface ReadSides {
  left: Expression | null;
  right: Expression | null;
}

/** Every check asks for them anew. */
export const sidesOf = remembered((raw, notation: Notation) => {
  const [left = null] = valuesOf([raw.left], notation);
  // Of a chain the first member that can be read is the one that the rule takes.
  const [right = namesOnly(raw.right, notation)] = valuesOf([raw.right, ...raw.otherSides], notation);
  return { left, right };
}, new WeakMap<RawEquation, ReadSides>());

/** Those of some sides that can be read. */
const valuesOf = (sides: readonly (readonly Piece[])[], notation: Notation): Expression[] =>
  sides.flatMap((side) => sideRead(side, notation) ?? []);

/** The names of a side that cannot be read, but for those that a sum over the steps in it counts. */
function namesOnly(pieces: readonly Piece[], notation: Notation): Expression | null {
  const counters = allOf(pieces).flatMap((piece) => {
    const isSum = ['sum', 'prod'].includes(wordOf(piece) ?? '');
    const { counter, to } = rangeOf(piece);
    return isSum && readTime(to, notation.timeLetters) ? [render(counter, notation)] : [];
  });
  const isCounted = (e: Expression): boolean =>
    scriptsOf(nameOf(e) ?? NAMELESS).some((script) => counters.includes(script));
  const [first, ...others] = symbolsWithin(pieces, notation).filter((e) => !isCounted(e));
  return first ? others.reduce((one, other) => binary('+', one, other), first) : null;
}

const SIGNS = ['sum', 'prod', 'nabla', 'partial'];

function symbolsWithin(pieces: readonly Piece[], notation: Notation): Expression[] {
  return pieces.flatMap((piece): Expression[] => {
    const symbol = symbolAt(piece, notation);
    if (symbol) return SIGNS.includes(symbol.written.base) ? [] : [symbol];
    const base = bareOf(piece);
    if (base.kind === 'fraction') return symbolsWithin([...base.top, ...base.bottom], notation);
    return base.kind === 'group' || base.kind === 'root' ? symbolsWithin(base.body, notation) : [];
  });
}

export function partsOfRule({ model, candidates, raws, notation }: Account): Part[] {
  const places = new Set(model.equations.map((e) => e.at));
  const taking = candidates.filter(({ equation }) => equation && places.has(equation.at));
  const move = model.equations.find(({ target }) => target === model.parameter);
  const update = taking.find((c) => c.equation?.at === move?.at)?.raw;
  const parts = taking.flatMap(({ raw, target: { side, written } }): Part[] => {
    const { left, right } = sidesOf(raw, notation);
    if (!left || !right) return [];
    // Of `a = b = c` every member is looked through, but lists with dots, which are tried with the chain.
    const members = [raw.right, ...raw.otherSides.filter((side) => !hasDots(side))].flatMap(
      (side) => valuesOf([side], notation)[0] ?? namesOnly(side, notation) ?? [],
    );
    const isUpdate = raw === update;
    return members.map((value) => ({
      target: side ? (written ?? null) : nameOf(left),
      value: (side && solved(side.whole, side.made, value)) ?? value,
      isUpdate,
      at: left.at,
      raw,
    }));
  });
  // ∇L = ∂L/∂w says what the gradient is.
  const under = update?.under.at(-1)?.start;
  for (const raw of raws) {
    if (raw.isAside || raw.isRemark || raw.under.at(-1)?.start !== under) continue;
    const { left, right } = sidesOf(raw, notation);
    if (left?.kind !== 'gradient' || !right || taking.some((c) => c.raw === raw)) continue;
    const told = { isUpdate: false, at: left.at, raw };
    const name = nameOf(right);
    // Let ∂E/∂W = g.
    if (name && isGradientBase(name.base)) parts.push({ target: name, value: left, ...told });
    if (right.kind === 'gradient' && left.written.points.length === 0)
      parts.push({ target: null, value: right, ...told });
  }
  return parts;
}

/**
 * By how much the steps of each equation are ahead of the update's: 1 of `v_t = …` where the update takes v_{t+1}.
 */
export function shiftsOf(parts: readonly Part[]): Map<Part, number> {
  const first = parts.find(({ isUpdate }) => isUpdate);
  const shifts = new Map<Part, number>(first && [[first, 0]]);
  // What is found on the way is looked through in turn.
  for (const [part, shift] of shifts) {
    const own = part.target && keyOf(part.target);
    for (const { name } of namesIn(part.value)) {
      const key = keyOf(name);
      if (key === own) continue;
      for (const other of parts) {
        if (!other.target || keyOf(other.target) !== key || shifts.has(other)) continue;
        const [used, made] = [stepOf(name), stepOf(other.target)];
        shifts.set(other, shift + (used !== null && made !== null ? used - made : 0));
      }
    }
  }
  return shifts;
}
