/** Real processes, real queue, real sandbox: a worker is killed in the middle, and nothing is lost. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { operations } from '../../contract/index.ts';
import { ROOT } from '../../server/config.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import { CODE, eventually, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
const workers: ChildProcess[] = [];

function startWorker(): ChildProcess {
  const worker = spawn('node', ['server/worker/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
      DATABASE_URL: server.databaseUrl,
      LOG_LEVEL: 'error',
      WORKER_CONCURRENCY: '1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.push(worker);
  return worker;
}

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await server.close();
});

test('a killed worker’s submission is graded by the next', async () => {
  const ada = await server.as('ada');
  // Long enough at its top level to be caught in the middle, and right.
  const text = `for (let i = 0; i < 5e6; i += 1);\n${SGD_SOURCE}`;
  const { id } = await ada.call(operations.createSubmission, {
    params: CODE,
    body: { idempotencyKey: randomUUID(), file: { name: 'optim.js', text } },
  });
  const read = () => server.db.gradingRun.findFirstOrThrow({ where: { submissionId: id } });
  const first = startWorker();
  await eventually(read, ({ state }) => state === 'running');
  first.kill('SIGKILL');

  startWorker();
  const run = await eventually(read, ({ state }) => state === 'done' || state === 'failed');
  expect([run.state, run.attempt]).toEqual(['done', 2]);
  expect(run.scores).toEqual({ sgd: 4 });
});
