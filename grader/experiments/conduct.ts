/**
 * A program's own rules train: each curve is one run in the sandbox, in which the program is given one gradient after
 * another by a trainer that it cannot reach. Curves are never compared, since training makes a difference of rounding as
 * large as it likes; the reference takes its steps over the very gradients that the rule was given.
 */
import type { Experiment, QuestionRecord } from '../../contract/report.ts';
import type { ExperimentQuestion, PublishedExperiment } from '../../contract/assignment.ts';
import { judgeQuestion } from '../core/judge.ts';
import type { Performance } from '../core/performance.ts';
import type { Episode, EpisodeOutcome, Observation, Program, RunResult } from '../episode.ts';
import type { Diagnosis, QuestionReport } from '../findings.ts';
import { addPoints } from '../numbers.ts';
import { findOptimizer } from '../optimizers/index.ts';
import type { OptimizerQuestion } from '../question.ts';
import type { Sandboxes } from '../sandbox/index.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../sandbox/sandbox.ts';
import type { Vector } from '../terms.ts';
import { Curve, curvesOf, POINTS_AN_EPOCH, type CurveName } from './curve.ts';
import type { Beginning, Trainer } from './trainer.ts';

/** Plenty for a rule that works on whole arrays. */
const LIMITS: RunLimits = { ...DEFAULT_LIMITS, wallSeconds: 10, cpuSeconds: 10 };
/** Coordinates that the reference is stepped beside. */
const WATCHED = 256;
const SHOWN_OUTPUT = 64 * 2 ** 10;

export interface Laboratory {
  sandboxes: Sandboxes;
  trainer: Trainer;
  /** Where this host has the data of the question. */
  dataPath: string;
  /** A number from 0 below 1; which coordinates are watched must be nothing that a program can know. */
  chance: () => number;
  /** Of a program's own time for one curve: what the trainer takes is not charged. */
  limits?: RunLimits;
  /** Fewer epochs than the question has: what a rule does wrong shows early. */
  epochs?: number | undefined;
  /** Told at every new point of a curve. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends the training; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface Progress {
  /** What is trained now, such as `adam/plain`. */
  curve: string;
  /** The same in words: `Adam, with dropout`. */
  title: string;
  /** Of that curve, 1 is the first. */
  epoch: number;
  /** Of all curves together, from 0 to 1. */
  done: number;
  /** The curves so far, before anything is judged. */
  figure: () => Experiment;
}

/** One curve as it was trained. */
interface Trained {
  name: CurveName;
  performance: Performance;
  curve: Curve;
  output: string;
}

/** @throws GraderFault for whatever is ours; never for anything that the student's program does. */
export async function conduct(
  question: PublishedExperiment,
  program: Program,
  laboratory: Laboratory,
): Promise<QuestionRecord> {
  const { trainer, dataPath } = laboratory;
  const beginning = await trainer.begin(dataPath, question);
  const epochs = Math.min(question.epochs, laboratory.epochs ?? Infinity);
  const places = chosen(beginning.start.length, laboratory.chance);
  const names = curvesOf(question);
  const trained: Trained[] = [];
  for (const [index, name] of names.entries()) {
    const ended = trained.find((before) => isOver(before, name));
    const tell = (points: Curve['points'], share: number) =>
      laboratory.onProgress?.({
        curve: name.id,
        title: titleOf(name),
        epoch: Math.min(epochs, Math.floor(share * epochs) + 1),
        done: (index + share) / names.length,
        figure: () => {
          const before = trained.map(({ curve }) => curve.points);
          return experimentOf(question, epochs, beginning.stepsAnEpoch, (id) => {
            const at = names.findIndex((each) => each.id === id);
            return { yours: at === index ? points : (before[at] ?? []), partsAt: null };
          });
        },
      });
    const curve = new Training(question, program, name, beginning, epochs, places, laboratory, tell);
    trained.push(ended ? curve.skipped(ended) : await curve.run());
    tell(trained.at(-1)!.curve.points, 1);
  }
  return recordOf(question, program, trained, epochs, beginning.stepsAnEpoch);
}

/** What kept a curve from being trained keeps the next from it: the file is broken, or this rule never ends. */
const isOver = ({ name, performance: { load, outcome } }: Trained, next: CurveName): boolean =>
  (load.status !== 'loaded' && load.status !== 'entry-missing' && load.status !== 'entry-unusable') ||
  (name.rule.entry === next.rule.entry && (load.status !== 'loaded' || outcome.status === 'limit'));

