/**
 * The figure of an experiment as one SVG that needs nothing beside it: what an answer shows, and what a printer gets as
 * lines instead of pixels. Always on white, since it is read on paper. Pure.
 */
import type { Experiment } from '../../contract/report.ts';
import { PANEL, panelsOf, type Panel } from './experimentPanels.ts';

/** As in experiment.module.css by day. */
const INKS = ['#0063a3', '#b34700', '#7a2e9e', '#1a6b3a'];
const MUTED = '#52606d';
const RULE = '#c9d1d9';
const LEGEND = 30;
const COLUMNS = 2;

const inkOf = (rule: number): string => INKS[rule % INKS.length]!;

export function experimentSvg(experiment: Experiment): string {
  const panels = panelsOf(experiment, 'yours');
  const columns = Math.min(COLUMNS, panels.length);
  const width = columns * PANEL.width;
  const height = Math.ceil(panels.length / columns) * PANEL.height + LEGEND;
  const placed = panels.map((panel, i) => {
    const x = (i % columns) * PANEL.width;
    const y = Math.floor(i / columns) * PANEL.height + LEGEND;
    return `<g transform="translate(${x} ${y})">${panelOf(panel)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="none">`,
    `<title>${escaped(panels.map(({ label }) => label).join(' '))}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    LEGEND_LINE,
    ...placed,
    '</svg>',
  ].join('\n');
}

/** Which curve is whose; its optimizer stands at its end. */
const LEGEND_LINE = [
  `<path d="M${PANEL.left} 16h28" stroke="${MUTED}" stroke-width="2"/>`,
  textAt(PANEL.left + 34, 20, 'our own optimizers'),
  `<path d="M${PANEL.left + 170} 16h28" stroke="${MUTED}" stroke-width="1.5" stroke-dasharray="5 4"/>`,
  textAt(PANEL.left + 204, 20, 'reference'),
].join('');

function panelOf({ title, xTicks, yTicks, lines, crosses, names }: Panel): string {
  const { left, right, top, bottom } = PANEL;
  const rows = yTicks.map(
    ({ at, text }) =>
      `<path d="M${left} ${at.toFixed(1)}H${right}" stroke="${RULE}"/>${textAt(left - 6, at + 4, text, { anchor: 'end' })}`,
  );
  const columns = xTicks.map(
    ({ at, text }) =>
      `<path d="M${at.toFixed(1)} ${bottom}v4" stroke="${RULE}"/>${textAt(at, bottom + 16, text, { anchor: 'middle' })}`,
  );
  const curves = lines.map(
    ({ whose, rule, path }) =>
      `<path d="${path}" stroke="${inkOf(rule)}" ${whose === 'reference' ? 'stroke-width="1.5" stroke-dasharray="5 4"' : 'stroke-width="2"'}/>`,
  );
  const marks = crosses.map(
    ({ rule, x, y }) =>
      `<path d="M${(x - 6).toFixed(1)} ${(y - 6).toFixed(1)}l12 12m0 -12l-12 12" stroke="${inkOf(rule)}" stroke-width="2"/>`,
  );
  return [
    textAt(left, top - 12, title, { fill: '#1f2933' }),
    ...rows,
    ...columns,
    `<path d="M${left} ${top}H${right}V${bottom}H${left}Z" stroke="${RULE}"/>`,
    textAt(right, bottom + 32, 'epoch', { anchor: 'end' }),
    ...curves,
    ...marks,
    ...names.map(({ text, rule, x, y }) => textAt(x, y + 4, text, { fill: inkOf(rule) })),
  ].join('');
}

function textAt(x: number, y: number, text: string, { fill = MUTED, anchor = 'start' } = {}): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${fill}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
