/**
 * The paper's algorithm, the rule that a student wrote and the code that was handed in, as three trajectories on one
 * objective from one start: the first step at which each parts from the paper's, and in which term. Pure.
 */
import type { WrittenQuestion } from '../../contract/assignment.ts';
import type { Diagnosis, TrajectoryPlot } from '../../contract/report.ts';
import type { RuleSource, RuleSources } from '../../contract/rules.ts';
import { formatNumber } from '../numbers.ts';
import type { Convention, HyperparameterName, Vector } from '../terms.ts';
import { conventionsOf } from '../optimizers/conventions.ts';
import { completeHyperparameters } from '../optimizers/hyperparameters.ts';
import { findOptimizer } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { closedLoop, partsFrom, pointStepper, ruleStepper } from './run/closedLoop.ts';
import { nearest } from './lookup/comparison.ts';
import { constantsOf, numbersIn } from './lookup/constants.ts';
import { isRight, judgeParsed } from './judge.ts';
import { identified } from './lookup/lookup.ts';
import { readRule } from './parse.ts';
import { customarySetting, settingOfPlot } from './run/setting.ts';
import type { Setting } from './run/setting.ts';
import { differences } from './lookup/terms.ts';
import type { Asked, Finding } from './lookup/terms.ts';

/** Code that was run in a closed loop on an objective of two coordinates. */
export interface CodeSource {
  /** Such as `rmsprop in optim.py, submission 2`. */
  name: string;
  plot: TrajectoryPlot;
  /** Null where its reader may not see it. */
  diagnosis: Diagnosis | null;
}

export interface WrittenRule {
  /** Markdown with TeX. */
  answer: string;
  macros: Record<string, string>;
  /** Such as `the rule in question 3`. */
  name: string;
}

type RuleFile = NonNullable<WrittenQuestion['rule']>;

