/** The trier as the server sees it: trials in, what was played out. */
import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { GradeRecord } from '../../contract/report.ts';
import type { PublishedObjective } from '../../contract/assignment.ts';
import {
  FromTrier,
  type GradientMistake,
  type Played,
  type SampleTrial,
  type ToTrier,
  type Trial,
} from './messages.ts';

/** Messages both ways; what is heard comes from a process that runs strangers' programs, and is parsed. */
export interface Channel {
  send(message: ToTrier): void;
  hear(listener: (message: unknown) => void): void;
}

export type NoAnswer =
  /** No program of the language can be played here, for this reason. */
  | { kind: 'refused'; reason: string }
  /** It took too long. */
  | { kind: 'overdue' }
  /** The trier is not there, or was lost. */
  | { kind: 'lost' };

export type Answer = { kind: 'played'; played: Played } | NoAnswer;
export type Graded = { kind: 'graded'; record: GradeRecord } | NoAnswer;
export type Compared = { kind: 'compared'; mistake: GradientMistake | null } | NoAnswer;
type Said = Answer | Graded | Compared;

export interface Trier {
  play(trial: Trial): Promise<Answer>;
  grade(sample: SampleTrial): Promise<Graded>;
  /** An objective's gradient with differences of its value. */
  compare(objective: PublishedObjective): Promise<Compared>;
}

/**
 * A run is charged for its own time only, and on a machine with other things to do that can take long: after so much of
 * the clock nobody waits any more.
 */
const GIVEN_UP_AFTER_MS = 20_000;
/** A sample plays all tests of all questions, each visibility in a run of its own. */
const SAMPLE_TAKES = 4;

/** Where nobody started one: a server alone, a program without pages. */
export const NO_TRIER: Trier = {
  play: () => Promise.resolve({ kind: 'lost' }),
  grade: () => Promise.resolve({ kind: 'lost' }),
  compare: () => Promise.resolve({ kind: 'lost' }),
};

export function openTrier(channel: Channel, log: Log, givenUpAfterMs = GIVEN_UP_AFTER_MS): Trier {
  const waiting = new Map<string, (answer: Said) => void>();

  function settle(id: string, answer: Said): void {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  }

  channel.hear((message) => {
    if (typeof message !== 'object' || message === null || !('fromTrier' in message)) return;
    const parsed = FromTrier.safeParse(message);
    if (!parsed.success)
      return log.error({ alert: true, err: parsed.error }, 'the trier says what it may not');
    const said = parsed.data.fromTrier;
    switch (said.kind) {
      case 'there':
        return;
      case 'gone':
        for (const id of [...waiting.keys()]) settle(id, { kind: 'lost' });
        return;
      case 'played':
        return settle(said.id, { kind: 'played', played: said.played });
      case 'graded':
        return settle(said.id, { kind: 'graded', record: said.record });
      case 'compared':
        return settle(said.id, { kind: 'compared', mistake: said.mistake });
      case 'refused':
        return settle(said.id, { kind: 'refused', reason: said.reason });
      case 'failed':
        return settle(said.id, { kind: 'lost' });
    }
  });
  type Asked = { trial: Trial } | { sample: SampleTrial } | { objective: PublishedObjective };
  const ask = (what: Asked, withinMs: number): Promise<Said> => {
    const id = randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(id, { kind: 'overdue' }), withinMs);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      channel.send({ toTrier: { id, ...what } });
    });
  };

  return {
    play: async (trial) => answerOf(await ask({ trial }, givenUpAfterMs), 'played'),
    grade: async (sample) => answerOf(await ask({ sample }, SAMPLE_TAKES * givenUpAfterMs), 'graded'),
    compare: async (objective) =>
      answerOf(await ask({ objective }, SAMPLE_TAKES * givenUpAfterMs), 'compared'),
  };
}

/** An answer to something else than was asked is none. */
function answerOf<Kind extends Exclude<Said, NoAnswer>['kind']>(
  said: Said,
  kind: Kind,
): Extract<Said, { kind: Kind }> | NoAnswer {
  const isAnswer = (each: Said): each is Extract<Said, { kind: Kind }> => each.kind === kind;
  if (isAnswer(said)) return said;
  return said.kind === 'refused' || said.kind === 'overdue' ? said : { kind: 'lost' };
}
