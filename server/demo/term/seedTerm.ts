/**
 * Makes a term as `planTerm` planned it, by the application's own ways: sets are published, groups invite and accept, hand in,
 * get more time, are graded by TAs and ask again; programs are graded by the worker that runs beside. What several
 * people hand in alike is run once, and its result is everybody's: a term of thousands takes minutes.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { retitled } from '../../../contract/newSet.ts';
import { NOTICE_KINDS } from '../../../contract/notifications.ts';
import {
  decideCoursePolicy as coursePolicyOf,
  decideSetPolicy as setPolicyOf,
} from '../../../contract/policies.ts';
import { createSubmission as createSubmissionOf } from '../../../contract/submissions.ts';
import { readAssignmentFolder } from '../../../grader/assignment/folder.ts';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import type { Course, Role } from '../../../prisma/generated/client.ts';
import { ROOT } from '../../config.ts';
import type { Db } from '../../database/prisma.ts';
import { uuid7 } from '../../database/uuid7.ts';
import { NO_NEWS } from '../../database/workNews.ts';
import { OperatorError } from '../../errors.ts';
import { gradeAnswerGroup } from '../../features/answer-groups/gradeAnswerGroup.ts';
import { publishAssignment } from '../../features/assignments/publishAssignment.ts';
import { grantExtension } from '../../features/extensions/changeExtensions.ts';
import { releaseGrades } from '../../features/gradebook/releaseGrades.ts';
import { gradeAnswer } from '../../features/grading/gradeAnswer.ts';
import { decideCoursePolicy, decideSetPolicy } from '../../features/policies/decide.ts';
import { closeRequest } from '../../features/requests/answerRequest.ts';
import { askForRegrade } from '../../features/requests/askForRegrade.ts';
import { hashPassword } from '../../features/session/password.ts';
import { createSubmission } from '../../features/submissions/createSubmission.ts';
import { setForStudent } from '../../middleware/subject.ts';
import type { AssignmentSubject } from '../../middleware/subject.ts';
import type { GradingQueue } from '../../queue/gradingQueue.ts';
import { inDays, joinGroup, subjectOf } from '../acts.ts';
import { planTerm } from './plan.ts';
import type { PlannedAttempt, PlannedGroup, PlannedSet } from './plan.ts';
import { randomFrom } from './random.ts';
import { readPrograms } from './work.ts';

const TIME_ZONE = 'America/New_York';
const DAY_MS = 86_400_000;
/** So many groups hand in at a time. */
const LANES = 4;
/** So many answers are graded in one act, as on a page of groups. */
const MOST_AT_ONCE = 40;
const WAIT_MS = 200;
/** Without one more report in so long, no worker takes the programs. */
const PATIENCE_MS = 120_000;

export interface Term {
  slug: string;
  students: number;
  sets: number;
  seed: number;
  password: string;
  now: Date;
}

export interface MadeTerm {
  course: Course;
  /** E-mail addresses. */
  instructor: string;
  tas: string[];
  students: string[];
  sets: readonly PlannedSet[];
  submissions: number;
  /** Programs that were run, one of each kind a set. */
  programs: number;
  grades: number;
}

/** Told of each set: how much of its work is done, from 0 to 1. */
export type OnProgress = (set: PlannedSet, share: number) => void;

