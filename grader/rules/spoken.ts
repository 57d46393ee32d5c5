/** What the words of an answer say against a verdict on its equations. */
import type { NotUnderstood, ParsedRule } from './parse.ts';
import { blankAt } from './lexicon.ts';
import { isOfStepsAdded } from './code/plainer/givenSteps.ts';
import { DECAYS } from './lookup/assignments.ts';
import type { Match } from './lookup/comparison.ts';
import { NOWHERE, placeIn, placeOf, refused } from './place.ts';
import type { RuleResult } from './result.ts';
import { usesTime, within } from './run/code.ts';
import { gradientAboveLoop } from './text/listings/aboveLoops.ts';
import { givenBackElse } from './text/listings/givenBack.ts';
import { startBeside, startListed } from './text/told/starts.ts';
import { findFormulas } from './text/markdown.ts';
import type { Answer } from './text/markdown.ts';
import { changeInItems } from './text/listings/orders.ts';
import { changeBehind } from './text/words/saidBehind.ts';
import { toldAnew, toldResets } from './text/told/anew.ts';
import { helperInWords, penaltyIn, pointElsewhere, pointInWords } from './text/told/gradients.ts';
import { toldOfCount } from './text/told/counts.ts';
import { toldOfParts } from './text/told/parts.ts';
import { calledOtherwise, letterOf } from './text/told/roles.ts';
import type { RoleInRule } from './text/told/roles.ts';
import { toldFixed } from './text/told/fixed.ts';
import { baseOf, toldOfName, toldOfStates } from './text/words/states.ts';
import type { Told } from './text/words/states.ts';
import { toldTwist } from './text/told/twists.ts';

/** Blocks in braces, and statements that end with a semicolon. */
const isListing = (source: string): boolean =>
  [/\{[ \t]*$/gm, /^[ \t]*\}/gm, /;[ \t]*$/gm].every((sign) => (source.match(sign) ?? []).length >= 2);

/** What says where a symbol of the equation before it comes from. */
const WHERE =
  /(?<!\p{L})(?:where|with|wobei|mit|où|avec|donde|con|onde|com|dove|где|gdzie)\s*$|(?:其中|ここで)\s*$/iu;
const ARROW = /\\(?:leftarrow|gets)\b|[←⟵]|:=/;

/** "$\hat m = m/(1-\beta^t)$, where $m \leftarrow \beta m + (1-\beta) g$": told behind, and done before. */
function toldBehind(answer: Answer): NotUnderstood | null {
  const formula = findFormulas(answer, 'tex').find(
    ({ display, before, source }) => !display && ARROW.test(source) && WHERE.test(before),
  );
  const reason = 'a step that is told behind “where”, and not said when it is done';
  return formula ? refused(placeOf(formula.source), reason, 'Write the steps in their order.') : null;
}

/** What is judged by its equations, while the words tell more: what a state is, or where the gradient is taken. */
export function againstVerdict(
  answer: Answer,
  { machine, parameter, isImplied }: ParsedRule,
  { understood, optimizer, faults }: RuleResult,
  expect: string | undefined,
): NotUnderstood | null {
  if (!understood) return null;
  // Whether the step is added or taken off would be said by what is missing.
  if (isImplied && (optimizer === null || faults.includes('ascent'))) {
    const reason = 'the update of the parameters is missing';
    return refused(NOWHERE, reason, 'Write how they change.');
  }
  const isByLines = answer.code.every(({ program }) => 'steps' in program);
  // What a constructor does once looks like what every step does.
  const isUnsure = optimizer === null || faults.includes('state-not-kept');
  if (isUnsure && isByLines && isListing(answer.source)) {
    const reason = 'a program in a language that is read line by line alone';
    const help = 'Write the update as equations, or in Python, JavaScript, C++, Java, Rust or Go.';
    return refused(NOWHERE, reason, help);
  }
  const behind = optimizer === null || faults.length > 0 ? toldBehind(answer) : null;
  if (behind) return behind;
  const { instructions, lookahead } = machine.schedule;
  const isFromStart = instructions.some(({ target, code }) => {
    const kinds = within(code).map((part) =>
      part.kind === 'start' && part.name === parameter ? 'θ_0' : part.kind,
    );
    return target === parameter && kinds.includes('θ_0') && kinds.includes('history');
  });
  if (isFromStart && optimizer === null) {
    const reason = 'a sum over all steps from the first parameters on, which is none of those that are known';
    return refused(NOWHERE, reason, 'Write how one step is taken.');
  }
  const fixed = instructions.flatMap(({ target, code }) =>
    code.kind === 'number' && target !== parameter ? [target] : [],
  );
  const told = toldOfName(answer.prose, fixed);
  if (told) {
    const reason = 'what a state is, told in words';
    return refused(told.at, reason, 'Write it as an equation.');
  }
  const isAnother = optimizer !== null && optimizer !== expect && faults.length === 0 && expect !== undefined;
  const beside = isAnother ? termBeside(answer, parameter, expect) : null;
  if (beside) return beside;
  const isPointAsked = expect === 'nesterov' && optimizer === 'momentum' && faults.length === 0;
  const point = isPointAsked && lookahead === null ? pointInWords(answer.prose, answer.source) : null;
  const reason = 'where the gradient is taken, told in words';
  return point && refused(point, reason, 'Write the gradient with its point.');
}

