import { createHash } from 'node:crypto';
import type { AssignmentDefinition, PublishedOptimizer } from '../../../contract/assignment.ts';
import type { OwnTrial, Tried, TryOutcome } from '../../../contract/tries.ts';
import { ownTrialOf, trialOf, triedOf, type Asked } from '../../../grader/report/trial.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import type { Trier } from '../../trials/trier.ts';
import { fileNamesOf } from '../documents/keys.ts';
import { questionOf } from '../grading/questionOf.ts';
import { Allowance } from './allowance.ts';
import { Desk, Later, NOT_NOW } from './desk.ts';
import { Kept } from './kept.ts';
import type { SubmissionsAhead } from './submissionsAhead.ts';

/** Two keep two processors busy, as far as nobody else needs them. */
const AT_A_TIME = 4;
/** A picture is worth most while the writer still looks for it; who would wait for longer is told when to ask again. */
const PATIENCE_MS = 300;
/** Most submissions that wait are taken by then. */
const GIVE_WAY_MS = 300;
const PER_MINUTE = 30;
/**
 * All visible tests take a few times as long as the plotted ones. Those of all questions of one text are asked for question by question and
 * count once: nobody writes so many texts in a minute, and each waits for their turn, one at a time (`desk.ts`).
 */
const COST: Record<Asked['tests'], number> = { plotted: 1, visible: 3 };
/** Of one picture alone: who drags a start sees many of them. */
const COST_ADJUSTED = 0.2;
/** Characters of answers that are kept in memory. */
const ROOM = 16 * 2 ** 20;

export interface Attempt {
  userId: string;
  asked: Asked;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** Tries texts. Nothing of it is stored; what a text does is remembered for a while, in memory, under its hash. */
export class Tries {
  readonly #trier: Trier;
  readonly #ahead: SubmissionsAhead;
  readonly #desk = new Desk(AT_A_TIME, PATIENCE_MS);
  readonly #allowance: Allowance;
  readonly #kept = new Kept<Tried>(ROOM);

  constructor({ trier, ticks }: Pick<Deps, 'trier' | 'ticks'>, ahead: SubmissionsAhead) {
    this.#trier = trier;
    this.#allowance = new Allowance(PER_MINUTE, ticks);
    this.#ahead = ahead;
  }

  /** @throws ApiError not_found, or unacceptable where such a file or picture is not asked for */
  async tryCode(
    { version: { id: versionId, definition } }: AssignmentSubject,
    questionId: string,
    { userId, asked, signal }: Attempt,
  ): Promise<TryOutcome> {
    const { statement: _, ...question } = inCode(definition, questionId);
    const names = fileNamesOf(definition);
    if (!names.includes(asked.file.name))
      throw new ApiError('unacceptable', `${asked.file.name} cannot be tried: write ${names.join(' or ')}.`);
    const trial = trialOf(question, asked);
    if (trial.kind === 'refused') throw new ApiError('unacceptable', trial.message);
    if (trial.kind === 'nothing') return { kind: 'unavailable', message: trial.message };

    const key = createHash('sha256')
      .update(JSON.stringify([versionId, questionId, asked]))
      .digest('base64');
    const known = this.#kept.get(key);
    if (known) return known;

    const outcome = await this.#desk.serve(userId, async (): Promise<TryOutcome | typeof NOT_NOW> => {
      if (signal.aborted) return { kind: 'replaced' };
      const waiting = await this.#ahead.gone('waiting', GIVE_WAY_MS);
      if (waiting > 0) return NOT_NOW;
      // What is refused costs nothing, so that who asks again by themselves has the same number of pictures.
      const cost = asked.adjustment ? COST_ADJUSTED : COST[asked.tests];
      const part = asked.tests === 'visible' ? { of: textKey(versionId, asked), name: questionId } : null;
      const seconds = this.#allowance.take(userId, cost, part);
      if (seconds > 0) return { kind: 'resting', seconds };
      const patience = asked.tests === 'plotted' ? 'glance' : 'whole';
      const answer = await this.#trier.play({ question: trial.question, file: asked.file, patience });
      if (answer.kind === 'refused') return { kind: 'unavailable', message: answer.reason };
      if (answer.kind === 'overdue') return NOT_NOW;
      if (answer.kind === 'lost') return { kind: 'lost' };
      const tried = triedOf(answer.played, question);
      // Another time it may be given more of the processor.
      if (answer.played.record.verdict !== 'time_limit_exceeded')
        this.#kept.set(key, tried, JSON.stringify(tried).length);
      return tried;
    });
    if (outcome === 'replaced') return { kind: 'replaced' };
    if (!(outcome instanceof Later)) return outcome;
    const seconds = outcome.ms / 1000;
    const waiting = await this.#ahead.waiting();
    return waiting > 0 ? { kind: 'busy', waiting, seconds } : { kind: 'crowded', seconds };
  }
}

/** Of a text, whichever question it is tried for. */
const textKey = (versionId: string, { file, tests }: Asked): string =>
  createHash('sha256')
    .update(JSON.stringify([versionId, file, tests]))
    .digest('base64');

/** @throws ApiError not_found, or unacceptable where people grade it */
export function ownTrial({ version }: AssignmentSubject, questionId: string): OwnTrial | null {
  return ownTrialOf(inCode(version.definition, questionId));
}

function inCode(definition: AssignmentDefinition, questionId: string): PublishedOptimizer {
  const question = questionOf(definition, questionId);
  if (question.kind === 'optimizer') return question;
  throw new ApiError('unacceptable', `Question ${questionId} is not answered in code.`);
}
