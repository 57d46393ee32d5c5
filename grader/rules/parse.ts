/** Reads the update rule of an answer and turns it into a step function. */
import type { Vector } from '../terms.ts';
import { operationsOf } from './run/code.ts';
import type { Schedule } from './run/code.ts';
import { machinesAgree } from './run/unrolled.ts';
import { Machine } from './run/machine.ts';
import type { State } from './run/machine.ts';
import type { Formula } from './text/formula.ts';
import { isSign } from './text/piece.ts';
import { answerOf } from './text/markdown.ts';
import type { Answer, Writing } from './text/markdown.ts';
import type { Constant, Model } from './model/model.ts';
import { plainName } from './code/names.ts';
import { readCode } from './code/read.ts';
import type { CodeRule } from './code/rule.ts';
import { NOWHERE, readOr, Unreadable } from './place.ts';
import type { NotUnderstood } from './place.ts';
import { readAnswer, readModel } from './reading/read.ts';
import type { FurtherReading, RuleOptions } from './reading/read.ts';
import { withoutSchedules } from './model/schedules.ts';
import { objectionTo } from './reader/objections.ts';
import { schedule } from './run/schedule.ts';

export type { State } from './run/machine.ts';
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
  /** Which formulas of the answer it was read from. */
  writing: Writing;
  /** Another parameter of the answer whose gradient or state this rule takes for its own; null as it should be. */
  borrowsFrom: string | null;
  /**
   * What the answer says of the rule and the rule passes over; null where nothing is. Of a rule that is not known it may be
   * more: what is odd about it.
   */
  objection: (isKnown: boolean) => NotUnderstood | null;
  /** The rules of the answer's further parameters, such as those of a bias; they have none themselves. */
  further: ParsedRule[];
}

/** A rule as a step function, in the form of the grader's other steppers. */
export interface CompiledRule {
  /** The state before the first step of `n` parameters. */
  initial(n: number): State;
  /**
   * @param theta where the gradient was taken
   * @param g     the gradient there
   * @returns `theta`: where the next gradient is to be taken, and the state for it
   */
  step(state: State, theta: Vector, g: Vector): { theta: Vector; state: State };
}

/** Several times as many as any rule of a paper has; trying a rule takes time in proportion. */
const MAX_OPERATIONS = 600;

/** UTF-16 units of an answer. */
export const MAX_LENGTH = 20_000;

/** An answer with its formulas found, to be read several times; not understood where it is too long for that. */
export function takenApart(markdown: string): Answer | NotUnderstood {
  if (markdown.length <= MAX_LENGTH) return answerOf(markdown);
  const token = /\S+/.exec(markdown)?.[0]?.slice(0, 40) ?? '';
  return {
    understood: false,
    source: markdown.slice(0, 200),
    offset: 0,
    token,
    reason: `an answer of ${markdown.length} characters`,
    help: `Only answers up to ${MAX_LENGTH} characters are read.`,
  };
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
  if (answer.code.length > 0 && only !== 'tex') {
    const code = ruleOfCode(answer, options);
    if (only === 'plain') return code;
    // "with v = 0 at first", in any language: the program says itself where it starts.
    const plain = answer.plain.filter(({ formula }) => !isStartInWords(formula));
    const formulas = readRule({ ...answer, code: [], plain, isBeside: true }, options);
    if (formulas.understood && code.understood && usesOf(formulas, code)) return withZeros(code);
    if (formulas.understood) {
      // What the formulas leave open the program may make.
      const whole = code.understood ? code : readRule(answer.asText(), options);
      const isOpen = (name: string): boolean =>
        whole.understood && !whole.constants.some((constant) => constant.name === name);
      const isCompleted = !code.understood && formulas.constants.some(({ name }) => isOpen(name));
      return isCompleted ? whole : { ...formulas, writing: 'tex' };
    }
    // A formula that computes something is not passed over because code stands beside it.
    if (!OPEN.test(formulas.reason)) return formulas;
    if (code.understood || !formulas.reason.startsWith('the update')) return code;
    const together = readRule(answer.asText(), options);
    return together.understood ? together : code;
  }
  return understood(() => {
    const { reading, writing } = only
      ? { reading: readModel(answer, options, only), writing: only }
      : readAnswer(answer, options);
    const further = reading.further.map((each) => ruleOf(each, writing));
    return { ...ruleOf(reading, writing), further };
  });
}

/** "With momentum = 0 it is w ← …": what the words say of the program's numbers holds, since a form of it follows. */
function withZeros(rule: ParsedRule): ParsedRule {
  const constants = rule.constants.map((c) => ({ ...c, isZero: c.isZero || c.value === 0 }));
  return { ...rule, constants, kept: rule.kept && withZeros(rule.kept) };
}

/** Does a rule take for a constant what a program computes? Then it only tells of the program. */
function usesOf({ constants }: ParsedRule, { machine: { schedule: plan } }: ParsedRule): boolean {
  return constants.some(({ name }) => plan.instructions.some(({ target }) => target === name));
}

/** `v = 0` within a sentence. */
function isStartInWords({ plain, display }: Formula): boolean {
  const value = plain?.pieces.slice(plain.pieces.findIndex((piece) => isSign(piece, '= ←')) + 1) ?? [];
  return !display && value.length > 0 && value.every(({ kind }) => kind === 'digit');
}

