/** Says of a written rule which optimizer it is, by which conventions, and with which faults. */
import type { RuleResult } from './result.ts';
import { CONVENTION_TEXT } from '../core/diagnosis.ts';
import { sizeInWords } from '../core/messages.ts';
import { CONVENTIONS } from '../terms.ts';
import type { Convention, FaultId } from '../terms.ts';
import { conventionsOf, isAcceptedForm } from '../optimizers/conventions.ts';
import { differenceOf } from '../optimizers/faults/words.ts';
import { findOptimizer } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Point } from '../optimizers/space.ts';
import { assignments, swapsBetas } from './lookup/assignments.ts';
import { atlas } from './lookup/atlas.ts';
import type { Entry } from './lookup/atlas.ts';
import { doubtIn } from './lookup/doubts.ts';
import { divergenceFrom, hyperparametersIn, identified, MAX_CONSTANTS } from './lookup/lookup.ts';
import type { Match } from './lookup/lookup.ts';
import { readRule, takenApart } from './parse.ts';
import type { Answer } from './text/markdown.ts';
import { toldOfStates } from './text/toldStates.ts';
import type { NotUnderstood, ParsedRule, RuleOptions } from './parse.ts';
import { contradiction } from './readings.ts';
import { wordsOfDifferences } from './difference/words.ts';
import { differences, NO_RATE, shortWords } from './lookup/terms.ts';
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
  const read = readRule(answer, options);
  if (!read.understood) return notUnderstood(read);
  const { rule, match } = identified(read, options.expect);
  const other = contradiction(answer, rule, match, options);
  if (other) return notUnderstood(other);
  const result = judgeParsed(rule, match, options);
  const said = isRight(result, options) ? toldOtherwise(answer, rule) : null;
  return said ? notUnderstood(said) : result;
}

/** What the words beside a right rule say of its states against it; null where they do not. */
function toldOtherwise({ prose }: Answer, rule: ParsedRule): NotUnderstood | null {
  const states = [rule, ...rule.further].flatMap(({ machine, parameter }) =>
    machine.schedule.instructions.flatMap(({ target }) => (target === parameter ? [] : [target])),
  );
  const told = toldOfStates(prose, states);
  return (
    told && {
      understood: false,
      ...told.at,
      ...(told.kind === 'start'
        ? {
            reason: 'words that say of a state that it does not start at zero',
            help: 'Let it start at zero, or write where it starts as an equation.',
          }
        : {
            reason: 'words that say of a state that it is put back again and again',
            help: 'Set it to zero once, before the first step.',
          }),
    }
  );
}

/**
 * The verdict on a rule and, where the answer updates further parameters, on theirs: the worst of all.
 * @param match what the rule was looked up as
 */
export function judgeParsed(rule: ParsedRule, match: Match | null, options: JudgeOptions): RuleResult {
  const result = judgeSteps(rule, match, options);
  if (result.faults.length > 0) return result;
  const isKnown = result.optimizer !== null;
  const objection = [rule, ...rule.further]
    .map((each) => each.objection(isKnown))
    .find((each) => each !== null);
  if (!objection) return result;
  return isKnown ? notUnderstood(objection) : explained(result, objection);
}

/** A difference that names no term. */
const NUMBERS = /^On the test gradients /;

/** A rule that is none of the known ones, with what looking through it found. */
function explained(result: RuleResult, { reason, help }: NotUnderstood): RuleResult {
  if (!NUMBERS.test(result.difference ?? '')) return result;
  return { ...result, difference: reason, message: `${result.message} It has ${reason}. ${help}` };
}

/** By the steps that the rules take alone. */
function judgeSteps(rule: ParsedRule, match: Match | null, options: JudgeOptions): RuleResult {
  const own: Judged = { rule, match, result: judgeOne(rule, match, options) };
  if (rule.further.length === 0) return own.result;
  const others = rule.further.map((other): Judged => {
    if (sameRule(rule, other)) return { ...own, rule: other };
    const found = identified(other, options.expect);
    return { ...found, result: judgeOne(found.rule, found.match, options) };
  });
  return together([own, ...others], (result) => isRight(result, options));
}

function judgeOne(rule: ParsedRule, match: Match | null, options: JudgeOptions): RuleResult {
  if (!match) return unknown(rule, options);
  const doubt = doubtIn(match, rule.constants);
  return doubt === null
    ? known(rule, match, options)
    : { ...unknown(rule, options), difference: doubt, message: doubted(match, doubt) };
}

/**
 * Where the learning rate stands is no difference in a written rule: while the rate is constant, the steps are the same. The
 * design space writes Nesterov's momentum with the rate outside of the velocity, the book that it cites with the rate inside.
 */
const SAME_STEPS: readonly Convention[] = ['learning-rate-inside-velocity', 'learning-rate-outside-velocity'];

