/** Names as they are written, and where they stand: in which equation, and in the sums of which indices. */
import { isInitialOf, means } from '../lexicon.ts';
import { gradientsIn, isSum, NAMELESS, nameOf, parts, walk } from '../formulas/expression.ts';
import type { Bounds, Expression, Index, Name } from '../formulas/expression.ts';
import { isParameterLike } from '../formulas/gradients.ts';
import type { Place } from '../place.ts';

/** With accents and labels, without the index of the step and of the coordinate. */
export function keyOf({ base, accents, labels }: Name): string {
  return [...accents, base, ...labels.map((label) => `_${label}`)].join(' ');
}

export const isAlike = (one: Name, other: Name): boolean =>
  one.base === other.base && one.accents.join() === other.accents.join();

/** All of its scripts but the index of the step. */
export const scriptsOf = ({ labels, coordinates }: Name): string[] => [...labels, ...coordinates];

export const stepTime = (name: Name | null): (Index & { kind: 'step' }) | null =>
  name?.index?.kind === 'step' ? name.index : null;

export const stepOf = (name: Name | null): number | null => stepTime(name)?.offset ?? null;

/** What stands at Σ: of a sum, and of the gradients that a sum adds up. */
function boundsAt(value: Expression): readonly Bounds[] {
  if (value.kind === 'gradient') return value.written.sums;
  return value.kind === 'history' && value.written ? [value.written] : [];
}

const countersAt = (value: Expression): string[] => boundsAt(value).flatMap(({ counter }) => counter ?? []);

/** A part with the indices of the sums that it stands in. */
export interface Scoped {
  part: Expression;
  scope: readonly string[];
}

export function walkScoped(value: Expression, scope: readonly string[] = [], found: Scoped[] = []): Scoped[] {
  const inner = [...scope, ...countersAt(value)];
  found.push({ part: value, scope: value.kind === 'gradient' ? inner : scope });
  for (const part of parts(value)) walkScoped(part, inner, found);
  return found;
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

/** An equation by its sides, as far as they are a name and an expression. */
export interface Named {
  target: Name | null;
  value: Expression | null;
}

/** All names of an equation, the one that it makes first. */
export const namesOf = ({ target, value }: Named): Name[] => [
  ...(target ? [target] : []),
  ...(value ? namesIn(value).map(({ name }) => name) : []),
];

/** At which its gradients are taken. */
export const pointsIn = (value: Expression): Expression[] =>
  gradientsIn(value).flatMap(({ written }) => written.points);

/** Indices of all sums in it. */
export const countersIn = (value: Expression): string[] => walk(value).flatMap(countersAt);

/** Does a sum or a list count the steps of a name: τ of g_τ, 1 of `g_1 + … + g_t`? */
export function isCountedIn(name: Name, scope: readonly string[], whole: Expression): boolean {
  const isListed = walk(whole).some((part) => part.kind === 'history' && !part.written);
  return isListed || scriptsOf(name).some((script) => scope.some((index) => script.includes(index)));
}

/** `t` or `t−1` above a sum, as the index that a name would have. */
export function nameOfStep(upper: Expression): Name | null {
  const isShifted = isSum(upper);
  const name = nameOf(isShifted ? upper.left : upper);
  const by = upper.kind === 'binary' && upper.right.kind === 'number' ? upper.right.value : 0;
  const offset = isShifted && upper.operator === '-' ? -by : by;
  return name && { ...name, index: { kind: 'step', letter: name.base, offset } };
}

export const isGradientBase = (base: string): boolean =>
  means('gradient', base) || means('differential', base);

/** Case aside: the capital of `W = w − …` is the new w. Of words the first letter counts: dW of weights. */
export function isSameLetter(one: Name, other: Name): boolean {
  const [a, b] = [one.base.toLowerCase(), other.base.toLowerCase()];
  if (a === b || means('parameters', b)) return true;
  return (a.length === 1 || b.length === 1) && isInitialOf(a, b);
}

/** `W` of a name dW, and of g_W. */
export function gradientLabel({ base, labels, accents }: Name): Name | null {
  if (accents.length > 0) return null;
  const of = /^d_?(.+)$/.exec(base)?.[1] ?? (means('gradient', base) ? labels[0] : undefined);
  if (of === undefined || !isParameterLike(of)) return null;
  const [, letter, label] = /^([A-Za-z]+?)_?(\d*)$/.exec(of) ?? [null, of, ''];
  return { ...NAMELESS, base: letter ?? of, labels: label ? [label] : [] };
}

const signed = (offset: number): string => (offset === 0 ? '' : offset > 0 ? `+${offset}` : `${offset}`);

function spelledIndex(index: Index): string {
  if (index.kind === 'step') return `${index.letter}${signed(index.offset)}`;
  return index.kind === 'number' ? `${index.value}` : index.is;
}

/** As a student would write it in a line. */
export function spelled({ base, accents, labels, index }: Name): string {
  const own = labels.filter((label) => label !== "'");
  const scripts = [...own, ...(index ? [spelledIndex(index)] : [])].join(',');
  return `${accents.map((accent) => `${accent} `).join('')}${base}${scripts && `_${scripts}`}`;
}
