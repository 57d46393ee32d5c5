/** The fields of objects: which there are, of which type, what they start from, and what a name means in a method. */
import type { SyntaxNode } from '@lezer/common';
import { basesInHead } from '../nodes.ts';
import type { Node, Span, Statement } from '../nodes.ts';
import { declaredIn } from './declared.ts';
import { isPart, partsOf } from './parts.ts';
import type { Unseen } from './missing.ts';
import { isOfIntegers, isOfReals, isWhole } from './languages.ts';
import { Statements } from './statements.ts';

export const STRUCT = /^(?:StructSpecifier|ClassSpecifier|ClassDeclaration|RecordDeclaration|StructItem)$/;
export const FUNCTION =
  /^(?:FunctionDefinition|MethodDeclaration|ConstructorDeclaration|FunctionItem|FunctionDecl|MethodDecl)$/;

interface Field {
  name: string;
  type: string;
  value: SyntaxNode | null;
  at: Span;
}

const ofThis = (name: string, at: Span): Node => ({
  kind: 'member',
  of: { kind: 'name', name: 'this', ...at },
  name,
  ...at,
});

export abstract class Fields extends Statements {
  /** By class, its fields. */
  protected readonly fields = new Map<string, Field[]>();
  /** By class, those that it builds on. */
  protected readonly bases = new Map<string, string[]>();
  /** What is read belongs to this class. */
  protected current: string | null = null;

  /** Fields are known wherever they stand. */
  protected collect(node: SyntaxNode): void {
    for (const child of partsOf(node)) {
      const type = child.name === 'TypeSpec' ? child.getChild('StructType')?.getChild('StructBody') : null;
      if (STRUCT.test(child.name) || type) {
        const name = this.nameOfType(child);
        if (name) this.fields.set(name, this.fieldsOf(type ?? child));
        if (name) this.bases.set(name, basesInHead(/^[^{;]*/.exec(this.of(child))![0]));
      }
      if (!FUNCTION.test(child.name)) this.collect(child);
    }
  }

  protected isClass(type: string): boolean {
    return this.fields.has(type);
  }

  protected nameOfType(node: SyntaxNode): string | null {
    const name = node.getChild('TypeIdentifier') ?? node.getChild('Definition') ?? node.getChild('DefName');
    // typedef struct { … } Adam;
    const behind =
      node.parent?.name === 'TypeDefinition' ? node.parent.getChildren('TypeIdentifier').at(-1) : null;
    return name ? this.of(name) : behind ? this.of(behind) : null;
  }

  protected fieldsOf(node: SyntaxNode): Field[] {
    const body =
      node.getChild('FieldDeclarationList') ??
      node.getChild('ClassBody') ??
      node.getChild('RecordHeader') ??
      node;
    return partsOf(body).flatMap((each): Field[] => {
      const at = this.at(each);
      if (each.name === 'FieldDecl') {
        const type = partsOf(each).findLast(isPart)!;
        return each
          .getChildren('FieldName')
          .map((name) => ({ name: this.of(name), type: this.of(type), value: null, at }));
      }
      if (each.name === 'RecordComponent') {
        const name = each.getChild('Definition')!;
        return [{ name: this.of(name), type: this.of(partsOf(each)[0]!), value: null, at }];
      }
      if (each.name !== 'FieldDeclaration') return [];
      const rust = each.getChild('FieldIdentifier');
      if (rust && partsOf(each).some(({ name }) => name === ':'))
        return [{ name: this.of(rust), type: this.of(partsOf(each).at(-1)!), value: null, at }];
      // `double lr = 0.1, b = 0.9;` in a class of C++: to the grammar the b is a type.
      const own = declaredIn(each, (part) => this.of(part));
      const next = own.length === 0 ? each.getChild('TypeIdentifier') : null;
      const value = next ? partsOf(each).findLast(isPart)! : null;
      if (next)
        return [
          { name: this.of(next), type: this.typeBefore(each), value: value === next ? null : value, at },
        ];
      return own.map((field) => ({ name: this.of(field.name), type: field.type, value: field.value, at }));
    });
  }

  protected typeBefore(node: SyntaxNode): string {
    for (let before = node.prevSibling; before; before = before.prevSibling) {
      const type = declaredIn(before, (part) => this.of(part))[0]?.type;
      if (type !== undefined) return type;
    }
    return '';
  }

  /** Do nearly all fields begin with `m_`? */
  private hasPrefix(): boolean {
    const names = [...this.fields.values()].flat().map((field) => field.name);
    return names.length > 2 && names.filter((each) => /^m_[a-z]/.test(each)).length * 3 >= names.length * 2;
  }

  protected fieldName(name: string): string {
    const own = this.hasPrefix() ? name.replace(/^m_(?=[a-z])/, '') : name;
    return own.length > 1 ? own.replace(/^_(?=[a-z])|_$/, '') : own;
  }

  protected isIntegerField(name: string): boolean | null {
    const types = [...this.fields.values()]
      .flat()
      .flatMap((field) => (this.fieldName(field.name) === name ? field.type : []));
    if (types.length === 0) return null;
    return types.every(isOfIntegers) ? true : types.every(isOfReals) ? false : null;
  }

  /** Of a method that stands alone the class is not shown. */
  protected get unseen(): Unseen {
    const { current } = this;
    if (current !== null && this.isShown(current)) return 'nothing';
    return this.language.hasBareFields && current !== null ? 'anything' : 'constants';
  }

  private isShown(name: string): boolean {
    const bases = (this.bases.get(name) ?? []).filter((each) => each !== name);
    return this.shift === 0 && this.fields.has(name) && bases.every((base) => this.isShown(base));
  }

  /** Reads what stands in a class. */
  protected members<T>(name: string, read: () => T): T {
    const { current } = this;
    this.current = name;
    const result = this.scopes.within(true, () => {
      this.addFields(name);
      return read();
    });
    this.current = current;
    return result;
  }

  protected addFields(name: string): void {
    if (!this.language.hasBareFields) return;
    const bases = (this.bases.get(name) ?? []).filter((each) => each !== name);
    for (const base of bases) this.addFields(base);
    for (const field of this.fields.get(name) ?? []) {
      const own = this.fieldName(this.referredTo(field, name));
      const place = (at: Span): Node => ofThis(own, at);
      this.scopes.add(field.name, { isInteger: isWhole(field.type), place, type: field.type });
    }
  }

  /** m of `std::vector<double>& v = m;`, which is another name for it. */
  private referredTo({ name, type, value }: Field, of: string): string {
    const other = value && /&\s*$/.test(type) ? this.of(value) : null;
    return (this.fields.get(of) ?? []).find((each) => each.name === other)?.name ?? name;
  }

  protected fieldStarts(name: string): Statement[] {
    return (this.fields.get(name) ?? []).flatMap(({ name: written, type, value, at }) =>
      value ? [this.startingAt(written, this.startOf(value, type), at)] : [],
    );
  }

  protected startingAt(written: string, value: Node, at: Span): Statement {
    return this.assigned(this.fieldAt(this.fieldName(written), at), value, at);
  }

  protected fieldAt(name: string, at: Span): Node {
    const member = ofThis(name, at);
    return this.isIntegerField(name) ? this.integer(member) : member;
  }
}
