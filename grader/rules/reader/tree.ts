/**
 * What is written, as a tree that keeps all of it: the point and the parameter of a gradient, the bounds of a sum, every index.
 * `../formulas/expression.ts` keeps what is computed with; what it leaves out is looked up here.
 */
import type { Place } from '../place.ts';

/** The index of a name: `t−1`, the number 0, or a word such as new or old. */
export type Time =
  | { kind: 'step'; letter: string; offset: number }
  | { kind: 'number'; value: number }
  | { kind: 'word'; is: 'new' | 'old' };

export interface Name {
  /** Without backslash, accents and scripts: `theta`, `dW`. */
  base: string;
  /** From the outermost inwards. */
  accents: readonly string[];
  /** Scripts that make it another quantity: `dW` of v_{dW}, `1` of β_1, `'`. */
  labels: readonly string[];
  /** Letters of its coordinates: i of θ_{t,i}. */
  coordinates: readonly string[];
  time: Time | null;
}

/** With accents and labels, without the index of the step and of the coordinate. */
export function keyOf({ base, accents, labels }: Name): string {
  return [...accents, base, ...labels.map((label) => `_${label}`)].join(' ');
}

/** `i=1` below and `t` above a sum, as written; null where it has none. */
export interface Bounds {
  index: string | null;
  /** It runs over a set, `i ∈ B`, or without a start. */
  isOverSet: boolean;
  lower: Tree | null;
  upper: Tree | null;
}

export type Tree = { at: Place } & (
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: Name }
  /**
   * `of`: the name below ∂ or ∇; `points`: all that stands in the arguments of the objective; `shares`: fractions before it,
   * such as 1/m; `coordinates`: scripts on the bracket around it.
   */
  | {
      kind: 'gradient';
      of: Name | null;
      points: Tree[];
      means: Bounds[];
      shares: Tree[];
      coordinates: string[];
    }
  | { kind: 'call'; name: string; args: Tree[] }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/' | '^'; left: Tree; right: Tree }
  /** A sum Σ, or a product ∏. */
  | { kind: 'sum'; operator: '+' | '*'; bounds: Bounds; body: Tree }
  /** What no notation explains. */
  | { kind: 'unread' }
);

export function partsOf(tree: Tree): Tree[] {
  switch (tree.kind) {
    case 'call':
      return tree.args;
    case 'binary':
      return [tree.left, tree.right];
    case 'sum':
      return [tree.body];
    default:
      return [];
  }
}

/** The tree and everything that is computed with in it; points of gradients are not. */
export function walkTree(tree: Tree): Tree[] {
  return [tree, ...partsOf(tree).flatMap(walkTree)];
}

/** A part with the indices of the sums that it stands in. */
export interface Scoped {
  tree: Tree;
  scope: readonly string[];
}

export function walkScoped(tree: Tree, scope: readonly string[] = []): Scoped[] {
  const inner = tree.kind === 'sum' && tree.bounds.index !== null ? [...scope, tree.bounds.index] : scope;
  return [{ tree, scope }, ...partsOf(tree).flatMap((part) => walkScoped(part, inner))];
}

/** A name where it stands. */
export interface Standing {
  name: Name;
  at: Place;
  scope: readonly string[];
}

export function namesIn(tree: Tree): Standing[] {
  return walkScoped(tree).flatMap(({ tree: part, scope }) =>
    part.kind === 'name' ? [{ name: part.name, at: part.at, scope }] : [],
  );
}

/** `g_1 + … + g_t` */
export const DOTS = '…';

/** Does a sum or a list count the steps of a name: τ of g_τ, 1 of `g_1 + … + g_t`? */
export function isCountedIn(name: Name, scope: readonly string[], whole: Tree): boolean {
  const isListed = walkTree(whole).some((tree) => tree.kind === 'call' && tree.name === DOTS);
  const scripts = [...name.labels, ...name.coordinates];
  return isListed || scripts.some((script) => scope.some((index) => script.includes(index)));
}
