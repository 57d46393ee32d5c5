import type { PlayedQuestion, PublishedObjective } from '../../contract/assignment.ts';
import type { GradeRecord } from '../../contract/report.ts';
import type { SubmittedFile } from '../../grader/grading.ts';
import { GLANCE, type Tried } from '../../grader/tryOut.ts';
import { LanguageRefused } from '../../grader/sandbox/refusal.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../../grader/sandbox/sandbox.ts';
import type { Log } from '../log.ts';
import type { FromTrier, GradientMistake, SampleTrial, ToTrier, Trial } from '../trials/messages.ts';

export interface AnswerDeps {
  /** `tryOut` of tryOut.ts with its sandboxes. */
  tryOut: (question: PlayedQuestion, file: SubmittedFile, limits: RunLimits) => Promise<Tried>;
  /** `grade` of grade.ts with its sandboxes. */
  grade: (questions: readonly PlayedQuestion[], file: SubmittedFile) => Promise<GradeRecord>;
  /** `gradientMistake` of own-objectives with its sandboxes. */
  compare: (objective: PublishedObjective) => Promise<GradientMistake | null>;
  log: Log;
}

const LIMITS: Record<Trial['patience'], RunLimits> = { glance: GLANCE, whole: DEFAULT_LIMITS };

/** Plays trials; whatever goes wrong with us is said, logged and not tried again: the next text comes by itself. */
export function createAnswer({
  tryOut,
  grade,
  compare,
  log,
}: AnswerDeps): (asked: ToTrier['toTrier']) => Promise<FromTrier['fromTrier']> {
  async function played(id: string, { question, file, patience }: Trial): Promise<FromTrier['fromTrier']> {
    const program = { fileName: file.name, source: file.text };
    const { record, failure } = await tryOut(question, program, LIMITS[patience]);
    const shown = failure && {
      type: failure.type,
      message: failure.message,
      line: failure.line,
      step: failure.step,
    };
    return { kind: 'played', id, played: { record, failure: shown } };
  }

  async function graded(id: string, { questions, file }: SampleTrial): Promise<FromTrier['fromTrier']> {
    return {
      kind: 'graded',
      id,
      record: await grade(questions, { fileName: file.name, source: file.text }),
    };
  }

  return async (asked) => {
    const { id } = asked;
    try {
      if ('trial' in asked) return await played(id, asked.trial);
      if ('sample' in asked) return await graded(id, asked.sample);
      return { kind: 'compared', id, mistake: await compare(asked.objective) };
    } catch (error) {
      if (error instanceof LanguageRefused) {
        log.warn(
          { language: error.language, reason: error.reason },
          'this host cannot try a language safely',
        );
        return { kind: 'refused', id, reason: error.message };
      }
      log.warn({ err: error }, 'a trial failed');
      return { kind: 'failed', id };
    }
  };
}
