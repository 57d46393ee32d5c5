/** The parts started one by one, as in containers: each with no more than its own role's URL. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../server/config.ts';
import { createPrisma } from '../../server/database/prisma.ts';
import type { Db } from '../../server/database/prisma.ts';
import { freePort } from '../bench/server.ts';
import { createEmptyDatabase } from '../support/databases.ts';
import { until } from '../support/installation.ts';

/** Where many things run beside this. */
const PATIENCE_MS = 300_000;

let urls: { owner: string; server: string; worker: string };
let db: Db;
const started: ChildProcess[] = [];

beforeAll(async () => {
  const owner = await createEmptyDatabase();
  const as = (part: string) => {
    const url = new URL(owner);
    url.username = `${url.pathname.slice(1)}_${part}`;
    url.password = `of${part}`;
    return url.href;
  };
  urls = { owner, server: as('server'), worker: as('worker') };
  db = createPrisma(owner, 2);
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await db.$disconnect();
});

/** The command with nothing of our environment but the way to programs. */
function stepwise(command: string, settings: Record<string, string>): ChildProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'bin/stepwise.js'), ...command.split(' ')], {
    env: { ...(PATH && { PATH }), ...(HOME && { HOME }), LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function outcome(child: ChildProcess): Promise<{ code: number; said: string }> {
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (said += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

test('a part without a database says which settings name one', async () => {
  const { code, said } = await outcome(stepwise('work', {}));
  expect(code).toBe(2);
  expect(said).toContain('set WORKER_DATABASE_URL or DATABASE_URL');
});

test('migrate makes tables and roles, serve serves, work grades, and each ends when it is told to', async () => {
  const settings = {
    DATABASE_URL: urls.owner,
    SERVER_DATABASE_URL: urls.server,
    WORKER_DATABASE_URL: urls.worker,
    PUBLIC_URL: 'https://stepwise.example.edu',
  };
  // Whoever brings everything up again does so again.
  for (const command of ['migrate --demo', 'migrate']) {
    const { code, said } = await outcome(stepwise(command, settings));
    expect([command, code, said]).toEqual([command, 0, expect.anything()]);
    expect(said).not.toContain('all rights of the database');
  }
  const port = await freePort();
  const parts = [
    stepwise('serve', { SERVER_DATABASE_URL: urls.server, PORT: String(port) }),
    stepwise('work', { WORKER_DATABASE_URL: urls.worker }),
  ];
  const ended = parts.map(outcome);
  await until(
    'the server answers',
    () =>
      fetch(`http://127.0.0.1:${port}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    PATIENCE_MS,
  );
  await until(
    'the demo’s program is graded',
    async () => {
      const states = await db.gradingRun.findMany({ select: { state: true } });
      return states.length > 0 && states.every(({ state }) => state === 'done');
    },
    PATIENCE_MS,
  );
  for (const part of parts) part.kill('SIGTERM');
  expect((await Promise.all(ended)).map(({ code }) => code)).toEqual([0, 0]);
  await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow();
});
