/** What is left of a moving average when it is put into itself: `g_t + β g_{t−1} + β² g_{t−2} + … + β^{t−1} g_1`. */
import { binary, factorsOf, numberOf, rewrite, symbol, symbolsOf, textOf } from './expression.ts';
import type { Expression, Time } from './expression.ts';

type Stepped = Time & { letter: string };

/** A term, taken apart: what stands at a step, and what it is multiplied by. */
interface Term {
  share: readonly Expression[];
  body: Expression;
  time: Time;
}

const timesIn = (e: Expression): Time[] => symbolsOf(e).flatMap(({ time }) => time ?? []);

/** Factors without those that all terms have; null where one of these is missing. */
function without(factors: readonly Expression[], common: readonly Expression[]): Expression[] | null {
  const rest = [...factors];
  for (const each of common) {
    const at = rest.findIndex((factor) => textOf(factor) === textOf(each));
    if (at < 0) return null;
    rest.splice(at, 1);
  }
  return rest;
}

function termOf(e: Expression, common: readonly Expression[] = []): Term | null {
  const factors = factorsOf(e);
  const timed = factors.filter((factor) => timesIn(factor).length > 0);
  const [body, ...others] = timed;
  const [time, ...more] = body ? timesIn(body) : [];
  if (!body || !time || others.length + more.length > 0) return null;
  const share = without(
    factors.filter((factor) => factor !== body),
    common,
  );
  return share && { share, body, time };
}

/** An expression at any step. */
const formOf = (e: Expression): string =>
  textOf(rewrite(e, (part) => (part.kind === 'symbol' ? { ...part, time: null } : part)));

/** β^k, where a share is nothing but a power of β. */
function powerIn(share: readonly Expression[], base: string): Expression | number | null {
  if (share.length === 0) return 0;
  if (share.every((factor) => textOf(factor) === base)) return share.length;
  const [only, ...others] = share;
  const isPower = only?.kind === 'binary' && only.operator === '^' && textOf(only.left) === base;
  if (!isPower || others.length > 0) return null;
  return numberOf(only.right) ?? only.right;
}

/** Any number of steps at which a power has to be right. */
const TRIED = 7;

/**
 * @param terms those before the dots, at least two
 * @param last  the one behind them; null where none is given
 * @returns the sum over all steps; null of terms that do not fade by one factor, each a step before the one above
 */
export function fadingSum(terms: readonly Expression[], last: Expression | null): Expression | null {
  const common = (terms[0] && termOf(terms[0])?.share) ?? [];
  const found = terms.flatMap((term) => termOf(term, common) ?? []);
  const [first, second] = found;
  const ratio = second?.share[0];
  if (!first || !second || !ratio || found.length < terms.length || first.time.letter === null) return null;
  const { letter, offset } = first.time as Stepped;
  const base = textOf(ratio);
  const isLike = ({ share, body, time }: Term, i: number): boolean =>
    powerIn(share, base) === i &&
    formOf(body) === formOf(first.body) &&
    time.letter === letter &&
    time.offset === offset - i;
  if (!found.every(isLike)) return null;
  const end = last && termOf(rewrite(last, numbered), common);
  const power = end ? powerIn(end.share, base) : null;
  if (last && (!end || power === null || formOf(end.body) !== formOf(first.body))) return null;
  // β^{t−1} g_1, β^t g_0
  const lower = end ? end.time.offset : 1;
  if (end && (end.time.letter !== null || lower < 0 || lower > 1)) return null;
  if (end && atStep(power!, letter) !== TRIED + offset - lower) return null;
  const { at } = ratio;
  const name = letter === 'i' ? 'j' : 'i';
  const index = symbol(name, null, at);
  const now = symbol(letter, null, at);
  const until = offset === 0 ? now : binary('+', now, { kind: 'number', value: offset, at });
  const share = binary('^', ratio, binary('-', until, index));
  const body = rewrite(first.body, (part) =>
    part.kind === 'symbol' && part.time ? { ...part, time: { letter: name, offset: 0 } } : part,
  );
  const sum: Expression = {
    kind: 'history',
    operator: '+',
    index: name,
    lower,
    upper: { letter, offset },
    body: binary('*', share, body),
    at,
  };
  return common.reduceRight((product, factor) => binary('*', factor, product), sum);
}

/** g_1, whose number is a step. */
function numbered(e: Expression): Expression {
  const [, name, step] = (e.kind === 'symbol' && !e.time && /^(.+)_(\d+)$/.exec(e.name)) || [];
  return e.kind === 'symbol' && name !== undefined
    ? { ...e, name, time: { letter: null, offset: Number(step) } }
    : e;
}

/** What a power of t is at one step. */
function atStep(power: Expression | number, letter: string): number | null {
  if (typeof power === 'number') return power;
  return numberOf(
    rewrite(power, (part) =>
      part.kind === 'symbol' && part.name === letter && !part.time
        ? { kind: 'number', value: TRIED, at: part.at }
        : part,
    ),
  );
}