/** An average of gradients goes by the name of momentum too; where the average is asked for by its own name, a sum is none. */
const UNLESS_SAID = CONVENTIONS.filter((id) => id !== 'heavy-ball');

/** The verdict of a result: is it the optimizer that was asked for, by an accepted convention and without a fault? */
export function isRight(result: RuleResult, { expect, accepts }: JudgeOptions): boolean {
  if (!result.understood || result.optimizer === null || result.faults.length > 0) return false;
  if (!isAsked(result.optimizer, result.conventions, { expect, accepts })) return false;
  return accepts === undefined || refusedOf(result.conventions, ownOf({ expect }), accepts).length === 0;
}

/** The conventions that the optimizer asked for has of its own. */
function ownOf({ expect }: JudgeOptions): Convention[] {
  return expect === undefined ? [] : conventionsOf((findOptimizer(expect) as Optimizer).point);
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
  if (!result.understood) return 'No rule was read';
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
  const nothing = { conventions: [], faults: [], assumptions: [], notices: [], relativeError: null };
  return { understood: false, optimizer: null, ...nothing, difference: rule.reason, message };
}

function shorten(source: string): string {
  const line = source.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function known(rule: ParsedRule, match: Match, options: JudgeOptions): RuleResult {
  const { entry, assignment } = match;
  const faults = [...entry.faults];
  if (match.forgets && !faults.includes('state-not-kept')) faults.push('state-not-kept');
  if (match.startsLate && !faults.includes('time-off-by-one')) faults.push('time-off-by-one');
  if (swapsBetas(assignment, rule.constants)) faults.push('swapped-betas');
  const assumptions = [...rule.assumptions];
  for (const [name, role] of assignment) {
    if (role.complement)
      assumptions.push(`“${name}” is read as one minus the decay: the weight of the new term.`);
  }
  const notices = [...rule.notices];
  const isOtherAsked =
    options.expect !== undefined && !isAsked(entry.optimizer.name, entry.conventions, options);
  // What is another optimizer only with a number at 0, of which the words speak as a special case, is not that one.
  if (isOtherAsked && rule.constants.some(({ name, isZero }) => isZero && !assignment.has(name)))
    return unknown(withoutZeros(rule), options);
  if (entry.hasCoupledDecay && !isDecoupled(options))
    notices.push('A weight decay is added to the gradient.');
  const result: RuleResult = {
    understood: true,
    optimizer: entry.optimizer.name,
    conventions: [...entry.conventions],
    faults,
    assumptions,
    notices,
    relativeError: null,
    difference: null,
    message: '',
  };
  const reference = referenceOf(entry, result.conventions, options);
  const compared = reference ? nearest(reference, rule, match) : null;
  result.relativeError = compared?.error ?? null;
  result.difference = isRight(result, options) ? null : firstDifference(result, entry.point, options);
  result.message = describe(entry, faults, result, options) + where(compared);
  if (options.expect === undefined || isAsked(entry.optimizer.name, result.conventions, options))
    return result;
  // Of another optimizer than the one asked for it is said what would make it that one.
  const told =
    entry.hasCoupledDecay && isDecoupled(options)
      ? [COUPLED]
      : wordsOfDifferences(rule, options.expect, faults.length > 0 ? undefined : assignment);
  if (told.length === 0) return result;
  if (faults.length > 0 && told.length === 1) result.difference = told[0]!;
  // With what it lacks as another one it was not meant as that one.
  const isOther = faults.length === 0;
  const title = findOptimizer(options.expect)?.title ?? options.expect;
  const lead = isOther ? describe(entry, faults, result, options) : `This is not ${title}.`;
  return { ...result, message: `${lead} ${sentences(told)}` };
}

/** Of a rule that is known, and not what was asked for. */
function firstDifference(
  { optimizer, conventions, faults }: RuleResult,
  point: Point | null,
  { expect, accepts }: JudgeOptions,
): string {
  const found = findOptimizer(optimizer ?? '') as Optimizer;
  const asked = findOptimizer(expect ?? '') ?? found;
  // The convention that is not accepted comes before those that are.
  const own = conventionsOf(asked.point);
  const refused = accepts === undefined ? [] : refusedOf(conventions, own, accepts);
  const about = {
    optimizer: asked,
    own: [...own, ...conventions.filter((id) => !refused.includes(id))],
    accepts: [],
  };
  const [first] = differences({ optimizer: found, conventions: refused, faults, point }, about);
  return first ?? `another form of ${asked.title}`;
}

function refusedOf(
  conventions: readonly Convention[],
  own: readonly Convention[],
  accepts: readonly Convention[],
): Convention[] {
  return conventions.filter((id) => !own.includes(id) && !SAME_STEPS.includes(id) && !accepts.includes(id));
}

const withoutZeros = (rule: ParsedRule): ParsedRule => ({
  ...rule,
  constants: rule.constants.map((constant) => ({ ...constant, isZero: false })),
});

const isDecoupled = ({ expect = '' }: JudgeOptions): boolean =>
  findOptimizer(expect)?.point.weightDecay === 'decoupled';

const COUPLED =
  'the weight decay is added to the gradient, where it passes through the moments; it was to be taken off the parameters themselves';

/** Entries to measure the distance to: of the optimizer asked for, else of the one found. */
function referenceOf(entry: Entry, conventions: readonly Convention[], options: JudgeOptions): Entry[] {
  const found = entry.optimizer.name;
  const name = isAsked(found, conventions, options) ? found : (options.expect ?? found);
  return atlas(0).filter((other) => other.optimizer.name === name && other.equalBetas === entry.equalBetas);
}

type Compared = ReturnType<typeof divergenceFrom>;

/** The smallest error of a rule against some entries, with the constants as they were assigned or as they fit. */
function nearest(entries: readonly Entry[], rule: ParsedRule, match: Match | null): Compared | null {
  let best: Compared | null = null;
  for (const entry of entries) {
    const fitting = assignments(hyperparametersIn(rule), entry.hyperparameters);
    const tried = match && sameSize(entry, match) ? [match.assignment] : fitting.slice(0, 4);
    for (const assignment of tried) {
      const compared = divergenceFrom(entry, rule, assignment, match?.probes ?? 'changing');
      const isBetter =
        !best || (best.divergence !== null && compared.divergence === null) || compared.error < best.error;
      if (isBetter) best = compared;
    }
  }
  return best;
}

function sameSize(entry: Entry, match: Match): boolean {
  const names = new Set([...match.assignment.values()].map((role) => role.hyperparameter));
  return entry.hyperparameters.every((name) => names.has(name)) || match.entry.equalBetas;
}

function where(compared: Compared | null): string {
  const divergence = compared?.divergence;
  if (!divergence) return '';
  const { step, coordinate, expected, found, ratio, relativeError } = divergence;
  const number = (value: number): string => (Number.isFinite(value) ? value.toPrecision(6) : String(value));
  return ` On the test gradients it parts at step ${step}, θ[${coordinate}]: expected ${number(expected)}, found ${number(found)}, ${sizeInWords(ratio, relativeError)}.`;
}

function describe(
  { optimizer, point }: Entry,
  faults: readonly FaultId[],
  result: RuleResult,
  options: JudgeOptions,
): string {
  const differences = faults.map((id) => differenceOf(id, point) ?? NO_RATE);
  const name = `This is ${optimizer.title}`;
  if (faults.length > 0) return `${name}, but ${differences.join(', and ')}.`;
  if (options.expect !== undefined && !isAsked(optimizer.name, result.conventions, options)) {
    return `${name}, not ${findOptimizer(options.expect)?.title ?? options.expect}.`;
  }
  if (!isRight(result, options)) {
    const refused = refusedOf(result.conventions, ownOf(options), options.accepts ?? []);
    const names = refused.map((id) => CONVENTION_TEXT[id]).join(', ');
    return `${name}, by a convention that the question does not accept${names && `: ${names}`}.`;
  }
  return `${name}${result.assumptions.length > 0 ? ', as it was read' : ''}.`;
}

const sentences = (told: readonly string[]): string => told.map((each) => `${capitalized(each)}.`).join(' ');

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function doubted({ entry }: Match, doubt: string): string {
  return `This has the form of ${entry.optimizer.title}, but ${doubt}.`;
}

function unknown(rule: ParsedRule, options: JudgeOptions): RuleResult {
  const entries = atlas(0).filter((entry) => entry.optimizer.name === options.expect && !entry.equalBetas);
  const hasTooMany = hyperparametersIn(rule).length > MAX_CONSTANTS;
  const compared = hasTooMany ? null : nearest(entries, rule, null);
  const isExplained = hasTooMany || rule.borrowsFrom !== null || rule.objection(false) !== null;
  const told = isExplained || options.expect === undefined ? [] : wordsOfDifferences(rule, options.expect);
  const names = rule.constants.map((constant) => constant.name).join(', ');
  const reason = hasTooMany
    ? `No known optimizer has as many constants as this rule (${names}).`
    : 'This rule was read, but it is none of the known optimizers, nor one of them with a known fault.';
  const { assumptions, notices } = rule;
  const numbers = where(compared);
  return {
    understood: true,
    optimizer: null,
    conventions: [],
    faults: [],
    assumptions,
    notices,
    relativeError: compared?.error ?? null,
    difference: told[0] ?? (numbers.trim() || reason),
    message: `${reason}${told.length === 0 ? '' : ` ${sentences(told)}`}${numbers}`,
  };
}
