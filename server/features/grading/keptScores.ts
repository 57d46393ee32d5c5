/** Reads what is kept of the submissions that count; each makes it fresh first. See keepScores.ts. */
import type { PersonName } from '../../../contract/common.ts';
import type { QuestionScore as QuestionPoints } from '../../../contract/gradebook.ts';
import type { GradingQuestion } from '../../../contract/grading.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { countingScores } from './countingScores.ts';
import { freshScores, freshScoresIn, stateOf } from './keepScores.ts';
import type { KeptState } from './keepScores.ts';
import { partsOf, totalOf } from './scores.ts';
import type { Earlier, EarnedPart } from './scores.ts';

/** What a student has of a set. */
export interface KeptScore {
  state: KeptState;
  score: number | null;
  submissionId: string;
  /** Milliseconds since 1970. */
  submittedAt: number;
  /** What was handed in when, and the points that it gives before lateness: moments as ISO 8601. */
  parts: [at: string, points: number][];
}

/** For who asks what lateness costs. */
export const earnedParts = ({ parts }: KeptScore): EarnedPart[] =>
  parts.map(([at, points]) => ({ at: new Date(at), points }));

/**
 * By student and set, of everybody who handed in or of some students. PostgreSQL writes one object a student: as rows of their
 * own, 12,000 scores took the thread longer to take in than all that is done with them.
 */
export async function keptScores(
  db: Db,
  assignmentIds: readonly string[],
  userIds?: readonly string[],
): Promise<Map<string, Record<string, KeptScore>>> {
  await freshScores(db, assignmentIds);
  const whom = userIds ? [...userIds] : null;
  const rows = await db.$queryRaw<{ userId: string; scores: Record<string, KeptScore> }[]>`
    SELECT user_id AS "userId", json_object_agg(assignment_id, json_build_object(
      'state', state, 'score', score, 'submissionId', submission_id, 'submittedAt', (extract(epoch FROM submitted_at) * 1000)::bigint,
      'parts', parts
    )) AS scores
    FROM kept_scores
    WHERE assignment_id = ANY(${[...assignmentIds]}::uuid[]) AND (${whom}::uuid[] IS NULL OR user_id = ANY(${whom}::uuid[]))
    GROUP BY user_id`;
  return new Map(rows.map((row) => [row.userId, row.scores]));
}

export interface KeptQuestions {
  userId: string;
  /** That counts. */
  submissionId: string;
  submittedAt: Date;
  /** By question of the version in force: the score, or the state where there is none. */
  scores: [question: string, score: QuestionPoints][];
}

/** Of everybody who handed in to a set what each question gives them. */
export async function keptByQuestion(db: Db, assignmentId: string): Promise<KeptQuestions[]> {
  await freshScores(db, [assignmentId]);
  return db.$queryRaw<KeptQuestions[]>`
    SELECT user_id AS "userId", submission_id AS "submissionId", submitted_at AS "submittedAt", questions AS scores FROM kept_scores
    WHERE assignment_id = ${assignmentId}::uuid`;
}

/** The same computed anew, inside a transaction that may be taken back. */
export async function computedScores(
  tx: Tx,
  assignmentIds: readonly string[],
  userIds?: readonly string[],
): Promise<Map<string, Record<string, KeptScore>>> {
  const computed = new Map<string, Record<string, KeptScore>>();
  for (const counting of await countingScores(tx, assignmentIds, userIds && { userId: userIds })) {
    const { assignmentId, submissionId, submittedAt, students } = counting;
    for (const { userId, scores } of students) {
      const theirs = computed.get(userId) ?? {};
      computed.set(userId, theirs);
      theirs[assignmentId] = {
        state: stateOf(scores),
        score: totalOf(scores),
        submissionId,
        submittedAt: submittedAt.getTime(),
        parts: partsOf(scores, submittedAt).map(({ at, points }) => [at.toISOString(), points]),
      };
    }
  }
  return computed;
}

export interface WorkToDo {
  /** Students of the course who handed in: not those who have left it, whose answers are graded all the same. */
  submitted: number;
  failedRuns: number;
  ungradedAnswers: number;
}

