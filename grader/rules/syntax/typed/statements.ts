/** Statements of C, C++, Java, Rust and Go as those that Python and JavaScript give; what is not known here refuses. */
import type { SyntaxNode } from '@lezer/common';
import { leave } from '../nodes.ts';
import type { Node, Span, Statement } from '../nodes.ts';
import { one } from './declarations.ts';
import { isPart, partsOf } from './parts.ts';
import { callOf, changeOf } from './libraries.ts';
import { BLOCK, Loops } from './loops.ts';
import { unsaid } from './tests.ts';

/** What changes no value: modules, types, and what is only promised or checked. */
const SILENT =
  /^(?:Preproc\w*|Using\w*|AliasDeclaration|PackageClause|PackageDeclaration|Import\w+|UseDeclaration|EmptyStatement|AccessSpecifier|InterfaceDeclaration|TraitItem|TypeItem|EnumSpecifier|EnumDeclaration|EnumItem|AssertStatement|StaticAssertDeclaration|FriendDeclaration|InnerAttribute|ExternCrateDeclaration|MacroDefinition|AssociatedType|EmptyDeclaration|DefaultMethodClause|DeleteMethodClause)$/;

const LOOP = /^(?:For\w*|While\w*|Do\w*|Loop\w*|EnhancedFor\w*)(?:Statement|Expression|Loop)$/;

/** What changes an array where it stands, as PyTorch's `v.copy_(…)` does. */
function inPlace(made: Statement, target: Node): Statement {
  if (made.kind !== 'assign') return made;
  if (made.operator !== '') return { ...made, isInPlace: true };
  const { from, to, value } = made;
  const of: Node = { kind: 'member', of: target, name: 'copy_', from, to };
  return { kind: 'do', value: callOf(of, [value], { from, to }), from, to };
}

export abstract class Statements extends Loops {
  block(node: SyntaxNode): Statement[] {
    const children = partsOf(node).filter(isPart);
    const end = children.findIndex(({ name }) => /^(?:Break|Throw)Statement$/.test(name));
    return children.slice(0, end < 0 ? undefined : end + 1).flatMap((child) => this.statement(child));
  }

  protected statement(node: SyntaxNode): Statement[] {
    const at = this.at(node);
    const parts = partsOf(node).filter(isPart);
    if (node.name === 'PreprocDirective') return this.constant(node, at);
    if (SILENT.test(node.name)) return [];
    const definition = this.definition(node);
    if (definition) return definition;
    if (LOOP.test(node.name)) return this.loop(node, at);
    if (BLOCK.test(node.name)) return this.scopes.within(false, () => this.block(node));
    switch (node.name) {
      case 'ExpressionStatement':
      case 'ExprStatement':
        return parts.flatMap((each) => this.effect(each));
      case 'Declaration':
      case 'LocalVariableDeclaration':
      case 'LetDeclaration':
      case 'ConstItem':
      case 'StaticItem':
      case 'ConstantDeclaration':
        return this.declared(node, at);
      case 'VarDecl':
      case 'ConstDecl':
        return this.declaredInGo(node, at);
      case 'ReturnStatement':
      case 'ReturnExpression':
        return this.returned(parts, node, at);
      case 'BreakStatement':
      case 'BreakExpression':
        return [{ kind: 'break', ...at }];
      case 'ContinueStatement':
      case 'ContinueExpression':
        return [{ kind: 'skip', ...at }];
      case 'GotoStatement':
        return [{ kind: /^break/.test(this.of(node)) ? 'break' : 'skip', ...at }];
      case 'IfStatement':
      case 'IfExpression':
        return this.scopes.within(false, () => this.branches(node, parts, at));
      case 'SwitchStatement':
      case 'MatchExpression':
      case 'SelectStatement':
      case 'TypeSwitchStatement':
        return [
          this.perhaps(
            this.scopes.within(false, () => this.within(parts.at(-1)!)),
            at,
          ),
        ];
      case 'TryStatement':
        return parts.flatMap((each) =>
          each.name === 'CatchClause'
            ? [this.perhaps(this.within(each), at)]
            : this.scopes.within(false, () => this.within(each)),
        );
      case 'SynchronizedStatement':
      case 'UnsafeBlock':
      case 'LabeledStatement':
        return this.statement(parts.at(-1)!);
      case 'ThrowStatement':
        return [];
      case 'AttributeItem':
        return /cfg\(test\)|#\[test/.test(this.of(node))
          ? []
          : parts.slice(1).flatMap((each) => this.statement(each));
      default:
        return this.effect(node);
    }
  }

