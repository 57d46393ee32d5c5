/** Declarations of C, C++, Java, Rust and Go, and what functions are given: names that come into being, with what they start from. */
import type { SyntaxNode } from '@lezer/common';
import { assigned, flatNames, isPlace, namesAmong } from '../nodes.ts';
import type { Node, Parameter, Span, Statement } from '../nodes.ts';
import { declaredIn, givenIn, goDeclared, isFunctionDeclarator } from './declared.ts';
import type { Declared } from './declared.ts';
import { isPart, partsOf } from './parts.ts';
import { isOfIntegers, isOfReals, isWhole } from './languages.ts';
import { callOf, namedCall } from './libraries.ts';
import { Tests } from './tests.ts';

/** Containers that begin empty, and grow. */
const CONTAINER = /\b(?:vector|valarray|deque|array|list|Vec)\b|\[\]/;
/** What begins with zeros, whatever is written behind it. */
const OF_ZEROS = /zeros|Zero/;
const LENGTH = /^(?:n|N|d|D|k|dim|dims|num\w*|n_\w+|len\w*|\w*[sS]ize|\w*[cC]ount|\w*_n)$/;

export const one = (at: Span): Node => ({ kind: 'number', value: 1, ...at });

export abstract class Declarations extends Tests {
  /** Functions, classes and what else holds statements of its own; null of all other statements. */
  protected abstract definition(node: SyntaxNode): Statement[] | null;

  protected assigned(target: Node, value: Node, at: Span, operator = ''): Statement {
    return this.known([target], this.fitting(target, value, at), at, operator);
  }

  /** What is given a value has to be known: another thing may be changed. */
  protected known(targets: Node[], value: Node, at: Span, operator = ''): Statement {
    const isKnown = targets.flatMap(flatNames).every(isPlace);
    return isKnown ? assigned(targets, value, at, operator) : this.unread(at);
  }

  /** A whole number has no decimals. */
  private fitting(target: Node, value: Node, at: Span): Node {
    return this.fittingIn(this.isInteger(target), value, at);
  }

  /** What is read is a function that gives a whole number. */
  protected givesInteger = false;

  protected fittingIn(isInteger: boolean, value: Node, at: Span): Node {
    if (!isInteger || !this.isReal(value)) return value;
    return this.other(at, 'a value without its decimals', 'Let it be a number with decimals.');
  }

  protected unread(at: Span, reason = 'a statement that is not understood'): Statement {
    return { kind: 'do', value: this.other(at, reason, 'Write the update itself, as an equation.'), ...at };
  }

  /** The names of a pattern, each a name of the loop. */
  protected bound(pattern: SyntaxNode, isReference = false): Node[] {
    const names: SyntaxNode[] = [];
    pattern.cursor().iterate((each) => {
      if (/^(?:BoundIdentifier|Identifier|Definition|DefName|_)$/.test(each.name)) names.push(each.node);
    });
    return names.map((each) => {
      this.scopes.add(this.of(each), { isInteger: null, isReference });
      return this.node(each);
    });
  }

  protected parameters(list: SyntaxNode | null, isOfEntries = false): Parameter[] {
    const given = list ? givenIn(list, (node) => this.of(node)) : [];
    return given.flatMap(({ name, type, value }): Parameter[] => {
      const isTyped = type !== '?';
      const copied = isTyped ? this.language.copiedAs(type) : undefined;
      const isInteger = isWhole(type);
      const start = value ? this.node(value) : null;
      if (start?.kind === 'call' && value?.name === 'CallExpression')
        this.amiss ??= this.unread(start, 'a start that a function gives, and nothing says which');
      return this.bound(name).flatMap((each) => {
        if (each.kind !== 'name') return [];
        this.scopes.add(each.name, { isInteger, type, isReference: isOfEntries && copied === undefined });
        return [{ name: each.name, value: start, ...(copied && { copied }) }];
      });
    });
  }

  protected declared(node: SyntaxNode, at: Span): Statement[] {
    const all = declaredIn(node, (each) => this.of(each));
    if (all.length === 0) return this.constructed(node, at);
    const isStatic = partsOf(node).some(({ name }) => name === 'static');
    const made = all.flatMap((each) => this.declaredOne(each, at));
    if (!isStatic || !this.scopes.isInner) return made;
    // A variable of C that a function keeps from call to call.
    this.kept.push(...made);
    return [];
  }

  /** Is it a type of the program, of which an object is made? */
  protected abstract isClass(type: string): boolean;

