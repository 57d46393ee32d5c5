/** What an exported sheet must have to compile with pdfLaTeX, and that none of it comes back as a student's own words. */
import { describe, expect, test } from '@jest/globals';
import { exportTex } from '../../../grader/tex/index.ts';
import { day08 } from './day08.ts';
import { answersOf, split } from './support.ts';

const exported = (momentum: string): string =>
  exportTex(day08, new Map([['momentum', momentum]]), {
    names: ['Ada'],
    submitted: { number: 2, at: new Date('2021-02-17T20:02:00Z'), late: true },
  });
const back = (momentum: string): string => answersOf(split(exported(momentum))).momentum ?? '';

describe('an exported sheet', () => {
  test('says which submission it is', () => {
    expect(exported('')).toContain('Submission 2, Wed, 17 Feb 2021, 15:02 EST (America/New\\_York), late');
  });

  test.each([
    ['a Greek letter', 'θ and β₁ ≤ 1', '\\sheetcharacter{θ}{03B8}{\\ensuremath{\\theta}}'],
    ['a letter of no Latin font', '中文', '\\sheetcharacter{中}{4E2D}{\\fbox{\\tiny U+4E2D}}'],
    ['an emoji', 'done 😀', '\\sheetcharacter{😀}{1F600}'],
    ['a command of KaTeX', '$x \\in \\R$', '\\providecommand{\\R}{\\mathbb{R}}'],
    ['a command with an argument', '$\\bold{x}$', '\\providecommand{\\bold}[1]{\\mathbf{#1}}'],
    ['struck out', '~~old~~', '\\providecommand{\\sout}[1]{#1}'],
  ])('%s is declared, and the answer comes back as it was', (_, markdown, declaration) => {
    const preamble = exported(markdown).split('\\begin{document}')[0];
    expect(preamble).toContain(declaration);
    expect(back(markdown)).toBe(markdown);
  });

  test('declares nothing that is not used', () => {
    expect(exported('plain “words” — naïve')).not.toMatch(/\\sheetcharacter|\\providecommand/);
  });

  test('an environment between $$ stands by itself', () => {
    const markdown =
      '$$\n\\begin{align}\nv &= 1 \\\\\nw &= 2\n\\end{align}\n$$\n\nand $$\\begin{gather*} x \\end{gather*}$$';
    expect(exported(markdown)).toContain('\\begin{sheetdisplay}\n\\begin{align}');
    expect(back(markdown)).toBe(markdown);
  });

  test('a redefinition of a declared command is the answer’s own', () => {
    const markdown = '\\renewcommand{\\R}{\\mathbf{R}}\n\n$\\R$';
    expect(back(markdown)).toBe(markdown);
  });

  test('an SVG, which pdfLaTeX cannot print, has a command of its own', () => {
    expect(exported('so ![plot](a/b.svg)')).toContain('\\sheetdrawing{a/b.svg}{plot}');
    expect(back('![plot](a/b.svg) ![p](<a b.png>)')).toBe('![plot](a/b.svg) ![p](<a b.png>)');
  });

  test('a figure keeps its description, formulas and all, and prints it', () => {
    const markdown = 'see\n\n![The *loss*, $\\alpha$ of 50%](a.png)\n\nand';
    expect(exported(markdown)).toContain(
      '\\sheetcaptioned{\\sheetimage}{a.png}{The \\emph{loss}, $\\alpha$ of 50\\%}',
    );
    expect(back(markdown)).toBe(markdown);
  });

  test('an operator is defined where it stands', () => {
    const markdown = '\\DeclareMathOperator*{\\best}{best}\n\n$\\best$';
    expect(exported(markdown)).toContain('\\newcommand{\\best}{\\operatorname*{best}}');
    expect(back(markdown)).toBe('\\newcommand{\\best}{\\operatorname*{best}}\n\n$\\best$');
  });

  test.each(['![x](a%7Db.png)', '![x](a%23b%5Cc.png)', '![x](<a}b$.png>)', '![x](https://e.org/a%20b_c#d)'])(
    'the name in %s cannot end its command or begin a comment',
    (markdown) => {
      const answer = back(`before ${markdown} after`);
      expect(answer).toMatch(/^before !\[x\]\(.*\) after$/);
    },
  );

  test('a formula that does not close is text, and takes no other words along', () => {
    const answers = new Map([
      ['momentum', 'so $\\frac{1}{2$ and'],
      ['adagrad', '$$\n\\begin{aligned} x\n$$'],
      ['rmsprop', 'mine'],
    ]);
    const tex = exportTex(day08, answers, {
      names: [],
      submitted: { number: 1, at: new Date(0), late: false },
    });
    const result = split(tex);
    expect(result.problems).toEqual([]);
    expect(answersOf(result)).toMatchObject({ momentum: 'so \\$\\\\frac{1}{2$ and', rmsprop: 'mine' });
    expect(answersOf(result).adagrad).toContain('begin{aligned} x');
  });

  test("the sheet's symbols may have names that LaTeX knows", () => {
    const sheet = { ...day08, macros: { '\\vec': '\\mathbf{#1}' } };
    const tex = exportTex(sheet, new Map(), {
      names: [],
      submitted: { number: 1, at: new Date(0), late: false },
    });
    expect(tex).toContain('\\let\\vec\\relax\\newcommand{\\vec}[1]{\\mathbf{#1}}');
  });
});

describe('what LaTeX takes otherwise than the page', () => {
  const answer = (momentum: string): string => {
    const tex = exportTex(day08, new Map([['momentum', momentum]]), {
      names: [],
      submitted: { number: 1, at: new Date('2021-02-17T19:02:00Z'), late: false },
    });
    return tex.slice(tex.indexOf('\\end{statement}'), tex.indexOf('\\sheetquestion{2}'));
  };
  test.each([
    ['$x_1_2$ and $\\left( x$', '\\$x\\_1\\_2\\$'],
    ['$$x = 1 \\tag{1}$$', '\\begin{equation*}x = 1 \\tag{1}\\end{equation*}'],
    ['$$\\begin{align} a &= b \\end{align} + x$$', '$$\\begin{aligned} a &= b \\end{aligned} + x$$'],
    [
      '$\\color{tomato} x \\textcolor{#0f0}{y} \\color{red} z$',
      '$\\color{gray} x \\textcolor{gray}{y} \\color{red} z$',
    ],
    ['$\\newcommand{\\foo}[1]{\\mathbf{#1}} \\foo{x}$', '\\newcommand{\\foo}[1]{\\mathbf{#1}}$ \\foo{x}$'],
    ['$\\KaTeX$', '\\$\\textbackslash{}KaTeX\\$'],
    ['1. a\n\n   5. b', '\\setcounter{enumii}{4}'],
    [
      `${'> '.repeat(30)}deep`,
      '\\end{quote}\n\\end{quote}\n\\end{quote}\n\\end{quote}\n\\end{quote}\n\\end{quote}\n\n',
    ],
  ])('%s', (markdown, latex) => expect(answer(markdown)).toContain(latex));
});
