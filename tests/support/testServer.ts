import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { Express } from 'express';
import { createPool } from '../../server/database/client.ts';
import { operations } from '../../contract/index.ts';
import type { MailMode } from '../../contract/health.ts';
import type { Role } from '../../contract/common.ts';
import type { AssignmentDefinition } from '../../contract/assignment.ts';
import type { GradeRecord } from '../../contract/report.ts';
import { VISIBILITIES, type Visibility } from '../../grader/terms.ts';
import { createGradingHandlers } from '../../server/worker/gradingHandlers.ts';
import type { GradeSubmission } from '../../server/worker/gradingHandlers.ts';
import { createApp } from '../../server/app.ts';
import type { Deps } from '../../server/deps.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import type { Db } from '../../server/database/prisma.ts';
import { openRunChannel } from '../../server/database/runChannel.ts';
import { watchDatabase } from '../../server/database/watch.ts';
import { openWorkNews } from '../../server/database/workNews.ts';
import { whyUnseen } from '../../server/features/assignments/whyUnseen.ts';
import { startTellingOfReleases } from '../../server/features/policies/releasesCome.ts';
import { serveDocuments } from '../../server/features/documents/socket.ts';
import { verifyScores } from '../../server/features/grading/verifyScores.ts';
import type { OpenIdSettings } from '../../server/features/openid/provider.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { createLog } from '../../server/log.ts';
import { runTask } from '../../server/tasks/index.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import { NO_TRIER, type Trier } from '../../server/trials/trier.ts';
import { Client } from './client.ts';
import { CODE_FILES, SHEET_FILES } from './assignments.ts';
import { asRole, cloneDatabase } from './databases.ts';
import { farDatabase } from './farDatabase.ts';

export const COURSE = 'course';
export const SHEET = { course: COURSE, assignment: 'sheet' };
export const CODE = { course: COURSE, assignment: 'code' };
export const PASSWORD = 'correct horse';
/** Where links in mails lead, and where a provider sends people back. */
export const BASE_URL = 'http://stepwise.test';

/** Two hours before the due time of the assignments in `assignments.ts`. */
export const BEFORE_DUE = new Date('2026-12-01T17:30:00Z');
export const AFTER_DUE = new Date('2026-12-02T17:30:00Z');

export interface TestServer {
  app: Express;
  /** With all rights, for what a test prepares; the server has its own. */
  db: Db;
  databaseUrl: string;
  /** The server's clock; tests turn it. */
  clock: { now: Date; ticks: number };
  /** A browser in which the person is signed in. */
  as(name: string): Promise<Client>;
  userId(name: string): Promise<string>;
  /** Two instructors of the course: grace, and tess from now on. */
  instructors(): Promise<[Client, Client]>;
  /** Takes grading jobs with the given function, as a worker does. */
  work(gradeSubmission: GradeSubmission): Promise<void>;
  /** Tells of planned releases as they come, as a server does. */
  tellOfReleases(): ReturnType<typeof startTellingOfReleases>;
  /** Opens a port, for sockets. @returns its address */
  listen(): Promise<string>;
  /** The same as another process would, far from the database: it shares nothing but that. @param delay see `farDatabase` */
  listenFar(delay: () => number): Promise<string>;
  /** At the end of every test file what is kept of scores must be what the law says. */
  close(): Promise<void>;
}

const emailOf = (name: string) => `${name}@example.org`;

async function createPeople(db: Db): Promise<void> {
  const course = await db.course.create({
    data: { slug: COURSE, code: 'C 1', title: 'Course', term: 'Now', timeZone: 'America/New_York' },
  });
  // As cheap as it gets: these tests sign in often.
  const passwordHash = await hashPassword(PASSWORD, { memory: 8, passes: 1, parallelism: 1 });
  const people: Record<string, Role | null> = {
    ada: 'student',
    emmy: 'student',
    sofia: 'student',
    mary: 'student',
    tess: 'ta',
    grace: 'instructor',
    stranger: null,
  };
  for (const [name, role] of Object.entries(people)) {
    const user = await db.user.create({ data: { email: emailOf(name), name, passwordHash } });
    if (role) await db.enrolment.create({ data: { courseId: course.id, userId: user.id, role } });
  }
}

/** Scores that a change has touched without leaving a mark. */
export async function keptWrongly(db: Db): Promise<string[]> {
  const sets = await db.assignment.findMany({ select: { id: true } });
  const { differences } = await verifyScores(
    db,
    sets.map(({ id }) => id),
  );
  return differences;
}

