/** Says of a written rule which optimizer it is, by which conventions, and with which faults. */
import type { RuleResult } from './result.ts';
import { CONVENTION_TEXT } from '../core/diagnosis.ts';
import { sizeInWords } from '../core/messages.ts';
import { CONVENTIONS } from '../terms.ts';
import type { Convention } from '../terms.ts';
import { DECAYS, isEitherShare } from './lookup/assignments.ts';
import { conventionsOf, isAcceptedForm } from '../optimizers/conventions.ts';
import { differenceOf } from '../optimizers/faults/words.ts';
import { findOptimizer } from '../optimizers/index.ts';
import { firstOf } from './first.ts';
import type { Point } from '../optimizers/space.ts';
import { hyperparametersIn, MAX_CONSTANTS, nearest } from './lookup/comparison.ts';
import type { Compared, Match } from './lookup/comparison.ts';
import { doubtIn, oddNumber } from './lookup/doubts.ts';
import { faultsOf, identified } from './lookup/lookup.ts';
import type { Identified } from './lookup/lookup.ts';
import { readRule, takenApart } from './parse.ts';
import { NOWHERE, refused } from './place.ts';
import type { Answer } from './text/markdown.ts';
import { uncheckedIn } from './text/words/unchecked.ts';
import type { NotUnderstood, ParsedRule, RuleOptions } from './parse.ts';
import { contradiction } from './readings.ts';
import { wordsOfDifferences } from './difference/words.ts';
import { differences, NO_RATE, shortWords } from './lookup/terms.ts';
import { againstRight, againstVerdict } from './spoken.ts';
import { sameRule, together } from './together.ts';
import type { Judged } from './together.ts';

export interface JudgeOptions extends RuleOptions {
  /** Conventions that are right beside the reference's own; all of them when absent. */
  accepts?: readonly Convention[];
}

/** @param markdown the answer: Markdown with TeX, TeX alone, plain text or code */
export function judgeRule(markdown: string, options: JudgeOptions = {}): RuleResult {
  const answer = takenApart(markdown);
  if ('understood' in answer) return notUnderstood(answer);
  const result = judgeAnswer(answer, options);
  const [language] = answer.languages;
  if (result.understood || language === undefined) return result;
  const hint = `Code in “${language}” is read line by line; formulas, Python, JavaScript, C, C++, Java, Rust and Go are read whole.`;
  return { ...result, message: `${result.message} ${hint}` };
}

function judgeAnswer(answer: Answer, options: JudgeOptions): RuleResult {
  const read = readRule(answer, options);
  if (!read.understood) return notUnderstood(read);
  const whole = judgeRead(answer, identified(read, options.expect), options);
  if (isRight(whole, options)) return whole;
  // What is true of the rule beside it may have been taken for a part of it.
  for (const core of read.cores()) {
    const found = identified(core, options.expect);
    const result = found.match && judgeRead(answer, found, options);
    if (result && isRight(result, options)) return result;
  }
  return whole;
}

function judgeRead(answer: Answer, { rule, match }: Identified, options: JudgeOptions): RuleResult {
  const other = contradiction(answer, rule, match, options);
  if (other) return notUnderstood(other);
  const result = judgeParsed(rule, match, options);
  if (!isRight(result, options)) {
    const said = againstVerdict(answer, rule, result, options.expect);
    return said ? notUnderstood(said) : result;
  }
  const said = againstRight(answer, rule, result, match);
  if (said) return notUnderstood(said);
  const [example] = answer.worked;
  const worked = example === undefined ? [] : [`The example with numbers was not checked: “${example}”`];
  return { ...result, notices: [...result.notices, ...uncheckedIn(answer.prose), ...worked] };
}

/**
 * The verdict on a rule and, where the answer updates further parameters, on theirs: the worst of all.
 * @param match what the rule was looked up as
 */
