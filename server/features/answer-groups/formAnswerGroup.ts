import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import { lockGroups } from '../groups/ensureGroup.ts';
import { PERSON_NAME } from '../people.ts';
import { answersOf } from './answersOf.ts';
import { writtenQuestionOf } from './writtenQuestionOf.ts';

/** Takes answers that count no more, or any given ones, out of people's groups; groups left empty vanish. */
async function takeOut(
  tx: Tx,
  of: { assignmentId: string; questionId: string },
  { wanted, counting }: { wanted: string[]; counting: string[] },
): Promise<void> {
  await tx.answerGroupMember.deleteMany({
    where: { group: of, OR: [{ answerId: { in: wanted } }, { answerId: { notIn: counting } }] },
  });
  await tx.answerGroup.deleteMany({ where: { ...of, members: { none: {} } } });
}

/** @throws ApiError unacceptable */
async function refuseUnseen(
  tx: Tx,
  of: { assignmentId: string; questionId: string },
  { wanted, seen }: { wanted: string[]; seen: string[] },
): Promise<void> {
  const newer = await tx.answerGroup.findFirst({
    where: { ...of, id: { notIn: seen }, members: { some: { answerId: { in: wanted } } } },
    select: { name: true, createdBy: PERSON_NAME },
  });
  if (!newer) return;
  throw new ApiError(
    'unacceptable',
    `${newer.createdBy.name} has put some of these answers into the group “${newer.name}” meanwhile. Nothing was moved: look at the groups as they are now.`,
  );
}

/**
 * Puts answers into a group of their own, out of whatever group they were in: a split or a merge.
 *
 * @returns the group's id
 * @throws ApiError unacceptable when an answer does not count, when somebody has put one into a group that was not seen, or when another group
 *   that a person made has the name
 */
export async function formAnswerGroup(
  db: Db,
  subject: AssignmentSubject,
  questionId: string,
  {
    userId,
    name,
    submissionIds,
    seen,
  }: { userId: string; name: string; submissionIds: string[]; seen?: string[] | undefined },
): Promise<string> {
  writtenQuestionOf(subject, questionId);
  const { course, assignment } = subject;
  const of = { assignmentId: assignment.id, questionId };
  return db.$transaction(async (tx) => {
    await lockGroups(tx, assignment.id);
    const answers = await answersOf(tx, subject, questionId, submissionIds);
    const known = await tx.answerGroup.findFirst({
      where: { ...of, name },
      select: { id: true, members: { select: { answerId: true } } },
    });
    const wanted = new Set(answers.wanted);
    // Just this group is there: it was sent twice.
    if (known?.members.length === wanted.size && known.members.every(({ answerId }) => wanted.has(answerId)))
      return known.id;
    if (seen !== undefined) await refuseUnseen(tx, of, { wanted: answers.wanted, seen });
    await takeOut(tx, of, answers);
    if (await tx.answerGroup.findFirst({ where: { ...of, name } })) {
      throw new ApiError('unacceptable', `There is a group “${name}” already; choose another name.`);
    }
    const members = answers.wanted.map((answerId) => ({ answerId }));
    const group = await tx.answerGroup.create({
      data: { ...of, name, createdById: userId, members: { createMany: { data: members } } },
    });
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'formAnswerGroup',
      subject: group.id,
      details: { assignment: assignment.slug, question: questionId, name, submissions: submissionIds },
    });
    return group.id;
  });
}

/**
 * Undoes a group that a person made; its answers and their grades stay.
 *
 * @throws ApiError not_found
 */
export async function dissolveAnswerGroup(
  db: Db,
  { course, assignment }: AssignmentSubject,
  questionId: string,
  { userId, answerGroupId }: { userId: string; answerGroupId: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    // As whoever forms groups does, who would else lock a group and its answers in the other order.
    await lockGroups(tx, assignment.id);
    const { count } = await tx.answerGroup.deleteMany({
      where: { id: answerGroupId, assignmentId: assignment.id, questionId },
    });
    if (count === 0) throw new ApiError('not_found', 'There is no such group any more.');
    await recordAudit(tx, {
      actorId: userId,
      courseId: course.id,
      action: 'dissolveAnswerGroup',
      subject: answerGroupId,
      details: { assignment: assignment.slug, question: questionId },
    });
  });
}
