/** What a program of these languages calls and makes: functions, casts, arrays, objects; and which values are whole numbers. */
import type { SyntaxNode } from '@lezer/common';
import { isSetting, means } from '../../lexicon.ts';
import type { Role } from '../../lexicon.ts';
import { placeIn, Unreadable } from '../../place.ts';
import type { Node, Parameter, Span, Statement } from '../nodes.ts';
import { isOfIntegers, isOfReals } from './languages.ts';
import type { Language } from './languages.ts';
import { callOf, filledWith, isLibrary, libraryFunction, libraryMethod, namedCall } from './libraries.ts';
import type { Missing, Unseen } from './missing.ts';
import { isPart, partsOf } from './parts.ts';
import { Scopes } from './scopes.ts';
import type { Variable } from './scopes.ts';

/** A type in the place of a function, or before a value: `float(x)`, `T(1)`. */
const CAST =
  /^(?:double|float|int|long|float32|float64|int32|int64|f32|f64|T|Scalar|Real|real|real_t|float_t|scalar_t|scalar)$/;

/** How many entries an array has. */
export const SIZE = /^(?:size|len|length|rows|cols|ndim|nrows|ncols|size_t|count)$/;

export abstract class Calls {
  protected readonly text: string;
  protected readonly language: Language;
  protected readonly scopes = new Scopes();
  /** How many characters stand before what was written. */
  protected readonly shift: number;
  /** What nothing has declared where it is used. */
  protected readonly missing: Missing[] = [];
  /** By what entries are counted. */
  protected readonly indices: { place: Variable; node: SyntaxNode }[] = [];
  /** What no compiler takes, wherever it stands. */
  protected amiss: Statement | null = null;
  private readonly integers = new WeakSet<Node>();

  constructor(text: string, language: Language, shift: number) {
    this.text = text;
    this.language = language;
    this.shift = shift;
  }

  protected abstract block(node: SyntaxNode): Statement[];
  protected abstract bodyOf(node: SyntaxNode, parameters: readonly Parameter[]): Statement[];
  /** What an assignment assigns, where it stands in an expression. */
  protected abstract effect(node: SyntaxNode): Statement[];
  /** Is a field of whole numbers? Null where it is not known. */
  protected abstract isIntegerField(name: string): boolean | null;
  /** @param isOfEntries each may be the name of an entry, as in `|v| *v = 0.0` */
  protected abstract parameters(list: SyntaxNode | null, isOfEntries?: boolean): Parameter[];
  protected abstract fieldName(name: string): string;

  /** What may declare a name around what is read, and is not shown. */
  protected abstract get unseen(): Unseen;

