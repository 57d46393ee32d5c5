/** Functions, methods and objects of C, C++, Java, Rust and Go, whose fields, constructors and methods may stand apart, as classes. */
import type { SyntaxNode } from '@lezer/common';
import { Unreadable } from '../../place.ts';
import { isFunctionDeclarator } from './declared.ts';
import { isOfIntegers, isOfReals } from './languages.ts';
import { changeOf, namedCall } from './libraries.ts';
import { bodiesOf, flatNames } from '../nodes.ts';
import type { Argument, Class, Copied, Define, Node, Parameter, Span, Statement } from '../nodes.ts';
import { Fields, FUNCTION, STRUCT } from './fields.ts';
import { missingAmong } from './missing.ts';
import { isPart, partsOf } from './parts.ts';
import { unknownType } from './types.ts';

/** What holds definitions, and gives them no other meaning. */
const HOLDER =
  /^(?:TemplateDeclaration|NamespaceDefinition|LinkageSpecification|ModItem|StaticInitializer|TypeDefinition|DeclarationList|PublicModifier)$/;

const START = '__init__';
const HANDED_ON = 'this';

/** All that statements assign, in those within them too. */
const targetsIn = (statements: readonly Statement[]): Node[] =>
  statements.flatMap((each) =>
    each.kind === 'assign' ? each.targets.flatMap(flatNames) : targetsIn(bodiesOf(each).flat()),
  );

/** What a constructor gives another one that does its work. */
function handedOnBy(statement: Statement): Argument[] | null {
  const [first] = statement.kind === 'define' && statement.name === START ? statement.body : [];
  const call = first?.kind === 'do' && first.value.kind === 'call' ? first.value : null;
  return call?.of.kind === 'name' && call.of.name === HANDED_ON ? call.args : null;
}

/** The same with other nodes in the place of names. */
function replaced(part: unknown, places: ReadonlyMap<string, Node>): unknown {
  if (Array.isArray(part)) return part.map((each) => replaced(each, places));
  if (typeof part !== 'object' || part === null || part instanceof Unreadable) return part;
  if ('kind' in part && part.kind === 'name' && 'name' in part) return places.get(String(part.name)) ?? part;
  return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, replaced(each, places)]));
}

export class TypedReader extends Fields {
  private readonly classes = new Map<string, Class>();
  private readonly functions = new Set<string>();

  program(top: SyntaxNode): Statement[] {
    this.collect(top);
    const type = unknownType(top, (node) => this.of(node));
    if (type) return [this.unread(this.at(type), `“${this.of(type)}” is no type that is known here`)];
    const read = this.block(top);
    const missing = missingAmong(this.missing, {
      names: this.scopes.names,
      functions: this.functions,
      text: this.text,
    });
    const index = this.indices.find(({ place }) => place.hasParts)?.node;
    const wrong = missing ?? (index && { node: index, name: this.of(index) });
    const reason = missing ? 'is nothing that the program declares' : 'counts no entries';
    if (wrong) this.amiss ??= this.unread(this.at(wrong.node), `“${wrong.name}” ${reason}`);
    if (this.amiss) return [this.amiss];
    const statements = [...this.kept, ...read];
    for (const [name, of] of this.classes) this.start(name, of, statements);
    return statements.flatMap((each) =>
      each.kind === 'class' ? this.withMethods(this.withDefaults(each)) : each,
    );
  }

  /** `this(0.001, 0.9)`: another constructor does it with these. */
  private handedOn(list: SyntaxNode, at: Span): Statement[] {
    return [{ kind: 'do', value: namedCall(HANDED_ON, this.args(list), at), ...at }];
  }

  /** The constructor that does what others hand on to it, with the numbers that they give. */
  private withDefaults(of: Class): Class {
    const given = of.body.flatMap((each) => {
      const args = handedOnBy(each);
      return args ? [args] : [];
    });
    if (given.length === 0) return of;
    const body = of.body.flatMap((each): Statement[] => {
      if (handedOnBy(each)) return [];
      if (each.kind !== 'define' || each.name !== START) return [each];
      const args = given.find(({ length }) => length === each.parameters.length);
      const parameters = each.parameters.map((parameter, i) => {
        const value = args?.[i]?.value;
        return value?.kind === 'number' && parameter.value === null ? { ...parameter, value } : parameter;
      });
      return [{ ...each, parameters }];
    });
    return { ...of, body };
  }

