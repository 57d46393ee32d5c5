/**
 * Equations that stand beside a rule and hold all along its way: the same steps in another variable, first steps written out, a
 * sum that a recursion unrolls to. What is true of a rule changes nothing of it.
 */
import { isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import type { RawEquation } from '../equations/equations.ts';
import { symbolNames, uses } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { assemble } from '../model/assemble.ts';
import { choose } from '../model/choose.ts';
import type { Model } from '../model/model.ts';
import { cloned } from '../model/parameters.ts';
import { sayTheSame } from '../model/sameness.ts';
import { NOWHERE, readOr, Unreadable } from '../place.ts';
import { NUMBERED, Way } from '../run/way.ts';
import { hasDots } from '../text/plain/piece.ts';
import { lastSentence, optimizersIn } from '../text/words/prose.ts';
import { denies, isAgain } from '../text/words/states.ts';
import { agreesAroundDots, isDots, withMember } from './chains.ts';
import { placeOf } from './formulas.ts';

const EXPECTATION = /^E\[/;

/** More than an answer has that is not written to be slow. */
const MOST = 24;

interface Truth {
  /** Those of which it is seen that they hold. */
  kept: Candidate[];
  broken: Candidate[];
  /** Those of which nothing is known, such as of a name that has no value. */
  unknown: Candidate[];
}

/** What holds along the way of a rule: equations beside it, of which the first of a name that it does not have says what that is. */
function truthOf(model: Model, rest: readonly Candidate[], setting: Setting): Truth {
  const used = model.equations.flatMap(({ target, value }) => [target, ...symbolNames(value)]);
  const made = new Set([...used, ...model.constants.keys()]);
  const defined = new Map<string, Candidate>();
  for (const c of rest) {
    const name = targetName(c);
    const isNumbered = made.has(NUMBERED.exec(name)?.[1] ?? '');
    if (c.equation && !made.has(name) && !isNumbered && !defined.has(name) && !uses(c.equation.value, name))
      defined.set(name, c);
  }
  const definitions = [...defined.values()];
  const others = rest.filter((c) => !definitions.includes(c));
  const isUsed = (name: string): boolean =>
    others.some(
      ({ equation }) => equation?.target === name || (equation && symbolNames(equation.value).includes(name)),
    );
  const equations = new Map([...defined].map(([name, c]) => [name, c.equation!]));
  const way = new Way(model, equations, setting.isGradient);
  const sideHolds = (
    c: Candidate,
    side: Candidate['raw']['right'],
    own: Expression | null,
  ): boolean | null => {
    // What the dots leave out is read where it is a sum over all steps.
    if (hasDots(side) && !own)
      return isDots(side) || agreesAroundDots(c, side, setting.notation, () => way) || null;
    const value = own ?? withMember(c, side, setting.notation)?.equation?.value;
    return value
      ? way.holds(c.equation ? { name: c.equation.target, time: c.equation.time } : c.target, value)
      : null;
  };
  const holds = (c: Candidate): boolean | null => {
    if (model.constants.has(targetName(c))) return null;
    const isDefinition = definitions.includes(c);
    const found = c.raw.otherSides.map((side) => sideHolds(c, side, null));
    if (!isDefinition) found.push(sideHolds(c, c.raw.right, c.equation?.value ?? null));
    if (isDefinition && !isUsed(targetName(c))) found.push(null);
    return found.includes(false) ? false : found.includes(null) ? null : true;
  };
  const truth = (): Truth => {
    const found = rest.map((c) => [c, holds(c)] as const);
    const those = (is: boolean | null): Candidate[] => found.flatMap(([c, each]) => (each === is ? [c] : []));
    return { kept: those(true), broken: those(false), unknown: those(null) };
  };
  return way.bestOf(truth, ({ kept, broken }) => kept.length - 2 * broken.length);
}

/** Does all of this hold, and is what it brings in only another name? */
const hold = (model: Model, rest: readonly Candidate[], setting: Setting): boolean =>
  truthOf(model, rest, setting).kept.length === rest.length;

/** "With L2 regularization …", "At the first step …", in the languages that answers are written in. */
const HEDGES =
  /^[\W_]*(?:with(?:out)?|if|for|when|unlike|whereas|while|suppose|assum\p{L}*|instead|compare\p{L}*|con|si|sin|cuando|mit|wenn|ohne|bei|falls|avec|sans|quand|pour|com|sem|se|quando|при|если|без|przy|jeśli|bez|eğer|nếu|khi)(?!\p{L})|^[\W_]*(?:如果|若|当|如|もし|만약)|(?<!\p{L})(?:first|ersten?|πρώτ\p{L}*|prime[ri]\p{L}*|premi[eè]r\p{L}*|prim[oa]|перв\p{L}*|pierwsz\p{L}*|constant|konstant\p{L}*)(?!\p{L})|第一|最初|首/iu;

/** Does the sentence say it of another case, or of another optimizer? */
const isHedged = ({ raw: { words, named } }: Candidate): boolean =>
  named.length > 0 ||
  HEDGES.test(lastSentence(words.before)) ||
  optimizersIn(/^[^.;\n]*/.exec(words.behind)?.[0] ?? '').length > 0;

/**
 * @param given all equations of the answer
 * @throws Unreadable at one in a display that is not true of the rule
 */
export function refuseUntrue(model: Model, given: readonly Candidate[], setting: Setting): void {
  const used = new Set(model.equations.map(({ at }) => at));
  const about = given.find((c) => c.equation?.target === model.parameter && used.has(c.equation.at))?.raw
    .about;
  const isBeside = (c: Candidate): boolean =>
    c.equation !== null &&
    !used.has(c.equation.at) &&
    !isNumber(c) &&
    c.raw.about === about &&
    !c.raw.isExample;
  const rest = given.filter(isBeside);
  const made = new Set(model.equations.map(({ target }) => target));
  const isInEarnest = (c: Candidate): boolean =>
    c.raw.display ? !(c.raw.isAside || c.raw.isRemark) : made.has(targetName(c)) && !isHedged(c);
  if (!rest.some(isInEarnest)) return;
  const isSame = (c: Candidate): boolean =>
    model.equations.some(
      ({ target, value }) => target === targetName(c) && sayTheSame(value, c.equation!.value, made),
    );
  const known = new Set([...made, ...model.constants.keys(), ...setting.notation.timeLetters]);
  // `E[g²]` says in a formula what words would.
  const isStrange = (name: string): boolean =>
    !known.has(name) && !setting.isGradient(name) && !EXPECTATION.test(name);
  // Of a name of the rule nothing is passed over that is made of what the rule does not have.
  const isPassedOver = (c: Candidate): boolean =>
    made.has(targetName(c)) &&
    isInEarnest(c) &&
    !isStart(c) &&
    !isSame(c) &&
    symbolNames(c.equation!.value).some(isStrange);
  const untrue = readOr(
    () => {
      const { broken, unknown } = truthOf(model, rest.map(cloned), setting);
      return broken.find(isInEarnest) ?? unknown.find(isPassedOver);
    },
    () => undefined,
  );
  if (!untrue) return;
  const at = untrue.raw.left[0]?.at ?? placeOf(untrue.target.name);
  throw new Unreadable(at, 'an equation that the rule does not keep', 'Correct the one that is not meant.');
}

/** `m_0 = g_0`: where a state starts says nothing of what comes of it, and is in no rule that does without. */
const isStart = ({ target: { time } }: Candidate): boolean => time?.letter === null && time.offset <= 0;

/** Runs of formulas that may be left out, the longest rest first. */
function* restsOf(steps: readonly Candidate[]): Generator<readonly Candidate[]> {
  const formulaOf = ({ raw }: Candidate): string => raw.left[0]?.at.source ?? '';
  const starts = steps.flatMap((c, i) => (i > 0 && formulaOf(steps[i - 1]!) === formulaOf(c) ? [] : [i]));
  const ends = [...starts, steps.length];
  const runs = starts.flatMap((from) => ends.flatMap((to) => (to > from ? [[from, to] as const] : [])));
  const cuts = steps.flatMap((_, i) => [[0, i] as const, [i, steps.length] as const]);
  const all = new Map([...runs, ...cuts].map(([from, to]) => [`${from} ${to}`, [from, to] as const]));
  const size = ([from, to]: readonly [number, number]): number => to - from;
  for (const [from, to] of [...all.values()].sort((a, b) => size(a) - size(b)))
    if (to > from && to - from < steps.length) yield steps.slice(from, to);
}

/** `E[v_t] = E[g_t²](1 − β^t)` says what a state is on average, as long as no rule is made of such averages. */
function isExpected(c: Candidate, all: readonly Candidate[]): boolean {
  const name = targetName(c);
  const namesOf = ({ equation }: Candidate): string[] => (equation ? symbolNames(equation.value) : []);
  return (
    EXPECTATION.test(name) &&
    namesOf(c).some((other) => EXPECTATION.test(other) && other !== name) &&
    !all.some((other) => targetName(other) !== name && namesOf(other).includes(name))
  );
}

/** "v = 0 before each step", which is no remark. */
export function isPutBack({ right, words }: RawEquation): boolean {
  const [only, ...more] = right;
  const clause = /^[^.!?;。\n]*/.exec(words.behind)?.[0] ?? '';
  return only?.kind === 'digit' && more.length === 0 && isAgain(clause) && !denies(clause);
}

/**
 * Rules that some of the equations are, and along whose way all others hold.
 * @param told equations whose side had to be solved for a name that has one of its own
 */
export function* coresOf(
  given: readonly Candidate[],
  told: readonly Candidate[],
  setting: Setting,
): Generator<readonly Candidate[]> {
  const isGiven = (c: Candidate): boolean => isNumber(c) || isStart(c);
  const all = given.filter((c) => !isGiven(c) && !isExpected(c, given));
  if (all.some(({ error, raw }) => error !== null && isPutBack(raw))) return;
  const names = new Set(all.map(targetName));
  const steps = all.filter((c) => !names.has(NUMBERED.exec(targetName(c))?.[1] ?? ''));
  if (all.length > MOST || (names.size === all.length && steps.length === all.length && told.length === 0))
    return;
  const numbered = all.filter((c) => !steps.includes(c));
  const rests = numbered.length > 0 ? [[], ...restsOf(steps)] : restsOf(steps);
  for (const without of rests) {
    const own = given.filter((c) => isGiven(c) || (steps.includes(c) && !without.includes(c)));
    const isWhole = readOr(
      () => {
        const assumptions: string[] = [];
        const { chosen } = choose(own.map(cloned), setting, assumptions);
        const { notation, isGradient } = setting;
        const { model, unused, isImplied } = assemble(chosen, notation, isGradient, assumptions, []);
        if (assumptions.length + unused.length > 0 || isImplied) return false;
        // What it does without is verified, too.
        const used = new Set(model.equations.map(({ at }) => at));
        const isSpare = (c: Candidate): boolean =>
          without.includes(c) || !used.has(c.equation?.at ?? NOWHERE);
        return hold(model, [...steps.filter(isSpare), ...numbered, ...told].map(cloned), setting);
      },
      () => false,
    );
    if (isWhole) yield own;
  }
}
