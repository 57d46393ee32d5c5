/**
 * Brings up all of Stepwise: database, migrations, demo course, server, one worker. Ctrl-C takes it all down.
 * With `--dev` the pages come from their sources and update as these are saved.
 */
import { createConnection } from 'node:net';
import { readConfig } from '../server/config.ts';
import type { Config } from '../server/config.ts';
import { OperatorError, reportFatal } from '../server/errors.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../server/demo/people.ts';
import { preparePages, preparePrismaClient, preparePython } from './lib/prepare.ts';
import { say, sinceStart, step } from './lib/progress.ts';
import { supervise } from './lib/supervise.ts';

/** What to take down, the last first. */
const running: { stop: () => Promise<void> }[] = [];
let stopping = false;

async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const { stop } of running.reverse())
    await stop().catch((error: unknown) => say(`  ! ${String(error)}`));
  process.exit(exitCode);
}

/** Looked at first: a minute of preparation for nothing would be rude. */
async function assertPortIsFree({ host, port }: Config): Promise<void> {
  const taken = await new Promise<boolean>((done) => {
    const probe = createConnection({ host, port });
    probe.once('connect', () => {
      probe.destroy();
      done(true);
    });
    probe.once('error', () => done(false));
  });
  if (taken) throw new OperatorError(`Port ${port} is taken: stop what uses it, or set PORT to another.`);
}

async function main(): Promise<void> {
  say('Starting Stepwise');
  const config = readConfig(process.env);
  const sources = process.argv.includes('--dev');
  await assertPortIsFree(config);
  await preparePrismaClient();
  await Promise.all([sources ? undefined : preparePages(), preparePython()]);

  // Only now: these import the generated database client.
  const { migrate } = await import('../server/database/migrate.ts');
  const { openDatabase } = await import('../server/database/open.ts');
  const { createLog } = await import('../server/log.ts');
  const { startServer } = await import('../server/startServer.ts');
  const { seedDemo } = await import('../server/demo/seedDemo.ts');
  const { createPrisma } = await import('../server/database/prisma.ts');
  const { openGradingQueue } = await import('../server/queue/gradingQueue.ts');

  const log = createLog('server', process.env.LOG_LEVEL ? config.logLevel : 'warn');
  const database = await step('database', () => openDatabase(config));
  running.push({ stop: database.close });
  await step('migrations', () => migrate(database.url));
  await step('demo course', async () => {
    const db = createPrisma(database.url, 4);
    const queue = await openGradingQueue(database.url, log);
    await seedDemo(db, queue, new Date());
    await queue.close();
    await db.$disconnect();
  });
  const environment = { DATABASE_URL: database.url, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' };
  const worker = supervise('server/worker/main.ts', environment, (line) => say(`  ! ${line}`));
  running.push(worker);
  const server = await step('server', () => startServer(config, database.url, log, { sources }));
  running.push({ stop: server.close });
  await step('grading worker', () => worker.ready);

  say(`\nStepwise is up after ${sinceStart()}: ${server.url}\n`);
  say(`  Demo accounts, password ${DEMO_PASSWORD}`);
  for (const { email, name, role } of DEMO_PEOPLE) say(`    ${email.padEnd(32)} ${role.padEnd(11)} ${name}`);
  if (database.directory) say(`\n  Its data lie in ${database.directory}.`);
  say('  Ctrl-C stops everything.');
}

process
  .on('SIGINT', () => void stop(0))
  .on('SIGTERM', () => void stop(0))
  .on('SIGHUP', () => void stop(0));
main().catch(async (error: unknown) => {
  for (const { stop } of running.reverse()) await stop().catch(() => undefined);
  reportFatal(error);
});
