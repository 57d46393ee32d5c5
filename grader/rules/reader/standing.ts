/** Names where they stand: in which equation, and in the sums of which indices. */
import { parts, walk } from '../formulas/expression.ts';
import type { Expression, Name } from '../formulas/expression.ts';
import type { Place } from '../place.ts';

/** With accents and labels, without the index of the step and of the coordinate. */
export function keyOf({ base, accents, labels }: Name): string {
  return [...accents, base, ...labels.map((label) => `_${label}`)].join(' ');
}

export function nameOf(value: Expression | null): Name | null {
  return (value?.kind === 'symbol' && value.written) || null;
}

/** A part with the indices of the sums that it stands in. */
export interface Scoped {
  part: Expression;
  scope: readonly string[];
}

export function walkScoped(value: Expression, scope: readonly string[] = []): Scoped[] {
  const sums = value.kind === 'gradient' ? (value.written?.sums ?? []) : [];
  const bounds = value.kind === 'history' && value.written ? [value.written] : sums;
  const inner = [...scope, ...bounds.flatMap(({ counter }) => counter ?? [])];
  const own = value.kind === 'gradient' ? inner : scope;
  return [{ part: value, scope: own }, ...parts(value).flatMap((part) => walkScoped(part, inner))];
}

/** A name where it stands. */
export interface Standing {
  name: Name;
  at: Place;
  scope: readonly string[];
}

export function namesIn(value: Expression): Standing[] {
  return walkScoped(value).flatMap(({ part, scope }) => {
    const name = nameOf(part);
    return name ? [{ name, at: part.at, scope }] : [];
  });
}

/** Indices of all sums in it. */
export function countersIn(value: Expression): string[] {
  return walkScoped(value).flatMap(({ part }) => {
    if (part.kind === 'history') return part.written?.counter ?? [];
    return part.kind === 'gradient' ? (part.written?.sums ?? []).flatMap(({ counter }) => counter ?? []) : [];
  });
}

/** Does a sum or a list count the steps of a name: τ of g_τ, 1 of `g_1 + … + g_t`? */
export function isCountedIn(name: Name, scope: readonly string[], whole: Expression): boolean {
  const isListed = walk(whole).some((part) => part.kind === 'history' && !part.written);
  const scripts = [...name.labels, ...name.coordinates];
  return isListed || scripts.some((script) => scope.some((index) => script.includes(index)));
}