  /** What has no methods is no class, and only says where its fields start. */
  private withMethods(of: Class): Statement[] {
    return of.body.some((each) => each.kind === 'define' && each.name !== START) ? [of] : of.body;
  }

  private classOf(name: string, at: Span): { of: Class; isNew: boolean } {
    const known = this.classes.get(name);
    if (known) return { of: known, isNew: false };
    const of: Class = { kind: 'class', name, body: [], ...at };
    this.classes.set(name, of);
    return { of, isNew: true };
  }

  protected definition(node: SyntaxNode): Statement[] | null {
    const at = this.at(node);
    if (STRUCT.test(node.name)) {
      const name = this.nameOfType(node);
      if (name === null) return [];
      const { of, isNew } = this.classOf(name, at);
      of.body.push(...this.fieldStarts(name));
      of.bases = this.bases.get(name) ?? [];
      const body =
        node.getChild('FieldDeclarationList') ?? node.getChild('ClassBody') ?? node.getChild('RecordBody');
      const inner = body
        ? this.members(name, () =>
            partsOf(body).flatMap((each) =>
              isPart(each) && each.name !== 'FieldDeclaration' ? this.statement(each) : [],
            ),
          )
        : [];
      return [...(isNew ? [of] : []), ...inner];
    }
    if (node.name === 'ExplicitConstructorInvocation') {
      const isOwn = this.of(node).startsWith('this');
      return isOwn ? this.handedOn(node.getChild('ArgumentList')!, at) : [];
    }
    if (node.name === 'TypeDecl') return this.typesOfGo(node, at);
    if (node.name === 'ImplItem') {
      const name = this.typeName(
        partsOf(node).findLast(({ name }) => /TypeIdentifier|GenericType/.test(name)),
      );
      const { of, isNew } = this.classOf(name, at);
      const inner = this.members(name, () => this.block(node.getChild('DeclarationList')!));
      return [...(isNew ? [of] : []), ...inner];
    }
    if (HOLDER.test(node.name)) {
      if (node.name === 'ModItem' && /^mod\s+tests?\b/.test(this.of(node))) return [];
      return partsOf(node)
        .filter(
          (each) =>
            FUNCTION.test(each.name) ||
            STRUCT.test(each.name) ||
            /^(?:CompoundStatement|DeclarationList|Block|Declaration|ClassSpecifier|TemplateDeclaration)$/.test(
              each.name,
            ),
        )
        .flatMap((each) =>
          /^(?:CompoundStatement|DeclarationList|Block)$/.test(each.name)
            ? this.block(each)
            : this.statement(each),
        );
    }
    return FUNCTION.test(node.name) ? this.function_(node, at) : null;
  }

  private typesOfGo(node: SyntaxNode, at: Span): Statement[] {
    return node.getChildren('TypeSpec').flatMap((spec) => {
      const name = this.nameOfType(spec);
      if (name === null || !spec.getChild('StructType')) return [];
      const { of, isNew } = this.classOf(name, at);
      return isNew ? [of] : [];
    });
  }

  private typeName(node: SyntaxNode | undefined): string {
    return node ? (/^\W*(\w+)/.exec(this.of(node))?.[1] ?? '') : '';
  }

  private function_(node: SyntaxNode, at: Span): Statement[] {
    const declarator = partsOf(node).find(isFunctionDeclarator);
    const inner =
      declarator && declarator.name !== 'FunctionDeclarator'
        ? partsOf(declarator).find(isFunctionDeclarator)!
        : declarator;
    const owner = inner ?? node;
    const name = partsOf(owner).find((each) =>
      /^(?:Identifier|FieldIdentifier|ScopedIdentifier|BoundIdentifier|Definition|DefName|FieldName|OperatorName|DestructorName|QualifiedIdentifier)$/.test(
        each.name,
      ),
    );
    const body = partsOf(node).findLast((each) =>
      /^(?:CompoundStatement|Block|ConstructorBody)$/.test(each.name),
    );
    // What is only promised, and what is done at the end.
    if (name) this.functions.add(/\w*$/.exec(this.of(name))![0]);
    if (!name || !body || name.name === 'DestructorName') return [];
    if (this.isOtherStart(node, name))
      this.amiss ??= this.unread(at, `“${this.of(name)}” makes an object of another class`);
    const lists = partsOf(owner).filter((each) =>
      /^(?:ParameterList|FormalParameters|ParamList|Parameters)$/.test(each.name),
    );
    const receiver = node.name === 'MethodDecl' ? lists.shift() : undefined;
    const scope = this.ownerOf(name, receiver);
    const read = (): Define => this.defined(node, name, lists[0] ?? null, body, receiver, at);
    if (scope === null || scope === this.current) {
      const define = this.scopes.within(true, read);
      return this.placed(define, node, this.current);
    }
    return this.placed(this.members(scope, read), node, scope);
  }