/** Without the scripts of its letters. */
const bare = (source: string): string => source.replace(/[_^]\s*(?:\{[^{}]*\}|\\?\w)/g, '');

const RELATION = /[=←<>]|\\(?:leftarrow|gets|l[et]|g[et]|approx|in|to|sim)\b/;
const PENALTY = /\\(?:lambda|gamma)|\bwd\b/;

/**
 * A term in a sentence that would make a rule the one that was asked for: "but the gradient is evaluated at $θ − ημv$", "and $ηλθ$ is
 * subtracted", "then $θ = θ − ηλθ$". What the sentence does with it is not read.
 */
function termBeside(answer: Answer, parameter: string, expect: string): NotUnderstood | null {
  const name = parameter.length === 1 ? parameter : `\\${parameter}`;
  const formulas = findFormulas(answer, 'tex');
  const isUpdate = ({ source }: { source: string }): boolean => {
    const [left = '', right] = bare(source).split(RELATION);
    return left.trim() === name && right !== undefined;
  };
  const isShown = formulas.some((formula) => formula.display && isUpdate(formula));
  const isTerm = (source: string): boolean =>
    source.includes(name) &&
    !RELATION.test(source) &&
    (/\S\s*[-+−]/.test(bare(source)) || (expect === 'adamw' && PENALTY.test(source)));
  const at = formulas.find(
    (formula) =>
      !formula.display && !formula.plain && (isTerm(formula.source) || (isShown && isUpdate(formula))),
  );
  const reason = 'a term beside the equations, of which the words say what is done with it';
  return at ? refused(placeOf(at.source), reason, 'Write it into the equation.') : null;
}

/** What the words beside a right rule say of its gradient against it; null where they do not. */
function gradientOtherwise(
  answer: Answer,
  { machine, parameter }: ParsedRule,
  { optimizer }: RuleResult,
): NotUnderstood | null {
  const formulas = findFormulas(answer, 'tex');
  const name = parameter.length === 1 ? parameter : `\\${parameter}`;
  const point = machine.schedule.lookahead === null ? pointElsewhere(formulas, name, optimizer!) : null;
  if (point) {
    const reason = 'words that say of the gradient that it is taken at another point';
    return refused(point, reason, 'Write the gradient with its point.');
  }
  const penalty = optimizer === 'adamw' ? penaltyIn(formulas, optimizer) : null;
  const reason = 'an objective that has the weight decay in it, beside a rule that decays the weights itself';
  return penalty && refused(penalty, reason, 'Keep one of the two.');
}

/** By what is said, why it is not passed over. */
const TOLD: Readonly<Record<Told['kind'], Pick<NotUnderstood, 'reason' | 'help'>>> = {
  start: {
    reason: 'words that say of a state that it does not start at zero',
    help: 'Let it start at zero, or write where it starts as an equation.',
  },
  reset: {
    reason: 'words that say of a state that it is put back again and again',
    help: 'Set it to zero once, before the first step.',
  },
  count: {
    reason: 'words that say of the step count that it is 0 in the first step, begins again or counts epochs',
    help: 'Let the first step have t = 1, and count on.',
  },
  fixed: {
    reason: 'words that say of a state that no step changes it',
    help: 'Write the equation that updates it.',
  },
  order: {
    reason: 'words that say when the equations hold, or in which order',
    help: 'Write the equations in the order in which they are done in every step.',
  },
  change: {
    reason: 'words that do something more to what the equations make',
    help: 'Write it as an equation, or leave it out.',
  },
};

/** What is written outside of programs, which say themselves where they start. */
const withoutPrograms = ({ code }: Answer, text: string): string =>
  code.reduce(
    (rest, { program, offset }) => ('steps' in program ? rest : blankAt(rest, offset, program.text)),
    text,
  );

const rulesOf = (rule: ParsedRule): ParsedRule[] => [rule, ...rule.further];

/** What rules keep and compute beside their parameters. */
const statesOf = (rules: readonly ParsedRule[]): string[] =>
  rules.flatMap(({ machine, parameter }) =>
    machine.schedule.instructions.flatMap(({ target }) => (target === parameter ? [] : [target])),
  );

/** "Return $m_t$": something else than the parameters that the rule moves. */
function returnedElse(answer: Answer, rule: ParsedRule): NotUnderstood | null {
  const rules = rulesOf(rule);
  const moved = rules.map(({ parameter }) => parameter);
  const told = givenBackElse(withoutPrograms(answer, answer.said), moved, statesOf(rules));
  const reason = 'words that give back something else than what the rule moves';
  return told && refused(told, reason, 'Give back the parameters.');
}

