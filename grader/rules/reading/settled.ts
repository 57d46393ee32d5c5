/** Two equations that give one name different values, and with either of which the rule takes the same steps. */
import { equationsOf, isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import { assemble } from '../model/assemble.ts';
import type { Reading } from '../model/assemble.ts';
import { choose } from '../model/choose.ts';
import { Contradiction, pointsOf } from '../model/contradictions.ts';
import { cloned } from '../model/parameters.ts';
import { findParameter } from '../model/roles.ts';
import { numberOf, rewrite, symbolNames, textOf } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { meansWithLabels } from '../lexicon.ts';
import { readOr, readOrNull, Unreadable } from '../place.ts';
import { isNextStep } from '../text/words/prose.ts';
import { FORMULA } from '../text/words/repetition.ts';
import { takeTheSameSteps } from '../run/unrolled.ts';
import { chainContradiction } from './chains.ts';

/** More than an answer has that is not written to be slow. */
const MAX_SETTLED = 3;
/** So many equations more than names are tried; each one more would take twice as long. */
const MAX_REPEATED = 8;

/**
 * The equations without those that only say again what the others do: `θ' = θ − v'`, and with v' put in `θ' = θ − γv − ηg`.
 * Those as they were where nothing contradicts, or where it does.
 */
export function settled(candidates: readonly Candidate[], setting: Setting): readonly Candidate[] {
  // What starts where something else stands is no start that the steps would show.
  const isStrangeStart = (c: Candidate): boolean =>
    c.target.time?.letter === null && c.equation !== null && !isNumber(c);
  if (candidates.some(isStrangeStart)) return candidates;
  const steps = candidates.filter((c) => !isNumber(c));
  if (steps.length - new Set(steps.map(targetName)).size > MAX_REPEATED) return candidates;
  let rest = candidates;
  for (let i = 0; i < MAX_SETTLED; i++) {
    const found = contradictionIn(rest, setting);
    if (!found) return rest;
    // Without one of them what stands between would be done before the other: another step, whose points fit by chance.
    const isInOrder = found.first.target.time === null && found.second.target.time === null;
    if (isInOrder && pointsOf(found.first) !== pointsOf(found.second)) return candidates;
    const without = (...others: Candidate[]): Candidate[] =>
      rest.filter((c) => !others.some((other) => isSame(c, other)));
    const one = readingOf(without(found.second), setting);
    const other = readingOf(without(found.first), setting);
    if (!one || !other || !agree(one, other, setting)) return candidates;
    // Of what the rule does without, nothing says that the two agree.
    const neither = readingOf(without(found.first, found.second), setting);
    if (neither && agree(one, neither, setting)) return candidates;
    rest = without(found.second);
  }
  return candidates;
}

/** Without the small constants in its denominators. */
const withoutEpsilon = (e: Expression): string =>
  textOf(
    rewrite(e, (part) =>
      part.kind === 'binary' && part.operator === '/' ? { ...part, right: bareOf(part.right) } : part,
    ),
  );

/** √(v + ε) + ε, without both. */
const bareOf = (divisor: Expression): Expression =>
  rewrite(divisor, (part) => {
    if (part.kind !== 'binary' || part.operator !== '+') return part;
    return isEpsilon(part.right) ? part.left : isEpsilon(part.left) ? part.right : part;
  });

const isEpsilon = (e: Expression): boolean => e.kind === 'symbol' && meansWithLabels('epsilon', e.name);

/**
 * The equations without those that stand once more with a small constant, or with it in another place: "Against a division by
 * zero: …", "mxnet has √(v + ε)". The one with the constant counts, and of several the one in a frame.
 */
export function withoutTwins(candidates: readonly Candidate[]): readonly Candidate[] {
  const isTwin = (one: Candidate, other: Candidate): boolean =>
    one.raw !== other.raw &&
    targetName(one) === targetName(other) &&
    one.raw.operator === other.raw.operator &&
    one.raw.about === other.raw.about &&
    textOf(one.equation!.value) !== textOf(other.equation!.value) &&
    withoutEpsilon(one.equation!.value) === withoutEpsilon(other.equation!.value);
  const hasNone = (c: Candidate): boolean => withoutEpsilon(c.equation!.value) === textOf(c.equation!.value);
  const steps = candidates.filter((c) => c.equation !== null && numberOf(c.equation.value) === null);
  return candidates.filter((c) => {
    if (!steps.includes(c)) return true;
    const framed = steps.filter((other) => other.raw.isBoxed && targetName(other) === targetName(c));
    if (framed.length === 1 && framed[0] !== c && c.raw.operator === '=') return false;
    const twins = steps.filter((other) => isTwin(c, other));
    if (twins.length === 0) return true;
    const isFirst = twins.every((other) => candidates.indexOf(other) > candidates.indexOf(c));
    return !hasNone(c) && (isFirst || twins.every(hasNone));
  });
}

/** Words of its sentence: no number of a list, and nothing that comes next in time. */
function isToldOf(c: Candidate): boolean {
  const { before } = c.raw.words;
  const words = before.slice(sentenceOf(c)).replaceAll(FORMULA, ' ');
  const since = before.slice(before.lastIndexOf(FORMULA) + 1);
  return /\p{L}[^.\n]*\s\p{L}/u.test(words) && !isNextStep(since);
}

/**
 * The steps without those that are only told once more: "4. θ ← θ + v. Inserting 3 into 4 gives θ ← θ + μv − ηg", where v is the
 * old one.
 * @throws Unreadable where either is a whole rule, and they take other steps
 */
export function withoutRestated(candidates: readonly Candidate[], setting: Setting): readonly Candidate[] {
  const parameter = findParameter(equationsOf(candidates), setting.notation);
  const isAgain = (c: Candidate): boolean =>
    targetName(c) === parameter && isStep(c) && isToldOf(c) && firstOf(c, candidates) !== undefined;
  const again = candidates.find(isAgain);
  if (!again?.equation) return candidates;
  const form = withoutForm(again, candidates, setting);
  if (form) return form;
  const first = firstOf(again, candidates)!;
  const others = candidates.filter((c) => c !== again);
  const one = readingOf(others, setting);
  const without = others.filter((c) => c !== first);
  const isStart = (c: Candidate): boolean => !isStep(c);
  const start = without.findIndex((c) => !isStart(c));
  const places = [candidates.indexOf(first), without.length, Math.max(0, start)];
  const rules = places.flatMap((at) => readingOf(without.toSpliced(at, 0, again), setting) ?? []);
  const isOfData = symbolNames(again.equation.value).some((name) => isExample(name, candidates));
  if (!one || (rules.length === 0 && !isOfData)) return candidates;
  if (rules.some((other) => agree(one, other, setting))) return others;
  throw new Unreadable(
    again.equation.at,
    `“${again.equation.at.token}” is moved twice, and the words do not say whether one after the other`,
    'Keep the equation that is meant.',
  );
}

/**
 * "In vector form: s ← …, θ ← …": all that a sentence says once more of what stands above it; null where it does not take the same
 * steps.
 */
function withoutForm(
  again: Candidate,
  candidates: readonly Candidate[],
  setting: Setting,
): readonly Candidate[] | null {
  const isOfSentence = (c: Candidate): boolean =>
    isStep(c) && c.raw.words.before.length >= sentenceOf(again) && firstOf(c, candidates) !== undefined;
  const start = candidates.findIndex(isOfSentence);
  const form = candidates.filter((c, i) => i >= start && isOfSentence(c));
  const firsts = form.map((c) => firstOf(c, candidates)!);
  if (form.length < 2 || firsts.some((c) => form.includes(c))) return null;
  const [one, other] = [form, firsts].map((left) =>
    readingOf(
      candidates.filter((c) => !left.includes(c)),
      setting,
    ),
  );
  if (!one || !other || !agree(one, other, setting)) return null;
  return candidates.filter((c) => !form.includes(c));
}

/** Where in the words the sentence of a candidate begins. */
function sentenceOf({ raw: { words } }: Candidate): number {
  const ends = [...words.before.trimEnd().matchAll(/[.!?]\s|\n/g)];
  return ends.at(-1)?.index ?? 0;
}

/** x and y, which no equation makes: "θ ← θ + η(y − θᵀx)x" has the gradient worked out. */
const isExample = (name: string, candidates: readonly Candidate[]): boolean =>
  /^(?:hat )?[xyXY](?:_\w+)?$/.test(name) && !candidates.some((c) => targetName(c) === name);

const isStep = ({ equation, raw }: Candidate): boolean =>
  equation !== null && equation.isArrow && !raw.isAside && !raw.isRemark && numberOf(equation.value) === null;

/** The step above that moves the same, by the same optimizer. */
const firstOf = (c: Candidate, candidates: readonly Candidate[]): Candidate | undefined =>
  candidates
    .slice(0, candidates.indexOf(c))
    .find(
      (other) =>
        isStep(other) &&
        other.raw !== c.raw &&
        other.raw.about === c.raw.about &&
        targetName(other) === targetName(c),
    );

const isSame = (a: Candidate, b: Candidate): boolean => a.raw === b.raw && targetName(a) === targetName(b);

function contradictionIn(candidates: readonly Candidate[], setting: Setting): Contradiction | null {
  return readOr(
    () => {
      choose(candidates.map(cloned), setting, []);
      return null;
    },
    (error) => (error instanceof Contradiction ? error : null),
  );
}

interface Read {
  chosen: readonly Candidate[];
  reading: Reading;
}

const readingOf = (candidates: readonly Candidate[], setting: Setting): Read | null =>
  readOrNull(() => {
    const { chosen } = choose(settled(candidates, setting).map(cloned), setting, []);
    return { chosen, reading: assemble(chosen, setting.notation, setting.isGradient, [], []) };
  });

/** Do both take the same steps, and the second one with every member of its chains? */
const agree = (one: Read, other: Read, { notation, isGradient }: Setting): boolean =>
  readOr(
    () =>
      takeTheSameSteps(one.reading.model, other.reading.model) &&
      chainContradiction(other.chosen, [], notation, isGradient, other.reading) === null,
    () => false,
  );