/** Different places of a vector, in order; all of a short one. */
function chosen(length: number, chance: () => number): number[] {
  const places = new Set<number>();
  while (places.size < Math.min(WATCHED, length)) places.add(Math.floor(chance() * length));
  return [...places].sort((a, b) => a - b);
}

class Training {
  readonly #program: Program;
  readonly #name: CurveName;
  readonly #beginning: Beginning;
  readonly #steps: number;
  readonly #places: readonly number[];
  readonly #laboratory: Laboratory;
  readonly #tell: (points: Curve['points'], share: number) => void;
  readonly #tolerance: number;
  readonly #curve: Curve;
  readonly #gradients: Vector[] = [];
  readonly #rows: Vector[] = [];

  constructor(
    question: ExperimentQuestion,
    program: Program,
    name: CurveName,
    beginning: Beginning,
    epochs: number,
    places: readonly number[],
    laboratory: Laboratory,
    tell: (points: Curve['points'], share: number) => void,
  ) {
    this.#program = program;
    this.#name = name;
    this.#beginning = beginning;
    this.#steps = epochs * beginning.stepsAnEpoch;
    this.#places = places;
    this.#laboratory = laboratory;
    this.#tell = tell;
    this.#tolerance = question.tolerance;
    this.#curve = new Curve(beginning.stepsAnEpoch);
  }

  async run(): Promise<Trained> {
    const { sandboxes, signal, limits = LIMITS } = this.#laboratory;
    signal?.throwIfAborted();
    const result = await sandboxes
      .run({
        program: this.#program,
        episodes: [this.#episode()],
        limits,
        gradient: (_, step, [theta]) => this.#train(step, theta!),
      })
      .catch((error: unknown) => {
        signal?.throwIfAborted();
        throw error;
      });
    const [outcome] = result.episodes as [EpisodeOutcome];
    if (outcome.status === 'completed') this.#rows.push(this.#watched(outcome.rows.at(-1)![0]!));
    return this.#trained(result, outcome);
  }

  skipped({ performance: { load } }: Trained): Trained {
    return this.#trained({ load, output: '', episodes: [] }, { status: 'not-run' });
  }

  #episode(): Episode {
    const { start } = this.#beginning;
    const { entry, hyperparameters } = this.#name.rule;
    return {
      entry,
      parameters: [{ shape: [start.length], start, config: hyperparameters }],
      dtype: 'float64',
      steps: this.#steps,
      gradients: null,
      keepsRows: false,
      changes: [],
    };
  }

  /** Before step `step` (0 is the first) the rule is at `theta`. */
  async #train(step: number, theta: Vector): Promise<Vector[]> {
    this.#laboratory.signal?.throwIfAborted();
    if (step > 0) this.#rows.push(this.#watched(theta));
    const { cost, gradient } = await this.#laboratory.trainer.at(step, this.#name.variant.dropout, theta);
    this.#gradients.push(this.#watched(gradient));
    if (this.#curve.add(cost)) this.#tell(this.#curve.points, (step + 1) / this.#steps);
    return [gradient];
  }

  #watched(vector: Vector): Vector {
    return Float64Array.from(this.#places, (place) => vector[place]!);
  }

