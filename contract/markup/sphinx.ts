/** The displays of reStructuredText, in which Sphinx documents libraries: `.. math::` above indented lines. */
import type { MarkdownIt, StateBlock } from 'markdown-it';
import { lineText, pushMath, unescaped } from './math.ts';

const DIRECTIVE = /^\.\. math ?::(?:[ \t](.*))?$/;
/** `:label: adam` and `:nowrap:`. */
const OPTION = /^:[a-z]+:/;

/** Rows and columns need no environment there. */
function withRows(tex: string): string {
  const hasRows = /&|\\\\/.test(tex) && !/^\s*\\begin\{/.test(tex);
  return hasRows ? `\\begin{aligned}${tex}\\end{aligned}` : tex;
}

function directiveRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const found = DIRECTIVE.exec(lineText(state, startLine));
  if (found === null) return false;
  if (silent) return true;
  const indent = state.sCount[startLine]!;
  let end = startLine + 1;
  while (end < endLine && (state.isEmpty(end) || state.sCount[end]! > indent)) end += 1;
  const lines = [found[1] ?? ''];
  for (let line = startLine + 1; line < end; line += 1) lines.push(lineText(state, line));
  // They stand directly below the directive.
  for (let line = 1; OPTION.test(lines[line] ?? ''); line += 1) lines[line] = '';
  if (lines.every((line) => line.trim() === '')) return false;
  let paragraph: string[] = [];
  for (const [i, line] of [...lines, ''].entries()) {
    if (line.trim() !== '') paragraph.push(line);
    else if (paragraph.length > 0) {
      // Each paragraph is a formula of its own.
      const source = paragraph.join('\n');
      const past = startLine + i;
      const meta = { tex: withRows(unescaped(source)), source, display: true, lineOffset: 0, closed: true };
      pushMath(state, 'math_block', [past - paragraph.length, past], meta);
      paragraph = [];
    }
  }
  state.line = end;
  return true;
}

export function sphinxRules(md: MarkdownIt): void {
  md.block.ruler.before('math_block', 'math_directive', directiveRule, {
    alt: ['paragraph', 'blockquote', 'list'],
  });
}
