/**
 * Judges one question: what the rule did in every episode goes in, the question's report comes out. Pure; the sandbox
 * has done its work before and nothing here runs a student's code. Given the tests of some visibilities alone, the report
 * is made from them alone.
 */
import type { OptimizerQuestion } from '../question.ts';
import type { Diagnosis, QuestionReport, TrajectoryPlot } from '../findings.ts';
import { acceptedPoints } from '../optimizers/conventions.ts';
import { completeHyperparameters, completing } from '../optimizers/hyperparameters.ts';
import { findOptimizer } from '../optimizers/index.ts';
import type { Point } from '../optimizers/space.ts';
import { findProperty } from '../properties/index.ts';
import type { EpisodeOutcome, LoadOutcome } from '../episode.ts';
import type { Divergence } from './compare.ts';
import { causeOfOutcome, named } from './causes.ts';
import { diagnose } from './diagnose.ts';
import {
  callHint,
  divergenceMessage,
  keyHint,
  loadMessage,
  outcomeMessage,
  strayShapeHint,
} from './messages.ts';
import type { Complete } from './observation.ts';
import { ownPart } from './ownPart.ts';
import { shapesOf, type Performance } from './performance.ts';
import { plotOf } from './plot.ts';
import { asRead } from './readOnce.ts';
import { isWhole, refusesZero } from './refusal.ts';
import { FAULTS, type CauseId, type FaultId } from '../terms.ts';
import { addPoints } from '../numbers.ts';
import { determineVerdict, type Cause, type JudgedTest } from './verdict.ts';
import { partings, type Parting } from './ways.ts';

export interface JudgedQuestion {
  report: QuestionReport;
  plots: TrajectoryPlot[];
  /** By test: where a trajectory parts from the reference, null where it does not. */
  divergences: ReadonlyMap<string, Divergence | null>;
}

const CAUSE_OF_LIMIT = { time: 'time', memory: 'memory', output: 'output' } as const;

/** @param divergenceOf what was found when some of the same performances were judged before */
export function judgeQuestion(
  question: OptimizerQuestion,
  fileName: string,
  played: readonly Performance[],
  source = '',
  divergenceOf: Parting = partings(question),
): JudgedQuestion {
  const reference = findOptimizer(question.optimizer)!;
  const complete: Complete = completing(question.defaults);
  const points = pointsOf(question);
  const performances = asRead(points, played, divergenceOf);
  const point = bestPoint(points, performances, divergenceOf);

  const before = (index: number) =>
    performances
      .slice(0, index)
      .filter(({ test }) => test.visibility === performances[index]!.test.visibility)
      .flatMap(shapesOf);
  const divergences = new Map<string, Divergence | null>();
  const judged = performances.map((performance, index): JudgedTest => {
    const { test, load, outcome } = performance;
    const failure = load.status === 'loaded' && !refusesZero(performance) ? brokenBy(outcome) : null;
    const base = { id: test.id, title: test.title, maxScore: test.points, visibility: test.visibility };
    if (load.status !== 'loaded' || outcome.status === 'not-run') {
      const message = loadMessage(load, fileName) || outcomeMessage(outcome, fileName);
      return { ...base, status: 'skipped', score: 0, cause: null, message };
    }
    if (failure) {
      return {
        ...base,
        status: 'error',
        score: 0,
        cause: failure,
        message:
          outcomeMessage(outcome, fileName) +
          (strayShapeHint(outcome, shapesOf(performance), before(index)) ||
            callHint(performance, performances) ||
            keyHint(performance)),
      };
    }
    const divergence = test.kind === 'trajectory' ? divergenceOf(point, performance) : null;
    divergences.set(test.id, divergence);
    const message = dtypeMessage(question, performance) || judgeTest(question, performance, divergence);
    const passed = message === '';
    return {
      ...base,
      status: passed ? 'passed' : 'failed',
      score: passed ? test.points : 0,
      cause: null,
      message,
    };
  });

  const verdict = determineVerdict(loadOf(performances), judged);
  const earned = addPoints(judged.map((test) => test.score));
  const isAccepted = verdict === 'accepted';
  const found = diagnose({
    question,
    points,
    point,
    performances,
    divergences,
    divergenceOf,
    source: ownPart(source, question.entry),
  });
  const { diagnosis } = found;
  const ofTests = performances.map((performance, index) =>
    strayShapeHint(performance.outcome, shapesOf(performance), before(index))
      ? 'state-shared'
      : causeOfTest(question, performance),
  );
  const parts = [...divergences.values()].some((divergence) => divergence !== null);
  const causes = isAccepted ? [] : named([...found.causes, ...ofTests], parts);
  const credit = isAccepted ? 0 : partialCredit(question, diagnosis, causes);
  const score = Math.max(earned, credit);
  return {
    report: {
      id: question.id,
      verdict: verdict === 'wrong_answer' && score > 0 ? 'partially_accepted' : verdict,
      score,
      maxScore: question.points,
      tests: judged.map(({ cause: _, ...test }) => test),
      diagnosis,
      causes,
    },
    plots: performances
      .filter(({ test }) => test.kind === 'trajectory' && test.plot)
      .flatMap((performance) =>
        plotOf(performance, reference, point, complete, divergences.get(performance.test.id) ?? null),
      ),
    divergences,
  };
}

