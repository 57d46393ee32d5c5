/**
 * The rule of an answer that is written in TeX, in plain text or code, or in both.
 *
 * Formulas count first: a group that writes TeX shows there what it means, and code beside it repeats or illustrates. But
 * code that computes another rule is not passed over. Which of the two is meant is not for a reader to say, and a TA is
 * helped more by "these two differ" than by a verdict on one of them, so such an answer is not understood.
 */
import { firstOf } from './first.ts';
import { isGradientKey, plainName } from './code/seen/names.ts';
import { calledName, everyStatement, isInPlace, isOfGradient, lastName, walk } from './code/seen/survey.ts';
import type { Node } from './syntax/nodes.ts';
import type { Match } from './lookup/comparison.ts';
import { faultsOf, lookUp } from './lookup/lookup.ts';
import { shortWords } from './lookup/terms.ts';
import type { NotUnderstood, ParsedRule, RuleOptions } from './parse.ts';
import { readRule, ruleOfFormulas } from './parse.ts';
import { completedBy } from './beside.ts';
import { formulasBeside } from './uses.ts';
import { placeOf, readOr, refused } from './place.ts';
import type { Answer, CodeBlock } from './text/markdown.ts';
import { findFormulas } from './text/markdown.ts';
import { namedIn } from './text/words/prose.ts';

/**
 * What an answer says in plain text or code against its formulas; null where they agree, or there are not both.
 * @param match what the formulas were looked up as
 */
export function contradiction(
  answer: Answer,
  rule: ParsedRule,
  match: Match | null,
  options: RuleOptions,
): NotUnderstood | null {
  if (rule.writing === 'plain' && answer.code.length > 0) return besideProgram(answer, rule, match, options);
  if (rule.writing !== 'tex') return null;
  const updates = findFormulas(answer, 'plain').filter(({ plain }) => plain?.isUpdate);
  const first = updates.at(-1)?.plain ?? null;
  const [block] = answer.code;
  if (!first && !block) return null;
  const other = readRule(answer, options, 'plain');
  if (!other.understood) return block && isStep(block) ? ofCode(other) : null;
  const found = lookUp(other, options.expect);
  // Formulas that are wrong by themselves are told so.
  if (found ? saysTheSame(rule, match, other, found) : match === null) return null;
  // "RMSProp repairs this by `…`" below AdaGrad in TeX is no slip.
  const name = found?.entry.optimizer.name;
  const isNamed = updates.some(({ before }) => namedIn(before) === name);
  if (found && isNamed && match?.entry.optimizer.name !== name) return null;
  const line = first?.text ?? block?.program.text.trim().split('\n')[0] ?? '';
  const reason = `the code or plain text beside the formulas is another rule than the formulas: ${wordsOf(rule, match)} there, ${wordsOf(other, found)} here`;
  return refused(placeOf(line), reason, 'Correct one of the two, or leave it out.');
}

/**
 * What a formula says against the right program beside it, in which it takes the place of what the program says itself: all of them at
 * once, since one may be made of another, and else each alone, since two may say the same.
 */