  /** All statements within, of cases and of what is done at last. */
  private within(node: SyntaxNode): Statement[] {
    return partsOf(node)
      .filter(isPart)
      .flatMap((each) => {
        if (/^(?:CaseStatement|Case|MatchArm|SwitchLabel|DefaultCase|FinallyClause)$/.test(each.name))
          return this.within(each);
        const isPattern =
          /^(?:Number|IntegerLiteral|LiteralPattern|Integer|ParameterList|CatchFormalParameter|Identifier|BoundIdentifier)$/;
        if (!isPattern.test(each.name)) return this.statement(each);
        this.bound(each);
        return [];
      });
  }

  private perhaps(then: Statement[], at: Span): Statement {
    return { kind: 'if', test: unsaid(at), then, otherwise: [], ...at };
  }

  /** `#define BETA 0.9` */
  private constant(node: SyntaxNode, at: Span): Statement[] {
    // `#define STEP(x) …`, which may do anything
    const macro = /^#define\s+(\w+)\(/.exec(this.of(node))?.[1];
    if (macro !== undefined)
      return [{ kind: 'define', name: macro, parameters: [], body: [this.unread(at, 'a macro')], ...at }];
    const [, name, value] = /^#define\s+(\w+)\s+\(?\s*([\d.][\w.+-]*)\s*\)?\s*$/.exec(this.of(node)) ?? [];
    if (name === undefined || value === undefined) return [];
    const number = Number(value.replace(/[fFlL]$/, ''));
    if (Number.isNaN(number)) return [];
    return [this.assigned({ kind: 'name', name, ...at }, { kind: 'number', value: number, ...at }, at)];
  }

  private returned(parts: readonly SyntaxNode[], node: SyntaxNode, at: Span): Statement[] {
    const values = parts
      .map((each) => this.node(each))
      .filter((value, i) => i === 0 || value.kind !== 'nothing')
      .map((value) => this.fittingIn(this.givesInteger, value, at));
    const [first, ...others] = values;
    if (first)
      return [
        {
          kind: 'return',
          value: others.length === 0 ? first : { kind: 'tuple', items: values, ...at },
          ...at,
        },
      ];
    // At the end of a function nothing is left out.
    const holder = node.parent?.name === 'ExpressionStatement' ? node.parent : node;
    const isLast = !holder.nextSibling || !isPart(holder.nextSibling);
    const isOfFunction =
      /^(?:FunctionDefinition|MethodDeclaration|FunctionItem|FunctionDecl|MethodDecl)$/.test(
        holder.parent?.parent?.name ?? '',
      );
    return isLast && isOfFunction ? [] : [leave(at)];
  }

  private branches(node: SyntaxNode, parts: readonly SyntaxNode[], at: Span): Statement[] {
    const isBody = (each: SyntaxNode): boolean => /^(?:Block|CompoundStatement)$/.test(each.name);
    const hasInit = node.name === 'IfStatement' && parts[0]!.name === 'VarDecl';
    const init = hasInit ? this.statement(parts[0]!) : [];
    const [test, then, otherwise] = hasInit ? parts.slice(1) : parts;
    if (!test || !then || !this.changesNothing(test)) return [this.unread(at)];
    // `if let Some(v) = …`
    const isLet = test.name === 'LetDeclaration';
    if (isLet) this.bound(partsOf(test)[1]!);
    const ways = [then, otherwise].map((way) =>
      !way ? [] : this.scopes.within(false, () => (isBody(way) ? this.block(way) : this.statement(way))),
    ) as [Statement[], Statement[]];
    const asked = isLet ? unsaid(at) : this.test(test);
    return [...init, { kind: 'if', test: asked, then: ways[0], otherwise: ways[1], ...at }];
  }

