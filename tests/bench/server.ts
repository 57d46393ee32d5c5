/** The server and a grading worker as processes of their own, on a database of its own, for as long as `work` takes. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../../server/config.ts';
import { migrate } from '../../server/database/migrate.ts';
import { createPrisma, type Db } from '../../server/database/prisma.ts';
import { withOwnDatabase } from '../support/ownDatabase.ts';

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** @param server whose end there would be no use in waiting for */
export async function untilAnswers(url: string, server?: ChildProcess): Promise<void> {
  for (;;) {
    if (server && (server.exitCode ?? server.signalCode) !== null)
      throw new Error(`the server of ${url} ended with ${server.exitCode ?? server.signalCode}: see its log`);
    const answers = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/**
 * @param prepare fills the database before the server starts
 * @param main the server's module
 */
export function withStack<T, S>(
  prepare: (db: Db, databaseUrl: string) => Promise<S>,
  work: (stack: { url: string; db: Db; seeded: S; server: ChildProcess; worker: ChildProcess }) => Promise<T>,
  main = 'server/main.ts',
): Promise<T> {
  return withOwnDatabase('bench', async (databaseUrl) => {
    const children: ChildProcess[] = [];
    await migrate(databaseUrl);
    const db = createPrisma(databaseUrl);
    try {
      const seeded = await prepare(db, databaseUrl);
      const port = await freePort();
      const env = { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), LOG_LEVEL: 'error' };
      // In sessions of their own, as `supervise` starts them: by these Linux shares processors out.
      const started = { env, execArgv: process.execArgv, detached: true };
      const server = fork(join(ROOT, main), started);
      children.push(server);
      const worker = fork(join(ROOT, 'server/worker/main.ts'), started);
      children.push(worker);
      const url = `http://127.0.0.1:${port}`;
      await Promise.all([once(worker, 'message'), untilAnswers(url, server)]);
      return await work({ url, db, seeded, server, worker });
    } finally {
      await Promise.all(children.map(end));
      await db.$disconnect();
    }
  });
}
