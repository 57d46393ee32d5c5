/**
 * Grades a program against an assignment: plan the episodes, let the sandbox play them, judge what came out.
 * The one place where the pure core and the sandbox meet.
 */
import { randomInt } from 'node:crypto';
import type { PublishedExperiment, WrittenQuestion } from '../contract/assignment.ts';
import type { GradedReport, GradeRecord, QuestionRecord, StoredReport } from '../contract/report.ts';
import { conduct, type Progress } from './experiments/conduct.ts';
import type { Laboratories } from './experiments/laboratories.ts';
import type { Program } from './episode.ts';
import { Grading, isBroken, type SubmittedFile } from './grading.ts';
import type { Played } from './plans.ts';
import { addPoints } from './numbers.ts';
import type { Sandboxes } from './sandbox/index.ts';
import { GraderFault, languageOf, VISIBILITIES, type Language, type Visibility } from './terms.ts';

/** What is graded: of an assignment's definition its name and its questions. */
export interface GradedSet {
  slug: string;
  questions: readonly (WrittenQuestion | Played | PublishedExperiment)[];
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

export interface Experiments extends Pick<Laboratories, 'withTrainer' | 'atOnce' | 'dataOf'> {
  /** Fewer than the question has. */
  epochs?: number;
  onProgress?: (question: string, progress: Progress) => void;
  signal?: AbortSignal;
}

/**
 * Each visibility is played in runs of its own, one after the other, and what is said to those who see no further is made
 * before the next begins: nothing that a program does can carry what is withheld into what its author sees, not even the
 * time it takes. One run plays all tests of a question that have the same visibility, so that a state which outlives an
 * episode shows.
 *
 * @throws GraderFault when the sandbox fails; never for anything that the student's program does.
 */
export async function grade(
  definition: GradedSet,
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
  const entries = asked.flatMap(entriesOf);
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
    await playAll(gradings, visibility, language);
    for (const grading of gradings) await grading.takeOtherName(visibility, entries);
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
  const { dataOf, onProgress, ...laboratory } = experiments;
  return conduct(question, program, {
    ...laboratory,
    sandboxes,
    dataPath: await dataOf(question),
    chance: unpredictable,
    onProgress: (progress) => onProgress?.(question.id, progress),
  });
}

/** From 0 below 1, from the operating system: a program could foresee Math.random. */
const unpredictable = () => randomInt(2 ** 32) / 2 ** 32;

const isWithin = (visibility: Visibility, widest: Visibility = 'visible') =>
  VISIBILITIES.indexOf(visibility) <= VISIBILITIES.indexOf(widest);

/**
 * All at once in Python, whose sandbox loads a file once for them (`Together`). Elsewhere the first question alone: a file that does not
 * load does so for every one, and takes its time again for nothing.
 */
async function playAll(
  gradings: readonly Grading[],
  visibility: Visibility,
  language: Language,
): Promise<void> {
  const [first, ...others] = gradings.filter((grading) => grading.has(visibility));
  const isNew = language !== 'python' && gradings.every((grading) => grading.load === null);
  if (isNew) await first?.play(visibility);
  const load = gradings.map((grading) => grading.load).find((each) => each && isBroken(each));
  const rest = isNew || !first ? others : [first, ...others];
  if (load) await Promise.all(rest.map((grading) => grading.skip(visibility, load)));
  else await Promise.all(rest.map((grading) => grading.play(visibility)));
}

/** What a question asks for by name. */
const entriesOf = (question: GradedSet['questions'][number]): string[] => {
  if (question.kind === 'optimizer') return [question.entry];
  return question.kind === 'experiment' ? question.rules.map(({ entry }) => entry) : [];
};
