/** Parameters that one answer updates beside each other, each by a rule of its own: a layer's weights and its bias. */
import { equationsOf, targetName } from '../equations/candidates.ts';
import type { Candidate, IsGradient } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import { gradientsIn, isSum, symbolNames, symbolsOf, uses } from '../formulas/expression.ts';
import type { Gradient } from '../formulas/expression.ts';
import { isParameterLike, labelOf } from '../formulas/gradients.ts';
import { isOfFirstStep } from './firstStep.ts';
import { closure, isRecursive } from './model.ts';
import type { Model } from './model.ts';
import { isRateName, words } from '../lexicon.ts';
import { withOneName } from './quantities.ts';
import { lastSentence } from '../text/words/prose.ts';
import { FORMULA } from '../text/words/repetition.ts';
import type { Notation } from '../formulas/symbols.ts';
import { readSymbol } from '../formulas/symbols.ts';

const NONE: ReadonlySet<string> = new Set();

/** What a name is computed from, itself included. At which points gradients are taken is no part of that. */
function chainOf(name: string, equations: readonly Equation[], without = NONE): Set<string> {
  const own = (next: string): Equation[] =>
    without.has(next) ? [] : equations.filter(({ target }) => target === next);
  return closure([name], (next) => own(next).flatMap(({ value }) => symbolNames(value)));
}

function gradientsOf(chain: ReadonlySet<string>, equations: readonly Equation[]): Gradient[] {
  return equations.filter((e) => chain.has(e.target)).flatMap((e) => gradientsIn(e.value));
}

/** With respect to what the gradients of a chain are taken, as far as they say so. */
function labelsIn(chain: ReadonlySet<string>, equations: readonly Equation[]): string[] {
  const written = gradientsOf(chain, equations).flatMap(({ of, points }) => {
    const only = points.length === 1 && points[0]?.kind === 'symbol' ? points[0].name : null;
    return of ?? only ?? [];
  });
  return [...written, ...[...chain].flatMap((name) => labelOf(name) ?? [])];
}

/** dw1 is the gradient with respect to W_1, and to `self.W1`. */
export function plain(name: string): string {
  return name
    .replace(/^self\./, '')
    .replaceAll('_', '')
    .toLowerCase();
}

/** The parameter that a gradient's label names: W of dW and dw, w_2 of g_2. */
function ownerOf(label: string, parameters: readonly string[]): string | undefined {
  const only = (found: string[]): string | undefined => (found.length === 1 ? found[0] : undefined);
  return (
    parameters.find((name) => name === label) ??
    only(parameters.filter((name) => plain(name) === plain(label))) ??
    only(parameters.filter((name) => name.endsWith(`_${label}`)))
  );
}

/** A parameter and the equations of the answer without those of the others. */
export interface Further {
  parameter: string;
  candidates: Candidate[];
}

export interface Parameters {
  further: Further[];
  /** Does an equation belong to the further parameters alone, and not to the rule of the first? */
  isOfFurther: (c: Candidate) => boolean;
}

/**
 * @param first    the parameter that the rule was read for
 * @param isInRule does the answer show the update of this name with the rule?
 * @returns what else the answer updates by its own gradient: no helper, state, average or look-ahead point of the first
 */
export function furtherParameters(
  all: readonly Candidate[],
  first: string,
  isGradient: IsGradient,
  notation: Notation,
  isInRule: (name: string) => boolean,
): Parameters {
  const about = all.findLast((c) => targetName(c) === first)?.raw.about ?? null;
  // "Compare $w \gets w - \eta g$" shows another rule, not another parameter; a moment may be that of another optimizer.
  const isOther = (c: Candidate): boolean =>
    c.raw.isAside ||
    c.raw.isRemark ||
    (c.equation &&
      /_1$/.test(targetName(c)) &&
      isOfFirstStep(c.equation, equationsOf(all), notation.timeLetters)) ||
    (about !== null && c.raw.about !== null && c.raw.about !== about && isParameterLike(targetName(c))) ||
    isSpecialCase(c, first, isInRule);
  const usable = all.filter((c) => !isOther(c));
  const equations = equationsOf(withOneName(usable));
  const names = [...new Set([...equations.map((e) => e.target), ...unreadUpdates(usable, notation)])];
  const found = [first];
  const order = [...names.filter(isParameterLike), ...names.filter((name) => !isParameterLike(name))];
  for (const name of order) {
    const isState = isGradient(name) || notation.timeLetters.has(name);
    if (!isState && isParameter(name, found, equations, isGradient)) found.push(name);
  }
  const chains = new Map(found.map((name) => [name, chainOf(name, equations)]));
  const isOfOthers = (c: Candidate, parameter: string): boolean => {
    const name = targetName(c);
    const others = found.filter((other) => other !== parameter);
    const isForeign =
      !chains.get(parameter)!.has(name) && others.some((other) => chains.get(other)!.has(name));
    return isForeign || others.includes(name);
  };
  const further = found.slice(1).map((parameter): Further => {
    return { parameter, candidates: usable.filter((c) => !isOfOthers(c, parameter)).map(cloned) };
  });
  return { further, isOfFurther: (c) => isOfOthers(c, first) };
}

/** Each reading has notes of its own on an equation. */
export function cloned(c: Candidate): Candidate {
  return { ...c, equation: c.equation && { ...c.equation } };
}