  #trained(
    { load, output }: Pick<RunResult, 'load' | 'output' | 'episodes'>,
    outcome: EpisodeOutcome,
  ): Trained {
    const { rule } = this.#name;
    const start = this.#watched(this.#beginning.start);
    const given = this.#rows.map(() => rule.hyperparameters);
    const observation: Observation = {
      starts: [start],
      gradients: this.#gradients.slice(0, this.#rows.length).map((gradient) => [gradient]),
      given,
      withoutConfig: false,
      rows: this.#rows.map((row) => [row]),
      tolerance: this.#tolerance,
      ...(outcome.status === 'bad-return' && { spoilt: true as const }),
    };
    const parameters = [{ shape: [start.length], start, config: rule.hyperparameters, places: this.#places }];
    return {
      name: this.#name,
      curve: this.#curve,
      output,
      performance: {
        test: testOf(this.#name, this.#steps),
        plan: { episode: { ...this.#episode(), parameters }, given, objective: null },
        load,
        outcome,
        observation,
      },
    };
  }
}

/** A curve is judged as a trajectory test in closed loop is. */
const testOf = (name: CurveName, steps: number): Performance['test'] => ({
  kind: 'trajectory',
  id: name.id,
  title: titleOf(name),
  points: 0,
  visibility: 'visible',
  mode: 'closed-loop',
  objective: 'training cost',
  steps,
  hyperparameters: name.rule.hyperparameters,
  changes: [],
  plot: false,
});

const ruleTitle = (rule: ExperimentQuestion['rules'][number]) => findOptimizer(rule.optimizer)!.title;
const titleOf = ({ rule, variant }: CurveName) => [ruleTitle(rule), variant.title].filter(Boolean).join(', ');

/** The figure, with what is said of each curve. */
const experimentOf = (
  question: PublishedExperiment,
  epochs: number,
  stepsAnEpoch: number,
  of: (id: string) => { yours: Curve['points']; partsAt: number | null },
): Experiment => ({
  epochs,
  stepsAnEpoch,
  pointsAnEpoch: POINTS_AN_EPOCH,
  closeUp: question.closeUp,
  curves: curvesOf(question).map(({ id, rule, variant }) => ({
    id,
    rule: ruleTitle(rule),
    variant: variant.title,
    ...of(id),
    reference: (question.reference[id] ?? []).slice(0, epochs * POINTS_AN_EPOCH),
  })),
  claims: question.claims.map(({ text }) => text),
});

/** Each rule is judged as an optimizer question of its own, with its curves as the tests. */
function recordOf(
  question: PublishedExperiment,
  program: Program,
  trained: readonly Trained[],
  epochs: number,
  stepsAnEpoch: number,
): QuestionRecord {
  const judged = question.rules.map((rule) => {
    const own = trained.filter(({ name }) => name.rule === rule);
    const performances = own.map(({ performance }) => ({
      ...performance,
      test: { ...performance.test, points: rule.points / own.length },
    }));
    const asked: OptimizerQuestion = {
      id: question.id,
      points: rule.points,
      entry: rule.entry,
      optimizer: rule.optimizer,
      accepts: rule.accepts,
      defaults: rule.hyperparameters,
      tolerance: question.tolerance,
      allowFloat32: false,
      tests: performances.map(({ test }) => test),
      partialCredit: rule.partialCredit,
    };
    return { rule, ...judgeQuestion(asked, program.fileName, performances, program.source) };
  });
  const divergences = new Map(judged.flatMap((each) => [...each.divergences]));
  const tests = trained.map(({ name }) =>
    judged.flatMap(({ report }) => report.tests).find((test) => test.id === name.id)!,
  );
  const experiment = experimentOf(question, epochs, stepsAnEpoch, (id) => ({
    yours: trained.find(({ name }) => name.id === id)!.curve.points,
    partsAt: divergences.get(id)?.step ?? null,
  }));
  const reports = judged.map(({ report }) => report);
  return {
    id: question.id,
    verdict: verdictOf(reports),
    score: addPoints(reports.map(({ score }) => score)),
    maxScore: question.points,
    tests,
    diagnosis: diagnosisOf(judged),
    plots: [],
    output: trained
      .map(({ output }) => output)
      .join('')
      .slice(0, SHOWN_OUTPUT)
      .toWellFormed(),
    experiment,
  };
}

/** All right, or what is wrong with every one that is; else some were right. */
function verdictOf(reports: readonly QuestionReport[]): QuestionReport['verdict'] {
  const wrong = reports.filter(({ verdict }) => verdict !== 'accepted');
  const [first] = wrong;
  if (!first) return 'accepted';
  const broken = wrong.find(({ verdict }) => verdict !== 'wrong_answer' && verdict !== 'partially_accepted');
  if (broken) return broken.verdict;
  return reports.some(({ score }) => score > 0) ? 'partially_accepted' : 'wrong_answer';
}

/** What is said of the rules that are not right. */
function diagnosisOf(judged: readonly { report: QuestionReport }[]): Diagnosis | null {
  const wrong = judged.filter(({ report }) => report.verdict !== 'accepted');
  const said = wrong.flatMap(({ report }) => report.diagnosis ?? []);
  const [first] = said;
  if (!first) return null;
  return {
    ...first,
    faults: [...new Set(said.flatMap(({ faults }) => faults))],
    message: [...new Set(said.map(({ message }) => message))].join('\n'),
  };
}
