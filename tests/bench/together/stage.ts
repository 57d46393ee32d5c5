/** The stage of the play: a course, two servers and a worker on one database; a server may die at any time. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadAssignment } from '../../../grader/assignment/load.ts';
import { ROOT } from '../../../server/config.ts';
import { migrate } from '../../../server/database/migrate.ts';
import { createPrisma, type Db } from '../../../server/database/prisma.ts';
import { NO_NEWS } from '../../../server/database/workNews.ts';
import { publishAssignment } from '../../../server/features/assignments/publishAssignment.ts';
import { hashPassword } from '../../../server/features/session/password.ts';
import { SHEET_FILES } from '../../support/assignments.ts';
import { freePort, untilAnswers } from '../server.ts';
import { withOwnDatabase } from '../../support/ownDatabase.ts';

export const PLACE = { course: 'course', assignment: 'sheet' };
export const PASSWORD = 'together';
export const GROUP_MAX = 3;

export interface Person {
  id: string;
  name: string;
  email: string;
}

export interface Stage {
  db: Db;
  urls: string[];
  students: Person[];
  staff: Person;
  /** Two TAs and one who came late. */
  graders: Person[];
  /** Of the set, as it was published first. Milliseconds. */
  due: number;
  /** Requests that ended as a fault of ours, as the servers logged them. */
  faults: string[];
  /** From now on programs are graded. */
  startWorker(): Promise<void>;
  /** Ends a server as a power cut would, and starts it again. */
  kill(index: number): Promise<void>;
}

type Cast = Pick<Stage, 'students' | 'staff' | 'graders' | 'due'>;

async function seed(db: Db, students: number): Promise<Cast> {
  const course = await db.course.create({
    data: { slug: PLACE.course, code: 'C 1', title: 'Together', term: 'Now', timeZone: 'Europe/Berlin' },
  });
  // As cheap as it gets: everybody signs in at both servers.
  const passwordHash = await hashPassword(PASSWORD, { memory: 8, passes: 1, parallelism: 1 });
  const enrol = async (name: string, role: 'student' | 'ta' | 'instructor'): Promise<Person> => {
    const email = `${name}@example.org`;
    const { id } = await db.user.create({ data: { email, name, passwordHash } });
    await db.enrolment.create({ data: { courseId: course.id, userId: id, role } });
    return { id, name, email };
  };
  const staff = await enrol('staff', 'instructor');
  const graders: Person[] = [];
  for (let i = 0; i < 3; i++) graders.push(await enrol(`grader${i}`, 'ta'));
  const people: Person[] = [];
  for (let i = 0; i < students; i++) people.push(await enrol(`student${i}`, 'student'));
  const due = Date.now() + 3_600_000;
  const upload = { files: SHEET_FILES, slug: PLACE.assignment, due: new Date(due).toISOString() };
  const publishing = { courseId: course.id, publishedById: staff.id, now: new Date(), upload };
  const load = (files: Map<string, string>, slug: string) => Promise.resolve(loadAssignment(files, slug));
  await publishAssignment(db, NO_NEWS, load, publishing);
  return { students: people, staff, graders, due };
}

export function withStage<T>(students: number, play: (stage: Stage) => Promise<T>): Promise<T> {
  return withOwnDatabase('together', (databaseUrl) => onStage(databaseUrl, students, play));
}

async function onStage<T>(
  databaseUrl: string,
  students: number,
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  const servers: ChildProcess[] = [];
  const faults: string[] = [];
  const ports = [await freePort(), await freePort()];
  const env = { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' };
  const start = (index: number): void => {
    const own = { ...env, PORT: String(ports[index]) };
    const server = fork(join(ROOT, 'server/main.ts'), { env: own, execArgv: [], silent: true });
    server.stderr!.pipe(process.stderr);
    createInterface(server.stdout!).on('line', (line) => {
      if (line.includes('"answer":"internal"')) faults.push(line);
      else console.error(line);
    });
    servers[index] = server;
  };
  let worker: ChildProcess | null = null;
  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const db = createPrisma(databaseUrl);
  try {
    await migrate(databaseUrl);
    const people = await seed(db, students);
    ports.forEach((_, index) => start(index));
    await Promise.all(urls.map((url, index) => untilAnswers(url, servers[index])));
    return await play({
      db,
      urls,
      ...people,
      faults,
      async startWorker() {
        worker = fork(join(ROOT, 'server/worker/main.ts'), { env, execArgv: [] });
        await once(worker, 'message');
      },
      async kill(index) {
        await end(servers[index]!, 'SIGKILL');
        start(index);
        await untilAnswers(urls[index]!, servers[index]);
      },
    });
  } finally {
    await Promise.all([...servers, ...(worker ? [worker] : [])].map((child) => end(child, 'SIGTERM')));
    await db.$disconnect();
  }
}
