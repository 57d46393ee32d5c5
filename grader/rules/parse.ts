/** Reads the update rule of an answer and turns it into a step function. */
import { operationsOf } from './run/code.ts';
import { machinesAgree } from './run/unrolled.ts';
import { Machine } from './run/machine.ts';
import { completedBy } from './beside.ts';
import { firstOf } from './first.ts';
import { formulasBeside } from './uses.ts';
import { answerOf } from './text/markdown.ts';
import type { Answer, Writing } from './text/markdown.ts';
import { withOrdinary } from './text/plain/tokens.ts';
import type { Constant, Model } from './model/model.ts';
import { plainName } from './code/seen/names.ts';
import { asWritten } from './code/plainer/keptUnderAnyName.ts';
import { readCode } from './code/read.ts';
import type { CodeRule } from './code/rule.ts';
import { NOWHERE, readOr, readOrNull, refused } from './place.ts';
import type { NotUnderstood } from './place.ts';
import { wholeOf } from './reading/formulas.ts';
import { readAnswer, readModel } from './reading/read.ts';
import type { FullReading, FurtherReading, RuleOptions } from './reading/read.ts';
import { withoutChoices } from './model/choices.ts';
import { objectionTo } from './reader/objections.ts';
import { MAX_OPERATIONS, tooLong } from './run/room.ts';
import { machineOf } from './run/schedule.ts';

export type { Constant } from './model/model.ts';
export type { RuleOptions } from './reading/read.ts';
export type { NotUnderstood } from './place.ts';

/** A rule that was read. It runs once its constants have numbers. */
export interface ParsedRule {
  understood: true;
  /** Name of the parameters in the answer, such as `theta`. */
  parameter: string;
  constants: Constant[];
  /** Readings that the answer does not force: undefined helpers, ambiguous indices. */
  assumptions: string[];
  /** What was left out or looks odd without changing the rule. */
  notices: string[];
  machine: Machine;
  /** The rule without what it resets in every step; null where it resets nothing. */
  kept: ParsedRule | null;
  /** The rule with a learning rate that changes from step to step as a constant; null where it has none. */
  steady: ParsedRule | null;
  /** States that the answer computes and that this rule does not use. */
  unused: readonly string[];
  /** The answer gives the change of the parameters, and not their update. */
  isImplied: boolean;
  /** Which formulas of the answer it was read from. */
  writing: Writing;
  /** Another parameter of the answer whose gradient or state this rule takes for its own; null as it should be. */
  borrowsFrom: string | null;
  /**
   * What the answer says of the rule and the rule passes over; null where nothing is. Of a rule that is not known it may be
   * more: what is odd about it.
   */
  objection: (isKnown: boolean) => NotUnderstood | null;
  /** The rule by some of its equations, along whose way the others hold. */
  cores: () => Iterable<ParsedRule>;
  /** Why the whole of the answer is no rule, where this is such a core: it counts where it is right, and says nothing else. */
  unless: NotUnderstood | null;
  /** The rules of the answer's further parameters, such as those of a bias; they have none themselves. */
  further: ParsedRule[];
}

/** UTF-16 units of an answer. */
export const MAX_LENGTH = 20_000;

/** An answer with its formulas found, to be read several times; not understood where it is too long for that. */
export function takenApart(markdown: string): Answer | NotUnderstood {
  if (markdown.length <= MAX_LENGTH) return answerOf(markdown);
  const help = `Only answers up to ${MAX_LENGTH} characters are read.`;
  return refused(wholeOf(markdown), `an answer of ${markdown.length} characters`, help);
}

/**
 * @param markdown the answer: Markdown with TeX, TeX alone, plain text or code
 * @param only     which of its formulas are read; by default those that make up the rule
 */
export function readRule(
  markdown: string | Answer,
  options: RuleOptions = {},
  only?: Writing,
): ParsedRule | NotUnderstood {
  const answer = typeof markdown === 'string' ? takenApart(markdown) : markdown;
  if ('understood' in answer) return answer;
  if (answer.code.length === 0 || only === 'tex') return ruleOfFormulas(answer, options, only);
  const code = ruleOfCode(answer, options);
  return only === 'plain' ? code : ruleBesideCode(answer, code, options);
}

