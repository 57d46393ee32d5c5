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
import { chooseGraders, chooseServer } from './lib/accounts.ts';
import { preparePages, preparePrismaClient, preparePython } from './lib/prepare.ts';
import { serverPart, trierPart, workerEnvironment, workerPart } from './lib/parts.ts';
import { say, sinceStart, step, timeOfDay } from './lib/progress.ts';
import { forgetRunning, makeWay, noteRunning, stopRunning } from './lib/running.ts';
import { supervise } from './lib/supervise.ts';
import { handTrialsOn } from './lib/trials.ts';

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
  await Promise.all([preparePrismaClient(), preparePython()]);
  // It takes longest of all, and nobody but the graders waits for it.
  const choosing = chooseGraders(config, workerEnvironment());
  choosing.catch(() => undefined);
  if (!sources) await preparePages();

  // Only now: these import the generated database client.
  const { openDatabase } = await import('../server/database/open.ts');
  const tell = (line: string): void => say(`  ! ${timeOfDay()} ${line}`);
  const opening = openDatabase(config, tell);
  opening.catch(() => undefined);
  // Whoever is told to end while PostgreSQL starts, ends it too.
  if (config.databaseUrl === null)
    running.push({ stop: async () => (await opening.catch(() => null))?.close() });
  const { createLog } = await import('../server/log.ts');
  const { demoWish, prepareInstallation, sayHowToSignIn, sayWhereRightsAreShared } =
    await import('./lib/installation.ts');
  const { openDoor } = await import('./lib/door.ts');
  const log = createLog('start', process.env.LOG_LEVEL ? config.logLevel : 'warn');
  const logLevel = process.env.LOG_LEVEL || 'warn';
  const database = await step('database', () => opening);
  const wish = demoWish(config, options);
  const { roles, beginning } = await prepareInstallation(database.url, { config, wish, log });
  const serving = await chooseServer(config, { sources });
  const secrets = {
    SERVER_DATABASE_URL: roles.server,
    SMTP_URL: config.smtp?.url ?? '',
    OIDC_CLIENT_SECRET: config.openId?.clientSecret ?? '',
  };
  const server = supervise(
    serverPart({ settings: secrets, account: serving.account, sources, logLevel }),
    tell,
  );
  running.push(server);
  // It ends first, however early it began: then nobody hands in any more.
  const beforeServer = (part: { stop: () => Promise<void> }) =>
    running.splice(running.indexOf(server), 0, part);
  const listening = step('server', () => server.ready);
  listening.catch(() => undefined);
  const { account, walls, notes } = await choosing;
  const door = walls && (await openDoor(roles.worker, account));
  if (door) beforeServer({ stop: () => door.close() });
  const worker = supervise(
    workerPart({
      account,
      walls,
      logLevel,
      settings: { WORKER_DATABASE_URL: roles.worker },
      door: door?.socket ?? null,
    }),
    tell,
  );
  beforeServer(worker);
  const trier = supervise(trierPart({ account, walls, logLevel }), tell);
  beforeServer(trier);
  handTrialsOn([server], trier);
  const { url } = Ready.parse(await listening);
  await step('grading worker', () => Promise.all([worker.ready, trier.ready]));

  await noteRunning(config.dataDir, url);
  say(`\nStepwise is up after ${sinceStart()}: ${url}\n`);
  sayHowToSignIn(beginning, url, config.databaseUrl === null);
  if (database.directory) say(`\n  Its data lie in ${database.directory}.`);
  sayWhereRightsAreShared(roles);
  for (const note of [...serving.notes, ...notes]) say(`  ! ${note}`);
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
