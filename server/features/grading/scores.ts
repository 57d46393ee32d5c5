/** The state and score of every question of a submission: the one place where grades are added up. */
import { z } from 'zod';
import type { AssignmentDefinition, Question } from '../../../contract/assignment.ts';
import { own } from '../../../contract/own.ts';
import { scoreOf, type Decision } from '../../../grader/core/rubric.ts';
import type { Prisma, RunState } from '../../../prisma/generated/client.ts';
import { carryScore, missingStep, questionIn, versionIn } from './versionLine.ts';
import type { VersionLine } from './versionLine.ts';

/** Of a submission's runs those that count, the one that does first: never a rerun that nobody has applied. */
export const COUNTING_RUNS = {
  where: { countsFrom: { not: null } },
  orderBy: [{ countsFrom: 'desc' }, { id: 'desc' }],
} as const satisfies Prisma.Submission$runsArgs;

/** The one that counts. */
export const COUNTING_RUN = { ...COUNTING_RUNS, take: 1 } as const satisfies Prisma.Submission$runsArgs;

/** What the law of scores takes of a decision. */
export const SCORED_DECISION = {
  kind: true,
  fullMarks: true,
  adjustment: true,
  versionId: true,
  run: { select: { state: true, versionId: true, scores: true } },
  items: {
    select: { item: { select: { points: true, group: { select: { id: true, floor: true, cap: true } } } } },
  },
} as const satisfies Prisma.GradeDecisionSelect;

/** What `scoreQuestion` needs of a submission beside the standing grade; without the report, which is large. */
export const SCORED = {
  versionId: true,
  runs: {
    ...COUNTING_RUNS,
    select: {
      id: true,
      versionId: true,
      state: true,
      scores: true,
      queuedAt: true,
      startedAt: true,
      shownAt: true,
      finishedAt: true,
    },
  },
} as const satisfies Prisma.SubmissionSelect;

export interface ScoredSubmission {
  versionId: string;
  /** Those that count, the one that does first. */
  runs: readonly { versionId: string; state: RunState; scores: unknown }[];
}

/** An earlier submission that a grade was made about. */
export interface Earlier {
  submissionId: string;
  number: number;
  submittedAt: Date;
  /** The answer is another one since. */
  changed: boolean;
}

export interface QuestionScore {
  /** As the version in force asks it. */
  question: Question;
  /** Whether the submission was asked it: a question that came in since gives what its version says. */
  asked: boolean;
  /** grading: the grader has not finished · grading_failed: it could not, which is our fault. */
  state: 'ungraded' | 'grading' | 'grading_failed' | 'graded';
  /** Null unless graded, and for a student while withheld tests of their code are still to be run. */
  score: number | null;
  /** The earlier submission that the grade was made about; null where it was about this one, and without a grade. */
  from: Earlier | null;
}

/** Whether a person is to look at it: nobody has, or the answer is another one since. */
export const isToGrade = ({ state, from }: QuestionScore): boolean =>
  state === 'ungraded' || from?.changed === true;

const RunScores = z.record(z.string(), z.number());

type ScoredDecision = Prisma.GradeDecisionGetPayload<{ select: typeof SCORED_DECISION }>;

/** What the law of scores takes of the decision that stands; null where it is no grade. */
export function decisionOf(decision: ScoredDecision | undefined): Decision | null {
  if (decision?.kind !== 'grade') return null;
  const { fullMarks, adjustment, items } = decision;
  return { fullMarks, adjustment, items: items.map(({ item }) => item) };
}

/** What the tests gave an answer in code; null for a written one, and while there is no result. */
function automaticOf(question: Question, runScores: unknown): number | null {
  if (question.kind === 'written' || runScores === null || runScores === undefined) return null;
  return own(RunScores.parse(runScores), question.id) ?? null;
}

type ScoredRun = Pick<ScoredSubmission['runs'][number], 'versionId' | 'state' | 'scores'>;

/**
 * Of the runs that count the first with tests of a question: a rerun from a time when the question was taken out says nothing
 * about it.
 */
export const runOf = <R extends { versionId: string }>(
  line: VersionLine,
  question: Question,
  runs: readonly R[],
): R | undefined =>
  question.kind === 'written'
    ? undefined
    : runs.find(({ versionId }) => questionIn(versionIn(line, versionId), question) !== null);

