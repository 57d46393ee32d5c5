/** The line of decisions about an answer: what is read of it, and the one place where it grows. */
import { randomUUID } from 'node:crypto';
import type { Question } from '../../../contract/assignment.ts';
import type { Grade } from '../../../contract/grading.ts';
import type { DecisionKind, Prisma } from '../../../prisma/generated/client.ts';
import type { Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { PERSON_NAME } from '../people.ts';
import { questionOf } from './questionOf.ts';
import { COUNTING_RUN, SCORED, SCORED_DECISION, scoreOfDecision } from './scores.ts';
import type { ScoredSubmission } from './scores.ts';
import { currentOf, versionLinesOf } from './versionLine.ts';
import type { VersionLine } from './versionLine.ts';

/** The last decision, which stands, with all that is shown of it. */
export const LAST_DECISION = {
  orderBy: { revision: 'desc' },
  take: 1,
  select: {
    revision: true,
    ...SCORED_DECISION,
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

/**
 * @param question of the version in force
 * @returns null while nobody decided anything
 */
export function presentGrade(
  line: VersionLine,
  question: Question,
  decision: StandingDecision | undefined,
  run: ScoredSubmission['runs'][number] | undefined,
): Grade | null {
  if (!decision) return null;
  const { kind, fullMarks, adjustment, comment, groupName, revision, items } = decision;
  const scored = scoreOfDecision(line, question, decision, run);
  return {
    kind,
    appliedItemIds: items.map(({ item }) => item.id),
    fullMarks,
    adjustment,
    comment,
    score: scored?.score ?? null,
    carried:
      scored && (scored.score !== scored.given || scored.maximum !== question.points)
        ? { version: scored.version, score: scored.given, maxScore: scored.maximum }
        : null,
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
          group: { select: { assignmentId: true } },
          runs: SCORED.runs,
        },
      },
    },
  });
  const lines = await versionLinesOf(
    tx,
    answers.map(({ submission }) => submission.group.assignmentId),
  );
  return new Map(
    answers.map(({ id: answerId, decisions, submission: { id, group, runs } }) => {
      const line = lines.get(group.assignmentId)!;
      const question = questionOf(currentOf(line).definition, questionId);
      return [id, { answerId, question, grade: presentGrade(line, question, decisions[0], runs[0]) }];
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
  /** What a decision that is restored was made about; absent for the version and the run that count now. */
  basis?: { versionId: string; runId: string | null };
}

/**
 * Who decides: many at once, and no version is published nor rerun applied until the transaction ends, so that a plan
 * that was confirmed is what happens.
 */
async function shareScores(tx: Tx, assignmentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock_shared(hashtextextended(${`scores ${assignmentId}`}, 0))`;
}

/** Who changes what decisions and runs amount to: alone, and while nobody decides. */
export async function lockScores(tx: Tx, assignmentId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`scores ${assignmentId}`}, 0))`;
}

/** By answer, the version in force and the run that counts. */
async function basesOf(tx: Tx, answerIds: readonly string[]) {
  const answers = await tx.answer.findMany({
    where: { id: { in: [...answerIds] } },
    select: {
      id: true,
      submission: {
        select: {
          group: { select: { assignmentId: true } },
          runs: { ...COUNTING_RUN, select: { id: true } },
        },
      },
    },
  });
  const assignmentIds = [...new Set(answers.map(({ submission }) => submission.group.assignmentId))].sort();
  for (const id of assignmentIds) await shareScores(tx, id);
  const lines = await versionLinesOf(tx, assignmentIds);
  return new Map(
    answers.map(({ id, submission: { group, runs } }) => [
      id,
      { versionId: currentOf(lines.get(group.assignmentId)!).id, runId: runs[0]?.id ?? null },
    ]),
  );
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
  const bases = await basesOf(
    tx,
    decisions.map(({ answerId }) => answerId),
  );
  const rows = await tx.gradeDecision.createManyAndReturn({
    data: decisions.map(({ appliedItemIds: _, undoes = null, basis, ...decision }) => ({
      ...decision,
      ...(basis ?? bases.get(decision.answerId)!),
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
