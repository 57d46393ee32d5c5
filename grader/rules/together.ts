/** One verdict on an answer that updates several parameters, W and b, each by a rule of its own. */
import type { RuleResult } from './result.ts';
import type { Match } from './lookup/lookup.ts';
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
 * An answer is as right as its worst rule. Its message names the parameter.
 * @param judged  the rule that was found first, and then the others
 * @param isRight is the rule of a result what was asked for?
 */
export function together(judged: readonly Judged[], isRight: (result: RuleResult) => boolean): RuleResult {
  const [first] = judged as [Judged];
  const all = {
    assumptions: distinct(judged.flatMap(({ result }) => result.assumptions)),
    notices: distinct(judged.flatMap(({ result }) => result.notices)),
  };
  const none = { ...first.result, ...all, optimizer: null, conventions: [], faults: [], relativeError: null };
  const stray = judged.find(({ rule }) => rule.borrowsFrom !== null)?.rule;
  if (stray)
    return saying(
      none,
      `For ${stray.parameter}: this is computed with the gradient or a state of ${stray.borrowsFrom}.`,
    );
  const conflict = judged.map((other) => otherRole(first, other)).find((message) => message !== null);
  if (conflict) return saying(none, conflict);

  const worst = judged.toSorted((a, b) => severity(b.result, isRight) - severity(a.result, isRight))[0]!;
  const message = messageOf(worst, judged);
  const isOneOptimizer = judged.every(({ result }) => result.optimizer === first.result.optimizer);
  // W by one optimizer and b by another is none of the two.
  if (!isOneOptimizer) return { ...saying(none, message), relativeError: worst.result.relativeError };
  return {
    ...worst.result,
    ...all,
    conventions: distinct(judged.flatMap(({ result }) => result.conventions)),
    faults: distinct(judged.flatMap(({ result }) => result.faults)),
    message,
  };
}

/** A message that is the whole difference. */
function saying(result: RuleResult, message: string): RuleResult {
  return { ...result, difference: message, message };
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function severity(result: RuleResult, isRight: (result: RuleResult) => boolean): number {
  if (result.optimizer === null) return 3;
  if (result.faults.length > 0) return 2;
  return isRight(result) ? 0 : 1;
}

function messageOf(worst: Judged, judged: readonly Judged[]): string {
  const others = judged.filter(({ result }) => result.message !== worst.result.message);
  if (others.length === 0) return worst.result.message;
  const isTold = ({ optimizer, faults }: RuleResult): boolean =>
    faults.length > 0
      ? faults.join() !== worst.result.faults.join()
      : worst.result.optimizer !== null && worst.result.optimizer !== optimizer;
  const told = [worst, ...others.filter(({ result }) => isTold(result))];
  return told.map(({ rule, result }) => `For ${rule.parameter}: ${lowered(result.message)}`).join(' ');
}

function lowered(message: string): string {
  return message.slice(0, 1).toLowerCase() + message.slice(1);
}

/** Does a constant stand for one thing in the first rule and for another in this one? */
function otherRole(first: Judged, other: Judged): string | null {
  if (!first.match || !other.match || sameRule(first.rule, other.rule)) return null;
  for (const [name, { hyperparameter }] of first.match.assignment) {
    const found = other.match.assignment.get(name);
    if (found && found.hyperparameter !== hyperparameter)
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