/** Formulas come before the program beside them, which makes what they leave open. */
function ruleBesideCode(
  answer: Answer,
  code: ParsedRule | NotUnderstood,
  options: RuleOptions,
): ParsedRule | NotUnderstood {
  if (!code.understood && code.isSlip) return code;
  const beside = formulasBeside(answer);
  const formulas = ruleOfFormulas(beside, options);
  // Of a program with loops the lines alone would lose what is done how often.
  const hasLoops = answer.code.some(
    ({ program }) => !('steps' in program) && program.statements.some(({ kind }) => kind === 'loop'),
  );
  const together = (): ParsedRule | NotUnderstood => (hasLoops ? code : readRule(answer.asText(), options));
  if (!formulas.understood) {
    const isOpen = OPEN.test(formulas.reason);
    // What they compute is compared with the program, and where that is not right they may be meant.
    if (code.understood) return isOpen ? code : besideCode(code, formulas);
    if (!isOpen) return formulas;
    const whole = formulas.reason.startsWith('the update') ? together() : code;
    return whole.understood ? whole : code;
  }
  // `v = μv − g` alone moves v, and beside a program it may be its state.
  if (code.understood && (formulas.isImplied || isStateOf(formulas, code, beside, options))) return code;
  if (code.understood) return usesOf(formulas, code) ? withZeros(code) : { ...formulas, writing: 'tex' };
  const whole = together();
  const isCompleted =
    whole.understood &&
    formulas.constants.some(({ name }) => !whole.constants.some((constant) => constant.name === name));
  return isCompleted ? whole : { ...formulas, writing: 'tex' };
}

/** Is what formulas move something that the program makes on the way, so that they can be compared within it? */
const isStateOf = (
  { parameter }: ParsedRule,
  code: ParsedRule,
  beside: Answer,
  options: RuleOptions,
): boolean =>
  parameter !== code.parameter &&
  code.machine.schedule.instructions.some(({ target }) => target === parameter) &&
  completedBy(code, beside, options) !== null;

/** A program beside formulas that are no rule: it counts where it is right. */
const besideCode = (code: ParsedRule, unless: NotUnderstood): ParsedRule => ({ ...code, unless });

export const ruleOfFormulas = (
  answer: Answer,
  options: RuleOptions,
  only?: Writing,
): ParsedRule | NotUnderstood =>
  understood(() => {
    const { reading, writing } = only
      ? { reading: readModel(answer, options, only), writing: only }
      : readAnswer(answer, options);
    const whole = ({ further, ...own }: FullReading): ParsedRule => ({
      ...ruleOf({ ...own }, writing),
      further: further.map((each) => ruleOf(each, writing)),
      unless: own.unless?.toResult() ?? null,
      *cores() {
        for (const core of own.cores()) {
          const read = readOrNull(() => whole(core));
          if (read) yield read;
        }
      },
    });
    return readOr(
      () => whole(reading),
      (error) => {
        for (const core of reading.cores()) return whole({ ...core, unless: error });
        throw error;
      },
    );
  });

/** The rule, and the rule without its resets, with other constants. */
function withConstants(rule: ParsedRule, change: (constant: Constant) => Constant): ParsedRule {
  const kept = rule.kept && withConstants(rule.kept, change);
  return { ...rule, constants: rule.constants.map(change), kept };
}

/** "With momentum = 0 it is w ← …": what the words say of the program's numbers holds, since a form of it follows. */
const withZeros = (rule: ParsedRule): ParsedRule =>
  withConstants(rule, (c) => ({ ...c, isZero: c.isZero || c.value === 0 }));

/** Does a rule take for a constant what a program computes? Then it only tells of the program. */
function usesOf({ constants }: ParsedRule, { machine: { schedule: plan } }: ParsedRule): boolean {
  return constants.some(({ name }) => plan.instructions.some(({ target }) => target === name));
}

/** What formulas and sentences beside a program may leave to it. */
const OPEN = /^(no equation|the update of the parameters is missing|the gradient does not occur)/;

