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
import type { EpisodeOutcome, LoadOutcome, Observation } from '../episode.ts';
import { FLOAT32_TOLERANCE, type Divergence } from './compare.ts';
import { causeOfOutcome, causesOfMatch, named } from './causes.ts';
import {
  diagnosisOf,
  caretDiagnosis,
  chanceDiagnosis,
  singleDiagnosis,
  unknownDiagnosis,
  unmovedDiagnosis,
} from './diagnosis.ts';
import {
  callHint,
  divergenceMessage,
  keyHint,
  loadMessage,
  outcomeMessage,
  strayShapeHint,
} from './messages.ts';
import { recognisable, trajectoryOver, type Complete } from './observation.ts';
import { ownPart } from './ownPart.ts';
import type { Performance } from './performance.ts';
import { plotOf } from './plot.ts';
import { asRead } from './readOnce.ts';
import { isWhole, refusesZero } from './refusal.ts';
import { hasNumbers, READS_RIGHTLY } from './match.ts';
import { drawsByChance, takesCaretForPower } from './keys.ts';
import { neverMoves, searchSpace, searchWithPart } from './search.ts';
import { FAULTS, VISIBILITIES, type CauseId, type FaultId, type Vector } from '../terms.ts';
import { addPoints } from '../numbers.ts';
import { determineVerdict, type Cause, type JudgedTest } from './verdict.ts';
import { partingOf, partings, type Parting } from './ways.ts';

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

const shapesOf = ({ plan }: Performance) => plan.episode.parameters.map(({ shape }) => shape);

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

/** Each visibility was played in a run of its own: what a program keeps by mistake, it keeps within one. */
function inRuns({
  performances,
  divergences,
}: Pick<Findings, 'performances' | 'divergences'>): Observation[] {
  return VISIBILITIES.flatMap((visibility, run) =>
    performances
      .filter(({ test }) => test.visibility === visibility)
      .map(({ test, observation }) => ({
        ...recognisable(observation, divergences.get(test.id) ?? null),
        run,
      })),
  );
}

/** Whether the program loaded wherever it counts; runs of nothing but advice have no say beside others. */
function loadOf(performances: readonly Performance[]): LoadOutcome {
  const counting = performances.filter(({ test }) => test.points > 0);
  const deciding = counting.length > 0 ? counting : performances;
  return deciding.find(({ load }) => load.status !== 'loaded')?.load ?? { status: 'loaded' };
}

interface Findings {
  question: OptimizerQuestion;
  points: readonly Point[];
  point: Point;
  performances: readonly Performance[];
  divergences: ReadonlyMap<string, Divergence | null>;
  divergenceOf: Parting;
  /** What of the program belongs to the question. */
  source: string;
}

/** Fewer tests could be explained by too much. */
const ENOUGH = 4;

const isVector = ({ length }: readonly number[]): boolean => length < 2;

/** What a test says of a program beside what its steps are. */
const causeOfTest = (question: OptimizerQuestion, performance: Performance): CauseId | null =>
  refusesZero(performance)
    ? null
    : (causeOfOutcome(performance.load, performance.outcome) ??
      (dtypeMessage(question, performance) === '' ? null : 'single-precision'));

interface Found {
  diagnosis: Diagnosis | null;
  /** Of the rule; empty where it is right or nothing is known of it. */
  causes: readonly CauseId[];
}