const accepted = new WeakMap<OptimizerQuestion, readonly Point[]>();

/** The very same points whenever a question is judged, so that what is known of one is known the next time. */
function pointsOf(question: OptimizerQuestion): readonly Point[] {
  const known = accepted.get(question);
  if (known) return known;
  const points = acceptedPoints(findOptimizer(question.optimizer)!.point, question.accepts);
  accepted.set(question, points);
  return points;
}

/**
 * Of the accepted conventions the one that earns most points, and among equals the one that explains most tests: the
 * same one must hold in every test of the question.
 */
function bestPoint(
  points: readonly Point[],
  performances: readonly Performance[],
  divergenceOf: Parting,
): Point {
  const trajectories = performances.filter(({ test }) => test.kind === 'trajectory');
  const ranked: { point: Point; earned: number; explained: number }[] = [];
  for (const point of points) {
    const explained = trajectories.filter((performance) => !divergenceOf(point, performance));
    const earned = addPoints(explained.filter(isWhole).map(({ test }) => test.points));
    ranked.push({ point, earned, explained: explained.length });
    // No other can explain more, or earn more by it.
    if (explained.length === trajectories.length) break;
  }
  return ranked.reduce((best, other) =>
    other.earned > best.earned || (other.earned === best.earned && other.explained > best.explained)
      ? other
      : best,
  ).point;
}

function brokenBy(outcome: EpisodeOutcome): Cause | null {
  if (outcome.status === 'limit') return CAUSE_OF_LIMIT[outcome.limit];
  return outcome.status === 'raised' || outcome.status === 'bad-return' || outcome.status === 'died'
    ? 'runtime'
    : null;
}

function dtypeMessage(question: OptimizerQuestion, { outcome, plan }: Performance): string {
  if (outcome.status !== 'completed' || question.allowFloat32 || plan.episode.dtype === 'float32') return '';
  return outcome.dtypes.includes('float32') || outcome.dtypes.includes('float16')
    ? 'next_w is float32 although w is float64: half of the digits are lost. Keep the type of w.'
    : '';
}

function judgeTest(
  question: OptimizerQuestion,
  performance: Performance,
  divergence: Divergence | null,
): string {
  const { test, plan, observation } = performance;
  if (test.kind === 'trajectory') {
    return divergence ? divergenceMessage(divergence, plan.episode.parameters) : '';
  }
  const property = findProperty(test.property)!;
  const h = completeHyperparameters(test.hyperparameters, question.defaults);
  const complaint = property.judge(observation, h);
  return complaint ? `${complaint} (${property.law}; ${property.source})` : '';
}

/** What a test says of a program beside what its steps are. */
const causeOfTest = (question: OptimizerQuestion, performance: Performance): CauseId | null =>
  refusesZero(performance)
    ? null
    : (causeOfOutcome(performance.load, performance.outcome) ??
      (dtypeMessage(question, performance) === '' ? null : 'single-precision'));

/** Whether the program loaded wherever it counts; runs of nothing but advice have no say beside others. */
function loadOf(performances: readonly Performance[]): LoadOutcome {
  const counting = performances.filter(({ test }) => test.points > 0);
  const deciding = counting.length > 0 ? counting : performances;
  return deciding.find(({ load }) => load.status !== 'loaded')?.load ?? { status: 'loaded' };
}

const isFault = (id: CauseId): id is FaultId => (FAULTS as readonly string[]).includes(id);

/** Points an author grants to a submission whose only faults are these. */
function partialCredit(
  question: OptimizerQuestion,
  diagnosis: Diagnosis | null,
  causes: readonly CauseId[],
): number {
  const found = causes.filter(isFault);
  if (diagnosis?.optimizer !== question.optimizer || found.length === 0) return 0;
  const granted = question.partialCredit
    .filter(({ faults }) => found.every((fault) => faults.includes(fault)))
    .map(({ points }) => points);
  return Math.min(question.points, Math.max(0, ...granted));
}
