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
import { acceptedPoints } from '../optimizers/conventions.ts';
import { completing } from '../optimizers/hyperparameters.ts';
import { findOptimizer } from '../optimizers/index.ts';
import type { OptimizerQuestion } from '../question.ts';
import type { Sandboxes } from '../sandbox/index.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../sandbox/sandbox.ts';
import type { Vector } from '../terms.ts';
import { Curve, curvesOf, POINTS_AN_EPOCH, type CurveName } from './curve.ts';
import type { Trainers } from './laboratories.ts';
import type { Beginning, Trainer } from './trainer.ts';
import { chosen, WHOLE_STEPS, WholeSteps, withPlaces } from './watched.ts';

/** Plenty for a rule that works on whole arrays. */
const LIMITS: RunLimits = { ...DEFAULT_LIMITS, wallSeconds: 10, cpuSeconds: 10 };
const SHOWN_OUTPUT = 64 * 2 ** 10;

export interface Laboratory extends Pick<Trainers, 'withTrainer' | 'atOnce'> {
  sandboxes: Sandboxes;
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
  /** The first of those that are trained now, such as `adam/plain`. */
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
  /** Coordinates that the reference was stepped beside. */
  places: readonly number[];
  curve: Curve;
  output: string;
}

/** @throws GraderFault for whatever is ours; never for anything that the student's program does. */
export async function conduct(
  question: PublishedExperiment,
  program: Program,
  laboratory: Laboratory,
): Promise<QuestionRecord> {
  const figure = new Figure(question, program, laboratory);
  const lanes = Array.from({ length: laboratory.atOnce }, () =>
    laboratory.withTrainer((trainer) => figure.train(trainer)),
  );
  const ended = await Promise.allSettled(lanes);
  // The first to fail has ended the others.
  figure.signal.throwIfAborted();
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason;
  return figure.record();
}

/** The curves of a question, trained by several trainers at once. */
class Figure {
  readonly #question: PublishedExperiment;
  readonly #program: Program;
  readonly #laboratory: Laboratory;
  readonly #names: CurveName[];
  readonly #epochs: number;
  readonly #failing = new AbortController();
  /** Ends all of it: as the laboratory says, or once one curve has failed. */
  readonly signal: AbortSignal;
  #stepsAnEpoch = 0;
  #places: number[] | null = null;
  readonly #begun = new Set<CurveName>();
  readonly #trained = new Map<CurveName, Trained>();
  /** Of each curve, its points so far and how much of it is done, from 0 to 1. */
  readonly #growing = new Map<CurveName, { points: Curve['points']; share: number }>();

