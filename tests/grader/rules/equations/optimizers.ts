/** Each optimizer by every convention that is right, as systems of equations. */
import { PARAMETER } from './system.ts';
import type { Equation, Expression, System } from './system.ts';

export const number = (value: number): Expression => ({ kind: 'number', value });
export const constant = (name: string): Expression => ({ kind: 'constant', name });
export const now = (name: string): Expression => ({ kind: 'quantity', name, age: 'new' });
export const old = (name: string): Expression => ({ kind: 'quantity', name, age: 'old' });
export const plus = (...values: Expression[]): Expression => ({
  kind: 'sum',
  terms: values.map((value) => ({ sign: 1, value })),
});
export const minus = (a: Expression, b: Expression): Expression => ({
  kind: 'sum',
  terms: [
    { sign: 1, value: a },
    { sign: -1, value: b },
  ],
});
export const times = (...factors: Expression[]): Expression => ({ kind: 'product', factors });
export const over = (top: Expression, bottom: Expression): Expression => ({ kind: 'quotient', top, bottom });
export const root = (of: Expression): Expression => ({ kind: 'root', of });
export const square = (base: Expression): Expression => ({ kind: 'power', base, exponent: number(2) });

const g: Expression = { kind: 'gradient', at: null };
const t: Expression = { kind: 'time' };
const [rate, decay, decay2, epsilon, weight] = ['rate', 'decay', 'decay2', 'epsilon', 'weight'].map(
  constant,
) as [Expression, Expression, Expression, Expression, Expression];
const complement = (of: Expression): Expression => minus(number(1), of);
const average = (name: string, by: Expression, of: Expression): System => [
  { name, value: plus(times(by, old(name)), times(complement(by), of)) },
];
/** Σ_i β^{t−i} of it */
const history = (of: Expression, base: Expression | null = null): Expression => ({
  kind: 'history',
  base,
  of,
});
const averageOfAll = (name: string, by: Expression, of: Expression): System => [
  { name, value: times(complement(by), history(of, by)) },
];
const moves = (step: Expression): System => [{ name: PARAMETER, value: minus(old(PARAMETER), step) }];
const adds = (step: Expression): System => [{ name: PARAMETER, value: plus(old(PARAMETER), step) }];
/** 1 − βᵗ */
const correction = (by: Expression, exponent: Expression): Expression =>
  complement({ kind: 'power', base: by, exponent });
const corrected = (name: string, of: string, by: Expression): System => [
  { name, value: over(now(of), correction(by, t)) },
];
const largest = (of: string): Equation => ({
  name: 'u',
  value: { kind: 'maximum', of: [old('u'), now(of)] },
});
/** √v + ε, √(v + ε) and √v. */
const denominators = (of: Expression): Expression[] => [
  plus(root(of), epsilon),
  root(plus(of, epsilon)),
  root(of),
];
const absolute = (of: Expression): Expression => ({ kind: 'absolute', of });

const moments: System = [...average('m', decay, g), ...average('v', decay2, square(g))];
const correctedMoments: System = [
  ...moments,
  ...corrected('mh', 'm', decay),
  ...corrected('vh', 'v', decay2),
];
const momentsOfAll: System = [
  ...averageOfAll('m', decay, g),
  ...averageOfAll('v', decay2, square(g)),
  ...corrected('mh', 'm', decay),
  ...corrected('vh', 'v', decay2),
];
const ahead: Expression = { kind: 'gradient', at: minus(old(PARAMETER), times(decay, old('v'))) };
const aheadUp: Expression = { kind: 'gradient', at: plus(old(PARAMETER), times(decay, old('v'))) };

