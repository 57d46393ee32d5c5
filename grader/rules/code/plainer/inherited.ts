/**
 * Classes that build on others of the same program: what they inherit is put in, so that each is read by itself. What a class calls of
 * its base, as `super().step(w, g)` does, is a method of its own with another name.
 */
import { means } from '../../lexicon.ts';
import { CONSTRUCTOR, changed } from '../../syntax/nodes.ts';
import type { Argument, Class, Define, Node, Statement } from '../../syntax/nodes.ts';
import { calledName, lastName } from '../seen/survey.ts';

/** The classes of a program that a class builds on, the nearest first. */
export function basesOf(name: string, statements: readonly Statement[]): string[] {
  const found: string[] = [];
  for (const open = [name]; open.length > 0;) {
    const next = open.shift();
    const own = statements.find((each): each is Class => each.kind === 'class' && each.name === next);
    const more = (own?.bases ?? []).filter((each) => each !== name && !found.includes(each));
    found.push(...more);
    open.push(...more);
  }
  return found;
}

/** The program with what its classes inherit from each other in them. */
export function withBases(statements: readonly Statement[]): Statement[] {
  const classes = new Map(statements.flatMap((each) => (each.kind === 'class' ? [[each.name, each]] : [])));
  const whole = (of: Class, open: readonly string[]): Class => {
    const [base] = (of.bases ?? []).flatMap((name) => classes.get(name) ?? []);
    return base && !open.includes(base.name) ? merged(of, whole(base, [...open, of.name])) : of;
  };
  return statements.map((each) => (each.kind === 'class' ? whole(each, []) : each));
}

const isMethod = (each: Statement): each is Define => each.kind === 'define';

function merged(of: Class, base: Class): Class {
  const methods = of.body.filter(isMethod);
  const own = new Set(methods.map(({ name }) => name));
  const asked = new Set<string>();
  let given: readonly Argument[] = [];
  const body = of.body.map((each) =>
    isMethod(each)
      ? changed(each, (node) => {
          const call = callOfBase(node, each.name, base);
          if (!call) return node;
          const name = call.name;
          if (CONSTRUCTOR.test(name)) {
            given = call.args;
            return { kind: 'nothing', from: node.from, to: node.to };
          }
          asked.add(name);
          const written = own.has(name) ? nameIn(base, name) : name;
          return {
            ...node,
            of: { kind: 'name', name: written, from: node.from, to: node.to },
            args: [...call.args],
          };
        })
      : each,
  );
  const inherited = base.body.flatMap((each): Statement[] => {
    if (!isMethod(each) || !own.has(each.name)) return [each];
    if (CONSTRUCTOR.test(each.name)) return [startedWith(each, given, base)];
    return asked.has(each.name) ? [{ ...each, name: nameIn(base, each.name) }] : [];
  });
  return { ...of, body: [...inherited, ...body] };
}

const isItself = ({ value }: Argument): boolean => value.kind === 'name' && means('self', value.name);

const nameIn = (base: Class, name: string): string => `${name}_of_${base.name}`;

/** Of `super().step(w, g)`, `super.step(w, g)`, `SGD.step(self, w, g)` and, in a step of C++, `SGD::step(w, g)`: the method and its arguments. */
function callOfBase(
  node: Node,
  within: string,
  base: Class,
): { name: string; args: readonly Argument[] } | null {
  if (node.kind !== 'call') return null;
  const { of, args } = node;
  const isOfBase = (name: string): boolean =>
    base.body.some((each) => isMethod(each) && each.name === name) || CONSTRUCTOR.test(name);
  if (of.kind === 'name') {
    // `super()` and `super(Momentum, self)` of Python stand before the method.
    const isConstructor = args.length > 0 && !args.some(isItself);
    if (of.name === 'super') return isConstructor ? { name: 'constructor', args } : null;
    return of.name === within && isOfBase(within) ? { name: within, args } : null;
  }
  if (of.kind !== 'member' || !isOfBase(of.name)) return null;
  const isSuper = calledName(of.of) === 'super' || (of.of.kind === 'name' && of.of.name === 'super');
  if (isSuper) return { name: of.name, args };
  const [self, ...others] = args;
  return self && isItself(self) && lastName(of.of) === base.name ? { name: of.name, args: others } : null;
}

/** `*args` and `**kwargs`, of which it is not said what is in them. */
const HANDED_ON = /^(?:args|kw\w*|rest|opts?|options)$/;

/** The constructor of a base with what it is given in the place of its parameters, under a name of its own. */
function startedWith(method: Define, given: readonly Argument[], base: Class): Statement {
  const isKnown = ({ value }: Argument): boolean => value.kind !== 'name' || !HANDED_ON.test(value.name);
  const known = given.slice(0, given.findIndex((each) => !isKnown(each)) >>> 0);
  const named = new Map(given.flatMap(({ keyword, value }) => (keyword === null ? [] : [[keyword, value]])));
  const positional = known.filter(({ keyword }) => keyword === null);
  const places = new Map(
    method.parameters.flatMap(({ name }, i) => {
      const value = named.get(name) ?? positional[i]?.value;
      return value ? [[name, value]] : [];
    }),
  );
  const body = changed(method.body, (node) =>
    node.kind === 'name' ? (places.get(node.name) ?? node) : node,
  );
  const parameters = method.parameters.filter(({ name }) => !places.has(name));
  return { ...method, name: `init_of_${base.name}`, parameters, body };
}
