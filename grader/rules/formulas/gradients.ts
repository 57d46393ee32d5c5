/** What may mean a gradient: names such as g and dw, and what a derivative, an operator or an objective begins with. */
import { means } from '../lexicon.ts';
import { allOf, argumentOf, bareOf, scriptsOf, wordOf } from '../text/piece.ts';
import type { Piece } from '../text/piece.ts';
import { readSymbol } from './symbols.ts';
import type { Notation } from './symbols.ts';

/** Names that mean the gradient wherever no equation says otherwise. */
export function isGradientName(name: string, notation: Notation): boolean {
  const [bare, by] = split(name.replace(/^(hat|tilde) /, ''));
  if (
    means('gradient', bare) &&
    (by === null || by.length < 3 || (bare === name.slice(0, bare.length) && isParameterLike(by)))
  )
    return true;
  const of = ofDifferential(name);
  return of !== null && (isParameterLike(of) || (notation.targets.has(of) && of.length === 1));
}

/**
 * With respect to which parameters a gradient of this name is taken, as its name says: `W` of dW, `b` of g_b. Of names that
 * mean no gradient the answer means nothing.
 */
export function labelOf(name: string): string | null {
  const [bare, by] = split(name.replace(/^(hat|tilde|bar) /, ''));
  return ofDifferential(name) ?? (means('gradient', bare) ? by : null);
}

/** A name without its labels, and these. */
function split(name: string): [string, string | null] {
  const at = name.indexOf('_');
  return at < 0 || at === name.length - 1 ? [name, null] : [name.slice(0, at), name.slice(at + 1)];
}

/** W of dW, d_W and δW. */
function ofDifferential(name: string): string | null {
  return /^(?:delta|d|partial)_?(.+)$/.exec(name)?.[1] ?? null;
}

export function isParameterName(name: string): boolean {
  return means('parameter', name) || isTuple(name);
}

/** W, or one of several such as W_1 and b_2. */
export function isParameterLike(name: string): boolean {
  return means('parameter', name.replace(/_.{1,2}$/, ''));
}

/** (w,b) */
function isTuple(name: string): boolean {
  return (
    name.startsWith('(') &&
    name
      .slice(1, -1)
      .split(',')
      .every((part) => means('parameter', part))
  );
}

export function isDifferential(piece: Piece | undefined): 'partial' | 'd' | 'delta' | null {
  const letter = piece && bareOf(piece);
  if (letter?.kind !== 'letter') return null;
  return letter.name === 'partial' || letter.name === 'd' || letter.name === 'delta' ? letter.name : null;
}

/** Is the fraction a derivative, such as ∂L/∂w or dL/dw? */
export function isDerivative(fraction: Piece & { kind: 'fraction' }): boolean {
  const above = isDifferential(fraction.top[0]);
  const below = isDifferential(fraction.bottom[0]);
  if (!above || above !== below || fraction.bottom.length < 2) return false;
  return above === 'partial' || fraction.top.length > 1;
}

/** Does anything in it look like a derivative that is taken there, read or not? */
export function hasDerivative(pieces: readonly Piece[]): boolean {
  return allOf(pieces).some((piece) =>
    piece.kind === 'letter' ? piece.name === 'nabla' : piece.kind === 'fraction' && isDerivative(piece),
  );
}

/** `\mathrm{grad}` and `∂_θ`, which stand for ∇ before an objective. */
export function isGradientOperator(piece: Piece): boolean {
  const base = bareOf(piece);
  if (base.kind === 'letter')
    return base.name === 'partial' && piece.kind === 'scripts' && piece.sub !== null && piece.sup === null;
  return base.kind === 'word' && means('gradients', base.name.toLowerCase());
}

/** Does an objective begin here that an operator may be applied to, `L(w)` or `1/m Σ L(w)`, and no factor? */
export function isObjectiveAt(pieces: readonly Piece[], start: number, notation: Notation): boolean {
  const isMean = (piece: Piece): boolean => {
    const base = bareOf(piece);
    return isShare(base) || (base.kind === 'word' && base.name === 'sum') || isLogarithm(base);
  };
  let position = start;
  while (position < pieces.length && isMean(pieces[position] as Piece)) position++;
  return isObjective(pieces[position], pieces[position + 1], notation);
}

/** 1/m, 1/|B| */
function isShare(piece: Piece): boolean {
  const above = piece.kind === 'fraction' && piece.top.length === 1 ? piece.top[0] : undefined;
  return above?.kind === 'digit' && above.text === '1';
}

/** `L`, `L(w)` or `h(w)` */
function isObjective(piece: Piece | undefined, after: Piece | undefined, notation: Notation): boolean {
  const name = wordOf(piece);
  if (name === null || notation.targets.has(name)) return false;
  const argument = argumentOf(after);
  return means('objective', name) || (argument !== null && namesParameter(argument, notation));
}

/** `J(θ)`, where J is an objective's letter and no name of the answer's own. */
export function isAppliedObjective(piece: Piece, after: Piece | undefined, notation: Notation): boolean {
  const base = bareOf(piece);
  return (
    base.kind === 'letter' &&
    means('objective', base.name) &&
    after?.kind === 'group' &&
    isObjective(piece, after, notation) &&
    namesParameter(after.body, notation)
  );
}

function namesParameter(pieces: readonly Piece[], notation: Notation): boolean {
  return pieces.some((piece) => isParameterName(readSymbol(piece, notation)?.name ?? ''));
}

/** `g(w_t)` and `g(w_t − γv)`: g applied to the parameters, and no product. */
export function isGradientAt(name: string, next: Piece | undefined, notation: Notation): boolean {
  // g_t = g(w_t): a product with the parameters alone is meant nowhere.
  const isAlone = argumentOf(next)?.length === 1;
  return means('gradient', name) && (isAlone || !notation.targets.has(name)) && isAtParameter(next, notation);
}

/** `f'(x_k)`: the derivative of an objective of one number. */
export function isPrimedObjective(piece: Piece, next: Piece | undefined, notation: Notation): boolean {
  const name = wordOf(piece) ?? '';
  const { sub, sup } = scriptsOf(piece);
  const isPrimed = sub === null && sup?.length === 1 && wordOf(sup[0]) === 'prime';
  return isPrimed && means('objective', name) && !notation.targets.has(name) && isAtParameter(next, notation);
}

/** `(w_t − γv)`: an argument that begins with parameters. */
function isAtParameter(piece: Piece | undefined, notation: Notation): boolean {
  const [first] = argumentOf(piece) ?? [];
  return first !== undefined && isParameterName(readSymbol(first, notation)?.name ?? '');
}

export function isLogarithm(piece: Piece | undefined): boolean {
  return piece?.kind === 'word' && (piece.name === 'log' || piece.name === 'ln');
}
