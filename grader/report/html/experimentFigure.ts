/** The curves of an experiment: panels, what each rule came to, and the numbers. Pure. */
import type { Experiment } from '../../../contract/report.ts';
import { costWords, experimentSummary, PANEL, panelsOf, type Panel } from '../experimentPanels.ts';
import { html, type Html } from './escape.ts';

/** @param id its own in the page */
export const experimentFigure = (experiment: Experiment, id: string): Html => html`
  <figure class="plot" id="${id}">
    <figcaption>
      <strong>Training cost</strong>
      <span>${experimentSummary(experiment)}</span>
      <span class="muted"
        >── yours · ╌╌
        reference${experiment.claims.length > 0 ? ' · ' : ''}${experiment.claims.map((claim, i) => html`${i > 0 ? ' · ' : ''}✓ ${claim}`)}</span
      >
    </figcaption>
    <div class="charts">
      ${panelsOf(experiment, 'yours').map((panel, i) => panelChart(panel, `${id}-frame-${i + 1}`))}
    </div>
    <details>
      <summary>The last epoch in numbers</summary>
      <div class="numbers" tabindex="0" role="group" aria-label="Costs of the last epoch">
        <table>
          <thead>
            <tr>
              <th scope="col">Curve</th>
              <th scope="col">yours</th>
              <th scope="col">reference</th>
            </tr>
          </thead>
          <tbody>
            ${experiment.curves.map(
              ({ rule, variant, yours, reference }) =>
                html`<tr>
                  <th scope="row">${[rule, variant].filter(Boolean).join(', ')}</th>
                  <td>${costWords(yours.at(-1))}</td>
                  <td>${costWords(reference.at(-1))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </figure>
`;

const panelChart = (panel: Panel, id: string): Html => html`
  <svg
    class="chart experiment"
    viewBox="0 0 ${PANEL.width} ${PANEL.height}"
    role="img"
    aria-label="${panel.label}"
  >
    <g class="axes">
      <text x="${PANEL.left}" y="${PANEL.top - 12}" class="title">${panel.title}</text>
      ${panel.yTicks.map(
        ({ at, text }) =>
          html`<path class="grid" d="M${PANEL.left} ${at.toFixed(1)}H${PANEL.right}"></path>
            <text x="${PANEL.left - 6}" y="${at.toFixed(1)}" dy="0.35em" text-anchor="end">${text}</text>`,
      )}
      ${panel.xTicks.map(
        ({ at, text }) =>
          html`<path class="grid" d="M${at.toFixed(1)} ${PANEL.bottom}v4"></path>
            <text x="${at.toFixed(1)}" y="${PANEL.bottom + 16}" text-anchor="middle">${text}</text>`,
      )}
      <path
        class="frame"
        d="M${PANEL.left} ${PANEL.top}H${PANEL.right}V${PANEL.bottom}H${PANEL.left}Z"
      ></path>
      <text x="${PANEL.right}" y="${PANEL.bottom + 32}" text-anchor="end">epoch</text>
    </g>
    <clipPath id="${id}">
      <rect
        x="${PANEL.left}"
        y="${PANEL.top}"
        width="${PANEL.right - PANEL.left}"
        height="${PANEL.bottom - PANEL.top}"
      ></rect>
    </clipPath>
    <g clip-path="url(#${id})">
      ${panel.lines.map(
        ({ whose, rule, path }) => html`<path class="curve ${whose} rule-${rule + 1}" d="${path}"></path>`,
      )}
    </g>
    ${panel.crosses.map(
      ({ rule, x, y }) =>
        html`<use class="cross rule-${rule + 1}" href="#cross" x="${x.toFixed(1)}" y="${y.toFixed(1)}" />`,
    )}
    ${panel.names.map(
      ({ text, rule, x, y }) =>
        html`<text class="curve-name rule-${rule + 1}" x="${x}" y="${y.toFixed(1)}" dy="0.35em"
          >${text}</text
        >`,
    )}
  </svg>
`;