  protected effect(node: SyntaxNode): Statement[] {
    const at = this.at(node);
    const parts = partsOf(node);
    const own = parts.filter(isPart);
    switch (node.name) {
      case 'AssignmentExpression':
        return this.assignment(
          own[0]!,
          own.at(-1)!,
          parts.find(({ name }) => /^(?:Update|Assign)Op$/.test(name)),
          at,
        );
      case 'Assignment':
        return this.assignments(parts, at);
      case 'UpdateExpression':
      case 'IncDecStatement': {
        const sign = parts.find(({ name }) => /Op$/.test(name));
        return own[0] && sign
          ? [this.assigned(this.node(own[0]), this.integer(one(at)), at, this.of(sign).charAt(0))]
          : [this.unread(at)];
      }
      case 'CommaExpression':
        return own.flatMap((each) => this.effect(each));
      // `*w -= lr * g;`
      case 'PointerExpression':
      case 'ParenthesizedExpression':
        return own[0] ? this.effect(own[0]) : [];
      case 'CallExpression':
      case 'CallExpr':
      case 'MethodInvocation': {
        const value = this.node(node);
        return changeOf(value, at) ?? [{ kind: 'do', value, ...at }];
      }
      case 'MacroInvocation':
        return /^(?:print|eprint|debug_|assert|dbg|log|info|panic|write|todo|unreachable)/.test(this.of(node))
          ? []
          : [this.unread(at)];
      case 'DeleteExpression':
      case 'CastExpression':
      case 'BinaryExpression':
      case 'Identifier':
      case 'FieldExpression':
      case 'DeferStatement':
        return this.changesNothing(node) ? [] : [this.unread(at)];
      default:
        return /Expression$/.test(node.name) &&
          /^(?:If|Match|For|While|Loop|Return|Break|Continue)/.test(node.name)
          ? this.statement(node)
          : [this.unread(at)];
    }
  }

  private changesNothing(node: SyntaxNode): boolean {
    let found = true;
    node.cursor().iterate(({ name }) => {
      if (/^(?:(?:Assignment|Update)Expression|Assignment|IncDecStatement)$/.test(name)) found = false;
    });
    return found;
  }

  private assignment(
    left: SyntaxNode,
    right: SyntaxNode,
    sign: SyntaxNode | undefined,
    at: Span,
  ): Statement[] {
    const operator = sign ? this.of(sign).replace(/=$/, '') : '';
    // `+w = …` is no place.
    if (/^[-+]/.test(this.of(left))) return [this.unread(at)];
    // `a = b = 0`
    if (right.name === 'AssignmentExpression' && operator === '') {
      const inner = this.effect(right);
      const [only, ...more] = inner;
      if (only?.kind === 'assign' && more.length === 0 && only.operator === '')
        return [this.known([this.node(left), ...only.targets], only.value, at)];
      return [this.unread(at)];
    }
    if (/[&|^<>]/.test(operator)) return [this.assigned(this.node(left), { kind: 'other', ...at }, at)];
    const target = this.node(left);
    // Armadillo's `%=`
    const isEntrywise = operator === '%' && !this.isInteger(target) && this.language.hasEntrywise;
    const made = this.assigned(target, this.node(right), at, isEntrywise ? '*' : operator);
    return [this.isReference(target) ? inPlace(made, target) : made];
  }

  /** `*v = …` of a v that a loop goes through */
  private isReference(target: Node): boolean {
    return target.kind === 'name' && this.scopes.find(target.name)?.isReference === true;
  }

  /** Go's `a, b = b, a` */
  private assignments(parts: readonly SyntaxNode[], at: Span): Statement[] {
    const sign = parts.findIndex(({ name }) => name === '=' || name === 'UpdateOp');
    const [left, right] = [parts.slice(0, sign), parts.slice(sign + 1)].map((side) =>
      side.filter((each) => isPart(each) || each.name === '_'),
    );
    const [target, ...targets] = left!;
    const [value, ...values] = right!;
    if (!target || !value) return [this.unread(at)];
    if (targets.length === 0 && this.of(target) === '_') return [];
    if (targets.length === 0)
      return this.assignment(target, value, parts[sign]!.name === 'UpdateOp' ? parts[sign] : undefined, at);
    const tuple: Node = { kind: 'tuple', items: left!.map((each) => this.node(each)), ...at };
    const given: Node =
      values.length > 0
        ? { kind: 'tuple', items: right!.map((each) => this.node(each)), ...at }
        : this.node(value);
    return [this.known([tuple], given, at)];
  }
}