  /** A constructor of C++, which gives nothing, by another name than its class. */
  private isOtherStart(node: SyntaxNode, name: SyntaxNode): boolean {
    if (this.current === null || !/^(?:Field)?Identifier$/.test(name.name)) return false;
    const isTyped = partsOf(node).some(({ name: part }) => /Type|Auto|auto|Dependent|Decltype/.test(part));
    return !isTyped && this.of(name) !== this.current;
  }

  /** A method goes to its class. */
  private placed(define: Define, node: SyntaxNode, scope: string | null): Statement[] {
    const made = scope ?? this.madeBy(node);
    if (made === null) return [define];
    const { of, isNew } = this.classOf(made, this.at(node));
    of.body.push(define);
    return isNew ? [of] : [];
  }

  private ownerOf(name: SyntaxNode, receiver: SyntaxNode | undefined): string | null {
    if (receiver) return this.typeName(partsOf(receiver.getChild('Parameter') ?? receiver).findLast(isPart));
    const scoped = /^(.*?)(?:<.*>)?::~?\w+$/s.exec(this.of(name))?.[1];
    return scoped ? (/(\w+)$/.exec(scoped)?.[1] ?? null) : this.current;
  }

  private defined(
    node: SyntaxNode,
    name: SyntaxNode,
    list: SyntaxNode | null,
    body: SyntaxNode,
    receiver: SyntaxNode | undefined,
    at: Span,
  ): Define {
    const own = receiver?.getChild('Parameter');
    const self = own?.getChild('DefName');
    if (self)
      this.scopes.add(this.of(self), {
        isInteger: null,
        place: (where) => ({ kind: 'name', name: 'this', ...where }),
      });
    const isCopied = own
      ? !/\*/.test(this.of(own))
      : /^(?:mut\s+)?self$/.test(
          list?.getChild('SelfParameter') ? this.of(list.getChild('SelfParameter')!) : '',
        );
    const parameters = this.parameters(list);
    const initializers = node.getChild('FieldInitializerList');
    const starts = initializers
      ? partsOf(initializers)
          .filter(isPart)
          .flatMap((each) => this.initialized(each))
      : [];
    // `operator()`, as whatever is called
    const written = /~?\w+$/.exec(this.of(name))?.[0] ?? 'call';
    const isStart = written === this.current || this.madeBy(node) !== null;
    const type = this.text.slice(node.from, (list ?? body).from).replace(/\w+\s*$/, '');
    this.givesInteger = node.name === 'FunctionDefinition' && isOfIntegers(type);
    const statements = [...starts, ...this.bodyOf(body, parameters, isStart)];
    this.givesInteger = false;
    return {
      kind: 'define',
      name: isStart ? START : written,
      parameters,
      body: statements,
      ...(isCopied && { copied: 'whole' as Copied }),
      ...at,
    };
  }

  /** The class of which a function of Rust or Go makes an object, where that is the last it does. */
  private madeBy(node: SyntaxNode): string | null {
    if (
      !/^(?:FunctionItem|FunctionDecl)$/.test(node.name) ||
      node.getChild('ParamList')?.getChild('SelfParameter')
    )
      return null;
    const literal = this.literalIn(node.getChild('Block'));
    const type = literal ? this.typeName(partsOf(literal).find(isPart)) : '';
    const name = type === 'Self' ? this.current : type;
    return name && this.fields.has(name) ? name : null;
  }

  private literalIn(block: SyntaxNode | null): SyntaxNode | null {
    let last = block ? partsOf(block).findLast(isPart) : undefined;
    while (
      last &&
      /^(?:ExpressionStatement|ReturnStatement|ReturnExpression|UnaryExp|ReferenceExpression)$/.test(
        last.name,
      )
    )
      last = partsOf(last).find((each) => isPart(each) && each.name !== 'DerefOp');
    return last && /^(?:StructExpression|TypedLiteral)$/.test(last.name) ? last : null;
  }

