/** The equations that take part in a rule as trees, and what their names have to do with each other. */
import type { Candidate } from '../equations/candidates.ts';
import type { RawEquation } from '../equations/equations.ts';
import { isParameterLike } from '../formulas/gradients.ts';
import type { Notation } from '../formulas/symbols.ts';
import type { Model } from '../model/model.ts';
import type { Place } from '../place.ts';
import { parseTree } from './parse.ts';
import { keyOf, namesIn, walkTree } from './tree.ts';
import type { Name, Time, Tree } from './tree.ts';

/** An equation that takes part in the rule. */
export interface Part {
  target: Name | null;
  value: Tree;
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

export type Gradient = Tree & { kind: 'gradient' };

export const GRADIENT_BASE = /^(g|grads?|gradients?|dx|dw|dW|dp|dtheta|dJdw)$/;

/** What a loss is of beside the parameters: examples, batches, predictions. */
export const DATA = /^([xyzXYZBDSNmnij]|xi)$/;

export const LETTER =
  /^([A-Za-z]|alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|nu|rho|sigma|phi|psi|chi|omega|Theta)$/;

/** A letter that may count something, `m` and `m−1`. */
export const INDEX = /^([A-Za-z]|[a-z]{2,7})([+-]\d+)?$/;

export function partsOfRule({ model, candidates, raws, notation }: Account): Part[] {
  const places = new Set(model.equations.map((e) => e.at));
  const taking = candidates.filter(({ equation }) => equation && places.has(equation.at));
  const read = (raw: RawEquation, isUpdate: boolean): Part => {
    const left = parseTree(raw.left, notation);
    return {
      target: left.kind === 'name' ? left.name : null,
      value: parseTree(raw.right, notation),
      isUpdate,
      at: left.at,
      raw,
    };
  };
  const move = model.equations.find(({ target }) => target === model.parameter);
  const update = taking.find((c) => c.equation?.at === move?.at);
  const own = new Set(taking.map(({ raw }) => raw));
  const parts = taking.map((c) => read(c.raw, c === update));
  // ∇L = ∂L/∂w says what the gradient is.
  const under = update?.raw.under.at(-1)?.start;
  for (const raw of raws) {
    if (own.has(raw) || raw.isAside || raw.isRemark || raw.under.at(-1)?.start !== under) continue;
    const left = parseTree(raw.left, notation);
    if (left.kind !== 'gradient') continue;
    const value = parseTree(raw.right, notation);
    // Let ∂E/∂W = g.
    if (value.kind === 'name' && GRADIENT_BASE.test(value.name.base))
      parts.push({ target: value.name, value: left, isUpdate: false, at: left.at, raw });
    if (value.kind === 'gradient' && left.points.length === 0)
      parts.push({ target: null, value, isUpdate: false, at: left.at, raw });
  }
  return parts;
}

export const stepTime = (name: Name | null): (Time & { kind: 'step' }) | null =>
  name?.time?.kind === 'step' ? name.time : null;

/** `t` or `t−1` above a sum, as the index that a name would have. */
export function nameOfStep(upper: Tree): Name | null {
  const offset = upper.kind === 'binary' && upper.right.kind === 'number' ? upper.right.value : 0;
  const of = upper.kind === 'binary' && /[+-]/.test(upper.operator) ? upper.left : upper;
  if (of.kind !== 'name') return null;
  const sign = upper.kind === 'binary' && upper.operator === '-' ? -1 : 1;
  return { ...of.name, time: { kind: 'step', letter: of.name.base, offset: sign * offset } };
}

/** Something with the index of a sum, or a gradient: then the sum runs over the steps. */
export const isOfHistory =
  (index: string | null) =>
  (tree: Tree): boolean =>
    tree.kind === 'gradient' ||
    (tree.kind === 'name' &&
      index !== null &&
      (stepTime(tree.name)?.letter === index ||
        tree.name.coordinates.includes(index) ||
        tree.name.labels.some((label) => label.includes(index))));

export const stepOf = (name: Name | null): number | null =>
  name?.time?.kind === 'step' ? name.time.offset : null;

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

export function gradientsIn(tree: Tree): Gradient[] {
  return walkTree(tree).filter((part) => part.kind === 'gradient');
}

/** Case aside: the capital of `W = w − …` is the new w. Of words the first letter counts: dW of weights. */
export function isSameLetter(one: Name, other: Name): boolean {
  const [a, b] = [one.base.toLowerCase(), other.base.toLowerCase()];
  if (a === b || /^(params?|parameters?|var|variable|p)$/.test(b)) return true;
  return (
    (a.length === 1 || b.length === 1) && /^(weights?|bias(es)?)$/.test(a.length > 1 ? a : b) && a[0] === b[0]
  );
}

export function isIndexOf(label: string, parameter: Name): boolean {
  return /^\d+$/.test(label) && !parameter.labels.includes(label);
}

/** `W` of a name dW, and of g_W. */
export function gradientLabel({ base, labels, accents }: Name): Name | null {
  if (accents.length > 0) return null;
  const of = /^d_?(.+)$/.exec(base)?.[1] ?? (/^(g|grads?|gradients?)$/.test(base) ? labels[0] : undefined);
  if (of === undefined || !isParameterLike(of)) return null;
  const [, letter, label] = /^([A-Za-z]+?)_?(\d*)$/.exec(of) ?? [null, of, ''];
  return { base: letter ?? of, accents: [], labels: label ? [label] : [], coordinates: [], time: null };
}

/** As a student would write it in a line. */
export function spelled({ base, accents, labels, time }: Name): string {
  const index =
    time?.kind === 'step'
      ? [`${time.letter}${time.offset === 0 ? '' : time.offset > 0 ? `+${time.offset}` : time.offset}`]
      : time?.kind === 'number'
        ? [String(time.value)]
        : time
          ? [time.is]
          : [];
  const scripts = [...labels.filter((label) => label !== "'"), ...index].join(',');
  return `${accents.map((accent) => `${accent} `).join('')}${base}${scripts && `_${scripts}`}`;
}