/** What formulas and sentences beside a program may leave to it. */
const OPEN = /^(no equation|the update of the parameters is missing|the gradient does not occur)/;

function ruleOfCode(answer: Answer, { expect }: RuleOptions): ParsedRule | NotUnderstood {
  return understood(() => {
    const found = readCode(answer.code, answer.labels, expect, takesSameSteps);
    const told = numbersTold(answer);
    const rule = (code: CodeRule): ParsedRule => withNumbers(programRule(code), told);
    return { ...rule(found), further: found.further.map(rule) };
  });
}

const understood = (read: () => ParsedRule): ParsedRule | NotUnderstood =>
  readOr(read, (error) => error.toResult());

/** `$\\beta_1 = 0.999$` and `beta1 = 0.999` beside the code. */
function numbersTold({ tex, plain }: Answer): Map<string, number> {
  const found = new Map<string, number>();
  for (const { formula } of [...tex, ...plain])
    for (const [, name = '', label = '', value, power] of formula.source.matchAll(NUMBER)) {
      if (value === undefined && power === undefined) continue;
      const tens = 10 ** Number(power?.replace('−', '-') ?? 0);
      found.set(plainName(label === '' ? name : `${name}_${label}`), Number(value ?? 1) * tens);
    }
  return found;
}

/** `0.9`, `1e-8`, `10^{-8}` and `5 · 10^-8` */
const NUMBER =
  /(\p{L}+)(?:_?\{?(\d|(?<=[_{])\w+)\}?)?\s*=\s*(?:(\d*\.?\d+(?:e[-+]?\d+)?)(?![\d^])\s*(?:\*|·|×|\\cdot|\\times)?\s*)?(?:10\s*\^\s*\{?\s*([-−]?\d+))?/gu;

function withNumbers(rule: ParsedRule, told: ReadonlyMap<string, number>): ParsedRule {
  const constants = rule.constants.map((c) =>
    c.value === null ? { ...c, value: told.get(c.name) ?? null } : c,
  );
  return { ...rule, constants, kept: rule.kept && withNumbers(rule.kept, told) };
}

function programRule(code: CodeRule): ParsedRule {
  const { schedule: plan, parameter, initial, constants, assumptions, notices, borrowsFrom } = code;
  return {
    understood: true,
    parameter,
    constants,
    assumptions,
    notices,
    machine: machineOf(plan, parameter, initial),
    kept: code.kept ? programRule(code.kept) : null,
    steady: null,
    writing: 'plain',
    borrowsFrom,
    unused: code.unused,
    objection: () => null,
    further: [],
  };
}

function takesSameSteps(one: CodeRule, other: CodeRule): boolean {
  const [a, b] = [programRule(one), programRule(other)];
  const names = (rule: ParsedRule): string[] => rule.constants.map(({ name }) => name).sort();
  return names(a).join() === names(b).join() && machinesAgree(a.machine, b.machine, names(a));
}

/** @throws Unreadable where it would take too long to try */
function machineOf(
  plan: Schedule,
  parameter: string,
  initial: ReadonlyMap<string, number>,
  at = NOWHERE,
): Machine {
  const operations = operationsOf(plan);
  if (operations > MAX_OPERATIONS)
    throw new Unreadable(
      at,
      `a rule of ${operations} operations`,
      `Only rules of up to ${MAX_OPERATIONS} operations are read: leave out what is not the update.`,
    );
  return new Machine(plan, parameter, initial);
}

function ruleOf(reading: FurtherReading, writing: Writing): ParsedRule {
  const { model, kept } = reading;
  const rule = ruleOfModel(model, reading, writing);
  const steady = withoutSchedules(kept ?? model);
  return {
    ...rule,
    kept: kept && ruleOfModel(kept, reading, writing),
    steady: steady && ruleOfModel(steady, reading, writing),
  };
}

function ruleOfModel(
  model: Model,
  { assumptions, notices, borrowsFrom, account, forms, chain }: FurtherReading,
  writing: Writing,
): ParsedRule {
  const plan = schedule(model);
  const machine = machineOf(plan, model.parameter, model.initial, model.equations[0]!.at);
  const { looksAhead } = machine;
  return {
    understood: true,
    parameter: model.parameter,
    constants: [...model.constants.values()],
    assumptions: [...assumptions, ...plan.assumptions],
    notices,
    machine,
    kept: null,
    steady: null,
    writing,
    borrowsFrom,
    unused: account.unused,
    objection: (isKnown) => {
      const all = [{ ...account, model }, ...forms];
      const [first] = all.flatMap((each) => objectionTo({ ...each, looksAhead }, isKnown) ?? []);
      return (first ?? (isKnown ? chain() : null))?.toResult() ?? null;
    },
    further: [],
  };
}

/** @param assignment a number for every constant, by the name it has in the answer */
export function compileRule(rule: ParsedRule, assignment: Readonly<Record<string, number>>): CompiledRule {
  const constants = new Map(Object.entries(assignment));
  return {
    initial: (n) => rule.machine.initial(n),
    step: (state, theta, g) => rule.machine.step(state, theta, g, constants),
  };
}
