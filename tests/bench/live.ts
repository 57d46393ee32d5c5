/**
 * A class that types while others hand in: how long after a pause of the typing the picture's numbers are there, and what the
 * typing costs those who submit. Rounds with and without typing take turns, so that whatever else the machine does falls
 * on both. Server, worker, trier, database and the class share the machine, the class as the last of them (`typists.ts`).
 */
import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../../contract/index.ts';
import { readAssignmentFolder } from '../../grader/assignment/folder.ts';
import { loadAssignment } from '../../grader/assignment/load.ts';
import { handTrialsOn } from '../../scripts/lib/trials.ts';
import { ROOT } from '../../server/config.ts';
import type { Db } from '../../server/database/prisma.ts';
import { NO_NEWS } from '../../server/database/workNews.ts';
import { publishAssignment } from '../../server/features/assignments/publishAssignment.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { Browser } from './browser.ts';
import { figure, percentile, type Bench, type Figure } from './figures.ts';
import { usedBy } from './processor.ts';
import { withStack } from './server.ts';
import type { Class, ToTypists, Typing } from './typists.ts';

const COURSE = 'bench';
const PASSWORD = 'correct horse';
const CODE = { course: COURSE, assignment: 'optimizers' };
const QUESTIONS = ['sgd', 'sgd_momentum', 'adagrad', 'rmsprop', 'adam'];
/** Of four people who type one hands in. */
const TYPISTS_PER_SUBMITTER = 4;
const ROUNDS = 4;
/** After so long without a report something is lost. */
const PATIENCE_MS = 120_000;

const emailOf = (kind: string, person: number): string => `${kind}${person}@bench.example`;

async function seedClass(db: Db, typists: number, submitters: number): Promise<void> {
  const course = await db.course.create({
    data: { slug: COURSE, code: 'BENCH', title: 'Bench', term: 'Now', timeZone: 'America/New_York' },
  });
  // As cheap as it gets: signing in is not what is measured.
  const passwordHash = await hashPassword(PASSWORD, { memory: 8, passes: 1, parallelism: 1 });
  const people = (kind: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      id: randomUUID(),
      name: `${kind} ${i}`,
      email: emailOf(kind, i),
      passwordHash,
    }));
  const users = [...people('typist', typists), ...people('submitter', submitters)];
  await db.user.createMany({ data: users });
  await db.enrolment.createMany({
    data: users.map(({ id }) => ({ courseId: course.id, userId: id, role: 'student' as const })),
  });
  const files = Object.fromEntries(await readAssignmentFolder(join(ROOT, 'assignments', CODE.assignment)));
  await publishAssignment(db, NO_NEWS, loadAssignment, {
    courseId: course.id,
    publishedById: users[0]!.id,
    now: new Date(),
    upload: { files, slug: CODE.assignment },
  });
}

/** What the supervisor has of a process. */
function endOf(child: ChildProcess) {
  return {
    send: (message: Serializable) => child.connected && child.send(message, () => undefined),
    hear: (listener: (message: unknown) => void) => void child.on('message', listener),
    onEnd: (listener: () => void) => void child.once('exit', listener),
  };
}

async function signInAll(url: string, kind: string, count: number): Promise<Browser[]> {
  const browsers: Browser[] = [];
  for (let person = 0; person < count; person += 1)
    browsers.push(await new Browser(url).signIn(emailOf(kind, person), PASSWORD));
  return browsers;
}

/** A class in a process of its own. */
async function startClass(
  of: Class,
): Promise<{ type: (seconds: number) => Promise<Typing>; end: () => Promise<void> }> {
  const child = fork(join(ROOT, 'tests/bench/typists.ts'), { execArgv: process.execArgv, detached: true });
  const told = async (what: ToTypists): Promise<unknown> => {
    child.send(what);
    return heard(child);
  };
  await heard(child);
  await told({ come: of });
  return { type: async (seconds) => (await told({ seconds })) as Typing, end: () => end(child) };
}

/** @throws when it ends instead */
async function heard(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the class that types has ended')));
  const [said] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
  return said;
}

/** @returns milliseconds from each submission until its report */
async function submitAll(
  db: Db,
  browsers: readonly Browser[],
  code: string,
  seconds: number,
): Promise<number[]> {
  const ids: string[] = [];
  await Promise.all(
    browsers.map(async (browser, person) => {
      await sleep((1000 * seconds * person) / browsers.length);
      const file = { name: 'optim.py', text: `${code}# ${randomUUID()}\n` };
      const body = { idempotencyKey: randomUUID(), file };
      ids.push((await browser.ask(operations.createSubmission, { params: CODE, body })).id);
    }),
  );
  const end = performance.now() + PATIENCE_MS;
  const where = { submissionId: { in: ids }, state: 'done' as const };
  while ((await db.gradingRun.count({ where })) < ids.length) {
    if (performance.now() > end) throw new Error(`not every submission was graded within ${PATIENCE_MS} ms`);
    await sleep(100);
  }
  const runs = await db.gradingRun.findMany({ where, select: { queuedAt: true, finishedAt: true } });
  return runs.map(({ queuedAt, finishedAt }) => finishedAt!.getTime() - queuedAt.getTime());
}

