import type { PlayedQuestion } from '../../contract/assignment.ts';
import { GLANCE, type Tried } from '../../grader/tryOut.ts';
import { LanguageRefused } from '../../grader/sandbox/refusal.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../../grader/sandbox/sandbox.ts';
import type { Log } from '../log.ts';
import type { FromTrier, Trial } from '../trials/messages.ts';

export interface AnswerDeps {
  /** `tryOut` of tryOut.ts with its sandboxes. */
  tryOut: (
    question: PlayedQuestion,
    file: { fileName: string; source: string },
    limits: RunLimits,
  ) => Promise<Tried>;
  log: Log;
}

const LIMITS: Record<Trial['patience'], RunLimits> = { glance: GLANCE, whole: DEFAULT_LIMITS };

/** Plays trials; whatever goes wrong with us is said, logged and not tried again: the next text comes by itself. */
export function createAnswer({
  tryOut,
  log,
}: AnswerDeps): (id: string, trial: Trial) => Promise<FromTrier['fromTrier']> {
  return async (id, { question, file, patience }) => {
    try {
      const program = { fileName: file.name, source: file.text };
      const { record, failure } = await tryOut(question, program, LIMITS[patience]);
      return {
        kind: 'played',
        id,
        played: {
          record,
          failure: failure && {
            type: failure.type,
            message: failure.message,
            line: failure.line,
            step: failure.step,
          },
        },
      };
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
