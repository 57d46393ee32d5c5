/** A number after every step on a logarithmic axis, yours and the reference's: loss, effective step size. Pure. */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { TrajectoryPlot } from '../../../contract/report.ts';
import {
  areaOf,
  axesOf,
  chart,
  clipped,
  crossAt,
  nameOf,
  seriesOf,
  type Name,
  type Pixel,
  type Scale,
  type Whose,
} from './chart.ts';
import { logTicks } from '../logTicks.ts';
import { html, type Content, type Html } from './escape.ts';
import { agrees } from './words.ts';

const AREA = areaOf(420, 200);
/** Kept free above and below the lines for their names. */
const NAME_ROOM = 18;

/**
 * How far the axis reaches from the reference's highest value: what is smaller, zero too, stands on the floor; a loss
 * that runs away leaves through the ceiling.
 */
const DECADES_BELOW = 16;
const DECADES_ABOVE = 6;

export interface Curve {
  title: string;
  /** Of the vertical axis. */
  label: string;
  /** Step of the first value. */
  first: number;
  values: Record<Whose, readonly (number | null)[]>;
}

export const lossCurve = ({ loss }: TrajectoryPlot): Curve => ({
  title: 'Loss after every step',
  label: 'loss f, logarithmic',
  first: 0,
  values: loss,
});

export const stepSizeCurve = ({ yours, reference }: TrajectoryPlot): Curve => ({
  title: 'Effective step size, the length of every step',
  label: 'step size |Δw|, logarithmic',
  first: 1,
  values: { yours: stepSizes(yours), reference: stepSizes(reference) },
});

/** |θₜ − θₜ₋₁| of steps 1, 2, …; null where a point is not finite. */
export function stepSizes(rows: readonly (number | null)[][]): (number | null)[] {
  return rows.slice(1).map((row, before) => {
    const differences = row.map((value, i) => {
      const last = rows[before]![i];
      return value == null || last == null ? NaN : value - last;
    });
    const size = Math.hypot(...differences);
    return Number.isFinite(size) ? size : null;
  });
}

export function curveChart(curve: Curve, plot: TrajectoryPlot, id: string, step: number): Html {
  const { first } = curve;
  const lines = { yours: finite(curve.values.yours), reference: finite(curve.values.reference) };
  const x = scaleLinear([0, plot.reference.length - 1], [AREA.left, AREA.right]);
  const [floor, ceiling] = domainOf(lines.yours, lines.reference);
  const length = AREA.bottom - AREA.top - 2 * NAME_ROOM;
  const y = scaleLog([floor, ceiling], [AREA.bottom - NAME_ROOM, AREA.top + NAME_ROOM]);
  const pixelOf = (value: number, i: number): Pixel => [x(first + i), y(Math.max(value, floor))];
  const pixels = { yours: lines.yours.map(pixelOf), reference: lines.reference.map(pixelOf) };
  const axes = axesOf(
    AREA,
    { scale: x, label: 'step', ticks: x.ticks(6).filter(Number.isInteger) },
    { scale: y, label: curve.label, ticks: logTicks(floor, ceiling, length) },
  );
  return chart(AREA, `${curve.title}, yours and the reference's, on a logarithmic axis.`, [
    axes,
    clipped({ ...AREA, left: 0, right: AREA.width, bottom: AREA.height }, id, [
      divergenceMark(plot.divergedAt, first, pixels.yours, x),
      seriesOf({ whose: 'yours', pixels: pixels.yours, first }, step),
      seriesOf({ whose: 'reference', pixels: pixels.reference, first }, step),
    ]),
    names(pixels, agrees(plot)).map((name) => nameOf(name, AREA)),
  ]);
}

/** Up to the first value that is not finite. */
function finite(values: readonly (number | null)[]): number[] {
  const end = values.indexOf(null);
  return (end < 0 ? values : values.slice(0, end)).map((value) => value!);
}

function domainOf(yours: readonly number[], reference: readonly number[]): [number, number] {
  const positive = [...yours, ...reference].filter((value) => value > 0);
  if (positive.length === 0) return [0.1, 1];
  const anchor = Math.max(...reference) || Math.min(...positive);
  const high = Math.min(Math.max(...positive), anchor * 10 ** DECADES_ABOVE);
  const low = Math.max(Math.min(...positive, high), anchor * 10 ** -DECADES_BELOW);
  const pad = Math.max((high / low) ** 0.06, low === high ? 2 : 1.02);
  return [low / pad, high * pad];
}

/** A line at the step at which the two part, and ✕ on yours there, or where it ends before. */
function divergenceMark(
  divergedAt: number | null,
  first: number,
  yours: readonly Pixel[],
  x: Scale,
): Content {
  if (divergedAt === null) return '';
  const at = yours[divergedAt - first] ?? yours.at(-1);
  const rule = html`<path
    class="parting"
    d="M${x(divergedAt).toFixed(1)} ${AREA.top}V${AREA.bottom}"
  ></path>`;
  return at ? [rule, crossAt(at)] : rule;
}

/** Both lines are named where, away from the edges, they are farthest apart in sight. */
function names({ yours, reference }: Record<Whose, readonly Pixel[]>, same: boolean): Name[] {
  const both = Math.min(yours.length, reference.length);
  const alone = reference[Math.floor(reference.length / 3)];
  if (same) return alone ? [{ text: 'yours = reference', whose: 'both', at: alone, side: -1 }] : [];
  const gap = (i: number) => (yours[i]![1] < AREA.top ? -1 : Math.abs(yours[i]![1] - reference[i]![1]));
  let widest = Math.floor(both / 2);
  for (let i = Math.ceil(both * 0.1); i < both * 0.9; i++) if (gap(i) > gap(widest)) widest = i;
  const [own, other] = [yours[widest], reference[widest] ?? alone];
  const above = !own || !other || own[1] <= other[1];
  return [
    ...(own ? [{ text: 'yours', whose: 'yours', at: own, side: above ? -1 : 1 } as const] : []),
    ...(other ? [{ text: 'reference', whose: 'reference', at: other, side: above ? 1 : -1 } as const] : []),
  ];
}
