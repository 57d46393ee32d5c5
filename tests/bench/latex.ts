/**
 * Exports compiled by the LaTeX of this machine (Debian: texlive-latex-extra, texlive-fonts-recommended): the demo's sheet,
 * what a careful student writes, and what a hostile one does. An export that does not compile is named with its error.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { exportTex } from '../../grader/tex/index.ts';
import { DAY_08_ANSWERS } from '../../server/demo/answers.ts';
import { CLASSMATES } from '../../server/demo/classmates.ts';
import { HARMFUL_TEX } from '../support/harmfulTex.ts';
import { hostileText } from '../attacks/hostileTexts.ts';
import type { Bench } from './figures.ts';

const run = promisify(execFile);
const ASSIGNMENT = join(import.meta.dirname, '../../assignments/day-08');
const SEED = 10;
const HOSTILE = 40;
/** Of a hostile text: as much as shows what it does. */
const SHORT = 600;
const COMPILE_MS = 60_000;

const FEATURES = String.raw`# Heading with $x^2$ & 100% #1

A *word*, a **word**, ~~gone~~, \`code_with & % # $ { } ~ ^ \\\`, “quotes”, naïve, β₁, θ̂, ∇, ≤, →, 中文, 😀 and \\ backslashes_.

1. one
   - nested $\alpha_t$
     1. deeper

       > a quote
2. two

| a | b |
|---|--:|
| $1 \mid 2$ | \`x|y\` |

---

~~~python
def step(w, g):  # 100 % & ~ \end{Verbatim}
    return w - 0.1 * g
~~~

![a plot of $x$](plot.png)

![](drawing.svg "title")

[link](https://example.org/a_b%20c#d&e) <https://example.org/~x>

\begin{align} a &= b \\ c &= d \tag{1} \end{align}

$$\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}$$

Unclosed $x and {brace and \frac{ here, $\frac{a$ too, $\left( x$, $x_1_2$, $a^b^c$, $\undefined{x}$, $\begin{cases} a$.

$$\frac{1}{$$

- [ ] open
- [x] done
`.replaceAll('\\`', '`');

/** What KaTeX draws, and LaTeX may see otherwise. */
const FORMULAS = [
  String.raw`$$x = 1 \tag{1}$$`,
  String.raw`$$\begin{align} a &= b \\ c &= d \end{align} + x$$`,
  String.raw`$\begin{aligned} a &= b \end{aligned}$ $\begin{array}{c|c} a & b \\ \hline c & d \end{array}$`,
  String.raw`$a^{b'}$ $a'^b$ $\text{a_b}$ $\text{$x_1$}$ $\text{50%}$ $\text{a & b}$ $x \text{ for all } \# \ & $`,
  String.raw`$\R \argmin \N \Z \llbracket x \rrbracket \lang x \rang \plim$`,
  String.raw`$\color{red} x \textcolor{#00ff00}{y} \colorbox{yellow}{z} \fcolorbox{red}{blue}{z}$`,
  String.raw`$θ_{t+1} = θ_t - α ∇J$ and $$ŷ = \hat{y} × 2 ≤ ∞ → 0$$ $中文$ $\text{größer}$`,
  String.raw`$\newcommand{\foo}[1]{\mathbf{#1}} \foo{x}$ then $\foo{y}$`,
  '\\newcommand{\\half}[1]{\\frac{#1}{2}}\n\n$\\half{x}$\n\n$$\n\\half{y}\n\n+ z\n$$',
  String.raw`$\ce{H2O}$ $\cancel{x}$ $\bm{x}$ $\boldsymbol{x}$ $\mathscr{L}$ $\mathds{1}$ $\coloneqq$ $\dv{x}{y}$`,
  String.raw`$\htmlClass{a}{x}$ $\kern1em$ $\rule{1em}{2em}$ $\raisebox{1em}{x}$ $\underbrace{x}_{y}$ $\overset{a}{b}$ $\middle| x$`,
  String.raw`$\begin{CD} A @>a>> B \end{CD}$ $$\begin{gathered} a \\ b \end{gathered}$$ $$\begin{equation} a \end{equation}$$`,
  String.raw`$x\limits_a$ $\nonumber$ $\vcenter{x}$ $\Biggl( x \Biggr)$ $\substack{a \\ b}$ $\mathop{x}\limits^a$ $\operatornamewithlimits{a}$`,
  '1000000000000. far\n\n1. a\n   5. b\n      7. c',
];