/** @throws Error where the question names no known optimizer, which `checkQuestion` excludes. */
export function compareSources(
  written: WrittenRule,
  { optimizer: name, accepts }: Pick<RuleFile, 'optimizer' | 'accepts'>,
  code: CodeSource | null,
): RuleSources {
  const optimizer = findOptimizer(name);
  if (!optimizer) throw new Error(`no optimizer ${name}`);
  const asked: Asked = { optimizer, own: conventionsOf(optimizer.point), accepts };
  const remarks: string[] = [];
  const rule = interpret(written, asked, remarks);
  const ofCode = code && settingOfPlot(code.plot);
  // Numbers of a rule whose decays have changed places would hide just that.
  const own = rule && !rule.finding.faults.includes('swapped-betas') ? rule.numbers : {};
  const setting = ofCode ?? customarySetting(optimizer, own);
  const sources = [paperSource(optimizer, setting)];
  if (rule) sources.push(rule.run(setting));
  if (code && ofCode) sources.push(codeSource(code, ofCode, asked));
  const all = completeHyperparameters(setting.hyperparameters, optimizer.defaults);
  const names = Object.keys(optimizer.defaults) as HyperparameterName[];
  const hyperparameters = Object.fromEntries(names.map((each) => [each, all[each]]));
  return { objective: setting.objective.name, hyperparameters, sources, remarks };
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

function pathOf(points: readonly Vector[], { objective }: Setting): Pick<RuleSource, 'points' | 'losses'> {
  return {
    points: points.map((row) => Array.from(row, finite)),
    losses: points.map((row, step) => finite(objective.value(row, step))),
  };
}

function paperStepper({ point, defaults }: Optimizer, { hyperparameters, start }: Setting) {
  return pointStepper(point, completeHyperparameters(hyperparameters, defaults), start);
}

function paperSource(optimizer: Optimizer, setting: Setting): RuleSource {
  const { objective, start, steps } = setting;
  const points = closedLoop(paperStepper(optimizer, setting), objective, start, steps);
  return {
    source: 'paper',
    name: optimizer.title,
    ...pathOf(points, setting),
    partsAt: null,
    because: '',
    right: true,
  };
}

interface InterpretedRule {
  finding: Finding;
  numbers: ReturnType<typeof numbersIn>;
  run: (setting: Setting) => RuleSource;
}

/** Reads the rule and gives its constants their roles; null, with a remark, where it cannot be run. */
function interpret(written: WrittenRule, asked: Asked, remarks: string[]): InterpretedRule | null {
  const { optimizer, accepts } = asked;
  const { name, answer, macros } = written;
  const options = { expect: optimizer.name, accepts, macros };
  const read = readRule(answer, options);
  if (!read.understood) {
    remarks.push(`The written rule is not drawn, since it was not understood: ${read.reason}. ${read.help}`);
    return null;
  }
  const { rule, match } = identified(read, optimizer.name);
  const roles = match?.assignment ?? nearest(optimizer.name, rule, null)?.assignment;
  if (!roles) {
    remarks.push(
      `The written rule is not drawn: it is none of the known optimizers, and which of its constants stands for what is not clear.`,
    );
    return null;
  }
  const result = judgeParsed(rule, match, options);
  const finding = { ...result, optimizer: findOptimizer(result.optimizer ?? '') ?? null };
  const numbers = numbersIn(rule, roles, match);
  // The reading that also suggests a rubric item: what is right there is right in the picture.
  const right = isRight(result, options);
  // The rule that is drawn moves W; that of b may be the wrong one.
  const isWrongBeside = rule.further.length > 0 && !right;
  const run = (setting: Setting): RuleSource => {
    const { objective, start, steps, hyperparameters } = setting;
    const constants = constantsOf(rule, roles, hyperparameters, optimizer.defaults);
    const points = closedLoop(ruleStepper(rule, constants, start), objective, start, steps);
    const partsAt = partsFrom(paperStepper(optimizer, setting), points, objective);
    const reasons = [...differences(finding, asked), ...otherNumbers(numbers, setting)];
    // A known mistake that this one picture does not show is one all the same.
    const isWrong = isWrongBeside || (!right && result.optimizer !== null);
    return {
      source: 'written',
      name,
      ...pathOf(points, setting),
      partsAt,
      because: partsAt === null ? (isWrong ? result.message : '') : because(finding, reasons),
      right: right || (partsAt === null && !isWrong),
    };
  };
  return { finding, numbers, run };
}

/** Numbers in the rule that are not those of this setting. */
function otherNumbers(numbers: InterpretedRule['numbers'], { hyperparameters }: Setting): string[] {
  return (Object.entries(numbers) as [HyperparameterName, number][])
    .filter(([name, value]) => hyperparameters[name] !== undefined && hyperparameters[name] !== value)
    .map(
      ([name, value]) =>
        `its own number for ${name}: ${formatNumber(value)}, where the others have ${formatNumber(hyperparameters[name]!)}`,
    );
}

function because({ optimizer }: Finding, reasons: readonly string[]): string {
  if (reasons.length > 0) return reasons.join('; ');
  return optimizer
    ? 'another published form of the same optimizer'
    : 'no known optimizer, nor one with up to two known faults, takes these steps';
}

function codeSource({ name, plot, diagnosis }: CodeSource, setting: Setting, asked: Asked): RuleSource {
  const { objective, steps } = setting;
  const rows = plot.yours.slice(0, steps + 1);
  const finding = diagnosis && { ...diagnosis, optimizer: findOptimizer(diagnosis.optimizer ?? '') ?? null };
  const reasons = finding ? differences(finding, asked) : [];
  const isAccepted = (id: Convention): boolean => asked.own.includes(id) || asked.accepts.includes(id);
  const isConventional =
    reasons.length > 0 &&
    finding?.optimizer === asked.optimizer &&
    finding.faults.length === 0 &&
    finding.conventions.every(isAccepted);
  // The report compares with the accepted convention that fits the code best; here the paper's own form counts.
  const points = rows.map((row) => Float64Array.from(row, (x) => x ?? Number.NaN));
  const paper = paperStepper(asked.optimizer, setting);
  const partsAt = plot.divergedAt ?? (isConventional ? partsFrom(paper, points, objective) : null);
  const why = finding ? because(finding, reasons) : 'what differs is shown with the report of the code';
  return {
    source: 'code',
    name,
    points: rows,
    losses: plot.loss.yours.slice(0, steps + 1),
    partsAt,
    because: partsAt === null ? '' : why,
    right: partsAt === null || isConventional,
  };
}
