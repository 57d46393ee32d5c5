/** The sheet as a `.tex` that compiles and that `splitTex` reads back without a doubt. */
import type { AssignmentDefinition, Question } from '../../contract/assignment.ts';
import { momentText } from '../wallClock.ts';
import { COMPATIBLE_COMMANDS, compatibility } from './compat.ts';
import { questionLabel } from './labels.ts';
import { escapeLatex, latexFromMarkdown } from './latex.ts';

/** What our commands mean to LaTeX; `splitTex` knows them by name. */
const COMMANDS = String.raw`% Commands of this sheet. Please keep them: they say where an answer begins.
\newcommand{\sheetquestion}[3]{\subsection*{Question #1: #2 (#3)}}
% An image and its description. pdfLaTeX prints no SVG: with \usepackage{svg} it does, else a box stands for it.
\newcommand{\sheetimage}[2]{\IfFileExists{#1}{\includegraphics[width=0.8\linewidth,height=0.4\textheight,keepaspectratio]{#1}}{\sheetbox{#1}}}
\newcommand{\sheetdrawing}[2]{\ifdefined\includesvg\includesvg[width=0.8\linewidth]{#1}\else\sheetbox{#1}\fi}
% The same with its description below: \sheetcaptioned{\sheetimage}{name}{description}.
\newcommand{\sheetcaptioned}[3]{#1{#2}{#3}\par{\small #3}\par}
\newcommand{\sheetbox}[1]{\fbox{Image: \texttt{\detokenize{#1}}}}
\newcommand{\sheetrule}{\par\noindent\rule{\linewidth}{0.4pt}\par}
\newcommand{\names}[1]{\noindent\textbf{Names:} #1\par}
% A displayed formula that is an environment already.
\newenvironment{sheetdisplay}{}{}
\newenvironment{statement}{\begin{quote}\itshape}{\end{quote}}
\newenvironment{directions}{\par\medskip}{\par\medskip}`;

/** Bodies of the macros that a template defines, by name with backslash. */
export function ourMacros(assignment: AssignmentDefinition): Map<string, string> {
  const commands = [...COMMANDS.matchAll(/^\\newcommand\{(\\[a-z]+)\}(?:\[\d\])?\{(.*)\}$/gm)];
  return new Map([
    ...COMPATIBLE_COMMANDS,
    ...commands.map((match): [string, string] => [match[1]!, match[2]!]),
    ...Object.entries(assignment.macros),
  ]);
}

export interface SheetContent {
  names: string[];
  /** LaTeX of the answer to a question. */
  answer: (question: Question) => string;
  /** A line under the due time, such as when it was submitted; plain text. */
  note: string;
}

/** The sheet to fill in. */
export function texTemplate(assignment: AssignmentDefinition): string {
  const prompt = (question: Question): string => {
    const parts =
      question.kind === 'written' && question.parts.length > 0 ? ` Parts: ${question.parts.join('; ')}.` : '';
    return `% Write your answer to question ${questionLabel(question, assignment.questions)} below.${parts}\n`;
  };
  return texSheet(assignment, { names: [], answer: prompt, note: '' });
}

export function texSheet(assignment: AssignmentDefinition, content: SheetContent): string {
  const questions = new Map(assignment.questions.map((question) => [question.id, question]));
  const blocks = assignment.blocks.flatMap((block) => [
    directions(block.directions),
    ...block.questions.flatMap((id) => {
      const question = questions.get(id);
      return question?.kind === 'written'
        ? [questionBlock(question, assignment, content.answer(question))]
        : [];
    }),
  ]);
  const body = [
    '\\begin{document}',
    '\\maketitle',
    `\\names{${content.names.map((name) => escapeLatex(name)).join(', ')}}`,
    directions(assignment.introduction),
    ...blocks,
    '\\end{document}',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
  const title = titleLines(assignment, content.note);
  const declared = compatibility([title, body, ...Object.values(assignment.macros)].join(' '));
  return `${[...preamble(assignment), ...declared, '', title].join('\n')}\n\n${body}\n`;
}

/** Packages that a small TeX installation may lack, and the sheet can do without. */
const OPTIONAL_PACKAGES = [
  '{lmodern}',
  '{mathtools}',
  '{mathrsfs}',
  '{cancel}',
  '[normalem]{ulem}',
  '[version=4]{mhchem}',
];

function preamble(assignment: AssignmentDefinition): string[] {
  // Whatever LaTeX calls by that name, on this sheet it is the sheet's.
  const macros = Object.entries(assignment.macros).map(
    ([name, body]) => `\\let${name}\\relax\\newcommand{${name}}${parameters(body)}{${body}}`,
  );
  return [
    '\\documentclass[11pt]{article}',
    '\\usepackage[utf8]{inputenc}',
    '\\usepackage[T1]{fontenc}',
    '\\usepackage[margin=2.5cm]{geometry}',
    '\\usepackage{amsmath,amssymb,bm}',
    '\\usepackage{graphicx}',
    '\\usepackage{fancyvrb}',
    ...OPTIONAL_PACKAGES.map(
      (name) => `\\IfFileExists{${name.replace(/^.*\{|\}/g, '')}.sty}{\\usepackage${name}}{}`,
    ),
    '\\IfFileExists{xcolor.sty}{\\usepackage{xcolor}}{\\usepackage{color}}',
    '\\IfFileExists{fvextra.sty}{\\usepackage{fvextra}\\fvset{breaklines}}{}',
    '\\usepackage[hidelinks]{hyperref}',
    '',
    COMMANDS,
    ...(macros.length > 0 ? ['', "% The sheet's symbols.", ...macros] : []),
  ];
}

function titleLines(assignment: AssignmentDefinition, note: string): string {
  return [
    `\\title{${escapeLatex(assignment.course)}\\\\ ${escapeLatex(assignment.title)}}`,
    '\\author{}',
    `\\date{Due ${escapeLatex(momentText(new Date(assignment.dueAt), assignment.timeZone))}${note === '' ? '' : `\\\\ ${escapeLatex(note)}`}}`,
  ].join('\n');
}

function parameters(body: string): string {
  const highest = Math.max(0, ...[...body.matchAll(/#([1-9])/g)].map((match) => Number(match[1])));
  return highest === 0 ? '' : `[${highest}]`;
}

function directions(markdown: string): string {
  return markdown.trim() === ''
    ? ''
    : `\\begin{directions}\n${latexFromMarkdown(markdown)}\n\\end{directions}`;
}

function questionBlock(question: Question, assignment: AssignmentDefinition, answer: string): string {
  const label = questionLabel(question, assignment.questions);
  const points = `${question.points} ${question.points === 1 ? 'point' : 'points'}`;
  const statement = latexFromMarkdown(question.statement);
  return [
    `\\sheetquestion{${escapeLatex(label)}}{${escapeLatex(question.title)}}{${points}}`,
    ...(statement === '' ? [] : [`\\begin{statement}\n${statement}\n\\end{statement}`]),
    '',
    answer,
  ].join('\n');
}
