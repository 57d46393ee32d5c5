/** The state and score of every question of a submission: the one place where grades are added up. */
import { z } from 'zod';
import type { AssignmentDefinition, Question } from '../../../contract/assignment.ts';
import { scoreOf } from '../../../grader/core/rubric.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';

/** What `scoreQuestions` needs of a submission; without the report, which is large. */
export const SCORED = {
  answers: {
    select: {
      id: true,
      questionId: true,
      grade: { select: { adjustment: true } },
      applications: { select: { item: { select: { points: true } } } },
    },
  },
  runs: {
    orderBy: { queuedAt: 'desc' },
    take: 1,
    select: {
      id: true,
      state: true,
      scores: true,
      queuedAt: true,
      startedAt: true,
      shownAt: true,
      finishedAt: true,
    },
  },
} as const satisfies Prisma.SubmissionSelect;

export type ScoredSubmission = Prisma.SubmissionGetPayload<{ select: typeof SCORED }>;

export interface QuestionScore {
  question: Question;
  /** grading: the grader has not finished · grading_failed: it could not, which is our fault. */
  state: 'ungraded' | 'grading' | 'grading_failed' | 'graded';
  /** Null unless graded, and for a student while withheld tests of their code are still to be run. */
  score: number | null;
}

export const RunScores = z.record(z.string(), z.number());

/** @param submission with at least the question's answer */
export function scoreQuestion(question: Question, submission: ScoredSubmission): QuestionScore {
  const run = submission.runs[0];
  const answer = submission.answers.find(({ questionId }) => questionId === question.id);
  const items = answer?.applications.map(({ item }) => item.points) ?? [];
  const appraise = (base: number): QuestionScore => ({
    question,
    state: 'graded',
    score: scoreOf({ base, maximum: question.points, items, adjustment: answer?.grade?.adjustment ?? 0 }),
  });
  if (question.kind === 'written') {
    return answer?.grade ? appraise(question.points) : { question, state: 'ungraded', score: null };
  }
  if (run?.state === 'done') {
    const automatic = RunScores.parse(run.scores ?? {})[question.id];
    return automatic === undefined ? { question, state: 'graded', score: null } : appraise(automatic);
  }
  return { question, state: run?.state === 'failed' ? 'grading_failed' : 'grading', score: null };
}

export function scoreQuestions(
  definition: AssignmentDefinition,
  submission: ScoredSubmission,
): QuestionScore[] {
  return definition.questions.map((question) => scoreQuestion(question, submission));
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

export function maxScoreOf(definition: AssignmentDefinition): number {
  return totalOf(definition.questions.map(({ points }) => ({ score: points }))) ?? 0;
}
