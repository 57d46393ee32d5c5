/** Loops of C, C++, Java, Rust and Go, with what they go through as Python and JavaScript write it. */
import type { SyntaxNode } from '@lezer/common';
import { flatNames } from '../nodes.ts';
import type { Copied, Count, Node, Span, Statement } from '../nodes.ts';
import { Declarations } from './declarations.ts';
import { isPart, partsOf } from './parts.ts';
import { namedCall } from './libraries.ts';

export const BLOCK =
  /^(?:Block|CompoundStatement|ConstructorBody|DeclarationList|FunctionBody|SwitchBlock|Program|SourceFile)$/;

/** Makes a loop with that header, which gives the names what is gone through. */
type Make = (
  header: string,
  names: Node[],
  over: Node | null,
  more?: Statement[],
  known?: { copied?: Copied; count?: Count; test?: Node },
) => Statement[];

export abstract class Loops extends Declarations {
  protected abstract statement(node: SyntaxNode): Statement[];

  protected loop(node: SyntaxNode, at: Span): Statement[] {
    return this.scopes.within(false, () => {
      const parts = partsOf(node).flatMap((each) =>
        each.name === 'ForSpec' || each.name === 'ForClause' ? partsOf(each) : [each],
      );
      const own = parts.filter(isPart);
      const body = own.findLast(
        ({ name }) => name !== 'ParenthesizedExpression' && name !== 'ConditionClause',
      )!;
      const made: Make = (header, names, over, more = [], known = {}) => {
        const inner = BLOCK.test(body.name) ? this.block(body) : this.statement(body);
        return [{ kind: 'loop', header, names, over, body: [...inner, ...more], ...known, ...at }];
      };
      const range = node.getChild('RangeClause');
      if (range) return this.overRange(range, made);
      if (node.name === 'ForExpression') return this.overIterator(own, made);
      if (/^(?:ForRangeLoop|EnhancedForStatement)$/.test(node.name)) return this.overEntries(node, own, made);
      if (
        node.name !== 'ForStatement' ||
        (node.getChild('ForClause') === null && this.language.startsAtZero && !node.getChild('ForSpec'))
      ) {
        const test = own.find((each) => each !== body);
        return made(
          `${/^Do/.test(node.name) ? 'do while' : 'while'} (${test ? this.of(test) : 'true'})`,
          [],
          null,
          [],
          test && { test: this.node(test) },
        );
      }
      return this.counting(node, own, body, made);
    });
  }

