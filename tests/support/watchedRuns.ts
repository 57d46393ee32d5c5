/** What happened in a run besides its result: which gradients were asked for, and whether an attack on closed loops acted. */
import type { Episode, RunResult } from '../../grader/episode.ts';
import type { Sandboxes } from '../../grader/sandbox/index.ts';
import { asksForGradients } from '../../grader/sandbox/python/frames.ts';
import type { RunRequest } from '../../grader/sandbox/sandbox.ts';
import type { Vector } from '../../grader/terms.ts';

export interface Watched {
  episodes: readonly Episode[];
  asked: { episode: number; step: number; parameters: Vector[] }[];
  result: RunResult;
}

export async function watch(sandboxes: Pick<Sandboxes, 'run'>, request: RunRequest): Promise<Watched> {
  const asked: Watched['asked'] = [];
  const result = await sandboxes.run({
    ...request,
    gradient: (episode, step, parameters) => {
      asked.push({ episode, step, parameters: parameters.map((row) => row.slice()) });
      return request.gradient!(episode, step, parameters);
    },
  });
  return { episodes: request.episodes, asked, result };
}

/** @param hear of each run that came to an end */
export const watching = (sandboxes: Sandboxes, hear: (run: Watched) => void): Sandboxes => ({
  run: async (request) => {
    const run = await watch(sandboxes, request);
    hear(run);
    return run.result;
  },
  close: () => sandboxes.close(),
});

/** With these, Python asks for the gradients of every closed loop, of those too that it could compute (ADR 58). */
export const asking = (sandboxes: Sandboxes): Sandboxes => ({
  run: (request) =>
    sandboxes.run({
      ...request,
      episodes: request.episodes.map(({ linear: _, ...episode }) => episode),
    }),
  close: () => sandboxes.close(),
});

const isSame = (one: readonly Vector[], other: readonly Vector[]): boolean =>
  one.every((row, parameter) => row.every((x, i) => x === other[parameter]![i]));

/** The host itself asks for the gradient at the start. */
const asksAtZero = ({ asked }: Watched): boolean =>
  asked.some(({ step, parameters }) => step > 0 && parameters.every((row) => row.every((x) => x === 0)));

const completesUnasked = ({ episodes, asked, result }: Watched): boolean =>
  episodes.some(
    (episode, index) =>
      asksForGradients(episode) &&
      result.episodes[index]?.status === 'completed' &&
      !asked.some((question) => question.episode === index && question.step > 0),
  );

/** All rows but the last are the same one. */
const rewritesRows = ({ result }: Watched): boolean =>
  result.episodes.some(
    (outcome) =>
      outcome.status === 'completed' &&
      outcome.rows.length > 2 &&
      isSame(outcome.rows[0]!, outcome.rows.at(-2)!) &&
      !isSame(outcome.rows[0]!, outcome.rows.at(-1)!),
  );

/** Of one row the one number was looked at when it was as it began, and another when it was nothing. */
const changesUnderLooks = ({ episodes, result }: Watched): boolean =>
  episodes.some(({ parameters }, index) => {
    const outcome = result.episodes[index];
    if (outcome?.status !== 'completed') return false;
    return outcome.rows[0]!.some((row, parameter) => {
      const { start } = parameters[parameter]!;
      return row.some((x, i) => x === 0 && start[i] !== 0) && row.some((x, i) => x !== 0 && x === start[i]);
    });
  });

const isAtMinimum = ({ episodes, result }: Watched): boolean =>
  episodes.some(({ linear }, index) => {
    const outcome = result.episodes[index];
    if (!linear || outcome?.status !== 'completed') return false;
    const { slopes, offsets } = linear;
    const minimum = (step: number) =>
      slopes[step]!.map((slope, parameter) => slope.map((x, i) => -offsets[step]![parameter]![i]! / x));
    return outcome.rows.every((row, step) => isSame(row, minimum(step)));
  });

/**
 * By the file's name in `tests/attacks/oracle`: what an attack does that no honest program does. Without it the attack has
 * come to nothing, because the runner is no longer as it thinks.
 */
export const SIGNS: Readonly<Record<string, (run: Watched) => boolean>> = {
  'another-row-each-time.js': changesUnderLooks,
  'ask-at-the-minimum.py': asksAtZero,
  'complete-without-asking.py': completesUnasked,
  'correct-afterwards.py': rewritesRows,
  'exact-completion.py': completesUnasked,
  'minimum-of-the-formula.py': isAtMinimum,
};
