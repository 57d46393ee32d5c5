/**
 * Grades a program against an assignment: plan the episodes, let the sandbox play them, judge what came out.
 * The one place where the pure core and the sandbox meet.
 */
import { extname } from 'node:path';
import type { AssignmentDefinition, OptimizerQuestion, TestFile } from '../contract/assignment.ts';
import type { StoredReport } from '../contract/report.ts';
import { observe, planEpisode, type EpisodePlan } from './core/episodes.ts';
import { judgeQuestion, type JudgedQuestion } from './core/judge.ts';
import type { Performance } from './core/performance.ts';
import type { Language } from './terms.ts';
import { addPoints } from './core/verdict.ts';
import { findProperty } from './properties/index.ts';
import type { Sandboxes } from './sandbox/index.ts';
import { DEFAULT_LIMITS } from './sandbox/sandbox.ts';
import type { EpisodeOutcome, LoadOutcome, Program, RunResult } from './episode.ts';

/** The file a student handed in. */
export interface SubmittedFile {
  /** Shown in messages; its ending says the language. */
  fileName: string;
  source: string;
}

export interface GradeOptions {
  /** Grade this question only. */
  question?: string;
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

/** float32 keeps seven digits; a few of them go in every step. */
const FLOAT32_TOLERANCE = 1e-4;

/**
 * @throws GraderFault when the sandbox fails; never for anything that the student's program does.
 */
export async function grade(
  definition: AssignmentDefinition,
  file: SubmittedFile,
  sandboxes: Sandboxes,
  options: GradeOptions = {},
): Promise<StoredReport> {
  const started = performance.now();
  const language = languageOf(file.fileName);
  if (!language) throw new RangeError(`${file.fileName}: no language goes with this ending`);
  const questions = definition.questions
    .filter((question) => question.kind === 'optimizer')
    .filter((question) => options.question === undefined || question.id === options.question);

  const program = { ...file, language };
  const gradeOne = (question: OptimizerQuestion) => gradeQuestion(question, program, sandboxes);
  const [first, ...others] = questions;
  const graded = first ? [await gradeOne(first)] : [];
  const load = graded[0]?.load;
  // A file that does not load does so for every question: running it again would only take its time again.
  graded.push(
    ...(load && isBroken(load)
      ? others.map((question) =>
          judgePlayed(question, program, plansOf(question, language), notRun(load, question)),
        )
      : await Promise.all(others.map(gradeOne))),
  );

  return {
    assignment: definition.slug,
    score: addPoints(graded.map(({ judged }) => judged.report.score)),
    maxScore: addPoints(graded.map(({ judged }) => judged.report.maxScore)),
    durationMs: Math.round((performance.now() - started) * 10) / 10,
    questions: graded.map(({ judged }) => judged.report),
    language,
    plots: Object.fromEntries(graded.map(({ question, judged }) => [question.id, judged.plots])),
    output: Object.fromEntries(graded.map(({ question, output }) => [question.id, output])),
  };
}

interface GradedQuestion {
  question: OptimizerQuestion;
  load: LoadOutcome;
  judged: JudgedQuestion;
  /** What the program printed, up to `SHOWN_OUTPUT`. */
  output: string;
}

async function gradeQuestion(
  question: OptimizerQuestion,
  program: Program,
  sandboxes: Sandboxes,
): Promise<GradedQuestion> {
  const plans = plansOf(question, program.language);
  return judgePlayed(question, program, plans, await play(program, plans, sandboxes));
}

function judgePlayed(
  question: OptimizerQuestion,
  program: Program,
  plans: readonly EpisodePlan[],
  result: RunResult,
): GradedQuestion {
  const performances = question.tests.map((test, index): Performance => {
    const outcome = result.episodes[index]!;
    const plan = inSinglePrecision(question, outcome)
      ? { ...plans[index]!, tolerance: Math.max(plans[index]!.tolerance, FLOAT32_TOLERANCE) }
      : plans[index]!;
    return { test, plan, outcome, observation: observe(plan, outcome) };
  });
  const judged = judgeQuestion(question, program.fileName, result.load, performances, program.source);
  const output = result.output.slice(0, SHOWN_OUTPUT).toWellFormed();
  return { question, load: result.load, judged, output };
}

function plansOf(question: OptimizerQuestion, language: Language): EpisodePlan[] {
  const plans = question.tests.map((test) => planTest(question, test));
  return language === 'python' ? plans : plans.map(flattened);
}

/**
 * In JavaScript there is no array of two dimensions and arithmetic on a number is not that on an array: parameters of
 * every shape are handed over as one flat Float64Array there.
 */
function flattened(plan: EpisodePlan): EpisodePlan {
  const parameters = plan.episode.parameters.map((spec) => ({ ...spec, shape: [spec.start.length] }));
  return { ...plan, episode: { ...plan.episode, parameters } };
}

function planTest(question: OptimizerQuestion, test: TestFile): EpisodePlan {
  if (test.kind === 'trajectory') {
    const tolerance = test.tolerance ?? (test.dtype === 'float32' ? FLOAT32_TOLERANCE : question.tolerance);
    return planEpisode(question, test, tolerance);
  }
  const { episode } = findProperty(test.property)!;
  return planEpisode(
    question,
    { ...episode, hyperparameters: test.hyperparameters, changes: [] },
    question.tolerance,
  );
}

/** The rule went on in float32 although it was given float64, and may. */
const inSinglePrecision = (question: OptimizerQuestion, outcome: EpisodeOutcome) =>
  question.allowFloat32 && outcome.status === 'completed' && outcome.dtypes.includes('float32');

const play = (program: Program, plans: readonly EpisodePlan[], sandboxes: Sandboxes): Promise<RunResult> =>
  sandboxes.run({
    program,
    episodes: plans.map((plan) => plan.episode),
    limits: DEFAULT_LIMITS,
    gradient: (episode, step, parameters) =>
      parameters.map((theta) => plans[episode]!.gradientAt(step, theta)),
  });

/** Whether the file itself is at fault, not only this question's entry. */
const isBroken = (load: LoadOutcome) =>
  load.status !== 'loaded' && load.status !== 'entry-missing' && load.status !== 'entry-unusable';

const notRun = (load: LoadOutcome, question: OptimizerQuestion): RunResult => ({
  load,
  episodes: question.tests.map(() => ({ status: 'not-run' })),
  output: '',
});
