/** How far a sum reaches, and what a mean divides by. */
import { gradientsIn, isSum, nameOf, walk } from '../../formulas/expression.ts';
import type { Bounds, Expression, Gradient } from '../../formulas/expression.ts';
import { Unreadable } from '../../place.ts';
import type { Place } from '../../place.ts';
import type { Part } from '../account.ts';
import { isAlike, nameOfStep, namesIn, pointsIn, scriptsOf, spelled, stepTime } from '../names.ts';
import type { Check, Objections } from './check.ts';
import { LETTER } from './indices.ts';

export function* sumObjections(check: Check): Objections {
  for (const part of check.parts) {
    for (const gradient of gradientsIn(part.value)) yield* mean(gradient);
    for (const each of walk(part.value)) {
      if (each.kind !== 'history' || !each.written) continue;
      yield* bounds(each.written, true);
      yield* countedByAnother(each.body, each.written);
      if (each.operator === '+') yield* reach(check, each, each.written, part);
    }
  }
}

/** 1/m Σ_{i=1}^m */
function* mean({ written: { means, shares, sums } }: Gradient): Objections {
  const all = [...means, ...sums];
  for (const each of all) yield* bounds(each, sums.includes(each));
  for (const share of all.length > 0 ? shares : [])
    if (isSum(share) || all.some((each) => isOfOthers(share, each)))
      yield new Unreadable(
        share.at,
        'a mean that is not divided by the number of its terms',
        'Divide the sum by as many as it has terms.',
      );
}

/** 1/χ Σ_{i=1}^m and 1/|χ| Σ_{i∈B}; the batch may have its step or not. */
function isOfOthers(share: Expression, { upper, set }: Bounds): boolean {
  const isSize = share.kind === 'call' && share.name === 'abs';
  const count = nameOf(isSize ? share.args[0]! : share);
  const terms = upper === 'unread' ? null : nameOf(isSize ? set : upper);
  if (!count || !terms) return share.kind === 'number' && share.value === 0;
  const isBare = [count, terms].some((name) => scriptsOf(name).length === 0 && name.index === null);
  return isBare ? !isAlike(count, terms) : spelled(count) !== spelled(terms);
}

function* bounds({ at, lower, isOverSet, upper, counter }: Bounds, isHistory: boolean): Objections {
  const isStart = lower !== null && lower !== 'unread' && lower.kind === 'number' && lower.value <= 1;
  if (lower !== null && !isStart && !isOverSet)
    yield new Unreadable(
      at,
      'a sum that does not begin at the first term',
      'Sum from the first one on, as in `$\\sum_{i=1}^t$`.',
    );
  const end = upper === 'unread' ? null : upper;
  // Σ_{t=1}^t g_t² can mean nothing but all of them; Σ_{t=t}^t is refused for where it begins.
  const isOfItself = counter !== null && nameOf(end)?.base === counter && !isStart;
  const isOneTerm = isHistory && (isOfItself || (end?.kind === 'number' && lower !== null));
  if (isOneTerm) yield notReached(at);
}

/** `Σ_{s=1}^t ∇L(w_{t'})²`: what is summed has an index of its own, and it is neither the sum's nor that of its last step. */
function* countedByAnother(body: Expression, { at, counter, upper }: Bounds): Objections {
  if (counter === null || upper === null || upper === 'unread') return;
  const names = [body, ...pointsIn(body)].flatMap(namesIn).map(({ name }) => name);
  if (names.some((name) => [...scriptsOf(name), stepTime(name)?.letter].includes(counter))) return;
  const last = nameOfStep(upper)?.base;
  const stray = names
    .flatMap((name) => [...name.labels, stepTime(name)?.letter ?? ''])
    .find((letter) => isLetter(letter) && letter !== last);
  if (stray !== undefined)
    yield new Unreadable(
      at,
      `a sum over “${counter}” of something that is counted by “${stray}”`,
      'Use the index of the sum in what it sums.',
    );
}

const isLetter = (text: string): boolean => LETTER.test(text.replace(/'$/, ''));

function notReached(at: Place): Unreadable {
  return new Unreadable(
    at,
    'a sum that does not reach the present step',
    'Let the index run to the present step.',
  );
}

/** `G_t = Σ^{t−1} g_i²` leaves out the present gradient. */
function* reach(
  check: Check,
  { at, body, index }: Expression & { kind: 'history' },
  { lower, upper }: Bounds,
  part: Part,
): Objections {
  if (upper === null || upper === 'unread' || lower === null) return;
  const [own, step] = [stepTime(part.target), stepTime(nameOfStep(upper))];
  if (!own || !step || step.letter !== own.letter) return;
  // Σ_{i=0}^{t−1} g_{i+1}
  const later = [body, ...pointsIn(body)].flatMap(namesIn).map(({ name }) => {
    const time = stepTime(name);
    return time?.letter === index ? time.offset : 0;
  });
  const last = step.offset + Math.max(0, ...later);
  // `θ_{t+1} = θ_t − η g_t / √Σ^t g_i²`
  if (part.isUpdate && check.steps.includes(last)) return;
  const isCountedBack = lower !== 'unread' && lower.kind === 'number' && lower.value === 0;
  const isShort = isCountedBack ? last < own.offset - 1 : last !== own.offset;
  if (isShort) yield notReached(at);
}
