/**
 * The ten pages and acts that people use most, in a term of real submissions as `npm run seed` makes it. A page is all that the
 * browser asks for before it shows something, asked for at once.
 */
import { randomUUID } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import { operations } from '../../contract/index.ts';
import type { Db } from '../../server/database/prisma.ts';
import { seedTerm } from '../../server/demo/term/seedTerm.ts';
import { createLog } from '../../server/log.ts';
import { LATEST_VERSION, readVersion } from '../../server/middleware/versions.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import { closeTasks } from '../../server/tasks/index.ts';
import { Client } from '../support/client.ts';
import { figure, timed, type Bench } from './figures.ts';
import { memoryOfTree } from './memory.ts';
import { measurePages, timesLoaded } from './pages.ts';
import { withStack } from './server.ts';

const ROUNDS = 40;
const PASSWORD = 'correct horse';
/** One is open, one waits to be graded, and of either kind one is over. */
const FEWEST_SETS = 4;

interface Options {
  students: number;
  sets: number;
  seed: number;
}

export function benchTerm({ students, sets, seed }: Options): Promise<Bench> {
  if (sets < FEWEST_SETS) throw new Error(`the bench needs a term of ${FEWEST_SETS} sets or more`);
  return withStack(
    async (_, databaseUrl) => databaseUrl,
    async ({ url, db, server, seeded: databaseUrl }) => {
      const queue = await openGradingQueue(databaseUrl, createLog('bench', 'silent'));
      const wish = { slug: 'term', students, sets, seed, password: PASSWORD, now: new Date() };
      let made!: Awaited<ReturnType<typeof seedTerm>>;
      const seedMs = await timed(async () => (made = await seedTerm({ db, queue }, wish)));
      await queue.close();
      await closeTasks();

      const course = { course: made.course.slug };
      const as = (email: string) => new Client(url).signIn(email, PASSWORD);
      const open = await findSet(
        db,
        made.sets.findLast(({ stage }) => stage === 'open'),
      );
      const waiting = await findSet(
        db,
        made.sets.findLast(({ stage }) => stage === 'grading'),
      );
      const over = made.sets.filter(({ stage }) => stage === 'over');
      const sheet = await findSet(
        db,
        over.findLast(({ folder }) => folder === 'day-08'),
      );
      const code = await findSet(
        db,
        over.findLast(({ folder }) => folder === 'optimizers'),
      );
      const inSet = ({ slug }: { slug: string }) => ({ ...course, assignment: slug });

      // Who has not handed in what is still open, and has the grades of a sheet and of a program.
      const handedIn = (assignmentId: string) => ({ some: { submission: { group: { assignmentId } } } });
      const writers = await db.user.findMany({
        where: {
          submissionMembers: handedIn(sheet.id),
          AND: { submissionMembers: handedIn(code.id) },
          groupMemberships: { none: { assignmentId: open.id } },
        },
        select: { email: true },
        orderBy: { id: 'asc' },
        take: timesLoaded(ROUNDS),
      });
      const clients: Client[] = [];
      for (const { email } of writers) clients.push(await as(email));
      const student = (time: number): Client => clients[time % clients.length]!;
      const ungraded = await db.answer.findMany({
        where: {
          submission: { group: { assignmentId: waiting.id } },
          decisions: { none: {} },
          questionId: waiting.questions[0]!,
        },
        select: { submissionId: true },
        orderBy: { id: 'asc' },
      });
      const rubric = await db.rubricItem.findFirstOrThrow({
        where: { assignmentId: waiting.id, questionId: waiting.questions[0]!, key: 1 },
      });
      const ta = await as(made.tas[0]!);
      const instructor = await as(made.instructor);
      const answerOf = (time: number) => ({
        submissionId: ungraded[time % ungraded.length]!.submissionId,
        question: waiting.questions[0]!,
      });
      const question = { ...inSet(waiting), question: waiting.questions[0]! };
      const [asked] = open.questions;

      const figures = await measurePages(
        server,
        {
          'student: sets': (time) =>
            Promise.all([
              student(time).call(operations.getSession),
              student(time).call(operations.listAssignments, { params: course }),
              student(time).call(operations.listNotices),
            ]),
          'student: sheet': (time) =>
            Promise.all([
              student(time).call(operations.getAssignment, { params: inSet(open) }),
              student(time).call(operations.getMyGroup, { params: inSet(open) }),
              student(time).call(operations.getDocument, { params: inSet(open) }),
              student(time).call(operations.listImages, { params: inSet(open) }),
              student(time).call(operations.listSubmissions, { params: inSet(open) }),
            ]),
          'student: save': (time) =>
            student(time).call(operations.writeText, {
              params: { ...inSet(open), key: asked! },
              body: { text: `Momentum is a sum of gradients. ${time}` },
            }),
          'student: submit': (time) =>
            student(time).call(operations.createSubmission, {
              params: inSet(open),
              body: {
                idempotencyKey: randomUUID(),
                answers: { [asked!]: `Momentum is a velocity. ${time}` },
              },
            }),
          'student: feedback on a sheet': (time) =>
            student(time).call(operations.getFeedback, { params: inSet(sheet) }),
          'student: feedback on code': (time) =>
            student(time).call(operations.getFeedback, { params: inSet(code) }),
          'student: grades': (time) =>
            Promise.all([
              student(time).call(operations.listAssignments, { params: course }),
              student(time).call(operations.getMyTotal, { params: course }),
            ]),
          'TA: queue': () =>
            Promise.all([
              ta.call(operations.listAssignments, { params: course }),
              ta.call(operations.listGradingQuestions, { params: inSet(waiting) }),
              ta.call(operations.getGradingProgress, { params: inSet(waiting) }),
              ta.call(operations.listCourseRequests, { params: course }),
            ]),
          'TA: answers to a question': () => ta.call(operations.listGradingAnswers, { params: question }),
          'TA: answer': (time) =>
            Promise.all([
              ta.call(operations.getGradingAnswer, { params: answerOf(time) }),
              ta.call(operations.listInlineComments, { params: answerOf(time) }),
              ta.call(operations.listRequests, { params: { submissionId: answerOf(time).submissionId } }),
              ta.call(operations.nextAnswer, {
                params: question,
                body: { after: answerOf(time).submissionId },
              }),
            ]),
          'TA: save a grade': (time) =>
            ta.send(operations.gradeAnswer, {
              params: answerOf(time),
              body: { appliedItemIds: [rubric.id], comment: 'See the book.', baseRevision: 0 },
            }),
          'instructor: gradebook': () => instructor.call(operations.getGradebook, { params: course }),
          'instructor: sets': () => instructor.call(operations.listAssignments, { params: course }),
        },
        { rounds: ROUNDS },
      );
      return {
        name: 'term',
        setting: {
          node: process.version,
          processors: availableParallelism(),
          students,
          sets,
          seed,
          submissions: made.submissions,
          programs: made.programs,
          grades: made.grades,
          'load of the machine': loadavg()[0]!.toFixed(1),
        },
        figures: [
          ...figures,
          figure('seed', 'to make the term', seedMs, 'ms'),
          figure(
            'memory',
            'memory of the server after all of these',
            memoryOfTree(server.pid!)?.own ?? NaN,
            'MB',
            '≤ 350',
          ),
        ],
      };
    },
    'tests/bench/watchedServer.ts',
  );
}

interface FoundSet {
  id: string;
  slug: string;
  questions: string[];
}

async function findSet(db: Db, planned: { slug: string } | undefined): Promise<FoundSet> {
  if (!planned) throw new Error(`the bench needs a term of ${FEWEST_SETS} sets or more`);
  const { id, slug, versions } = await db.assignment.findFirstOrThrow({
    where: { slug: planned.slug },
    include: { versions: LATEST_VERSION },
  });
  return {
    id,
    slug,
    questions: readVersion(versions[0]!).definition.questions.map((question) => question.id),
  };
}
