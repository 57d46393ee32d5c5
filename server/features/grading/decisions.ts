/** The line of decisions about an answer: what is read of it, and the one place where it grows. */
import { randomUUID } from 'node:crypto';
import type { Question } from '../../../contract/assignment.ts';
import type { Grade } from '../../../contract/grading.ts';
import type { DecisionKind, Prisma } from '../../../prisma/generated/client.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { refuseOwnWork } from '../../middleware/ownWork.ts';
import { countingSubmissions } from '../submissions/counting.ts';
import { questionOf } from './questionOf.ts';
import { COUNTING_RUNS, SCORED, runOf, scoreOfDecision } from './scores.ts';
import type { ScoredSubmission } from './scores.ts';
import { commonStanding, standingsOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { currentOf, everAsked, versionLineOf, versionLinesOf } from './versionLine.ts';
import type { VersionLine } from './versionLine.ts';

/**
 * @param question of the version in force, or of the last that had it
 * @returns null while nobody decided anything
 */
export function presentGrade(
  line: VersionLine,
  question: Question,
  standing: Standing | null,
  run: ScoredSubmission['runs'][number] | undefined,
): Grade | null {
  if (!standing) return null;
  const { decision, comment, from, revision } = standing;
  const made = decision.restored ?? decision;
  const scored = scoreOfDecision(line, question, decision, run);
  return {
    kind: decision.kind === 'grade' || comment === '' ? decision.kind : 'comment',
    appliedItemIds: decision.items.map(({ item }) => item.id),
    fullMarks: decision.fullMarks,
    adjustment: decision.adjustment,
    comment,
    score: scored?.score ?? null,
    carried:
      scored && (scored.score !== scored.given || scored.maximum !== question.points)
        ? { version: scored.version, score: scored.given, maxScore: scored.maximum }
        : null,
    from,
    gradedBy: made.decidedBy,
    gradedAt: made.decidedAt.toISOString(),
    groupName: decision.groupName,
    revision,
  };
}

interface Asked {
  assignmentId: string;
  submissionIds: readonly string[];
  questionId: string;
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

/**
 * Keeps others from deciding about these answers, and about earlier ones whose grades count for them, and what decisions amount
 * to from changing, until the transaction ends: what is read from then on is what the decision is about. Answers in order
 * of id, so that two never wait for each other.
 *
 * @throws ApiError not_found
 */
export async function lockAnswers(tx: Tx, { assignmentId, submissionIds, questionId }: Asked): Promise<void> {
  await shareScores(tx, assignmentId);
  const wanted = [...new Set(submissionIds)];
  const rows = await tx.$queryRaw<{ submissionId: string }[]>`
    SELECT submission_id AS "submissionId" FROM answers
    WHERE question_id = ${questionId} AND submission_id IN (
      SELECT line.submission_id FROM submission_members member
      JOIN submission_members line ON line.user_id = member.user_id
      JOIN submissions submission ON submission.id = line.submission_id
      JOIN groups ON groups.id = submission.group_id
      WHERE member.submission_id = ANY(${wanted}::uuid[]) AND groups.assignment_id = ${assignmentId}::uuid
    )
    ORDER BY id FOR NO KEY UPDATE`;
  const locked = new Set(rows.map((row) => row.submissionId));
  if (!wanted.every((id) => locked.has(id))) throw new ApiError('not_found', 'There is no such answer.');
}

export interface ReadGrade {
  answerId: string;
  question: Question;
  /** The version in force no longer has it. What was decided stays, and can be read. */
  takenOut: boolean;
  /** What stands for those for whom the submission counts; where it counts for nobody, for those whom it names. */
  grade: Grade | null;
  /** The same student by student, where it is not the same for all of them. */
  apart: { userIds: string[]; grade: Grade | null }[];
  /** Of the last decision about this very answer; null where there is none. */
  own: OwnDecision | null;
}

/** Of a decision what says whether another one is the same. */
const OWN_DECISION = {
  revision: true,
  kind: true,
  fullMarks: true,
  adjustment: true,
  comment: true,
  decidedById: true,
  groupName: true,
  undoes: true,
  importId: true,
  items: { select: { rubricItemId: true } },
} as const satisfies Prisma.GradeDecisionSelect;
export type OwnDecision = Prisma.GradeDecisionGetPayload<{ select: typeof OWN_DECISION }>;

export const readDecision = (tx: Tx, revision: number): Promise<OwnDecision> =>
  tx.gradeDecision.findUniqueOrThrow({ where: { revision }, select: OWN_DECISION });

/** What stands on answers to one question, by submission. */
export async function readGrades(
  tx: Db | Tx,
  { assignmentId, submissionIds, questionId }: Asked,
): Promise<Map<string, ReadGrade>> {
  const answers = await tx.answer.findMany({
    where: { questionId, submissionId: { in: [...new Set(submissionIds)] } },
    select: {
      id: true,
      decisions: { orderBy: { revision: 'desc' }, take: 1, select: OWN_DECISION },
      submission: {
        select: {
          id: true,
          members: { select: { userId: true } },
          runs: SCORED.runs,
        },
      },
    },
  });
  const submissions = answers.map(({ submission }) => submission);
  const members = submissions.flatMap((each) => each.members.map(({ userId }) => userId));
  const line = await versionLineOf(tx, assignmentId);
  const { question, takenOut } = everAsked(line, questionId);
  const counting = await countingSubmissions(tx, [assignmentId], [...new Set(members)]);
  const audience = new Map(
    submissions.map((each) => {
      const named = each.members.map(({ userId }) => userId);
      const counts = counting
        .filter(({ submissionId }) => submissionId === each.id)
        .map(({ userId }) => userId);
      return [each.id, counts.length > 0 ? counts : named];
    }),
  );
  const named = [...audience].flatMap(([submissionId, userIds]) =>
    userIds.map((userId) => ({ assignmentId, submissionId, userId })),
  );
  const standings = await standingsOf(tx, named, questionId);
  return new Map(
    answers.map(({ id: answerId, decisions: [own = null], submission: { id, runs } }) => {
      const shared = standings.all(audience.get(id) ?? [], id, questionId);
      const run = runOf(line, question, runs);
      const present = (standing: Standing | null) => presentGrade(line, question, standing, run);
      const apart =
        shared.length < 2
          ? []
          : shared.map(({ userIds, standing }) => ({ userIds, grade: present(standing) }));
      return [id, { answerId, question, takenOut, grade: present(commonStanding(shared)), apart, own }];
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
  /** Of one that undoes: what stands again. */
  restores?: number;
  /** What a decision that is restored was made about; absent for the version and the run that count now. */
  basis?: { versionId: string; runId: string | null };
}

/** By answer, the version in force and the run that counts for its question; of answers that are locked. */
async function basesOf(tx: Tx, answerIds: readonly string[]) {
  const answers = await tx.answer.findMany({
    where: { id: { in: [...answerIds] } },
    select: {
      id: true,
      questionId: true,
      submission: {
        select: {
          id: true,
          group: { select: { assignmentId: true } },
          runs: { ...COUNTING_RUNS, select: { id: true, versionId: true } },
        },
      },
    },
  });
  const assignmentIds = answers.map(({ submission }) => submission.group.assignmentId);
  const lines = await versionLinesOf(tx, assignmentIds);
  return new Map(
    answers.map(({ id, questionId, submission: { id: submissionId, group, runs } }) => {
      const line = lines.get(group.assignmentId)!;
      const current = currentOf(line);
      const run = runOf(line, questionOf(current.definition, questionId), runs);
      return [id, { submissionId, basis: { versionId: current.id, runId: run?.id ?? null } }];
    }),
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

/**
 * Adds decisions of one action to the lines of answers that are locked.
 *
 * @param by with the file that they come from, where they come from one, and the act's id in the log, where it has a key
 * @throws ApiError forbidden where one is about their own work
 */
export async function appendDecisions(
  tx: Tx,
  {
    userId,
    now,
    importId = null,
    act: actionId = randomUUID(),
  }: { userId: string; now: Date; importId?: string | null; act?: string | undefined },
  decisions: readonly NewDecision[],
): Promise<void> {
  const bases = await basesOf(
    tx,
    decisions.map(({ answerId }) => answerId),
  );
  // Whatever brings them here: one answer, many, a file, a request, an undoing.
  await refuseOwnWork(tx, userId, [...new Set([...bases.values()].map(({ submissionId }) => submissionId))]);
  const rows = await tx.gradeDecision.createManyAndReturn({
    data: decisions.map(({ appliedItemIds: _, undoes = null, basis, ...decision }) => ({
      ...decision,
      ...(basis ?? bases.get(decision.answerId)!.basis),
      undoes,
      decidedById: userId,
      decidedAt: now,
      actionId,
      importId,
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
