/**
 * A whole class at the deadline: everybody signs in, opens the sheet, saves, hands in the sheet and the code, all at once
 * and from one address, as in a lecture hall. Server, worker, database and the class share the machine.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { operations } from '../../contract/index.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { ROOT } from '../../server/config.ts';
import { NO_JSON, type Db } from '../../server/database/prisma.ts';
import { NO_NEWS } from '../../server/database/workNews.ts';
import { publishAssignment } from '../../server/features/assignments/publishAssignment.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { Client } from '../support/client.ts';
import { percentile, timed, type Bench, type Figure } from './figures.ts';
import { withStack } from './server.ts';
import { makeAnswers } from './sheetAnswers.ts';

const STUDENTS = 200;
export const COURSE = 'bench';
export const PASSWORD = 'correct horse';
export const SHEET = { course: COURSE, assignment: 'day-08' };
export const CODE = { course: COURSE, assignment: 'optimizers' };
/** After so long without a report something is lost. */
const PATIENCE_MS = 120_000;

const STEPS = {
  signIn: 'sign in',
  getAssignment: 'open the sheet',
  writeText: 'save a draft',
  submitSheet: 'hand in the sheet',
  submitCode: 'hand in the code',
} as const;
type Step = keyof typeof STEPS;

export const emailOf = (student: number): string => `student${student}@bench.example`;

export async function seedClass(db: Db, students = STUDENTS): Promise<void> {
  const course = await db.course.create({
    data: { slug: COURSE, code: 'BENCH', title: 'Bench', term: 'Now', timeZone: 'America/New_York' },
  });
  const passwordHash = await hashPassword(PASSWORD);
  const users = Array.from({ length: students }, (_, i) => ({
    id: randomUUID(),
    name: `Student ${i}`,
    email: emailOf(i),
    passwordHash,
  }));
  await db.user.createMany({ data: users });
  await db.enrolment.createMany({
    data: users.map(({ id }) => ({ courseId: course.id, userId: id, role: 'student' as const })),
  });
  for (const { assignment: slug } of [SHEET, CODE]) {
    const files = Object.fromEntries(await readAssignmentFolder(join(ROOT, 'assignments', slug)));
    await publishAssignment(db, NO_NEWS, loadAssignment, {
      courseId: course.id,
      publishedById: users[0]!.id,
      now: new Date(),
      upload: { files, slug },
    });
  }
}

/** What each student writes: answers by question, and code that nobody else has. */
export async function writeWork(
  students = STUDENTS,
): Promise<{ answers: Record<string, string>; code: string }[]> {
  const { definition } = loadAssignment(
    await readAssignmentFolder(join(ROOT, 'assignments', SHEET.assignment)),
    SHEET.assignment,
  );
  if (!definition) throw new Error('the bench needs assignments/day-08');
  const solution = await readFile(join(ROOT, 'assignments/optimizers/solution/optim.py'), 'utf8');
  const texts = definition.questions.map(({ id }, seed) => [id, makeAnswers(students, null, seed)] as const);
  return Array.from({ length: students }, (_, i) => ({
    answers: Object.fromEntries(texts.map(([id, all]) => [id, `${all[i]!} (${i})`])),
    code: `${solution}\n# ${i}\n`,
  }));
}

/** Asks until every run is over. @returns milliseconds of `performance.now` when the last one was */
export async function untilGraded(db: Db, students = STUDENTS, patienceMs = PATIENCE_MS): Promise<number> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    const done = await db.gradingRun.count({ where: { state: 'done' } });
    if (done === students) return performance.now();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not every submission was graded within ${patienceMs} ms`);
}

export async function benchDeadline(): Promise<Bench> {
  const work = await writeWork();
  return withStack(
    (db) => seedClass(db),
    async ({ url, db }) => {
      const times = Object.fromEntries(Object.keys(STEPS).map((step) => [step, [] as number[]])) as Record<
        Step,
        number[]
      >;
      const step = async <T>(name: Step, call: () => Promise<T>): Promise<void> => {
        times[name].push(await timed(call));
      };
      const handInAll = async (student: number): Promise<void> => {
        const client = new Client(url);
        const { answers, code } = work[student]!;
        await step('signIn', () => client.signIn(emailOf(student), PASSWORD));
        await step('getAssignment', () => client.call(operations.getAssignment, { params: SHEET }));
        for (const [key, text] of Object.entries(answers)) {
          await step('writeText', () =>
            client.call(operations.writeText, { params: { ...SHEET, key }, body: { text } }),
          );
        }
        const sheet = { idempotencyKey: randomUUID(), answers };
        await step('submitSheet', () =>
          client.call(operations.createSubmission, { params: SHEET, body: sheet }),
        );
        const file = { idempotencyKey: randomUUID(), file: { name: 'optim.py', text: code } };
        await step('submitCode', () =>
          client.call(operations.createSubmission, { params: CODE, body: file }),
        );
      };

      const start = performance.now();
      await Promise.all(work.map((_, student) => handInAll(student)));
      const handedIn = performance.now() - start;
      const graded = (await untilGraded(db)) - start;

      const figures = Object.entries(STEPS).flatMap(([name, title]): Figure[] =>
        [0.5, 0.95].map((share) => ({
          id: `${name}.p${share * 100}`,
          title: `${title}, p${share * 100}`,
          value: percentile(times[name as Step], share),
          unit: 'ms',
          goal: '',
        })),
      );
      const total = (id: string, title: string, value: number): Figure => ({
        id,
        title,
        value,
        unit: 'ms',
        goal: '',
      });
      figures.push(
        total('handedIn', 'from the first sign-in to the last receipt', handedIn),
        total('graded', 'from the first sign-in to the last report', graded),
        {
          id: 'lost',
          title: 'answers, files and reports lost or changed',
          value: await countLost(db, work),
          unit: 'texts',
          goal: '0',
        },
      );
      const setting = { node: process.version, processors: availableParallelism(), students: STUDENTS };
      return { name: 'deadline', setting, figures };
    },
  );
}

export async function countLost(db: Db, work: Awaited<ReturnType<typeof writeWork>>): Promise<number> {
  const submissions = await db.submission.findMany({
    select: {
      submittedBy: { select: { email: true } },
      answers: { select: { questionId: true, text: true } },
      files: { select: { text: true } },
      // A class's reports are more than a bench can hold.
      runs: { where: { report: { not: NO_JSON } }, select: { id: true } },
    },
  });
  const kept = new Set(
    submissions.flatMap(({ submittedBy: { email }, answers, files, runs }) => [
      ...answers.map(({ questionId, text }) => `${email} ${questionId} ${text}`),
      ...files.map(({ text }) => `${email} ${text}`),
      ...runs.map(() => `${email} report`),
    ]),
  );
  const expected = work.flatMap(({ answers, code }, student) => [
    ...Object.entries(answers).map(([id, text]) => `${emailOf(student)} ${id} ${text}`),
    `${emailOf(student)} ${code}`,
    `${emailOf(student)} report`,
  ]);
  return expected.filter((text) => !kept.has(text)).length;
}
