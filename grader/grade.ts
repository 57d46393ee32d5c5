/**
 * Grades a program against an assignment: plan the episodes, let the sandbox play them, judge what came out.
 * The one place where the pure core and the sandbox meet.
 */
import { randomInt } from 'node:crypto';
import { extname } from 'node:path';
import type { AssignmentDefinition, PublishedExperiment, TestFile } from '../contract/assignment.ts';
import type { GradedReport, GradeRecord, QuestionRecord, StoredReport } from '../contract/report.ts';
import { observe, type EpisodePlan } from './core/episodes.ts';
import { judgeQuestion } from './core/judge.ts';
import type { Performance } from './core/performance.ts';
import { conduct, type Progress } from './experiments/conduct.ts';
import type { Laboratories } from './experiments/laboratories.ts';
import { FLOAT32_TOLERANCE, Plans, type Played } from './plans.ts';
import { GraderFault, VISIBILITIES, type Language, type Visibility } from './terms.ts';
import { addPoints } from './numbers.ts';
import type { Sandboxes } from './sandbox/index.ts';
import { DEFAULT_LIMITS, type RunLimits } from './sandbox/sandbox.ts';
import type { Ground } from './findings.ts';
import type { EpisodeOutcome, Failure, LoadOutcome, Program, RunResult } from './episode.ts';

/** The file a student handed in. */
export interface SubmittedFile {
  /** Shown in messages; its ending says the language. */
  fileName: string;
  source: string;
}

export interface GradeOptions {
  /** Grade this question only. */
  question?: string;
  /** The widest visibility that the program's author sees now. */
  shown?: Visibility;
  /** Is awaited when what the author sees now is known and something withheld is still to be run. */
  onShown?: (report: StoredReport) => Promise<void>;
  /** For an assignment with experiments. */
  experiments?: Experiments;
}

export interface Experiments extends Pick<Laboratories, 'withTrainer' | 'dataOf'> {
  /** Fewer than the question has. */
  epochs?: number;
  onProgress?: (question: string, progress: Progress) => void;
  signal?: AbortSignal;
}

const LANGUAGE_OF_ENDING: Record<string, Language> = {
  '.py': 'python',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.ts': 'typescript',
};

export const languageOf = (fileName: string): Language | null =>
  LANGUAGE_OF_ENDING[extname(fileName).toLowerCase()] ?? null;

/** Characters of a program's output that a report keeps; it may print more. */
const SHOWN_OUTPUT = 64 * 2 ** 10;

/**
 * Each visibility is played in runs of its own, one after the other, and what is said to those who see no further is made
 * before the next begins: nothing that a program does can carry what is withheld into what its author sees, not even the
 * time it takes. One run plays all tests of a question that have the same visibility, so that a state which outlives an
 * episode shows.
 *
 * @throws GraderFault when the sandbox fails; never for anything that the student's program does.
 */
export async function grade(
  definition: AssignmentDefinition,
  file: SubmittedFile,
  sandboxes: Sandboxes,
  options: GradeOptions = {},
): Promise<GradedReport> {
  const started = performance.now();
  const language = languageOf(file.fileName);
  if (!language) throw new RangeError(`${file.fileName}: no language goes with this ending`);
  // One object for all runs: by it the sandboxes see that they are of one submission, which gets its share alone.
  const program = { ...file, language };
  const asked = definition.questions.filter(
    ({ id }) => options.question === undefined || id === options.question,
  );
  const gradings = asked
    .filter((question) => question.kind === 'optimizer')
    .map((question) => new Grading(question, program, sandboxes));
  // Everything of an experiment is visible, so that it is a part of every record.
  const experiments: QuestionRecord[] = [];
  for (const question of asked)
    if (question.kind === 'experiment')
      experiments.push(await experimentWith(question, program, sandboxes, options.experiments));
  const record = (): GradeRecord => {
    const judged = [...experiments, ...gradings.map((grading) => grading.judge())];
    const questions = asked.flatMap(({ id }) => judged.filter((each) => each.id === id));
    return {
      assignment: definition.slug,
      score: addPoints(questions.map(({ score }) => score)),
      maxScore: addPoints(questions.map(({ maxScore }) => maxScore)),
      durationMs: Math.round((performance.now() - started) * 10) / 10,
      questions,
      language,
    };
  };

  const used = VISIBILITIES.filter((visibility) => gradings.some((grading) => grading.has(visibility)));
  const views: StoredReport['views'] = {};
  // Without a visible test, there is still what its reader is shown: the tests that are withheld, and nothing of them.
  if (used.length > 0 && used[0] !== 'visible') views.visible = record();
  for (const [index, visibility] of used.entries()) {
    await playAll(gradings, visibility);
    const next = used[index + 1];
    if (!next) break;
    views[visibility] = record();
    if (isWithin(visibility, options.shown) && !isWithin(next, options.shown)) {
      await options.onShown?.({ format: 2, whole: null, views: { ...views } });
    }
  }
  return { format: 2, whole: record(), views };
}