export function judgeParsed(rule: ParsedRule, match: Match | null, options: JudgeOptions): RuleResult {
  const own: Judged = { rule, match, result: judgeOne(rule, match, options) };
  const others = rule.further.map((other): Judged => {
    if (sameRule(rule, other)) return { ...own, rule: other };
    const found = identified(other, options.expect);
    return { ...found, result: judgeOne(found.rule, found.match, options) };
  });
  const result = together([own, ...others], (each) => isRight(each, options));
  if (rule.unless && !isRight(result, options)) return notUnderstood(rule.unless);
  if (result.optimizer === null || result.faults.length > 0) return result;
  const objection = firstOf([rule, ...rule.further], (each) => each.objection(true));
  return objection ? notUnderstood(objection) : result;
}

function judgeOne(rule: ParsedRule, match: Match | null, options: JudgeOptions): RuleResult {
  if (!match) return unknown(rule, options);
  const either = match.entry.faults.includes('weights-exchanged')
    ? rule.constants.find((c) => isEitherShare(c) && DECAYS.has(match.assignment.get(c.name)!.hyperparameter))
    : undefined;
  if (either) {
    const reason = `“${either.name}” may be the weight of the old value or of the new one`;
    const help = 'Give its value.';
    return notUnderstood(refused(NOWHERE, reason, help));
  }
  const odd = oddNumber(match, rule.constants);
  if (odd !== null) return notUnderstood(refused(NOWHERE, odd, 'Give the numbers with which it is used.'));
  const doubt = doubtIn(match, rule.constants);
  if (doubt === null) return known(rule, match, options);
  const message = `This has the form of ${match.entry.optimizer.title}, but ${doubt}.`;
  return { ...unknown(rule, options), understood: true, difference: doubt, message };
}

/**
 * Where the learning rate stands is no difference in a written rule: while the rate is constant, the steps are the same. The
 * design space writes Nesterov's momentum with the rate outside of the velocity, the book that it cites with the rate inside.
 */
const SAME_STEPS: readonly Convention[] = ['learning-rate-inside-velocity', 'learning-rate-outside-velocity'];

/** An average of gradients goes by the name of momentum too; where the average is asked for by its own name, a sum is none. */
const UNLESS_SAID = CONVENTIONS.filter((id) => id !== 'heavy-ball');

/** The verdict of a result: is it the optimizer that was asked for, by an accepted convention and without a fault? */
export function isRight(result: RuleResult, options: JudgeOptions): boolean {
  if (!result.understood || result.optimizer === null || result.faults.length > 0) return false;
  return isAsked(result.optimizer, result.conventions, options) && refusedOf(result, options).length === 0;
}

/** Whether an optimizer is the one that was asked for, if need be as a convention of it that is accepted. */
function isAsked(
  optimizer: string,
  conventions: readonly Convention[],
  { expect, accepts = UNLESS_SAID }: JudgeOptions,
): boolean {
  if (expect === undefined || optimizer === expect) return true;
  const [asked, found] = [findOptimizer(expect), findOptimizer(optimizer)];
  const accepted = [...accepts, ...SAME_STEPS];
  return asked && found ? isAcceptedForm(asked.point, accepted, found.point, conventions) : false;
}

/** What the rule was read as, in a few words. */
export function headlineOf(result: RuleResult): string {
  if (!result.understood) return 'No rule was recognised';
  const optimizer = result.optimizer === null ? undefined : findOptimizer(result.optimizer);
  if (!optimizer) return 'Read as a rule that is none of the known optimizers';
  const name = `Read as ${optimizer.title}`;
  if (result.faults.length > 0) return `${name} ${shortWords(result.faults)}`;
  return [name, ...result.conventions.map((id) => CONVENTION_TEXT[id])].join(', ');
}

function notUnderstood(rule: NotUnderstood): RuleResult {
  const where =
    rule.token === ''
      ? ''
      : ` At “${rule.token}” (character ${rule.offset + 1} of “${shorten(rule.source)}”).`;
  const message = `Not understood: ${rule.reason}.${where} ${rule.help}`;
  return { ...NOTHING, difference: rule.reason, message };
}

