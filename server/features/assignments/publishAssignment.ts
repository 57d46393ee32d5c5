import type { AssignmentDefinition, Problem } from '../../../contract/assignment.ts';
import type { VersionPlanNeeded, VersionSteps } from '../../../contract/versions.ts';
import type { Assignment } from '../../../prisma/generated/client.ts';
import { recordAudit } from '../../database/audit.ts';
import type { Db, Tx } from '../../database/prisma.ts';
import type { LoadAssignment } from '../../deps.ts';
import type { WorkNews } from '../../database/workNews.ts';
import { ApiError } from '../../errors.ts';
import { PERSON_NAME } from '../people.ts';
import { lockScores } from '../grading/decisions.ts';
import { tellOfChangedScores, tellOfSetScore } from '../grading/tellOfChangedGrades.ts';
import { tellOfChanges, withoutTold } from '../policies/tellOfChanges.ts';
import { changesSomebody, makeVersion } from './planVersion.ts';
import type { NextVersion } from './planVersion.ts';
import { readFiles } from './readFiles.ts';
import type { AssignmentUpload } from './readFiles.ts';
import { lockedSet } from './lockedSet.ts';
import { lockNames, nameProblems } from './uniqueNames.ts';

export interface PublishUpload extends AssignmentUpload {
  /** Of the plan that was looked at. */
  plan?: string | undefined;
  /** The number that it was said to become; absent: whatever it becomes. */
  version?: number | undefined;
}

export interface Published {
  slug: string;
  version: number;
  contentHash: string;
  change: 'new' | 'changed' | 'unchanged';
  problems: Problem[];
}

/** The author's rubric opens each question; once people have items there, theirs are kept. */
async function createMissingRubrics(tx: Tx, assignmentId: string, definition: AssignmentDefinition): Promise<void> {
  const existing = await tx.rubricItem.groupBy({ by: ['questionId'], where: { assignmentId } });
  const questionsWithItems = new Set(existing.map(({ questionId }) => questionId));
  const data = definition.questions.flatMap((question) =>
    question.kind === 'written' && !questionsWithItems.has(question.id)
      ? question.rubric.map((item, index) => ({
          ...item,
          assignmentId,
          questionId: question.id,
          key: index + 1,
          position: index + 1,
        }))
      : [],
  );
  await tx.rubricItem.createMany({ data });
}

/**
 * The set of a name, made where there is none: two who publish at once do it one after the other. Whoever decides holds the
 * scores and then leaves a mark with the set, so the set's own row is locked last, and in a way that lets marks be made.
 */
