/** One verdict on an answer that updates several parameters, W and b, each by a rule of its own. */
import type { RuleResult } from './result.ts';
import type { Match } from './lookup/comparison.ts';
import type { ParsedRule } from './parse.ts';
import { machinesAgree } from './run/unrolled.ts';

/** What the rule of one parameter was found to be. */
export interface Judged {
  rule: ParsedRule;
  match: Match | null;
  result: RuleResult;
}

/** Are two rules the same but for the name of what they move? Then they get the same verdict. */
export function sameRule(one: ParsedRule, other: ParsedRule): boolean {
  const names = one.constants.map(({ name }) => name).sort();
  const others = other.constants.map(({ name }) => name).sort();
  return (
    names.join('\n') === others.join('\n') &&
    (one.kept === null) === (other.kept === null) &&
    one.machine.looksAhead === other.machine.looksAhead &&
    machinesAgree(one.machine, other.machine, names)
  );
}

/**
 * An answer is as right as its worst rule: wrong where one is, and not judged where one is not and none is wrong. Its message
 * names the parameter.
 * @param judged  the rule that was found first, and then the others
 * @param isRight is the rule of a result what was asked for?
 */
export function together(judged: readonly Judged[], isRight: (result: RuleResult) => boolean): RuleResult {
  const [first, ...others] = judged as [Judged, ...Judged[]];
  if (others.length === 0) return first.result;
  const all = <T>(of: (result: RuleResult) => readonly T[]): T[] => [
    ...new Set(judged.flatMap(({ result }) => of(result))),
  ];
  const assumptions = all((result) => result.assumptions);
  const notices = all((result) => result.notices);
  /** With a message that is the whole difference. */
  const none = (message: string, relativeError: number | null = null): RuleResult => {
    const nothing = { optimizer: null, conventions: [], faults: [], relativeError };
    return {
      ...first.result,
      ...nothing,
      understood: true,
      assumptions,
      notices,
      difference: message,
      message,
    };
  };
  const stray = judged.find(({ rule }) => rule.borrowsFrom !== null)?.rule;
  if (stray)
    return none(
      `For ${stray.parameter}: this is computed with the gradient or a state of ${stray.borrowsFrom}.`,
    );
  const [conflict] = others.flatMap((other) => otherRole(first, other) ?? []);
  if (conflict !== undefined) return none(conflict);

  const worst = judged.toSorted((a, b) => severity(b.result, isRight) - severity(a.result, isRight))[0]!;
  const message = messageOf(worst, judged);
  // None of the others is wrong.
  if (!worst.result.understood) return { ...worst.result, assumptions, notices, message };
  // W by one optimizer and b by another is none of the two.
  if (judged.some(({ result }) => result.optimizer !== first.result.optimizer))
    return none(message, worst.result.relativeError);
  const conventions = all((result) => result.conventions);
  return {
    ...worst.result,
    assumptions,
    notices,
    conventions,
    faults: all((result) => result.faults),
    message,
  };
}

function severity(result: RuleResult, isRight: (result: RuleResult) => boolean): number {
  if (!result.understood) return 1;
  if (result.optimizer === null) return 4;
  if (result.faults.length > 0) return 3;
  return isRight(result) ? 0 : 2;
}

function messageOf(worst: Judged, judged: readonly Judged[]): string {
  const others = judged.filter(({ result }) => result.message !== worst.result.message);
  if (others.length === 0) return worst.result.message;
  const isTold = ({ optimizer, faults }: RuleResult): boolean =>
    faults.length > 0
      ? faults.join() !== worst.result.faults.join()
      : worst.result.optimizer !== null && worst.result.optimizer !== optimizer;
  const told = [worst, ...others.filter(({ result }) => isTold(result))];
  return told
    .map(
      ({ rule, result: { message } }) =>
        `For ${rule.parameter}: ${message[0]!.toLowerCase()}${message.slice(1)}`,
    )
    .join(' ');
}

/** Does a constant stand for one thing in the first rule and for another in this one? */
function otherRole(first: Judged, other: Judged): string | null {
  if (!first.match || !other.match || first.match === other.match) return null;
  for (const [name, { hyperparameter, complement }] of first.match.assignment) {
    const found = other.match.assignment.get(name);
    // β of the one is 1 − β of the other, too.
    if (found && (found.hyperparameter !== hyperparameter || found.complement !== complement))
      return `For ${other.rule.parameter}: “${name}” stands for something else than it does for ${first.rule.parameter}.`;
    const [instead] =
      [...other.match.assignment].find(([, role]) => role.hyperparameter === hyperparameter) ?? [];
    if (!found && instead !== undefined && isOtherLetter(name, instead))
      return `For ${other.rule.parameter}: “${instead}” stands where “${name}” does for ${first.rule.parameter}.`;
  }
  return null;
}

/** η_w and η_b are rates of their own, and so are 0.1 and 0.2; η and χ are not. */
function isOtherLetter(one: string, other: string): boolean {
  const isNumber = [one, other].some((name) => Number.isFinite(Number(name)));
  return !isNumber && one.split('_')[0] !== other.split('_')[0];
}