/** "$v \\leftarrow \\mu v + g$, halved in every step": what is done to a state or the parameters behind their equation. */
function changedBehind(answer: Answer, names: ReadonlySet<string>): NotUnderstood | null {
  const TARGET = /^\s*\\?(\p{L}+)[^=←\\]*?(?:=|←|:=|\\leftarrow|\\gets)/u;
  for (const { source, behind } of findFormulas(answer)) {
    const target = TARGET.exec(source)?.[1];
    const change = target !== undefined && names.has(target) ? changeBehind(source, behind) : null;
    if (change !== null) return refused(placeOf(change), TOLD.change.reason, TOLD.change.help);
  }
  return null;
}

interface Found {
  optimizer: string;
  match: Match | null;
}

/** What the letters of a rule stand for in it; of one letter with two meanings nothing is known. */
function rolesIn(rule: ParsedRule, match: Match | null): ReadonlyMap<string, RoleInRule> {
  const roles = new Map<string, RoleInRule | null>();
  const add = (name: string, role: RoleInRule): void => {
    const letter = letterOf(baseOf(name));
    roles.set(letter, (roles.get(letter) ?? role) === role ? role : null);
  };
  for (const [name, { hyperparameter }] of match?.assignment ?? [])
    if (hyperparameter === 'learning_rate') add(name, 'rate');
    else if (DECAYS.has(hyperparameter)) add(name, 'decay');
    else if (hyperparameter === 'epsilon') add(name, 'epsilon');
  for (const { parameter } of rulesOf(rule)) roles.set(parameter, 'parameter');
  return new Map([...roles].flatMap(([name, role]) => (role ? [[name, role] as const] : [])));
}

/** In words or their beginnings: “subtracted from”. */
const TAKEN_OFF =
  /(?<!\p{L})(?:subtract|abgezogen|abziehen|subtrahier|soustra|retranch|resta(?!rt)|subtra|sottra|odejm|odjąć|вычит|вычес|відні|çıkar|aftrek|afgetrokken|odečt|odečít|drag(?:s|er) (?:av|från)|dikurang|trừ)|减去|減去|引く|引い|빼/iu;

/** A step that a function gives back with its sign, and that the words take off. */
function takenOff({ prose }: Answer, { assumptions }: ParsedRule): NotUnderstood | null {
  const at = assumptions.some(isOfStepsAdded) ? TAKEN_OFF.exec(prose) : null;
  const reason = 'a step that is given back with its sign, and is taken off by the words';
  return at && refused(placeIn(prose, at.index), reason, 'Write how the parameters change.');
}

/** What the words beside a right rule say of its states against it; null where they do not. */
function toldOtherwise(answer: Answer, rule: ParsedRule, { optimizer, match }: Found): NotUnderstood | null {
  const states = statesOf(rulesOf(rule));
  const isBeside = rule.writing === 'tex' || answer.code.length > 0;
  const beside = isBeside ? findFormulas(answer, 'plain') : [];
  const helper = helperInWords(answer.prose, answer.source, rule.assumptions);
  if (helper) {
    const reason = 'what a symbol stands for, told in words';
    return refused(helper, reason, 'Write it as an equation.');
  }
  const isAhead = optimizer === 'nesterov' || optimizer === 'nadam';
  const called = calledOtherwise(answer.prose, rolesIn(rule, match), states, isAhead);
  if (called) {
    const reason = 'words that call a symbol something else than the rule takes it for';
    return refused(called, reason, 'Say what it stands for, or leave it out.');
  }
  const above = gradientAboveLoop(withoutPrograms(answer, answer.said));
  if (above) {
    const reason = 'a gradient above the loop, which holds only for the first step';
    return refused(above, reason, 'Take the gradient in every step.');
  }
  const isCounted = rulesOf(rule).some(({ machine }) => usesTime(machine.schedule));
  const said = withoutPrograms(answer, answer.said);
  const named = new Set([...states, ...rulesOf(rule).map(({ parameter }) => parameter)].map(baseOf));
  const changed = changedBehind(answer, named);
  if (changed) return changed;
  const order = changeInItems(said, named);
  const told =
    (order && ({ at: order, kind: 'change' } as const)) ??
    startBeside(beside, states) ??
    startListed(withoutPrograms(answer, answer.source), states) ??
    toldOfStates(answer.prose, states) ??
    toldAnew(answer.prose, states) ??
    toldResets(answer.said, states) ??
    toldFixed(answer.prose, states) ??
    toldOfCount(answer.said, answer.prose, isCounted) ??
    toldOfParts(answer.prose, findFormulas(answer), states) ??
    toldTwist(answer.prose, answer.source, findFormulas(answer), { optimizer, states });
  return told && { understood: false, ...told.at, ...TOLD[told.kind] };
}

/** What the words beside a right rule say against it; null where they do not. */
export const againstRight = (
  answer: Answer,
  rule: ParsedRule,
  result: RuleResult,
  match: Match | null,
): NotUnderstood | null =>
  takenOff(answer, rule) ??
  toldOtherwise(answer, rule, { optimizer: result.optimizer!, match }) ??
  gradientOtherwise(answer, rule, result) ??
  returnedElse(answer, rule);
