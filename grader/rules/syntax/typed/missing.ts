/** Names that a program of these languages uses and nothing declares, which no compiler takes. */
import type { SyntaxNode } from '@lezer/common';

/** What may declare a name and is not shown: nothing, constants of the file, or anything, such as the fields of a method's class. */
export type Unseen = 'nothing' | 'constants' | 'anything';

export interface Missing {
  name: string;
  node: SyntaxNode;
  use: Use;
  unseen: Unseen;
}

/**
 * What is called may come from anywhere, an object that is asked to do something from the file, and what is handed on is a function, too;
 * what has fields or entries, is given a value or gone through is no constant.
 */
export type Use = 'called' | 'asked' | 'with fields' | 'handed on' | 'kept' | 'read';

/** Modules of Go, and where the names of Java's begin. */
const MODULE =
  /^(?:math|rand|fmt|log|os|time|sort|slices|strings|errors|mat|floats|stat|java|javax|org|com)$/;

const CHANGE = /^(?:Assignment(?:Expression)?|UpdateExpression|IncDecStatement)$/;
const WITHIN = /^(?:Parenthesized|Unary|Pointer|Reference)/;

/** @param behind what is written behind it: the grammar of Go takes `1 - m[i]` for an entry of `1 - m` */
export function useOf(node: SyntaxNode, behind: string): Use {
  const name = node.parent?.name ?? '';
  if (/^\s*(?:::|\()/.test(behind) || name === 'StructuredBindingDeclarator') return 'called';
  const [point, call] = /^\s*(?:\.(?!\.)|->)\s*\w+(\s*\()?/.exec(behind) ?? [];
  if (point !== undefined) return call === undefined ? 'with fields' : 'asked';
  if (/^\s*\[/.test(behind) || name === 'RangeClause') return 'kept';
  const isFirst = node.parent?.firstChild?.from === node.from;
  if (CHANGE.test(name)) return isFirst || /^(?:Upd|Inc)/.test(name) ? 'kept' : 'handed on';
  if (/Arg|Decl|Spec|Init|Return|Element/.test(name)) return 'handed on';
  return node.parent && WITHIN.test(name) ? useOf(node.parent, '') : 'read';
}

/** Modules that a file of Go brings in. */
const broughtIn = (text: string): string[] =>
  [...text.matchAll(/^[ \t]*(?:import\s+)?(?:(\w+)\s+)?"[^"\n]*?(\w+)"\s*$/gm)].map(
    ([, as, own]) => as ?? own!,
  );

/** The first name that may be declared nowhere: not among those of the file, nor in what is not shown. */
export const missingAmong = (
  all: readonly Missing[],
  { names, functions, text }: { names: readonly string[]; functions: ReadonlySet<string>; text: string },
): Missing | undefined => {
  const modules = broughtIn(text);
  return all.find(({ name, use, unseen }) => {
    if (use === 'called' || names.includes(name)) return false;
    if (functions.has(name)) return use !== 'handed on';
    const isModule = MODULE.test(name) || modules.includes(name);
    if (isModule && /^(?:asked|with fields)$/.test(use)) return false;
    // Constants and classes that a file gets from elsewhere are written so.
    if (/^[A-Z]/.test(name)) return false;
    return unseen === 'nothing' || use === 'with fields' || (unseen === 'constants' && use === 'kept');
  });
};
