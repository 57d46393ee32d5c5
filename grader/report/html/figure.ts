/** The pictures of one test: three charts with one slider over their steps, the sentence, the numbers. Pure. */
import type { TrajectoryPlot } from '../../../contract/report.ts';
import { curveChart, lossCurve, stepSizeCurve, stepSizes } from './curveChart.ts';
import { html, type Html } from './escape.ts';
import { trajectoryChart } from './trajectoryChart.ts';
import { numberWords, summary } from './words.ts';

/** @param id its own in the page, of letters, digits and hyphens */
export function figureOf(plot: TrajectoryPlot, id: string): Html {
  const last = plot.reference.length - 1;
  const step = plot.divergedAt ?? last;
  const settings = Object.entries(plot.hyperparameters).map(
    ([name, value]) => `${name} ${numberWords(value)}`,
  );
  return html`
    <figure class="plot" id="${id}">
      <figcaption>
        <strong>${plot.title}</strong>
        <span>${summary(plot)}</span>
        <span class="muted">${[plot.objective, ...settings].join(' · ')}</span>
      </figcaption>
      <div class="charts">
        ${trajectoryChart(plot, `${id}-frame`, step)}
        <div>
          ${curveChart(lossCurve(plot), plot, `${id}-loss`, step)}
          ${curveChart(stepSizeCurve(plot), plot, `${id}-size`, step)}
        </div>
      </div>
      <div class="stepper" hidden>
        <label for="${id}-step">Step</label>
        <button type="button" data-move="-1" aria-label="One step back">‹</button>
        <input id="${id}-step" type="range" min="0" max="${last}" value="${step}" />
        <button type="button" data-move="1" aria-label="One step on">›</button>
        <output for="${id}-step"></output>
      </div>
      <details>
        <summary>All numbers</summary>
        ${numbersTable(plot, step)}
      </details>
    </figure>
  `;
}

const COLUMNS = ['Step', 'yours w[0]', 'w[1]', 'f', '|Δw|', 'reference w[0]', 'w[1]', 'f', '|Δw|'];

/** One row a step; the script reads from it what it says of a step. */
function numbersTable(plot: TrajectoryPlot, current: number): Html {
  const sizes = { yours: stepSizes(plot.yours), reference: stepSizes(plot.reference) };
  const cells = (whose: 'yours' | 'reference', step: number): string[] => {
    const row = plot[whose][step];
    if (!row) return ['–', '–', '–', '–'];
    const size = step === 0 ? '–' : numberWords(sizes[whose][step - 1]);
    return [numberWords(row[0]), numberWords(row[1]), numberWords(plot.loss[whose][step]), size];
  };
  return html`
    <div class="numbers" tabindex="0" role="group" aria-label="Numbers of all steps">
      <table>
        <thead>
          <tr>
            ${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${plot.reference.map(
            (_, step) =>
              html`<tr ${step === current ? html`aria-current="step"` : ''}>
                <th scope="row">${step === plot.divergedAt ? `✕ ${step}` : step}</th>
                ${[...cells('yours', step), ...cells('reference', step)].map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
