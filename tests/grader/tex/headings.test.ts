import { describe, expect, test } from '@jest/globals';
import { splitTex } from '../../../grader/tex/index.ts';
import { day08 } from './day08.ts';
import { answersOf, filesOf, inDocument, split } from './support.ts';

const QUESTIONS = ['momentum', 'adagrad', 'rmsprop', 'adam-benefits', 'figure-3'];
const LABELS = ['1', '2', '3', '5', '6'];
const TITLES = ['Momentum', 'AdaGrad', 'RMSProp', 'Benefits of Adam', 'Figure 3'];
const TEXTS = ['alpha words', 'beta words', 'gamma words', 'delta words', 'epsilon words'];

const expected = Object.fromEntries(QUESTIONS.map((id, index) => [id, TEXTS[index]!]));

type Style = (label: string, title: string, text: string) => string;

const STYLES: Record<string, Style> = {
  'bold with a stop': (label, _, text) => `\\textbf{Question ${label}.} ${text}\n`,
  'bold with a colon outside': (label, _, text) => `\\textbf{Question ${label}}: ${text}\n`,
  'bold and points': (label, _, text) => `\\noindent\\textbf{Question ${label}} (1 pt) \\\\\n${text}\n`,
  'old bold': (label, _, text) => `{\\bf Question ${label}}\n\n${text}\n`,
  'bold series, large': (label, _, text) => `{\\large\\bfseries Question ${label}:}\n${text}\n`,
  'nested dress': (label, _, text) => `\\underline{\\textbf{Question~${label}}}\n\n${text}\n`,
  section: (label, _, text) => `\\section*{Question ${label}}\n${text}\n`,
  'section with title': (label, title, text) =>
    `\\subsection*{Question ${label}: ${title} (2 points)}\n${text}\n`,
  'section with number': (label, title, text) => `\\section*{${label}. ${title}}\n${text}\n`,
  'section with bare number': (label, _, text) => `\\section*{${label}}\n${text}\n`,
  problem: (label, _, text) => `\\subsection*{Problem ${label}}\n${text}\n`,
  paragraph: (label, _, text) => `\\paragraph{Question ${label}} ${text}\n`,
  plain: (label, _, text) => `Question ${label}.\n${text}\n`,
  'plain with points': (label, _, text) => `Question ${label} (1 pt): ${text}\n`,
  'plain on its line': (label, _, text) => `Question ${label}\n\n${text}\n`,
  'plain with title': (label, title, text) => `Question ${label}: ${title}\n\n${text}\n`,
  Q: (label, _, text) => `Q${label}\n\n${text}\n`,
  'Q with colon': (label, _, text) => `Q${label}: ${text}\n`,
  'number with stop': (label, _, text) => `${label}. ${text}\n`,
  'number in parentheses': (label, _, text) => `(${label}) ${text}\n`,
  'number with parenthesis': (label, _, text) => `${label}) ${text}\n`,
  'bold number': (label, _, text) => `\\textbf{${label}.} ${text}\n`,
  'bold number and title': (label, title, text) => `\\textbf{${label}. ${title}}\n\n${text}\n`,
  'exam class': (_, __, text) => `\\question[1] ${text}\n`,
  'exam class without points': (_, __, text) => `\\question\n${text}\n`,
  'environment with number': (label, _, text) => `\\begin{problem}{${label}}\n${text}\n\\end{problem}\n`,
  'title alone': (_, title, text) => `\\section*{${title}}\n${text}\n`,
  'answer to': (label, _, text) => `\\section*{Answer to Question ${label}}\n${text}\n`,
  'answers to, with title': (label, title, text) =>
    `\\section*{Our Answers to Question ${label} (${title})}\n${text}\n`,
  'preparation question': (label, _, text) => `\\textbf{Preparation Question ${label}.}\n${text}\n`,
  'in colour': (label, _, text) => `\\textcolor{blue}{\\textbf{Question ${label}:}} ${text}\n`,
  'in a frame': (label, _, text) =>
    `\\fbox{\\parbox{0.9\\linewidth}{\\textbf{Question ${label}.}}}\n\n${text}\n`,
  centred: (label, _, text) => `\\begin{center}\\textsc{Question ${label}}\\end{center}\n${text}\n`,
  'number sign': (label, _, text) => `\\underline{Question \\#${label}}\n\n${text}\n`,
  'number in words': (label, _, text) =>
    `\\section*{Question ${['One', 'two', 'Three', '', 'FIVE', 'six'][Number(label) - 1]}}\n${text}\n`,
  'Roman number': (label, _, text) =>
    `\\textbf{Problem ${['I', 'II', 'III', '', 'V', 'VI'][Number(label) - 1]}.} ${text}\n`,
  'a box with a title': (label, title, text) =>
    `\\begin{tcolorbox}[colback=blue!5,title={Question ${label}: ${title}}]\n\\end{tcolorbox}\n${text}\n`,
  'a box around the answer': (label, _, text) =>
    `\\begin{mdframed}[frametitle=Question ${label},linewidth=1pt]${text}\\end{mdframed}\n`,
  'counted sections': (_, __, text) => `\\section{Question}\n${text}\n`,
  'counted by LaTeX': (_, __, text) => `\\section*{Problem \\arabic{n}}\n${text}\n`,
  'another language': (label, _, text) => `\\section*{Aufgabe ${label}}\n${text}\n`,
  ours: (label, title, text) => `\\sheetquestion{${label}}{${title}}{1 point}\n\n${text}\n`,
};

