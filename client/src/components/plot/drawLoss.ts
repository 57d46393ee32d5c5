import * as Plot from '@observablehq/plot';
import type { TrajectoryPlot } from '../../../../contract/report.ts';
import { asImage, marker, REFERENCE, svgElement, YOURS, type Drawing } from './drawing.ts';

interface LossPoint {
  step: number;
  f: number;
}

/** Losses that a logarithmic axis can hold; at a minimum reached exactly, f is 0 and the line ends before it. */
function points(loss: (number | null)[]): LossPoint[] {
  return loss.flatMap((f, step) => (f !== null && f > 0 && Number.isFinite(f) ? [{ step, f }] : []));
}

/** Natural logarithms nearer than this look like one line. */
const SAME_LINE = 0.05;

function lossAt(line: LossPoint[], step: number): number | undefined {
  return line.find((point) => point.step === step)?.f;
}

/** The step, away from the edges, at which the two lines are farthest apart on the axis; null where they lie on each other. */
function widestStep(yours: LossPoint[], reference: LossPoint[]): number | null {
  const last = Math.max(yours.at(-1)?.step ?? 0, reference.at(-1)?.step ?? 0);
  let best: { step: number | null; gap: number } = { step: null, gap: SAME_LINE };
  for (const { step, f } of yours) {
    const other = lossAt(reference, step);
    if (other === undefined || step < last * 0.1 || step > last * 0.95) continue;
    const gap = Math.abs(Math.log(f / other));
    if (gap > best.gap) best = { step, gap };
  }
  return best.step;
}

export function drawLoss(plot: TrajectoryPlot, width: number): Drawing {
  const yours = points(plot.loss.yours);
  const reference = points(plot.loss.reference);
  const widest = widestStep(yours, reference);
  const named = widest ?? Math.round(plot.reference.length / 2);
  const higher = (lossAt(yours, named) ?? 0) >= (lossAt(reference, named) ?? 0) ? -1 : 1;
  const labelled = (line: LossPoint[], look: { colour: string; name: string }, dy: number) =>
    Plot.text(
      line.filter(({ step }) => step === named),
      {
        x: 'step',
        y: 'f',
        text: () => look.name,
        textAnchor: named > plot.reference.length * 0.75 ? 'end' : 'start',
        dy,
        fill: look.colour,
        stroke: 'var(--page)',
        strokeWidth: 4,
        fontWeight: 600,
        fontSize: 13,
      },
    );
  const chart = Plot.plot({
    width,
    height: Math.round(Math.min(420, Math.max(260, width * 0.7))),
    marginLeft: 56,
    marginRight: 16,
    marginTop: 24,
    style: { background: 'none', color: 'var(--muted)', fontSize: '12px', overflow: 'hidden' },
    x: { label: 'step', ticks: Math.min(plot.reference.length - 1, 8), tickFormat: 'd' },
    y: {
      type: 'log',
      insetBottom: 16,
      label: 'f, logarithmic',
      ticks: 5,
      tickFormat: (value: number) => tick(value),
    },
    marks: [
      Plot.gridY({ stroke: 'var(--rule)', strokeOpacity: 1, ticks: 5 }),
      plot.divergedAt === null
        ? []
        : Plot.ruleX([plot.divergedAt], { stroke: 'var(--danger)', strokeDasharray: '2 3' }),
      Plot.lineY(yours, { x: 'step', y: 'f', stroke: YOURS.colour, strokeWidth: 2 }),
      Plot.lineY(reference, {
        x: 'step',
        y: 'f',
        stroke: REFERENCE.colour,
        strokeWidth: 2,
        strokeDasharray: REFERENCE.dash,
      }),
      ...(widest === null
        ? [labelled(yours, { ...YOURS, name: 'yours and the reference' }, -14)]
        : [labelled(reference, REFERENCE, higher * -14), labelled(yours, YOURS, higher * 14)]),
    ],
  });
  const svg = asImage(chart, 'The loss f after every step, on a logarithmic axis.');
  const x = chart.scale('x');
  const y = chart.scale('y');
  const marks = svgElement('g', {});
  svg.append(marks);
  return {
    svg,
    mark: (step) => {
      marks.replaceChildren();
      const ring = (line: LossPoint[], shape: 'circle' | 'square', colour: string) => {
        const point = line.find((each) => each.step === step);
        if (point !== undefined)
          marks.append(marker(shape, colour, Number(x?.apply(point.step)), Number(y?.apply(point.f))));
      };
      ring(reference, 'square', REFERENCE.colour);
      ring(yours, 'circle', YOURS.colour);
    },
  };
}

/** Powers of ten in full where short. */
function tick(value: number): string {
  return value >= 1e4 || value < 1e-3 ? value.toExponential(0) : String(value);
}
