import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AssignmentDefinition,
  PlayedQuestion,
  Problem,
  PublishedObjective,
} from '../../../contract/assignment.ts';
import { codeQuestions } from '../../../contract/assignment.ts';
import type { AssignmentProblems } from '../../../contract/assignments.ts';
import type { SampleRun } from '../../../contract/setSamples.ts';
import { CodeFile } from '../../../contract/submissions.ts';
import type { NotTried } from '../../../contract/tries.ts';
import {
  fileNameOf,
  findSamples,
  objectiveProblem,
  ownObjectives,
  sampleProblems,
  sampleResult,
  warnOfMissingSamples,
  type Sample,
  type SampleResult,
} from '../../../grader/assignment/sampleFiles.ts';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import type { GradientMistake, SampleTrial } from '../../trials/messages.ts';
import type { NoAnswer, Trier } from '../../trials/trier.ts';
import type { AssignmentFiles } from '../../../grader/assignment/load.ts';
import { readFiles, type AssignmentUpload } from '../assignments/readFiles.ts';
import { Allowance } from '../tries/allowance.ts';
import { Desk, Later, NOT_NOW } from '../tries/desk.ts';
import { Kept } from '../tries/kept.ts';
import { submissionsAhead, type SubmissionsAhead } from '../tries/submissionsAhead.ts';

/** Whoever writes a set has all the time that students leave. */
const AT_A_TIME = 1;
const PATIENCE_MS = 10_000;
/** A set of six questions has thirty. */
const PER_MINUTE = 60;
/** Results that are kept in memory; each is a line. */
const MOST_KEPT = 10_000;
/** Whoever publishes waits at most so long for what has not run yet; proxies give an answer a minute. */
const PUBLISHING_MS = 45_000;
const AGAIN_MS = 500;
/** While submissions wait, whoever writes a set looks so often whether they still do. */
const LOOK_S = 3;
/** They pass by themselves. */
const PASSING: readonly NotTried['kind'][] = ['busy', 'crowded', 'replaced', 'resting'];

interface Planned {
  sample: Sample;
  /** Null where it cannot be run here: it trains a network, or is no file that could be handed in. */
  trial: SampleTrial | null;
  /** Names all that its result depends on. */
  key: string;
}

interface Compared {
  objective: PublishedObjective;
  /** Names all that its gradient's check depends on. */
  key: string;
}

/** What of a set is run: its own objectives, and then what is compared with them. */
interface Plan {
  objectives: Compared[];
  samples: Planned[];
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
  problems: Problem[];
  left: number;
  wait: NotTried | null;
}

/**
 * Runs the objectives and samples of sets that are being written, one a call, and all of a set that is published. Results are
 * remembered for a while, in memory, by a hash.
 */
export class SampleRuns {
  readonly #trier: Trier;
  readonly #load: Deps['loadAssignment'];
  readonly #ticks: Deps['ticks'];
  readonly #ahead: SubmissionsAhead;
  readonly #desk = new Desk(AT_A_TIME, PATIENCE_MS);
  readonly #allowance: Allowance;
  readonly #kept = new Kept<SampleResult>(MOST_KEPT);
  /** Null where the gradient is right. */
  readonly #gradients = new Kept<GradientMistake | null>(MOST_KEPT);

  constructor({
    trier,
    ticks,
    loadAssignment,
    ...database
  }: Pick<Deps, 'db' | 'runs' | 'trier' | 'ticks' | 'loadAssignment'>) {
    this.#trier = trier;
    this.#load = loadAssignment;
    this.#ticks = ticks;
    this.#allowance = new Allowance(PER_MINUTE, ticks);
    this.#ahead = submissionsAhead(database);
  }

