/** No word of the student's is dropped or moved to another question; and whatever the bytes, there is an answer. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { texTemplate } from '../../../grader/tex/index.ts';
import { day08 } from './day08.ts';
import { answersOf, inDocument, split } from './support.ts';

/** Words that tell where they came from: question and number. */
const mark = (question: number, index: number): string =>
  `w${'abcdefghij'[question]}x${'abcdefghijklmnopqrst'[index % 20]}${'abcdefghij'[Math.floor(index / 20)]}`;

const WRAPPERS = [
  (word: string) => word,
  (word: string) => `\\textbf{${word}}`,
  (word: string) => `{\\it ${word}}`,
  (word: string) => `{\\large ${word}`,
  (word: string) => `${word}}`,
  (word: string) => `$${word}$`,
  (word: string) => `$${word}`,
  (word: string) => `\\[ ${word} \\]`,
  (word: string) => `\\[ ${word}`,
  (word: string) => `\\begin{align} ${word} &= x \\end{align}`,
  (word: string) => `\\begin{align} ${word}`,
  (word: string) => `\\begin{itemize} \\item ${word} \\item[${word}] y \\end{itemize}`,
  (word: string) => `\\begin{itemize} \\item ${word}`,
  (word: string) => `${word} \\end{itemize}`,
  (word: string) => `\\item ${word}`,
  (word: string) => `\\unknown{${word}}[${word}]`,
  (word: string) => `\\begin{unknown}[x]{${word}} ${word} \\end{unknown}`,
  (word: string) => `\\begin{unknown} ${word}`,
  (word: string) => `\\begin{verbatim}\n${word}\n\\end{verbatim}`,
  (word: string) => `\\begin{verbatim} ${word}`,
  (word: string) => `\\verb|${word}|`,
  (word: string) => `\\href{https://e.org/%20}{${word}}`,
  (word: string) => `\\url{https://e.org/${word}}`,
  (word: string) => `\\footnote{${word}}`,
  (word: string) => `\\section{${word}}`,
  (word: string) => `\\begin{quote} ${word} \\end{quote}`,
  (word: string) => `\\begin{tabular}{ll} ${word} & y \\\\ z & ${word} \\end{tabular}`,
  (word: string) => `\\begin{figure}[h] \\caption{${word}} \\end{figure}`,
  (word: string) => `\\cite[${word}]{key}`,
  (word: string) => `\\textcolor{red}{${word}}`,
  (word: string) => `\\'e${word}`,
  (word: string) => `\\\\[2pt] ${word} \\\\`,
  (word: string) => `[${word}] (${word}) *${word}* _${word}_ \`${word}'`,
  (word: string) => `1. ${word}`,
  (word: string) => `Question 9 ${word}`,
  (word: string) => `\\texttt{a\\_${word} $x$}`,
  (word: string) => `\\begin{center}\\emph{${word}\n\ny}\\end{center}`,
  (word: string) => `\\mine{${word}}`,
  (word: string) => `\\begin{own}{${word}} ${word} \\end{own}`,
  (word: string) => `\\begin{own}{${word}} ${word}`,
  (word: string) => `\\begin{tcolorbox}[colback=red,title={${word}}] ${word} \\end{tcolorbox}`,
  (word: string) => `\\begin{figure} \\includegraphics{a} \\caption{${word}} ${word} \\end{figure}`,
  (word: string) => `\\begin{center} \\includegraphics{a} \\caption{${word}] ${word}} \\end{center}`,
  (word: string) => `\\subfloat[${word}]{${word}}`,
  (word: string) => `\\begin{lstlisting}[caption=${word}]\n${word}\n\\end{lstlisting}`,
  (word: string) =>
    `\\begin{tabular}{ll} \\multicolumn{2}{c}{${word}} \\\\ \\multirow{2}{*}{${word}} \\end{tabular}`,
  (word: string) =>
    `\\begin{thebibliography}{9} ${word} \\bibitem[${word}]{${word}} ${word} \\end{thebibliography}`,
  (word: string) =>
    `\\begin{algorithmic} ${word} \\If{${word}} ${word} \\Comment{${word}} \\Else \\Return ${word} \\EndIf \\end{algorithmic}`,
  (word: string) => `\\begin{algorithm} \\caption{${word}} \\KwIn{${word}} \\end{algorithm}`,
  (word: string) => `$\\odd{${word}}$`,
  (word: string) => `\\iffalse hidden\\fi ${word}`,
  (word: string) => `\\iffalse hidden\\else ${word}\\fi`,
  (word: string) => `\\ensuremath{${word}}`,
  (word: string) => `% hidden\n${word}`,
];

const OWN =
  '\\newcommand{\\mine}[1]{\\emph{#1}}\\newcommand{\\odd}[2][x]{#1 #2}\\newenvironment{own}[1]{\\textbf{#1}}{}';

const wrapped = fc.tuple(fc.constantFrom(...WRAPPERS), fc.constantFrom(' ', '\n', '\n\n'));
const heading = fc.constantFrom(
  (label: string) => `\\section*{Question ${label}}`,
  (label: string) => `\\textbf{Question ${label}.}`,
  (label: string) => `{\\bf Question ${label}:}`,
  (label: string) => `\\noindent Question ${label} (1 pt):`,
);