/** A server on a database of its own, with a course of people and the two assignments published. */
export async function startTestServer(
  trier: Trier = NO_TRIER,
  { mailMode = 'off', openId = null }: { mailMode?: MailMode; openId?: OpenIdSettings | null } = {},
): Promise<TestServer> {
  const databaseUrl = await cloneDatabase();
  const log = createLog('test', 'silent');
  const clock = { now: BEFORE_DUE, ticks: 0 };
  const db = createPrisma(databaseUrl, 8);
  const serverUrl = asRole(databaseUrl, 'server');
  const serverDb = createPrisma(serverUrl, 8);
  const workerDb = createPrisma(asRole(databaseUrl, 'worker'), 4);
  const sessionPool = createPool(serverUrl, 2);
  const runs = await openRunChannel(serverUrl, log);
  const queue = await openGradingQueue(serverUrl, log);
  const news = await openWorkNews(serverUrl, serverDb, log);
  const watch = watchDatabase(serverUrl, log);
  const deps: Deps = {
    db: serverDb,
    queue,
    runs,
    news,
    trier,
    mail: {
      mode: mailMode,
      secret: 'secret',
      baseUrl: () => BASE_URL,
      seen: () => null,
      poke: () => undefined,
    },
    watch,
    loadAssignment: (files, slug, userId) => runTask('loadAssignment', { files, slug }, userId),
    whyUnseen,
    clock: () => clock.now,
    ticks: () => clock.ticks,
    log,
  };
  const settings = { sessionPool, sessionSecret: 'secret', secure: false, trustProxy: 0, openId };
  const { express: app, authenticate } = createApp(deps, settings);
  const listening: (() => Promise<void>)[] = [];
  const listen = async (own: Deps, { express, authenticate }: ReturnType<typeof createApp>) => {
    const http = createServer(express);
    const documents = serveDocuments(http, { deps: own, authenticate, publicUrl: null });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    listening.push(async () => {
      await documents.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    });
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  };
  const server: TestServer = {
    app,
    db,
    databaseUrl,
    clock,
    as: (name) => new Client(app).signIn(emailOf(name), PASSWORD),
    userId: async (name) => (await db.user.findUniqueOrThrow({ where: { email: emailOf(name) } })).id,
    instructors: async () => {
      const where = { user: { email: emailOf('tess') }, course: { slug: COURSE } };
      await db.enrolment.updateMany({ where, data: { role: 'instructor' } });
      return [await server.as('grace'), await server.as('tess')];
    },
    work: (gradeSubmission) =>
      queue.work(
        2,
        createGradingHandlers({
          db: workerDb,
          gradeSubmission,
          graderVersion: 'test',
          postpone: (job) => queue.postpone(job, 1),
          clock: () => clock.now,
          log,
        }),
      ),
    tellOfReleases: () => startTellingOfReleases(deps),
    listen: () => listen(deps, { express: app, authenticate }),
    listenFar: async (delay) => {
      const far = await farDatabase(serverUrl, delay);
      const farDb = createPrisma(far.url, 16);
      const own = { ...deps, db: farDb, news: await openWorkNews(far.url, farDb, log) };
      const url = await listen(own, createApp(own, settings));
      listening.push(async () => {
        await own.news.close();
        await farDb.$disconnect();
        await far.close();
      });
      return url;
    },
    close: async () => {
      for (const stop of listening) await stop();
      await queue.close();
      // The processes of tasks stay for the next file: each loads the grader, and rests without keeping anybody waiting.
      const differences = await keptWrongly(serverDb);
      await Promise.all([watch.close(), runs.close(), news.close(), sessionPool.end()]);
      await Promise.all([db, serverDb, workerDb].map((each) => each.$disconnect()));
      if (differences.length > 0) throw new Error(`scores are kept wrongly:\n${differences.join('\n')}`);
    },
  };
  await createPeople(db);
  const grace = await server.as('grace');
  const params = { course: COURSE };
  await grace.call(operations.publishAssignment, { params, body: { files: SHEET_FILES, slug: 'sheet' } });
  await grace.call(operations.publishAssignment, { params, body: { files: CODE_FILES, slug: 'code' } });
  return server;
}

/**
 * Every test passed, with its title as its message, so that a leak can be seen. Like the grader, it says what those see who
 * see no further than a visibility, and at once what is shown.
 */
export const passEverything: GradeSubmission = async (definition, _, { shown, onShown }) => {
  const upTo = (widest: Visibility) => passUpTo(definition, widest);
  const [visible, afterDue, afterPublished] = VISIBILITIES.map(upTo);
  const views = { visible: visible!, after_due_date: afterDue!, after_published: afterPublished! };
  const ranks = VISIBILITIES.slice(0, VISIBILITIES.indexOf(shown ?? 'visible') + 1);
  const early = Object.entries(views).filter(([visibility]) => ranks.includes(visibility as Visibility));
  await onShown?.({ format: 2, whole: null, views: Object.fromEntries(early) });
  return { format: 2, whole: upTo('hidden'), views };
};

function passUpTo(definition: AssignmentDefinition, widest: Visibility): GradeRecord {
  const questions = definition.questions
    .filter((question) => question.kind === 'optimizer')
    .map((question) => {
      const tests = question.tests.filter(
        ({ visibility }) => VISIBILITIES.indexOf(visibility) <= VISIBILITIES.indexOf(widest),
      );
      return {
        id: question.id,
        verdict: 'accepted' as const,
        score: tests.reduce((sum, { points }) => sum + points, 0),
        maxScore: question.points,
        tests: tests.map(({ id, title, points, visibility }) => ({
          id,
          title,
          status: 'passed' as const,
          score: points,
          maxScore: points,
          visibility,
          message: `message of ${id}`,
        })),
        diagnosis: null,
        causes: [],
        plots: tests.map(({ id }) => ({
          testId: id,
          title: `Plot of ${id}`,
          objective: 'quadratic',
          hyperparameters: {},
          yours: [],
          reference: [],
          loss: { yours: [], reference: [] },
          divergedAt: null,
        })),
        output: tests.map(({ id }) => `printed by the ${id} test`).join('\n'),
      };
    });
  return {
    assignment: definition.slug,
    score: questions.reduce((sum, { score }) => sum + score, 0),
    maxScore: questions.reduce((sum, { maxScore }) => sum + maxScore, 0),
    durationMs: 1,
    questions,
    language: 'javascript',
  };
}

const LONGEST_WAIT_MINUTES = 3;

/** Asks until the answer satisfies. @throws what was answered last, where none does in three minutes */
export async function eventually<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + LONGEST_WAIT_MINUTES * 60_000;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > end)
      throw new Error(`Not in ${LONGEST_WAIT_MINUTES} minutes; in the end: ${inspect(answer)}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
