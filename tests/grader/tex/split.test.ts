import { describe, expect, test } from '@jest/globals';
import { renderMarkup } from '../../../contract/markup/render.ts';
import { splitTex, texTemplate } from '../../../grader/tex/index.ts';
import { day08 } from './day08.ts';
import { answering, answersOf, filesOf, inDocument, split } from './support.ts';

const markdown = (tex: string, preamble = ''): string =>
  answersOf(split(answering(tex, preamble))).momentum ?? '';

const messages = (tex: string | Record<string, string>): [number | null, string][] =>
  split(tex).problems.map(({ line, message }) => [line, message]);

describe('LaTeX to Markdown', () => {
  test.each([
    ['One.\n\nTwo.', 'One.\n\nTwo.'],
    ['a \\emph{b} \\textbf{c \\textit{d}} {\\bf e} {\\em f}', 'a *b* **c *d*** **e** *f*'],
    ['\\textbf{ a }b', '**a** b'],
    ['\\texttt{beta\\_1} and \\verb|x % {|', '`beta_1` and `x % {`'],
    ["``quoted'' -- and --- `so' Fig.~3", "“quoted” – and — ‘so' Fig. 3"],
    ['50\\% of \\$5 \\& \\#1 \\_ \\{x\\}', '50% of $5 & #1 \\_ {x}'],
    ['line\\\\ next\\\\[2pt] last \\\\', 'line\\\nnext\\\nlast'],
    ['Fr\\\'echet, G\\"{o}del, \\v{C}ech, \\ss{}', 'Fréchet, Gödel, Čech, ß'],
    ['words % hidden\nmore % hidden\n% hidden\nlast', 'words more last'],
    [
      '\\begin{itemize}\n\\item a\n\\item b\n\\begin{enumerate}\\item c\\end{enumerate}\n\\end{itemize}',
      '- a\n- b\n  1. c',
    ],
    ['\\begin{description}\\item[Term] text\\end{description}', '- **Term** text'],
    ['\\begin{enumerate}\\setcounter{enumi}{3}\\item a\\end{enumerate}', '4. a'],
    ['\\url{https://e.org/a%20b_c}', '<https://e.org/a%20b_c>'],
    ['\\href{https://e.org/\\%7Ex}{the \\emph{site}}', '[the *site*](https://e.org/%7Ex)'],
    ['see \\cite{kb14}, \\cite[p. 3]{gbc} and \\ref{eq:1}', 'see [kb14], [gbc, p. 3] and [eq:1]'],
    ['\\begin{verbatim}\n% x $ {\n\\end{verbatim}', '```\n% x $ {\n```'],
    ['\\begin{lstlisting}[language=Python]\nx = 1\n\\end{lstlisting}', '```Python\nx = 1\n```'],
    ['\\begin{minted}{python}\nx = 1\n\\end{minted}', '```python\nx = 1\n```'],
    ['\\begin{quote}a\n\nb\\end{quote}', '> a\n>\n> b'],
    ['$ x $ and \\(y\\), $x$2', '$x$ and \\(y\\), \\(x\\)2'],
    ['\\[ x % c\n + y \\]', '\\[ x \n+ y \\]'],
    ['\\begin{align}\na &= b\n\n\\end{align}', '\\begin{align}\na &= b\n\\end{align}'],
    ['\\begin{displaymath}x\\end{displaymath}', '$$x$$'],
    ['\\begin{eqnarray*}x&=&y\\end{eqnarray*}', '\\begin{eqnarray*}x&=&y\\end{eqnarray*}'],
    [
      '\\begin{tabular}{|l|r|}\\hline a & $x|y$ \\\\ \\hline b & c \\\\ \\end{tabular}',
      '| a | $x\\|y$ |\n| --- | --- |\n| b | c |',
    ],
    ['\\subsection{Part}\ntext', '## Part\ntext'],
    ['a\\footnote{note} b', 'a (note) b'],
    ['\\noindent\\textcolor{red}{a} \\vspace{1cm}\\label{x} b', 'a b'],
    ['* a, 1. b, # c and _d_ `e` [f](g) <h>', '\\* a, 1. b, # c and \\_d\\_ ‘e‘ [f\\](g) <h>'],
    ['\\AA ngstr\\"om, Stra\\ss e, \\O{} x', 'Ångström, Straße, Ø x'],
    ['\\textbf{a } b \\hrule c\\rule{1cm}{2pt}', '**a** b c'],
    ['\\textbf{a\\\\ b}\\ensuremath{\\beta}', '**a\\\nb**$\\beta$'],
    ['\\glqq a\\grqq{} 20\\,\\textdegree C\\ldots x \\marginpar{b}', '„a“ 20 °C… x (b)'],
    ['\\section{a\\\\ b}', '# a b'],
    [
      '\\begin{figure}[h]\\centering\\includegraphics{a.png}\\caption{The \\emph{loss}, $\\alpha$ [1].}\\label{f}\\end{figure}',
      '![The *loss*, $\\alpha$ [1].](a.png)',
    ],
    [
      '\\begin{figure}\\begin{subfigure}{3cm}\\includegraphics{a}\\caption{left}\\end{subfigure}\\begin{subfigure}{3cm}\\includegraphics{b}\\caption{right}\\end{subfigure}\\caption{both}\\end{figure}',
      '![left](a)\n\n![right](b)\n\nboth',
    ],
    ['\\begin{figure}\\includegraphics{a}\\caption{odd ]}\\end{figure}', '![](a)odd ]'],
    ['\\subfloat[left]{\\includegraphics{a}}', '![](a)\n\nleft'],
    [
      '\\begin{lstlisting}[language=C,\n  caption={The \\emph{loop}}]\nx;\n\\end{lstlisting}',
      'The *loop*\n```C\nx;\n```',
    ],
    [
      '\\begin{tabular}{ll}\\multicolumn{2}{c}{a} \\\\ \\cmidrule(lr){1-2} \\multirow{2}{*}{b} & c \\\\ & d\\end{tabular}',
      '| a |  |\n| --- | --- |\n| b | c |\n|  | d |',
    ],
    ['\\begin{subequations}\\begin{align}a\\end{align}\\end{subequations}', '\\begin{align}a\\end{align}'],
    [
      '\\begin{thebibliography}{9}\\bibitem{a} A. \\bibitem[B1]{b} B.\\end{thebibliography}',
      '**References**\n- [a] A.\n- [b] B.',
    ],
    ['\\begin{tcolorbox}[colback=red,title=A, title]a\\end{tcolorbox}', '**A**\n\na'],
    [
      '\\begin{algorithm}\\caption{It}\\begin{algorithmic}[1]\\Require $x$\\While{$x$}\\State a \\Comment{c}\\If{$y$}\\State b\\Else\\Return $z$\\EndIf\\EndWhile\\State d\\end{algorithmic}\\end{algorithm}',
      'It\n- **Require:** $x$\n- **while** $x$ **do**\n  - a ▷ c\n  - **if** $y$ **then**\n    - b\n  - **else**\n    - **return** $z$\n- d',
    ],
    ['1. a\n- b\n+ c\n\\# d', '1\\. a\n\\- b\n\\+ c\n\\# d'],
  ])('%j', (tex, expected) => {
    expect(markdown(tex)).toBe(expected);
  });

  test('what is unknown stays visible, with a warning', () => {
    const result = split(
      answering('a \\mystery[x]{words} b\n\n\\begin{strange}{y}\nwords $x$\n\\end{strange}'),
    );
    expect(answersOf(result).momentum).toBe(
      'a `\\mystery[x]{words}` b\n\n```latex\n\\begin{strange}{y}\nwords $x$\n\\end{strange}\n```',
    );
    expect(result.problems).toEqual([
      { severity: 'warning', file: 'main.tex', line: 5, message: expect.stringContaining('\\mystery') },
      { severity: 'warning', file: 'main.tex', line: 7, message: expect.stringContaining('strange') },
    ]);
  });

  test('a drawing is kept as its source, with advice', () => {
    const result = split(answering('\\begin{tikzpicture}\\draw (0,0);\\end{tikzpicture}'));
    expect(answersOf(result).momentum).toContain('\\draw (0,0);');
    expect(result.problems).toMatchObject([
      { severity: 'warning', line: 5, message: expect.stringContaining('export it as an image') },
    ]);
  });
});