const words = (text: string): string[] => text.match(/w[a-j]x[a-t][a-j]/g) ?? [];

describe('words', () => {
  test('all stay, each under its own heading', () => {
    const sheet = fc.tuple(
      heading,
      fc.array(fc.array(wrapped, { maxLength: 7 }), { minLength: 6, maxLength: 6 }),
    );
    fc.assert(
      fc.property(sheet, ([head, parts]) => {
        const source = parts.map((pieces, part) =>
          pieces.map(([wrap, gap], index) => wrap(mark(part, index)) + gap).join(''),
        );
        const body = source.map(
          (text, part) => `${part === 0 ? '' : head(['1', '2', '3', '5', '6'][part - 1]!)}\n\n${text}`,
        );
        const result = split(inDocument(body.join('\n\n'), OWN));
        const places = [result.unassigned, ...day08.questions.map(({ id }) => answersOf(result)[id] ?? '')];
        places.forEach((text, part) => {
          expect([...new Set(words(text))].sort()).toEqual([...new Set(words(source[part]!))].sort());
        });
      }),
      { numRuns: 400 },
    );
  });
});

describe('anything at all', () => {
  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (content) => {
        expect(Array.isArray(split({ 'main.tex': content }).answers)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  const token = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '$',
      '$$',
      '\\[',
      '\\]',
      '\\(',
      '\\)',
      '[',
      ']',
      '%',
      '\n',
      '\n\n',
      '&',
      '~',
      '#1',
      '*',
      '\\\\',
      '\\',
    ),
    fc.constantFrom(
      '\\begin{align}',
      '\\end{align}',
      '\\begin{itemize}',
      '\\end{itemize}',
      '\\item',
      '\\begin{tabular}',
      '\\end{tabular}',
    ),
    fc.constantFrom(
      '\\iffalse',
      '\\fi',
      '\\begin{algorithmic}',
      '\\If{',
      '\\begin{figure}',
      '\\caption{',
      '\\begin{tcolorbox}[title=',
      '\\newenvironment{b}{',
      '\\begin{b}',
    ),
    fc.constantFrom(
      '\\begin{verbatim}',
      '\\end{verbatim}',
      '\\verb|',
      '\\begin{document}',
      '\\end{document}',
      '\\section*{',
      '\\textbf{',
    ),
    fc.constantFrom(
      '\\newcommand{\\a}[1]{',
      '\\def\\a{',
      '\\a',
      '\\input{main}',
      '\\includegraphics{',
      "\\'",
      '\\href{',
      '\\url{',
      '\\cite',
    ),
    fc.constantFrom(
      'Question 1.',
      '\\question',
      'Q2',
      '3.',
      '\\sheetquestion{5}{x}{y}',
      '\\begin{directions}',
      '\\end{directions}',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );

  test('random TeX', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        expect(Array.isArray(split(tokens.join('')).answers)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('a template with pieces cut out, doubled and put in', () => {
    const template = texTemplate(day08);
    const edit = fc.tuple(fc.nat(template.length), fc.nat(80), fc.oneof(token, fc.constant('')));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        const text = edits.reduce(
          (source, [at, length, put]) => source.slice(0, at) + put + source.slice(at + length),
          template,
        );
        expect(Array.isArray(split(text).answers)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    '{',
    '}',
    '$',
    '$$',
    '\\[',
    '\\(',
    '[',
    '\\item[',
    '\\item ',
    '\\verb|',
    '%',
    '{}',
    '\\a',
    '~',
    '`',
    '*',
    '&',
    '-',
    '!',
    '\\begin{a}',
    '\\begin{verbatim}',
    '\\begin{align}',
    '\\begin{itemize}\\item ',
    '\\begin{tabular}{',
    '$a {',
    '{$',
    '\\textbf{',
    '\\emph{\\textbf{',
    '\\footnote{',
    'Question 1.\n',
    '\\question ',
    '\\input{main}',
    '\\newcommand{\\a}{',
    '\\def\\a{\\a\\a}\\a',
    "\\'",
    '\\href{',
    '\\section{',
    '\\a[',
    '\\begin{quote}',
    '$x$ ',
    '\\\\',
    '\\begin{document}',
    '\\iffalse ',
    '\\iffalse\\fi',
    '\\begin{algorithmic}',
    '\\begin{algorithmic}\\If{x}',
    '\\begin{figure}\\caption{',
    '\\begin{tcolorbox}[title={',
    '\\newenvironment{a}{\\begin{',
    '\\newcommand{\\a}[2][x]{\\a\\a}$\\a{y}$\n\\a{x}\n',
    '\\let\\a\\b',
    '\\section{Aufgabe 1}',
    '\\begin{thebibliography}\\bibitem{',
  ])('a flood of %j', (piece) => {
    expect(Array.isArray(split(piece.repeat(Math.floor(60_000 / piece.length))).answers)).toBe(true);
  });
});
