/**
 * A report as one HTML page that opens from disk: no other host, no build. The content security policy allows the page's
 * own style and script by their hashes and nothing else, so that even a hole in the escaping could not run anything.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageParts } from '../../../contract/messages.ts';
import type { TestResult } from '../../../contract/report.ts';
import type { VisibleQuestionReport } from '../../../contract/submissions.ts';
import { SHAPES } from './chart.ts';
import { html, embedded, type Content, type Html } from './escape.ts';
import { experimentFigure } from './experimentFigure.ts';
import { figureOf } from './figure.ts';
import { verdictLater, withheldWords, type ShownReport } from '../shown.ts';
import { pointsWords, TEST_STATUS, VERDICT_STATUS, VISIBILITY_WORDS, type Status } from './words.ts';

const assetOf = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const STYLE = assetOf('./page.css');
const SCRIPT = assetOf('./page.js');
const hashOf = (source: string) => `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
const POLICY = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; base-uri 'none'; form-action 'none'`;

export function toHtml(report: ShownReport): string {
  const { assignment, questions, language } = report;
  const score = scoreWords(report);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${assignment}: ${score}</title>
        ${embedded('style', STYLE)}
      </head>
      <body>
        ${SHAPES}
        <main>
          <header>
            <h1>${assignment}</h1>
            <p class="score">${score}</p>
            <p class="muted">${LANGUAGE_NAMES[language]}, graded in ${durationWords(report.durationMs)}</p>
          </header>
          ${questions.length > 1 ? overview(questions) : ''}
          ${questions.map((question, i) => questionSection(question, `q${i + 1}`))}
        </main>
        ${embedded('script', SCRIPT)}
      </body>
    </html> `;
  return `${page}\n`;
}

const durationWords = (ms: number) => (ms < 10_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`);

const LANGUAGE_NAMES: Record<ShownReport['language'], string> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
};

const scoreWords = ({ score, maxScore }: { score: number | null; maxScore: number }) =>
  score === null ? `of ${pointsWords(maxScore)}` : `${pointsWords(score)}/${pointsWords(maxScore)}`;

const statusOf = ({ shape, word, tone }: Status): Html =>
  html`<span class="status ${tone}"><span aria-hidden="true">${shape}</span> ${word}</span>`;

const verdictStatus = ({ verdict, withheld }: VisibleQuestionReport): Status =>
  verdict === null ? { shape: '○', word: verdictLater(withheld), tone: 'muted' } : VERDICT_STATUS[verdict];

const overview = (questions: readonly VisibleQuestionReport[]): Html => html`
  <nav aria-label="Questions">
    <ul class="rows">
      ${questions.map(
        (question, i) =>
          html`<li>
            ${statusOf(verdictStatus(question))} <a href="#q${i + 1}">${question.id}</a>
            <span class="points">${scoreWords(question)}</span>
          </li>`,
      )}
    </ul>
  </nav>
`;

function questionSection(question: VisibleQuestionReport, id: string): Html {
  const { tests, diagnosis, output, withheld, experiment } = question;
  const status = verdictStatus(question);
  // Where not a single step was taken there is nothing to compare.
  const plots = question.plots.filter(({ yours }) => yours.length > 1);
  return html`
    <section aria-labelledby="${id}">
      <div class="head">
        <h2 id="${id}">${question.id}</h2>
        ${statusOf(status)}
        <span class="points">${scoreWords(question)}</span>
      </div>
      ${diagnosis ? html`<p class="diagnosis ${status.tone}">${said(diagnosis.message)}</p>` : ''}
      ${experiment ? experimentFigure(experiment, `${id}-curves`) : ''}
      ${plots.map((plot, i) => figureOf(plot, `${id}-${i + 1}`))} ${testList(tests, withheldWords(withheld))}
      ${output === '' ? '' : printed(output)}
    </section>
  `;
}

/** Folded away when there is nothing to mend. */
function testList(tests: readonly TestResult[], withheld: string): Html {
  const passed = tests.filter(({ status }) => status === 'passed').length;
  return html`
    <details class="tests" ${passed < tests.length ? html`open` : ''}>
      <summary>${passed} of ${tests.length} tests passed${withheld === '' ? '' : `; ${withheld}`}</summary>
      <ul class="rows">
        ${tests.map(testRow)}
      </ul>
    </details>
  `;
}

function testRow({ status, title, score, maxScore, visibility, message }: TestResult): Html {
  const seen = VISIBILITY_WORDS[visibility];
  const note: Content = seen === '' ? '' : html` <span class="muted">${seen}</span>`;
  return html`<li>
    ${statusOf(TEST_STATUS[status])}
    <span class="title">${title}${note}</span>
    <span class="points">${maxScore === 0 ? 'advice' : scoreWords({ score, maxScore })}</span>
    ${message === '' ? '' : html`<p class="message">${said(message)}</p>`}
  </li>`;
}

/** Code in what the grader says is set off. */
const said = (message: string): Content =>
  messageParts(message).map(({ text, isCode }) => (isCode ? html`<code>${text}</code>` : text));

const printed = (output: string): Html =>
  html`<details>
    <summary>What the code printed</summary>
    <pre tabindex="0" role="group" aria-label="What the code printed">${output}</pre>
  </details>`;