  protected of(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  protected at({ from, to }: Span): Span {
    return { from: from - this.shift, to: to - this.shift };
  }

  protected other({ from, to }: Span, reason: string, help: string): Node {
    const place = placeIn(this.text.slice(this.shift), from);
    return { kind: 'other', why: new Unreadable(place, reason, help, true), from, to };
  }

  protected integer<T extends Node>(node: T): T {
    this.integers.add(node);
    return node;
  }

  protected isInteger(node: Node): boolean {
    return this.integers.has(node);
  }

  /** Does it hold a number with decimals, or what computes one? */
  protected isReal(node: Node): boolean {
    if (this.isInteger(node)) return false;
    switch (node.kind) {
      case 'number':
        return true;
      case 'minus':
        return this.isReal(node.of);
      case 'binary':
        return node.operator === '/' || this.isReal(node.left) || this.isReal(node.right);
      case 'call':
        return node.of.kind !== 'name' || !/^(?:int|zeros)$/.test(node.of.name);
      default:
        return this.reals.has(node);
    }
  }

  protected readonly reals = new WeakSet<Node>();

  /** A gradient, a rate and what else is never whole, as a whole number. */
  protected whole(name: string, at: Span): Node | null {
    const isNever =
      isSetting(name) || ['gradient', 'gradients', 'differential'].some((role) => means(role as Role, name));
    return isNever
      ? this.other(at, `“${name}” is a whole number here`, 'Let it be a number with decimals.')
      : null;
  }

  protected abstract node(node: SyntaxNode): Node;
  protected abstract listed(items: readonly SyntaxNode[], at: Span): Node;

  protected cast(node: Node, type: string, at: Span): Node {
    if (isOfIntegers(type)) return this.isInteger(node) ? node : this.integer(namedCall('int', [node], at));
    if (!isOfReals(type)) return node;
    const real = { ...node };
    this.reals.add(real);
    return real;
  }

  protected args(list: SyntaxNode | null | undefined): Node[] {
    return list
      ? partsOf(list)
          .filter(isPart)
          .map((child) => this.node(child))
      : [];
  }

  protected method(of: Node, name: string, args: readonly Node[], at: Span): Node {
    if (SIZE.test(name) && args.length === 0)
      return this.integer({ kind: 'member', of, name: 'length', ...at });
    // `self.m`, and Rust's own functions of a type
    const own = libraryMethod(of, name, args, at);
    if (own) return own;
    const owner: Node = isLibrary(of) ? { kind: 'name', name: 'Math', ...at } : of;
    const made = owner === of ? null : libraryFunction(name, '', args, at);
    return made ?? callOf({ kind: 'member', of: owner, name: this.fieldName(name), ...at }, args, at);
  }

  protected function(callee: SyntaxNode, args: readonly Node[], at: Span): Node {
    const written = this.of(callee);
    const name = /(\w+)\s*(?:<.*>)?$/s.exec(written)?.[1] ?? '';
    const owner = /(\w+)(?:::<[^>]*>)?::\w+$/.exec(written)?.[1] ?? '';
    const type = /<(.*)>\s*$/s.exec(written)?.[1] ?? '';
    const [only] = args;
    // static_cast<float>(t)
    if (/_cast$/.test(name) && only) return this.cast(only, type, at);
    if (callee.name === 'TemplateFunction' && /^(?:vector|valarray|array|deque)$/.test(name))
      return this.array(args, at);
    // A function of something else, and what is called by its name.
    const isNamed = /^[\w:<>, ]+$/.test(written);
    return isNamed ? this.calledBy(name, owner, args, at) : callOf(this.node(callee), args, at);
  }

  protected calledBy(name: string, owner: string, args: readonly Node[], at: Span): Node {
    const [only, ...more] = args;
    if (CAST.test(name) && only && more.length === 0) return this.cast(only, name, at);
    if (SIZE.test(name) && args.length === 1)
      return this.integer({ kind: 'member', of: only!, name: 'length', ...at });
    const known = this.scopes.find(name);
    return (
      libraryFunction(name, owner, args, at) ?? namedCall(known && !known.place ? known.name : name, args, at)
    );
  }

  /** Of a length, and of a length and a value. */
  protected array(args: readonly Node[], at: Span): Node {
    const [, value, ...more] = args;
    if (args.length === 1) return namedCall('zeros', args, at);
    return value && more.length === 0 ? filledWith(value, at) : { kind: 'other', ...at };
  }

  /** `new double[n]`, which is no zeros in C++, and `new HashMap<>()`. */
  protected created(node: SyntaxNode, inner: readonly SyntaxNode[], at: Span): Node {
    const list = node.getChild('ArrayInitializer') ?? node.getChild('InitializerList');
    if (list && partsOf(list).some(isPart)) return this.node(list);
    const dimensions = [...node.getChildren('Dimension'), ...node.getChildren('NewDeclarator')];
    const [size] = dimensions.flatMap((each) => partsOf(each).filter(isPart));
    const args = node.getChild('ArgumentList');
    if (size && isOfIntegers(this.of(inner[0]!)))
      return this.other(at, 'an array of whole numbers', 'Let it hold numbers with decimals.');
    if (size && (this.language.startsAtZero || args || list))
      return namedCall('zeros', [this.node(size)], at);
    if (size)
      return this.other(
        at,
        'an array of which nothing says what it holds',
        'Fill it with zeros, as by new double[n]().',
      );
    const type = /\w+/.exec(this.of(inner[0] ?? node).replace(/<.*>/s, ''))?.[0] ?? '';
    return this.ofType(type, this.args(args), at);
  }

  /** `make([]float64, n)` and `make(map[string]float64)` */
  protected made(node: SyntaxNode, at: Span): Node {
    const [type, size] = partsOf(node.getChild('Arguments')!).filter(isPart);
    return type && size && type.name !== 'MapType'
      ? namedCall('zeros', [this.node(size)], at)
      : { kind: 'nothing', isEmpty: true, ...at };
  }

  protected ofType(type: string, args: readonly Node[], at: Span): Node {
    if (/(?:Map|List|Vec|vector|Dictionary)$/.test(type) && args.length === 0)
      return { kind: 'nothing', isEmpty: true, ...at };
    return namedCall(type, args, at);
  }

  /** `vec![0.0; n]` */
  protected macro(parts: readonly SyntaxNode[], at: Span): Node {
    const tokens = parts.at(-1)!;
    if (this.of(parts[0]!) !== 'vec' || tokens.name !== 'BracketedTokens') return { kind: 'other', ...at };
    const inner = partsOf(tokens).slice(1, -1);
    if (inner.length === 0) return { kind: 'nothing', isEmpty: true, ...at };
    const [first] = inner;
    if (inner[1]?.name === ';' && /^(?:Float|Integer)$/.test(first!.name))
      return filledWith(this.node(first!), at);
    const literal = /^[^,]+,/.test(this.of(tokens)) ? this.entriesIn(inner, at) : null;
    if (literal) return literal;
    const nested = inner.findIndex(({ name }) => name === 'BracketedTokens');
    const isNested = this.of(first!) === 'vec' && nested === 2 && inner[3]?.name === ';';
    return isNested ? this.macro(inner.slice(0, 3), at) : { kind: 'other', ...at };
  }

  /** `vec![2.0, -3.0]` of numbers; null of what stands in it otherwise, which is no tree here. */
  private entriesIn(inner: readonly SyntaxNode[], at: Span): Node | null {
    const items: Node[] = [];
    let isMinus = false;
    for (const each of inner) {
      if (each.name === ',') continue;
      if (this.of(each) === '-' && !isMinus) isMinus = true;
      else if (/^(?:Float|Integer)$/.test(each.name)) {
        const number = this.node(each);
        items.push(isMinus ? { kind: 'minus', of: number, ...this.at(each) } : number);
        isMinus = false;
      } else return null;
    }
    return isMinus ? null : { kind: 'tuple', items, ...at };
  }

  /** `Adam { lr, t: 0 }` by its keys. */
  protected literal(node: SyntaxNode, at: Span): Node {
    const list = node.getChild('FieldInitializerList') ?? node.getChild('LiteralValue');
    const fields = list ? partsOf(list).filter(isPart) : [];
    if (fields.length === 0) return { kind: 'nothing', isEmpty: true, ...at };
    const pairs = fields.map((field) => this.fieldOf(field));
    if (pairs.some((pair) => pair === null))
      return /\[|map/.test(this.of(node).slice(0, 4))
        ? this.listed(
            fields.map((field) => partsOf(field)[0] ?? field),
            at,
          )
        : { kind: 'other', ...at };
    return {
      kind: 'tuple',
      items: pairs.map((pair) => pair!.value),
      keys: pairs.map((pair) => pair!.name),
      ...at,
    };
  }

  private fieldOf(field: SyntaxNode): { name: string; value: Node } | null {
    const [key, ...rest] = partsOf(field);
    const value = rest.at(-1);
    if (!key || field.name === 'BaseFieldInitializer') return null;
    const name = this.fieldName(this.of(key));
    if (field.name === 'ShorthandFieldInitializer') return { name, value: this.node(key) };
    return value ? { name, value: this.node(value) } : null;
  }
}
