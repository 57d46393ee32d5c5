/** The state and score of every question of a submission: the one place where grades are added up. */
import { z } from 'zod';
import type { AssignmentDefinition, Question } from '../../../contract/assignment.ts';
import { scoreOf, type Decision } from '../../../grader/core/rubric.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';

/** What `scoreQuestions` needs of a submission; without the report, which is large. */
export const SCORED = {
  answers: {
    select: {
      id: true,
      questionId: true,
      // The last decision stands.
      decisions: {
        orderBy: { revision: 'desc' },
        take: 1,
        select: {
          kind: true,
          fullMarks: true,
          adjustment: true,
          items: {
            select: {
              item: { select: { points: true, group: { select: { id: true, floor: true, cap: true } } } },
            },
          },
        },
      },
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

type ScoredDecision = ScoredSubmission['answers'][number]['decisions'][number];

/** What the law of scores takes of the decision that stands; null where it is no grade. */
export function decisionOf(decision: ScoredDecision | undefined): Decision | null {
  if (decision?.kind !== 'grade') return null;
  const { fullMarks, adjustment, items } = decision;
  return { fullMarks, adjustment, items: items.map(({ item }) => item) };
}

/** What the tests gave an answer in code; null for a written one, and while there is no result. */
export function automaticOf(question: Question, runScores: unknown): number | null {
  if (question.kind === 'written' || runScores === null || runScores === undefined) return null;
  return RunScores.parse(runScores)[question.id] ?? null;
}

/** @param submission with at least the question's answer */
export function scoreQuestion(question: Question, submission: ScoredSubmission): QuestionScore {
  const run = submission.runs[0];
  const answer = submission.answers.find(({ questionId }) => questionId === question.id);
  const score = scoreOf({
    written: question.kind === 'written',
    automatic: run?.state === 'done' ? automaticOf(question, run.scores) : null,
    maximum: question.points,
    decision: decisionOf(answer?.decisions[0]),
  });
  if (score !== null) return { question, state: 'graded', score };
  if (question.kind === 'written') return { question, state: 'ungraded', score };
  // Of a run that is over for its reader, whose score is withheld from them.
  if (run?.state === 'done') return { question, state: 'graded', score };
  return { question, state: run?.state === 'failed' ? 'grading_failed' : 'grading', score };
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
