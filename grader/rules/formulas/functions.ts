/** Functions and methods of NumPy, PyTorch, Math and their like: a row each, from arguments to an expression. */
import { means } from '../lexicon.ts';
import { binary, number } from './expression.ts';
import type { BinaryOperator, Expression } from './expression.ts';
import type { Place } from '../place.ts';

/** Arguments without a keyword, those with one, and where the call stands. */
export interface Call {
  args: readonly Expression[];
  keywords: ReadonlyMap<string, Expression>;
  at: Place;
}

interface Row {
  /** How many arguments it takes, the object of a method counted. */
  arity: readonly number[];
  keywords?: readonly string[];
  build: (call: Call) => Expression;
}

type Name = (Expression & { kind: 'call' })['name'];

const called =
  (name: Name) =>
  ({ args, at }: Call): Expression => ({ kind: 'call', name, args: [...args], at });

const combined =
  (operator: BinaryOperator) =>
  ({ args }: Call): Expression =>
    binary(operator, args[0]!, args[1]!);

const power = (of: Expression, exponent: number, at: Place): Expression =>
  binary('^', of, number(exponent, at));

/** `add_(grad, alpha=1 - beta)`, and its older form `add_(1 - beta, grad)` */
const added =
  (operator: '+' | '-') =>
  ({ args, keywords }: Call): Expression => {
    const [self, first, second] = args as [Expression, Expression, Expression?];
    const [weight, value] = second ? [first, second] : [keywords.get('alpha'), first];
    return binary(operator, self, weight ? binary('*', weight, value) : value);
  };

/** `addcmul_(grad, grad, value=1 - beta)` */
const addedTerm =
  (operator: '*' | '/') =>
  ({ args, keywords }: Call): Expression => {
    const [self, first, second, third] = args as [Expression, Expression, Expression, Expression?];
    const [weight, one, other] = third ? [first, second, third] : [keywords.get('value'), first, second];
    const term = binary(operator, one, other);
    return binary('+', self, weight ? binary('*', weight, term) : term);
  };

const sqrt: Row = { arity: [1], build: called('sqrt') };
const abs: Row = { arity: [1], build: called('abs') };
const sign: Row = { arity: [1], build: called('sign') };
const maximum: Row = { arity: [2, 3], keywords: ['other'], build: called('max') };
const minimum: Row = { arity: [2], build: called('min') };
const raised: Row = { arity: [2], build: combined('^') };
const times: Row = { arity: [2], build: combined('*') };
const over: Row = { arity: [2], build: combined('/') };
const plus: Row = { arity: [2, 3], keywords: ['alpha'], build: added('+') };
const minus: Row = { arity: [2, 3], keywords: ['alpha'], build: added('-') };

const FUNCTIONS: Record<string, Row> = {
  sqrt,
  rsqrt: {
    arity: [1],
    build: (call) => binary('/', number(1, call.at), called('sqrt')(call)),
  },
  square: { arity: [1], build: ({ args, at }) => power(args[0]!, 2, at) },
  reciprocal: { arity: [1], build: ({ args, at }) => binary('/', number(1, at), args[0]!) },
  neg: { arity: [1], build: ({ args, at }) => binary('*', number(-1, at), args[0]!) },
  negative: { arity: [1], build: ({ args, at }) => binary('*', number(-1, at), args[0]!) },
  abs,
  fabs: abs,
  absolute: abs,
  sign,
  sgn: sign,
  max: maximum,
  maximum,
  fmax: maximum,
  min: minimum,
  minimum,
  fmin: minimum,
  norm: { arity: [1], build: called('norm') },
  pow: raised,
  powi: raised,
  powf: raised,
  power: raised,
  float_power: raised,
  multiply: times,
  mul: times,
  times,
  divide: over,
  div: over,
  true_divide: over,
  add: plus,
  plus,
  subtract: minus,
  sub: minus,
  minus,
  addcmul: { arity: [3, 4], keywords: ['value'], build: addedTerm('*') },
  addcdiv: { arity: [3, 4], keywords: ['value'], build: addedTerm('/') },
  lerp: {
    arity: [3],
    build: ({ args }) => {
      const [self, end, weight] = args as [Expression, Expression, Expression];
      return binary('+', self, binary('*', weight, binary('-', end, self)));
    },
  },
};

/** `Math.Sqrt` of C# too. */
const rowOf = (name: string): Row | undefined =>
  [name, name.toLowerCase()].flatMap((each) => (Object.hasOwn(FUNCTIONS, each) ? FUNCTIONS[each]! : []))[0];

export const isFunction = (name: string): boolean => rowOf(name) !== undefined;

/** The value of a call; null where it is not known with these arguments. */
export function applied(name: string, call: Call): Expression | null {
  const row = rowOf(name);
  const keywords = [...call.keywords.keys()].filter((keyword) => !means('silent', keyword));
  if (!row || !row.arity.includes(call.args.length)) return null;
  if (keywords.some((keyword) => !row.keywords?.includes(keyword))) return null;
  return row.build(call);
}
