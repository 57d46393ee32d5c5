/** A worker process: `node server/worker/main.ts`, with WORKER_DATABASE_URL or DATABASE_URL in the environment. */
import { readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { openDatabase, untilReachable } from '../database/open.ts';
import { createPrisma } from '../database/prisma.ts';
import { canConnect, roleUrl } from '../database/roles.ts';
import { reportFatal } from '../errors.ts';
import { createLog } from '../log.ts';
import { giveWay, sessionGivesWay } from '../priority.ts';
import type { Log } from '../log.ts';
import { openGradingQueue } from '../queue/gradingQueue.ts';
import { receiveSettings } from '../settings.ts';
import { endWithParent } from '../supervised.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { openTrainers } from '../../grader/experiments/laboratories.ts';
import { openExperimentData } from './experimentData.ts';
import { readGraderVersion } from './graderVersion.ts';
import { createGradingHandlers } from './gradingHandlers.ts';

/** The database as the worker's own role, which may read what it grades and write reports. */
async function findDatabase(config: Config, log: Log): Promise<{ url: string; close: () => Promise<void> }> {
  if (config.workerDatabaseUrl !== null) {
    await untilReachable(config.workerDatabaseUrl, log);
    return { url: config.workerDatabaseUrl, close: async () => undefined };
  }
  const database = await openDatabase(config);
  const own = roleUrl(database.url, 'worker');
  if (own !== null && (await canConnect(own))) return { url: own, close: database.close };
  log.warn('the worker has all rights of the owner of the database: see docs/security.md');
  return database;
}

async function main(): Promise<void> {
  const atTheEnd = endWithParent();
  // Nothing that it makes is for other users of this machine.
  process.umask(0o077);
  // On the server's own machine, receipts come before reports.
  giveWay('worker');
  const config = readConfig(await receiveSettings());
  // A URL with a password is in no environment that this process hands on.
  for (const name of ['DATABASE_URL', 'SERVER_DATABASE_URL', 'WORKER_DATABASE_URL']) delete process.env[name];
  const log = createLog('worker', config.logLevel);
  const database = await findDatabase(config, log);
  const db = createPrisma(database.url, config.workerConcurrency + 1);
  const queue = await openGradingQueue(database.url, log);
  const sandboxes = openSandboxes();
  const laboratories = openTrainers();
  const data = openExperimentData(db);
  const handlers = createGradingHandlers({
    db,
    gradeSubmission: (definition, program, { versionId, shown, onShown, ...training }) =>
      grade(definition, program, sandboxes, {
        ...(shown && { shown }),
        ...(onShown && { onShown }),
        experiments: { ...laboratories, ...training, dataOf: data.ofVersion(versionId) },
      }),
    graderVersion: await readGraderVersion(),
    postpone: queue.postpone,
    clock: () => new Date(),
    log,
  });
  await queue.work(config.workerConcurrency, handlers);
  log.info({ concurrency: config.workerConcurrency }, 'taking jobs');
  atTheEnd(async () => {
    await queue.close();
    laboratories.close();
    await sandboxes.close();
    await data.close();
    await db.$disconnect();
    await database.close();
  });
  process.send?.('ready');
  void sessionGivesWay('worker');
}

main().catch(reportFatal);