function besideProgram(
  answer: Answer,
  rule: ParsedRule,
  match: Match | null,
  options: RuleOptions,
): NotUnderstood | null {
  if (match === null || faultsOf(match, rule).length > 0) return null;
  const formulas = formulasBeside(answer);
  if (formulas.tex.length + formulas.bare.length + formulas.plain.length === 0) return rule.unless;
  const against = (of: Answer): NotUnderstood | null => {
    const source = [...of.tex, ...of.bare, ...of.plain][0]?.formula.source ?? '';
    const completed = readOr(
      () => completedBy(rule, of, options),
      (error) => error.toResult(),
    );
    // Formulas that are no rule, beside a program of which lines do not say enough to tell what they say of it.
    if (completed === null) return rule.unless;
    if ('understood' in completed) return completed;
    const whole = ruleOfFormulas(completed, options, 'all');
    // What is told of several parameters at once has no lines to stand beside.
    if (!whole.understood && rule.further.length > 0) return rule.unless;
    const place = placeOf(source);
    if (!whole.understood) {
      const isOther = whole.reason.startsWith('the update');
      const reason = isOther
        ? 'a formula that is no part of the code beside it'
        : `a formula beside the code: ${whole.reason}`;
      return refused(place, reason, isOther ? 'Use the names of the code in it.' : whole.help);
    }
    const found = lookUp(whole, options.expect);
    if (found && saysTheSame(whole, found, rule, match)) return null;
    const [told, made] = [wordsOf(whole, found), wordsOf(rule, match)];
    const both = told === made ? '' : `: ${told} by the formula, ${made} by the code`;
    const reason = `a formula and the code beside it are two rules${both}`;
    return refused(place, reason, 'Correct one of the two.');
  };
  if (!against(formulas)) return null;
  const alone = [
    ...formulas.tex.map((each) => ({ ...NONE, tex: [each] })),
    ...formulas.bare.map((each) => ({ ...NONE, bare: [each] })),
    ...formulas.plain.map((each) => ({ ...NONE, plain: [each] })),
  ];
  return firstOf(alone, (each) => against({ ...formulas, ...each }));
}

const NONE = { tex: [], bare: [], plain: [] };

/** Does a program go on from its states with the gradient, whatever it does with it? */
function isStep({ program }: CodeBlock): boolean {
  if ('steps' in program) return false;
  return everyStatement(program.statements).some((statement) => {
    if (statement.kind !== 'assign' && statement.kind !== 'do') return false;
    const hasGradient = walk(statement.value).some(
      (node) => isOfGradient(node) || isGradientKey(plainName(lastName(node) ?? '')),
    );
    // w.assign_sub(lr * g)
    if (statement.kind === 'do') return isInPlace(calledName(statement.value)) && hasGradient;
    const isRecursion =
      statement.operator !== '' ||
      statement.targets.some((target) => walk(statement.value).some((node) => isSamePlace(node, target)));
    return isRecursion && hasGradient;
  });
}

/** m, self.m and self.m[k], each with itself. */
function isSamePlace(one: Node, other: Node): boolean {
  if (one.kind === 'name') return other.kind === 'name' && one.name === other.name;
  if (one.kind === 'member')
    return other.kind === 'member' && one.name === other.name && isSamePlace(one.of, other.of);
  return one.kind === 'entry' && other.kind === 'entry' && isSamePlace(one.of, other.of);
}

const ofCode = (failure: NotUnderstood): NotUnderstood => ({
  ...failure,
  reason: `the code beside the formulas: ${failure.reason}`,
});

/** What a rule is, in a few words. */
function wordsOf(rule: ParsedRule, match: Match | null): string {
  if (!match) return 'none that is known';
  return [match.entry.optimizer.title, shortWords(faultsOf(match, rule))].join(' ').trim();
}

/**
 * A program may have its small constant elsewhere than the formulas beside it, or alone, and the rate inside of the velocity or not: both
 * are read, and neither is a slip.
 */
const PLACES = /^(?:no-)?epsilon\b|^learning-rate-(?:in|out)side-velocity$/;

/** Are the rules of all parameters the same in the one writing as in the other? */
function saysTheSame(rule: ParsedRule, match: Match | null, other: ParsedRule, found: Match): boolean {
  const text = (of: ParsedRule, as: Match | null): string =>
    as === null || of.borrowsFrom !== null
      ? ''
      : [
          as.entry.optimizer.name,
          ...[...faultsOf(as, of), ...as.entry.conventions.filter((id) => !PLACES.test(id))].sort(),
          as.startsLate,
        ].join();
  const texts = (of: ParsedRule, as: Match | null): string =>
    [...new Set([text(of, as), ...of.further.map((each) => text(each, lookUp(each, undefined)))])]
      .sort()
      .join('\n');
  return match !== null && texts(rule, match) === texts(other, found);
}
