/** How long a program waits and how its training fares, in words. Pure. */
import type { Training, TrainingProgress } from '../../../../contract/submissions.ts';

/** Such as `about 40 s` or `about 3 min`: a guess has no more digits. */
function aboutWords(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 60) return `about ${Math.round(seconds / 10) * 10} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} hours`;
}

/** What takes less is over before it is read. */
const WORTH_SAYING_SECONDS = 5;

/** When the report of a submission that waits will be there. @param waited seconds since that was said */
export function reportWords(seconds: number, waited: number): string | null {
  if (Math.max(seconds, waited) < WORTH_SAYING_SECONDS) return null;
  const when =
    waited > 2 * Math.max(seconds, 10)
      ? 'It takes longer than it did lately'
      : `The report comes in ${aboutWords(Math.max(0, seconds - waited))}`;
  return `${when}. You may close this page.`;
}

export function waitWords({ before, waitSeconds }: Training): string {
  if (before === 0) return 'Your training begins now.';
  const others = before === 1 ? '1 trains before you' : `${before} train before you`;
  const wait = waitSeconds === null ? '' : `${aboutWords(waitSeconds)}: `;
  return `Waiting to train, ${wait}${others}.`;
}

export function progressWords({
  curve,
  epoch,
  secondsLeft,
  experiment: { epochs },
}: TrainingProgress): string {
  const left = secondsLeft === null ? '' : `, ${aboutWords(secondsLeft)} left in all`;
  return `${curve}: epoch ${epoch} of ${epochs}${left}.`;
}
