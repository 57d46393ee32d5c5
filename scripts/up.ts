/**
 * Brings up all of Stepwise and watches it: database, migrations, server, one worker, one trier. What dies is started again. Ctrl-C
 * takes it all down, and nothing outlives this process. The embedded database of a first start gets a demo course, others
 * with `--demo` alone. With `--dev` the pages come from their sources and update as these are saved. `--stop` ends what
 * another start has brought up, `--restart` does so and starts anew.
 */
import { createConnection } from 'node:net';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../server/config.ts';
import type { Config } from '../server/config.ts';
import { OperatorError, reportFatal } from '../server/errors.ts';
import type { Beginning, DemoWish } from '../server/demo/beginInstallation.ts';
import { DEMO_PASSWORD } from '../server/demo/people.ts';
import { preparePages, preparePrismaClient, preparePython } from './lib/prepare.ts';
import { say, sinceStart, step, timeOfDay } from './lib/progress.ts';
import { forgetRunning, makeWay, noteRunning, stopRunning } from './lib/running.ts';
import { supervise } from './lib/supervise.ts';
import { handTrialsOn } from './lib/trials.ts';

/**
 * Bounds of V8's heap in MB; `npm run bench` has the same. A worker holds 25 MB and drops much: with room for gigabytes V8
 * would let 100 MB of garbage lie, with this it sweeps more often. It costs a fifth more processor time of the worker.
 */
const HEAP = ['--max-semi-space-size=8', '--max-old-space-size=256', '--disable-warning=ExperimentalWarning'];

/** What the server says when it listens. */
const Ready = z.object({ url: z.string() });

const Options = {
  dev: { type: 'boolean', default: false },
  demo: { type: 'boolean', default: false },
  'no-demo': { type: 'boolean', default: false },
  stop: { type: 'boolean', default: false },
  restart: { type: 'boolean', default: false },
} as const;

function readOptions() {
  try {
    return parseArgs({ options: Options }).values;
  } catch (error) {
    const names = Object.keys(Options).map((name) => `--${name}`);
    throw new OperatorError(`${(error as Error).message}. There are: ${names.join(', ')}.`);
  }
}

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

const SECRETS = [
  'DATABASE_URL',
  'SERVER_DATABASE_URL',
  'WORKER_DATABASE_URL',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
];
/** All that a worker is told; whatever else is in our environment is none of its business. */
const FOR_WORKERS =
  /^(PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|LD_LIBRARY_PATH|DYLD_\w+|NODE_ENV|LOG_LEVEL|WORKER_CONCURRENCY|STEPWISE_\w+)$/;

function environmentOf(isPassed: (name: string) => boolean): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => isPassed(name));
  return { ...Object.fromEntries(passed), LOG_LEVEL: process.env.LOG_LEVEL || 'warn' };
}

/** `--demo` and `--no-demo`; without, only the embedded database of a first start gets one. */
function demoWish({ databaseUrl }: Config, options: ReturnType<typeof readOptions>): DemoWish {
  if (options.demo) return 'asked';
  return databaseUrl !== null || options['no-demo'] ? 'never' : 'if new';
}