interface Making {
  db: Db;
  queue: GradingQueue;
  course: Course;
  now: Date;
  instructor: string;
  tas: readonly string[];
  /** Ids, by the plan's index. */
  students: readonly string[];
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function assertNew(db: Db, { slug }: Term): Promise<void> {
  const where = { email: { endsWith: `@${slug}.example` } };
  if (!(await db.course.findUnique({ where: { slug } })) && !(await db.user.findFirst({ where }))) return;
  throw new OperatorError(
    `There is a course at /c/${slug} already, or people of one. It was left as it is: take another address with --course.`,
  );
}

interface Enrolled {
  email: string;
  name: string;
  role: Role;
  section?: string;
}

/** @returns ids in their order; none of them gets mail */
async function enrol(
  db: Db,
  courseId: string,
  passwordHash: string,
  people: readonly Enrolled[],
): Promise<string[]> {
  const users = people.map(({ email, name }) => ({ id: uuid7(), email, name, passwordHash }));
  const choices = users.flatMap(({ id: userId }) =>
    NOTICE_KINDS.map((kind) => ({ userId, kind, way: 'page' as const })),
  );
  await db.$transaction([
    db.user.createMany({ data: users }),
    db.noticeChoice.createMany({ data: choices }),
    db.enrolment.createMany({
      data: people.map(({ role, section = '' }, i) => ({ courseId, userId: users[i]!.id, role, section })),
    }),
  ]);
  return users.map(({ id }) => id);
}

async function publish({ db, course, instructor, now }: Making, set: PlannedSet): Promise<AssignmentSubject> {
  const files = new Map(await readAssignmentFolder(join(ROOT, 'assignments', set.folder)));
  const about = files.get('assignment.yaml') ?? '';
  files.set('assignment.yaml', retitled(about, set.title));
  const upload = { files: Object.fromEntries(files), slug: set.slug, due: set.due.toISOString() };
  await publishAssignment(db, NO_NEWS, loadAssignment, {
    courseId: course.id,
    publishedById: instructor,
    now,
    upload,
  });
  const subject = await subjectOf(db, course, set.slug, now);
  const { policy } = setPolicyOf.body.parse({
    policy: { category: set.folder === 'day-08' ? 'sheets' : 'code' },
  });
  await decideSetPolicy(db, NO_NEWS, subject, { actorId: instructor, now, preview: false, policy });
  return subjectOf(db, course, set.slug, now);
}

/** The id of the question with a printed label. */
function questionOf({ version }: AssignmentSubject, label: string): string {
  const question = version.definition.questions.find((each) => each.label === label);
  if (!question) throw new Error(`no question is labelled ${label}`);
  return question.id;
}

async function handIn(
  { db }: Making,
  queue: GradingQueue,
  subject: AssignmentSubject,
  { userId, attempt: { at, answers, file } }: { userId: string; attempt: PlannedAttempt },
): Promise<string> {
  const texts = Object.entries(answers ?? {}).map(([label, { text }]) => [questionOf(subject, label), text]);
  const handedIn = createSubmissionOf.body.parse({
    idempotencyKey: randomUUID(),
    answers: Object.fromEntries(texts),
    file,
  });
  return (await createSubmission(db, queue, NO_NEWS, subject, { userId, now: at, handedIn })).id;
}

async function untilGraded(db: Db, submissionIds: readonly string[]): Promise<void> {
  let left = submissionIds.length;
  let patience = PATIENCE_MS;
  while (left > 0) {
    if (patience <= 0) throw new OperatorError(`No worker has graded anything for ${PATIENCE_MS / 1000} s.`);
    await sleep(WAIT_MS);
    const where = { submissionId: { in: [...submissionIds] }, state: { in: ['queued', 'running'] as const } };
    const now = await db.gradingRun.count({ where: { ...where, state: { in: [...where.state.in] } } });
    patience = now < left ? PATIENCE_MS : patience - WAIT_MS;
    left = now;
  }
}

/** The result of one is that of all who handed in the same. */
async function shareResult(db: Db, judged: string, same: readonly string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE grading_runs run SET state = one.state, attempt = one.attempt, report = one.report, scores = one.scores,
      grader_version = one.grader_version, started_at = run.queued_at, finished_at = run.queued_at
    FROM grading_runs one
    WHERE one.submission_id = ${judged}::uuid AND run.submission_id = ANY(${[...same]}::uuid[])`;
}

/** @returns by group its last submission, and how many there were */
async function handInAll(
  making: Making,
  subject: AssignmentSubject,
  set: PlannedSet,
  tell: (share: number) => void,
): Promise<{ last: Map<PlannedGroup, string>; submissions: number; programs: number }> {
  const { db, queue, students } = making;
  const withoutJob = { ...queue, sendInTurn: async () => undefined };
  /** The first submission of each text, and those after it. */
  const alike = new Map<string, { judged: string | null; same: string[] }>();
  const last = new Map<PlannedGroup, string>();
  let submissions = 0;
  await inLanes(set.groups, async (group) => {
    const [first, ...others] = group.students.map((i) => students[i]!);
    const early = new Date(group.attempts[0]!.at.getTime() - DAY_MS);
    for (const invitedId of others) await joinGroup(db, subject, { first: first!, invitedId, now: early });
    for (const attempt of group.attempts) {
      const { file } = attempt;
      const kind = file && `${file.name}\n${file.text}`;
      const known = kind === null ? undefined : alike.get(kind);
      const own = known ?? { judged: null, same: [] };
      if (kind !== null && !known) alike.set(kind, own);
      const id = await handIn(making, known ? withoutJob : queue, subject, { userId: first!, attempt });
      if (known) own.same.push(id);
      else own.judged = id;
      last.set(group, id);
      submissions += 1;
    }
    tell(last.size / set.groups.length);
  });
  const kinds = [...alike.values()];
  await untilGraded(
    db,
    kinds.map(({ judged }) => judged!),
  );
  for (const { judged, same } of kinds) if (same.length > 0) await shareResult(db, judged!, same);
  return { last, submissions, programs: kinds.length };
}

const COMMENTS = [
  'See the book, section 8.5.',
  'Nicely said.',
  'Which root is meant here?',
  'Compare your formula with the slides.',
];

/** TAs grade what the plan says, most of it by what answers say, and the rest one by one. @returns how many answers */
async function gradeAll(
  { db, tas }: Making,
  subject: AssignmentSubject,
  last: ReadonlyMap<PlannedGroup, string>,
  { now, seed }: { now: Date; seed: number },
): Promise<number> {
  const random = randomFrom(seed);
  const { assignment, version } = subject;
  const items = await db.rubricItem.findMany({ where: { assignmentId: assignment.id } });
  const graded = [...last].filter(([group]) => group.graded);
  let grades = 0;
  for (const { id: questionId, label = '' } of version.definition.questions) {
    const itemOf = (key: number): string =>
      items.find((item) => item.questionId === questionId && item.key === key)!.id;
    const alike = new Map<string, { key: number; ids: string[] }>();
    for (const [group, submissionId] of graded) {
      const { text, key } = group.attempts.at(-1)!.answers![label ?? '']!;
      grades += 1;
      if (!group.alone.includes(label ?? '')) {
        const same = alike.get(text) ?? { key, ids: [] };
        same.ids.push(submissionId);
        alike.set(text, same);
        continue;
      }
      const input = {
        appliedItemIds: [itemOf(key)],
        fullMarks: false,
        adjustment: random.chance(0.1) ? -0.1 : 0,
        comment: random.chance(0.3) ? random.pick(COMMENTS) : '',
        baseRevision: 0,
      };
      const about = {
        ...subject,
        submission: { id: submissionId, groupId: '', number: 1 },
        current: version,
      };
      await gradeAnswer(db, about, questionId, { userId: random.pick(tas), now, input });
    }
    for (const [text, { key, ids }] of alike) {
      while (ids.length > 0) {
        const answers = ids
          .splice(0, MOST_AT_ONCE)
          .map((submissionId) => ({ submissionId, baseRevision: 0 }));
        await gradeAnswerGroup(
          db,
          subject,
          questionId,
          { userId: random.pick(tas), now },
          {
            groupName: text.slice(0, 40) || 'Empty',
            answers,
            appliedItemIds: [itemOf(key)],
            fullMarks: false,
            adjustment: 0,
            comment: '',
          },
        );
      }
    }
  }
  return grades;
}

/** Some ask for another look at a grade; of those who are answered, every other gets it all. */
async function askAndAnswer(
  { db, tas, students }: Making,
  subject: AssignmentSubject,
  last: ReadonlyMap<PlannedGroup, string>,
  now: Date,
): Promise<void> {
  const asking = [...last].filter(([{ request }]) => request !== null);
  const tomorrow = new Date(now.getTime() + DAY_MS);
  for (const [i, [{ students: members, request }, submissionId]] of asking.entries()) {
    const userId = students[members[0]!]!;
    const questionId = questionOf(subject, request!.label);
    const submission = { id: submissionId, groupId: '', number: 1 };
    const common = { course: subject.course, version: subject.version, current: subject.version, submission };
    const own = { ...common, assignment: await setForStudent(db, subject.assignment.row, { userId, now }) };
    const asked = { userId, now, act: uuid7(), reason: request!.reason, itemId: null, passage: null };
    const id = await askForRegrade(db, own, questionId, asked);
    if (!request!.answered) continue;
    const decision = await db.gradeDecision.findFirstOrThrow({
      where: { answer: { submissionId, questionId } },
      orderBy: { revision: 'desc' },
    });
    const better = {
      appliedItemIds: [],
      fullMarks: true,
      adjustment: 0,
      comment: '',
      baseRevision: decision.revision,
    };
    await closeRequest(db, { ...common, assignment: subject.assignment }, id, {
      userId: tas[i % tas.length]!,
      isStaff: true,
      now: tomorrow,
      reply: 'I read it again.',
      grade: i % 2 === 0 ? better : null,
    });
  }
}

async function giveMoreTime(
  { db, instructor, students }: Making,
  subject: AssignmentSubject,
  set: PlannedSet,
): Promise<void> {
  const now = new Date(set.due.getTime() - 2 * DAY_MS);
  for (const { student, days, reason } of set.extensions) {
    const until = inDays(days, subject.course, set.due)
      .toLocaleString('sv', { timeZone: TIME_ZONE })
      .slice(0, 16);
    await grantExtension(db, NO_NEWS, subject, {
      ...{ target: { kind: 'student', userId: students[student]! }, reason, until },
      ...{
        opens: null,
        window: null,
        closes: null,
        releases: null,
        actorId: instructor,
        now,
        preview: false,
      },
    });
  }
}

/** @throws OperatorError where the course's address is taken: nothing of another course is ever touched */
export async function seedTerm(
  { db, queue }: { db: Db; queue: GradingQueue },
  term: Term,
  onProgress: OnProgress = () => undefined,
): Promise<MadeTerm> {
  const { slug, now, seed } = term;
  await assertNew(db, term);
  const programs = await readPrograms(randomFrom(seed));
  const zone = { timeZone: TIME_ZONE };
  const plan = planTerm({ ...term, programs, dueIn: (days) => inDays(days, zone, now) });
  const course = await db.course.create({
    data: { slug, code: slug.toUpperCase(), title: 'A made term', term: 'This term', ...zone },
  });
  const passwordHash = await hashPassword(term.password);
  const at = (who: string): string => `${who}@${slug}.example`;
  const people: Enrolled[] = [
    { email: at('instructor'), name: 'Iris Instructor', role: 'instructor' },
    ...plan.tas.map((name, i) => ({ email: at(`ta${i + 1}`), name, role: 'ta' as const })),
    ...plan.students.map(({ name, section }, i) => ({
      email: at(`student${i + 1}`),
      name,
      section,
      role: 'student' as const,
    })),
  ];
  const [instructor = '', ...others] = await enrol(db, course.id, passwordHash, people);
  const tas = others.slice(0, plan.tas.length);
  const making: Making = { db, queue, course, now, instructor, tas, students: others.slice(plan.tas.length) };
  const { policy } = coursePolicyOf.body.parse({
    policy: {
      late: { graceMinutes: 10, window: { days: 4 }, penalty: { percent: 10, per: 'day', atMost: 30 } },
      categories: [
        { id: 'sheets', title: 'Preparation', weight: 60, dropLowest: 1 },
        { id: 'code', title: 'Code', weight: 40 },
      ],
    },
  });
  await decideCoursePolicy(db, NO_NEWS, { course }, { actorId: instructor, now, preview: false, policy });

  const made = { submissions: 0, programs: 0, grades: 0 };
  for (const [index, set] of plan.sets.entries()) {
    onProgress(set, 0);
    const subject = await publish(making, set);
    await giveMoreTime(making, subject, set);
    const {
      last,
      submissions,
      programs: run,
    } = await handInAll(making, subject, set, (share) => onProgress(set, share * 0.9));
    made.submissions += submissions;
    made.programs += run;
    const graded = new Date(set.due.getTime() + 4.5 * DAY_MS);
    if (set.folder === 'day-08' && set.stage !== 'open')
      made.grades += await gradeAll(making, subject, last, {
        now: set.stage === 'over' ? graded : now,
        seed: seed + index,
      });
    if (set.stage === 'over') {
      await releaseGrades(db, NO_NEWS, subject, { userId: instructor, now: graded, released: true });
      const released = await subjectOf(db, course, set.slug, now);
      await askAndAnswer(making, released, last, new Date(graded.getTime() + DAY_MS));
    }
    onProgress(set, 1);
  }
  await db.$executeRaw`ANALYZE`;
  const of = (role: Role) => people.filter((person) => person.role === role).map(({ email }) => email);
  return {
    course,
    instructor: at('instructor'),
    tas: of('ta'),
    students: of('student'),
    sets: plan.sets,
    ...made,
  };
}