/** @throws GraderFault where the host has nothing to train with */
async function experimentWith(
  question: PublishedExperiment,
  program: Program,
  sandboxes: Sandboxes,
  experiments: Experiments | undefined,
): Promise<QuestionRecord> {
  if (!experiments) throw new GraderFault(`${question.id}: experiments are not conducted here`);
  const { withTrainer, dataOf, epochs, signal, onProgress } = experiments;
  const dataPath = await dataOf(question);
  return withTrainer((trainer) =>
    conduct(question, program, {
      sandboxes,
      trainer,
      dataPath,
      chance: unpredictable,
      epochs,
      signal,
      onProgress: (progress) => onProgress?.(question.id, progress),
    }),
  );
}

/** From 0 below 1, from the operating system: a program could foresee Math.random. */
const unpredictable = () => randomInt(2 ** 32) / 2 ** 32;

/** What a text does when it is only tried: nothing is handed in and nothing is earned. */
export interface Tried {
  language: Language;
  record: QuestionRecord;
  /** The first exception, where it arose; `step` is null while the file is loaded, else 1 is the first. */
  failure: (Failure & { step: number | null }) | null;
}

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

const isWithin = (visibility: Visibility, widest: Visibility = 'visible') =>
  VISIBILITIES.indexOf(visibility) <= VISIBILITIES.indexOf(widest);

/** The first question alone: a file that does not load does so for every one, and takes its time again for nothing. */
async function playAll(gradings: readonly Grading[], visibility: Visibility): Promise<void> {
  const [first, ...others] = gradings.filter((grading) => grading.has(visibility));
  const isNew = gradings.every((grading) => grading.load === null);
  if (isNew) await first?.play(visibility);
  const load = gradings.map((grading) => grading.load).find((each) => each && isBroken(each));
  const rest = isNew ? others : [first!, ...others];
  if (load) await Promise.all(rest.map((grading) => grading.skip(visibility, load)));
  else await Promise.all(rest.map((grading) => grading.play(visibility)));
}

/** One question on its way: the runs of a program on its tests, a visibility at a time. */
class Grading {
  private readonly question: Played;
  private readonly program: Program;
  private readonly sandboxes: Sandboxes;
  private readonly limits: RunLimits;
  private readonly plans: Plans;
  /** Under the pictures of tests with an objective of the author's own. */
  private readonly grounds = new Map<string, Ground>();
  private readonly performances = new Map<string, Performance>();
  private output = '';
  /** Of the last run; null before the first. */
  load: LoadOutcome | null = null;

  constructor(question: Played, program: Program, sandboxes: Sandboxes, limits: RunLimits = DEFAULT_LIMITS) {
    this.question = question;
    this.program = program;
    this.sandboxes = sandboxes;
    this.limits = limits;
    this.plans = new Plans(question, sandboxes);
  }

  has(visibility: Visibility): boolean {
    return this.testsOf(visibility).length > 0;
  }

  async play(visibility: Visibility): Promise<void> {
    // What cannot be called in one run cannot be called in the next.
    if (this.load && this.load.status !== 'loaded') return this.skip(visibility, this.load);
    await this.keep(visibility, (tests, plans) => this.run(tests, plans));
  }