  constructor(question: PublishedExperiment, program: Program, laboratory: Laboratory) {
    this.#question = question;
    this.#program = program;
    this.#laboratory = laboratory;
    this.#names = curvesOf(question);
    this.#epochs = Math.min(question.epochs, laboratory.epochs ?? Infinity);
    const { signal } = laboratory;
    this.signal = signal ? AbortSignal.any([signal, this.#failing.signal]) : this.#failing.signal;
  }

  /** One curve after another, as long as there are some that nobody has begun. */
  async train(trainer: Trainer): Promise<void> {
    try {
      if (this.#next() === undefined) return;
      const beginning = await trainer.begin(this.#laboratory.dataPath, this.#question);
      this.#stepsAnEpoch = beginning.stepsAnEpoch;
      this.#places ??= chosen(beginning.start.length, this.#laboratory.chance);
      for (let name = this.#next(); name !== undefined; name = this.#next())
        await this.#trainOne(name, trainer, beginning, this.#places);
    } catch (error) {
      this.#failing.abort(error);
      throw error;
    }
  }

  /**
   * Two curves of one rule are never trained at once: where the first keeps the second from being trained, which of the two
   * comes first is not to depend on the machine.
   */
  #next(): CurveName | undefined {
    const isTraining = ({ rule }: CurveName) =>
      [...this.#begun].some((name) => name.rule === rule && !this.#trained.has(name));
    return this.#names.find((name) => !this.#begun.has(name) && !isTraining(name));
  }

  async #trainOne(name: CurveName, trainer: Trainer, beginning: Beginning, places: number[]): Promise<void> {
    this.#begun.add(name);
    const tell = (points: Curve['points'], share: number) => this.#tell(name, points, share);
    const before = [...this.#trained.values()].find((each) => each.name.rule === name.rule);
    const watched = before?.places ?? places;
    const conditions = {
      ...this.#laboratory,
      trainer,
      beginning,
      places: watched,
      signal: this.signal,
      tell,
    };
    const training = new Training(this.#question, this.#program, name, this.#epochs, conditions);
    const ended = this.#names
      .map((before) => this.#trained.get(before))
      .find((before) => before && isOver(before, name));
    const trained = ended ? training.skipped(ended) : await training.run();
    tell(trained.curve.points, 1);
    this.#trained.set(name, trained);
  }

  #tell(name: CurveName, points: Curve['points'], share: number): void {
    this.#growing.set(name, { points, share });
    const shareOf = (each: CurveName) => this.#growing.get(each)?.share ?? 0;
    const now = this.#names.find((each) => this.#begun.has(each) && shareOf(each) < 1) ?? name;
    this.#laboratory.onProgress?.({
      curve: now.id,
      title: titleOf(now),
      epoch: Math.min(this.#epochs, Math.floor(shareOf(now) * this.#epochs) + 1),
      done: this.#names.reduce((sum, each) => sum + shareOf(each), 0) / this.#names.length,
      figure: () =>
        experimentOf(this.#question, this.#epochs, this.#stepsAnEpoch, (id) => {
          const of = this.#names.find((each) => each.id === id)!;
          return { yours: this.#growing.get(of)?.points ?? [], partsAt: null };
        }),
    });
  }

  record(): QuestionRecord {
    const trained = this.#names.map((name) => this.#trained.get(name)!);
    return recordOf(this.#question, this.#program, trained, this.#epochs, this.#stepsAnEpoch);
  }
}

/** What kept a curve from being trained keeps the next from it: the file is broken, or this rule never ends. */
const isOver = ({ name, performance: { load, outcome } }: Trained, next: CurveName): boolean =>
  (load.status !== 'loaded' && load.status !== 'entry-missing' && load.status !== 'entry-unusable') ||
  (name.rule.entry === next.rule.entry && (load.status !== 'loaded' || outcome.status === 'limit'));

interface Conditions extends Laboratory {
  trainer: Trainer;
  beginning: Beginning;
  /** Coordinates that the reference is stepped beside. */
  places: readonly number[];
  signal: AbortSignal;
  tell: (points: Curve['points'], share: number) => void;
}

class Training {
  readonly #program: Program;
  readonly #name: CurveName;
  readonly #steps: number;
  readonly #conditions: Conditions;
  readonly #tolerance: number;
  readonly #curve: Curve;
  /** The gradient that the program is given, at one step after another. */
  readonly #given: Vector;
  readonly #gradients: Vector[] = [];
  readonly #rows: Vector[] = [];
  readonly #whole: WholeSteps;
  #places: readonly number[];

  constructor(
    question: ExperimentQuestion,
    program: Program,
    name: CurveName,
    epochs: number,
    conditions: Conditions,
  ) {
    const { start, stepsAnEpoch } = conditions.beginning;
    this.#program = program;
    this.#name = name;
    this.#steps = epochs * stepsAnEpoch;
    this.#conditions = conditions;
    this.#places = conditions.places;
    const { rule } = name;
    const points = acceptedPoints(findOptimizer(rule.optimizer)!.point, rule.accepts);
    this.#whole = new WholeSteps(points, completing(rule.hyperparameters)({}), start, question.tolerance);
    this.#tolerance = question.tolerance;
    this.#curve = new Curve(stepsAnEpoch);
    this.#given = new Float64Array(start.length);
  }

  async run(): Promise<Trained> {
    const { sandboxes, signal, limits = LIMITS } = this.#conditions;
    signal.throwIfAborted();
    const result = await sandboxes
      .run({
        program: this.#program,
        episodes: [this.#episode()],
        limits,
        gradient: (_, step, [theta]) => this.#train(step, theta!),
      })
      .catch((error: unknown) => {
        signal.throwIfAborted();
        throw error;
      });
    const [outcome] = result.episodes as [EpisodeOutcome];
    if (outcome.status === 'completed') this.#stepTo(outcome.rows.at(-1)![0]!);
    return this.#trained(result, outcome);
  }

  skipped({ performance: { load } }: Trained): Trained {
    return this.#trained({ load, output: '', episodes: [] }, { status: 'not-run' });
  }

  #episode(): Episode {
    const { start } = this.#conditions.beginning;
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
    const { signal, trainer, tell } = this.#conditions;
    signal.throwIfAborted();
    if (step > 0) this.#stepTo(theta);
    const { cost, gradient } = await trainer.at(step, this.#name.variant.dropout, theta, this.#given);
    this.#gradients.push(this.#watched(gradient));
    if (this.#curve.add(cost)) tell(this.#curve.points, (step + 1) / this.#steps);
    return [gradient];
  }

  /** Takes in where the rule has gone by the gradient that it was given last. */
  #stepTo(next: Vector): void {
    this.#rows.push(this.#watched(next));
    if (this.#rows.length > WHOLE_STEPS) return;
    const places = withPlaces(this.#places, this.#whole.take(this.#given, next));
    if (places === this.#places) return;
    this.#places = places;
    for (const [step, each] of this.#whole.steps.entries()) {
      this.#gradients[step] = this.#watched(each.gradient);
      this.#rows[step] = this.#watched(each.next);
    }
  }

  #watched(vector: Vector): Vector {
    return Float64Array.from(this.#places, (place) => vector[place]!);
  }

  #trained(
    { load, output }: Pick<RunResult, 'load' | 'output' | 'episodes'>,
    outcome: EpisodeOutcome,
  ): Trained {
    const { rule } = this.#name;
    const start = this.#watched(this.#conditions.beginning.start);
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
      places: this.#places,
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
    causes: [...new Set(reports.flatMap(({ causes }) => causes))],
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
