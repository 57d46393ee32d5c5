/** What may mean a gradient: names such as g and dw, and what a derivative, an operator or an objective begins with. */
import { agedName, isGradientCall, isRateName, means } from '../lexicon.ts';
import { allOf, argumentOf, bareOf, powerOf, scriptsOf, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { readSymbol } from './symbols.ts';
import type { Notation } from './symbols.ts';

/** Names that mean the gradient wherever no equation says otherwise. */
export function isGradientName(name: string, notation: Notation): boolean {
  const { accent, bare, by } = taken(name);
  const isLabel = by === null || by.length < 3 || (accent === null && isParameterLike(by));
  // A bar is an average.
  if (accent !== 'bar ' && means('gradient', bare) && isLabel) return true;
  const of = ofDifferential(name);
  if (of === null) return false;
  const isDelta = name.startsWith('delta');
  // δ w beside a g that an equation makes is the decay of w.
  if (isParameterLike(of)) return !isDelta || ![...notation.targets].some((own) => means('gradient', own));
  // δg² is a product, also where an equation says what g is, and so is δv where w is moved.
  const isFactor = isDelta && [...notation.targets].some(isParameterLike);
  return of.length === 1 && notation.targets.has(of) && !means('gradient', of) && !isFactor;
}

/**
 * With respect to which parameters a gradient of this name is taken, as its name says: `W` of dW, `b` of g_b. Of names that
 * mean no gradient the answer means nothing.
 */
export function labelOf(name: string): string | null {
  const { bare, by } = taken(name);
  return ofDifferential(name) ?? (means('gradient', bare) ? by : null);
}

/** A name without its accent and its labels, and these. */
function taken(name: string): { accent: string | null; bare: string; by: string | null } {
  const [, accent = null, bare = name, by = null] = /^(hat |tilde |bar )?([^_]*)(?:_(.+))?$/.exec(name) ?? [];
  return { accent, bare, by };
}

/** W of dW, d_W, δW and dLdW. */
const ofDifferential = (name: string): string | null =>
  /^(?:d(?:[LJECf]|loss|cost)_?d|delta|d|partial)_?(.+)$/.exec(name)?.[1] ?? null;

/** W, or several that a rule moves together, as in (w,b). */
export function isParameterName(name: string): boolean {
  const parts = name.startsWith('(') ? name.slice(1, -1).split(',') : [name];
  return parts.every((part) => means('parameter', part));
}

/** θ' and θ_old are points of the same parameters. */
const isPointName = (name: string): boolean =>
  isParameterName((agedName(name)?.name ?? name).replace(/'+$/, ''));

/** W, or one of several such as W_1 and b_2. */
export function isParameterLike(name: string): boolean {
  return means('parameter', name.replace(/_.{1,2}$/, ''));
}

function isDifferential(piece: Piece | undefined): 'partial' | 'd' | 'delta' | null {
  const letter = piece && bareOf(piece);
  if (letter?.kind !== 'letter') return null;
  return letter.name === 'partial' || letter.name === 'd' || letter.name === 'delta' ? letter.name : null;
}

/** Is the fraction a derivative, such as ∂L/∂w or dL/dw? */
export function isDerivative({ top, bottom }: { top: readonly Piece[]; bottom: readonly Piece[] }): boolean {
  const above = isDifferential(top[0]);
  if (!above || above !== isDifferential(bottom[0]) || bottom.length < 2) return false;
  return above === 'partial' || top.length > 1 || isParameterLike(wordOf(bottom[1]) ?? '');
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

/** `∇f(w)`, `∂_w f(w)` and `∂f/∂w`, and nothing made from one of them. */
export function beginsGradient(pieces: readonly Piece[]): boolean {
  const [first, ...rest] = pieces.filter(({ kind }) => kind !== 'break');
  const base = first && bareOf(first);
  const isSign = wordOf(first) === 'nabla' || (first !== undefined && isGradientOperator(first));
  const [objective, argument, ...more] = isSign ? rest : [null, ...rest];
  const isGroupAlone = !argument || argument.kind === 'group';
  const isName = objective === null || (objective !== undefined && wordOf(objective) !== null);
  const isPlain = [first, objective].every((each) => !each || powerOf(each) === null);
  return (
    (isSign || (base?.kind === 'fraction' && isDerivative(base))) &&
    isName &&
    isPlain &&
    isGroupAlone &&
    more.length === 0
  );
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
export function isObjective(piece: Piece | undefined, after: Piece | undefined, notation: Notation): boolean {
  const name = wordOf(piece);
  // μ(w − v) is a product.
  if (name === null || notation.targets.has(name) || isRateName(name)) return false;
  const argument = argumentOf(after);
  return means('objective', name) || (argument !== null && namesParameter(argument, notation));
}

/** `J(θ)`, where J is an objective's letter and no name of the answer's own. */
export function isAppliedObjective(piece: Piece, after: Piece | undefined, notation: Notation): boolean {
  const base = bareOf(piece);
  const isLetter =
    base.kind === 'letter' && means('objective', base.name) && !notation.targets.has(base.name);
  return isLetter && after?.kind === 'group' && namesParameter(after.body, notation);
}

function namesParameter(pieces: readonly Piece[], notation: Notation): boolean {
  return pieces.some((piece) => isPointName(readSymbol(piece, notation)?.name ?? ''));
}

/** `g(w_t − γv)` and, of an objective of one number, `f'(x_k)`: applied to the parameters, and no product. */
export function isAppliedGradient(piece: Piece, next: Piece, notation: Notation): boolean {
  const argument = argumentOf(next);
  const name = wordOf(piece) ?? '';
  // compute_gradient(w), called in plain text.
  if (argument && piece.kind === 'word' && piece.isCalled && isGradientCall(name)) return true;
  if (!argument?.[0] || !isPointName(readSymbol(argument[0], notation)?.name ?? '')) return false;
  const isOwn = notation.targets.has(name);
  // g_t = g(w_t): a product with the parameters alone is meant nowhere.
  // G(p), where no equation makes a G that adds up squares.
  if (means('gradient', name) || (name === 'G' && !isOwn)) return argument.length === 1 || !isOwn;
  const { sub, sup } = scriptsOf(piece);
  const isPrimed = sub === null && sup?.length === 1 && wordOf(sup[0]) === 'prime';
  return isPrimed && means('objective', name) && !isOwn;
}

export function isLogarithm(piece: Piece | undefined): boolean {
  return piece?.kind === 'word' && (piece.name === 'log' || piece.name === 'ln');
}