  /** @throws ApiError unacceptable where the files have mistakes */
  async runNext(asked: SamplesAsked): Promise<SamplesRun> {
    const { definition, files } = await readFiles(this.#load, asked.upload, asked.userId);
    if (!definition)
      throw new ApiError('unacceptable', 'The files have mistakes: its samples are run when there are none.');
    const plan = planOf(definition, files);
    const [next] = this.#leftOf(plan);
    const wait = next ? await this.#run(next, asked) : null;
    return {
      samples: plan.samples
        .filter(({ trial }) => trial !== null)
        .map(({ sample: { path, expected }, key }) => {
          const kept = this.#kept.get(key);
          return { path, expected, result: kept ? withoutPath(kept) : null };
        }),
      leftOut: plan.samples.filter(({ trial }) => trial === null).map(({ sample }) => sample.path),
      problems: [...this.#mistakesIn(plan), ...warnOfMissingSamples(definition, files)],
      left: this.#leftOf(plan).length,
      wait,
    };
  }

  /**
   * Runs what has not run yet of a set that is to be published, so that publishing refuses what `check` of the command line refuses;
   * what trains a network is left to that. Files with mistakes are refused by publishing itself.
   *
   * @throws ApiError samples_refused with all that is wrong, or why they could not be run
   */
  async insist(asked: SamplesAsked): Promise<void> {
    const { definition, files } = await readFiles(this.#load, asked.upload, asked.userId);
    if (!definition) return;
    const plan = planOf(definition, files);
    const until = this.#ticks() + PUBLISHING_MS;
    let [next] = this.#leftOf(plan);
    while (next) {
      const wait = await this.#run(next, asked);
      [next] = this.#leftOf(plan);
      const isOver = this.#ticks() > until || asked.signal.aborted;
      if (wait ? isOver || !PASSING.includes(wait.kind) : isOver && next) throw notRun(wait);
      if (wait) await sleep(AGAIN_MS);
    }
    const results = plan.samples.flatMap(({ key }) => this.#kept.get(key) ?? []);
    const problems = [...this.#mistakesIn(plan), ...sampleProblems(results)];
    if (problems.length === 0) return;
    const details: AssignmentProblems = { problems };
    const message = 'The set does not do what its own files say. Nothing was published.';
    throw new ApiError('samples_refused', message, details);
  }

  #mistakesIn({ objectives }: Plan): Problem[] {
    return objectives.flatMap(({ objective, key }) => {
      const mistake = this.#gradients.get(key);
      return mistake ? [objectiveProblem(objective, mistake)] : [];
    });
  }

  /** What has not run yet. Samples would be compared with wrong gradients. */
  #leftOf(plan: Plan): (() => Promise<NoAnswer | null>)[] {
    const unchecked = plan.objectives.filter(({ key }) => this.#gradients.get(key) === undefined);
    const samples =
      this.#mistakesIn(plan).length > 0
        ? []
        : plan.samples.filter(({ trial, key }) => trial !== null && this.#kept.get(key) === undefined);
    return [
      ...unchecked.map((each) => () => this.#compare(each)),
      ...samples.map((each) => () => this.#grade(each)),
    ];
  }

  /** @returns why it was not run */
  async #run(
    next: () => Promise<NoAnswer | null>,
    { userId, signal }: Pick<SamplesAsked, 'userId' | 'signal'>,
  ): Promise<NotTried | null> {
    const waiting = await this.#ahead.waiting();
    if (waiting > 0) return { kind: 'busy', waiting, seconds: LOOK_S };
    const seconds = this.#allowance.take(userId, 1);
    if (seconds > 0) return { kind: 'resting', seconds };
    const outcome = await this.#desk.serve(userId, async (): Promise<NotTried | typeof NOT_NOW | null> => {
      if (signal.aborted) return { kind: 'replaced' };
      const none = await next();
      if (none?.kind === 'refused') return { kind: 'unavailable', message: none.reason };
      if (none?.kind === 'overdue') return NOT_NOW;
      return none;
    });
    if (outcome === 'replaced') return { kind: 'replaced' };
    return outcome instanceof Later ? { kind: 'crowded', seconds: outcome.ms / 1000 } : outcome;
  }

  async #grade({ sample, trial, key }: Planned): Promise<NoAnswer | null> {
    const answer = await this.#trier.grade(trial!);
    if (answer.kind !== 'graded') return answer;
    this.#kept.set(key, sampleResult(sample, trial!.file.text, answer.record), 1);
    return null;
  }

  async #compare({ objective, key }: Compared): Promise<NoAnswer | null> {
    const answer = await this.#trier.compare(objective);
    if (answer.kind !== 'compared') return answer;
    this.#gradients.set(key, answer.mistake, 1);
    return null;
  }
}

function notRun(wait: NotTried | null): ApiError {
  const details: AssignmentProblems = { problems: [] };
  const message = `Its solution and samples have not all run: ${whyNot(wait)}. Nothing was published.`;
  return new ApiError('samples_refused', message, details);
}

function whyNot(wait: NotTried | null): string {
  switch (wait?.kind) {
    case 'busy':
      return `${wait.waiting} ${wait.waiting === 1 ? 'submission goes' : 'submissions go'} first; publish again in a moment`;
    case 'resting':
      return `many were run in the last minute; publish again in ${Math.ceil(wait.seconds)} s`;
    case 'lost':
      return 'what runs them is not there just now';
    case 'unavailable':
      return wait.message;
    default:
      return 'it takes long; publish again to go on with the others';
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

function planOf(definition: AssignmentDefinition, files: AssignmentFiles): Plan {
  const parts = partsOf(definition);
  return {
    objectives: ownObjectives(definition).map((objective) => ({
      objective,
      key: digestOf(JSON.stringify(objective)),
    })),
    samples: findSamples(files).map((sample) =>
      plannedSample(definition, parts, { sample, source: files.get(sample.path)! }),
    ),
  };
}

function plannedSample(
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
