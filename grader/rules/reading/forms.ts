/** Answers that write one rule in several forms: "either … or, with the learning rate in the velocity, …". */
import { equationsOf, targetName } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import { NOWHERE, Unreadable } from '../place.ts';
import { takeTheSameSteps } from '../run/unrolled.ts';
import { FORMULA } from '../text/repetition.ts';
import { assemble } from '../model/assemble.ts';
import { choose } from '../model/choose.ts';
import type { Setting } from '../model/setting.ts';
import { numberOf } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { findParameter } from '../model/roles.ts';

/** Directly behind a formula, before another one. */
const OTHER_FORM = /^[\s,.;*]*(and |or )?(or|equivalently|alternatively|another (common )?(form|way))\b/i;

/** The answer says itself that it has several forms. */
const SAYS_SO = /\b(either|equivalent(ly)?|(two|other) (ways|forms))\b/i;

function opensForm({ raw }: Candidate): boolean {
  const { before } = raw.words;
  const end = before.lastIndexOf(FORMULA);
  return end >= 0 && OTHER_FORM.test(before.slice(end + 1));
}

/** The equations of each form, with those that all forms share; null where the answer has but one. */
function formsOf(candidates: readonly Candidate[], { notation }: Setting): Candidate[][] | null {
  const starts = [0, ...candidates.flatMap((c, i) => (i > 0 && opensForm(c) ? [i] : []))];
  if (starts.length < 2) return null;
  const groups = starts.map((start, i) => candidates.slice(start, starts[i + 1]));
  const isNumber = ({ equation }: Candidate): boolean =>
    equation !== null && numberOf(equation.value) !== null;
  const madeBy = groups.map((group) => new Set(group.filter((c) => !isNumber(c)).map(targetName)));
  const isInTwo = (name: string): boolean => madeBy.filter((names) => names.has(name)).length > 1;
  const parameter = findParameter(equationsOf(candidates), notation);
  if (parameter === null || !isInTwo(parameter)) return null;
  return groups
    .filter((_, i) => madeBy[i]?.has(parameter))
    .map((group) => candidates.filter((c) => group.includes(c) || isNumber(c) || !isInTwo(targetName(c))));
}

/** Can all of it be read as one rule? */
function isOneRule(candidates: readonly Candidate[], setting: Setting): boolean {
  try {
    choose(candidates, setting, []);
    return true;
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}

/**
 * The equations of the first form, where the others take the same steps.
 * @throws Unreadable where they do not, or one of them is no rule
 */
export function firstForm(
  candidates: readonly Candidate[],
  setting: Setting,
  notices: string[],
): readonly Candidate[] {
  const forms = formsOf(candidates, setting);
  const [first, ...others] = forms ?? [];
  if (!first || others.length === 0) return candidates;
  if (!SAYS_SO.test(candidates.at(-1)?.raw.words.before ?? '') && isOneRule(candidates, setting))
    return candidates;
  const modelOf = (form: readonly Candidate[]) => {
    const { chosen } = choose(form, setting, []);
    return assemble(chosen, setting.notation, setting.isGradient, [], []).model;
  };
  const model = modelOf(first);
  // What no form uses is a slip in one of them.
  const isWhole = (form: readonly Candidate[], made: Model): boolean =>
    form.every(
      (c) =>
        (c.equation !== null && numberOf(c.equation.value) !== null) ||
        [...model.equations, ...made.equations].some(({ target }) => target === targetName(c)),
    );
  const other = others.find((form) => {
    const made = modelOf(form);
    return !isWhole(form, made) || !takeTheSameSteps(model, made);
  });
  if (other) {
    const at = other.find((c) => !first.includes(c))?.equation?.at ?? NOWHERE;
    throw new Unreadable(
      at,
      'the rule is given in several forms, and they do not take the same steps',
      'Correct one of them, or keep the one that is meant.',
    );
  }
  notices.push('The rule is given in several forms; they take the same steps.');
  return first;
}