describe('macros of the student', () => {
  test('come along with the answers that use them, and are written out in text', () => {
    const preamble =
      '\\newcommand{\\vel}{\\mathbf{v}}\n\\newcommand{\\twice}[1]{\\vel #1 #1}\n\\newcommand{\\adam}[1][A]{\\textsc{#1dam}}\n\\DeclareMathOperator{\\sgn}{sgn}';
    expect(markdown('\\adam{} uses $\\twice{x}$', preamble)).toBe(
      '\\newcommand{\\vel}{\\mathbf{v}}\n\\newcommand{\\twice}[1]{\\vel #1 #1}\n\nAdam uses $\\twice{x}$',
    );
    expect(markdown('words', preamble)).toBe('words');
  });

  test('that KaTeX cannot define are written out in formulas, or defined in its way', () => {
    const preamble = [
      '\\newcommand{\\nrm}[2][2]{\\Vert #2\\Vert_{#1}}',
      '\\DeclarePairedDelimiter{\\size}{\\lvert}{\\rvert}',
      '\\DeclareMathOperator*{\\best}{best}',
      '\\let\\eps\\varepsilon',
      '\\NewDocumentCommand{\\pd}{mm}{\\frac{\\partial #1}{\\partial #2}}',
      '\\def\\E#1{\\mathbb{E}[#1]}',
    ].join('\n');
    const answer = markdown(
      '$\\nrm{g} \\nrm[1]{\\nrm{g}} \\size*{x} \\best \\eps \\E{y} \\pd{f}{x}$',
      preamble,
    );
    expect(answer).toBe(
      '\\newcommand{\\best}{\\operatorname*{best}}\n\\let\\eps\\varepsilon\n\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}\n\\def\\E#1{\\mathbb{E}[#1]}\n\n' +
        '$\\Vert g\\Vert_{2} \\Vert \\Vert g\\Vert_{2}\\Vert_{1} \\left\\lvert x\\right\\rvert \\best \\eps \\E{y} \\pd{f}{x}$',
    );
    expect(renderMarkup(answer).problems).toEqual([]);
  });

  test('are written out in text with all of their arguments', () => {
    expect(markdown('\\x{a} \\y b', '\\def\\x#1{\\emph{#1}}\\newcommand{\\y}{Task\\ \\#8\\xspace}')).toBe(
      '*a* Task #8 b',
    );
  });

  test('environments are what they open', () => {
    const preamble = [
      '\\newenvironment{eqn}{\\begin{align}}{\\end{align}}',
      '\\newenvironment{steps}{\\begin{enumerate}}{\\end{enumerate}}',
      '\\newenvironment{part}[1]{\\par\\textbf{#1}}{}',
      '\\newenvironment{grid}{\\begin{tabular}{ll}}{\\end{tabular}}',
    ].join('\n');
    const tex =
      '\\begin{eqn}x\\end{eqn}\n\n\\begin{steps}\\item a\\end{steps}\n\n\\begin{part}{Why}b\\end{part}\n\n\\begin{grid}c&d\\end{grid}';
    expect(markdown(tex, preamble)).toBe(
      '\\begin{align}x\\end{align}\n\n1. a\n\n**Why**\n\nb\n\n```latex\n\\begin{grid}c&d\\end{grid}\n```',
    );
  });

  test('that never end are not followed', () => {
    expect(markdown('a \\x{} b', '\\newcommand{\\x}{\\y\\y}\\newcommand{\\y}{\\x\\x}')).toMatch(
      /\n\na .* b$/,
    );
  });
});