const sheet = (style: Style): string =>
  LABELS.map((label, i) => style(label, TITLES[i]!, TEXTS[i]!)).join('\n');

describe('headings as people write them', () => {
  test.each(Object.keys(STYLES))('%s', (name) => {
    const result = split(inDocument(sheet(STYLES[name]!)));
    expect(answersOf(result)).toEqual(expected);
    expect(result.unassigned).toBe('');
    expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each([
    [
      'a command for sections',
      '\\newcommand{\\problem}[1]{\\newpage\\section*{Problem #1}}',
      (label: string, text: string) => `\\problem{${label}}\n${text}`,
    ],
    [
      'a command with the question',
      '\\newcommand{\\ask}[2]{\\noindent\\textbf{Q#1.} \\emph{#2}\\par}',
      (label: string, text: string) => `\\ask{${label}}{${text}}`,
    ],
    [
      'a command that counts',
      '\\newcommand{\\next}{\\stepcounter{n}\\section*{Problem \\arabic{n}}}',
      (_: string, text: string) => `\\next\n${text}`,
    ],
    [
      'an environment that counts',
      '\\newenvironment{homeworkProblem}[1][-1]{\\ifnum#1>0\\setcounter{n}{#1}\\fi\\section{Problem \\arabic{n}}}{\\stepcounter{n}}',
      (label: string, text: string) =>
        `\\begin{homeworkProblem}${label === '5' ? '[5]' : ''}\n${text}\n\\end{homeworkProblem}`,
    ],
    [
      'a command of LaTeX 3',
      '\\NewDocumentCommand{\\ask}{O{Question} m}{\\subsection*{#1 #2}}',
      (label: string, text: string) => `\\ask{${label}}\n${text}`,
    ],
    [
      'a command with a condition',
      '\\newcommand{\\Question}[1][]{\\refstepcounter{q}\\textbf{Question \\theq}\\ifx#1\\empty\\else (#1)\\fi\\par}',
      (label: string, text: string) => (label === '2' ? `\\Question[${text}]` : `\\Question\n${text}`),
    ],
    [
      'a theorem',
      '\\newtheorem{ques}{Question}',
      (_: string, text: string) => `\\begin{ques} ${text} \\end{ques}`,
    ],
  ])("of the student's own: %s", (_, preamble, part) => {
    const body = LABELS.map((label, index) => part(label, TEXTS[index]!)).join('\n\n');
    const result = split(inDocument(body, preamble));
    const plain = Object.entries(answersOf(result)).map(([id, text]) => [id, text.replaceAll('*', '')]);
    expect(Object.fromEntries(plain)).toEqual(expected);
    expect(result.unassigned).toBe('');
    expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('sections with the titles cut short', () => {
    const long = {
      ...day08,
      questions: day08.questions.map((q) => ({ ...q, title: `The idea of ${q.title}` })),
    };
    const body = sheet((_, title, text) => `\\section{${title}}\n${text}\n`);
    const result = splitTex(long, { files: filesOf({ 'main.tex': inDocument(body) }) });
    expect(answersOf(result)).toEqual(expected);
  });

  test('a title cut short is left out, unless the answer begins with it', () => {
    const result = split(
      inDocument(
        'Question 5: benefits\n\nof them.\n\nQuestion 6: Figure\nthree shows.\n\nQuestion 2 (AdaGrad)\n\nsums.',
      ),
    );
    expect(answersOf(result)).toEqual({
      'adam-benefits': 'of them.',
      'figure-3': 'Figure\nthree shows.',
      adagrad: 'sums.',
    });
  });

  test.each([
    ['\\item[1.]', (label: string, text: string) => `\\item[${label}.] ${text}`],
    [
      '\\item[\\textbf{Question 1}]',
      (label: string, text: string) => `\\item[\\textbf{Question ${label}}] ${text}`,
    ],
    ['\\item Question 1:', (label: string, text: string) => `\\item Question ${label}: ${text}`],
    ['counted items', (_: string, text: string) => `\\item ${text}`],
  ])('in a list: %s', (_, item) => {
    const items = LABELS.map((label, index) => item(label, TEXTS[index]!)).join('\n');
    const result = split(inDocument(`\\begin{enumerate}[leftmargin=0pt]\n${items}\n\\end{enumerate}`));
    expect(answersOf(result)).toEqual(expected);
    expect(result.unassigned).toBe('');
  });

  test('a group whose members write headings each in their own way', () => {
    const mixed = ['bold with a stop', 'Q', 'section with number', 'number with stop', 'bold number'];
    const body = mixed.map((name, i) => STYLES[name]!(LABELS[i]!, TITLES[i]!, TEXTS[i]!)).join('\n');
    expect(answersOf(split(inDocument(body)))).toEqual(expected);
  });
});

describe('what is no heading', () => {
  const strong = STYLES.section!;

  test.each([
    ['a numbered list', '1. first\n2. second\n3. third'],
    ['bold numbers', '\\textbf{1.} first\n\n\\textbf{2.} second'],
    ['items with labels', '\\begin{itemize}\\item[1.] first\\item[2.] second\\end{itemize}'],
    ['a sentence', 'Question 2 asks for more than this.\nQuestion 3 does not.'],
    ['a sentence in bold', '\\textbf{Question 2 is harder than it looks}'],
    ['a formula', '\\begin{align}\n1. &= x\n\\end{align}'],
    ['code', '\\begin{verbatim}\nQuestion 2.\n\\end{verbatim}'],
    ['a comment', '% Question 2.\nwords'],
    ['what \\iffalse hides', '\\iffalse\n\\section*{Question 2}\n\\ifx a b c\\fi\n\\fi words'],
    ['a letter that begins bold words', '\\textbf{$\\theta$ moves}\n\n\\textbf{$\\theta$ stops}'],
    ['another title', '\\subsection*{AdaGrad}\ncompared\n\\subsection*{Benefits}\nwords'],
    ['bold words for the copied question', '\\textbf{Question:} what?\n\n\\textbf{Answer:} that.'],
    ['a decimal', '2.5 is the rate\n3.0 is another'],
  ])('%s inside an answer', (_, inside) => {
    const body = LABELS.map((label, i) => strong(label, '', i === 0 ? inside : TEXTS[i]!)).join('\n');
    const result = split(inDocument(body));
    expect(answersOf(result)).toEqual({ ...expected, momentum: expect.any(String) });
    expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('a list inside an answer does not become the questions that are missing after it', () => {
    const result = split(inDocument('Question 1.\n1. first\n2. second\n3. third\n\nQuestion 6.\nlast'));
    expect(answersOf(result)).toEqual({ momentum: expect.stringContaining('third'), 'figure-3': 'last' });
  });
});

describe('numbers that are wrong', () => {
  test('a missing one is said, and its answer is not emptied', () => {
    const result = split(inDocument('\\section*{Question 1}\na\n\\section*{Question 3}\nc'));
    expect(Object.keys(answersOf(result))).toEqual(['momentum', 'rmsprop']);
    expect(result.problems.map(({ message }) => message)).toEqual([
      'There is no heading for question 2, AdaGrad.',
      'There is no heading for question 5, Benefits of Adam.',
      'There is no heading for question 6, Figure 3.',
    ]);
  });

  test('an unknown one keeps its text out of the other answers', () => {
    const body = ['1', '2', '3', '4', '5', '6']
      .map((label) => `\\section*{Question ${label}}\ntext${label}`)
      .join('\n\n');
    const result = split(inDocument(body));
    expect(answersOf(result)).toMatchObject({ rmsprop: 'text3', 'adam-benefits': 'text5' });
    expect(result.unassigned).toBe('**Question 4**\n\ntext4');
    expect(result.problems).toEqual([
      { severity: 'error', file: 'main.tex', line: 13, message: expect.stringContaining('no question 4') },
    ]);
  });

  test('a doubled one keeps both texts', () => {
    const body = ['1', '2', '2', '3', '5', '6']
      .map((label, i) => `\\textbf{Question ${label}.} text${i}`)
      .join('\n\n');
    const result = split(inDocument(body));
    expect(answersOf(result).adagrad).toBe('text1\n\ntext2');
    expect(result.problems).toEqual([
      { severity: 'error', file: 'main.tex', line: 8, message: expect.stringContaining('second heading') },
    ]);
  });

  test('another order is said', () => {
    const body = ['2', '1', '3', '5', '6']
      .map((label) => `\\textbf{Question ${label}.} text${label}`)
      .join('\n\n');
    const result = split(inDocument(body));
    expect(answersOf(result)).toMatchObject({ momentum: 'text1', adagrad: 'text2' });
    expect(result.problems).toMatchObject([
      { severity: 'warning', line: 6, message: expect.stringContaining('order') },
    ]);
  });

  test('no headings at all: everything is unassigned', () => {
    const result = split(inDocument('Just words.\n\nMore of them.'));
    expect(result.answers).toEqual([]);
    expect(result.unassigned).toBe('Just words.\n\nMore of them.');
  });

  test("the student's words in a heading are kept", () => {
    const result = split(inDocument('\\textbf{Question 1. It keeps the velocity.}\n\nrest'));
    expect(answersOf(result).momentum).toBe('**It keeps the velocity.**\n\nrest');
  });
});
