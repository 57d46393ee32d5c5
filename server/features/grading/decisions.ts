/** The line of decisions about an answer: what is read of it, and the one place where it grows. */
import { randomUUID } from 'node:crypto';
import type { Question } from '../../../contract/assignment.ts';
import type { Grade } from '../../../contract/grading.ts';
import { scoreOf } from '../../../grader/core/rubric.ts';
import type { DecisionKind, Prisma } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { PERSON_NAME } from '../people.ts';
import { questionOf } from './questionOf.ts';
import { automaticOf, decisionOf } from './scores.ts';
import { definitionsOf } from './submissionsThatCount.ts';

/** The last decision, which stands, with all that is shown of it. */
export const LAST_DECISION = {
  orderBy: { revision: 'desc' },
  take: 1,
  select: {
    revision: true,
    kind: true,
    fullMarks: true,
    adjustment: true,
    comment: true,
    decidedBy: PERSON_NAME,
    decidedAt: true,
    groupName: true,
    items: {
      select: {
        item: {
          select: {
            id: true,
            text: true,
            points: true,
            position: true,
            group: { select: { id: true, floor: true, cap: true } },
          },
        },
      },
    },
  },
} as const satisfies Prisma.Answer$decisionsArgs;

export type StandingDecision = Prisma.GradeDecisionGetPayload<typeof LAST_DECISION>;

/** @returns null while nobody decided anything */
export function presentGrade(
  decision: StandingDecision | undefined,
  question: Question,
  runScores: unknown,
): Grade | null {
  if (!decision) return null;
  const { kind, fullMarks, adjustment, comment, groupName, revision, items } = decision;
  const score = scoreOf({
    written: question.kind === 'written',
    automatic: automaticOf(question, runScores),
    maximum: question.points,
    decision: decisionOf(decision),
  });
  return {
    kind,
    appliedItemIds: items.map(({ item }) => item.id),
    fullMarks,
    adjustment,
    comment,
    score: kind === 'grade' ? score : null,
    gradedBy: decision.decidedBy,
    gradedAt: decision.decidedAt.toISOString(),
    groupName,
    revision,
  };
}

/**
 * Keeps others from deciding about these answers until the transaction ends; in order of id, so that two never wait for
 * each other.
 *
 * @returns answer ids by submission
 * @throws ApiError not_found
 */
export async function lockAnswers(
  tx: Tx,
  submissionIds: string[],
  questionId: string,
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; submissionId: string }[]>`
    SELECT id, submission_id AS "submissionId" FROM answers
    WHERE submission_id = ANY(${submissionIds}::uuid[]) AND question_id = ${questionId}
    ORDER BY id FOR NO KEY UPDATE`;
  if (rows.length !== new Set(submissionIds).size)
    throw new ApiError('not_found', 'There is no such answer.');
  return new Map(rows.map(({ id, submissionId }) => [submissionId, id]));
}

interface ReadGrade {
  answerId: string;
  question: Question;
  grade: Grade | null;
}

/** The decisions that stand on answers to one question, by submission. */
export async function readGrades(
  tx: Tx,
  answerIds: string[],
  questionId: string,
): Promise<Map<string, ReadGrade>> {
  const answers = await tx.answer.findMany({
    where: { id: { in: answerIds } },
    select: {
      id: true,
      decisions: LAST_DECISION,
      submission: {
        select: {
          id: true,
          versionId: true,
          runs: { orderBy: { queuedAt: 'desc' }, take: 1, select: { scores: true } },
        },
      },
    },
  });
  const definitions = await definitionsOf(
    tx,
    answers.map(({ submission }) => submission),
  );
  return new Map(
    answers.map(({ id: answerId, decisions, submission: { id, versionId, runs } }) => {
      const question = questionOf(definitions.get(versionId)!, questionId);
      return [id, { answerId, question, grade: presentGrade(decisions[0], question, runs[0]?.scores) }];
    }),
  );
}

export interface NewDecision {
  answerId: string;
  /** The decision that stood; null when there was none. */
  supersedes: number | null;
  kind: DecisionKind;
  fullMarks: boolean;
  adjustment: number;
  comment: string;
  appliedItemIds: readonly string[];
  groupName: string | null;
  undoes?: number | null;
}

export const TAKEN_BACK = {
  kind: 'taken_back',
  fullMarks: false,
  adjustment: 0,
  comment: '',
  appliedItemIds: [],
  groupName: null,
} as const satisfies Partial<NewDecision>;

/** Adds decisions of one action to the lines of answers that are locked. */
export async function appendDecisions(
  tx: Tx,
  { userId, now }: { userId: string; now: Date },
  decisions: readonly NewDecision[],
): Promise<void> {
  const actionId = randomUUID();
  const rows = await tx.gradeDecision.createManyAndReturn({
    data: decisions.map(({ appliedItemIds: _, undoes = null, ...decision }) => ({
      ...decision,
      undoes,
      decidedById: userId,
      decidedAt: now,
      actionId,
    })),
    select: { revision: true, answerId: true },
  });
  const revisionOf = new Map(rows.map(({ answerId, revision }) => [answerId, revision]));
  await tx.gradeDecisionItem.createMany({
    data: decisions.flatMap(({ answerId, appliedItemIds }) =>
      appliedItemIds.map((rubricItemId) => ({ revision: revisionOf.get(answerId)!, rubricItemId })),
    ),
  });
  // What is decided need not be kept from colleagues any more.
  await tx.gradingClaim.deleteMany({
    where: { userId, answerId: { in: decisions.map(({ answerId }) => answerId) } },
  });
}
