/** Functions and methods of NumPy, PyTorch, Math and their like: a row each, from arguments to an expression. */
import { means } from '../lexicon.ts';
import { binary, number } from './expression.ts';
import type { BinaryOperator, Expression } from './expression.ts';
import type { Place } from '../place.ts';

/** Arguments without a keyword, those with one, and where the call stands. */
interface Call {
  args: readonly Expression[];
  keywords: ReadonlyMap<string, Expression>;
  at: Place;
}

type Build = (call: Call) => Expression;

const called =
  (name: (Expression & { kind: 'call' })['name']): Build =>
  ({ args, at }) => ({ kind: 'call', name, args: [...args], at });

/** Of one argument, which stands on that side of a number. */
const withNumber =
  (operator: BinaryOperator, value: number, isBefore = true): Build =>
  ({ args: [of], at }) =>
    isBefore ? binary(operator, number(value, at), of!) : binary(operator, of!, number(value, at));

const combined =
  (operator: BinaryOperator): Build =>
  ({ args: [left, right] }) =>
    binary(operator, left!, right!);

/** A weight comes by its keyword or, in an older form, as the argument behind the object. */
function weighted({ args: [self, ...values], keywords }: Call, count: number, keyword: string) {
  const weight = values.length > count ? values.shift() : keywords.get(keyword);
  const times = (value: Expression): Expression => (weight ? binary('*', weight, value) : value);
  return { self: self!, values, times };
}

/** `add_(grad, alpha=1 - beta)`, and `add_(1 - beta, grad)` */
const added =
  (operator: '+' | '-'): Build =>
  (call) => {
    const { self, values, times } = weighted(call, 1, 'alpha');
    return binary(operator, self, times(values[0]!));
  };

/** `addcmul_(grad, grad, value=1 - beta)` */
const addedTerm =
  (operator: '*' | '/'): Build =>
  (call) => {
    const { self, values, times } = weighted(call, 2, 'value');
    return binary('+', self, times(binary(operator, values[0]!, values[1]!)));
  };

/** `m.lerp_(grad, 1 - beta)` */
const interpolated: Build = ({ args: [self, end, weight] }) =>
  binary('+', self!, binary('*', weight!, binary('-', end!, self!)));

const hypotenuse: Build = (call) => {
  const [a, b] = call.args.map((each) => binary('^', each, number(2, call.at)));
  return called('sqrt')({ ...call, args: [binary('+', a!, b!)] });
};

/** Its names, how many arguments it takes (the object of a method counted), what it makes, and its keyword. */
const ROWS: readonly [string, readonly number[], Build, string?][] = [
  ['sqrt', [1], called('sqrt')],
  ['rsqrt', [1], (call) => binary('/', number(1, call.at), called('sqrt')(call))],
  ['square', [1], withNumber('^', 2, false)],
  ['reciprocal', [1], withNumber('/', 1)],
  ['neg negative', [1], withNumber('*', -1)],
  ['hypot', [2], hypotenuse],
  ['abs fabs absolute', [1], called('abs')],
  ['sign sgn', [1], called('sign')],
  ['norm', [1], called('norm')],
  ['max maximum fmax', [2, 3, 4, 5, 6], called('max'), 'other'],
  ['min minimum fmin', [2], called('min')],
  ['pow powi powf power float_power', [2], combined('^')],
  ['multiply mul times', [2], combined('*')],
  ['divide div true_divide', [2], combined('/')],
  ['add plus', [2, 3], added('+'), 'alpha'],
  ['subtract sub minus', [2, 3], added('-'), 'alpha'],
  ['addcmul', [3, 4], addedTerm('*'), 'value'],
  ['addcdiv', [3, 4], addedTerm('/'), 'value'],
  ['lerp', [3], interpolated],
];

const FUNCTIONS = new Map(
  ROWS.flatMap(([names, arity, build, keyword]) =>
    names.split(' ').map((name) => [name, { arity, build, keyword }] as const),
  ),
);

/** `Math.Sqrt` of C# too. */
const rowOf = (name: string) => FUNCTIONS.get(name) ?? FUNCTIONS.get(name.toLowerCase());

export const isFunction = (name: string): boolean => rowOf(name) !== undefined;

/** The value of a call; null where it is not known with these arguments. */
export function applied(name: string, call: Call): Expression | null {
  const row = rowOf(name);
  if (!row?.arity.includes(call.args.length)) return null;
  const isKnown = (keyword: string): boolean => keyword === row.keyword || means('silent', keyword);
  return [...call.keywords.keys()].every(isKnown) ? row.build(call) : null;
}
