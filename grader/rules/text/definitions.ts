/** `\newcommand` and `\def` outside formulas, as in the preamble of a document. */
import { blank } from '../lexicon.ts';
import { texFormula } from './plain/formula.ts';
import type { PlacedFormula } from './plain/formula.ts';

/** In braces, which may stand within each other. */
const BODY = [1, 2, 3].reduce(
  (inside) => String.raw`(?:\\.|[^{}\\]|\{${inside}\})*`,
  String.raw`(?:\\.|[^{}\\])*`,
);
const DEFINITION = new RegExp(
  String.raw`\\(?:(?:(?:re|provide)?newcommand|providecommand|(?<operator>DeclareMathOperator)|DeclareRobustCommand)\*?\s*(?:\{\s*(?<braced>\\[A-Za-z]+)\s*\}|(?<bare>\\[A-Za-z]+))\s*(?:\[(?<count>\d)\])?\s*|[gex]?def\s*(?<defined>\\[A-Za-z]+)(?<parameters>(?:#\d)*))\{(?<body>${BODY})\}`,
  'gs',
);

/**
 * The definitions as formulas that only define.
 * @param text without formulas: in those KaTeX reads definitions itself
 * @returns rest: the text with blanks in their place
 */
export function findDefinitions(text: string): { definitions: PlacedFormula[]; rest: string } {
  const definitions = [...text.matchAll(DEFINITION)].map(({ 0: { length }, index: start, groups = {} }) => {
    const { operator, braced, bare, count, defined, parameters } = groups;
    const name = braced ?? bare ?? defined ?? '';
    const taken = parameters ?? Array.from({ length: Number(count ?? 0) }, (_, i) => `#${i + 1}`).join('');
    const written = groups['body']!.replace(/\\(ensuremath|xspace)\b/g, '');
    const body = operator === undefined ? written : `\\operatorname{${written}}`;
    const source = `\\gdef${name}${taken}{${body}}`;
    const formula = texFormula(source, false);
    return { formula, start, end: start + length };
  });
  return { definitions, rest: text.replace(DEFINITION, blank) };
}