interface Sheet {
  name: string;
  answers: string[];
}

function sheets(questions: readonly string[]): Sheet[] {
  const inGroups = (name: string, texts: readonly string[]): Sheet[] =>
    Array.from({ length: Math.ceil(texts.length / questions.length) }, (_, n) => ({
      name: `${name} ${n + 1}`,
      answers: texts.slice(n * questions.length, (n + 1) * questions.length),
    }));
  return [
    { name: 'empty sheet', answers: [] },
    { name: 'the demo’s group', answers: Object.values(DAY_08_ANSWERS) },
    ...CLASSMATES.map(({ name, answers }) => ({ name: `demo: ${name}`, answers: Object.values(answers) })),
    { name: 'all that Markdown has', answers: [FEATURES] },
    ...FORMULAS.map((text) => ({ name: text, answers: [text] })),
    ...inGroups(
      'harmful',
      HARMFUL_TEX.flatMap((tex) => [`$x ${tex}$`, `$$${tex}$$`, `\\begin{align}${tex}\\end{align}`, tex]),
    ),
    ...inGroups(
      'hostile',
      fc.sample(hostileText, { seed: SEED, numRuns: HOSTILE }).map((text) => text.slice(0, SHORT)),
    ),
  ];
}

/** @returns its first error, null when there is none */
async function compile(directory: string, tex: string): Promise<string | null> {
  await writeFile(join(directory, 'sheet.tex'), tex);
  const options = ['-interaction=nonstopmode', '-no-shell-escape', '-halt-on-error', 'sheet.tex'];
  const failed = await run('pdflatex', options, { cwd: directory, timeout: COMPILE_MS }).then(
    () => false,
    (error: unknown) => {
      if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
        throw new Error(
          'There is no pdflatex here: apt-get install texlive-latex-extra texlive-fonts-recommended',
        );
      return true;
    },
  );
  if (!failed) return null;
  const log = await readFile(join(directory, 'sheet.log'), 'latin1').catch(() => '');
  const [error = 'no error in the log; perhaps too slow'] = /^! .*(?:\n.*){0,6}/m.exec(log) ?? [];
  return error.replaceAll(/\s*\n\s*/g, ' ');
}

function exportOf(assignment: AssignmentDefinition, { answers }: Sheet): string {
  const questions = assignment.questions.filter(({ kind }) => kind === 'written');
  return exportTex(assignment, new Map(questions.map(({ id }, n) => [id, answers[n] ?? ''])), {
    names: ['Ada Lovelace', 'R&D_1 $\\input{x}$'],
    submitted: { number: 1, at: new Date('2021-02-17T19:02:00Z'), late: false },
  });
}

export async function benchLatex(): Promise<Bench> {
  const { definition } = loadAssignment(await readAssignmentFolder(ASSIGNMENT), 'day-08');
  if (!definition) throw new Error('the bench needs assignments/day-08');
  const questions = definition.questions.filter(({ kind }) => kind === 'written').map(({ id }) => id);
  const all = sheets(questions);
  const failures: string[] = [];
  const made = new Set<string>();
  for (const sheet of all) {
    const directory = await mkdtemp(join(tmpdir(), 'stepwise-latex-'));
    try {
      const error = await compile(directory, exportOf(definition, sheet));
      if (error !== null) failures.push(`${sheet.name}: ${error}`);
      for (const name of await readdir(directory)) made.add(name);
    } finally {
      await rm(directory, { recursive: true });
    }
  }
  for (const failure of failures) console.error(failure);
  const expected = new Set(['tex', 'pdf', 'log', 'aux', 'out'].map((end) => `sheet.${end}`));
  const { stdout } = await run('pdflatex', ['--version']);
  return {
    name: 'latex',
    setting: { latex: stdout.split('\n')[0] ?? '', seed: SEED },
    figures: [
      { id: 'exports', title: 'exports given to LaTeX', value: all.length, unit: 'texts', goal: '' },
      { id: 'failed', title: '  of these not compiled', value: failures.length, unit: 'texts', goal: '0' },
      {
        id: 'files',
        title: 'files written beside the usual ones',
        value: [...made].filter((name) => !expected.has(name)).length,
        unit: 'texts',
        goal: '0',
      },
    ],
  };
}
