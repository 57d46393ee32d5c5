/** What a declaration of C, C++, Java, Rust or Go declares, and what a function is given: names, types and values. */
import type { SyntaxNode } from '@lezer/common';
import { isPart, partsOf } from './parts.ts';

export interface Declared {
  /** The name; of several in brackets a pattern. */
  name: SyntaxNode;
  /** As it is written. */
  type: string;
  value: SyntaxNode | null;
}

/** `*w`, `&w`, `w[]`: the name within; null of what declares a function. */
function nameIn(node: SyntaxNode): SyntaxNode | null {
  if (/Identifier$/.test(node.name) || node.name === 'StructuredBindingDeclarator') return node;
  if (!/Declarator$/.test(node.name)) return null;
  const inner = partsOf(node).filter((child) => /Declarator$|Identifier$/.test(child.name));
  return inner[0] ? nameIn(inner[0]) : null;
}

export const isFunctionDeclarator = (node: SyntaxNode): boolean =>
  node.name === 'FunctionDeclarator' ||
  (/^(?:Pointer|Reference)Declarator$/.test(node.name) && partsOf(node).some(isFunctionDeclarator));

const isDeclarator = (node: SyntaxNode): boolean => /Declarator$|^(?:Field)?Identifier$/.test(node.name);

/** Of C and C++: a type, and behind it names with what they start from. */
function ofC(node: SyntaxNode, of: (node: SyntaxNode) => string): Declared[] {
  const parts = partsOf(node);
  // What names no field is the value of one.
  const isOwn = (each: SyntaxNode): boolean =>
    isDeclarator(each) && !(node.name === 'FieldDeclaration' && each.name === 'Identifier');
  const first = parts.findIndex((each, i) => isOwn(each) && (i > 0 || each.name !== 'Identifier'));
  if (first < 0) return [];
  const whole = of(node);
  const type = whole.slice(0, parts[first]!.from - node.from);
  return parts.slice(first).flatMap((each, i, all): Declared[] => {
    if (!isOwn(each)) return [];
    const inner = each.name === 'InitDeclarator' ? partsOf(each) : [each];
    const name = nameIn(inner[0]!);
    // A field has its value behind it.
    const next = all[i + 1];
    const own =
      inner[1] ?? (node.name === 'FieldDeclaration' && next && isPart(next) && !isOwn(next) ? next : null);
    return name ? [{ name, type: `${type}${marksOf(of(inner[0]!))}`, value: own }] : [];
  });
}

/** The signs of a pointer, a reference and an array. */
const marksOf = (declarator: string): string => declarator.replace(/[^&*[\]]/g, '');

function ofJava(node: SyntaxNode, of: (node: SyntaxNode) => string): Declared[] {
  const type = partsOf(node).find((each) => /Type|^void$|^var$/.test(each.name));
  return node.getChildren('VariableDeclarator').flatMap((each) => {
    const parts = partsOf(each);
    const name = each.getChild('Definition');
    const value = each.getChild('AssignOp') ? parts.at(-1)! : null;
    const marks = each.getChildren('Dimension').map(of).join('');
    return name ? [{ name, type: `${type ? of(type) : ''}${marks}`, value }] : [];
  });
}

const PATTERN =
  /^(?:BoundIdentifier|TuplePattern|SlicePattern|ReferencePattern|RefPattern|CapturedPattern|_)$/;

function ofRust(node: SyntaxNode, of: (node: SyntaxNode) => string): Declared[] {
  const parts = partsOf(node);
  const name = parts.find((each) => PATTERN.test(each.name));
  const colon = parts.findIndex((each) => each.name === ':');
  const equals = parts.findIndex((each) => of(each) === '=');
  const type = colon > 0 && parts[colon + 1] ? of(parts[colon + 1]!) : '';
  return name ? [{ name, type, value: equals > 0 ? (parts[equals + 1] ?? null) : null }] : [];
}

/** Names, then a type or none, then as many values, or one for all; each with its own where there are as many. */
export function goDeclared(
  node: SyntaxNode,
  of: (node: SyntaxNode) => string,
): { names: SyntaxNode[]; type: string; values: SyntaxNode[] } {
  const parts = partsOf(node);
  const equals = parts.findIndex((each) => /^:?=$/.test(of(each)));
  const [left, right] = equals < 0 ? [parts, []] : [parts.slice(0, equals), parts.slice(equals + 1)];
  const names = left.filter(({ name }) => name === 'DefName' || name === '_');
  const type = left.find(({ name }) => /Type|TypeName/.test(name));
  return { names, type: type ? of(type) : '', values: right.filter(isPart) };
}

/** Each name of a declaration; of Go's see `goDeclared`. */
export function declaredIn(node: SyntaxNode, of: (node: SyntaxNode) => string): Declared[] {
  if (/^(?:LocalVariableDeclaration|ConstantDeclaration)$/.test(node.name)) return ofJava(node, of);
  if (node.name === 'FieldDeclaration' && node.getChild('VariableDeclarator')) return ofJava(node, of);
  if (/^(?:LetDeclaration|ConstItem|StaticItem)$/.test(node.name)) return ofRust(node, of);
  return ofC(node, of);
}

/** What a function is given, in each of the languages. */
export function givenIn(list: SyntaxNode, of: (node: SyntaxNode) => string): Declared[] {
  const found: Declared[] = [];
  // `w, g []float64` of Go
  let unnamed: SyntaxNode[] = [];
  for (const each of partsOf(list).filter(isPart)) {
    const parts = partsOf(each);
    if (/^(?:Optional)?ParameterDeclaration$/.test(each.name)) {
      const at = parts.findIndex((child, i) => i > 0 && isDeclarator(child));
      const declarator = parts[at];
      const name = declarator && nameIn(declarator);
      if (!name) continue;
      const isOptional = each.name.startsWith('Optional');
      const type = of(each)
        .slice(0, declarator.to - each.from)
        .replace(new RegExp(`\\b${of(name)}\\b`), '');
      found.push({ name, type, value: isOptional ? parts.at(-1)! : null });
    } else if (/^(?:FormalParameter|SpreadParameter)$/.test(each.name)) {
      const name = each.getChild('Definition') ?? each.getChild('VariableDeclarator')?.getChild('Definition');
      if (!name) continue;
      const type = of(each)
        .replace(/\bfinal\b|@\w+/g, '')
        .replace(new RegExp(`\\b${of(name)}\\b`), '');
      found.push({ name, type: each.name === 'SpreadParameter' ? `${type}[]` : type.trim(), value: null });
    } else if (each.name === 'Definition') {
      found.push({ name: each, type: '?', value: null });
    } else if (each.name === 'Parameter' && each.getChild('DefName')) {
      const type = parts.find((child) => isPart(child) && child.name !== 'DefName');
      unnamed.push(...each.getChildren('DefName'));
      if (!type) continue;
      found.push(...unnamed.map((name) => ({ name, type: of(type), value: null })));
      unnamed = [];
    } else if (each.name === 'Parameter') {
      const pattern = parts.find((child) => PATTERN.test(child.name));
      const colon = parts.findIndex((child) => child.name === ':');
      if (pattern) found.push({ name: pattern, type: colon > 0 ? of(parts[colon + 1]!) : '?', value: null });
    }
  }
  return found;
}
