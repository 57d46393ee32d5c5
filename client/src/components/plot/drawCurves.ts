import * as Plot from '@observablehq/plot';
import type { TrajectoryPlot } from '../../../../contract/report.ts';
import { asImage, marker, REFERENCE, svgElement, YOURS, type Drawing } from './drawing.ts';

interface CurvePoint {
  step: number;
  value: number;
}

/** One quantity of both trajectories, by step; null where it is not known. */
interface Curves {
  yours: (number | null)[];
  reference: (number | null)[];
  /** Label of the axis. */
  label: string;
  description: string;
}

/** Values that a logarithmic axis can hold: at a minimum reached exactly the loss is 0, and the line has a gap. */
function points(values: (number | null)[]): CurvePoint[] {
  return values.flatMap((value, step) =>
    value !== null && value > 0 && Number.isFinite(value) ? [{ step, value }] : [],
  );
}

/** Natural logarithms nearer than this look like one line. */
const SAME_LINE = 0.05;

function valueAt(line: CurvePoint[], step: number): number | undefined {
  return line.find((point) => point.step === step)?.value;
}

/** The step, away from the edges, at which the two lines are farthest apart on the axis; null where they lie on each other. */
function widestStep(yours: CurvePoint[], reference: CurvePoint[]): number | null {
  const last = Math.max(yours.at(-1)?.step ?? 0, reference.at(-1)?.step ?? 0);
  let best: { step: number | null; gap: number } = { step: null, gap: SAME_LINE };
  for (const { step, value } of yours) {
    const other = valueAt(reference, step);
    if (other === undefined || step < last * 0.1 || step > last * 0.95) continue;
    const gap = Math.abs(Math.log(value / other));
    if (gap > best.gap) best = { step, gap };
  }
  return best.step;
}

/** f after every step. */
export const drawLoss = (plot: TrajectoryPlot, width: number): Drawing =>
  drawCurves(plot, width, {
    ...plot.loss,
    label: 'f, logarithmic',
    description: 'The loss f after every step, on a logarithmic axis.',
  });

/** The distance moved by every step: what the rule made of its learning rate. */
export const drawStepSizes = (plot: TrajectoryPlot, width: number): Drawing =>
  drawCurves(plot, width, {
    yours: stepSizes(plot.yours),
    reference: stepSizes(plot.reference),
    label: 'size of the step, logarithmic',
    description: 'The distance moved by every step, on a logarithmic axis.',
  });

function stepSizes(rows: (number | null)[][]): (number | null)[] {
  return rows.map((row, step) => {
    const before = rows[step - 1];
    if (before === undefined) return null;
    const moved = row.map((x, i) => (x === null ? NaN : x - (before[i] ?? NaN)));
    return Math.hypot(...moved);
  });
}

function drawCurves(plot: TrajectoryPlot, width: number, curves: Curves): Drawing {
  const yours = points(curves.yours);
  const reference = points(curves.reference);
  const widest = widestStep(yours, reference);
  const named = widest ?? Math.round(plot.reference.length / 2);
  const higher = (valueAt(yours, named) ?? 0) >= (valueAt(reference, named) ?? 0) ? -1 : 1;
  const labelled = (line: CurvePoint[], look: { colour: string; name: string }, dy: number) =>
    Plot.text(
      line.filter(({ step }) => step === named),
      {
        x: 'step',
        y: 'value',
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
    height: Math.round(Math.min(240, Math.max(180, width * 0.36))),
    marginLeft: 56,
    marginRight: 16,
    marginTop: 24,
    style: { background: 'none', color: 'var(--muted)', fontSize: '12px', overflow: 'hidden' },
    x: { label: 'step', ticks: Math.min(plot.reference.length - 1, 8), tickFormat: 'd' },
    y: {
      type: 'log',
      insetBottom: 16,
      label: curves.label,
      ticks: 5,
      tickFormat: (value: number) => tick(value),
    },
    marks: [
      Plot.gridY({ stroke: 'var(--rule)', strokeOpacity: 1, ticks: 5 }),
      plot.divergedAt === null
        ? []
        : Plot.ruleX([plot.divergedAt], { stroke: 'var(--danger)', strokeDasharray: '2 3' }),
      Plot.lineY(yours, { x: 'step', y: 'value', stroke: YOURS.colour, strokeWidth: 2 }),
      Plot.lineY(reference, {
        x: 'step',
        y: 'value',
        stroke: REFERENCE.colour,
        strokeWidth: 2,
        strokeDasharray: REFERENCE.dash,
      }),
      ...(widest === null
        ? [labelled(yours, { ...YOURS, name: 'yours and the reference' }, -14)]
        : [labelled(reference, REFERENCE, higher * -14), labelled(yours, YOURS, higher * 14)]),
    ],
  });
  const svg = asImage(chart, curves.description);
  const x = chart.scale('x');
  const y = chart.scale('y');
  const marks = svgElement('g', {});
  svg.append(marks);
  return {
    svg,
    mark: (step) => {
      marks.replaceChildren();
      const ring = (line: CurvePoint[], shape: 'circle' | 'square', colour: string) => {
        const point = line.find((each) => each.step === step);
        if (point !== undefined)
          marks.append(marker(shape, colour, Number(x?.apply(point.step)), Number(y?.apply(point.value))));
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
