/** From an answer to a `Model`: reads the formulas and their equations. */
import { assemble } from '../model/assemble.ts';
import type { Reading } from '../model/assemble.ts';
import { choose } from '../model/choose.ts';
import type { Choice } from '../model/choose.ts';
import { Contradiction } from '../model/contradictions.ts';
import { equationsOf, isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import type { RawEquation } from '../equations/equations.ts';
import { symbolNames } from '../formulas/expression.ts';
import { isGradientName } from '../formulas/gradients.ts';
import { answerOf, findFormulas } from '../text/markdown.ts';
import { stepNamedIn } from '../text/words/stepNames.ts';
import { linesTold } from '../text/words/calculations.ts';
import type { Plain } from '../text/plain/formula.ts';
import type { Answer, Writing } from '../text/markdown.ts';
import { refuseOtherSums, refuseUnkept } from './besides.ts';
import { casesOf, exampleOf } from './cases.ts';
import { chainContradiction } from './chains.ts';
import { untrueClaim } from './claims.ts';
import { refuseStarts } from '../model/firstStep.ts';
import { withoutNumberedSteps } from '../model/numberedSteps.ts';
import {
  withEachOf,
  withInstances,
  withNumberedZeros,
  withOldOnes,
  withEarlierOnes,
  withPresentOnes,
  withOneName,
  withRatesApart,
} from '../model/quantities.ts';
import { workedOut } from '../model/workedOut.ts';
import { cloned, furtherParameters, lenderOf } from '../model/parameters.ts';
import type { Further } from '../model/parameters.ts';
import { findParameter } from '../model/roles.ts';
import { askedBlock, isAskedName } from '../model/blocks.ts';
import { firstForm, wholeForms } from './forms.ts';
import type { Form } from './forms.ts';
import { readFormulas, wholeOf } from './formulas.ts';
import { candidatesOf, toldBesides, withoutEquation } from './given.ts';
import { coresOf, isPutBack, refuseUntrue } from './remarks.ts';
import { settled, withoutRestated, withoutTwins } from './settled.ts';
import {
  isMoment,
  isOfSquare,
  isToldInWords,
  saidBesides,
  statedGradient,
  withoutExamples,
} from './inWords.ts';
import { findNotation } from '../equations/notation.ts';
import { readOr, readOrNull, Unreadable } from '../place.ts';
import { NUMBERED } from '../run/way.ts';
import type { Account } from '../reader/account.ts';
import { readTarget, solvedTarget } from '../equations/targets.ts';
import { withFreeConstants } from '../model/freeConstants.ts';
import { withoutSchedules } from '../model/schedules.ts';
import { withoutWarmups } from '../model/warmups.ts';

const MAX_EQUATIONS = 150;

export interface RuleOptions {
  /** TeX macros of the sheet, such as `\grad` → `\nabla_\theta J`. */
  macros?: Record<string, string>;
  /** Name of the optimizer that was asked for. */
  expect?: string | undefined;
}

/** The rule of one parameter. */
export interface FurtherReading extends Reading {
  /** Another parameter of the answer whose gradient or state it takes for its own. */
  borrowsFrom: string | null;
  /** All that the answer says of it, to be looked through where the rule looks right. */
  account: Omit<Account, 'looksAhead'>;
  /** The same of further forms of the rule. */
  forms: Omit<Account, 'looksAhead'>[];
  /** The first member of a chain `a = b = c` with which the rule takes other steps, or something else that is said of it and does not hold. */
  untrue: () => Unreadable | null;
}

export interface FullReading extends FurtherReading {
  /** The rules of the answer's further parameters, such as those of a bias. */
  further: FurtherReading[];
  /** A formula in TeX could not be read, or computes something that the rule does not use. */
  isPartlyUnread: boolean;
  /** The rule by some of its equations, along whose way the others hold. */
  cores: () => Iterable<FullReading>;
  /** Why the whole of it is no rule, where this is such a core. */
  unless: Unreadable | null;
}

/**
 * @param options of them `expect` says which of several rules is judged, where each stands under its name
 * @param writing which formulas of the answer are read
 */
export function readModel(
  answer: Answer,
  { macros = {}, expect }: RuleOptions,
  writing: Writing = 'all',
): FullReading {
  const notices: string[] = [];
  const formulas = readFormulas(answer, macros, writing, notices);
  const { raws, pieces, gradients } = formulas;
  const notation = findNotation(pieces, raws, stepNamedIn(answer.prose));
  const gradient = statedGradient(gradients, notation);
  const targets = raws.map(({ left }) => readTarget(left, notation));
  const all = raws.flatMap((raw, i): Candidate[] => {
    const target = targets[i] ?? withoutEquation(solvedTarget(raw.left, notation), targets);
    // `η/√G → 0` is where it goes.
    if (!targets[i] && raw.isToRight) return [];
    const isTold = [isToldInWords, isMoment, isOfSquare].some((is) => target && is(raw, target, notation));
    if (!target || isTold) return [];
    return candidatesOf(raw, target, notation);
  });
  const isGradient = (name: string): boolean => isGradientName(name, notation) || name === gradient;
  const isMade = (name: string): boolean => all.some((c) => !isNumber(c) && targetName(c) === name);
  const isSupposed = (name: string): boolean => !isMade(name) && !isMade(NUMBERED.exec(name)?.[1] ?? '');
  const besides = saidBesides(
    all,
    casesOf(formulas.said, notation, isGradient, isSupposed),
    exampleOf(formulas.said, notation, isGradient),
  );
  const stated = all.filter((c) => !besides.includes(c));
  const ofData = workedOut(stated, { isGradient, notation });
  const read = stated.filter((c) => !ofData.includes(c));
  for (const c of ofData)
    notices.push(`What is worked out for “${c.raw.left[0]?.at.token ?? ''}” is taken for the gradient.`);
  const setting = { notation, isGradient, asked: expect };
  const meant = askedBlock(
    withRatesApart(
      withOldOnes(
        withEachOf(
          withInstances(
            withFreeConstants(
              withoutWarmups(
                withoutSchedules(
                  withNumberedZeros(withoutExamples(withEarlierOnes(withPresentOnes(read)))),
                  notation,
                  notices,
                ),
                notation,
              ),
            ),
          ),
        ),
      ),
    ),
    setting,
    notices,
  );
  // Before any of them is compared with the others.
  if (meant.length > MAX_EQUATIONS)
    throw new Unreadable(
      wholeOf(answer.source),
      `${meant.length} equations`,
      `Only answers of up to ${MAX_EQUATIONS} equations are read.`,
    );
  const told = toldBesides(raws, targets, notation);
  const rest: Rest = { answer, formulas, told, besides, setting, options: { macros, expect } };
  function* cores(): Generator<FullReading> {
    // Beside a program the two are compared as they stand.
    if (answer.isBeside) return;
    const ruleOf = (own: readonly Candidate[]): FullReading | null => {
      // What was seen to hold needs no further look.
      const isKept = (raw: RawEquation): boolean =>
        own.some((c) => c.raw === raw) || ![...meant, ...told].some((c) => c.raw === raw);
      const kept = { ...formulas, raws: raws.filter(isKept) };
      return readOrNull(() => ruleFrom(own, { ...rest, formulas: kept, told: [] }, [...notices]));
    };
    const allOf = (rules: readonly (readonly Candidate[])[]): FullReading[] => {
      const read = rules.flatMap((own) => ruleOf(own) ?? []);
      return read.length === rules.length ? read : [];
    };
    for (const own of coresOf(meant, told, setting)) yield* allOf([own]);
    // Each of several forms has to be right by itself.
    const [form, ...others] = allOf(wholeForms(meant, setting));
    if (form) yield { ...form, further: [...form.further, ...others] };
  }
  return readOr(
    () => ({ ...ruleFrom(meant, rest, [...notices]), cores }),
    (error) => {
      const others = cores();
      const { value: first } = others.next();
      if (!first) throw error;
      return { ...first, unless: error, cores: () => others };
    },
  );
}

/** What an answer says beside the equations that may make up its rule. */
interface Rest {
  answer: Answer;
  formulas: ReturnType<typeof readFormulas>;
  /** Equations that tell something of a name which has one of its own. */
  told: readonly Candidate[];
  /** What is tried on the rule when it is found. */
  besides: readonly Candidate[];
  setting: Setting;
  options: RuleOptions;
}

/** @param meant the equations of the optimizer that is judged */
function ruleFrom(
  meant: readonly Candidate[],
  { answer, formulas, told, besides, setting, options }: Rest,
  notices: string[],
): FullReading {
  const { source: markdown } = answer;
  const { raws, pieces, unread, unreadCode, rejected, mentioned } = formulas;
  const { notation, isGradient } = setting;
  const assumptions: string[] = [];
  const single = withoutTwins(withoutNumberedSteps(meant));
  const { candidates: given, others } = firstForm(withoutRestated(single, setting), setting, notices);
  const [first] = unreadCode;
  if (given.length === 0 && first?.doubt) throw first.doubt;
  if (given.length === 0) {
    const isToldInWords = pieces.length === 0 && !/[=←$\\]/.test(markdown);
    const lines = isToldInWords ? linesTold(answer.said) : null;
    if (lines) return readLines(lines, options);
    throw new Unreadable(
      wholeOf(markdown),
      rejected > 0
        ? 'the answer says of its only rule that it is not meant'
        : isToldInWords
          ? 'no equation was found, the rule is told in words'
          : 'no equation that assigns something was found',
      'Write the update as an equation, such as `$\\theta \\leftarrow \\theta - \\eta g$`.',
    );
  }
  refuseStarts(given, notation.timeLetters);
  const { candidates, untouched, chosen, unrolled } = choiceOf(given, setting, assumptions);
  const moved = findParameter(equationsOf(withOneName(chosen)), notation);
  const isInRule = (name: string): boolean => chosen.some((c) => targetName(c) === name);
  const parameters =
    moved === null ? null : furtherParameters(untouched, moved, isGradient, notation, isInRule);
  // Where the gradient for W is taken at (W, b), how b moves is no part of how W does.
  const own = chosen.filter((c) => !parameters?.isOfFurther(c));
  const reading = assemble(own, notation, isGradient, assumptions, notices);
  const itself = { reading, own, notation, isGradient };
  refuseOtherSums(itself, unrolled);
  const spare = given.filter(({ raw }) => !chosen.some((c) => c.raw === raw));
  refuseUnkept(itself, told, spare);
  // A further form has its own names, and was tried as a rule of its own.
  const isOfForm = ({ equation }: Candidate): boolean =>
    others.some(({ model }) => model.equations.some(({ at }) => at === equation?.at));
  if (reading.assumptions.length === 0)
    refuseUntrue(
      reading.model,
      single.filter((c) => given.includes(c) || !isOfForm(c)),
      setting,
    );
  const further = (parameters?.further ?? []).map((each) => furtherReading(each, setting));
  // What is assumed may stand in a formula that was not read.
  if (unread && reading.assumptions.length > 0) throw unread;
  for (const each of [reading, ...further]) refuseHalfRead(candidates, unreadCode, each);
  const isUsed = (name: string): boolean =>
    further.some(({ model }) => model.equations.some((e) => e.target === name));
  const unused = reading.unused.filter((name) => !isUsed(name));
  const isLeftOut = ({ raw, error, target }: Candidate): boolean =>
    !raw.plain && (error !== null || unused.includes(target.name));
  const models = [reading, ...further].map(({ model }) => model);
  const accountOf = ({ model, unused: left, assumptions: assumed }: Reading): FurtherReading['account'] => ({
    model,
    candidates,
    raws,
    notation,
    parameters: models.map(({ parameter }) => parameter),
    unused: left.filter((name) => !isUsed(name)),
    assumptions: assumed,
    mentioned,
  });
  return {
    ...reading,
    account: accountOf(reading),
    forms: others.map((form) => ({ ...accountOf(reading), ...form })),
    untrue: () =>
      [
        { chosen: own, model: reading.model, kept: reading.kept },
        ...others.map((form) => readForm(form, setting)),
      ]
        .map(({ chosen: each, ...read }) => chainContradiction(each, spare, notation, isGradient, read))
        .find((contradiction) => contradiction !== null) ??
      untrueClaim(formulas.said, besides, [...spare, ...besides], reading.model, setting),
    notices: [...notices, ...unused.map((name) => `“${name}” is computed and never used.`)],
    borrowsFrom: lenderOf(reading.model, models, unused),
    further: further.map((each) => ({
      ...each,
      borrowsFrom: lenderOf(each.model, models, unused),
      account: accountOf(each),
      forms: [],
      untrue: () => null,
    })),
    isPartlyUnread: unread !== null || candidates.some(isLeftOut),
    cores: () => [],
    unless: null,
  };
}

/** Which equations make up the rule; of those that contradict each other as they are written one that says the same. */
function choiceOf(
  candidates: readonly Candidate[],
  setting: Setting,
  assumptions: string[],
): Choice & { candidates: readonly Candidate[]; untouched: readonly Candidate[] } {
  const untouched = candidates.map(cloned);
  const assumed: string[] = [];
  try {
    const choice = choose(candidates, setting, assumed);
    assumptions.push(...assumed);
    return { ...choice, candidates, untouched };
  } catch (error) {
    const rest = error instanceof Contradiction ? settled(untouched, setting) : untouched;
    if (rest === untouched) throw error;
    return choiceOf(rest, setting, assumptions);
  }
}

/** A further form with the equations that make it up. */
const readForm = (
  { candidates, model }: Form,
  setting: Setting,
): Pick<Reading, 'model' | 'kept'> & { chosen: readonly Candidate[] } => ({
  chosen: choose(candidates.map(cloned), setting, []).chosen,
  model,
  kept: null,
});

/** A rule that is told in words, by the lines that it says. */
function readLines(lines: readonly string[], options: RuleOptions): FullReading {
  const reading = readModel(answerOf(lines.join('\n')), options);
  const told = lines.map((line) => `“${line}”`).join(', then ');
  return { ...reading, assumptions: [...reading.assumptions, `The words are read as ${told}.`] };
}

function furtherReading({ parameter, candidates }: Further, setting: Setting): Reading {
  const assumptions: string[] = [];
  const { chosen } = choose(candidates, setting, assumptions);
  const isChosen = chosen.some((c) => targetName(c) === parameter);
  const own = isChosen ? chosen : candidates;
  return assemble(own, setting.notation, setting.isGradient, assumptions, [], parameter);
}

/**
 * The rule of an answer in TeX and plain text: what the formulas say alone, and with the lines beside them where that is no
 * rule or rests on assumptions.
 * @throws Unreadable where the formulas are no rule, and with the lines they would be left out of it
 */
export function readAnswer(answer: Answer, options: RuleOptions): { reading: FullReading; writing: Writing } {
  const formulas = findFormulas(answer);
  const isMixed = formulas.some(({ plain }) => plain) && formulas.some(({ plain }) => !plain);
  // Of several rules the one asked for may be the one in plain text.
  const asked = formulas.filter(({ under }) =>
    under.some(({ optimizer }) => isAskedName(optimizer, options.expect)),
  );
  const isAskedInPlain = asked.length > 0 && asked.every(({ plain }) => plain);
  const alone =
    isMixed && !isAskedInPlain
      ? readOr(
          () => readModel(answer, options, 'tex'),
          (error) => error,
        )
      : null;
  const isUnread = alone instanceof Unreadable;
  if (alone && !isUnread && alone.assumptions.length === 0) return { reading: alone, writing: 'tex' };
  const reading = readModel(answer, options);
  if (isUnread && reading.isPartlyUnread) throw alone;
  return { reading, writing: 'all' };
}

/** @throws Unreadable where a line of plain text or code that computes a part of the rule was not read */
function refuseHalfRead(
  candidates: readonly Candidate[],
  unreadCode: readonly Plain[],
  { model }: Reading,
): void {
  const needed = new Set(model.equations.flatMap((e) => [e.target, ...symbolNames(e.value)]));
  const parts = candidates.filter(({ target, raw }) => raw.plain !== null && needed.has(target.name));
  const counts = ({ raw }: Candidate): boolean =>
    raw.display || raw.plain?.isUpdate === true || isPutBack(raw);
  const error = parts.find((c) => c.error && counts(c))?.error;
  const blocks = new Set(parts.map(({ raw }) => raw.plain?.block));
  const beside = unreadCode.find(({ block }) => blocks.has(block))?.doubt;
  if (error ?? beside) throw error ?? beside;
}