  /** `: lr(lr), m(n, 0.0)` */
  private initialized(node: SyntaxNode): Statement[] {
    const [name, value] = partsOf(node);
    if (!name || !value || name.name !== 'FieldIdentifier') return [];
    const written = this.of(name);
    if (written === this.current) return this.handedOn(value, this.at(node));
    const field = (this.fields.get(this.current ?? '') ?? []).find((each) => each.name === written);
    return [this.startingAt(written, this.startOf(value, field?.type ?? ''), this.at(node))];
  }

  protected bodyOf(body: SyntaxNode, parameters: readonly Parameter[], isStart = false): Statement[] {
    const literal = isStart ? this.literalIn(body) : null;
    const children = partsOf(body).filter(isPart);
    const last = children.at(-1);
    const isLast = this.language.givesLast && last?.name === 'ExpressionStatement';
    const [value, ...behind] = isLast ? partsOf(last) : [];
    const before = last && (literal || (value && behind.length === 0)) ? children.slice(0, -1) : children;
    const statements = before.flatMap((each) => this.statement(each));
    if (literal) return this.withFields(statements, this.fieldsOfLiteral(literal), parameters);
    if (before === children || !value) return statements;
    // What a block of Rust ends with is what it gives back.
    const isStatement =
      /^(?:Assignment|For|While|Loop|Match|Break|Continue|Return)\w*Expression$|^MacroInvocation$/.test(
        value.name,
      );
    const node = isStatement ? null : this.node(value);
    const isChange = node !== null && changeOf(node, this.at(value)) !== null;
    const isNone = !node || isChange || (value.name === 'IfExpression' && node.kind !== 'choice');
    return [
      ...statements,
      ...(isNone ? this.statement(last!) : [{ kind: 'return' as const, value: node, ...this.at(value) }]),
    ];
  }

  /** `m := …; return &Adam{m: m}`: the variable is the field. */
  private withFields(
    before: Statement[],
    fields: Statement[],
    parameters: readonly Parameter[],
  ): Statement[] {
    const given = new Set(parameters.map(({ name }) => name));
    const places = new Map<string, Node>();
    const others = fields.filter((each) => {
      if (each.kind !== 'assign' || each.value.kind !== 'name' || given.has(each.value.name)) return true;
      places.set(each.value.name, each.targets[0]!);
      return false;
    });
    return [...(places.size > 0 ? (replaced(before, places) as Statement[]) : before), ...others];
  }

  private fieldsOfLiteral(literal: SyntaxNode): Statement[] {
    const at = this.at(literal);
    const made = this.node(literal);
    if (made.kind !== 'tuple' || !made.keys) return made.kind === 'nothing' ? [] : [this.unread(at)];
    return made.items.map((value, i) => this.assigned(this.fieldAt(made.keys![i]!, at), value, at));
  }

  /**
   * Where nothing is said numbers of Java and Go start at zero: those that a step changes, and nothing else gives a value. A whole
   * number that nothing changes at all counts no steps.
   */
  private start(name: string, of: Class, all: readonly Statement[]): void {
    const namesOf = (targets: readonly Node[]): string[] =>
      targets.flatMap((each) => (each.kind === 'member' ? each.name : []));
    const first = of.body.filter((each) => each.kind !== 'define' || each.name === START);
    const given = new Set(namesOf(targetsIn(first)));
    const changed = new Set(
      namesOf(
        targetsIn([
          ...of.body.filter((each) => !first.includes(each)),
          ...all.filter(({ kind }) => kind !== 'class'),
        ]),
      ),
    );
    const starts = (this.fields.get(name) ?? []).flatMap((field): Statement[] => {
      const own = this.fieldName(field.name);
      const isNumber = (isOfIntegers(field.type) || isOfReals(field.type)) && !/[[<*&]/.test(field.type);
      if (!isNumber || given.has(own)) return [];
      if (!changed.has(own)) {
        const never = this.other(field.at, `“${own}” is never changed`, 'Count it up in every step.');
        return isOfIntegers(field.type) ? [this.startingAt(field.name, never, field.at)] : [];
      }
      if (!this.language.startsAtZero) return [];
      const zero = this.integer<Node>({ kind: 'number', value: 0, ...field.at });
      return [this.startingAt(field.name, zero, field.at)];
    });
    of.body.unshift(...starts);
  }
}
