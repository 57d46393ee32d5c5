/**
 * A submission → the `.tex` that `splitTex` reads back to the same answers. A formula that does not close is written
 * as the text it is, so that the rest compiles.
 */
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { latexFromMarkdown } from './latex.ts';
import { momentText, texSheet } from './template.ts';

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
      const latex = latexFromMarkdown(answers.get(id) ?? '');
      // Definitions of one answer end with it, so that another may define the same name.
      return /\\(?:re|provide)?newcommand|\\def|\\let|\\providecommand/.test(latex)
        ? `\\begingroup\n${latex}\n\\endgroup`
        : latex;
    },
  });
}
