/** How a hyperparameter is moved by a slider: positions are whole numbers, and every test's value is within reach. Pure. */
import type { HyperparameterName } from '../../../../../grader/terms.ts';

export interface Scale {
  /** Positions go from 0 to this. */
  last: number;
  valueAt: (position: number) => number;
  /** The position nearest to a value. */
  positionOf: (value: number) => number;
}

/** Decay rates are told apart by what is missing to 1: 0, 0.9, 0.99, 0.999. */
const RATES: readonly string[] = ['momentum', 'decay_rate', 'beta1', 'beta2'] satisfies HyperparameterName[];
const RATE_DECADES = 4;
const PER_DECADE = 20;
/** Decades on either side of the test's own value. */
const REACH = 2;

/** As many digits as a person would write. */
const short = (value: number): number => Number(value.toPrecision(3));

const clamp = (position: number, last: number): number => Math.max(0, Math.min(last, Math.round(position)));

const rates: Scale = {
  last: RATE_DECADES * PER_DECADE,
  valueAt: (position) => Number((1 - short(10 ** (-position / PER_DECADE))).toFixed(7)),
  positionOf: (value) =>
    clamp(-Math.log10(Math.max(1 - value, 10 ** -RATE_DECADES)) * PER_DECADE, RATE_DECADES * PER_DECADE),
};

function decadesAround(middle: number): Scale {
  const last = 2 * REACH * PER_DECADE;
  const first = Math.log10(middle) - REACH;
  return {
    last,
    valueAt: (position) => short(10 ** (first + position / PER_DECADE)),
    positionOf: (value) => clamp((Math.log10(value) - first) * PER_DECADE, last),
  };
}

/** @param given the value in the test */
export function scaleOf(name: string, given: number): Scale {
  if (RATES.includes(name)) return rates;
  // What a test leaves at 0 or below is moved from 0 upwards.
  return given > 0
    ? decadesAround(given)
    : { last: 50, valueAt: (at) => at / 100, positionOf: (value) => clamp(value * 100, 50) };
}

/** `learning_rate` as a person says it. */
export const sliderName = (name: string): string => name.replaceAll('_', ' ').replace(/(beta)(\d)/, '$1 $2');