/** Faults can only be searched for where a rule took steps. */
function diagnose(findings: Findings): Found {
  const { question, points, point, performances, divergences, divergenceOf, source } = findings;
  const expected = findOptimizer(question.optimizer)!;
  const observations = inRuns({ performances, divergences });
  if (observations.every(({ rows }) => rows.length === 0)) return { diagnosis: null, causes: [] };
  if (neverMoves(observations)) return { diagnosis: unmovedDiagnosis(expected), causes: ['takes-no-step'] };
  const preferred = [point, ...points];
  const isRight = [...divergences.values()].every((divergence) => divergence === null);
  const options = { expected, defaults: question.defaults, preferred, source };
  // Then it is the first that a search would find.
  const explainsAll = performances.every(
    (performance) => performance.observation.rows.length === 0 || !divergenceOf(point, performance),
  );
  // A program may go over the rows of a matrix, or over its first row alone.
  const vectors = performances.filter((performance) => shapesOf(performance).every(isVector));
  const isPart = vectors.length >= ENOUGH && vectors.length < performances.length;
  const { match, isOfPart } = explainsAll
    ? { match: { optimizer: expected, point, faults: [], ...READS_RIGHTLY }, isOfPart: false }
    : isPart
      ? searchWithPart(observations, inRuns({ performances: vectors, divergences }), options)
      : { match: searchSpace(observations, options), isOfPart: false };
  const elsewhere = match && isOfPart ? ' With a matrix it does something else.' : '';
  const isNumeric = hasNumbers(observations);
  if ((!match || !isNumeric) && takesCaretForPower(source))
    return { diagnosis: caretDiagnosis(expected), causes: ['caret-for-power'] };
  // What is only guessed is said, and not counted.
  const nowhere: CauseId[] = isNumeric ? [] : ['not-a-number'];
  if (match) {
    const found = diagnosisOf(match, expected, isNumeric);
    return {
      diagnosis: { ...found, message: found.message + elsewhere },
      causes: isNumeric ? causesOfMatch(match, expected, isRight) : nowhere,
    };
  }
  const single = preferred.find((each) => isRightInSingle(each, performances, question));
  if (single) return { diagnosis: singleDiagnosis(expected, single), causes: ['single-precision'] };
  const draws = drawsByChance(source);
  if (draws !== null) return { diagnosis: chanceDiagnosis(expected, draws), causes: nowhere };
  const first = performances.find(({ test }) => divergences.get(test.id));
  const divergence = first ? divergences.get(first.test.id)! : null;
  const complete: Complete = completing(question.defaults);
  const diagnosis = unknownDiagnosis(
    expected,
    divergence,
    first ? movedIn(first.observation, point, complete, 1) : null,
    isMostlyRight(performances, divergences),
    first ? movedIn(first.observation, point, complete) : null,
    first ? stillIn(first.observation) : [],
  );
  return { diagnosis, causes: nowhere };
}

/** With a smaller epsilon, one that is not where it should be may be as small an error as that of float32. */
const LARGE_EPSILON = 1e-3;

/** Whether a program takes the steps of a point in every test, but for the digits that float32 does not have. */
function isRightInSingle(
  point: Point,
  performances: readonly Performance[],
  { defaults }: OptimizerQuestion,
): boolean {
  const complete: Complete = completing(defaults);
  const trajectories = performances.filter(({ test }) => test.kind === 'trajectory');
  const showsEpsilon = ({ observation }: Performance) =>
    observation.given.some(({ epsilon = 0 }) => epsilon >= LARGE_EPSILON);
  if (defaults.epsilon !== undefined && !trajectories.some(showsEpsilon)) return false;
  return trajectories.every((performance) => {
    const observation = { ...performance.observation, tolerance: FLOAT32_TOLERANCE };
    return isWhole(performance) && !partingOf(point, { ...performance, observation }, complete);
  });
}

/** At least half of the tests see the expected trajectory to its end. */
function isMostlyRight(
  performances: readonly Performance[],
  divergences: ReadonlyMap<string, Divergence | null>,
): boolean {
  const trajectories = performances.filter(({ test }) => test.kind === 'trajectory');
  const right = trajectories.filter(
    ({ test, outcome }) => outcome.status === 'completed' && divergences.get(test.id) === null,
  );
  return right.length * 2 >= trajectories.length;
}

/** How far a test's first steps go, or all. */
function movedIn(
  observation: Observation,
  point: Point,
  complete: Complete,
  steps = observation.rows.length,
) {
  const moved = (row: readonly Vector[]) =>
    row.flatMap((theta, p) => Array.from(theta, (x, i) => x - observation.starts[p]![i]!));
  return {
    expected: moved(trajectoryOver(point, observation, complete)[steps - 1]!),
    found: moved(observation.rows[steps - 1]!),
  };
}

/** Of several parameters those that stay where they are, though some gradient pushes them; none where all do. */
function stillIn({ starts, rows, gradients }: Observation): string[] {
  const stays = starts.map(
    (start, p) =>
      rows.every((row) => row[p]!.every((x, i) => x === start[i])) &&
      gradients.some((row) => row[p]!.some((g) => g !== 0)),
  );
  return stays.every(Boolean) ? [] : stays.flatMap((isStill, p) => (isStill ? [`w${p + 1}`] : []));
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
