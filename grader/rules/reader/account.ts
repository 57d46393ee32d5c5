/** The equations that take part in a rule as trees, and what their names have to do with each other. */
import { isDigits, means } from '../lexicon.ts';
import type { Candidate } from '../equations/candidates.ts';
import type { RawEquation } from '../equations/equations.ts';
import { binary, isSum, walk } from '../formulas/expression.ts';
import type { Expression, Index, Name, WrittenGradient } from '../formulas/expression.ts';
import { isParameterLike } from '../formulas/gradients.ts';
import { attempted } from '../formulas/parser.ts';
import { readSymbol } from '../formulas/symbols.ts';
import { bareOf } from '../text/piece.ts';
import type { Piece } from '../text/piece.ts';
import type { Notation } from '../formulas/symbols.ts';
import type { Model } from '../model/model.ts';
import { NOWHERE } from '../place.ts';
import type { Place } from '../place.ts';
import { keyOf, nameOf, namesIn } from './standing.ts';

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

export type Gradient = Expression & { kind: 'gradient'; written: WrittenGradient };

export const isGradientBase = (base: string): boolean =>
  means('gradient', base) || means('differential', base);

/** What a loss is of beside the parameters: examples, batches, predictions. */
export const DATA = /^([xyzXYZBDSNmnij]|xi)$/;

export const LETTER =
  /^([A-Za-z]|alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|nu|rho|sigma|phi|psi|chi|omega|Theta)$/;

/** A letter that may count something, `m` and `m−1`. */
export const INDEX = /^([A-Za-z]|[a-z]{2,7})([+-]\d+)?$/;

/** The sides of an equation as expressions; of a right-hand side that is none its names alone, null where it has none. */
interface ReadSides {
  left: Expression | null;
  right: Expression | null;
}

/** Every check asks for them anew. */
const READ = new WeakMap<RawEquation, ReadSides>();

export function sidesOf(raw: RawEquation, notation: Notation): ReadSides {
  const known = READ.get(raw);
  if (known) return known;
  const read = (pieces: readonly Piece[]): Expression | null =>
    attempted(pieces, notation, pieces.at(-1)?.at ?? NOWHERE);
  const [first, ...others] = symbolsWithin(raw.right, notation);
  const names = first && others.reduce((one, other) => binary('+', one, other), first);
  const sides = { left: read(raw.left), right: read(raw.right) ?? names ?? null };
  READ.set(raw, sides);
  return sides;
}

function symbolsWithin(pieces: readonly Piece[], notation: Notation): Expression[] {
  return pieces.flatMap((piece): Expression[] => {
    const symbol = readSymbol(piece, notation);
    if (symbol && ['sum', 'prod', 'nabla', 'partial'].includes(symbol.written.base)) return [];
    if (symbol)
      return [
        { kind: 'symbol', name: symbol.name, time: symbol.time, written: symbol.written, at: piece.at },
      ];
    const base = bareOf(piece);
    if (base.kind === 'fraction') return symbolsWithin([...base.top, ...base.bottom], notation);
    return base.kind === 'group' || base.kind === 'root' ? symbolsWithin(base.body, notation) : [];
  });
}

export function partsOfRule({ model, candidates, raws, notation }: Account): Part[] {
  const places = new Set(model.equations.map((e) => e.at));
  const taking = candidates.filter(({ equation }) => equation && places.has(equation.at));
  const read = (raw: RawEquation, isUpdate: boolean): Part[] => {
    const { left, right } = sidesOf(raw, notation);
    return left && right ? [{ target: nameOf(left), value: right, isUpdate, at: left.at, raw }] : [];
  };
  const move = model.equations.find(({ target }) => target === model.parameter);
  const update = taking.find((c) => c.equation?.at === move?.at);
  const own = new Set(taking.map(({ raw }) => raw));
  const parts = taking.flatMap((c) => read(c.raw, c === update));
  // ∇L = ∂L/∂w says what the gradient is.
  const under = update?.raw.under.at(-1)?.start;
  for (const raw of raws) {
    if (own.has(raw) || raw.isAside || raw.isRemark || raw.under.at(-1)?.start !== under) continue;
    const { left, right } = sidesOf(raw, notation);
    if (left?.kind !== 'gradient' || !right) continue;
    const name = nameOf(right);
    // Let ∂E/∂W = g.
    if (name && isGradientBase(name.base))
      parts.push({ target: name, value: left, isUpdate: false, at: left.at, raw });
    if (right.kind === 'gradient' && left.written?.points.length === 0)
      parts.push({ target: null, value: right, isUpdate: false, at: left.at, raw });
  }
  return parts;
}

