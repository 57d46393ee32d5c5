/**
 * The demo course: the prep sheet of day 8 once open, once to grade and once graded, the figure that its last question
 * is about, and the optimizers with the code of one student. Every step looks first whether it was done, so that one that was interrupted is finished by the next.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { retitled } from '../../contract/newSet.ts';
import { createSubmission as createSubmissionOf } from '../../contract/submissions.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import type { Course } from '../../prisma/generated/client.ts';
import { ROOT } from '../config.ts';
import type { Db } from '../database/prisma.ts';
import { NO_NEWS } from '../database/workNews.ts';
import { publishAssignment } from '../features/assignments/publishAssignment.ts';
import { releaseGrades } from '../features/gradebook/releaseGrades.ts';
import { gradeAnswer } from '../features/grading/gradeAnswer.ts';
import { hashPassword } from '../features/session/password.ts';
import { createSubmission } from '../features/submissions/createSubmission.ts';
import type { AssignmentSubject } from '../middleware/subject.ts';
import type { GradingQueue } from '../queue/gradingQueue.ts';
import { inDays, joinGroup, subjectOf } from './acts.ts';
import { DAY_08_ANSWERS, ROOTLESS_ANSWERS, ROOTLESS_ITEMS } from './answers.ts';
import { CLASSMATES } from './classmates.ts';
import { DEMO_COURSE, DEMO_PASSWORD, DEMO_PEOPLE } from './people.ts';

/** A group that hands in day 8. */
interface DemoGroup {
  /** User ids. */
  students: readonly string[];
  /** Kept, so that the demo's submissions are made once. */
  idempotencyKey: string;
  /** By the label that is printed before the question. */
  answers: Readonly<Record<string, string>>;
  /** Keys of the rubric items that apply, by label; the first item, Correct, where absent. */
  items: Readonly<Record<string, number>>;
}
const GROUP_KEY = '0197a1c0-0000-7000-8000-000000000008';
const ROOTLESS_KEY = '0197a1c0-0000-7000-8000-000000000009';
const TO_GRADE_KEY = '0197a1c0-0000-7000-8000-00000000000b';
const CODE_KEY = '0197a1c0-0000-7000-8000-00000000000a';

/** @returns user ids by e-mail address */
async function enrolPeople(db: Db, courseId: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { email, name, role } of DEMO_PEOPLE) {
    const existing = await db.user.findUnique({ where: { email } });
    const user =
      existing ??
      (await db.user.create({
        data: {
          email,
          name,
          passwordHash: await hashPassword(DEMO_PASSWORD),
          // So that a demo needs no link, and shows how courses are made.
          isAdministrator: role === 'instructor',
        },
      }));
    await db.enrolment.createMany({ data: { courseId, userId: user.id, role }, skipDuplicates: true });
    ids.set(email, user.id);
  }
  return ids;
}

/** @returns user ids in the order of `CLASSMATES`; nobody signs in as one of them */
async function enrolClassmates(db: Db, courseId: string): Promise<string[]> {
  const passwordHash = await hashPassword(randomUUID());
  const ids: string[] = [];
  for (const { name } of CLASSMATES) {
    const email = `${name.toLowerCase().replace(' ', '.')}@stepwise.example`;
    const user = { email, name, passwordHash };
    const { id } = await db.user.upsert({ where: { email }, create: user, update: {} });
    await db.enrolment.createMany({ data: { courseId, userId: id, role: 'student' }, skipDuplicates: true });
    ids.push(id);
  }
  return ids;
}

/** Publishes a folder of `assignments/` unless the course has the slug; `due` replaces the files' own time. */
async function publishOnce(
  db: Db,
  { course, publishedById }: { course: Course; publishedById: string },
  {
    folder,
    slug = folder,
    title,
    due,
    now,
  }: { folder: string; slug?: string; title?: string; due?: Date; now: Date },
): Promise<AssignmentSubject> {
  const where = { courseId_slug: { courseId: course.id, slug } };
  if (!(await db.assignment.findUnique({ where }))) {
    const files = Object.fromEntries(await readAssignmentFolder(join(ROOT, 'assignments', folder)));
    if (title !== undefined) files['assignment.yaml'] = retitled(files['assignment.yaml']!, title);
    const upload = { files, slug, due: due?.toISOString() };
    await publishAssignment(db, NO_NEWS, loadAssignment, { courseId: course.id, publishedById, now, upload });
  }
  return subjectOf(db, course, slug, now);
}

/** The groups hand in on time and are graded, and the grades are released. */
async function gradeDay08(
  db: Db,
  queue: GradingQueue,
  subject: AssignmentSubject,
  people: { groups: readonly DemoGroup[]; ta: string; instructor: string },
  now: Date,
): Promise<void> {
  if (subject.assignment.gradesReleasedAt) return;
  for (const group of people.groups) {
    const id = await handInDay08(db, queue, subject, group);
    await gradeSubmission(db, subject, { id, items: group.items, ta: people.ta, now });
  }
  await releaseGrades(db, NO_NEWS, subject, { userId: people.instructor, now, released: true });
}

