/** An export is compiled by others: nothing in an answer may do more there than be printed. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exportTex } from '../../../grader/tex/index.ts';
import { HARMFUL_TEX } from '../../support/harmfulTex.ts';
import { day08 } from './day08.ts';

const exported = (momentum: string): string =>
  exportTex(day08, new Map([['momentum', momentum]]), {
    names: ['Ada'],
    submitted: { number: 2, at: new Date('2021-02-17T20:02:00Z'), late: false },
  });
/** What LaTeX would run: the answer without comments. */
const runs = (markdown: string): string =>
  exported(markdown).slice(exported('').indexOf('\\begin{document}')).replace(/^%.*$/gm, '');

describe('a formula with', () => {
  test.each(HARMFUL_TEX)('%s is written as text, and the file says so', (tex) => {
    for (const markdown of [
      `$x ${tex}$`,
      `$$${tex}$$`,
      `\\[ ${tex} \\]`,
      `![a $${tex}$](b.png)`,
      `\\begin{align}${tex}\\end{align}`,
    ]) {
      const text = runs(markdown);
      expect(text).not.toMatch(
        /\\(?:input|immediate|write|openout|catcode|directlua|csname|expandafter|gdef|let|makeatletter|verb|message|endgroup)(?![A-Za-z])|\^\^|\{filecontents\}|\\includegraphics\{\/etc/,
      );
      if (markdown.includes('x '))
        expect(exported(markdown)).toContain('% Stepwise: formulas of this answer');
    }
  });

  test('what a definition hid is not there later either', () => {
    const text = runs('\\newcommand{\\run}{\\input}\n\n$\\run{x}$');
    expect(text).not.toMatch(/\\(?:run|input)(?![A-Za-z])/);
  });
});

test('the mathematics of answers is left as it is', () => {
  const markdown = String.raw`\newcommand{\E}{\mathbb{E}}

\def\half#1{\frac{#1}{2}}

$\E[\hat m_t] \half{x} \theta_{t+1} \leftarrow \sqrt[3]{\dfrac{a}{b}} \left\{ \text{if $x$} \right. \operatorname*{arg\,max} \mathcal{O}(n) \, \; \! \% \# \& \_$

\begin{align*} a &= \begin{cases} 1 & x \\ 0 \end{cases} \tag{1} \label{a} \end{align*}

$$\begin{bmatrix} 1 \\ 2 \end{bmatrix} \underbrace{x}_{y} \xrightarrow{n} \R \argmin \norm{x} \mathds{1} \color{red}{x} \bm{x} \boldsymbol{\theta} \eqref{a}$$`;
  expect(exported(markdown)).not.toContain('% Stepwise');
  expect(exported(markdown)).toContain(String.raw`\half{x}`);
});

describe('a code block', () => {
  const ENDS = [
    '\\end{Verbatim}',
    '\\end{verbatim}',
    '\\end{lstlisting}',
    '\\end {Verbatim}',
    '\\end{ verbatim }',
  ];
  test('never ends its environment by itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ENDS, '\\input{x}', '```x', ''), { maxLength: 6 }), (lines) => {
        const text = runs(`~~~~\n${lines.join('\n')}\n~~~~`);
        const outside = text.replace(/\\begin\{(Verbatim|verbatim)\}[^]*?\\end\{\1\}/g, '');
        expect(outside).not.toMatch(/\\input(?![A-Za-z])|\\end\s*\{\s*(?:Verbatim|verbatim|lstlisting)/);
      }),
      { seed: 13 },
    );
  });
});

test('control characters are left out', () => {
  expect(exported('a\f\u0001b')).toContain('ab');
});