  /** What functions keep, which is given its value once. */
  protected kept: Statement[] = [];

  /** `std::vector<double> m(n);`, which a grammar takes for a function. */
  private constructed(node: SyntaxNode, at: Span): Statement[] {
    const parts = partsOf(node);
    const function_ = parts.find(isFunctionDeclarator);
    const name = function_?.getChild('Identifier');
    const args = function_?.getChild('ParameterList');
    if (!function_ || !name || !args)
      return parts.some((each) => this.definition(each))
        ? parts.flatMap((each) => this.definition(each) ?? [])
        : [];
    const type = this.text.slice(node.from, function_.from);
    const given = partsOf(args).filter(isPart);
    const isZeros =
      OF_ZEROS.test(this.of(args)) ||
      (CONTAINER.test(type) && given.length === 1 && this.isLength(this.of(given[0]!)));
    const isTyped = given.some((each) => partsOf(each).filter(isPart).length > 1);
    // A function that is only promised.
    if (/^\s*(?:\w+\s+)*void\b/.test(type) || isTyped || (!CONTAINER.test(type) && !isZeros)) return [];
    const own = this.scopes.declare(this.of(name), null);
    const target: Node = { kind: 'name', name: own.name, ...this.at(name) };
    return [isZeros ? this.assigned(target, namedCall('zeros', [], at), at) : this.unread(at)];
  }

  /** Does a name say how long an array is? */
  private isLength(name: string): boolean {
    const known = this.scopes.find(name);
    return known ? known.isInteger === true : LENGTH.test(name);
  }

  private declaredOne({ name, type, value }: Declared, at: Span): Statement[] {
    const before = value && !this.language.isSeenAtOnce ? this.node(value) : null;
    const isReference = /&/.test(type.replace(/<.*>/s, '')) || (value !== null && /^&/.test(this.of(value)));
    const read = before ?? (value ? this.startOf(value, type) : null);
    if (/Pattern$|BindingDeclarator$/.test(name.name)) {
      for (const each of namesAmong(flatNames(this.node(name)))) this.introduce(each, null, null);
      return read ? [this.assigned(this.node(name), read, at)] : [];
    }
    const written = this.of(name);
    const isPointer = /\*/.test(type);
    if ((isReference || isPointer) && read && isPlace(read) && written !== '_') {
      this.scopes.declare(written, null);
      this.scopes.add(written, { isInteger: this.isInteger(read) || null, place: () => read });
      return [];
    }
    if (read?.kind === 'function') {
      this.introduce(written, null, type);
      const { parameters, body } = read;
      return [{ kind: 'define', name: written, parameters, body, ...at }];
    }
    const isSelf = value !== null && this.scopesSelf(value, written);
    const isInteger = isWhole(type) ?? ((read && this.isInteger(read)) || null);
    const isNew = this.scopes.find(written) === undefined;
    const own = this.introduce(written, isInteger, type);
    const target = this.named(written, this.at(name));
    if (own === null) return [];
    if (!read) return this.startsEmpty(target, type, at);
    // `double m = b * m + g;`, where m is the new one, or none at all
    const isOfItself = isSelf && (this.language.isSeenAtOnce || (isNew && this.scopes.isInner));
    const start = isOfItself
      ? this.other(
          at,
          `“${written}” is declared here, and used before it has a value`,
          'Declare it above the loop.',
        )
      : read;
    return [this.assigned(target, this.copied(start, type, at), at)];
  }

  private introduce(name: string, isInteger: boolean | null, type: string | null): string | null {
    if (name === '_') return null;
    const own = this.scopes.declare(name, isInteger);
    if (type !== null) own.type = type;
    return own.name;
  }

  private scopesSelf(value: SyntaxNode, name: string): boolean {
    let found = false;
    value.cursor().iterate((each) => {
      if (/^(?:Lambda|Closure|Function)/.test(each.name)) return false;
      if (
        /^(?:Identifier|VariableName)$/.test(each.name) &&
        this.of(each.node) === name &&
        !/^(?:FieldAccess|ScopedIdentifier)$/.test(each.node.parent?.name ?? '')
      )
        found = true;
      return true;
    });
    return found;
  }

