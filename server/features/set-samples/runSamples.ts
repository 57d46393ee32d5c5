import { createHash } from 'node:crypto';
import type { AssignmentDefinition, PlayedQuestion, Problem } from '../../../contract/assignment.ts';
import { codeQuestions } from '../../../contract/assignment.ts';
import type { SampleRun } from '../../../contract/setSamples.ts';
import { CodeFile } from '../../../contract/submissions.ts';
import type { NotTried } from '../../../contract/tries.ts';
import {
  fileNameOf,
  findSamples,
  sampleResult,
  warnOfMissingSamples,
  type Sample,
  type SampleResult,
} from '../../../grader/assignment/sampleFiles.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import type { SampleTrial } from '../../trials/messages.ts';
import type { Trier } from '../../trials/trier.ts';
import { readFiles, type AssignmentUpload } from '../assignments/readFiles.ts';
import { Allowance } from '../tries/allowance.ts';
import { Desk } from '../tries/desk.ts';
import { Kept } from '../tries/kept.ts';
import { SubmissionsAhead } from '../tries/submissionsAhead.ts';

/** Whoever writes a set has all the time that students leave. */
const AT_A_TIME = 1;
const PATIENCE_MS = 10_000;
/** A set of six questions has thirty. */
const PER_MINUTE = 60;
/** Results that are kept in memory; each is a line. */
const MOST_KEPT = 10_000;

interface Planned {
  sample: Sample;
  /** Null where it cannot be run here: it trains a network, or is no file that could be handed in. */
  trial: SampleTrial | null;
  /** Names all that its result depends on. */
  key: string;
}

export interface SamplesAsked {
  upload: AssignmentUpload;
  userId: string;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
}

export interface SamplesRun {
  samples: SampleRun[];
  leftOut: string[];
  warnings: Problem[];
  wait: NotTried | null;
}

/** Runs the samples of sets that are being written, one a call. Results are remembered for a while, in memory, by a hash. */
export class SampleRuns {
  readonly #trier: Trier;
  readonly #load: Deps['loadAssignment'];
  readonly #ahead: SubmissionsAhead;
  readonly #desk = new Desk(AT_A_TIME, PATIENCE_MS);
  readonly #allowance: Allowance;
  readonly #kept = new Kept<SampleResult>(MOST_KEPT);

  constructor({
    trier,
    ticks,
    loadAssignment,
    ...database
  }: Pick<Deps, 'db' | 'runs' | 'trier' | 'ticks' | 'loadAssignment'>) {
    this.#trier = trier;
    this.#load = loadAssignment;
    this.#allowance = new Allowance(PER_MINUTE, ticks);
    this.#ahead = new SubmissionsAhead(database);
  }

  /** @throws ApiError unacceptable where the files have mistakes */
  async runNext({ upload, userId, signal }: SamplesAsked): Promise<SamplesRun> {
    const { definition, files } = await readFiles(this.#load, upload, userId);
    if (!definition)
      throw new ApiError('unacceptable', 'The files have mistakes: its samples are run when there are none.');
    const parts = partsOf(definition);
    const planned = findSamples(files).map((sample) =>
      planOf(definition, parts, { sample, source: files.get(sample.path)! }),
    );
    const next = planned.find(({ trial, key }) => trial !== null && this.#kept.get(key) === undefined);
    const wait = next ? await this.#run(next, { userId, signal }) : null;
    return {
      samples: planned
        .filter(({ trial }) => trial !== null)
        .map(({ sample: { path, expected }, key }) => {
          const kept = this.#kept.get(key);
          return { path, expected, result: kept ? withoutPath(kept) : null };
        }),
      leftOut: planned.filter(({ trial }) => trial === null).map(({ sample }) => sample.path),
      warnings: warnOfMissingSamples(definition, files),
      wait,
    };
  }

  /** @returns why it was not run */
  async #run(
    { sample, trial, key }: Planned,
    { userId, signal }: Pick<SamplesAsked, 'userId' | 'signal'>,
  ): Promise<NotTried | null> {
    const { waiting } = await this.#ahead.count();
    if (waiting > 0) return { kind: 'busy', waiting };
    const seconds = this.#allowance.take(userId, 1);
    if (seconds > 0) return { kind: 'resting', seconds };
    const outcome = await this.#desk.serve(userId, async (): Promise<NotTried | null> => {
      if (signal.aborted) return { kind: 'replaced' };
      const answer = await this.#trier.grade(trial!);
      if (answer.kind === 'refused') return { kind: 'unavailable', message: answer.reason };
      if (answer.kind === 'overdue') return { kind: 'crowded' };
      if (answer.kind === 'lost') return { kind: 'lost' };
      this.#kept.set(key, sampleResult(sample, trial!.file.text, answer.record), 1);
      return null;
    });
    return typeof outcome === 'string' ? { kind: outcome } : outcome;
  }
}

const withoutPath = ({ path: _, ...result }: SampleResult) => result;

interface Part {
  id: string;
  /** Null where it trains a network. */
  played: PlayedQuestion | null;
  digest: string;
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Read once, however many samples there are. */
const partsOf = (definition: AssignmentDefinition): Part[] =>
  codeQuestions(definition).map((question) => {
    if (question.kind !== 'optimizer') return { id: question.id, played: null, digest: '' };
    const { statement: _, ...played } = question;
    return { id: question.id, played, digest: digestOf(JSON.stringify(played)) };
  });

function planOf(
  definition: AssignmentDefinition,
  parts: readonly Part[],
  { sample, source }: { sample: Sample; source: string },
): Planned {
  const asked = parts.filter(({ id }) => sample.question === undefined || id === sample.question);
  const questions = asked.flatMap(({ played }) => played ?? []);
  const file = CodeFile.safeParse({ name: fileNameOf(definition, sample.path), text: source });
  const canRun = file.success && questions.length > 0 && questions.length === asked.length;
  const trial = canRun ? { questions, file: file.data } : null;
  const key = digestOf(JSON.stringify([sample, asked.map(({ digest }) => digest), trial?.file]));
  return { sample, trial, key };
}