export const OPTIMIZERS: Readonly<Record<string, readonly System[]>> = {
  sgd: [moves(times(rate, g))],
  momentum: [
    [{ name: 'v', value: plus(times(decay, old('v')), times(rate, g)) }, ...moves(now('v'))],
    [{ name: 'v', value: minus(times(decay, old('v')), times(rate, g)) }, ...adds(now('v'))],
    [{ name: 'v', value: plus(times(decay, old('v')), g) }, ...moves(times(rate, now('v')))],
    [...average('v', decay, g), ...moves(times(rate, now('v')))],
    [...average('v', decay, times(rate, g)), ...moves(now('v'))],
    [{ name: 'v', value: history(g, decay) }, ...moves(times(rate, now('v')))],
    [{ name: 'v', value: history(times(rate, g), decay) }, ...moves(now('v'))],
    [...averageOfAll('v', decay, g), ...moves(times(rate, now('v')))],
  ],
  nesterov: [
    [
      { name: 'v', value: plus(times(decay, old('v')), g) },
      ...moves(times(rate, plus(g, times(decay, now('v'))))),
    ],
    [{ name: 'v', value: plus(times(decay, old('v')), times(rate, ahead)) }, ...moves(now('v'))],
    [{ name: 'v', value: minus(times(decay, old('v')), times(rate, aheadUp)) }, ...adds(now('v'))],
  ],
  adagrad: denominators(now('v')).flatMap((bottom) =>
    [plus(old('v'), square(g)), history(square(g))].map((value) => [
      { name: 'v', value },
      ...moves(over(times(rate, g), bottom)),
    ]),
  ),
  rmsprop: denominators(now('v')).flatMap((bottom) =>
    [average, averageOfAll].map((averaged) => [
      ...averaged('v', decay, square(g)),
      ...moves(over(times(rate, g), bottom)),
    ]),
  ),
  // PyTorch has a rate where the paper has none.
  adadelta: [now('d'), times(rate, now('d'))].map((step) => [
    ...average('v', decay, square(g)),
    { name: 'd', value: times(over(root(plus(old('s'), epsilon)), root(plus(now('v'), epsilon))), g) },
    ...average('s', decay, square(now('d'))),
    ...moves(step),
  ]),
  adam: [
    ...denominators(now('vh')).flatMap((bottom) =>
      [correctedMoments, momentsOfAll].map((each) => [
        ...each,
        ...moves(over(times(rate, now('mh')), bottom)),
      ]),
    ),
    [
      ...moments,
      {
        name: 'a',
        value: over(
          times(rate, root(complement({ kind: 'power', base: decay2, exponent: t }))),
          complement({ kind: 'power', base: decay, exponent: t }),
        ),
      },
      ...moves(over(times(now('a'), now('m')), plus(root(now('v')), epsilon))),
    ],
  ],
  adamw: denominators(now('vh')).flatMap((bottom) => [
    [
      ...correctedMoments,
      ...moves(times(rate, plus(over(now('mh'), bottom), times(weight, old(PARAMETER))))),
    ],
    [
      ...correctedMoments,
      ...moves(plus(over(times(rate, now('mh')), bottom), times(weight, old(PARAMETER)))),
    ],
  ]),
  adamax: [now('u'), plus(now('u'), epsilon)].map((bottom) => [
    ...average('m', decay, g),
    { name: 'u', value: { kind: 'maximum', of: [times(decay2, old('u')), absolute(g)] } },
    ...corrected('mh', 'm', decay),
    ...moves(over(times(rate, now('mh')), bottom)),
  ]),
  amsgrad: [
    ...denominators(now('u')).flatMap((bottom) => [
      // As Reddi et al. write it, and with Adam's corrections before the maximum.
      [...moments, largest('v'), ...moves(over(times(rate, now('m')), bottom))],
      [...correctedMoments, largest('vh'), ...moves(over(times(rate, now('mh')), bottom))],
    ]),
    ...denominators(now('uh')).map((bottom) => [
      ...moments,
      largest('v'),
      ...corrected('mh', 'm', decay),
      ...corrected('uh', 'u', decay2),
      ...moves(over(times(rate, now('mh')), bottom)),
    ]),
  ],
  nadam: denominators(now('vh')).flatMap((bottom) => [
    [
      ...correctedMoments,
      {
        name: 'n',
        value: plus(times(decay, now('mh')), over(times(complement(decay), g), correction(decay, t))),
      },
      ...moves(over(times(rate, now('n')), bottom)),
    ],
    [
      ...moments,
      ...corrected('vh', 'v', decay2),
      ...moves(
        times(
          over(rate, bottom),
          plus(
            over(times(decay, now('m')), correction(decay, plus(t, number(1)))),
            over(times(complement(decay), g), correction(decay, t)),
          ),
        ),
      ),
    ],
  ]),
  'rmsprop-centered': denominators(minus(now('v'), square(now('m')))).map((bottom) => [
    ...average('m', decay, g),
    ...average('v', decay, square(g)),
    ...moves(over(times(rate, g), bottom)),
  ]),
  'momentum-ema-corrected': [
    [...average('v', decay, g), ...moves(times(rate, over(now('v'), correction(decay, t))))],
    [...average('v', decay, g), ...corrected('vh', 'v', decay), ...moves(times(rate, now('vh')))],
    [...averageOfAll('v', decay, g), ...moves(times(rate, over(now('v'), correction(decay, t))))],
  ],
};
