/** Calls of C++, Java, Rust and Go and of their libraries of arrays as NumPy's writes are: zeros, copies, what is done with every entry. */
import { table, words } from '../../lexicon.ts';
import { assigned, flatNames } from '../nodes.ts';
import type { Argument, Node, Parameter, Span, Statement } from '../nodes.ts';

/** What leaves a value what it is: another view of it, an iterator over it, what a pointer points to. */
const SAME = words(
  'array matrix eval noalias derived iter iter_mut into_iter as_slice as_mut_slice as_ref as_mut borrow borrow_mut unwrap view view_mut get get_mut lock stream boxed toArray collect doubleValue floatValue value to_f64 into data',
);

const COPIES = words('clone copy to_owned to_vec cloned copied owned deepCopy copyOf');

const NAMES: Readonly<Record<string, string>> = table({
  cwiseSqrt: 'sqrt',
  sqrtl: 'sqrt',
  sqrtf: 'sqrt',
  cwiseAbs: 'abs',
  fabsl: 'abs',
  cwiseAbs2: 'square',
  abs2: 'square',
  cwiseProduct: 'mul',
  component_mul: 'mul',
  cwiseQuotient: 'div',
  component_div: 'div',
  cwiseMax: 'max',
  cwiseMin: 'min',
  cwiseInverse: 'reciprocal',
  recip: 'reciprocal',
  signum: 'sign',
  powl: 'pow',
  fmaxl: 'max',
  Zero: 'zeros',
  Zeros: 'zeros',
  calloc: 'zeros',
  zeros: 'zeros',
  Ones: 'ones',
  mapv: 'map',
  unaryExpr: 'map',
});

/** Of a length and a value, which all entries have. */
const FILLED = words('from_elem from_element Constant full');

export const callOf = (of: Node, args: readonly Node[], at: Span): Node & { kind: 'call' } => ({
  kind: 'call',
  of,
  args: args.map((value): Argument => ({ keyword: null, value })),
  ...at,
});

export const namedCall = (name: string, args: readonly Node[], at: Span): Node & { kind: 'call' } =>
  callOf({ kind: 'name', name, ...at }, args, at);

/** An array of which all entries are that. */
export const filledWith = (value: Node, at: Span): Node =>
  value.kind === 'number' && value.value !== 0
    ? { ...value, ...at }
    : isZero(value)
      ? namedCall('zeros', [], at)
      : value;

const isZero = (node: Node): boolean =>
  (node.kind === 'number' && node.value === 0) ||
  (node.kind === 'call' && node.of.kind === 'name' && node.of.name === 'zeros');

/** `a.zip(b).zip(c)` and `a.zip(b.zip(c))` are `zip(a, b, c)`. */
const zipped = (parts: readonly Node[], at: Span): Node =>
  namedCall(
    'zip',
    parts.flatMap((part) => (isZip(part) ? part.args.map(({ value }) => value) : part)),
    at,
  );

const isZip = (node: Node): node is Node & { kind: 'call' } =>
  node.kind === 'call' && node.of.kind === 'name' && node.of.name === 'zip';

/** `a.zip(b).map(|(a, b)| a + b)` is what a function makes of both, entry by entry. */
function mapped(of: Node, by: Node, at: Span): Node | null {
  if (by.kind === 'name') return callOf({ kind: 'member', of, name: by.name, ...at }, [], at);
  if (by.kind !== 'function') return null;
  return isZip(of)
    ? callOf(
        by,
        of.args.map(({ value }) => value),
        at,
      )
    : null;
}

export const binaryOf = (left: Node, operator: string, right: Node, at: Span): Node => ({
  kind: 'binary',
  operator,
  left,
  right,
  ...at,
});

/** What is kept under a key, and put there where there is none yet: Python's `m.setdefault(k, start)`. */
function startedAt(of: Node, key: Node, start: Node, at: Span): Node | null {
  const [only, ...others] = start.kind === 'function' ? start.body : [];
  if (start.kind === 'function' && (only?.kind !== 'return' || others.length > 0)) return null;
  const made = only?.kind === 'return' ? only.value : start;
  return callOf({ kind: 'member', of, name: 'setdefault', ...at }, [key, made], at);
}

