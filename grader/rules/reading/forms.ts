/** Answers that write one rule in several forms: "either … or, with the learning rate in the velocity, …". */
import { equationsOf, isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import { NOWHERE, readOr, readOrNull, Unreadable } from '../place.ts';
import { takeTheSameSteps } from '../run/unrolled.ts';
import { FORMULA } from '../text/words/repetition.ts';
import { assemble } from '../model/assemble.ts';
import { choose } from '../model/choose.ts';
import { isRecursionOfGradients } from '../model/contradictions.ts';
import type { Model } from '../model/model.ts';
import { cloned } from '../model/parameters.ts';
import { findParameter } from '../model/roles.ts';

/** Behind a formula, before another one. */
const OTHER_FORM =
  /^[\s,.;*]*(and |or )?(or|equivalently|alternatively|another (common )?(form|way))\b|[.!\n]\s*((this|that|it) is )?(equivalent|the same as)\b/i;

/** The answer says itself that it has several forms. */
const SAYS_SO = /\b(either|equivalent(ly)?|(two|other) (ways|forms))\b/i;

function opensForm({ raw }: Candidate): boolean {
  const { before } = raw.words;
  const end = before.lastIndexOf(FORMULA);
  return end >= 0 && OTHER_FORM.test(before.slice(end + 1));
}

/** The equations of each form, with those that all forms share; null where the answer has but one. */
function formsOf(
  candidates: readonly Candidate[],
  { notation }: Setting,
  opens: (c: Candidate, parameter: string) => boolean,
): Candidate[][] | null {
  const parameter = findParameter(equationsOf(candidates), notation);
  if (parameter === null) return null;
  const first = candidates.findIndex((c) => targetName(c) === parameter && !isNumber(c));
  const starts = candidates.flatMap((c, i) =>
    i > first && !isNumber(c) && opens(c, parameter) ? [beginningOf(i, candidates, first)] : [],
  );
  if (starts.length === 0) return null;
  const groups = [0, ...starts].map((start, i) => candidates.slice(start, starts[i]));
  const madeBy = groups.map((group) => new Set(group.filter((c) => !isNumber(c)).map(targetName)));
  const isInTwo = (name: string): boolean => madeBy.filter((names) => names.has(name)).length > 1;
  if (!isInTwo(parameter)) return null;
  // What a form does not say itself it takes over from the one before.
  const takesOver = (i: number, c: Candidate): boolean =>
    !madeBy[i]!.has(targetName(c)) &&
    groups
      .slice(0, i)
      .flat()
      .findLast((each) => !isNumber(each) && targetName(each) === targetName(c)) === c;
  return groups.flatMap((group, i): Candidate[][] => {
    const isOwn = (c: Candidate): boolean =>
      group.includes(c) || isNumber(c) || !isInTwo(targetName(c)) || takesOver(i, c);
    return madeBy[i]?.has(parameter) ? [candidates.filter(isOwn)] : [];
  });
}

/** Where the formula begins that an equation stands in, or what stands in it behind another; what gives a name once more goes with it. */
function beginningOf(i: number, candidates: readonly Candidate[], other: number): number {
  const sourceOf = (k: number): string | undefined => candidates[k]?.equation?.at.source;
  const isInFormula = sourceOf(i) !== undefined && sourceOf(i - 1) === sourceOf(i);
  const before = candidates[i - 1];
  const isAgain = (c: Candidate): boolean => !isNumber(c) && targetName(c) === targetName(before!);
  const goesWith = isInFormula || (before && !isNumber(before) && candidates.slice(0, other).some(isAgain));
  return i - 1 > other && goesWith ? beginningOf(i - 1, candidates, other) : i;
}

/** Does a form give a state once more that goes on from itself, and the gradient into it? Then it is no further step. */
const isWhole = (form: readonly Candidate[], first: readonly Candidate[]): boolean =>
  form.some((c) => !first.includes(c) && isRecursionOfGradients(c));

/** `θ ← θ − ηs` behind `θ_{t+1} = θ_t − …`: what is written in another way is no further step. */
const isWrittenOtherwise = (form: readonly Candidate[], first: readonly Candidate[]): boolean =>
  form.some(
    (c) =>
      c.equation?.isArrow &&
      c.target.time === null &&
      first.some(
        (each) => each.equation?.isArrow === false && each.target.time && targetName(each) === targetName(c),
      ),
  );

/** Can all of it be read as one rule? */
function isOneRule(candidates: readonly Candidate[], setting: Setting): boolean {
  return readOr(
    () => choose(candidates, setting, []) !== null,
    () => false,
  );
}

/** The forms as whole rules; null where one of them is none, or uses less than is written in it. */
function modelsOf(forms: readonly Candidate[][], setting: Setting): Model[] | null {
  const models = forms.map((form) => {
    const { chosen } = choose(form.map(cloned), setting, []);
    return assemble(chosen, setting.notation, setting.isGradient, [], []).model;
  });
  // What no form uses is a slip in one of them, and so is what a form says alone and does not use.
  const madeBy = models.map(({ equations }) => new Set(equations.map(({ target }) => plain(target))));
  const isShared = (c: Candidate): boolean => forms.every((form) => form.includes(c));
  const isUsed = (c: Candidate, i: number): boolean =>
    (isShared(c) ? madeBy : [madeBy[i]!]).some((made) => made.has(plain(targetName(c))));
  const isMeant = (c: Candidate, i: number): boolean => isNumber(c) || isUsed(c, i);
  return forms.every((form, i) => form.every((c) => isMeant(c, i))) ? models : null;
}

/** The rate η of a step has a name of its own beside the η that it is made from. */
const plain = (name: string): string => name.replace(/_t$/, '');

const areTheSame = ([first, ...others]: readonly Model[]): boolean =>
  others.every((other) => takeTheSameSteps(first!, other));

/** A further form, which is looked through as the first one is. */
export interface Form {
  candidates: readonly Candidate[];
  model: Model;
}

/**
 * The equations of the first form, where the others take the same steps.
 * @throws Unreadable where the answer says that there are several and they do not, or one of them is no rule
 */
export function firstForm(
  candidates: readonly Candidate[],
  setting: Setting,
  notices: string[],
): { candidates: readonly Candidate[]; others: Form[] } {
  const whole = { candidates, others: [] };
  const told = formsOf(candidates, setting, opensForm);
  const forms = told ?? formsOf(candidates, setting, (c, parameter) => targetName(c) === parameter);
  const [first, ...others] = forms ?? [];
  if (!first || others.length === 0) return whole;
  const saysSo = told !== null && SAYS_SO.test(candidates.at(-1)?.raw.words.before ?? '');
  const isAnother = (form: readonly Candidate[]): boolean =>
    isWhole(form, first) || isWrittenOtherwise(form, first);
  if (!saysSo && !others.every(isAnother) && isOneRule(candidates, setting)) return whole;
  // "…, so that it is equal to": the parameters are moved a second time, by the same steps.
  const models = readOr(
    () => modelsOf(forms!, setting),
    (error) => {
      if (told) throw error;
      return null;
    },
  );
  if (!models || !areTheSame(models)) {
    if (!told) return whole;
    const at = others.flat().find((c) => !first.includes(c))?.equation?.at ?? NOWHERE;
    throw new Unreadable(
      at,
      'the rule is given in several forms, and they do not take the same steps',
      'Correct one of them, or keep the one that is meant.',
    );
  }
  notices.push('The rule is given in several forms; they take the same steps.');
  return { candidates: first, others: others.map((own, i) => ({ candidates: own, model: models[i + 1]! })) };
}

/** The forms of an answer, each of which is a whole rule and uses all that it says; none where there is but one. */
export function wholeForms(candidates: readonly Candidate[], setting: Setting): readonly Candidate[][] {
  const forms = formsOf(candidates, setting, (c, parameter) => targetName(c) === parameter) ?? [];
  const models = readOrNull(() => modelsOf(forms, setting));
  return models ? forms : [];
}