/**
 * The score of a decision about an answer, in points of the version in force. The decision is taken as it was made: out of
 * the points of its version, and on the result of the run that counted then, so that no later run changes it.
 *
 * @param run that counts now: the result where the decision was made before there was one
 * @returns null for no grade, while there is no result, and where a version since wants it graded anew
 */
export function scoreOfDecision(
  line: VersionLine,
  question: Question,
  decision: ScoredDecision | undefined,
  run: ScoredRun | undefined,
): { given: number; maximum: number; score: number | null; version: number } | null {
  if (!decision) return null;
  const base = decision.run?.state === 'done' ? decision.run : run;
  const made = versionIn(line, decision.versionId);
  const tested = base && question.kind !== 'written' ? versionIn(line, base.versionId) : made;
  // A result that was awaited may be of a later version's tests.
  const basis = tested.number > made.number ? tested : made;
  const asked = questionIn(basis, question);
  if (!asked) return null;
  const upTo = line.filter(({ number }) => number <= basis.number);
  const given = scoreOf({
    written: question.kind === 'written',
    automatic: base?.state === 'done' ? automaticIn(upTo, asked, base) : null,
    maximum: asked.points,
    decision: decisionOf(decision),
  });
  if (given === null || decision.kind !== 'grade') return null;
  const score = carryScore(line, question, basis, given);
  return { given, maximum: asked.points, score, version: basis.number };
}

/** What a run gave, in points of the last version of the line; of the run's state nothing is asked. */
export function automaticIn(
  line: VersionLine,
  question: Question,
  run: Pick<ScoredRun, 'versionId' | 'scores'> | undefined,
): number | null {
  const automatic = automaticOf(question, run?.scores);
  if (!run || automatic === null) return null;
  return carryScore(line, question, versionIn(line, run.versionId), automatic);
}

/**
 * @param question of the version in force
 * @param standing for the student whose score it is; see `standing.ts`
 */
export function scoreQuestion(
  line: VersionLine,
  question: Question,
  submission: ScoredSubmission,
  standing: { decision: ScoredDecision; from: Earlier | null } | null,
): QuestionScore {
  const run = runOf(line, question, submission.runs);
  const made = versionIn(line, submission.versionId);
  if (!questionIn(made, question) && !run) {
    const score = missingStep(line, question, made) === 'full' ? question.points : 0;
    return { question, asked: false, state: 'graded', score, from: null };
  }
  const decision = standing?.decision;
  const from = decision?.kind === 'grade' ? (standing?.from ?? null) : null;
  const head = { question, asked: true, from };
  const decided = scoreOfDecision(line, question, decision, run);
  if (decided?.score != null) return { ...head, state: 'graded', score: decided.score };
  if (question.kind === 'written') return { ...head, state: 'ungraded', score: null };
  // Of a run that is over for its reader, the score may be withheld from them.
  if (run?.state === 'done') {
    const awaited = decision?.kind === 'grade' && !decided;
    return { ...head, state: 'graded', score: awaited ? null : automaticIn(line, question, run) };
  }
  return { ...head, state: run?.state === 'failed' ? 'grading_failed' : 'grading', score: null };
}

/** Null while any question has no score. */
export function totalOf(scores: readonly { score: number | null }[]): number | null {
  let total = 0;
  for (const { score } of scores) {
    if (score === null) return null;
    total += score;
  }
  return Math.round(total * 1e6) / 1e6;
}

/** Points of a score by when that was handed in which they are for. */
export interface EarnedPart {
  at: Date;
  points: number;
}

/**
 * What lateness may take some of: a grade that was made about an earlier submission is of that one's time, and a question
 * that was not asked was not handed in.
 */
export function partsOf(
  scores: readonly Pick<QuestionScore, 'score' | 'asked' | 'from'>[],
  submittedAt: Date,
): EarnedPart[] {
  const parts = new Map<number, number>();
  for (const { score, asked, from } of scores) {
    if (!asked || score === null || score <= 0) continue;
    const at = (from?.submittedAt ?? submittedAt).getTime();
    parts.set(at, (parts.get(at) ?? 0) + score);
  }
  return [...parts].map(([at, points]) => ({ at: new Date(at), points }));
}

export function maxScoreOf(definition: AssignmentDefinition): number {
  return totalOf(definition.questions.map(({ points }) => ({ score: points }))) ?? 0;
}
