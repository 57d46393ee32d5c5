/** Names of types: a compiler knows them, or the program declares them. */
import type { SyntaxNode } from '@lezer/common';
import { isPart, partsOf } from './parts.ts';

/** Those that C++, Rust and Go have without saying where they come from, and what people call numbers and arrays of them. */
const KNOWN =
  /^(?:[iuf]\d+|[iu]size|u?int\d*|float\d*|double|complex\d*|uint|string|str|bool|byte|rune|error|any|char|auto|vec|mat|[fdiu]?vec|rowvec|colvec|[fd]mat|vector|matrix|array|tensor|real|scalar|number|half|func|list|span|map|size_type|value_type|\w+_t)$/;

/** Where a type gets its name. */
const DECLARES =
  /Specifier$|^(?:TypeDefinition|AliasDeclaration|StructItem|EnumItem|TypeItem|TraitItem|TypeSpec)$|TypeParam/;

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
    if (/^(?:TypeIdentifier|TypeName)$/.test(node.name)) {
      if (DECLARES.test(parent?.name ?? '')) declared.add(textOf(node));
      else if (parent && !isValue(node, parent)) used.push(node);
    } else if (
      /^(?:Identifier|FieldIdentifier|VariableName|Definition|DefName|BoundIdentifier)$/.test(node.name)
    )
      if (!/^(?:FunctionDeclarator|ClassDeclaration)$/.test(parent?.name ?? '')) values.add(textOf(node));
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
