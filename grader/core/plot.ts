/** The numbers behind the pictures of the feedback page. Pure. */
import type { TrajectoryPlot } from '../findings.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Point } from '../optimizers/space.ts';
import type { Divergence } from './compare.ts';
import type { Performance } from './performance.ts';
import type { Complete } from './observation.ts';
import { drawnWay } from './ways.ts';
import type { Vector } from '../terms.ts';

const finite = (x: number) => (Number.isFinite(x) ? x : null);
const plain = (rows: readonly Vector[]) => rows.map((row) => Array.from(row, finite));

/** A performance is drawn once, also where it is judged again with others beside it. */
const known = new WeakMap<Performance, Map<Point, TrajectoryPlot[]>>();

/** Both trajectories of a two-dimensional episode: the student's as observed, the reference on its own way. */
export function plotOf(
  performance: Performance,
  reference: Optimizer,
  point: Point,
  complete: Complete,
  divergence: Divergence | null,
): TrajectoryPlot[] {
  const ofPerformance = known.get(performance) ?? new Map<Point, TrajectoryPlot[]>();
  known.set(performance, ofPerformance);
  const plots = ofPerformance.get(point) ?? draw(performance, reference, point, complete, divergence);
  ofPerformance.set(point, plots);
  return plots;
}

function draw(
  { test, plan, observation }: Performance,
  reference: Optimizer,
  point: Point,
  complete: Complete,
  divergence: Divergence | null,
): TrajectoryPlot[] {
  const start = observation.starts[0];
  const { objective } = plan;
  if (start?.length !== 2 || !objective) return [];
  const yours = [start, ...observation.rows.map((row) => row[0]!)];
  const expected = drawnWay(point, { plan, objective, start }, complete);
  const loss = (rows: readonly Vector[]) => rows.map((theta, step) => finite(objective.value(theta, step)));
  const used = complete(plan.given[0] ?? {});
  const names = Object.keys(reference.defaults) as (keyof typeof used)[];
  return [
    {
      testId: test.id,
      title: test.title,
      objective: objective.name,
      hyperparameters: Object.fromEntries(names.map((name) => [name, used[name]])),
      yours: plain(yours),
      reference: plain(expected),
      loss: { yours: loss(yours), reference: loss(expected) },
      divergedAt: divergence?.step ?? null,
    },
  ];
}
