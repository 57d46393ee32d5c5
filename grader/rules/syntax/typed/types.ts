/** Names of types in C, C++, Java, Rust and Go: a compiler knows them, or the program declares them. */
import type { SyntaxNode } from '@lezer/common';
import { isPart, partsOf } from './parts.ts';

/** Those that nothing has to bring in, and what people call numbers and arrays of them. */
const KNOWN =
  /^(?:[iuf]\d+|[iu]size|u?int(?:\d*|ptr)|float\d*|double|complex\d*|str(?:ing)?|bool|byte|rune|error|any|char|auto|mat|[fdiu]?vec|rowvec|colvec|[fd]mat|vector|matrix|array|tensor|real|scalar|number|half|list|span|map|size_type|value_type|\w+_t)$/;

/** Where a type gets its name. */
const DECLARES =
  /Specifier$|^(?:TypeDefinition|AliasDeclaration|TypeSpec)$|Type_?Param|^(?:Class|Interface|Enum|Record)Declaration$|^(?:Struct|Enum|Trait|Type|Union)Item$/;

const NAME = /^(?:(?:Field|Bound)?Identifier|Def\w+|VariableName)$/;

/** What is called so may be a class, and what is brought in is no value of the program. */
const OPEN =
  /^(?:FunctionDeclarator|CallExpr(?:ession)?|ConstructorDeclaration|FieldAccess|MethodInvocation|EnumConstant)$/;
const BROUGHT_IN = /^(?:Import\w*|Use|Using|Package)(?:Declaration|Clause|Directive)?$/;

/**
 * The first type that nothing declares and that no library is known to have. Names that begin with a capital may come from anywhere,
 * where no value of the program is called so.
 */
export function unknownType(top: SyntaxNode, textOf: (node: SyntaxNode) => string): SyntaxNode | null {
  const declared = new Set<string>();
  const values = new Set<string>();
  const used: SyntaxNode[] = [];
  const qualified: SyntaxNode[] = [];
  top.cursor().iterate(({ name, node }) => {
    if (BROUGHT_IN.test(name)) return false;
    const { parent } = node;
    const isType = /^Type(?:Identifier|Name)$/.test(name);
    if (!parent || !(isType || NAME.test(name))) return true;
    if (DECLARES.test(parent.name)) declared.add(textOf(node));
    else if (!isType && !OPEN.test(parent.name)) values.add(textOf(node));
    if (isType && !isValue(node, parent)) used.push(node);
    if (parent.name === 'ScopedTypeName') qualified.push(node);
    return true;
  });
  const isKnown = (node: SyntaxNode): boolean => {
    const name = textOf(node);
    if (declared.has(name)) return true;
    const isBare = CONTAINER.test(name) && DECLARATION.test(node.parent!.name);
    return !isBare && (KNOWN.test(name) || (/^[A-Z]/.test(name) && !values.has(name)));
  };
  return used.find((node) => !isKnown(node)) ?? qualified.find((node) => values.has(textOf(node))) ?? null;
}

/** In Java such a one says what it holds: `Map<String, double[]> m` */
const CONTAINER = /^(?:\w*Map|(?:Array|Linked)?List)$/;
const DECLARATION = /^(?:FieldDeclaration|LocalVariableDeclaration|FormalParameter|ArrayType)$/;

/** To the grammar of C++ the b of `double a, b;` in a class is a type, and so is the n of `std::vector<double> m(n);`. */
const isValue = (node: SyntaxNode, parent: SyntaxNode): boolean =>
  /^(?:ScopedType(?:Identifier|Name)|QualifiedType)$/.test(parent.name) ||
  (parent.name === 'FieldDeclaration' &&
    !partsOf(parent).some(({ name }) => /Declarator$|^FieldIdentifier$/.test(name))) ||
  (parent.name === 'ParameterDeclaration' && partsOf(parent).filter(isPart).length === 1);
