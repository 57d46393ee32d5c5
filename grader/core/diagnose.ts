/**
 * Why a rule takes the steps that it took: what the search of the design space finds, and where that finds nothing, what the numbers and
 * the program say of themselves. Pure.
 */
import type { Observation } from '../episode.ts';
import type { Diagnosis } from '../findings.ts';
import { completing } from '../optimizers/hyperparameters.ts';
import { findOptimizer } from '../optimizers/index.ts';
import type { Point } from '../optimizers/space.ts';
import type { OptimizerQuestion } from '../question.ts';
import { VISIBILITIES, type CauseId, type Vector } from '../terms.ts';
import { causesOfMatch } from './causes.ts';
import type { Divergence } from './compare.ts';
import {
  caretDiagnosis,
  chanceDiagnosis,
  cuttingDiagnosis,
  diagnosisOf,
  outlivingDiagnosis,
  roundedDiagnosis,
  roundingDiagnosis,
  singleDiagnosis,
  unknownDiagnosis,
  unmovedDiagnosis,
} from './diagnosis.ts';
import { isRightInSingle, placesKept } from './digits.ts';
import { hasNumbers, READS_RIGHTLY } from './match.ts';
import { recognisable, trajectoryOver, type Complete } from './observation.ts';
import { shapesOf, type Performance } from './performance.ts';
import { isWhole } from './refusal.ts';
import { neverMoves, searchSpace, searchWithPart } from './search.ts';
import { cutsOff, drawsByChance, losesDigits, outlivesCalls, takesCaretForPower } from './signs.ts';
import type { Parting } from './ways.ts';

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

interface Found {
  diagnosis: Diagnosis | null;
  /** Of the rule; empty where it is right or nothing is known of it. */
  causes: readonly CauseId[];
}

/** Faults can only be searched for where a rule took steps. */
export function diagnose(findings: Findings): Found {
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
  const stops = isRight && performances.some((performance) => !isWhole(performance));
  const elsewhere = stops
    ? ' Where it stops, the test says why.'
    : match && isOfPart
      ? ' With a matrix it does something else.'
      : '';
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
  const rounds = losesDigits(source);
  if (single) {
    const isSingle = rounds === null || /32/.test(rounds);
    return {
      diagnosis: singleDiagnosis(expected, single, rounds),
      causes: [isSingle ? 'single-precision' : 'rounded'],
    };
  }
  for (const each of preferred) {
    const places = placesKept(each, performances, question);
    if (places !== null) return { diagnosis: roundedDiagnosis(expected, each, places), causes: ['rounded'] };
  }
  const draws = drawsByChance(source);
  if (draws !== null) return { diagnosis: chanceDiagnosis(expected, draws), causes: ['draws-by-chance'] };
  const outlives = outlivesCalls(source);
  if (outlives !== null)
    return { diagnosis: outlivingDiagnosis(expected, outlives), causes: ['state-shared'] };
  if (rounds !== null) return { diagnosis: roundingDiagnosis(expected, rounds), causes: ['rounded'] };
  const cuts = cutsOff(source);
  if (cuts !== null) return { diagnosis: cuttingDiagnosis(expected, cuts), causes: ['hyperparameter-added'] };
  const first = performances.find(({ test }) => divergences.get(test.id));
  const divergence = first ? divergences.get(first.test.id)! : null;
  const complete: Complete = completing(question.defaults);
  const diagnosis = unknownDiagnosis(
    expected,
    divergence,
    first ? movedIn(first.observation, point, complete, 1) : null,
    first && isMostlyRight(performances, divergences) ? first.test.title : null,
    first ? movedIn(first.observation, point, complete) : null,
    first ? stillIn(first.observation) : [],
  );
  return { diagnosis, causes: nowhere };
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
