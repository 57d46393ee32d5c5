/**
 * TypeScript to JavaScript by putting spaces in the place of types, character for character as the server's Node does, with
 * the grammar that the editor has anyway. Whatever is not surely the same there, such as an enum, a mistake of syntax or a
 * line whose end would come to mean something else, is left to the server.
 */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';

const typescript = parser.configure({ dialect: 'ts' });

/** Mistakes of syntax, and what is more than types. */
const LEFT = new Set([
  '⚠',
  'EnumDeclaration',
  'NamespaceDeclaration',
  'Decorator',
  'PrefixCast',
  'ImportDeclaration',
  'accessor',
]);
const DECLARATIONS = ['InterfaceDeclaration', 'TypeAliasDeclaration', 'AmbientDeclaration'];
const TYPES = new Set([
  ...DECLARATIONS,
  'TypeAnnotation',
  'TypePredicate',
  'TypeParamList',
  'TypeArgList',
  'Optional',
]);
const MODIFIERS = new Set(['Privacy', 'readonly', 'abstract', 'override', 'declare']);

/** After white space and comments with the end of a line: what would go on with what stands before. */
const GOES_ON = /^(?=\s*?(?:\/\/|\n|\/\*[^*]*\n))(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*(?:[([`+*-]|\/(?![/*]))/;

/** Two of JavaScript's characters and four bytes. */
const WIDE = /[\u{10000}-\u{10ffff}]/u;

/** After a modifier: what could go on with the field before it. */
const BEGINS_OTHERWISE = /^\s*[*([]/;

type Span = readonly [from: number, to: number];

/** Read by the grammar as comparisons, without a mistake. */
const GENERIC_ASYNC = /\basync\s*</;

/** Null: the server is to do it. */
export function blankTypes(source: string): string | null {
  if (GENERIC_ASYNC.test(source)) return null;
  const blanks: Span[] = [];
  if (!collect(typescript.parse(source).topNode, source, blanks)) return null;
  if (blanks.some(([from, to]) => GOES_ON.test(source.slice(to)) || WIDE.test(source.slice(from, to))))
    return null;
  let javascript = '';
  let at = 0;
  for (const [from, to] of blanks) {
    javascript += source.slice(at, from) + source.slice(from, to).replaceAll(/[^\r\n]/gu, spaceFor);
    at = to;
  }
  return javascript + source.slice(at);
}

/** As many bytes in UTF-8, as Node's own. */
function spaceFor(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return ' ';
  return code < 0x800 ? '\u00a0' : '\u2002';
}

/** False where it is to be left to the server. */
function collect(node: SyntaxNode, source: string, blanks: Span[]): boolean {
  if (node.from < (blanks.at(-1)?.[1] ?? 0)) return true;
  if (LEFT.has(node.name)) return false;
  const blank = blankOf(node, source);
  if (blank === 'left') return false;
  if (blank !== null) blanks.push(blank);
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!collect(child, source, blanks)) return false;
  return true;
}

function blankOf(node: SyntaxNode, source: string): Span | 'left' | null {
  const { name, parent, from, to } = node;
  const has = (...names: string[]): boolean => names.some((each) => node.getChild(each) !== null);
  const isSplit = () => /[\r\n]/.test(source.slice(from, to));
  if (name === 'TypeParamList' || name === 'TypeArgList' || parent?.name === 'ArrowFunction')
    if (TYPES.has(name) && isSplit()) return 'left';
  if (TYPES.has(name)) return [from, to];
  if (MODIFIERS.has(name))
    return parent?.name === 'ParamList' || BEGINS_OTHERWISE.test(source.slice(to)) ? 'left' : [from, to];
  switch (name) {
    case 'ExportDeclaration':
      if (has('type', 'from')) return 'left';
      return has(...DECLARATIONS) ? [from, to] : null;
    case 'FunctionDeclaration':
    case 'MethodDeclaration':
      return has('Block') ? null : 'left';
    case 'PropertyDeclaration':
      return has('declare', 'abstract') ? 'left' : null;
    case 'implements':
      return [from, parent!.getChild('ClassBody')!.from];
    case 'as':
    case 'satisfies':
      return parent?.name === 'BinaryExpression' ? [from, parent.to] : null;
    case 'LogicOp':
      return source.slice(from, to) === '!' && parent?.name !== 'UnaryExpression' ? [from, to] : null;
    case 'this':
      return parent?.name === 'ParamList' ? 'left' : null;
    default:
      return null;
  }
}
