import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Grade } from '../../../contract/grading.ts';
import { Choice } from '../../../contract/grade.ts';
import type {
  adoptSecondGrading as adoptOperation,
  decideSecondGrading as decideOperation,
  getSecondGrading as getOperation,
} from '../../../contract/secondGradings.ts';
import type { BodyOf, ResponseOf } from '../../../contract/operation.ts';
import { isDecided } from '../../../grader/core/rubric.ts';
import type { Prisma } from '../../../prisma/generated/client.ts';
import { doneBefore, recordAudit } from '../../database/audit.ts';
import { NO_JSON, type Db, type Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject, SubmissionSubject } from '../../middleware/subject.ts';
import { after } from '../after.ts';
import { presentQuestion } from '../assignments/present.ts';
import { NAMED_IMAGES, presentImage } from '../images/present.ts';
import { gradeConflict } from '../grading/gradeAnswer.ts';
import { freshScores } from '../grading/keepScores.ts';
import { presentRubricItem, RUBRIC_ITEM } from '../grading/present.ts';
import { questionOf } from '../grading/questionOf.ts';
import { setGrades } from '../grading/setGrades.ts';
import { choiceOf } from '../grading/was.ts';
import { PERSON_NAME, peopleOf } from '../people.ts';
import { staffOf } from '../requests/listRequests.ts';
import { openSecondGradings } from './openSecondGradings.ts';

interface By {
  userId: string;
  now: Date;
}

/**
 * Draws answers whose grade that stands is somebody else's, each at most once; again where it was asked of somebody who
 * no longer grades in the course.
 *
 * @returns how many
 * @throws ApiError unacceptable
 */
export async function askForSecondGrading(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  questionId: string,
  { graderId, count, userId, now, act }: By & { graderId: string; count: number; act: string },
): Promise<number> {
  if (questionOf(version.definition, questionId).kind !== 'written')
    throw new ApiError(
      'unacceptable',
      'Answers in code are graded by their tests. Choose a written question.',
    );
  const graders = (await staffOf(db, course.id)).map(({ id }) => id);
  if (!graders.includes(graderId))
    throw new ApiError('unacceptable', 'Only a TA or an instructor of the course can be asked.');
  await freshScores(db, [assignment.id]);
  return db.$transaction(async (tx) => {
    const before = await doneBefore(tx, act);
    if (before) return Number(before.details.answers);
    // One draw after the other, so that no answer is drawn by two.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`draw ${assignment.id} ${questionId}`}, 0))`;
    // What was asked of somebody who has left since would wait for ever.
    await tx.secondGrading.deleteMany({
      where: {
        decidedAt: null,
        graderId: { notIn: graders },
        answer: { questionId, submission: { group: { assignmentId: assignment.id } } },
      },
    });
    const drawn = await tx.$queryRaw<{ answerId: string; firstRevision: number }[]>`
      SELECT d.answer_id AS "answerId", d.revision AS "firstRevision"
      FROM kept_answers k
      JOIN grade_decisions stands ON stands.revision = k.decision AND stands.kind = 'grade'
      JOIN grade_decisions d ON d.revision = coalesce(stands.restores, stands.revision)
      JOIN answers a ON a.id = d.answer_id AND a.submission_id = k.submission_id
      LEFT JOIN second_gradings s ON s.answer_id = d.answer_id
      WHERE k.assignment_id = ${assignment.id}::uuid AND k.question_id = ${questionId} AND k.asked
        AND d.decided_by_id <> ${graderId}::uuid AND d.import_id IS NULL AND s.answer_id IS NULL
        AND NOT EXISTS (SELECT FROM submission_members m WHERE m.submission_id = k.submission_id AND m.user_id = ${graderId}::uuid)
      ORDER BY random() LIMIT ${count}`;
    if (drawn.length === 0)
      throw new ApiError(
        'unacceptable',
        'There is no answer to draw: a grade of somebody else has to stand, and each answer is drawn once.',
      );
    await tx.secondGrading.createMany({
      data: drawn.map((row) => ({ ...row, graderId, askedById: userId, askedAt: now })),
    });
    await recordAudit(tx, {
      act,
      actorId: userId,
      courseId: course.id,
      action: 'askForSecondGrading',
      subject: assignment.slug,
      details: { question: questionId, grader: graderId, answers: drawn.length },
    });
    return drawn.length;
  });
}

