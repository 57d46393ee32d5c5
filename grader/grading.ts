/**
 * One question and one program: the runs on its tests and what is judged of them. Of any host: whoever has a sandbox, a worker
 * in a student's browser as well (ADR 67).
 */
import type { TestFile } from '../contract/assignment.ts';
import type { QuestionRecord } from '../contract/report.ts';
import { observe, type EpisodePlan } from './core/episodes.ts';
import { judgeQuestion } from './core/judge.ts';
import { partings, type Parting } from './core/ways.ts';
import type { Performance } from './core/performance.ts';
import type { EpisodeOutcome, Failure, LoadOutcome, Program, RunResult } from './episode.ts';
import type { Ground } from './findings.ts';
import { OPTIMIZERS } from './optimizers/index.ts';
import { FLOAT32_TOLERANCE } from './core/compare.ts';
import { Plans, type Played } from './plans.ts';
import type { Sandboxes } from './sandbox/index.ts';
import { DEFAULT_LIMITS, type RunLimits } from './sandbox/sandbox.ts';
import type { Visibility } from './terms.ts';

/** The file a student handed in. */
export interface SubmittedFile {
  /** Shown in messages; its ending says the language. */
  fileName: string;
  source: string;
}

/** Characters of a program's output that a report keeps; it may print more. */
const SHOWN_OUTPUT = 64 * 2 ** 10;

/** An exception; `step` is null while the file is loaded, else 1 is the first. */
export type Arisen = Failure & { step: number | null };

/** One question on its way: the runs of a program on its tests, a visibility at a time. */
export class Grading {
  private readonly question: Played;
  private readonly program: Program;
  private readonly sandboxes: Sandboxes;
  private readonly limits: RunLimits;
  private readonly plans: Plans;
  private readonly divergenceOf: Parting;
  /** Under the pictures of tests with an objective of the author's own. */
  private readonly grounds = new Map<string, Ground>();
  private readonly performances = new Map<string, Performance>();
  private output = '';
  /** Of the last run; null before the first. */
  load: LoadOutcome | null = null;
  /** A class of another name, which is taken for the one that the question asks for. */
  private taken: string | null = null;

  constructor(question: Played, program: Program, sandboxes: Sandboxes, limits: RunLimits = DEFAULT_LIMITS) {
    this.question = question;
    this.program = program;
    this.sandboxes = sandboxes;
    this.limits = limits;
    this.plans = new Plans(question, sandboxes);
    this.divergenceOf = partings(question);
  }

  has(visibility: Visibility): boolean {
    return this.testsOf(visibility).length > 0;
  }

  async play(visibility: Visibility): Promise<void> {
    // What cannot be called in one run cannot be called in the next.
    if (this.load && this.load.status !== 'loaded') return this.skip(visibility, this.load);
    await this.keep(visibility, (tests, plans) => this.run(tests, plans));
  }

  /**
   * Plays again with the one class of the file whose objects take steps, where nothing has the name that the question asks for.
   * Only for a question that is the only one without: nobody knows else for which of them the class is meant.
   *
   * @param entries what all questions that are graded ask for, those too that have no test of this visibility
   */
  async takeOtherName(visibility: Visibility, entries: readonly string[]): Promise<void> {
    const missing = this.load;
    if (missing?.status !== 'entry-missing' || !this.has(visibility)) return;
    const known = new Set(missing.available.map(plain));
    if (entries.some((entry) => entry !== missing.entry && !known.has(plain(entry)))) return;
    const [name, ...others] = missing.steppers.filter((stepper) => !isAnother(stepper, this.question));
    if (name === undefined || others.length > 0) return;
    this.taken = name;
    this.load = null;
    await this.play(visibility);
    if (this.load !== null && (this.load as LoadOutcome).status === 'entry-unusable') {
      this.taken = null;
      await this.skip(visibility, missing);
    }
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
      this.divergenceOf,
    );
    const drawn = plots.map((plot) => {
      const ground = this.grounds.get(plot.testId);
      return ground ? { ...plot, ground } : plot;
    });
    return { ...report, plots: drawn, output: this.output.slice(0, SHOWN_OUTPUT).toWellFormed() };
  }

  /** The first exception of the runs so far. */
  failure(): Arisen | null {
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
    const entry = this.taken;
    return this.sandboxes.run({
      program: this.program,
      episodes: plans.map(({ episode }) => (entry === null ? episode : { ...episode, entry })),
      limits: this.limits,
      gradient: (episode, step, parameters) => this.plans.gradientsAt(tests[episode]!, step, parameters),
    });
  }
}

const plain = (name: string) => name.toLowerCase().replaceAll('_', '');

/** Whether a class is named after another optimizer than the one that is asked for. */
const isAnother = (name: string, { optimizer }: Played): boolean =>
  OPTIMIZERS.some((each) => each.name !== optimizer && plain(each.name.replaceAll('-', '_')) === plain(name));

/**
 * In JavaScript there is no array of two dimensions and arithmetic on a number is not that on an array: parameters of
 * every shape are handed over as one flat Float64Array there.
 */
function flattened(plan: EpisodePlan): EpisodePlan {
  const known = flat.get(plan);
  if (known) return known;
  const parameters = plan.episode.parameters.map((spec) => ({ ...spec, shape: [spec.start.length] }));
  const made = { ...plan, episode: { ...plan.episode, parameters } };
  flat.set(plan, made);
  return made;
}

/** The same for every program, as the plans themselves. */
const flat = new WeakMap<EpisodePlan, EpisodePlan>();

/** The rule went on in float32 although it was given float64, and may. */
const inSinglePrecision = (question: Played, outcome: EpisodeOutcome) =>
  question.allowFloat32 && outcome.status === 'completed' && outcome.dtypes.includes('float32');

/** Whether the file itself is at fault, not only this question's entry. */
export const isBroken = (load: LoadOutcome) =>
  load.status !== 'loaded' && load.status !== 'entry-missing' && load.status !== 'entry-unusable';
