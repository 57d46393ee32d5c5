/**
 * The demo course: the prep sheet of day 8 once open and once graded, and the optimizers. Every step looks first
 * whether it was done, so that it runs at each start and overwrites nothing.
 */
import { join } from 'node:path';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { fromWallClock } from '../../grader/assignment/time.ts';
import type { Course } from '../../prisma/generated/client.ts';
import { ROOT } from '../config.ts';
import type { Db } from '../database/prisma.ts';
import { publishAssignment } from '../features/assignments/publishAssignment.ts';
import { releaseGrades } from '../features/gradebook/releaseGrades.ts';
import { gradeAnswer } from '../features/grading/gradeAnswer.ts';
import { setMyGroup } from '../features/groups/setMyGroup.ts';
import { hashPassword } from '../features/session/password.ts';
import { createSubmission } from '../features/submissions/createSubmission.ts';
import { LATEST_VERSION, readVersion } from '../middleware/subject.ts';
import type { AssignmentSubject } from '../middleware/subject.ts';
import type { GradingQueue } from '../queue/gradingQueue.ts';
import { DAY_08_ANSWERS } from './answers.ts';
import { DEMO_COURSE, DEMO_PASSWORD, DEMO_PEOPLE } from './people.ts';

const DAY_MS = 86_400_000;
/** Kept, so that the demo's submission is made once. */
const IDEMPOTENCY_KEY = '0197a1c0-0000-7000-8000-000000000008';

/** @returns user ids by e-mail address */
async function enrolPeople(db: Db, courseId: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { email, name, role } of DEMO_PEOPLE) {
    const existing = await db.user.findUnique({ where: { email } });
    const user =
      existing ??
      (await db.user.create({ data: { email, name, passwordHash: await hashPassword(DEMO_PASSWORD) } }));
    await db.enrolment.createMany({ data: { courseId, userId: user.id, role }, skipDuplicates: true });
    ids.set(email, user.id);
  }
  return ids;
}

/** Half past two in the afternoon of the course's zone, a week from now. */
function inAWeek(course: Course, now: Date): Date {
  const day = new Date(now.getTime() + 7 * DAY_MS).toISOString().slice(0, 10);
  const due = fromWallClock(`${day} 14:30`, course.timeZone);
  if (!(due instanceof Date)) throw new Error(`no half past two on ${day} in ${course.timeZone}`);
  return due;
}

/** Publishes a folder of `assignments/` unless the course has the slug; `due` replaces the files' own time. */
async function publishOnce(
  db: Db,
  { course, publishedById }: { course: Course; publishedById: string },
  { folder, slug = folder, due }: { folder: string; slug?: string; due?: Date },
): Promise<AssignmentSubject> {
  const where = { courseId_slug: { courseId: course.id, slug } };
  if (!(await db.assignment.findUnique({ where }))) {
    const files = Object.fromEntries(await readAssignmentFolder(join(ROOT, 'assignments', folder)));
    const upload = { files, slug, due: due?.toISOString() };
    await publishAssignment(db, loadAssignment, { courseId: course.id, publishedById, upload });
  }
  const { versions, ...assignment } = await db.assignment.findUniqueOrThrow({
    where,
    include: { versions: LATEST_VERSION },
  });
  if (!versions[0]) throw new Error(`${slug} has no version`);
  return { course, assignment, version: readVersion(versions[0]) };
}

/** A group of three hands in on time and gets full marks, which are released. */
async function gradeDay08(
  db: Db,
  queue: GradingQueue,
  subject: AssignmentSubject,
  people: { students: string[]; ta: string; instructor: string },
  now: Date,
): Promise<void> {
  const { assignment, version } = subject;
  if (assignment.gradesReleasedAt) return;
  const [first = '', ...others] = people.students;
  const halfAnHourEarly = new Date(assignment.dueAt.getTime() - 30 * 60_000);
  await setMyGroup(db, subject, { userId: first, userIds: others, now: halfAnHourEarly });
  const answers = Object.fromEntries(
    version.definition.questions.map(({ id, label }) => [id, DAY_08_ANSWERS[label ?? ''] ?? '']),
  );
  const id = await createSubmission(db, queue, subject, {
    userId: first,
    now: halfAnHourEarly,
    handedIn: { idempotencyKey: IDEMPOTENCY_KEY, answers, file: null },
  });
  const submission = await db.submission.findUniqueOrThrow({
    where: { id },
    select: { id: true, groupId: true, number: true, answers: { select: { questionId: true, grade: true } } },
  });
  for (const { questionId } of submission.answers.filter(({ grade }) => grade === null)) {
    const correct = await db.rubricItem.findFirstOrThrow({
      where: { assignmentId: assignment.id, questionId },
      orderBy: { key: 'asc' },
    });
    await gradeAnswer(db, { ...subject, submission }, questionId, {
      userId: people.ta,
      now,
      input: { appliedItemIds: [correct.id], adjustment: 0, comment: '', baseRevision: 0 },
    });
  }
  await releaseGrades(db, subject, { userId: people.instructor, now, released: true });
}

export async function seedDemo(db: Db, queue: GradingQueue, now: Date): Promise<void> {
  const course = await db.course.upsert({
    where: { slug: DEMO_COURSE.slug },
    create: DEMO_COURSE,
    update: {},
  });
  const ids = await enrolPeople(db, course.id);
  const idsOf = (role: string): string[] =>
    DEMO_PEOPLE.filter((person) => person.role === role).map(({ email }) => ids.get(email) ?? '');
  const [instructor = ''] = idsOf('instructor');
  const [ta = ''] = idsOf('ta');
  const publisher = { course, publishedById: instructor };

  await publishOnce(db, publisher, { folder: 'optimizers', due: inAWeek(course, now) });
  await publishOnce(db, publisher, { folder: 'day-08', due: inAWeek(course, now) });
  const graded = await publishOnce(db, publisher, { folder: 'day-08', slug: 'day-08-graded' });
  await gradeDay08(db, queue, graded, { students: idsOf('student'), ta, instructor }, now);
}
