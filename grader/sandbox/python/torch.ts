/** Which programs are for the zygote that has torch, and what their authors are told where there is none. */
import type { EpisodeOutcome, Failure, LoadOutcome, RunResult } from '../../episode.ts';

const IMPORT = /^(?:import|from)[ \t][^#\n]*\btorch\b/m;

/**
 * Whether a line begins with an import that names torch: a look from outside, which a text over several lines can
 * deceive. That only costs time, since the run itself knows what its program imports.
 */
export function seemsToImportTorch(source: string): boolean {
  return IMPORT.test(source);
}

const HINT_NOT_INSTALLED =
  'PyTorch is not installed where this was graded; use NumPy, or ask for PyTorch to be installed';
const HINT_NOT_SEEN = 'PyTorch is loaded for files with a line that begins with `import torch` only';

function lacksTorch({ type, message }: Failure): boolean {
  return type === 'ModuleNotFoundError' && message === "No module named 'torch'";
}

/** The result of a run without torch, with advice beside Python's own words where torch was wanted. */
export function withTorchHint(result: RunResult, source: string): RunResult {
  const hint = seemsToImportTorch(source) ? HINT_NOT_INSTALLED : HINT_NOT_SEEN;
  const advise = <T extends LoadOutcome | EpisodeOutcome>(outcome: T): T =>
    outcome.status === 'raised' && lacksTorch(outcome.failure)
      ? { ...outcome, failure: { ...outcome.failure, message: `${outcome.failure.message} (${hint})` } }
      : outcome;
  return { ...result, load: advise(result.load), episodes: result.episodes.map(advise) };
}
