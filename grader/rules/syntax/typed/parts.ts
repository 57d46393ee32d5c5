/** The parts of a node of a grammar. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from '../expressions.ts';

const COMMENT = /Comment$/;

/** Their parts, without comments. */
export const partsOf = (node: SyntaxNode): SyntaxNode[] => childrenOf(node, COMMENT);

/** Nodes that hold something, and no sign or word between them. */
export const isPart = ({ name }: SyntaxNode): boolean =>
  /^(?:[A-Z](?!\w*Op$)|this$|self$|super$|null$|nullptr$|make$)/.test(name) &&
  !/^(?:Modifiers|MutSpec)$/.test(name);