  /** `auto m = this->m[i];` of C++ has a copy of an array. */
  private copied(value: Node, type: string, at: Span): Node {
    const isArray = /\bauto\b|vector|Vector|Matrix|Array|array|\bvec\b/.test(type);
    if (this.language.startsAtZero || !isArray || !isPlace(value)) return value;
    if (value.kind === 'name' && !this.scopes.isInner) return value;
    return callOf({ kind: 'member', of: value, name: 'clone', ...at }, [], at);
  }

  /** `v(n, 0.0)`, `v{}` and `v = {0}` */
  protected startOf(value: SyntaxNode, type: string): Node {
    const at = this.at(value);
    if (value.name === 'ArgumentList') {
      const args = this.args(value);
      const [only, ...more] = args;
      if (OF_ZEROS.test(this.of(value))) return this.array([only ?? one(at)], at);
      if (CONTAINER.test(type)) {
        if (only && more.length === 0 && !this.isLengthNode(only)) return this.copied(only, 'array', at);
        return this.array(args, at);
      }
      const named = /(\w+)(?:<.*>)?\s*$/s.exec(type.trim())?.[1] ?? '';
      if (only && more.length === 0 && !this.isClass(named)) return only;
      return this.ofType(named, args, at);
    }
    if (value.name !== 'InitializerList' && value.name !== 'ArrayInitializer') return this.node(value);
    const items = partsOf(value).filter(isPart);
    const isZero = items.length === 0 || (items.length === 1 && /^0(?:\.0*)?[fF]?$/.test(this.of(items[0]!)));
    if (/\[/.test(type) || CONTAINER.test(type))
      return isZero && !/vector|Vec\b/.test(type) ? namedCall('zeros', [], at) : this.node(value);
    return items.length === 1
      ? this.node(items[0]!)
      : items.length === 0 && isOfReals(type)
        ? { kind: 'number', value: 0, ...at }
        : this.node(value);
  }

  private isLengthNode(node: Node): boolean {
    return (
      this.isInteger(node) ||
      (node.kind === 'name' && this.isLength(node.name)) ||
      (node.kind === 'member' && node.name === 'length')
    );
  }

  private startsEmpty(target: Node, type: string, at: Span): Statement[] {
    if (this.language.startsAtZero !== 'all') return [];
    if (/^\[\d*\w+\]/.test(type)) return [this.assigned(target, namedCall('zeros', [], at), at)];
    if (!isOfIntegers(type) && !isOfReals(type)) return [];
    return /[[\]]/.test(type) ? [] : [this.assigned(target, { kind: 'number', value: 0, ...at }, at)];
  }

  protected declaredInGo(node: SyntaxNode, at: Span): Statement[] {
    const specs = partsOf(node).flatMap((each) => (each.name === 'SpecList' ? partsOf(each) : [each]));
    const own = specs.filter(({ name }) => /Spec$/.test(name));
    return (own.length > 0 ? own : [node]).flatMap((spec) => this.specified(spec, at));
  }

  private specified(spec: SyntaxNode, at: Span): Statement[] {
    const { names, type, values } = goDeclared(spec, (each) => this.of(each));
    const [first, second] = names;
    const [value, ...more] = values;
    if (values.length === names.length) {
      if (names.length === 1) return this.declaredOne({ name: first!, type, value: value! }, at);
      const read = values.map((each) => this.node(each));
      const targets = names.map((each, i) => this.target(each, type, read[i]!));
      return [
        this.known([{ kind: 'tuple', items: targets, ...at }], { kind: 'tuple', items: read, ...at }, at),
      ];
    }
    if (!value) return names.flatMap((each) => this.declaredOne({ name: each, type, value: null }, at));
    if (more.length > 0) return [this.unread(at)];
    const read = this.node(value);
    // `v, ok := m[k]`
    if (second && names.length === 2 && read.kind === 'entry') {
      const found = this.of(second);
      const target = this.of(first!) === '_' ? null : this.target(first!, type, read);
      this.scopes.add(found, { isInteger: null, found: read });
      return target ? [this.assigned(target, read, at)] : [];
    }
    const targets = names.map((each) => this.target(each, type, null));
    return [this.known([{ kind: 'tuple', items: targets, ...at }], read, at)];
  }

  private target(name: SyntaxNode, type: string, value: Node | null): Node {
    const written = this.of(name);
    if (written === '_') return { kind: 'name', name: '_', ...this.at(name) };
    const isInteger = isWhole(type) ?? ((value && this.isInteger(value)) || null);
    // What is there already gets a new value.
    if (!this.scopes.isOwn(written)) this.introduce(written, isInteger, type);
    return this.named(written, this.at(name));
  }
}