/** @returns the submission's id */
async function handInDay08(
  db: Db,
  queue: GradingQueue,
  subject: AssignmentSubject,
  { students, idempotencyKey, answers: byLabel }: DemoGroup,
): Promise<string> {
  const { assignment, version } = subject;
  const [first = '', ...others] = students;
  const halfAnHourEarly = new Date(assignment.dueAt.getTime() - 30 * 60_000);
  for (const invitedId of others) await joinGroup(db, subject, { first, invitedId, now: halfAnHourEarly });
  const answers = Object.fromEntries(
    version.definition.questions.map(({ id, label }) => [id, byLabel[label ?? ''] ?? '']),
  );
  const handedIn = createSubmissionOf.body.parse({ idempotencyKey, answers });
  const by = { userId: first, now: halfAnHourEarly, handedIn };
  return (await createSubmission(db, queue, NO_NEWS, subject, by)).id;
}

async function gradeSubmission(
  db: Db,
  subject: AssignmentSubject,
  { id, items, ta, now }: { id: string; items: DemoGroup['items']; ta: string; now: Date },
): Promise<void> {
  const { assignment, version } = subject;
  const submission = await db.submission.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      groupId: true,
      number: true,
      answers: { select: { questionId: true, decisions: { take: 1 } } },
    },
  });
  for (const { questionId } of submission.answers.filter(({ decisions }) => decisions.length === 0)) {
    const { label } = version.definition.questions.find((question) => question.id === questionId) ?? {};
    const key = items[label ?? ''] ?? 1;
    const item = await db.rubricItem.findFirstOrThrow({
      where: { assignmentId: assignment.id, questionId, key },
    });
    await gradeAnswer(db, { ...subject, submission, current: version }, questionId, {
      userId: ta,
      now,
      input: { appliedItemIds: [item.id], fullMarks: false, adjustment: 0, comment: '', baseRevision: 0 },
    });
  }
}

/** The students' group and each classmate alone hand in, and nobody has graded them yet. */
async function leaveToGrade(
  db: Db,
  queue: GradingQueue,
  subject: AssignmentSubject,
  students: readonly string[],
): Promise<void> {
  const group = { assignmentId: subject.assignment.id };
  if (await db.submission.findFirst({ where: { group } })) return;
  const classmates = await enrolClassmates(db, subject.course.id);
  const common = { idempotencyKey: TO_GRADE_KEY, items: {} };
  await handInDay08(db, queue, subject, { ...common, students, answers: DAY_08_ANSWERS });
  for (const [i, { answers }] of CLASSMATES.entries()) {
    await handInDay08(db, queue, subject, { ...common, students: classmates.slice(i, i + 1), answers });
  }
}

/** One student hands in the solution of the optimizers. */
async function handInCode(
  db: Db,
  queue: GradingQueue,
  subject: AssignmentSubject,
  { userId, now }: { userId: string; now: Date },
): Promise<void> {
  if (await db.submission.findFirst({ where: { idempotencyKey: CODE_KEY } })) return;
  const name = 'optim.js';
  const text = await readFile(join(ROOT, 'assignments', 'optimizers', 'solution', name), 'utf8');
  const handedIn = createSubmissionOf.body.parse({ idempotencyKey: CODE_KEY, file: { name, text } });
  await createSubmission(db, queue, NO_NEWS, subject, { userId, now, handedIn });
}

export async function seedDemo(db: Db, queue: GradingQueue, now: Date): Promise<void> {
  const course =
    (await db.course.findUnique({ where: { slug: DEMO_COURSE.slug } })) ??
    (await db.course.create({ data: DEMO_COURSE }));
  const ids = await enrolPeople(db, course.id);
  const idsOf = (role: string): string[] =>
    DEMO_PEOPLE.filter((person) => person.role === role).map(({ email }) => ids.get(email) ?? '');
  const [instructor = ''] = idsOf('instructor');
  const [ta = ''] = idsOf('ta');
  const publisher = { course, publishedById: instructor };

  const optimizers = await publishOnce(db, publisher, {
    folder: 'optimizers',
    due: inDays(7, course, now),
    now,
  });
  await publishOnce(db, publisher, { folder: 'day-08', due: inDays(7, course, now), now });
  await publishOnce(db, publisher, { folder: 'figure-3', due: inDays(7, course, now), now });
  const toGrade = {
    folder: 'day-08',
    slug: 'day-08-to-grade',
    title: 'Day 8, to be graded',
    due: inDays(-2, course, now),
    now,
  };
  await leaveToGrade(db, queue, await publishOnce(db, publisher, toGrade), idsOf('student').slice(0, 3));
  const graded = await publishOnce(db, publisher, {
    folder: 'day-08',
    slug: 'day-08-graded',
    title: 'Day 8, graded',
    now,
  });
  const students = idsOf('student');
  const [alone = ''] = students.slice(-1);
  const groups: DemoGroup[] = [
    { students: students.slice(0, -1), idempotencyKey: GROUP_KEY, answers: DAY_08_ANSWERS, items: {} },
    {
      students: [alone],
      idempotencyKey: ROOTLESS_KEY,
      answers: ROOTLESS_ANSWERS,
      items: ROOTLESS_ITEMS,
    },
  ];
  await gradeDay08(db, queue, graded, { groups, ta, instructor }, now);
  await handInCode(db, queue, optimizers, { userId: alone, now });
}