/** @throws ApiError not_found where the caller was not asked */
async function askedOf(db: Db | Tx, submissionId: string, questionId: string, graderId?: string) {
  const row = await db.secondGrading.findFirst({ where: { graderId, answer: { submissionId, questionId } } });
  if (!row) throw new ApiError('not_found', 'Nobody asked you to grade this answer a second time.');
  return row;
}

/** The same, and nobody decides about it nor adopts it until the transaction ends. */
async function lockAsked(tx: Tx, submissionId: string, questionId: string, graderId?: string) {
  await tx.$queryRaw`
    SELECT FROM second_gradings s JOIN answers a ON a.id = s.answer_id
    WHERE a.submission_id = ${submissionId}::uuid AND a.question_id = ${questionId} FOR UPDATE OF s`;
  return askedOf(tx, submissionId, questionId, graderId);
}

export async function getSecondGrading(
  db: Db,
  { assignment, submission: { id }, current }: SubmissionSubject,
  questionId: string,
  userId: string,
): Promise<ResponseOf<typeof getOperation>> {
  const question = questionOf(current.definition, questionId);
  const { choice, decidedAt } = await askedOf(db, id, questionId, userId);
  const [submission, items] = await Promise.all([
    db.submission.findUniqueOrThrow({
      where: { id },
      select: {
        members: { select: { user: PERSON_NAME } },
        images: NAMED_IMAGES,
        answers: { where: { questionId }, select: { text: true } },
      },
    }),
    db.rubricItem.findMany({
      where: { assignmentId: assignment.id, questionId, archivedAt: null },
      orderBy: { position: 'asc' },
      select: RUBRIC_ITEM,
    }),
  ]);
  return {
    members: peopleOf(submission.members),
    question: presentQuestion(question),
    macros: current.definition.macros,
    answer: submission.answers[0]?.text ?? '',
    images: submission.images.map(presentImage),
    // How often an item was applied is no matter here.
    rubric: items.map((item) => presentRubricItem(item, new Map())),
    maxScore: question.points,
    choice: choice === null ? null : Choice.parse(choice),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/**
 * Keeps what a second person would give, in place of what they saw of their own. The score stays.
 *
 * @returns when it was decided, and submissions whose answers to the question are still to be graded by them
 * @throws ApiError unacceptable where they have decided otherwise since, in another tab
 */
export async function decideSecondGrading(
  db: Db,
  { course, assignment, submission, current }: SubmissionSubject,
  questionId: string,
  { userId, now, choice, seen }: By & { choice: z.infer<typeof Choice>; seen: string | null },
): Promise<ResponseOf<typeof decideOperation>> {
  questionOf(current.definition, questionId);
  if (!isDecided(choice))
    throw new ApiError('unacceptable', 'Choose an item, full marks or a number. Nothing was changed.');
  return db.$transaction(async (tx) => {
    const {
      answerId,
      adoptedAt,
      decidedAt,
      choice: stands,
    } = await lockAsked(tx, submission.id, questionId, userId);
    const asked = { assignmentId: assignment.id, graderId: userId, definition: current.definition };
    const decided = async (at: Date) => {
      const open = await openSecondGradings(tx, asked);
      const left = open.filter(({ question }) => question === questionId);
      return { decidedAt: at.toISOString(), left: left.map(({ submissionId }) => submissionId) };
    };
    const appliedItemIds = [...new Set(choice.appliedItemIds)].toSorted();
    const made = { ...choice, appliedItemIds };
    if (adoptedAt)
      throw new ApiError('locked', 'This grade was made the one that counts: change that one instead.');
    // Sent twice, it is decided once.
    if (decidedAt !== null && isDeepStrictEqual(Choice.parse(stands), made)) return decided(decidedAt);
    if ((decidedAt?.toISOString() ?? null) !== (seen && new Date(seen).toISOString()))
      throw new ApiError(
        'unacceptable',
        'You have graded this answer a second time in another tab since you looked. That stands, and yours is not saved: look at both, then save again to put this one in its place.',
      );
    const items = await tx.rubricItem.count({
      where: { id: { in: appliedItemIds }, assignmentId: assignment.id, questionId, archivedAt: null },
    });
    if (items !== appliedItemIds.length)
      throw new ApiError('unacceptable', 'A rubric item is not of this question, or was archived meanwhile.');
    // Every choice has a time of its own, by which it is named.
    const at = after(decidedAt, now);
    await tx.secondGrading.update({
      where: { answerId },
      data: { choice: made satisfies Prisma.InputJsonObject, decidedAt: at },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'decideSecondGrading',
      subject: submission.id,
      details: {
        question: questionId,
        ...(stands !== null && { was: choiceOf(Choice.parse(stands)) }),
      },
    });
    return decided(at);
  });
}

/**
 * Takes one's own second grade back, as undoing it does: the answer waits again.
 *
 * @throws ApiError locked where it was adopted; unacceptable where it is another one since
 */
export async function takeBackSecondGrading(
  db: Db,
  { course, submission, current }: SubmissionSubject,
  questionId: string,
  { userId, seen }: By & { seen: string },
): Promise<void> {
  questionOf(current.definition, questionId);
  await db.$transaction(async (tx) => {
    const { answerId, adoptedAt, decidedAt, choice } = await lockAsked(tx, submission.id, questionId, userId);
    // Sent twice, it is taken back once.
    if (decidedAt === null) return;
    if (adoptedAt)
      throw new ApiError('locked', 'This grade was made the one that counts: change that one instead.');
    if (decidedAt.toISOString() !== new Date(seen).toISOString())
      throw new ApiError(
        'unacceptable',
        'You have graded this answer a second time in another tab since. That stands: look at it there.',
      );
    await tx.secondGrading.update({ where: { answerId }, data: { choice: NO_JSON, decidedAt: null } });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'takeBackSecondGrading',
      subject: submission.id,
      details: { question: questionId, was: choiceOf(Choice.parse(choice)) },
    });
  });
}