export async function benchLive({
  students,
  seconds,
}: {
  students: number;
  seconds: number;
}): Promise<Bench> {
  const submitters = Math.max(1, Math.round(students / TYPISTS_PER_SUBMITTER));
  const solution = await readFile(join(ROOT, 'assignments/optimizers/solution/optim.py'), 'utf8');
  return withStack(
    (db) => seedClass(db, students, submitters),
    async ({ url, db, server }) => {
      const trier = fork(join(ROOT, 'server/trier/main.ts'), { execArgv: process.execArgv, detached: true });
      try {
        await once(trier, 'message');
        handTrialsOn([endOf(server)], endOf(trier));
        const handing = await signInAll(url, 'submitter', submitters);
        const delays = { quiet: [] as number[], typing: [] as number[] };
        const typing: Typing[] = [];
        const serverUsed = { quiet: 0, typing: 0 };
        // With the first of each Python starts.
        await submitAll(db, handing.slice(0, 1), solution, 0);
        const typists = Array.from({ length: students }, (_, person) => ({
          email: emailOf('typist', person),
          question: QUESTIONS[person % QUESTIONS.length]!,
        }));
        const writing = await startClass({ url, people: typists, password: PASSWORD, set: CODE, solution });
        for (let round = 0; round < ROUNDS; round += 1) {
          const isTyping = round % 2 === 1;
          const usedBefore = usedBy(server.pid!).own;
          const [reports] = await Promise.all([
            submitAll(db, handing, solution, seconds),
            ...(isTyping ? [writing.type(seconds).then((typed) => typing.push(typed))] : []),
          ]);
          const kind = isTyping ? 'typing' : 'quiet';
          delays[kind].push(...reports);
          serverUsed[kind] += usedBy(server.pid!).own - usedBefore;
        }
        await writing.end();
        const pictures = sumOf(typing, ({ pictures }) => pictures.length);
        const answers = sumOf(typing, (each) => each.answers);
        const childrensBefore = usedBy('self').children;
        await end(trier);
        const trierUsed = usedBy('self').children - childrensBefore;
        return {
          name: 'live',
          setting: {
            node: process.version,
            processors: availableParallelism(),
            students,
            submitters,
            seconds,
          },
          figures: [
            ...figuresOf(delays, typing),
            cost('trier', 'processor time of the trier and its sandbox a picture', trierUsed / pictures),
            cost(
              'server',
              'processor time of the server an answer',
              (serverUsed.typing - serverUsed.quiet) / answers,
            ),
            cost(
              'class',
              'processor time of the class itself an answer',
              sumOf(typing, ({ used }) => used) / answers,
            ),
          ],
        };
      } finally {
        await end(trier);
      }
    },
  );
}

const cost = (id: string, title: string, value: number): Figure => ({
  id: `cost.${id}`,
  title,
  value,
  unit: 'ms',
  goal: '',
});

const sumOf = <Of>(all: readonly Of[], value: (each: Of) => number): number =>
  all.reduce((sum, each) => sum + value(each), 0);

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

function figuresOf(delays: { quiet: number[]; typing: number[] }, typing: readonly Typing[]): Figure[] {
  const pictures = typing.flatMap((each) => each.pictures);
  const waits = typing.flatMap((each) => each.waits);
  const ratio = (share: number) => percentile(delays.typing, share) / percentile(delays.quiet, share);
  return [
    figure(
      'picture.p50',
      'from asking to the numbers of the picture, p50',
      percentile(pictures, 0.5),
      'ms',
      '< 150',
    ),
    figure(
      'picture.p95',
      'from asking to the numbers of the picture, p95',
      percentile(pictures, 0.95),
      'ms',
      '< 400',
    ),
    ...[0.5, 0.95].map((share) =>
      figure(
        `wait.p${100 * share}`,
        `from a pause to a picture of its text or of a later one, refusals included, p${100 * share}`,
        percentile(waits, share),
        'ms',
      ),
    ),
    figure(
      'unseen',
      'texts without a picture at the end',
      sumOf(typing, ({ unseen }) => unseen),
      'texts',
    ),
    figure('pictures', 'texts that were tried', pictures.length, 'texts'),
    ...['busy', 'crowded', 'resting', 'unavailable'].map((kind) =>
      figure(
        kind,
        `texts answered with “${kind}”`,
        sumOf(typing, ({ others }) => others[kind] ?? 0),
        'texts',
      ),
    ),
    figure(
      'report.quiet.p50',
      'from a submission to its report without typing, p50',
      percentile(delays.quiet, 0.5),
      'ms',
    ),
    figure('report.typing.p50', 'the same while the class types, p50', percentile(delays.typing, 0.5), 'ms'),
    figure('report.p50', 'a report while the class types, p50, against without', ratio(0.5), '×', '≤ 1.1'),
    figure('report.p95', 'a report while the class types, p95, against without', ratio(0.95), '×'),
  ];
}