async function setToPublish(
  tx: Tx,
  { courseId, slug, dueAt }: { courseId: string; slug: string; dueAt: Date },
): Promise<Assignment> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`set ${courseId} ${slug}`}, 0))`;
  const where = { courseId_slug: { courseId, slug } };
  const { id } =
    (await tx.assignment.findUnique({ where, select: { id: true } })) ??
    (await tx.assignment.create({ data: { courseId, slug, dueAt }, select: { id: true } }));
  await lockScores(tx, id);
  return lockedSet(tx, id);
}

/**
 * Makes the next version if what that does to what was handed in is what was looked at, and tells those whose score that is out
 * it changes.
 *
 * @throws ApiError version_plan with the plan as it is now, unless the token is of just that one
 */
async function makeConfirmed(
  tx: Tx,
  assignment: Assignment,
  next: NextVersion,
  { steps: chosen, plan: token }: PublishUpload,
  now: Date,
): Promise<VersionSteps> {
  const { plan, changes, steps, scores } = await makeVersion(tx, assignment, next, { steps: chosen, now });
  if (changesSomebody(plan) && token !== plan.token) {
    const details: VersionPlanNeeded = { plan };
    const message =
      token === undefined
        ? 'Students have handed in or would have other times, so this version is a plan first. Look at what it does, then confirm it. Nothing was published.'
        : 'Somebody graded, handed in or published since you looked, and the plan is another one now. Look again. Nothing was published.';
    throw new ApiError('version_plan', message, details);
  }
  const where = { course: { id: assignment.courseId }, assignment };
  const why = 'A new version of the set was published.';
  const told = await tellOfChangedScores(tx, where, scores, { now });
  // A question without a grade was taken out, or another submission counts: no question has another score, and the set has one.
  const compared = new Set(changes.map(({ student }) => student.id));
  // Out of more or fewer points, the same score is another one.
  const isOutOfOther = plan.maxBefore !== plan.maxAfter;
  const others = plan.students.flatMap(({ student, before, after }) => {
    const isOther = before === after ? isOutOfOther && before !== null : !compared.has(student.id);
    return isOther && !told.has(student.id) ? [student.id] : [];
  });
  await tellOfSetScore(tx, where, { userIds: others, why }, { now });
  const rest = withoutTold(changes, { slug: assignment.slug, told: new Set([...told, ...others]) });
  await tellOfChanges(tx, rest, { courseId: assignment.courseId, now, why });
  return steps;
}

function mistaken(problems: Problem[]): ApiError {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const message = `The files have ${errors} ${errors === 1 ? 'mistake' : 'mistakes'}; nothing was published.`;
  return new ApiError('assignment_problems', message, { problems });
}

function publishedSince(latest: { number: number; publishedBy: { name: string } } | null, version: number) {
  const what = latest
    ? `${latest.publishedBy.name} published version ${latest.number} since you looked, and this one would take its place`
    : `There is no version ${version - 1} of this set, which you looked at`;
  return new ApiError('not_as_seen', `${what}. Nothing was published: look again, then publish.`, {
    stands: latest?.number ?? null,
  });
}

/** What is published where, once its files were read. */
interface Publication {
  courseId: string;
  publishedById: string;
  now: Date;
  upload: PublishUpload;
}

/** @throws ApiError assignment_problems with every mistake of the files */
export async function readToPublish(
  load: LoadAssignment,
  { upload, publishedById }: Pick<Publication, 'upload' | 'publishedById'>,
) {
  const read = await readFiles(load, upload, publishedById);
  const { definition } = read;
  if (!definition) throw mistaken(read.problems);
  return { ...read, definition };
}

/** `publishAssignment` of files that were read, in a transaction that does more; nobody is told of it by `WorkNews`. */
export async function publishRead(
  tx: Tx,
  read: Awaited<ReturnType<typeof readToPublish>>,
  { courseId, publishedById, now, upload }: Publication,
): Promise<Published & { assignmentId: string }> {
  const { slug, files, definition, problems, contentHash } = read;
  const dueAt = new Date(definition.dueAt);
  const assignment = await setToPublish(tx, { courseId, slug, dueAt });
  const latest = await tx.assignmentVersion.findFirst({
    where: { assignmentId: assignment.id },
    orderBy: { number: 'desc' },
    select: { number: true, contentHash: true, publishedBy: PERSON_NAME },
  });
  if (latest?.contentHash === contentHash) {
    const unchanged: Published = {
      slug,
      version: latest.number,
      contentHash,
      change: 'unchanged',
      problems,
    };
    return { ...unchanged, assignmentId: assignment.id };
  }
  await lockNames(tx, courseId, definition);
  const twins = await nameProblems(tx, courseId, read);
  if (twins.length > 0) throw mistaken([...problems, ...twins]);
  const number = (latest?.number ?? 0) + 1;
  const next = { definition, contentHash, files, publishedById };
  const steps = latest ? await makeConfirmed(tx, assignment, next, upload, now) : {};
  // Where somebody has handed in, the plan says it, too.
  if (upload.version !== undefined && upload.version !== number) throw publishedSince(latest, upload.version);
  if (!latest) {
    const version = { assignmentId: assignment.id, number, contentHash, definition, publishedById };
    await tx.assignmentVersion.create({ data: { ...version, files: Object.fromEntries(files) } });
  }
  // What was written is out.
  await tx.setDraft.deleteMany({ where: { courseId, slug, files: { equals: Object.fromEntries(files) } } });
  await createMissingRubrics(tx, assignment.id, definition);
  await recordAudit(tx, {
    actorId: publishedById,
    courseId,
    action: 'publishAssignment',
    subject: slug,
    details: {
      version: number,
      contentHash,
      steps,
      dueBefore: latest ? assignment.dueAt.toISOString() : null,
      dueAt: dueAt.toISOString(),
    },
  });
  const change = latest ? ('changed' as const) : ('new' as const);
  return { slug, version: number, contentHash, change, problems, assignmentId: assignment.id };
}

/**
 * A new immutable version of an assignment, unless the files are those of the version in force. Where students have handed
 * in, it is published as it was planned, or not at all.
 *
 * @throws ApiError assignment_problems with every mistake of the files
 * @throws ApiError version_plan unless the plan was confirmed
 */
export async function publishAssignment(
  db: Db,
  news: WorkNews,
  load: LoadAssignment,
  publication: Publication,
): Promise<Published> {
  const read = await readToPublish(load, publication);
  const { assignmentId, ...published } = await db.$transaction((tx) => publishRead(tx, read, publication));
  news.tell({ kind: 'assignment', assignment: assignmentId });
  return published;
}