/**
 * An instructor makes the second grade the one that counts, as a decision of theirs about what they have seen.
 *
 * @throws ApiError unacceptable while there is none, or where it is another one since; grade_conflict where somebody has
 * decided about the answer since
 */
export async function adoptSecondGrading(
  db: Db,
  { course, assignment, submission, current }: SubmissionSubject,
  questionId: string,
  { userId, now, baseRevision, decidedAt }: By & BodyOf<typeof adoptOperation>,
): Promise<Grade> {
  questionOf(current.definition, questionId);
  return db.$transaction(async (tx) => {
    const second = await lockAsked(tx, submission.id, questionId);
    if (second.choice === null) throw new ApiError('unacceptable', 'It was not graded a second time yet.');
    if (second.decidedAt?.toISOString() !== new Date(decidedAt).toISOString())
      throw new ApiError(
        'unacceptable',
        'The second grade is another one since you looked. Nothing was changed: look at it, then adopt it.',
      );
    const { graded, conflicts } = await setGrades(
      tx,
      { course, assignment },
      questionId,
      { operation: 'adoptSecondGrading', userId, now, groupName: null },
      [{ submissionId: submission.id, baseRevision }],
      Choice.parse(second.choice),
    );
    const [done] = graded;
    if (!done) throw gradeConflict(conflicts[0]?.theirs ?? null, 'Nothing was changed.');
    await tx.secondGrading.update({
      where: { answerId: second.answerId },
      data: { adoptedAt: second.adoptedAt ?? now },
    });
    return done.grade;
  });
}
