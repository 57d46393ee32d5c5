/**
 * `npm run seed -- --students 500 --sets 12`: makes a term of real submissions, graded by the real grader and by TAs, in a folder of
 * its own (`DATA_DIR`, else `data/term`) or in the database at `DATABASE_URL`, where it adds a course and touches no other.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig, ROOT } from '../server/config.ts';
import { OperatorError, reportFatal } from '../server/errors.ts';
import { workerEnvironment, workerPart } from './lib/parts.ts';
import { preparePrismaClient, preparePython } from './lib/prepare.ts';
import { barOn, say, sinceStart, step, timeOfDay } from './lib/progress.ts';
import { supervise } from './lib/supervise.ts';

const OPTIONS = {
  students: { type: 'string', default: '500' },
  sets: { type: 'string', default: '12' },
  seed: { type: 'string', default: '1' },
  course: { type: 'string', default: 'term' },
} as const;

const Wish = z.object({
  students: z.coerce.number().int().min(1).max(5000),
  sets: z.coerce.number().int().min(1).max(50),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31),
  course: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'lower-case letters, digits and -, at most 31 of them'),
});

function readWish(): z.infer<typeof Wish> {
  try {
    return Wish.parse(parseArgs({ options: OPTIONS }).values);
  } catch (error) {
    const what =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('; ')
        : (error as Error).message;
    throw new OperatorError(`${what}. There are: --students N, --sets N, --seed N, --course ADDRESS.`);
  }
}

/** What to take down, the last first. */
const running: { stop: () => Promise<void> }[] = [];

async function end(exitCode: number): Promise<void> {
  for (const { stop } of running.splice(0).reverse())
    await stop().catch((error: unknown) => say(`  ! ${String(error)}`));
  process.exit(exitCode);
}

async function main(): Promise<void> {
  const { course: slug, ...wish } = readWish();
  const config = readConfig({ DATA_DIR: join(ROOT, 'data/term'), ...process.env });
  const isOwn = config.databaseUrl === null;
  say(`A term of ${wish.students} students and ${wish.sets} sets (seed ${wish.seed})`);
  await preparePrismaClient();
  await preparePython();

  // Only now: these import the generated database client.
  const { openDatabase } = await import('../server/database/open.ts');
  const { createPrisma } = await import('../server/database/prisma.ts');
  const { createLog } = await import('../server/log.ts');
  const { openGradingQueue } = await import('../server/queue/gradingQueue.ts');
  const { prepareDatabase } = await import('../server/queue/prepareDatabase.ts');
  const { seedTerm } = await import('../server/demo/term/seedTerm.ts');
  const { DEMO_PASSWORD } = await import('../server/demo/people.ts');
  const { chooseGraders } = await import('./lib/accounts.ts');
  const { openDoor } = await import('./lib/door.ts');

  const log = createLog('seed', 'warn');
  const tell = (line: string): void => say(`  ! ${timeOfDay()} ${line}`);
  const opening = openDatabase(config);
  running.push({ stop: async () => (await opening.catch(() => null))?.close() });
  const database = await step('database', () => opening);
  const roles = await step('migrations and rights', () => prepareDatabase(database.url, config, log));
  const db = createPrisma(database.url);
  running.push({ stop: () => db.$disconnect() });
  const queue = await openGradingQueue(database.url, log);
  running.push({ stop: () => queue.close() });
  const graders = await chooseGraders(config, workerEnvironment());
  const door = graders.walls && (await openDoor(roles.worker, graders.account));
  if (door) running.push({ stop: () => door.close() });
  const worker = supervise(
    workerPart({
      settings: { WORKER_DATABASE_URL: roles.worker },
      account: graders.account,
      walls: graders.walls,
      door: door?.socket ?? null,
      logLevel: process.env.LOG_LEVEL || 'warn',
    }),
    tell,
  );
  running.push(worker);
  await step('grading worker', () => worker.ready);

  // In a database that others use, nobody who knows this repository is to sign in.
  const password = isOwn ? DEMO_PASSWORD : randomBytes(9).toString('base64url');
  const bar = barOn(process.stdout);
  const made = await seedTerm({ db, queue }, { ...wish, slug, password, now: new Date() }, (set, share) => {
    bar.at(share, set.title);
    if (share === 1) say(`  ✓ ${set.title}: ${set.groups.length} groups (after ${sinceStart()})`);
  });
  const { submissions, programs, grades } = made;
  say(
    `\n${submissions} submissions, of which ${programs} programs were run, and ${grades} grades by TAs, after ${sinceStart()}.`,
  );
  say(
    `  ${made.instructor}, ta1@… to ta${made.tas.length}@…, student1@… to student${made.students.length}@…`,
  );
  say(`  Password of all: ${password}`);
  if (isOwn) say(`  To look at it: DATA_DIR=${config.dataDir} npm start`);
  await end(0);
}

process.on('disconnect', () => void end(1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(1));
main().catch(async (error: unknown) => {
  for (const { stop } of running.splice(0).reverse()) await stop().catch(() => undefined);
  reportFatal(error);
});
