/** What a text does when it is only tried: nothing is handed in and nothing is earned. */
import type { QuestionRecord } from '../contract/report.ts';
import { Grading, type Arisen, type SubmittedFile } from './grading.ts';
import type { Played } from './plans.ts';
import type { Sandboxes } from './sandbox/index.ts';
import { DEFAULT_LIMITS, type RunLimits } from './sandbox/sandbox.ts';
import { languageOf, type Language } from './terms.ts';

export interface Tried {
  language: Language;
  record: QuestionRecord;
  /** The first one, where it arose. */
  failure: Arisen | null;
}

/** At a pause of the typing; other limits are those of a submission, so that nothing fails that would pass. */
export const GLANCE: RunLimits = { ...DEFAULT_LIMITS, wallSeconds: 1, cpuSeconds: 1 };

/**
 * Plays the visible tests of one question, in one run. What is withheld must not be in the question: see
 * docs/adr/0029-a-try-is-no-submission.md.
 *
 * @throws GraderFault when the sandbox fails; never for anything that the student's program does.
 */
export async function tryOut(
  question: Played,
  file: SubmittedFile,
  sandboxes: Sandboxes,
  limits: RunLimits = DEFAULT_LIMITS,
): Promise<Tried> {
  const language = languageOf(file.fileName);
  if (!language) throw new RangeError(`${file.fileName}: no language goes with this ending`);
  const grading = new Grading(question, { ...file, language }, sandboxes, limits);
  await grading.play('visible');
  return { language, record: grading.judge(), failure: grading.failure() };
}
