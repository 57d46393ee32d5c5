/**
 * What a text does, found out without the server by the very modules that it uses: the same plan, the same interpreter, the
 * same judge. An answer that might be another one there is none: it is left to the server.
 */
import type { OwnTrial, TryOutcome } from '../../../contract/tries.ts';
import { triedOf, trialOf, type Asked } from '../../../grader/report/trial.ts';
import type { RunResult } from '../../../grader/episode.ts';
import type { InterpreterParts } from '../../../grader/sandbox/javascript/parts.ts';
import { createLocalSandbox } from '../../../grader/sandbox/javascript/local.ts';
import { DEFAULT_LIMITS } from '../../../grader/sandbox/sandbox.ts';
import { languageOf } from '../../../grader/terms.ts';
import { GLANCE, tryOut } from '../../../grader/tryOut.ts';
import { blankTypes } from './blankTypes.ts';

/** Null: the server is to be asked. */
export type TryHere = (trial: OwnTrial, asked: Asked) => Promise<TryOutcome | null>;

export async function createTryHere(parts: InterpreterParts): Promise<TryHere> {
  const sandbox = await createLocalSandbox({
    parts,
    stripTypes: (source) => ({ javascript: blankTypes(source) ?? source, map: null }),
  });
  return async ({ question: seen, withheld }, asked) => {
    const { name, text } = asked.file;
    const language = languageOf(name);
    if (language === null || language === 'python') return null;
    if (language === 'typescript' && blankTypes(text.replace(/^\uFEFF/, '')) === null) return null;
    const trial = trialOf(seen, asked);
    if (trial.kind !== 'play') return { kind: 'unavailable', message: trial.message };
    let dependsOnHost = false;
    const watched = {
      ...sandbox,
      run: async (request: Parameters<typeof sandbox.run>[0]) => {
        const result = await sandbox.run(request);
        dependsOnHost ||= endedByHost(result);
        return result;
      },
    };
    const limits = asked.tests === 'plotted' ? GLANCE : DEFAULT_LIMITS;
    const played = await tryOut(trial.question, { fileName: name, source: text }, watched, limits);
    return dependsOnHost ? null : { ...triedOf(played, trial.question), withheld };
  };
}

/** By time, by memory, or by the end of the native stack: a slower device and a faster server may not agree. */
const endedByHost = ({ load, episodes }: RunResult): boolean =>
  [load, ...episodes].some(
    (outcome) => outcome.status === 'died' || (outcome.status === 'limit' && outcome.limit !== 'output'),
  );
