import * as Plot from '@observablehq/plot';
import { logTicks } from '../../../../grader/report/logTicks.ts';
import { CHART_STYLE, drawingOf, MARGINS, NAME_STYLE, type Drawing, type Look } from './drawing.ts';
import { partingsOf, stepsOf, type Picture } from './picture.ts';
import { groupBy, joined } from './trajectory.ts';

interface CurvePoint {
  step: number;
  value: number;
}

interface Curve {
  look: Look;
  points: CurvePoint[];
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

/**
 * The step, away from the edges, at which a line is farthest on the axis from the nearest of the others; null where it
 * always lies on one of them.
 */
function widestStep(line: CurvePoint[], others: CurvePoint[][]): number | null {
  const last = Math.max(...[line, ...others].map((each) => each.at(-1)?.step ?? 0));
  let best: { step: number | null; gap: number } = { step: null, gap: SAME_LINE };
  for (const { step, value } of line) {
    if (step < last * 0.1 || step > last * 0.95) continue;
    const gaps = others.flatMap((other) => {
      const there = valueAt(other, step);
      return there === undefined ? [] : [Math.abs(Math.log(value / there))];
    });
    const gap = Math.min(...gaps);
    if (Number.isFinite(gap) && gap > best.gap) best = { step, gap };
  }
  return best.step;
}

/** f after every step. */
export const drawLoss = (picture: Picture, width: number): Drawing =>
  drawCurves(picture, width, {
    curves: picture.paths.map(({ look, losses }) => ({ look, points: points(losses) })),
    label: 'f, logarithmic',
    description: 'The loss f after every step, on a logarithmic axis.',
  });

/** The distance moved by every step: what the rule made of its learning rate. */
export const drawStepSizes = (picture: Picture, width: number): Drawing =>
  drawCurves(picture, width, {
    curves: picture.paths.map(({ look, rows }) => ({ look, points: points(stepSizes(rows)) })),
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

interface CurveName {
  name: string;
  colour: string;
  at: CurvePoint;
  /** Upwards is negative. */
  dy: number;
}

/** Lines that lie on each other share a name; each stands on the side of its line that is away from the nearest other. */
function nameCurves(curves: readonly Curve[], steps: number): CurveName[] {
  const groups = groupBy(curves, (a, b) => widestStep(a.points, [b.points]) === null);
  return groups.flatMap((group) => {
    const first = curves[group[0] ?? 0];
    if (first === undefined) return [];
    const others = curves.filter((_, index) => !group.includes(index)).map((each) => each.points);
    const step = groups.length === 1 ? Math.round(steps / 2) : widestStep(first.points, others);
    const value = step === null ? undefined : valueAt(first.points, step);
    if (step === null || value === undefined) return [];
    const nearest = others
      .flatMap((other) => valueAt(other, step) ?? [])
      .sort((a, b) => Math.abs(Math.log(a / value)) - Math.abs(Math.log(b / value)))[0];
    return [
      {
        name: joined(group.map((index) => curves[index]?.look.name ?? '')),
        colour: first.look.colour,
        at: { step, value },
        dy: nearest === undefined || value >= nearest ? -14 : 14,
      },
    ];
  });
}

/** Kept free below the lines for their names. */
const NAME_ROOM = 16;

function drawCurves(
  picture: Picture,
  width: number,
  { curves, label, description }: { curves: Curve[]; label: string; description: string },
): Drawing {
  const steps = stepsOf(picture);
  const height = Math.round(Math.min(240, Math.max(180, width * 0.36)));
  const values = curves.flatMap((curve) => curve.points.map(({ value }) => value));
  const domain: [number, number] = [Math.min(...values), Math.max(...values)];
  const ticks = logTicks(...domain, height - MARGINS.marginTop - MARGINS.marginBottom - NAME_ROOM);
  const chart = Plot.plot({
    width,
    height,
    ...MARGINS,
    marginLeft: 56,
    style: CHART_STYLE,
    x: { label: 'step', ticks: Math.min(steps, 8), tickFormat: 'd' },
    y: {
      type: 'log',
      insetBottom: NAME_ROOM,
      label,
      ticks,
      tickFormat: (value: number) => tick(value),
    },
    marks: [
      Plot.gridY({ stroke: 'var(--rule)', strokeOpacity: 1, ticks }),
      Plot.ruleX(partingsOf(picture), { stroke: 'var(--danger)', strokeDasharray: '2 3' }),
      ...curves.map((curve) =>
        Plot.lineY(curve.points, {
          x: 'step',
          y: 'value',
          stroke: curve.look.colour,
          strokeWidth: 2,
          strokeDasharray: curve.look.dash,
        }),
      ),
      ...nameCurves(curves, steps).map(({ name, colour, at, dy }) =>
        Plot.text([at], {
          x: 'step',
          y: 'value',
          text: () => name,
          textAnchor: at.step > steps * 0.75 ? 'end' : 'start',
          dy,
          fill: colour,
          ...NAME_STYLE,
        }),
      ),
    ],
  });
  return drawingOf(chart, description, (step) =>
    curves.flatMap(({ look, points: line }) => {
      const value = valueAt(line, step);
      return value === undefined ? [] : [{ look, x: step, y: value }];
    }),
  );
}

/** Powers of ten in full where short. */
function tick(value: number): string {
  return value >= 1e4 || value < 1e-3 ? value.toExponential() : String(value);
}
