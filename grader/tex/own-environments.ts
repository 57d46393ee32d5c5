/** Environments that the author of a file defines: what they take, and what they make of their content. */
import type { TexDocument } from './document.ts';

export interface OwnEnvironment {
  /** Pattern of its arguments; `T` are printed. */
  pattern: string;
  /** What a theorem's heading says before its number, such as "Exercise"; empty for another environment. */
  title: string;
  /** The environment that its definition opens around the content; empty when it opens none. */
  wraps: string;
}

const NAME = String.raw`\s*\{\s*([A-Za-z][\w ]{0,59}\*?)\s*\}`;
const OPTION = String.raw`\s*(?:\[([^\]\n]*)\])?`;
const ENVIRONMENT = new RegExp(String.raw`\\(?:re)?newenvironment\*?${NAME}${OPTION}${OPTION}\s*(?=\{)`, 'g');
const THEOREM = new RegExp(String.raw`\\newtheorem\*?${NAME}${OPTION}\s*\{([^{}\n]{1,60})\}`, 'g');
const BOX = new RegExp(String.raw`\\(?:newtcolorbox|newmdenv)${OPTION}${NAME}${OPTION}${OPTION}`, 'g');

export function ownEnvironments(document: TexDocument): Map<string, OwnEnvironment> {
  const { source } = document;
  const found = new Map<string, OwnEnvironment>();
  for (const match of source.matchAll(ENVIRONMENT)) {
    const [whole, name = '', count, optional] = match;
    const begin = source.slice(match.index + whole.length, match.index + whole.length + 600);
    found.set(name, { pattern: parameters(count, optional), title: '', wraps: wrapped(begin) });
  }
  for (const [, name = '', , title = ''] of source.matchAll(THEOREM))
    found.set(name, { pattern: '[', title, wraps: '' });
  for (const [, , name = '', count, optional] of source.matchAll(BOX))
    found.set(name, { pattern: parameters(count, optional), title: '', wraps: '' });
  return found;
}

function parameters(count = '0', optional: string | undefined): string {
  const all = Math.min(9, Number(count) || 0);
  return optional === undefined ? 'T'.repeat(all) : `[${'T'.repeat(Math.max(0, all - 1))}`;
}

/** The last environment that the first group of `code` opens. */
function wrapped(code: string): string {
  let depth = 0;
  let end = 0;
  for (; end < code.length; end += 1) {
    if (code[end] === '\\') end += 1;
    else if (code[end] === '{') depth += 1;
    else if (code[end] === '}') depth -= 1;
    if (depth === 0) break;
  }
  return [...code.slice(0, end).matchAll(/\\begin\s*\{([^{}\n]{1,60})\}/g)].at(-1)?.[1] ?? '';
}
