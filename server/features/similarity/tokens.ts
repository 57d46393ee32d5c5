/** Texts as tokens in which a renamed variable, another number or another layout makes no difference. Pure. */
import { parser as javascript } from '@lezer/javascript';
import { own } from '../../../contract/own.ts';
import { parser as python } from '@lezer/python';
import type { Tree } from '@lezer/common';

export interface Token {
  kind: string;
  /** Offsets into the text. */
  from: number;
  to: number;
}

const CODE: Record<string, { parse(text: string): Tree }> = {
  py: python,
  js: javascript,
  ts: javascript.configure({ dialect: 'ts' }),
};

/** Whatever somebody calls a thing is a name. */
const NAMES = new Set([
  'VariableName',
  'VariableDefinition',
  'PropertyName',
  'PropertyDefinition',
  'TypeName',
  'Label',
]);
const LITERALS = new Set(['Number', 'String', 'TemplateString', 'FormatString', 'BooleanLiteral', 'Boolean']);

function codeTokens(text: string, tree: Tree): Token[] {
  const tokens: Token[] = [];
  tree.iterate({
    enter({ name, from, to, node }) {
      if (name.includes('Comment')) return false;
      const isWhole = LITERALS.has(name);
      if (!isWhole && node.firstChild !== null) return true;
      if (from === to) return false;
      const kind = NAMES.has(name) ? 'name' : isWhole ? name : text.slice(from, to);
      tokens.push({ kind, from, to });
      return false;
    },
  });
  return tokens;
}

/** Words and commands of TeX; case, punctuation and layout aside. */
function wordTokens(text: string): Token[] {
  return Array.from(text.matchAll(/\\[A-Za-z]+|[\p{L}\p{N}]+|[=+*/^_<>-]/gu), ({ 0: word, index }) => ({
    kind: word.toLowerCase(),
    from: index,
    to: index + word.length,
  }));
}

/** @param fileName tells the language; null for an answer in words */
export function tokensOf(text: string, fileName: string | null): Token[] {
  const parser = fileName === null ? undefined : own(CODE, fileName.slice(fileName.lastIndexOf('.') + 1));
  return parser ? codeTokens(text, parser.parse(text)) : wordTokens(text);
}
