/** A sandbox's run in few words, for the tests of this folder. */
import type { EpisodeOutcome, Episode, RunResult } from '../../../../grader/episode.ts';
import type { RunLimits, RunRequest } from '../../../../grader/sandbox/sandbox.ts';
import { DEFAULT_LIMITS } from '../../../../grader/sandbox/sandbox.ts';
import type { Language, Vector } from '../../../../grader/terms.ts';

export const vector = (...numbers: number[]): Vector => Float64Array.from(numbers);

/** `steps` gradients for each of some parameters of these sizes, without pattern but always the same. */
export function recordedGradients(steps: number, sizes: number[]): Vector[][] {
  return Array.from({ length: steps }, (_, step) =>
    sizes.map((size, parameter) =>
      Float64Array.from({ length: size }, (_, i) => Math.sin(1 + 3 * step + 7 * parameter + 11 * i)),
    ),
  );
}

/** An episode of three steps with one vector of two, changed as said. */
export function episodeOf(changes: Partial<Episode> = {}): Episode {
  const episode: Episode = {
    entry: 'rule',
    parameters: [{ shape: [2], start: vector(1, 2), config: { learning_rate: 0.1 } }],
    dtype: 'float64',
    steps: 3,
    gradients: null,
    changes: [],
    ...changes,
  };
  if (!('gradients' in changes)) {
    episode.gradients = recordedGradients(
      episode.steps,
      episode.parameters.map(({ start }) => start.length),
    );
  }
  return episode;
}

export function requestOf(
  source: string,
  episodes: Episode[] = [episodeOf()],
  { language = 'javascript', limits = {} }: { language?: Language; limits?: Partial<RunLimits> } = {},
): RunRequest {
  const fileName = language === 'typescript' ? 'optim.ts' : 'optim.js';
  return { program: { language, fileName, source }, episodes, limits: { ...DEFAULT_LIMITS, ...limits } };
}

/** `completed`, `limit time`, `load syntax-error`, `bad-return wrong-shape`, `raised TypeError`, … */
export function summarize({ load, episodes }: RunResult): string {
  return load.status === 'loaded' ? wordsOf(episodes[0] ?? { status: 'not-run' }) : `load ${wordsOf(load)}`;
}

function wordsOf(outcome: EpisodeOutcome | RunResult['load']): string {
  if (outcome.status === 'limit') return `limit ${outcome.limit}`;
  if (outcome.status === 'raised') return `raised ${outcome.failure.type}`;
  return outcome.status === 'bad-return' ? `bad-return ${outcome.reason}` : outcome.status;
}
