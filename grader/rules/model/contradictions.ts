/** Equations of one answer that give the same name different values: which of them is meant, if the answer says so. */
import { equationsOf, targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import {
  binary,
  gradientsIn,
  hasHistory,
  number,
  numberOf,
  rewriteWithPoints,
  symbolNames,
  symbolsOf,
  textOf,
  uses,
  walk,
} from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { means } from '../lexicon.ts';
import { isAskedName } from './blocks.ts';
import { isOfFirstStep } from './firstStep.ts';
import { isRecursive, reachable } from './model.ts';
import { Unreadable } from '../place.ts';
import { sayTheSame } from './sameness.ts';
import { namedIn } from '../text/words/prose.ts';
import { FORMULA } from '../text/words/repetition.ts';

export function isSum({ equation }: Candidate): boolean {
  return equation !== null && walk(equation.value).some((e) => e.kind === 'history' && e.operator !== '*');
}

/** Is the first the recursion of what the second sums up, and not of another optimizer? */
export function isRecursion(first: Candidate, second: Candidate): boolean {
  const [one, other] = [first.equation, second.equation];
  if (!one || one.target !== other?.target || isSum(first) || areCompared(first, second)) return false;
  return isRecursive(one.target, [one]) && !isRecursive(other.target, [other]);
}

interface Asked {
  /** The last one of the parameters. */
  update: Candidate | undefined;
  /** The optimizer that was asked for. */
  asked: string | undefined;
  timeLetters: ReadonlySet<string>;
}

/**
 * Of two equations for one name that do not build on each other, the one that is meant more, else the last.
 * @throws Unreadable where the answer does not say
 */
export function withoutContradictions(
  chosen: readonly Candidate[],
  made: ReadonlySet<string>,
  { update, asked, timeLetters }: Asked,
  assumptions: string[],
): Candidate[] {
  const kept: Candidate[] = [];
  const about = update?.raw.about ?? null;
  for (const c of withoutOutdone(chosen, asked)) {
    const other = kept.find((before) => conflicts(before, c) && !isReassigned(before, c, kept));
    if (other && isOfFirstStep(c.equation!, equationsOf(kept), timeLetters)) continue;
    if (other) {
      // "RMSProp repairs this by …" behind the update of AdaGrad: which of the two is asked for is not said.
      if (areCompared(other, c) && (about === null || about !== other.raw.about))
        assumptions.push(`“${c.target.name}” is given twice; the equation for ${c.raw.about} is taken.`);
      else {
        refuseContradiction(other, c, made);
        if (pointsOf(other) !== pointsOf(c)) throw new Contradiction(other, c);
        // The same once more, which changes nothing of where it stands; a chain has more to be looked at.
        const longer = c.raw.otherSides.length >= other.raw.otherSides.length ? c : other;
        kept[kept.indexOf(other)] = longer;
        continue;
      }
      kept.splice(kept.indexOf(other), 1);
    }
    kept.push(c);
  }
  return kept;
}

/** Where it takes its gradients ahead of the parameters. */
export const pointsOf = ({ equation }: Candidate): string =>
  (equation ? gradientsIn(equation.value) : [])
    .flatMap(({ points }) => points.filter(({ kind }) => kind !== 'symbol').map((point) => textOf(point)))
    .join();

const isStep = ({ equation }: Candidate): boolean => equation !== null && numberOf(equation.value) === null;

/** How much an equation is meant beside another one for the same name: from 3 on in earnest, of whichever optimizer. */
function weightOf(c: Candidate, asked: string | undefined): number {
  const { raw } = c;
  // "Full descent would be θ ← …": no further step of what the answer gives in earnest.
  if (raw.isRemark && !raw.display && isStep(c)) return 0;
  if (raw.isAside) return 1;
  if (isContrast(c, asked)) return 2;
  if (isAskedName(raw.about, asked)) return 5;
  return raw.isPresented ? 4 : 3;
}

/** Leaves out what another one gives in its stead. Between those of two optimizers it matters which one was asked for. */
function withoutOutdone(chosen: readonly Candidate[], asked: string | undefined): Candidate[] {
  const weights = chosen.map((c) => weightOf(c, asked));
  const isOutdone = (c: Candidate, i: number): boolean =>
    chosen.some((other, k) => {
      if (weights[k]! <= weights[i]! || (weights[i]! >= 3 && !areCompared(other, c))) return false;
      if (weights[i] === 0) return isStep(other) && targetName(other) === targetName(c);
      return k < i ? conflicts(other, c) : conflicts(c, other);
    });
  return chosen.filter((c, i) => !isOutdone(c, i));
}

/** "Classical momentum is" before a display. */
const PRESENTS =
  /(?<!\p{L})(?:is|was|reads|would be|ist|war|lautet|wäre|est|serait|es|sería|è|sarebbe|é|seria)\s*:?[\s\uFFFC]*$/iu;

/** "Classical momentum is nearly the same, …" before a display, "Compare Adam: θ = …" beside AdaMax, and "with θ = … this would be Adam": the rule of another optimizer than the one asked for. */
function isContrast({ raw }: Candidate, asked: string | undefined): boolean {
  if (asked === undefined) return false;
  if (raw.display) {
    const isOfOthers = raw.named.length > 0 && !raw.named.some((name) => isAskedName(name, asked));
    return (
      raw.about !== null && !isAskedName(raw.about, asked) && (isOfOthers || PRESENTS.test(raw.words.before))
    );
  }
  const own =
    namedIn(afterFormula(raw.words.before)) ??
    namedIn(/^(?!\s*\()[^.!?。\n]*/.exec(raw.words.behind)?.[0] ?? '');
  return own !== null && !isAskedName(own, asked);
}

/** The words since the formula before. */
const afterFormula = (words: string): string => words.slice(words.lastIndexOf(FORMULA) + 1);

/** Does the answer name an optimizer for each of them, and another one? */
function areCompared(first: Candidate, second: Candidate): boolean {
  const [one, other] = [first.raw.about, second.raw.about];
  return one !== null && other !== null && one !== other;
}

/** Two equations for the same name, the second not building on the first. */
function conflicts(first: Candidate, second: Candidate): boolean {
  if (!first.equation || !second.equation || first.equation.target !== second.equation.target) return false;
  const absolute = (c: Candidate): boolean =>
    c.target.time?.letter === null || numberOf(c.equation?.value as Expression) !== null;
  if (absolute(first) || absolute(second)) return false;
  // r ← r + g² for one optimizer and r ← ρr + (1−ρ)g² for another are no two steps of one rule.
  const isOneAlone = first.raw.operator === '=' && second.raw.operator === '=' && !second.raw.isNextStep;
  if (
    isOneAlone &&
    (areCompared(first, second) || (isRecursionOfGradients(first) && isRecursionOfGradients(second)))
  )
    return true;
  // It is made from the value that the first one gives, or changes its own in place.
  const [before, own] = [first.target.time, second.target.time];
  return !symbolsOf(second.equation.value).some(
    ({ name, time }) =>
      name === second.equation?.target &&
      (time?.offset === own?.offset || (time && time.offset === before?.offset)),
  );
}

/** `v = βv + g`: it goes on from its old value and takes the gradient, so that a second one is no further step. */
export function isRecursionOfGradients({ equation }: Candidate): boolean {
  const isGradient = (e: Expression): boolean => {
    const name = e.kind === 'symbol' ? (e.written?.base ?? e.name) : '';
    return e.kind === 'gradient' || means('gradient', name) || means('differential', name);
  };
  if (!equation || equation.isArrow) return false;
  return uses(equation.value, equation.target) && walk(equation.value).some(isGradient);
}

/**
 * `g ← ∇f; b ← μb + g; g ← b`: does the second step give the name a value that is made from its first, by the steps
 * between the two?
 */
function isReassigned(first: Candidate, second: Candidate, steps: readonly Candidate[]): boolean {
  const [one, other] = [first.equation, second.equation];
  if (!one?.isArrow || !other?.isArrow || one.time?.offset !== other.time?.offset) return false;
  const between = equationsOf(steps.slice(steps.indexOf(first) + 1));
  const used = symbolNames(other.value);
  return (
    !used.includes(one.target) &&
    reachable(
      used,
      between.filter((e) => e.target !== one.target),
    ).has(one.target)
  );
}

/** Does the text give an equation of the displays again, in the same letters? */
export function isRestated(shown: Candidate, told: Candidate): boolean {
  const [one, other] = [shown.equation, told.equation];
  if (!one || !other || told.raw.isAside || told.raw.about !== null || one.target !== other.target)
    return false;
  if (numberOf(other.value) !== null || one.time?.letter !== other.time?.letter) return false;
  const names = new Set(symbolNames(one.value));
  return !hasHistory(other.value) && symbolNames(other.value).every((name) => names.has(name));
}

/** Two equations that give one name values which differ as they are written. */
export class Contradiction extends Unreadable {
  readonly first: Candidate;
  readonly second: Candidate;

  constructor(first: Candidate, second: Candidate) {
    const { at } = second.equation as Equation;
    super(at, `“${at.token}” is given twice, by different equations`, 'Keep the one that is meant.');
    this.first = first;
    this.second = second;
  }
}

/** @throws Contradiction where two equations for one name differ: which of them is meant is not for a reader to say. */
export function refuseContradiction(first: Candidate, second: Candidate, made: ReadonlySet<string>): void {
  const [one, other] = [first.equation as Equation, second.equation as Equation];
  // v_k = x_k − x_{k−1} and v_{k+1} = x_{k+1} − x_k are one equation.
  const by = one.time && other.time ? one.time.offset - other.time.offset : 0;
  if (sayTheSame(one.value, laterBy(by, other), made)) return;
  throw new Contradiction(first, second);
}

/** Its value, with every step that its letter counts so much later. */
const laterBy = (by: number, { value, time }: Equation): Expression =>
  by === 0 || !time?.letter
    ? value
    : rewriteWithPoints(value, (e) => {
        if (e.kind !== 'symbol') return e;
        if (e.time?.letter === time.letter) return { ...e, time: { ...e.time, offset: e.time.offset + by } };
        return e.name === time.letter ? binary('+', e, number(by, e.at)) : e;
      });