function sayHowToSignIn(
  { demoPeople, demoRefused, setupToken }: Beginning,
  url: string,
  isOwn: boolean,
): void {
  if (demoRefused)
    say('  ! No demo: its address /c/cs-7150 is the one of another course, which was left as it is.');
  if (demoPeople.length > 0) {
    say(
      isOwn
        ? `  Demo accounts, password ${DEMO_PASSWORD}`
        : `  ! Anybody can sign in as these, with the demo's password ${DEMO_PASSWORD}:`,
    );
    for (const { email, name, role } of demoPeople) say(`    ${email.padEnd(32)} ${role.padEnd(11)} ${name}`);
  }
  if (setupToken !== null) {
    say('  Make the account of the first administrator, once, within a day:');
    say(`    ${url}/setup?token=${setupToken}`);
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  const config = readConfig(process.env);
  if (options.stop) {
    await stopRunning(config.dataDir);
    process.exit(0);
  }
  say('Starting Stepwise');
  const sources = options.dev;
  await makeWay(config.dataDir, { restart: options.restart });
  await assertPortIsFree(config);
  await noteRunning(config.dataDir, null);
  running.push({ stop: () => forgetRunning(config.dataDir) });
  await preparePrismaClient();
  await Promise.all([sources ? undefined : preparePages(), preparePython()]);

  // Only now: these import the generated database client.
  const { openDatabase } = await import('../server/database/open.ts');
  const { prepareDatabase } = await import('../server/queue/prepareDatabase.ts');
  const { createLog } = await import('../server/log.ts');
  const { beginInstallation } = await import('../server/demo/beginInstallation.ts');
  const { createPrisma } = await import('../server/database/prisma.ts');
  const { openGradingQueue } = await import('../server/queue/gradingQueue.ts');
  const { chooseAccounts } = await import('./lib/accounts.ts');

  const log = createLog('start', process.env.LOG_LEVEL ? config.logLevel : 'warn');
  const forServer = environmentOf((name) => !SECRETS.includes(name));
  const forWorker = environmentOf((name) => FOR_WORKERS.test(name));
  const choosing = chooseAccounts(config, { sources, environment: forWorker });
  const tell = (line: string): void => say(`  ! ${timeOfDay()} ${line}`);
  const opening = openDatabase(config, tell);
  // Whoever is told to end while PostgreSQL starts, ends it too.
  running.push({ stop: async () => (await opening.catch(() => null))?.close() });
  const database = await step('database', () => opening);
  const roles = await step('migrations and rights', () => prepareDatabase(database.url, config, log));
  const wish = demoWish(config, options);
  const beginning = await step(wish === 'never' ? 'installation' : 'demo course', async () => {
    const db = createPrisma(database.url, 4);
    const queue = await openGradingQueue(database.url, log);
    const begun = await beginInstallation(
      { db, queue, databaseUrl: database.url },
      { wish, now: new Date() },
    );
    await queue.close();
    await db.$disconnect();
    return begun;
  });
  const accounts = await choosing;
  const worker = supervise(
    {
      script: 'server/worker/main.ts',
      execArgv: HEAP,
      environment: forWorker,
      settings: { WORKER_DATABASE_URL: roles.worker },
      account: accounts.worker,
    },
    tell,
  );
  running.push(worker);
  const trier = supervise(
    {
      script: 'server/trier/main.ts',
      execArgv: HEAP,
      environment: forWorker,
      settings: {},
      account: accounts.worker,
    },
    tell,
  );
  running.push(trier);
  const server = supervise(
    {
      script: 'server/main.ts',
      args: sources ? ['--dev'] : [],
      execArgv: ['--disable-warning=ExperimentalWarning'],
      environment: forServer,
      settings: {
        SERVER_DATABASE_URL: roles.server,
        SMTP_URL: config.smtp?.url ?? '',
        OIDC_CLIENT_SECRET: config.openId?.clientSecret ?? '',
      },
      account: accounts.server,
    },
    tell,
  );
  running.push(server);
  handTrialsOn([server], trier);
  const { url } = Ready.parse(await step('server', () => server.ready));
  await step('grading worker', () => Promise.all([worker.ready, trier.ready]));

  await noteRunning(config.dataDir, url);
  say(`\nStepwise is up after ${sinceStart()}: ${url}\n`);
  sayHowToSignIn(beginning, url, config.databaseUrl === null);
  if (database.directory) say(`\n  Its data lie in ${database.directory}.`);
  if (roles.shared)
    say(
      `  ! Server and worker have all rights of the database's owner: ${roles.shared}. See docs/security.md.`,
    );
  for (const note of accounts.notes) say(`  ! ${note}`);
  say('  Ctrl-C stops everything.');
}

// A terminal that has gone takes no more lines; that is no reason to fall over.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process
  // Whoever started us is gone without a word.
  .on('disconnect', () => void stop(0))
  .on('SIGINT', () => void stop(0))
  .on('SIGTERM', () => void stop(0))
  .on('SIGHUP', () => void stop(0));
main().catch(async (error: unknown) => {
  for (const { stop } of running.reverse()) await stop().catch(() => undefined);
  reportFatal(error);
});
