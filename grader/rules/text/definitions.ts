/** `\newcommand` and `\def` outside formulas, as in the preamble of a document. */
import type { PlacedFormula } from './formula.ts';

const DEFINITION =
  /\\(?:(?:re|provide)?newcommand|providecommand|DeclareMathOperator|DeclareRobustCommand)\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*(?:\[(\d)\])?\s*(?=\{)|\\(?:g|e|x)?def\s*(\\[A-Za-z]+)((?:#\d)*)(?=\{)/g;

const MAX_DEFINITIONS = 100;

/** Where the brace that opens at `open` is closed; −1 where it is not. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length && i - open < 500; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return i;
  }
  return -1;
}

/**
 * The definitions as formulas that only define.
 * @param text without formulas: in those KaTeX reads definitions itself
 * @returns rest: the text with blanks in their place
 */
export function findDefinitions(text: string): { definitions: PlacedFormula[]; rest: string } {
  const definitions: PlacedFormula[] = [];
  let rest = '';
  let end = 0;
  for (const match of text.matchAll(DEFINITION)) {
    const open = match.index + match[0].length;
    if (match.index < end) continue;
    const close = closingBrace(text, open);
    if (close < 0 || definitions.length >= MAX_DEFINITIONS) continue;
    const name = match[1] ?? match[2] ?? match[4] ?? '';
    const parameters =
      match[5] ?? Array.from({ length: Number(match[3] ?? 0) }, (_, i) => `#${i + 1}`).join('');
    const written = text.slice(open + 1, close).replace(/\\(ensuremath|xspace)\b/g, '');
    const body = match[0].startsWith('\\DeclareMathOperator') ? `\\operatorname{${written}}` : written;
    definitions.push({
      formula: {
        source: `\\gdef${name}${parameters}{${body}}`,
        display: false,
        before: '',
        behind: '',
        plain: null,
      },
      start: match.index,
      end: close + 1,
    });
    rest += text.slice(end, match.index) + text.slice(match.index, close + 1).replace(/[^\n]/g, ' ');
    end = close + 1;
  }
  return { definitions, rest: rest + text.slice(end) };
}
