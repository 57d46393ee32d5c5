import { describe, expect, test } from '@jest/globals';
import { texTemplate } from '../../../grader/tex/index.ts';
import { day08 } from './day08.ts';
import { answering, answersOf, inDocument, split } from './support.ts';

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

  test('text outside any question', () => {
    const result = split(inDocument('Dear TA,\n\n\\section*{Question 1}\na').replace(/$/, 'after the end'));
    expect(result.unassigned).toBe('Dear TA,\n\nafter the end');
    expect(messages(inDocument('Dear TA,\n\n\\section*{Question 1}\na')).map(([line]) => line)).toContain(4);
  });
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