function ruleOfCode(answer: Answer, { expect }: RuleOptions): ParsedRule | NotUnderstood {
  const read = understood(() => {
    const found = readCode(answer.code, answer.labels, expect, takesSameSteps);
    const told = numbersTold(answer);
    const rule = (code: CodeRule): ParsedRule =>
      withConstants(programRule(code), (c) => ({ ...c, value: c.value ?? told.get(c.name) ?? null }));
    return { ...rule(found), further: found.further.map(rule) };
  });
  if (!read.understood) return { ...read, reason: asWritten(read.reason), help: asWritten(read.help) };
  return { ...read, notices: read.notices.map(asWritten) };
}

const understood = (read: () => ParsedRule): ParsedRule | NotUnderstood =>
  readOr(read, (error) => error.toResult());

/** `$\\beta_1 = 0.999$` and `beta1 = 0.999` beside the code. */
function numbersTold({ tex, plain }: Answer): Map<string, number> {
  const found = new Map<string, number>();
  for (const { formula } of [...tex, ...plain])
    for (const [, name = '', label = '', value, power] of withOrdinary(formula.source).matchAll(NUMBER)) {
      if (value === undefined && power === undefined) continue;
      const tens = 10 ** Number(power ?? 0);
      found.set(plainName(label === '' ? name : `${name}_${label}`), Number(value ?? 1) * tens);
    }
  return found;
}

/** `0.9`, `1e-8`, `10^{-8}` and `5 · 10^-8` */
const NUMBER =
  /(\p{L}+)(?:_?\{?(\d|(?<=[_{])\w+)\}?)?\s*=\s*(?:(\d*\.?\d+(?:e[-+]?\d+)?)(?![\d^])\s*(?:\*|·|×|\\cdot|\\times)?\s*)?(?:10\s*\^\s*\{?\s*(-?\d+))?/gu;

function programRule(code: CodeRule): ParsedRule {
  const { schedule: plan, parameter, initial, constants, assumptions, notices, borrowsFrom, unused } = code;
  return {
    ...ALONE,
    parameter,
    constants,
    assumptions,
    notices,
    machine: ofFewOperations(new Machine(plan, parameter, initial)),
    kept: code.kept ? programRule(code.kept) : null,
    isImplied: false,
    writing: 'plain',
    borrowsFrom,
    unused,
    objection: () => null,
  };
}

/** Beside one rule stands no other. */
const ALONE = {
  understood: true,
  kept: null,
  steady: null,
  cores: (): ParsedRule[] => [],
  unless: null,
  further: [] as ParsedRule[],
} as const;

function takesSameSteps(one: CodeRule, other: CodeRule): boolean {
  const [a, b] = [programRule(one), programRule(other)];
  const names = (rule: ParsedRule): string[] => rule.constants.map(({ name }) => name).sort();
  return names(a).join() === names(b).join() && machinesAgree(a.machine, b.machine, names(a));
}

/** @throws Unreadable where it would take too long to try */
function ofFewOperations(machine: Machine, at = NOWHERE): Machine {
  const operations = operationsOf(machine.schedule);
  if (operations > MAX_OPERATIONS) throw tooLong(at, String(operations));
  return machine;
}

function ruleOf(reading: FurtherReading, writing: Writing): ParsedRule {
  const { model, kept } = reading;
  const rule = ruleOfModel(model, reading, writing);
  const steady = withoutChoices(kept ?? model);
  return {
    ...rule,
    kept: kept && ruleOfModel(kept, reading, writing),
    steady: steady && ruleOfModel(steady, reading, writing),
  };
}

function ruleOfModel(
  model: Model,
  { assumptions, notices, borrowsFrom, account, forms, untrue, isImplied }: FurtherReading,
  writing: Writing,
): ParsedRule {
  const machine = ofFewOperations(machineOf(model), model.equations[0]!.at);
  const { looksAhead, schedule: plan } = machine;
  return {
    ...ALONE,
    parameter: model.parameter,
    constants: [...model.constants.values()],
    assumptions: [...assumptions, ...plan.assumptions],
    notices,
    machine,
    isImplied,
    writing,
    borrowsFrom,
    unused: account.unused,
    objection: (isKnown) => {
      const all = [{ ...account, model }, ...forms];
      const first = firstOf(all, (each) => objectionTo({ ...each, looksAhead }, isKnown));
      return (first ?? (isKnown ? untrue() : null))?.toResult() ?? null;
    },
  };
}
