/** A submission → the `.tex` that `splitTex` reads back to the same answers. */
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { latexFromMarkdown } from './latex.ts';
import { texSheet } from './template.ts';

export interface ExportMeta {
  names: string[];
  /** A line under the due time, such as "Submitted 17 Feb 2021, 14:02"; plain text. */
  note?: string;
}

/** @param answers Markdown by question id; questions without one get an empty answer */
export function exportTex(
  assignment: AssignmentDefinition,
  answers: Map<string, string>,
  meta: ExportMeta,
): string {
  return texSheet(assignment, {
    names: meta.names,
    note: meta.note ?? '',
    answer: ({ id }) => {
      const latex = latexFromMarkdown(answers.get(id) ?? '');
      // Definitions of one answer end with it, so that another may define the same name.
      return /\\(?:re|provide)?newcommand|\\def|\\let|\\providecommand/.test(latex)
        ? `\\begingroup\n${latex}\n\\endgroup`
        : latex;
    },
  });
}
