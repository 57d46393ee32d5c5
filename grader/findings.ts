/** What the grader finds: the parts of a report. Their schemas stand in `contract/report.ts`. */
import type { CauseId, Convention, FaultId, TestStatus, Verdict, Visibility } from './terms.ts';

export interface TestResult {
  id: string;
  title: string;
  status: TestStatus;
  score: number;
  maxScore: number;
  visibility: Visibility;
  /** Where, expected, found, error, in words; empty for a test that passed. */
  message: string;
}

export interface Diagnosis {
  /** The nearest known optimizer, null when none is near. */
  optimizer: string | null;
  conventions: Convention[];
  faults: FaultId[];
  message: string;
}

/** An objective of an author's own around two paths: heights on a grid, as many points a row as there are rows. */
export interface Ground {
  title: string;
  minimum: number[] | null;
  /** What the grid covers. */
  x: [number, number];
  y: [number, number];
  /** In rows from the lowest y on. */
  heights: (number | null)[];
}

/** Everything the pictures need, so that a page draws without running anything. Numbers are null where not finite. */
export interface TrajectoryPlot {
  testId: string;
  title: string;
  /** Name of the objective whose contours are drawn. */
  objective: string;
  hyperparameters: Record<string, number>;
  /** Two coordinates a step: the start first. */
  yours: (number | null)[][];
  reference: (number | null)[][];
  /** f at every point of the two trajectories. */
  loss: { yours: (number | null)[]; reference: (number | null)[] };
  /** Under an objective that pages do not know. */
  ground?: Ground | undefined;
  /** The step after which the two part (1 is the first step), null when they agree. */
  divergedAt: number | null;
}

/** The curves of an experiment. Costs are null where they are no numbers. */
export interface Experiment {
  epochs: number;
  stepsAnEpoch: number;
  pointsAnEpoch: number;
  /** So many epochs at the beginning are drawn large. */
  closeUp: number;
  curves: {
    /** Also the id of the test that judges it. */
    id: string;
    /** The optimizer's title. */
    rule: string;
    /** Such as `with dropout`; empty where there is one variant. */
    variant: string;
    yours: (number | null)[];
    reference: number[];
    /** The step at which the rule parts from the reference (1 is the first), null when it does not. */
    partsAt: number | null;
  }[];
  /** What the reference's curves show. */
  claims: string[];
}

export interface QuestionReport {
  id: string;
  verdict: Verdict;
  score: number;
  maxScore: number;
  tests: TestResult[];
  diagnosis: Diagnosis | null;
  /** Why it is not accepted, the most telling first; empty where it is, and in reports from before there were causes. */
  causes: CauseId[];
}
