/** How a question is divided among graders: the last decision stands, and whose an answer is follows from it. */
import { isDeepStrictEqual } from 'node:util';
import { Division } from '../../../contract/desk.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { ownAmong } from '../../middleware/ownWork.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { questionOf } from '../grading/questionOf.ts';
import { staffOf } from '../requests/listRequests.ts';
import { requireSeen } from '../requireSeen.ts';
import { inForce, partsOf } from './partsOf.ts';

/** Of each question that was ever divided. */
export async function divisionsOf(
  db: Db | Tx,
  assignmentId: string,
  questionId?: string,
): Promise<Map<string, Division | null>> {
  const rows = await db.gradingDivision.findMany({
    where: { assignmentId, ...(questionId !== undefined && { questionId }) },
    orderBy: { revision: 'desc' },
    distinct: ['questionId'],
    select: { questionId: true, division: true },
  });
  return new Map(
    rows.map((row) => [row.questionId, row.division === null ? null : Division.parse(row.division)]),
  );
}

/** Who can have a part. */
async function gradersIn(db: Db | Tx, courseId: string): Promise<Set<string>> {
  return new Set((await staffOf(db, courseId)).map(({ id }) => id));
}

/** By submission the section of one of its members, which a name has no say in: whose part an answer is would tell of it. */
export async function sectionsOf(
  db: Db | Tx,
  courseId: string,
  submissionIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ submissionId: string; section: string }[]>`
    SELECT DISTINCT ON (m.submission_id) m.submission_id AS "submissionId", COALESCE(e.section, '') AS section
    FROM submission_members m
    JOIN enrolments e ON e.user_id = m.user_id AND e.course_id = ${courseId}::uuid
    WHERE m.submission_id = ANY(${[...submissionIds]}::uuid[])
    ORDER BY m.submission_id, m.user_id`;
  return new Map(rows.map(({ submissionId, section }) => [submissionId, section]));
}

/** Whose each answer to a question is. */
export async function partsIn(
  db: Db | Tx,
  { courseId, assignmentId, questionId }: { courseId: string; assignmentId: string; questionId: string },
  order: readonly { submissionId: string }[],
): Promise<Map<string, string>> {
  const division = (await divisionsOf(db, assignmentId, questionId)).get(questionId) ?? null;
  if (division === null) return new Map();
  const ids = order.map(({ submissionId }) => submissionId);
  const sections =
    division.by === 'section' ? await sectionsOf(db, courseId, ids) : new Map<string, string>();
  const parts = partsOf(
    division,
    ids.map((submissionId) => ({ submissionId, section: sections.get(submissionId) ?? '' })),
    await gradersIn(db, courseId),
  );
  // Work of whoever has the part is anybody's but theirs.
  for (const graderId of new Set(parts.values()))
    for (const id of await ownAmong(db, graderId, ids)) if (parts.get(id) === graderId) parts.delete(id);
  return parts;
}

/** @throws ApiError unacceptable where somebody has two parts, is no grader, or a section is two people's */
export async function divideQuestion(
  db: Db,
  { course, assignment, version }: AssignmentSubject,
  questionId: string,
  {
    division,
    seen,
    userId,
    now,
  }: { division: Division | null; seen?: Division | null | undefined; userId: string; now: Date },
): Promise<void> {
  questionOf(version.definition, questionId);
  const people = division?.parts.map((part) => part.userId) ?? [];
  if (new Set(people).size < people.length)
    throw new ApiError('unacceptable', 'Somebody has two parts. Put them together.');
  const sections = division?.by === 'section' ? division.parts.flatMap((part) => part.sections) : [];
  const twice = sections.find((section, place) => sections.indexOf(section) !== place);
  if (twice !== undefined)
    throw new ApiError('unacceptable', `Section ${twice} is in two parts. Give it to one person.`);
  const graders = await gradersIn(db, course.id);
  if (people.some((person) => !graders.has(person)))
    throw new ApiError('unacceptable', 'Only TAs and instructors of this course can have a part.');
  await db.$transaction(async (tx) => {
    // One after the other: each says what it takes the place of.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`division ${assignment.id} ${questionId}`}, 0))`;
    const before = (await divisionsOf(tx, assignment.id, questionId)).get(questionId) ?? null;
    if (isDeepStrictEqual(before, division)) return;
    requireSeen(seen, inForce(before, graders), 'Another instructor divided this question meanwhile.');
    await tx.gradingDivision.create({
      data: {
        assignmentId: assignment.id,
        questionId,
        ...(division !== null && { division }),
        decidedById: userId,
        decidedAt: now,
      },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'divideQuestion',
      subject: assignment.slug,
      details: { question: questionId, before, after: division },
    });
  });
}