/** Letters for all parameters in one: an answer that has two of them may say the same with either. */
const ALL = words('w W x X p theta Theta params param weights weight');
const SPECIAL = new RegExp(
  String.raw`\b(for|if|when|with|without|setting|at) ${FORMULA}[^.]*\b(this|it|that|which|we|one|you|rule|update|recovers?|reduces?|becomes?|gives?|is)\b[^.]*$`,
  'i',
);
/** "For β = 0 this is w ← w − ηg": what the rule for θ becomes, in other letters and for no gradient of their own. */
function isSpecialCase(
  { raw, target, equation }: Candidate,
  first: string,
  isInRule: (name: string) => boolean,
): boolean {
  if (!equation || target.name === first || !ALL.has(first) || !ALL.has(target.name)) return false;
  const hasLabel = labelsIn(new Set([target.name, ...symbolNames(equation.value)]), [equation]);
  const isOwn = hasLabel.some((label) => plain(label) === plain(target.name));
  return !isOwn && (!isInRule(target.name) || SPECIAL.test(lastSentence(raw.words.before)));
}

/** `b = b + …` with a right-hand side that is not understood. */
function unreadUpdates(candidates: readonly Candidate[], notation: Notation): string[] {
  return candidates.flatMap(({ target, error, raw }) => {
    const start = raw.right[0] && readSymbol(raw.right[0], notation);
    return error && isParameterLike(target.name) && start?.name === target.name ? [target.name] : [];
  });
}

/** @param found the parameters so far */
function isParameter(
  name: string,
  found: readonly string[],
  equations: readonly Equation[],
  isGradient: IsGradient,
): boolean {
  const chains = found.map((other) => chainOf(other, equations));
  if (chains.some((chain) => chain.has(name))) return false;
  const isUnread = !equations.some((e) => e.target === name);
  if (isUnread) return true;
  // An average of the parameters is made from a gradient too, but by way of the parameters alone.
  const chain = chainOf(name, equations, new Set(found));
  for (const other of found) chain.delete(other);
  const usesGradient =
    [...chain].some((each) => isGradient(each)) || gradientsOf(chain, equations).length > 0;
  if (!usesGradient) return isEmptyUpdate(name, equations);
  const isOwn = labelsIn(chain, equations).some((label) => plain(label) === plain(name));
  if (!isOwn && !isParameterLike(name)) return false;
  const whole = chainOf(name, equations);
  // x = θ + μv, without a gradient of its own, is another point of θ's way.
  if (!isOwn && !isRecursive(name, equations) && found.some((other) => whole.has(other))) return false;
  // So is p = μv, if another's gradient is taken at θ − p.
  const isInPoint = chains.some((other) => gradientsOf(other, equations).some((e) => isPartOfPoint(e, name)));
  if (!isOwn && !isRecursive(name, equations) && isInPoint) return false;
  return !found.some(
    (other, i) =>
      whole.has(other) && gradientsOf(chains[i]!, equations).some((e) => isTakenAhead(e, name, other)),
  );
}

/** `b ← b − η`: moved, but not by a gradient. */
function isEmptyUpdate(name: string, equations: readonly Equation[]): boolean {
  const own = equations.filter((e) => e.target === name);
  const isPlain = ({ value }: Equation): boolean =>
    uses(value, name) &&
    symbolsOf(value).every((s) => s.name === name || isRateName(s.name)) &&
    (value.kind === 'symbol' || isSum(value));
  return isParameterLike(name) && own.length > 0 && own.every(isPlain);
}

/** Is it taken at θ − p, and not at (θ, p)? */
const isPartOfPoint = ({ points }: Gradient, name: string): boolean =>
  points.some((point) => point.kind !== 'symbol' && uses(point, name));

/** Is it taken at θ̃ = θ + αv for θ? In ∇_W L(W, b) the b is no such point: W stands beside it. */
function isTakenAhead({ points, of }: Gradient, point: string, parameter: string): boolean {
  const places = of !== null && points.length > 1 ? points.slice(0, -1) : points;
  const isAt = (name: string): boolean => places.some((place) => uses(place, name));
  return isAt(point) && !isAt(parameter);
}

/**
 * Another parameter of the answer whose gradient or state a parameter's rule takes for its own; null where there is none.
 * @param models those of all parameters
 * @param unused states that the answer computes and that no rule uses
 */
export function lenderOf(
  { parameter, equations }: Model,
  models: readonly Model[],
  unused: readonly string[],
): string | null {
  const chain = chainOf(parameter, equations);
  const names = models.map((model) => model.parameter);
  const owners = labelsIn(chain, equations).map((label) => ownerOf(label, names));
  const stray = owners.find((owner) => owner !== undefined && owner !== parameter);
  if (stray !== undefined || unused.length === 0) return stray ?? null;
  // A velocity of its own is computed, and that of W is used.
  const isShared = (model: Model): boolean =>
    [...chainOf(model.parameter, model.equations)].some(
      (name) => chain.has(name) && isRecursive(name, equations),
    );
  const lacks = (name: string): boolean => unused.some((state) => plain(state).includes(plain(name)));
  if (!lacks(parameter) && names.some(lacks)) return null;
  return models.find((model) => model.parameter !== parameter && isShared(model))?.parameter ?? null;
}