describe('files', () => {
  test('\\input and \\include are read in place', () => {
    const result = split({
      'main.tex': inDocument('\\input{parts/one}\n\\include{two.tex}'),
      'parts/one.tex': '\\section*{Question 1}\nfirst\n',
      'two.tex': '\\section*{Question 2}\n\nsecond \\nope\n',
    });
    expect(answersOf(result)).toEqual({ momentum: 'first', adagrad: 'second `\\nope`' });
    expect(result.problems).toContainEqual({
      severity: 'warning',
      file: 'two.tex',
      line: 3,
      message: expect.stringContaining('\\nope'),
    });
  });

  test('\\import reads from a folder, and from the one of the file that it stands in', () => {
    const result = split({
      'main.tex': inDocument('\\section*{Question 1}\n\\import{parts/}{one}'),
      'parts/one.tex': 'first\n\\subimport{more}{two.tex}',
      'parts/more/two.tex': 'second\n',
    });
    expect(answersOf(result).momentum).toBe('first\nsecond');
    expect(result.problems.filter(({ message }) => !message.startsWith('There is no heading'))).toEqual([]);
  });

  test('code that stands in files is printed', () => {
    const result = split({
      'main.tex': answering(
        '\\lstinputlisting[language=Python,caption=Ours]{adam.py}\n\\verbatiminput{./adam.py}\n\\inputminted{c}{gone.c}',
      ),
      'adam.py': 'm = g\n',
    });
    expect(answersOf(result).momentum).toBe(
      'Ours\n```Python\nm = g\n```\n```\nm = g\n```\n`\\inputminted{c}{gone.c}`',
    );
  });

  test('a file that is a document of its own gives its body', () => {
    const result = split({
      'main.tex': inDocument('\\section*{Question 1}\n\\subfile{one}\n\\section*{Question 2}\nlast'),
      'one.tex': '\\documentclass[main]{subfiles}\n\\begin{document}\nfirst\n\\nope\n\\end{document}\n',
    });
    expect(answersOf(result)).toEqual({ momentum: 'first\n`\\nope`', adagrad: 'last' });
    expect(result.problems).toContainEqual({
      severity: 'warning',
      file: 'one.tex',
      line: 4,
      message: expect.stringContaining('\\nope'),
    });
  });

  test('a missing file, a loop and an unused file are said', () => {
    const result = split({
      'main.tex': inDocument('\\section*{Question 1}\n\\input{gone}\n\\input{loop}'),
      'loop.tex': 'looped \\input{loop}',
      'old.tex': 'old words',
    });
    expect(answersOf(result).momentum).toContain('looped');
    expect(result.problems).toEqual(
      expect.arrayContaining([
        { severity: 'error', file: 'main.tex', line: 5, message: expect.stringContaining('gone') },
        { severity: 'error', file: 'loop.tex', line: 1, message: expect.stringContaining('reads itself') },
        {
          severity: 'warning',
          file: 'old.tex',
          line: null,
          message: expect.stringContaining('does not read'),
        },
      ]),
    );
  });

  test('images are found as graphicx finds them', () => {
    const data = new Uint8Array([1, 2, 3]);
    const result = split({
      'main.tex': answering(
        '\\includegraphics[width=3cm]{loss}\n\\includegraphics{figures/map.pdf} \\includegraphics{gone}',
        '\\graphicspath{{./figures/}}',
      ),
      'figures/loss.png': data,
      'figures/map.pdf': data,
      'unused.png': data,
    });
    expect(answersOf(result).momentum).toBe('![](figures/loss.png)\n![](figures/map.pdf) ![](gone)');
    expect(result.images.map(({ name }) => name)).toEqual(['figures/loss.png', 'figures/map.pdf']);
    expect(result.problems).toMatchObject([
      { severity: 'error', line: 6, message: expect.stringContaining('gone') },
    ]);
  });

  test.each([
    ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${answering('Gödel')}`, 'utf16le')), 0],
    ['Latin-1', new Uint8Array(Buffer.from(answering('Gödel'), 'latin1')), 1],
    ['UTF-8 with a mark', new Uint8Array(Buffer.from(`\ufeff${answering('Gödel')}`)), 0],
    ['Windows line ends', new Uint8Array(Buffer.from(answering('Gödel').replaceAll('\n', '\r\n'))), 0],
  ])('%s', (_, content, warnings) => {
    const result = split({ 'main.tex': content });
    expect(answersOf(result).momentum).toBe('Gödel');
    expect(result.problems).toHaveLength(warnings);
  });

  test('without a .tex file there is a message', () => {
    expect(split({ 'a.png': new Uint8Array([1]), 'b.png': new Uint8Array([2]) }).problems).toHaveLength(1);
  });
});

describe('broken TeX is said with its line, and hurts its own answer only', () => {
  test.each([
    ['an open brace', 'a {\\bf b', '{ is not closed'],
    ['a stray brace', 'a } b', '} without its {'],
    ['an odd dollar', 'costs $x and more', 'odd $'],
    ['an open display', 'a $$ x', 'odd $$'],
    ['an open \\[', 'a \\[ x', '\\[ is not closed'],
    ['an open environment', '\\begin{itemize}\\item b', '\\begin{itemize} is not closed'],
    ['an open formula environment', '\\begin{align} b', '\\begin{align} is not closed'],
    ['a stray end', 'b \\end{align}', 'without its \\begin{align}'],
    ['an open verbatim', '\\begin{verbatim} b', '\\begin{verbatim} is not closed'],
  ])('%s', (_, broken, message) => {
    const result = split(answering(`first\n\n${broken}`));
    expect(result.problems).toContainEqual({
      severity: 'error',
      file: 'main.tex',
      line: 7,
      message: expect.stringContaining(message),
    });
    expect(Object.keys(answersOf(result))).toHaveLength(5);
    expect(answersOf(result).momentum).toMatch(/^first\n\n/);
    expect(answersOf(result).adagrad).toBe('');
  });

  test('a list that is closed only after the next heading', () => {
    const result = split(
      inDocument(
        '\\section*{Question 1}\n\\begin{itemize}\\item a\n\\section*{Question 2}\nb\\end{itemize}\n\\section*{Question 3}\n\\begin{enumerate}\n\\item[\\textbf{Question 5}] c\n\\item[\\textbf{Question 6}] d\\end{enumerate}',
      ),
    );
    expect(result.problems).toEqual([
      {
        severity: 'warning',
        file: 'main.tex',
        line: 5,
        message: 'The \\begin{itemize} here is closed only after the next heading.',
      },
    ]);
    expect(answersOf(result)).toMatchObject({ momentum: '- a', adagrad: 'b', 'figure-3': 'd' });
  });

  test('text outside any question', () => {
    const result = split(inDocument('Dear TA,\n\n\\section*{Question 1}\na').replace(/$/, 'after the end'));
    expect(result.unassigned).toBe('Dear TA,\n\nafter the end');
    expect(messages(inDocument('Dear TA,\n\n\\section*{Question 1}\na')).map(([line]) => line)).toContain(4);
  });
});

test('a title page is kept apart, and no problem', () => {
  const preamble = '\\title{Prep 8}\\author{Ada L. \\and Alan}';
  const result = split(answering('words', preamble).replace('\\begin{document}', '$&\\maketitle'));
  expect(result.unassigned).toBe('Prep 8\n\nNames: Ada L., Alan');
  expect(result.problems).toEqual([]);
  expect(split(answering('words', preamble)).unassigned).toBe('');
});

describe('the template', () => {
  const template = texTemplate(day08);

  test('says title, due time in the zone of the course, directions, names, labels and symbols', () => {
    for (const part of [
      '\\title{CS 7150: Deep Learning\\\\ Day 8: optimizers}',
      '\\date{Due Wed, 17 Feb 2021, 14:30 EST (America/New\\_York)}',
      '\\names{}',
      '\\newcommand{\\grad}{\\nabla_\\theta J}',
      '\\newcommand{\\pair}[2]{(#1, #2)}',
      '\\sheetquestion{5}{Benefits of Adam}{2 points}',
      '100\\% of sections 1 \\& 2',
    ])
      expect(template).toContain(part);
  });

  test('splits into empty answers without a word left over', () => {
    const result = split(template);
    expect(result).toEqual({
      answers: day08.questions.map(({ id }) => ({ question: id, markdown: '' })),
      unassigned: '',
      images: [],
      problems: [],
    });
  });

  test('filled in, it gives the answers alone', () => {
    const filled = template
      .replace(
        /% Write your answer to question (\d) below\.\n/g,
        (_, label) => `Answer ${label}: $\\grad_${label}$.\n`,
      )
      .replace('\\names{}', '\\names{Ada, Alan}');
    const result = split(filled);
    expect(result.problems).toEqual([]);
    expect(result.unassigned).toBe('Names: Ada, Alan');
    expect(Object.values(answersOf(result))).toEqual(
      ['1', '2', '3', '5', '6'].map((label) => `Answer ${label}: $\\grad_${label}$.`),
    );
  });

  test('a statement that was changed is kept', () => {
    const result = split(template.replace('How does RMSProp differ', 'How much does RMSProp differ'));
    expect(answersOf(result).rmsprop).toBe('How much does RMSProp differ from AdaGrad?');
  });

  test('a statement copied without its environment is left out, what follows it is not', () => {
    const statement = 'How does RMSProp differ from AdaGrad?';
    expect(markdown(`${statement}\nIt forgets.`)).toBe('It forgets.');
    expect(markdown(`\\textit{${statement}}\n\nIt forgets.`)).toBe('It forgets.');
    expect(markdown(`${statement}It forgets.`)).toBe(`${statement}It forgets.`);
  });

  test('the first sentences of a statement are left out too', () => {
    const sheet = {
      ...day08,
      questions: day08.questions.map((question) => ({
        ...question,
        statement: 'What is the idea behind it? Say why. Say how.',
      })),
    };
    const read = (tex: string): string | undefined =>
      answersOf(splitTex(sheet, { files: filesOf({ 'main.tex': answering(tex) }) })).momentum;
    expect(read('\\textit{What is the idea behind it?} It forgets.')).toBe('It forgets.');
    expect(read('What is the idea behind it? Say why.\n\nIt forgets.')).toBe('It forgets.');
    expect(read('What is the idea behind them? It forgets.')).toBe(
      'What is the idea behind them? It forgets.',
    );
  });

  test('text between directions and the next question belongs to none', () => {
    const result = split(
      template.replace(/(\\end\{directions\}\s*)(?=\\sheetquestion\{5\})/, '$1Stray words.\n\n'),
    );
    expect(result.unassigned).toBe('Stray words.');
    expect(answersOf(result).rmsprop).toBe('');
    expect(result.problems).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('directions') },
    ]);
  });
});
