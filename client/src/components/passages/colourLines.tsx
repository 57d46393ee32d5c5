import type { Parser } from '@lezer/common';
import { classHighlighter, highlightCode } from '@lezer/highlight';
import type { ReactNode } from 'react';
import type { Language } from '../../../../grader/terms.ts';

const PARSERS: Record<Language, () => Promise<Parser>> = {
  python: async () => (await import('../editor/code/python.ts')).pythonParser,
  javascript: async () => (await import('../editor/code/javascript.ts')).javascriptLanguage.parser,
  typescript: async () => (await import('../editor/code/javascript.ts')).typescriptLanguage.parser,
};

/** The lines of a program with the classes of its words. A chunk of its own, with the language's. */
export async function colourLines(source: string, language: Language): Promise<ReactNode[]> {
  const parser = await PARSERS[language]();
  const lines: ReactNode[][] = [[]];
  highlightCode(
    source,
    parser.parse(source),
    classHighlighter,
    (text, className) => {
      const line = lines.at(-1)!;
      line.push(
        className === '' ? (
          text
        ) : (
          <span key={line.length} className={className}>
            {text}
          </span>
        ),
      );
    },
    () => lines.push([]),
  );
  return lines;
}
