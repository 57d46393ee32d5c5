/** What a paper says of its curves, as something that a run of the reference has or has not. Pure. */
import type { ExperimentClaim, ExperimentQuestion } from '../../contract/assignment.ts';
import { curvesOf, POINTS_AN_EPOCH } from './curve.ts';

/** Curves by their ids. */
export type Curves = Readonly<Record<string, readonly (number | null)[]>>;

/** Mean over the epochs of a claim, the last one where it names none. */
function meanCost(curve: Curves[string] | undefined, [from, to]: readonly [number, number]): number {
  const points = (curve ?? []).slice((from - 1) * POINTS_AN_EPOCH, to * POINTS_AN_EPOCH);
  return points.reduce<number>((sum, cost) => sum + (cost ?? Infinity), 0) / points.length;
}

export function holds(claim: ExperimentClaim, curves: Curves, epochs: number): boolean {
  const over = claim.epochs ?? ([epochs, epochs] as const);
  return meanCost(curves[claim.lower], over) < meanCost(curves[claim.higher], over);
}

/** What is wrong with the claims as they are written, each with its place. */
export function mistakesOf(question: ExperimentQuestion): { path: PropertyKey[]; message: string }[] {
  const ids = curvesOf(question).map(({ id }) => id);
  return question.claims.flatMap((claim, index) => {
    const unknown = (['lower', 'higher'] as const)
      .filter((side) => !ids.includes(claim[side]))
      .map((side) => ({
        path: ['claims', index, side],
        message: `no curve ${claim[side]}; there are ${ids.join(', ')}`,
      }));
    const [from, to] = claim.epochs ?? [1, 1];
    const range =
      from > to || to > question.epochs
        ? [{ path: ['claims', index, 'epochs'], message: `there are epochs 1 to ${question.epochs}` }]
        : [];
    return [...unknown, ...range];
  });
}
