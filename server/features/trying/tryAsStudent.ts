/**
 * An instructor's own trials lie in a course of their own, in which they are the only person, and a student. Nothing of it
 * counts anywhere, and no list, statistic or export of a course has to leave anything out: it is another course's.
 */
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { SetPolicy } from '../../../contract/policy.ts';
import { VersionPlanNeeded } from '../../../contract/versions.ts';
import type { Course } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { WorkNews } from '../../database/workNews.ts';
import type { LoadAssignment } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { loadCoursePolicy, loadPolicies } from '../../middleware/policies.ts';
import { LATEST_VERSION } from '../../middleware/versions.ts';
import { publishRead, readToPublish } from '../assignments/publishAssignment.ts';

/** However long ago a set was due, a trial is in time for as long as this. */
const DAYS = 7;
const DAY_MS = 86_400_000;

interface Trying {
  set: string;
  /** Without them those of the version in force. */
  files?: Record<string, string> | undefined;
  userId: string;
  now: Date;
}

/** The set with the files of the version in force; null where there is none of the name. */
async function inForce(db: Db, courseId: string, slug: string) {
  const found = await db.assignment.findUnique({
    where: { courseId_slug: { courseId, slug } },
    select: { id: true, dueAt: true, versions: { ...LATEST_VERSION, select: { files: true } } },
  });
  const latest = found?.versions[0];
  return found && latest && { ...found, files: latest.files as Record<string, string> };
}

/** The course in which somebody tries sets of another one. */
const whereTried = (of: Course, userId: string) => ({
  tryOfId_triedById: { tryOfId: of.id, triedById: userId },
});

/** It is made when it is first asked for, also by two pages at once. */
async function courseOf(tx: Tx, of: Course, { userId, now }: Trying): Promise<Course> {
  await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${of.id}::uuid FOR NO KEY UPDATE`;
  const known = await tx.course.findUnique({ where: whereTried(of, userId) });
  if (known) return known;
  const { code, title, term, timeZone } = of;
  const slug = `try-${randomBytes(8).toString('hex')}`;
  const made = await tx.course.create({
    data: { slug, code, title, term, timeZone, tryOfId: of.id, triedById: userId },
  });
  await tx.enrolment.create({ data: { courseId: made.id, userId, role: 'student' } });
  const decision = { courseId: made.id, decidedById: userId, decidedAt: now };
  await tx.policyDecision.create({ data: { ...decision, policy: await loadCoursePolicy(tx, of.id) } });
  await recordAudit(tx, { actorId: userId, courseId: made.id, action: 'tryAsStudent', subject: of.slug });
  return made;
}

/** What was handed in here is nobody's: a version replaces the last as it is. */
async function asItIs<Done>(publish: (plan?: string) => Promise<Done>): Promise<Done> {
  try {
    return await publish();
  } catch (error) {
    const needed = error instanceof ApiError ? VersionPlanNeeded.safeParse(error.details) : null;
    if (!needed?.success) throw error;
    return publish(needed.data.plan.token);
  }
}

/** @param like the set whose rules hold; of its dates none, so that it is open */
async function openTo(
  tx: Tx,
  trial: { id: string; courseId: string },
  like: string,
  { userId, now }: Trying,
) {
  const { set } = (await loadPolicies(tx, [like])).get(like)!;
  const policy = SetPolicy.parse({ ...set, opensAt: null, closesAt: null, heldBack: {} });
  const last = await tx.policyDecision.findFirst({
    where: { assignmentId: trial.id },
    orderBy: { revision: 'desc' },
    select: { policy: true },
  });
  if (last && isDeepStrictEqual(SetPolicy.parse(last.policy), policy)) return;
  await tx.policyDecision.create({
    data: { courseId: trial.courseId, assignmentId: trial.id, policy, decidedById: userId, decidedAt: now },
  });
}

/**
 * Course, set and rules are there together, or none of them.
 *
 * @throws ApiError assignment_problems with every mistake of files that are no set
 */
export async function tryAsStudent(
  { db, news, loadAssignment }: { db: Db; news: WorkNews; loadAssignment: LoadAssignment },
  of: Course,
  trying: Trying,
): Promise<{ course: string; set: string }> {
  const { set, userId, now } = trying;
  const published = await inForce(db, of.id, set);
  const files = trying.files ?? published?.files;
  if (!files) throw new ApiError('not_found', `There is no set ${set} in ${of.code}.`);
  const known = await db.course.findUnique({ where: whereTried(of, userId), select: { id: true } });
  const before = known && (await inForce(db, known.id, set));
  const soon = new Date(now.getTime() + DAYS * DAY_MS);
  // Its own due time stays as long as it can be tried, so that files that did not change are no new version.
  const due = [before?.dueAt, published?.dueAt].find((at) => at && at > now) ?? soon;
  const upload = { files, slug: set, due: due.toISOString() };
  const read = await readToPublish(loadAssignment, { upload, publishedById: userId });
  const { course, trial } = await asItIs((plan) =>
    db.$transaction(async (tx) => {
      const course = await courseOf(tx, of, trying);
      const { assignmentId } = await publishRead(tx, read, {
        courseId: course.id,
        publishedById: userId,
        now,
        upload: { ...upload, plan },
      });
      const trial = { id: assignmentId, courseId: course.id };
      await openTo(tx, trial, published?.id ?? trial.id, trying);
      return { course, trial };
    }),
  );
  news.tell({ kind: 'assignment', assignment: trial.id });
  return { course: course.slug, set };
}

export async function endTrying(db: Db, of: Course, userId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM courses WHERE id = ${of.id}::uuid FOR NO KEY UPDATE`;
    const course = await tx.course.findUnique({ where: whereTried(of, userId), select: { id: true } });
    if (!course) throw new ApiError('not_found', 'Nothing is being tried.');
    await tx.$executeRaw`SELECT delete_course(${course.id}::uuid)`;
    await recordAudit(tx, { actorId: userId, courseId: course.id, action: 'endTrying', subject: of.slug });
  });
}
