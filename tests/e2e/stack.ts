/** All of Stepwise for one browser test: a database with the demo course, the server with the built pages, a worker, a trier. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readConfig, ROOT } from '../../server/config.ts';
import { createPrisma, type Db } from '../../server/database/prisma.ts';
import { seedDemo } from '../../server/demo/seedDemo.ts';
import { createLog } from '../../server/log.ts';
import { openGradingQueue } from '../../server/queue/gradingQueue.ts';
import { startServer } from '../../server/startServer.ts';
import { asRole, cloneFilled } from '../support/databases.ts';
import { eventually } from '../support/testServer.ts';
import { startTrier } from '../support/trier.ts';

export interface Stack {
  url: string;
  db: Db;
  close(): Promise<void>;
}

export async function startStack(): Promise<Stack> {
  const databaseUrl = await cloneFilled('demo', fillWithDemo);
  const log = createLog('test', 'silent');
  const db = createPrisma(databaseUrl, 4);
  const trier = await startTrier();
  const server = await startServer(readConfig({ PORT: '0' }), asRole(databaseUrl, 'server'), log, {
    trierBy: trier.channel,
  });
  const worker = await startWorker(asRole(databaseUrl, 'worker'));
  return {
    url: server.url,
    db,
    async close() {
      await end(worker);
      await server.close();
      await trier.close();
      await db.$disconnect();
    },
  };
}

/** The demo course, and what its submissions earn. */
async function fillWithDemo(databaseUrl: string): Promise<void> {
  const log = createLog('test', 'silent');
  const db = createPrisma(databaseUrl, 4);
  const queue = await openGradingQueue(databaseUrl, log);
  await seedDemo(db, queue, new Date());
  await queue.close();
  // As a start leaves it, so that the server knows what it shows.
  const demo = { demo: 'done' } as const;
  await db.installation.upsert({ where: { only: true }, create: demo, update: demo });
  const worker = await startWorker(asRole(databaseUrl, 'worker'));
  await eventually(
    () => db.gradingRun.count({ where: { state: { in: ['queued', 'running'] } } }),
    (waiting) => waiting === 0,
  );
  await end(worker);
  await db.$disconnect();
}

async function end(worker: ChildProcess): Promise<void> {
  const ended = once(worker, 'exit');
  worker.kill('SIGTERM');
  await ended;
}

async function startWorker(databaseUrl: string): Promise<ChildProcess> {
  const worker = fork(join(ROOT, 'server/worker/main.ts'), {
    env: { ...process.env, WORKER_DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' },
    // Jest's own Node options are not the worker's.
    execArgv: [],
  });
  await once(worker, 'message');
  return worker;
}
