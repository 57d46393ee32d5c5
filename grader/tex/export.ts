/**
 * A submission → the `.tex` that `splitTex` reads back to the same answers. What pages cannot draw, LaTeX would stumble over:
 * such a formula is written as the text it is, so that the rest compiles; so is one with commands that could do more than
 * draw, and a comment says so.
 */
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { FormulaCache, FormulaRenderer } from '../../contract/markup/formula.ts';
import { HarmlessFormulas } from './harmless.ts';
import { latexFromMarkdown } from './latex.ts';
import { momentText } from '../wallClock.ts';
import { texSheet } from './template.ts';

export interface ExportMeta {
  names: string[];
  submitted: { number: number; at: Date; late: boolean };
}

/** @param answers Markdown by question id; questions without one get an empty answer */
export function exportTex(
  assignment: AssignmentDefinition,
  answers: Map<string, string>,
  { names, submitted: { number, at, late } }: ExportMeta,
): string {
  return texSheet(assignment, {
    names,
    note: `Submission ${number}, ${momentText(at, assignment.timeZone)}${late ? ', late' : ''}`,
    answer: ({ id }) => {
      const { latex, leftOut } = answerInLatex(answers.get(id) ?? '', assignment.macros);
      // Definitions of one answer end with it, so that another may define the same name.
      const isDefining = /\\(?:re|provide)?newcommand|\\def|\\let|\\providecommand/.test(latex);
      const body = isDefining ? `\\begingroup\n${latex}\n\\endgroup` : latex;
      return leftOut.length === 0 ? body : `${leftOutNote(leftOut)}\n${body}`;
    },
  });
}

/** Control characters mean something to TeX, and nothing to readers. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b-\x0c\x0e-\x1f\x7f]/g;

function answerInLatex(
  markdown: string,
  macros: Record<string, string>,
): { latex: string; leftOut: string[] } {
  const formulas = new HarmlessFormulas(Object.keys(macros));
  const renderer = new FormulaRenderer(macros, new FormulaCache(0));
  const leftOut = new Set<string>();
  const latex = latexFromMarkdown(markdown.replace(CONTROL, ''), ({ tex, display }) => {
    const harm = formulas.harmIn(tex);
    for (const command of harm) leftOut.add(command);
    return harm.length === 0 && renderer.render(tex, display).ok;
  });
  return { latex, leftOut: [...leftOut] };
}

/** Commands named in the note of an answer. */
const MOST_NAMED = 20;

function leftOutNote(commands: string[]): string {
  const named = commands.slice(0, MOST_NAMED).map((command) => command.replace(/\s+/g, ' ').slice(0, 40));
  const others = commands.length - named.length;
  return [
    '% Stepwise: formulas of this answer are written as text, because they have commands that LaTeX lacks, or that are no mathematics:',
    `% ${named.join(' ')}${others > 0 ? ` and ${others} others` : ''}`,
  ].join('\n');
}