/** A method by its object, as it would be called in Python; null where it is that already. */
export function libraryMethod(of: Node, name: string, args: readonly Node[], at: Span): Node | null {
  const [first, second] = args;
  if (args.length === 0 && SAME.has(name)) return of;
  if (args.length === 0 && COPIES.has(name))
    return callOf({ kind: 'member', of, name: 'clone', ...at }, [], at);
  if (name === 'zip' || name === 'and') return first ? zipped([of, first], at) : null;
  if (name === 'enumerate' || name === 'indexed_iter') return namedCall('enumerate', [of], at);
  if (/^map(?:v|To\w+)?$/.test(name) && first) {
    const made = mapped(of, first, at);
    if (made) return made;
  }
  // A function of Java as a value
  if (/^(?:applyAsDouble|apply|invoke)$/.test(name) && first && first.kind !== 'function')
    return callOf(of, args, at);
  if (name === 'mul_add' && first && second) return binaryOf(binaryOf(of, '*', first, at), '+', second, at);
  // `m.computeIfAbsent(k, x -> new double[n])`, and `m.entry(k).or_insert_with(|| vec![0.0; n])` of Rust
  if (name === 'computeIfAbsent' && first && second) return startedAt(of, first, second, at);
  const entry = of.kind === 'call' && of.of.kind === 'member' && of.of.name === 'entry' ? of.args[0] : null;
  if (/^or_insert(?:_with)?$/.test(name) && first && entry && of.kind === 'call' && of.of.kind === 'member')
    return startedAt(of.of.of, entry.value, first, at);
  // `m.get(k)`, `m.get(&k).unwrap()`, `m.at(i)`
  if (/^(?:get|get_mut|at|coeff|coeffRef|getOrDefault|get_unchecked)$/.test(name) && first && !second)
    return { kind: 'entry', of, index: first, ...at };
  const own = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return own === undefined ? null : callOf({ kind: 'member', of, name: own, ...at }, args, at);
}

/** A function, as it would be called in Python; null where it is that already. */
export function libraryFunction(name: string, owner: string, args: readonly Node[], at: Span): Node | null {
  const [first, second, third] = args;
  if (FILLED.has(name) && second) return filledWith(args.at(-1)!, at);
  if (name === 'from' && owner === 'Zip' && first) return first;
  if (/^(?:copyOf|copy_of)$/.test(name) && first)
    return callOf({ kind: 'member', of: first, name: 'clone', ...at }, [], at);
  if (name === 'fma' && first && second && third)
    return binaryOf(binaryOf(first, '*', second, at), '+', third, at);
  if (/^(?:stream|move|ref|cref|Some|Ok|Box|RefCell|black_box)$/.test(name) && first && !second) return first;
  const own = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return own === undefined ? null : namedCall(own, own === 'zeros' ? [] : args, at);
}

export const parametersOf = (patterns: readonly Node[]): Parameter[] =>
  patterns
    .flatMap(flatNames)
    .flatMap((node) => (node.kind === 'name' ? [{ name: node.name, value: null }] : []));

/** The names of a loop, for what is done with each: `ws.iter_mut().for_each(|w| …)`. */
const loopOver = (of: Node, by: Node & { kind: 'function' }, at: Span): Statement => {
  const names = by.parameters.map(({ name }): Node => ({ kind: 'name', name, ...at }));
  return {
    kind: 'loop',
    header: `for ${by.parameters.map(({ name }) => name).join(', ')} in zip(values)`,
    names,
    over: of,
    body: by.body,
    ...at,
  };
};

/** `Math`, `java.util.Arrays` */
export const isLibrary = (node: Node): boolean =>
  (node.kind === 'name' || node.kind === 'member') &&
  /^(?:Math|StrictMath|FastMath|Arrays|Collections|std)$/.test(node.name);

/** A call for what it changes: `m.put(k, v)`, `Arrays.fill(m, 0)` and `m.resize(n, 0.0)` assign; null of those that are no such call. */
export function changeOf(value: Node, at: Span): Statement[] | null {
  if (value.kind !== 'call') return null;
  const args = value.args.map((each) => each.value);
  const [first, second, third] = args;
  const given = (target: Node, as: Node): Statement[] => [assigned([target], as, at)];
  const { of } = value;
  const name = of.kind === 'name' || of.kind === 'member' ? of.name : '';
  const owner = of.kind === 'member' && !isLibrary(of.of) ? of.of : null;
  if (owner) {
    if (/^(?:for_each|forEach)$/.test(name) && first?.kind === 'function')
      return [loopOver(owner, first, at)];
    if (
      /^(?:put|insert|set|putIfAbsent|insert_or_assign)$/.test(name) &&
      first &&
      second &&
      args.length === 2
    )
      return given({ kind: 'entry', of: owner, index: first, ...at }, second);
    if (/^(?:assign|resize)$/.test(name) && first)
      return given(owner, second ? filledWith(second, at) : namedCall('zeros', [], at));
    if (/^(?:setZero|set_zero|zeros)$/.test(name)) return given(owner, namedCall('zeros', [], at));
    if (/^(?:fill|setConstant)$/.test(name) && first) return given(owner, filledWith(args.at(-1)!, at));
    if (/^(?:copy_from|copyFrom|assign|clone_from)$/.test(name) && first && !second)
      return given(owner, first);
    if (/^(?:map_inplace|mapv_inplace|apply)$/.test(name) && first?.kind === 'function')
      return given(owner, callOf({ kind: 'member', of: owner, name: 'map', ...at }, [first], at));
    return null;
  }
  // std::fill(m.begin(), m.end(), 0.0)
  const begun =
    first?.kind === 'call' && first.of.kind === 'member' && first.of.name === 'begin' ? first.of.of : first;
  if (name === 'fill' && begun && (second || third)) return given(begun, filledWith(args.at(-1)!, at));
  if (name === 'memset' && first && second) return given(first, filledWith(second, at));
  // Go's `copy(to, from)`
  if (name === 'copy' && first && second && !third)
    return given(first, callOf({ kind: 'member', of: second, name: 'clone', ...at }, [], at));
  return null;
}