const NOTHING: RuleResult = {
  understood: false,
  optimizer: null,
  conventions: [],
  faults: [],
  assumptions: [],
  notices: [],
  relativeError: null,
  difference: null,
  message: '',
};

function shorten(source: string): string {
  const line = source.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function known(rule: ParsedRule, match: Match, options: JudgeOptions): RuleResult {
  const { entry, assignment } = match;
  const found = entry.optimizer.name;
  const conventions = [...entry.conventions];
  const asked = isAsked(found, conventions, options) ? found : options.expect!;
  // What is another optimizer only with a number at 0, of which the words speak as a special case, is not that one.
  if (asked !== found && rule.constants.some(({ name, isZero }) => isZero && !assignment.has(name)))
    return unknown(withoutZeros(rule), options);
  // Of a number there is nothing to assume.
  const complements = [...assignment].flatMap(([name, { complement }]) =>
    complement && !/^\d/.test(name)
      ? [`“${name}” is read as one minus the decay: the weight of the new term.`]
      : [],
  );
  const isCoupled = entry.hasCoupledDecay;
  const isMisplaced = isCoupled && findOptimizer(options.expect ?? '')?.point.weightDecay === 'decoupled';
  const result: RuleResult = {
    ...NOTHING,
    understood: true,
    optimizer: found,
    conventions,
    faults: faultsOf(match, rule),
    assumptions: [...rule.assumptions, ...complements],
    notices:
      isCoupled && !isMisplaced
        ? [...rule.notices, 'A weight decay is added to the gradient.']
        : rule.notices,
  };
  const compared = nearest(asked, rule, match);
  result.relativeError = compared?.error ?? null;
  result.difference = isRight(result, options) ? null : firstDifference(result, entry.point, options);
  const lead = describe(result, entry.point, options);
  result.message = lead + where(compared);
  if (asked === found) return result;
  // Of another optimizer than the one asked for it is said what would make it that one.
  const isFaulty = result.faults.length > 0;
  const { words, factor } = wordsOfDifferences(rule, asked, isFaulty ? undefined : assignment);
  if (isFaulty && factor !== null) {
    const nothing = { understood: false, optimizer: null, conventions: [], faults: [] };
    return { ...result, ...nothing, difference: words[0]!, message: whereOne(factor, asked) };
  }
  const told = isMisplaced ? [COUPLED] : words;
  if (told.length === 0) return result;
  if (!isFaulty) return { ...result, message: `${lead} ${told.map(sentence).join(' ')}` };
  // With what it lacks as another one it was not meant as that one.
  const difference = told.length === 1 ? told[0]! : result.difference;
  return { ...result, difference, message: `This is not ${titleOf(asked)}. ${told.map(sentence).join(' ')}` };
}

/** Of a rule that is known, and not what was asked for. */
function firstDifference(result: RuleResult, point: Point | null, options: JudgeOptions): string {
  const optimizer = findOptimizer(result.optimizer!)!;
  const asked = findOptimizer(options.expect ?? '') ?? optimizer;
  const found = { ...result, optimizer, point, conventions: refusedOf(result, options) };
  const [first] = differences(found, { optimizer: asked, own: [], accepts: [] });
  return first ?? `another form of ${asked.title}`;
}

/** Conventions that are neither the optimizer's own nor accepted; none where all are. */
function refusedOf({ conventions }: RuleResult, { expect, accepts }: JudgeOptions): Convention[] {
  if (accepts === undefined) return [];
  const own = expect === undefined ? [] : conventionsOf(findOptimizer(expect)!.point);
  const accepted = [...own, ...SAME_STEPS, ...accepts];
  return conventions.filter((id) => !accepted.includes(id));
}

const withoutZeros = (rule: ParsedRule): ParsedRule => ({
  ...rule,
  constants: rule.constants.map((constant) => ({ ...constant, isZero: false })),
});

const COUPLED =
  'the weight decay is added to the gradient, where it passes through the moments; it was to be taken off the parameters themselves';

const titleOf = (optimizer: string): string => findOptimizer(optimizer)?.title ?? optimizer;

function where(compared: Compared | null): string {
  if (!compared?.divergence) return '';
  const { step, coordinate, expected, found, ratio, relativeError } = compared.divergence;
  const number = (value: number): string => (Number.isFinite(value) ? value.toPrecision(6) : String(value));
  const size = Number.isFinite(found) ? `, ${sizeInWords(ratio, relativeError)}` : '';
  return ` On the test gradients it parts at step ${step}, θ[${coordinate}]: expected ${number(expected)}, found ${number(found)}${size}.`;
}

function describe(result: RuleResult, point: Point | null, options: JudgeOptions): string {
  const { optimizer, conventions, faults, assumptions } = result;
  const name = `This is ${titleOf(optimizer!)}`;
  if (faults.length > 0)
    return `${name}, but ${faults.map((id) => differenceOf(id, point) ?? NO_RATE).join(', and ')}.`;
  if (!isAsked(optimizer!, conventions, options)) return `${name}, not ${titleOf(options.expect!)}.`;
  const refused = refusedOf(result, options).map((id) => CONVENTION_TEXT[id]);
  if (refused.length > 0)
    return `${name}, by a convention that the question does not accept: ${refused.join(', ')}.`;
  return `${name}${assumptions.length > 0 ? ', as it was read' : ''}.`;
}

const sentence = (told: string): string => `${told.slice(0, 1).toUpperCase()}${told.slice(1)}.`;

function unknown(rule: ParsedRule, options: JudgeOptions): RuleResult {
  const { expect } = options;
  const { constants, assumptions, notices } = rule;
  // What had to be assumed may be said by what the rule passes over.
  const contradiction = assumptions.length > 0 ? rule.objection(true) : null;
  if (contradiction) return notUnderstood(contradiction);
  const compared = expect === undefined ? null : nearest(expect, rule, null);
  const objection = rule.objection(false);
  const odd = objection ? ` It has ${objection.reason}. ${objection.help}` : '';
  const told = (understood: boolean, lead: string, words: readonly string[] = []): RuleResult => {
    const numbers = where(compared);
    return {
      ...NOTHING,
      understood,
      assumptions,
      notices,
      relativeError: compared?.error ?? null,
      difference: words[0] ?? objection?.reason ?? (numbers.trim() || lead),
      message: [lead, ...words.map(sentence)].join(' ') + numbers + odd,
    };
  };
  if (hyperparametersIn(rule).length > MAX_CONSTANTS) {
    const names = constants.map(({ name }) => name).join(', ');
    // More is kept in them than is read here.
    return told(false, `No known optimizer has as many constants as this rule (${names}).`);
  }
  if (expect === undefined || rule.borrowsFrom !== null || objection !== null) return told(true, NONE_KNOWN);
  const { words, isOneTerm, factor } = wordsOfDifferences(rule, expect);
  if (factor !== null) return told(false, whereOne(factor, expect), words);
  // A right rule that is misread differs in anything; where one term put right makes all right, the term is the fault.
  return isOneTerm
    ? told(true, NONE_KNOWN, words)
    : told(false, unlike(titleOf(expect), words.length), words);
}

const NONE_KNOWN =
  'This rule was read, but it is none of the known optimizers, nor one of them with a known fault.';

const whereOne = (factor: string, optimizer: string): string =>
  `Not judged: where “${factor}” is 1 this is ${titleOf(optimizer)}. Say what it is.`;

const unlike = (title: string, differences: number): string =>
  `Not judged: as it was read, this is none of the known optimizers, and ${
    differences === 0 ? 'no term was found' : 'more than one term was found'
  } in which it differs from ${title}; it may be misread.`;
