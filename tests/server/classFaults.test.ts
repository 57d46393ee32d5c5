/** What a class does wrong, counted over the real grader's reports of the submissions that count. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { grade } from '../../grader/grade.ts';
import { openSandboxes } from '../../grader/sandbox/index.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import { CODE, startTestServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;
const sandboxes = openSandboxes();
beforeAll(async () => {
  server = await startTestServer();
  await server.work((definition, program, options) => grade(definition, program, sandboxes, options));
});
afterAll(async () => {
  await server.close();
  await sandboxes.close();
});

test('every student’s counting submission is counted once, under each fault that it has', async () => {
  const handIn = async (name: string, text: string) =>
    (await server.as(name)).call(operations.createSubmission, {
      params: CODE,
      body: { idempotencyKey: randomUUID(), file: { name: 'optim.js', text } },
    });
  const uphill = SGD_SOURCE.replace('value - rate', 'value + rate');
  // Ada's first one does not count any more.
  await handIn('ada', uphill);
  await handIn('ada', SGD_SOURCE);
  const emmys = await handIn('emmy', uphill);
  const sofias = await handIn('sofia', 'export function sgd( {');
  const waiting = () => server.db.gradingRun.count({ where: { state: { not: 'done' } } });
  while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));

  const tess = await server.as('tess');
  const { questions } = await tess.call(operations.getClassFaults, { params: CODE });
  expect(questions).toHaveLength(1);
  const [sgd] = questions;
  expect(sgd).toMatchObject({ id: 'sgd', students: 3, right: 1 });
  expect(sgd!.faults).toEqual([
    {
      id: 'ascent',
      meaning: expect.any(String),
      students: 1,
      works: [{ submissionId: emmys.id, people: [{ id: await server.userId('emmy'), name: 'emmy' }] }],
    },
  ]);
  expect(sgd!.unnamed).toMatchObject({ students: 1, works: [{ submissionId: sofias.id }] });
  expect((await (await server.as('ada')).send(operations.getClassFaults, { params: CODE })).status).toBe(403);
});
