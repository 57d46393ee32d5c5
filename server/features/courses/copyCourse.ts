import { AssignmentDefinition } from '../../../contract/assignment.ts';
import { SetPolicy } from '../../../contract/policy.ts';
import type { Course as CourseView } from '../../../contract/courses.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import { isUniqueViolation } from '../../database/prisma.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import { ApiError } from '../../errors.ts';
import { loadCoursePolicy } from '../../middleware/policies.ts';
import { LATEST_VERSION } from '../../middleware/versions.ts';
import { hashOf } from '../assignments/readFiles.ts';
import { shiftDays } from '../../../grader/wallClock.ts';

interface Copying {
  data: CourseView;
  shiftDays: number;
  userId: string;
  now: Date;
}

/** Groups first: an item names the group that it is in. */
async function copyRubrics(tx: Tx, from: string, to: string): Promise<void> {
  const groups = await tx.rubricGroup.findMany({ where: { assignmentId: from } });
  const copied = new Map<string, string>();
  for (const { id, ...group } of groups) {
    const made = await tx.rubricGroup.create({ data: { ...group, assignmentId: to }, select: { id: true } });
    copied.set(id, made.id);
  }
  // Archived ones too: a key is never given to another item.
  const items = await tx.rubricItem.findMany({ where: { assignmentId: from } });
  await tx.rubricItem.createMany({
    data: items.map(({ id: _, rubricGroupId, ...item }) => ({
      ...item,
      assignmentId: to,
      rubricGroupId: rubricGroupId === null ? null : (copied.get(rubricGroupId) ?? null),
    })),
  });
}

/** How often they were used is counted anew. */
async function copySavedComments(tx: Tx, fromId: string, courseId: string): Promise<void> {
  const saved = await tx.savedComment.findMany({
    where: { courseId: fromId },
    select: { text: true, shortcut: true, changedById: true, changedAt: true },
  });
  await tx.savedComment.createMany({ data: saved.map((each) => ({ ...each, courseId })) });
}

async function copySets(tx: Tx, fromId: string, toId: string, { shiftDays: days, userId, now }: Copying) {
  const sets = await tx.assignment.findMany({
    where: { courseId: fromId },
    include: { versions: { ...LATEST_VERSION, select: { ...LATEST_VERSION.select, files: true } } },
    orderBy: { dueAt: 'asc' },
  });
  for (const { id, slug, dueAt: before, requestDays, requestLimit, versions } of sets) {
    const [latest] = versions;
    if (!latest) continue;
    const definition = AssignmentDefinition.parse(latest.definition);
    const shift = (at: Date) => shiftDays(at, days, definition.timeZone);
    const shifted = (policy: SetPolicy): SetPolicy => ({
      ...policy,
      opensAt: policy.opensAt && shift(new Date(policy.opensAt)).toISOString(),
      closesAt: policy.closesAt && shift(new Date(policy.closesAt)).toISOString(),
      // Of grades that the new course does not have.
      heldBack: {},
    });
    const dueAt = shift(before);
    const files = latest.files as Record<string, string>;
    const set = await tx.assignment.create({
      // Until the instructor opens it.
      data: { courseId: toId, slug, dueAt, hiddenAt: now, requestDays, requestLimit },
      select: { id: true },
    });
    await tx.assignmentVersion.create({
      data: {
        assignmentId: set.id,
        number: 1,
        contentHash: hashOf(new Map(Object.entries(files)), dueAt.toISOString()),
        definition: {
          ...definition,
          dueAt: dueAt.toISOString(),
          policy: definition.policy && shifted(definition.policy),
        },
        files,
        publishedById: userId,
      },
    });
    await copyRubrics(tx, id, set.id);
    const decided = await tx.policyDecision.findFirst({
      where: { assignmentId: id },
      orderBy: { revision: 'desc' },
    });
    if (decided?.policy) {
      const policy = shifted(SetPolicy.parse(decided.policy));
      const decision = { courseId: toId, assignmentId: set.id, decidedById: userId, decidedAt: now };
      await tx.policyDecision.create({ data: { ...decision, policy } });
    }
  }
  return sets.length;
}

/**
 * A course of a new term with the sets in force and the rubrics of an old one, as its people have come to write them, and
 * nobody but the instructor who copies. No set is seen by students until it is opened.
 */
export async function copyCourse(
  db: Db,
  from: { id: string; slug: string },
  copying: Copying,
): Promise<Course> {
  const { data, userId } = copying;
  try {
    return await db.$transaction(async (tx) => {
      const course = await tx.course.create({ data });
      await tx.enrolment.create({ data: { courseId: course.id, userId, role: 'instructor' } });
      const policy = await loadCoursePolicy(tx, from.id);
      const decision = { courseId: course.id, decidedById: userId, decidedAt: copying.now };
      await tx.policyDecision.create({ data: { ...decision, policy } });
      await copySavedComments(tx, from.id, course.id);
      const sets = await copySets(tx, from.id, course.id, copying);
      await recordAudit(tx, {
        actorId: userId,
        courseId: course.id,
        action: 'copyCourse',
        subject: course.slug,
        details: { ...data, from: from.slug, sets, shiftDays: copying.shiftDays },
      });
      return course;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError('unacceptable', `There is a course at /c/${data.slug} already: take another address.`);
  }
}
