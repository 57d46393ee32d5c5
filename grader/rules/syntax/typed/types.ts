/** Names of types in C and C++: a compiler knows them, or the program declares them. */
import type { SyntaxNode } from '@lezer/common';
import { isPart, partsOf } from './parts.ts';

/** Those that need no `std::` before them, and what people call numbers and arrays of them. */
const KNOWN =
  /^(?:u?int\d*|float\d*|double|complex|uint|string|bool|byte|char|auto|mat|[fdiu]?vec|rowvec|colvec|[fd]mat|vector|matrix|array|tensor|real|scalar|number|half|list|span|map|size_type|value_type|\w+_t)$/;

/** Where a type gets its name. */
const DECLARES = /Specifier$|^(?:TypeDefinition|AliasDeclaration)$|TypeParam/;

/**
 * The first type that nothing declares and that no library is known to have. Names that begin with a capital may come from anywhere,
 * where no value of the program is called so.
 */
export function unknownType(top: SyntaxNode, textOf: (node: SyntaxNode) => string): SyntaxNode | null {
  const declared = new Set<string>();
  const values = new Set<string>();
  const used: SyntaxNode[] = [];
  top.cursor().iterate(({ node }) => {
    const { parent } = node;
    if (node.name === 'TypeIdentifier') {
      if (DECLARES.test(parent?.name ?? '')) declared.add(textOf(node));
      else if (parent && !isValue(node, parent)) used.push(node);
    } else if (/^(?:Field)?Identifier$/.test(node.name) && parent?.name !== 'FunctionDeclarator')
      values.add(textOf(node));
  });
  const isKnown = (name: string): boolean =>
    declared.has(name) || KNOWN.test(name) || (/^[A-Z]/.test(name) && !values.has(name));
  return used.find((node) => !isKnown(textOf(node))) ?? null;
}

/** To the grammar of C++ the b of `double a, b;` in a class is a type, and so is the n of `std::vector<double> m(n);`. */
const isValue = (node: SyntaxNode, parent: SyntaxNode): boolean =>
  parent.name === 'FieldDeclaration' ||
  parent.name === 'ScopedTypeIdentifier' ||
  (parent.name === 'ParameterDeclaration' && partsOf(parent).filter(isPart).length === 1);
