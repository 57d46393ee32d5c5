/**
 * What a request is about: the course, assignment, submission or rubric item that its path names, with the role of
 * the signed-in person there. Loaded before anything is decided, so that every operation is judged on the same facts.
 */
import type { Assignment, Course, RubricItem, User } from '../../prisma/generated/client.ts';
import type { Db, Tx } from '../database/prisma.ts';
import type { Deps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { isOut } from '../../grader/core/policies/times.ts';
import { dueTimesOf, loadDueTimes } from './dueTimes.ts';
import type { DueTime, DueTimes } from './dueTimes.ts';
import { findSet } from './findSet.ts';
import type { PolicyOfSet } from './policies.ts';
import type { PolicyRole } from '../policy.ts';
import { LATEST_VERSION_ID, readVersions } from './versions.ts';
import type { Version } from './versions.ts';

export type SignedIn = Pick<User, 'id' | 'email' | 'name' | 'isAdministrator'>;
/** Prisma's selection of it. */
export const SIGNED_IN = { id: true, email: true, name: true, isAdministrator: true } as const;

export interface CourseSubject {
  course: Course;
}

/**
 * A set as it is now for those whom a request is about: `dueAt` is the reader's own where a student reads, and the earliest
 * of those whom a submission names where staff read that, so that whoever asks whether it is late is told the truth.
 * `gradesReleasedAt` is null until grades are out, for this reader: a release that is planned is in `times` alone.
 */
export interface SetFor extends Assignment {
  times: DueTime;
  policy: PolicyOfSet;
  /** As it stands in the database, for nobody in particular. */
  row: Assignment;
}

/** The set with the times of somebody. */
export function setWith<Set extends Assignment>(
  set: Set,
  times: DueTime,
  { dueTimes, now }: { dueTimes: DueTimes; now: Date },
): Set & SetFor {
  const { dueAt, releasesAt } = times;
  const gradesReleasedAt = isOut(releasesAt, now) ? releasesAt : null;
  return { ...set, dueAt, gradesReleasedAt, times, policy: dueTimes.policyOf(set), row: set };
}

export interface AssignmentSubject extends CourseSubject {
  assignment: SetFor;
  /** The one in force. */
  version: Version;
  /** The reader's group, which they may leave at any moment; null where they have none, absent where nobody asked. */
  groupId?: string | null;
}
export interface SubmissionSubject extends CourseSubject {
  assignment: SetFor;
  submission: { id: string; groupId: string; number: number };
  /** The one it was made for. */
  version: Version;
  /** The one in force, by which it is graded. */
  current: Version;
}
export interface RubricItemSubject extends CourseSubject {
  assignment: SetFor;
  rubricItem: RubricItem;
}

/** The subject that an operation's path parameters name. */
export type SubjectOf<Params> = Params extends { submissionId: string }
  ? SubmissionSubject
  : Params extends { rubricItemId: string }
    ? RubricItemSubject
    : Params extends { assignment: string }
      ? AssignmentSubject
      : Params extends { course: string }
        ? CourseSubject
        : object;

export interface Standing {
  role: PolicyRole;
  /** Whether the subject belongs to the person's group; true where it names nobody's. */
  isOwn: boolean;
}

async function roleIn(db: Db, courseId: string, user: SignedIn | null): Promise<PolicyRole> {
  if (!user) return 'anonymous';
  const enrolment = await db.enrolment.findUnique({
    where: { courseId_userId: { courseId, userId: user.id } },
  });
  return enrolment && enrolment.leftAt === null ? enrolment.role : 'anonymous';
}

/** Whose times, and when. */
export interface Reading {
  userId: string;
  now: Date;
}

/** Sets with the times of one student. */
export async function setsForStudent<Set extends Assignment>(
  db: Db | Tx,
  sets: readonly Set[],
  { userId, now }: Reading,
): Promise<(Set & SetFor)[]> {
  const dueTimes = await loadDueTimes(db, sets, [userId]);
  return sets.map((set) => setWith(set, dueTimes.of(set, userId), { dueTimes, now }));
}

/** The set with the times of one student. */
export async function setForStudent(db: Db | Tx, set: Assignment, reading: Reading): Promise<SetFor> {
  const [own] = await setsForStudent(db, [set], reading);
  return own!;
}

/** The set with the times that are nobody's in particular; or with those of the first who is late. */
export async function setForStaff(
  db: Db | Tx,
  set: Assignment,
  now: Date,
  userIds: readonly string[] = [],
): Promise<SetFor> {
  const dueTimes = await loadDueTimes(db, [set], userIds);
  return setWith(set, dueTimes.earliest(set, userIds), { dueTimes, now });
}

async function loadSubmission(
  db: Db,
  id: string,
  user: SignedIn | null,
  now: Date,
): Promise<[SubmissionSubject, Standing]> {
  const row = await db.submission.findUnique({
    where: { id },
    select: {
      id: true,
      groupId: true,
      number: true,
      version: { select: LATEST_VERSION_ID.select },
      members: { select: { userId: true } },
      group: { select: { assignment: { include: { course: true, versions: LATEST_VERSION_ID } } } },
    },
  });
  if (!row) throw new ApiError('not_found', 'There is no such submission.');
  const { course, versions, ...assignment } = row.group.assignment;
  // Whom it names, in the group or not: it is theirs for ever.
  const isOwn = row.members.some((member) => member.userId === user?.id);
  const submission = { id: row.id, groupId: row.groupId, number: row.number };
  const [version, current = version] = await readVersions(db, [row.version, ...versions]);
  if (!version || !current) throw new Error(`submission ${id} has no version`);
  const role = await roleIn(db, course.id, user);
  const named = row.members.map(({ userId }) => userId);
  const forReader =
    role === 'student' && user
      ? await setForStudent(db, assignment, { userId: user.id, now })
      : await setForStaff(db, assignment, now, named);
  const subject = { course, assignment: forReader, submission, version, current };
  return [subject, { role, isOwn }];
}

async function loadRubricItem(
  db: Db,
  id: string,
  user: SignedIn | null,
  now: Date,
): Promise<[RubricItemSubject, Standing]> {
  const row = await db.rubricItem.findUnique({
    where: { id },
    include: { assignment: { include: { course: true } } },
  });
  if (!row) throw new ApiError('not_found', 'There is no such rubric item.');
  const { assignment: withCourse, ...rubricItem } = row;
  const { course, ...assignment } = withCourse;
  return [
    { course, assignment: await setForStaff(db, assignment, now), rubricItem },
    { role: await roleIn(db, course.id, user), isOwn: false },
  ];
}

async function loadCourse(db: Db, slug: string, user: SignedIn | null): Promise<[CourseSubject, Standing]> {
  const course = await db.course.findUnique({ where: { slug } });
  if (!course) throw new ApiError('not_found', `There is no course ${slug}.`);
  return [{ course }, { role: await roleIn(db, course.id, user), isOwn: true }];
}

type Loading = Pick<Deps, 'db' | 'whyUnseen'>;

async function loadAssignment(
  { db, whyUnseen }: Loading,
  slugs: { course: string; assignment: string },
  user: SignedIn | null,
  now: Date,
): Promise<[CourseSubject | AssignmentSubject, Standing]> {
  const found = await findSet(db, slugs, user?.id ?? null);
  if (!found) throw new ApiError('not_found', `There is no course ${slugs.course}.`);
  const { course, role, set, latest, policy, hasExtensions, groupId } = found;
  const standing: Standing = { role: role ?? 'anonymous', isOwn: true };
  if (standing.role === 'anonymous') return [{ course }, standing];
  if (!set || !latest || !policy)
    throw new ApiError(
      'not_found',
      `There is no set ${slugs.assignment} in ${course.code}: it may have another short name, or was taken back.`,
    );
  const isStudent = standing.role === 'student' && user !== null;
  const userIds = isStudent ? [user.id] : [];
  const dueTimes = hasExtensions ? await loadDueTimes(db, [set], userIds) : dueTimesOf(set, policy);
  const times = isStudent ? dueTimes.of(set, user.id) : dueTimes.ofSet(set);
  const forReader = setWith(set, times, { dueTimes, now });
  const unseen = isStudent
    ? await whyUnseen(db, { course, set, opensAt: times.opensAt }, { userId: user.id, now })
    : null;
  if (unseen !== null) throw new ApiError('not_found', unseen);
  return [{ course, assignment: forReader, version: latest, groupId }, standing];
}

/** @throws ApiError not_found when the path names what is not there. */
export async function loadSubject(
  loading: Loading,
  params: { course?: string; assignment?: string; submissionId?: string; rubricItemId?: string },
  user: SignedIn | null,
  now: Date,
): Promise<[object, Standing]> {
  const { db } = loading;
  if (params.submissionId) return loadSubmission(db, params.submissionId, user, now);
  if (params.rubricItemId) return loadRubricItem(db, params.rubricItemId, user, now);
  const { course, assignment } = params;
  if (course && assignment) return loadAssignment(loading, { course, assignment }, user, now);
  if (course) return loadCourse(db, course, user);
  // In no course: what counts is who they are to the installation.
  const role = user === null ? 'anonymous' : user.isAdministrator ? 'administrator' : 'person';
  return [{}, { role, isOwn: true }];
}