export const stepTime = (name: Name | null): (Index & { kind: 'step' }) | null =>
  name?.index?.kind === 'step' ? name.index : null;

/** `t` or `t−1` above a sum, as the index that a name would have. */
export function nameOfStep(upper: Expression): Name | null {
  const isShifted = isSum(upper);
  const name = nameOf(isShifted ? upper.left : upper);
  const by = upper.kind === 'binary' && upper.right.kind === 'number' ? upper.right.value : 0;
  const offset = isShifted && upper.operator === '-' ? -by : by;
  return name && { ...name, index: { kind: 'step', letter: name.base, offset } };
}

/** Something with the index of a sum, or a gradient: then the sum runs over the steps. */
export const isOfHistory =
  (counter: string | null) =>
  (part: Expression): boolean => {
    const name = nameOf(part);
    if (part.kind === 'gradient' || !name || counter === null) return part.kind === 'gradient';
    const scripts = [...name.labels, ...name.coordinates];
    return stepTime(name)?.letter === counter || scripts.some((script) => script.includes(counter));
  };

export const stepOf = (name: Name | null): number | null => stepTime(name)?.offset ?? null;

/**
 * By how much the steps of each equation are ahead of the update's: 1 of `v_t = …` where the update takes v_{t+1}.
 */
export function shiftsOf(parts: readonly Part[]): Map<Part, number> {
  const shifts = new Map<Part, number>();
  const first = parts.find(({ isUpdate }) => isUpdate);
  const open = first ? [first] : [];
  if (first) shifts.set(first, 0);
  for (let part = open.pop(); part; part = open.pop()) {
    const own = part.target && keyOf(part.target);
    for (const { name } of namesIn(part.value)) {
      const key = keyOf(name);
      if (key === own) continue;
      for (const other of parts) {
        if (!other.target || keyOf(other.target) !== key || shifts.has(other)) continue;
        const [used, made] = [stepOf(name), stepOf(other.target)];
        shifts.set(other, shifts.get(part)! + (used !== null && made !== null ? used - made : 0));
        open.push(other);
      }
    }
  }
  return shifts;
}

export function gradientsIn(value: Expression): Gradient[] {
  return walk(value).filter((part) => part.kind === 'gradient' && part.written !== undefined) as Gradient[];
}

/** Case aside: the capital of `W = w − …` is the new w. Of words the first letter counts: dW of weights. */
export function isSameLetter(one: Name, other: Name): boolean {
  const [a, b] = [one.base.toLowerCase(), other.base.toLowerCase()];
  if (a === b || means('parameters', b)) return true;
  return (
    (a.length === 1 || b.length === 1) && /^(weights?|bias(es)?)$/.test(a.length > 1 ? a : b) && a[0] === b[0]
  );
}

export function isIndexOf(label: string, parameter: Name): boolean {
  return isDigits(label) && !parameter.labels.includes(label);
}

/** `W` of a name dW, and of g_W. */
export function gradientLabel({ base, labels, accents }: Name): Name | null {
  if (accents.length > 0) return null;
  const of = /^d_?(.+)$/.exec(base)?.[1] ?? (means('gradient', base) ? labels[0] : undefined);
  if (of === undefined || !isParameterLike(of)) return null;
  const [, letter, label] = /^([A-Za-z]+?)_?(\d*)$/.exec(of) ?? [null, of, ''];
  return { base: letter ?? of, accents: [], labels: label ? [label] : [], coordinates: [], index: null };
}

/** As a student would write it in a line. */
export function spelled({ base, accents, labels, index }: Name): string {
  const step =
    index?.kind === 'step'
      ? `${index.letter}${index.offset === 0 ? '' : index.offset > 0 ? `+${index.offset}` : index.offset}`
      : index?.kind === 'number'
        ? index.value
        : index?.is;
  const scripts = [...labels.filter((label) => label !== "'"), ...(step === undefined ? [] : [step])].join(
    ',',
  );
  return `${accents.map((accent) => `${accent} `).join('')}${base}${scripts && `_${scripts}`}`;
}
