/** What is said of a set's samples while they run. Values in, values out. */
import type { checkAssignment } from '../../../../../contract/publishing.ts';
import type { ResponseOf } from '../../../../../contract/operation.ts';
import type { runSamples, SampleRun } from '../../../../../contract/setSamples.ts';
import { isImage } from '../files/readFiles.ts';

type Ran = ResponseOf<typeof runSamples>;
export type Wait = NonNullable<Ran['wait']>;

/** Whether files without a mistake ask for a program, so that they may have samples. */
export const asksForCode = ({ outcome }: Pick<ResponseOf<typeof checkAssignment>, 'outcome'>): boolean =>
  outcome?.assignment.questions.some(({ kind }) => kind !== 'written') ?? false;

/** Whoever replaced it, in another tab, has had theirs by then. */
const AGAIN_MS = 3000;

/** Whether another text of the file can give a sample another verdict; what is only read cannot. */
export const decidesSamples = (path: string): boolean => !path.endsWith('.md') && !isImage(path);

export const isWrong = ({ result }: SampleRun): boolean => result !== null && result.complaint !== '';

/** After how long the next one is asked for; null where none is left, or nobody knows when it could be run. */
export function pauseMs({ left, wait }: Pick<Ran, 'left' | 'wait'>): number | null {
  if (left === 0) return null;
  switch (wait?.kind) {
    case undefined:
      return 0;
    case 'resting':
    case 'busy':
    case 'crowded':
      return Math.ceil(wait.seconds * 1000);
    case 'replaced':
      return AGAIN_MS;
    case 'lost':
    case 'unavailable':
      return null;
  }
}

export function samplesWords(samples: readonly SampleRun[]): string {
  const left = samples.filter(({ result }) => result === null).length;
  const wrong = samples.filter(isWrong).length;
  const all = samples.length;
  if (left > 0) return `Solution and samples: ${all - left} of ${all} have run.`;
  return wrong > 0
    ? `Solution and samples: ${wrong} of ${all} got another verdict than the folder says.`
    : `Solution and samples: ${all} of ${all} got the verdict that the folder says.`;
}

/** @param waited seconds since it was said */
export function waitWords(wait: Wait, waited: number): string {
  switch (wait.kind) {
    case 'busy':
      return `${wait.waiting} ${wait.waiting === 1 ? 'submission goes' : 'submissions go'} first.`;
    case 'resting': {
      const left = Math.ceil(wait.seconds - waited);
      return `Many were run in the last minute; the next one ${left > 0 ? `in ${left} s` : 'begins'}.`;
    }
    case 'crowded':
    case 'replaced':
      return 'Other samples go first.';
    case 'lost':
      return 'They cannot be run just now; stepwise check runs them, too.';
    case 'unavailable':
      return wait.message;
  }
}