/** What there is of each set, and what is to be done about it. */
export async function keptCounts(db: Db, assignmentIds: readonly string[]): Promise<Map<string, WorkToDo>> {
  await freshScores(db, assignmentIds);
  const rows = await db.$queryRaw<(WorkToDo & { id: string })[]>`
    SELECT s.assignment_id AS id, s.submitted, s."failedRuns", COALESCE(a."ungradedAnswers", 0) AS "ungradedAnswers"
    FROM (
      SELECT k.assignment_id, count(e.user_id)::int AS submitted,
        count(DISTINCT k.submission_id) FILTER (WHERE k.run_failed)::int AS "failedRuns"
      FROM kept_scores k
      JOIN assignments sets ON sets.id = k.assignment_id
      LEFT JOIN enrolments e ON e.course_id = sets.course_id AND e.user_id = k.user_id
        AND e.role = 'student' AND e.left_at IS NULL
      WHERE k.assignment_id = ANY(${[...assignmentIds]}::uuid[]) GROUP BY k.assignment_id
    ) s
    LEFT JOIN (
      SELECT assignment_id, count(*)::int AS "ungradedAnswers"
      FROM kept_answers WHERE assignment_id = ANY(${[...assignmentIds]}::uuid[]) AND to_grade GROUP BY assignment_id
    ) a ON a.assignment_id = s.assignment_id`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

type QuestionCounts = Pick<GradingQuestion, 'answers' | 'graded' | 'changed'>;

/** Of each question of a set the answers that count; a question without any is not there. */
export async function keptQuestions(db: Db, assignmentId: string): Promise<Map<string, QuestionCounts>> {
  await freshScores(db, [assignmentId]);
  const rows = await db.$queryRaw<(QuestionCounts & { id: string })[]>`
    SELECT question_id AS id, count(*)::int AS answers,
      count(*) FILTER (WHERE state = 'graded' AND NOT to_grade)::int AS graded,
      count(*) FILTER (WHERE state = 'graded' AND to_grade)::int AS changed
    FROM kept_answers WHERE assignment_id = ${assignmentId}::uuid AND asked GROUP BY question_id`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

export interface KeptAnswer {
  submissionId: string;
  /** Of its group. */
  alias: string;
  toGrade: boolean;
}

const readAnswers = (db: Db | Tx, assignmentId: string, questionId: string) =>
  db.$queryRaw<KeptAnswer[]>`
    SELECT k.submission_id AS "submissionId", g.alias, k.to_grade AS "toGrade"
    FROM kept_answers k JOIN submissions s ON s.id = k.submission_id JOIN groups g ON g.id = s.group_id
    WHERE k.assignment_id = ${assignmentId}::uuid AND k.question_id = ${questionId} AND k.asked AND k.has_answer`;

/** The answers to a question that count. */
export async function keptAnswers(db: Db, assignmentId: string, questionId: string): Promise<KeptAnswer[]> {
  await freshScores(db, [assignmentId]);
  return readAnswers(db, assignmentId, questionId);
}

/** The same inside a transaction. */
export async function keptAnswersIn(tx: Tx, assignmentId: string, questionId: string): Promise<KeptAnswer[]> {
  await freshScoresIn(tx, assignmentId);
  return readAnswers(tx, assignmentId, questionId);
}

export interface ListedAnswer extends KeptAnswer {
  submittedAt: Date;
  members: PersonName[];
  /** For whom it counts. */
  userIds: string[];
  score: number | null;
  gradedBy: PersonName | null;
  /** Of the grade that stands. */
  itemIds: string[];
  from: Omit<Earlier, 'submittedAt'> | null;
}

interface ListedRow extends Omit<ListedAnswer, 'from'> {
  fromId: string | null;
  fromNumber: number | null;
  fromChanged: boolean;
}

/** The same with all that a list of them says. */
export async function keptAnswerList(
  db: Db,
  assignmentId: string,
  questionId: string,
): Promise<ListedAnswer[]> {
  await freshScores(db, [assignmentId]);
  const rows = await db.$queryRaw<ListedRow[]>`
    SELECT k.submission_id AS "submissionId", g.alias, k.to_grade AS "toGrade", s.submitted_at AS "submittedAt",
      k.score, k.from_id AS "fromId", k.from_number AS "fromNumber", k.from_changed AS "fromChanged",
      CASE WHEN d.kind = 'grade' THEN json_build_object('id', grader.id, 'name', grader.name) END AS "gradedBy",
      (SELECT json_agg(json_build_object('id', u.id, 'name', u.name)) FROM submission_members m JOIN users u ON u.id = m.user_id
        WHERE m.submission_id = k.submission_id) AS members,
      (SELECT json_agg(c.user_id) FROM kept_scores c WHERE c.submission_id = k.submission_id) AS "userIds",
      ARRAY(SELECT i.rubric_item_id FROM grade_decision_items i WHERE i.revision = k.decision AND d.kind = 'grade') AS "itemIds"
    FROM kept_answers k
    JOIN submissions s ON s.id = k.submission_id
    JOIN groups g ON g.id = s.group_id
    LEFT JOIN grade_decisions d ON d.revision = k.decision
    LEFT JOIN grade_decisions made ON made.revision = coalesce(d.restores, d.revision)
    LEFT JOIN users grader ON grader.id = made.decided_by_id
    WHERE k.assignment_id = ${assignmentId}::uuid AND k.question_id = ${questionId} AND k.asked AND k.has_answer`;
  return rows.map(({ fromId, fromNumber, fromChanged, ...row }) => ({
    ...row,
    from: fromId === null ? null : { submissionId: fromId, number: fromNumber ?? 0, changed: fromChanged },
  }));
}

export interface KeptGrader extends KeptAnswer {
  questionId: string;
  /** Whose grade stands, where a person's does: not of one that a later version wants graded anew. */
  grader: PersonName | null;
}

/** The answers to all questions of a set that count, with who graded them. */
export async function keptGraders(db: Db, assignmentId: string): Promise<KeptGrader[]> {
  await freshScores(db, [assignmentId]);
  return db.$queryRaw<KeptGrader[]>`
    SELECT k.question_id AS "questionId", k.submission_id AS "submissionId", g.alias, k.to_grade AS "toGrade",
      CASE WHEN d.kind = 'grade' AND k.score IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS grader
    FROM kept_answers k
    JOIN submissions s ON s.id = k.submission_id
    JOIN groups g ON g.id = s.group_id
    LEFT JOIN grade_decisions d ON d.revision = k.decision
    LEFT JOIN grade_decisions made ON made.revision = coalesce(d.restores, d.revision)
    LEFT JOIN users u ON u.id = made.decided_by_id
    WHERE k.assignment_id = ${assignmentId}::uuid AND k.asked AND k.has_answer`;
}

export interface KeptDecision {
  questionId: string;
  submissionId: string;
  score: number | null;
  /** Whose grade stands, where a person's does. */
  grader: PersonName | null;
  decidedAt: Date | null;
  /** It came with a file. */
  imported: boolean;
  itemIds: string[];
}

/** The answers to all questions of a set that count, with their scores and what was decided about them. */
export async function keptDecisions(db: Db, assignmentId: string): Promise<KeptDecision[]> {
  await freshScores(db, [assignmentId]);
  return db.$queryRaw<KeptDecision[]>`
    SELECT k.question_id AS "questionId", k.submission_id AS "submissionId", k.score,
      CASE WHEN d.revision IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS grader,
      made.decided_at AS "decidedAt", made.import_id IS NOT NULL AS imported,
      ARRAY(SELECT i.rubric_item_id FROM grade_decision_items i WHERE i.revision = d.revision) AS "itemIds"
    FROM kept_answers k
    LEFT JOIN grade_decisions d ON d.revision = k.decision AND d.kind = 'grade'
    LEFT JOIN grade_decisions made ON made.revision = coalesce(d.restores, d.revision)
    LEFT JOIN users u ON u.id = made.decided_by_id
    WHERE k.assignment_id = ${assignmentId}::uuid AND k.asked AND k.has_answer`;
}

/** On how many answers to a question each item of its rubric is, by the grades that stand. */
export async function keptItemCounts(
  db: Db,
  assignmentId: string,
  questionId: string,
): Promise<Map<string, number>> {
  await freshScores(db, [assignmentId]);
  const rows = await db.$queryRaw<{ id: string; answers: number }[]>`
    SELECT i.rubric_item_id AS id, count(*)::int AS answers
    FROM kept_answers k
    JOIN grade_decisions d ON d.revision = k.decision AND d.kind = 'grade'
    JOIN grade_decision_items i ON i.revision = k.decision
    WHERE k.assignment_id = ${assignmentId}::uuid AND k.question_id = ${questionId} AND k.asked AND k.has_answer
    GROUP BY i.rubric_item_id`;
  return new Map(rows.map(({ id, answers }) => [id, answers]));
}
