/**
 * The pictures of an experiment as lines on a plane: a row a variant, its first epochs large and beside them the whole.
 * What draws them, a page of its own or the client, only gives them colours. Pure.
 */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { Experiment } from '../../contract/report.ts';
import { logTicks } from './logTicks.ts';

export const PANEL = { width: 480, height: 280, left: 44, right: 340, top: 30, bottom: 236 } as const;
/** Between the names of two lines, one below the other. */
const NAME_HEIGHT = 15;
/** A training that runs away leaves through the ceiling: so many times the reference's highest cost. */
const CEILING = 4;
/** Over more epochs a line is drawn from the means of whole ones: the noise of single batches says nothing there. */
const MEANS_FROM = 10;

export interface Line {
  whose: 'yours' | 'reference';
  /** Which rule, from 0: its colour and dash. */
  rule: number;
  path: string;
}

export interface PanelName {
  text: string;
  rule: number;
  x: number;
  y: number;
}

export interface Panel {
  title: string;
  /** In words, for who does not see it. */
  label: string;
  xTicks: { at: number; text: string }[];
  yTicks: { at: number; text: string }[];
  lines: Line[];
  names: PanelName[];
  /** ✕ where a rule leaves the reference. */
  crosses: { rule: number; x: number; y: number }[];
}

type Points = readonly (readonly [epoch: number, cost: number])[];

export const rulesOf = ({ curves }: Experiment): string[] => [...new Set(curves.map(({ rule }) => rule))];

/**
 * Of every panel of a figure, so that they can be compared.
 * @param whose what a program's own curves are called to who reads the words
 */
export function panelsOf(experiment: Experiment, whose: 'yours' | 'theirs'): Panel[] {
  const variants = [...new Set(experiment.curves.map(({ variant }) => variant))];
  const { epochs, closeUp } = experiment;
  const lengths = closeUp < epochs ? [closeUp, epochs] : [epochs];
  return variants.flatMap((variant) =>
    lengths.map((length) => panelOf(experiment, { variant, epochs: length, whose })),
  );
}

function panelOf(
  experiment: Experiment,
  { variant, epochs, whose }: { variant: string; epochs: number; whose: 'yours' | 'theirs' },
): Panel {
  const rules = rulesOf(experiment);
  const curves = experiment.curves.filter((curve) => curve.variant === variant);
  const drawn = curves.map((curve) => ({
    curve,
    rule: rules.indexOf(curve.rule),
    yours: pointsOf(curve.yours, experiment, epochs),
    reference: pointsOf(curve.reference, experiment, epochs),
  }));
  const x = scaleLinear([0, epochs], [PANEL.left, PANEL.right]);
  const [low, high] = domainOf(drawn);
  const y = scaleLog([low, high], [PANEL.bottom, PANEL.top]).clamp(true);
  const pathOf = (points: Points) =>
    points.map(([at, cost], i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(cost).toFixed(1)}`).join('');
  const { stepsAnEpoch } = experiment;
  return {
    title: `${epochs === 1 ? 'The first epoch' : epochs < experiment.epochs ? `The first ${epochs} epochs` : `${epochs} epochs`}${variant === '' ? '' : `, ${variant}`}`,
    label: `Training cost over ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}${variant === '' ? '' : ` ${variant}`}, ${whose} and the reference's dashed, on a logarithmic axis: ${drawn.map(({ curve, yours, reference }) => `${curve.rule} ends at ${costWords(yours.at(-1)?.[1])}, the reference at ${costWords(reference.at(-1)?.[1])}`).join('; ')}.`,
    xTicks: x
      .ticks(epochs <= 5 ? epochs : 6)
      .filter(Number.isInteger)
      .map((tick) => ({ at: x(tick), text: String(tick) })),
    yTicks: logTicks(low, high, PANEL.bottom - PANEL.top).map((tick) => ({
      at: y(tick),
      text: String(tick),
    })),
    lines: drawn.flatMap(({ rule, yours, reference }): Line[] => [
      { whose: 'yours', rule, path: pathOf(yours) },
      { whose: 'reference', rule, path: pathOf(reference) },
    ]),
    names: spread(
      drawn.flatMap(({ curve, rule, yours, reference }) => {
        const last = yours.at(-1) ?? reference.at(-1);
        return last ? [{ text: curve.rule, rule, x: PANEL.right + 8, y: y(last[1]) }] : [];
      }),
    ),
    crosses: drawn.flatMap(({ curve, rule, yours }) => {
      if (curve.partsAt === null || yours.length === 0) return [];
      const epoch = curve.partsAt / stepsAnEpoch;
      if (epoch > epochs) return [];
      const at = yours.find(([end]) => end >= epoch) ?? yours.at(-1)!;
      return [{ rule, x: x(at[0]), y: y(at[1]) }];
    }),
  };
}

/** Each point stands in the middle of the batches whose mean it is; from where there is no number the line ends. */
function pointsOf(costs: readonly (number | null)[], { pointsAnEpoch }: Experiment, epochs: number): Points {
  const end = costs.indexOf(null);
  const finite = costs.slice(0, Math.min(end < 0 ? Infinity : end, epochs * pointsAnEpoch)) as number[];
  const size = epochs < MEANS_FROM ? 1 : pointsAnEpoch;
  return Array.from({ length: Math.floor(finite.length / size) }, (_, i) => {
    const own = finite.slice(i * size, (i + 1) * size);
    return [((i + 0.5) * size) / pointsAnEpoch, own.reduce((sum, cost) => sum + cost, 0) / size] as const;
  });
}

function domainOf(drawn: readonly { yours: Points; reference: Points }[]): [number, number] {
  const costs = (points: Points) => points.map(([, cost]) => cost).filter((cost) => cost > 0);
  const reference = drawn.flatMap((each) => costs(each.reference));
  const yours = drawn.flatMap((each) => costs(each.yours));
  const expected = reference.length > 0 ? reference : yours;
  if (expected.length === 0) return [0.1, 1];
  const ceiling = Math.max(...expected) * CEILING;
  const floor = Math.min(...expected) / CEILING;
  const high = Math.min(Math.max(...expected, ...yours), ceiling);
  const low = Math.max(Math.min(...expected, ...yours), floor);
  return [low / 1.1, Math.max(high, low) * 1.1];
}

/** Names beside the ends of their lines, none over another and all within the frame. */
function spread(names: PanelName[]): PanelName[] {
  const sorted = [...names].sort((a, b) => a.y - b.y);
  for (let i = 1; i < sorted.length; i++)
    sorted[i]!.y = Math.max(sorted[i]!.y, sorted[i - 1]!.y + NAME_HEIGHT);
  const beyond = (sorted.at(-1)?.y ?? 0) - PANEL.bottom;
  if (beyond > 0) for (const name of sorted) name.y -= beyond;
  return sorted;
}

export const costWords = (cost: number | null | undefined): string =>
  cost == null ? 'no number' : String(Number(cost.toPrecision(3)));

/** What is said of the figure as a whole. */
export function experimentSummary({ curves }: Experiment): string {
  const parting = curves.filter(({ partsAt }) => partsAt !== null);
  const trained = curves.filter(({ yours }) => yours.length > 0);
  if (trained.length === 0) return 'Nothing was trained.';
  if (parting.length === 0)
    return trained.length < curves.length
      ? 'Not every curve was trained.'
      : 'Every step is the reference’s: what is left between the curves is rounding.';
  const named = new Map(parting.map(({ rule, partsAt }) => [rule, partsAt]));
  const words = [...named].map(([rule, step]) => `${rule} leaves the reference at step ${step}`);
  return `${words.join(', ')}.`;
}
