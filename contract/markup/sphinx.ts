/** The displays of reStructuredText, in which Sphinx documents libraries: `.. math::` above indented lines. */
import type { MarkdownIt, StateBlock } from 'markdown-it';
import { lineText, pushMath } from './math.ts';

const DIRECTIVE = /^\.\. math ?::(?:[ \t](.*))?$/;
/** `:label: adam` and `:nowrap:`. */
const OPTION = /^:[a-z]+:/;
const ENVIRONMENT = /\\begin\{([a-z]+\*?)\}[^]*?\\end\{\1\}/g;

/** Rows and columns need no environment there. */
function withRows(tex: string): string {
  return /&|\\\\/.test(tex.replace(ENVIRONMENT, '')) ? `\\begin{aligned}${tex}\\end{aligned}` : tex;
}

function directiveRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const found = DIRECTIVE.exec(lineText(state, startLine));
  if (found === null) return false;
  if (silent) return true;
  const indent = state.sCount[startLine]!;
  let end = startLine + 1;
  while (end < endLine && (state.isEmpty(end) || state.sCount[end]! > indent)) end += 1;
  const first = found[1] ?? '';
  const below = Array.from({ length: end - startLine - 1 }, (_, i) => lineText(state, startLine + 1 + i));
  const lines = [first, ...below].map((line) => (OPTION.test(line) ? '' : line));
  // Each paragraph is a formula of its own.
  const starts = lines.flatMap((line, i) =>
    line.trim() !== '' && (i === 0 || lines[i - 1]!.trim() === '') ? [i] : [],
  );
  for (const start of starts) {
    const past = lines.findIndex((line, i) => i > start && line.trim() === '');
    const source = lines.slice(start, past < 0 ? undefined : past).join('\n');
    const from = startLine + start;
    const meta = { tex: withRows(source), source, display: true, lineOffset: 0, closed: true };
    pushMath(state, 'math_block', [from, from + source.split('\n').length], meta);
  }
  state.line = end;
  return starts.length > 0;
}

export function sphinxRules(md: MarkdownIt): void {
  md.block.ruler.before('math_block', 'math_directive', directiveRule, {
    alt: ['paragraph', 'blockquote', 'list'],
  });
}