  /** `for (int i = 0; i < n; i++)`, as JavaScript has it. */
  private counting(node: SyntaxNode, own: readonly SyntaxNode[], body: SyntaxNode, made: Make): Statement[] {
    const clause = own.filter((each) => each !== body);
    const first = clause[0] && /Decl|Declaration/.test(clause[0].name) ? clause[0] : null;
    const start = first
      ? first.name === 'VarDecl'
        ? this.declaredInGo(first, this.at(first))
        : this.declared(first, this.at(first))
      : [];
    const outer = !first && clause[0] && /Assignment/.test(clause[0].name) ? this.effect(clause[0]) : [];
    const names = [...start, ...outer].flatMap((each) =>
      each.kind === 'assign' ? each.targets.flatMap(flatNames) : [],
    );
    const counted = new Set(names.flatMap((name) => (name.kind === 'name' ? [name.name] : [])));
    const behind = this.text
      .slice(first ? first.to : (clause[0]?.from ?? node.from), body.from)
      .replace(/\)\s*$/, ')')
      .trim();
    const told = start.map((each) =>
      each.kind === 'assign'
        ? `${[...counted].join(', ')} = ${this.text.slice(each.value.from + this.shift, each.value.to + this.shift)}`
        : '',
    );
    const isCount = (each: Statement): boolean =>
      each.kind === 'assign' &&
      each.targets.every((target) => target.kind === 'name' && (counted.has(target.name) || !first));
    const rest = clause.slice(start.length + outer.length > 0 ? 1 : 0);
    const isTest = rest.length > 1 || (rest[0] && !/Update|IncDec|Assignment/.test(rest[0].name));
    const test = isTest ? this.node(rest[0]!) : null;
    const last = rest.slice(isTest ? 1 : 0);
    const next = last.length > 0 ? last.flatMap((each) => this.effect(each)) : null;
    if ([...start, ...outer].some(({ kind }) => kind !== 'assign')) return [this.unread(this.at(node))];
    const [from] = [...start, ...outer].flatMap((each) => (each.kind === 'assign' ? [each.value] : []));
    const separator = behind.startsWith(';') ? '' : '; ';
    const header = `for (${told[0] ?? ''}${first ? separator : ''}${behind.replace(/\{$/, '').trim()}`;
    return made(
      header.endsWith(')') ? header : `${header})`,
      names,
      null,
      // What else is done behind every turn.
      (next ?? []).filter((each) => !isCount(each)),
      from && { count: { first: from, test, next } },
    );
  }

  /** `for i, x := range w` */
  private overRange(range: SyntaxNode, made: Make): Statement[] {
    const parts = partsOf(range);
    const over = this.node(parts.at(-1)!);
    const written = this.of(parts.at(-1)!);
    const all = parts
      .slice(0, -1)
      .filter(({ name }) => name === 'DefName' || name === 'VariableName' || name === '_');
    const [index, entry] = all.map((each) => {
      this.scopes.add(this.of(each), { isInteger: null });
      return this.node(each);
    });
    const at = this.at(range);
    const call = (called: string, of: Node): Node => namedCall(called, [of], at);
    if (!index) return made(`for _ in ${written}`, [], over);
    const name = this.of(all[0]!);
    if (entry && name === '_')
      return made(`for ${this.of(all[1]!)} in ${written}`, [entry], over, [], {
        copied: this.entryCopy(over),
      });
    if (entry)
      return made(
        `for ${name}, ${this.of(all[1]!)} in enumerate(${written})`,
        [index, entry],
        call('enumerate', over),
        [],
        { copied: this.entryCopy(over) },
      );
    if (this.isInteger(over)) return made(`for ${name} in range(${written})`, [index], call('range', over));
    return made(`for ${name} in range(len(${written}))`, [index], call('range', call('len', over)));
  }

  /** Entries of Go are copied, but what a pointer points to; of slices and maps what stands in them is the same. */
  private entryCopy(over: Node): Copied {
    const type = over.kind === 'name' ? this.scopes.find(over.name)?.type : undefined;
    const isShared = /^\s*(?:map\[\w+\]|\[\w*\])\s*(?:\[\]|map\[)/.test(type ?? '');
    return type !== undefined && !type.includes('*') && !isShared ? 'whole' : 'name';
  }

  /** `for (w, g) in ws.iter_mut().zip(gs)` */
  private overIterator(own: readonly SyntaxNode[], made: Make): Statement[] {
    const [range] = own.slice(-2) as [SyntaxNode];
    const over = this.node(range);
    // `for _ in 0..n`
    const pattern = own.length > 2 ? own[0]! : null;
    if (!pattern) return made(`for _ in ${this.headerOf(over, this.of(range))}`, [], over);
    const isCopy =
      /\bmut\b/.test(this.of(pattern)) ||
      /\.(?:clone|to_vec|to_owned|cloned|copied)\(\)/.test(this.of(range));
    const names = this.bound(pattern, !isCopy);
    const header = `for ${names.map((each) => ('name' in each ? each.name : '')).join(', ')} in ${this.headerOf(over, this.of(range))}`;
    return made(header, names, over, [], isCopy ? { copied: 'whole' } : {});
  }

  private headerOf(over: Node, written: string): string {
    if (over.kind !== 'call' || over.of.kind !== 'name' || over.of.name !== 'range') return written;
    const args = over.args.map(({ value }) =>
      value.kind === 'binary' && value.to === over.to ? `${this.textOf(value.left)} + 1` : this.textOf(value),
    );
    return `range(${args.join(', ')}):`;
  }

  private textOf({ from, to }: Span): string {
    return this.text.slice(from + this.shift, to + this.shift);
  }

  /** `for (double& x : w)` and `for (double x : w)` */
  private overEntries(node: SyntaxNode, own: readonly SyntaxNode[], made: Make): Statement[] {
    const list = own.at(-2)!;
    const pattern = own.at(-3)!;
    const spec = node.getChild('ForSpec') ?? node;
    const start = this.text.slice(spec.from, pattern.to).replace(/^for/, '');
    const over = this.node(list);
    const type = start
      .slice(0, start.length - (pattern.to - pattern.from))
      .replace(/^\s*\(/, '')
      .trim();
    const marks = this.of(pattern).replace(/[^&*]/g, '');
    const copied = this.language.loopCopies(`${type}${marks}`);
    const names = this.bound(pattern, copied === undefined);
    return made(
      `for (${names.map((each) => ('name' in each ? each.name : '')).join(', ')} of ${this.of(list)})`,
      names,
      over,
      [],
      copied && { copied },
    );
  }
}