  /** The file is known to be broken. */
  skip(visibility: Visibility, load: LoadOutcome): Promise<void> {
    return this.keep(visibility, (tests) => {
      const episodes = tests.map(() => ({ status: 'not-run' as const }));
      return Promise.resolve({ load, episodes, output: '' });
    });
  }

  /** From the runs so far. */
  judge(): QuestionRecord {
    const performances = this.question.tests.flatMap(({ id }) => this.performances.get(id) ?? []);
    const { report, plots } = judgeQuestion(
      this.question,
      this.program.fileName,
      performances,
      this.program.source,
    );
    const drawn = plots.map((plot) => {
      const ground = this.grounds.get(plot.testId);
      return ground ? { ...plot, ground } : plot;
    });
    return { ...report, plots: drawn, output: this.output.slice(0, SHOWN_OUTPUT).toWellFormed() };
  }

  /** The first exception of the runs so far. */
  failure(): Tried['failure'] {
    const { load } = this;
    if (load?.status === 'syntax-error' || load?.status === 'raised') return { ...load.failure, step: null };
    for (const { id } of this.question.tests) {
      const outcome = this.performances.get(id)?.outcome;
      if (outcome?.status === 'raised') return { ...outcome.failure, step: outcome.step + 1 };
    }
    return null;
  }

  private testsOf(visibility: Visibility): TestFile[] {
    return this.question.tests.filter((test) => test.visibility === visibility);
  }

  private async keep(
    visibility: Visibility,
    playing: (tests: readonly TestFile[], plans: readonly EpisodePlan[]) => Promise<RunResult>,
  ): Promise<void> {
    const tests = this.testsOf(visibility);
    try {
      const plans: EpisodePlan[] = [];
      for (const test of tests) plans.push(await this.planOf(test));
      const result = await playing(tests, plans);
      this.load = result.load;
      this.output += result.output;
      for (const [index, test] of tests.entries()) {
        const outcome = result.episodes[index]!;
        const planned = plans[index]!;
        const plan = inSinglePrecision(this.question, outcome)
          ? { ...planned, tolerance: Math.max(planned.tolerance, FLOAT32_TOLERANCE) }
          : planned;
        await this.plans.learnRows(test, outcome);
        const ground = outcome.status === 'not-run' ? null : await this.plans.groundOf(test, outcome);
        if (ground) this.grounds.set(test.id, ground);
        const observation = observe(plan, outcome);
        this.performances.set(test.id, { test, plan, load: result.load, outcome, observation });
      }
    } finally {
      await this.plans.close();
    }
  }

  private async planOf(test: TestFile): Promise<EpisodePlan> {
    const plan = await this.plans.of(test);
    return this.program.language === 'python' ? plan : flattened(plan);
  }

  private run(tests: readonly TestFile[], plans: readonly EpisodePlan[]): Promise<RunResult> {
    return this.sandboxes.run({
      program: this.program,
      episodes: plans.map((plan) => plan.episode),
      limits: this.limits,
      gradient: (episode, step, parameters) => this.plans.gradientsAt(tests[episode]!, step, parameters),
    });
  }
}

/**
 * In JavaScript there is no array of two dimensions and arithmetic on a number is not that on an array: parameters of
 * every shape are handed over as one flat Float64Array there.
 */
function flattened(plan: EpisodePlan): EpisodePlan {
  const parameters = plan.episode.parameters.map((spec) => ({ ...spec, shape: [spec.start.length] }));
  return { ...plan, episode: { ...plan.episode, parameters } };
}

/** The rule went on in float32 although it was given float64, and may. */
const inSinglePrecision = (question: Played, outcome: EpisodeOutcome) =>
  question.allowFloat32 && outcome.status === 'completed' && outcome.dtypes.includes('float32');

/** Whether the file itself is at fault, not only this question's entry. */
const isBroken = (load: LoadOutcome) =>
  load.status !== 'loaded' && load.status !== 'entry-missing' && load.status !== 'entry-unusable';
