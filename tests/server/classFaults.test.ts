/** What a class does wrong, counted over the real grader's reports of the submissions that count, and when it hands in. */
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

test('every student’s counting submission is counted once, under each cause that it has', async () => {
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
    {
      id: 'not-loaded',
      meaning: expect.stringContaining('cannot be read'),
      students: 1,
      works: [{ submissionId: sofias.id, people: [{ id: await server.userId('sofia'), name: 'sofia' }] }],
    },
  ]);
  expect(sgd!.unnamed).toEqual({ students: 0, works: [] });
  expect((await (await server.as('ada')).send(operations.getClassFaults, { params: CODE })).status).toBe(403);
});

test('submissions are counted by hours, days or weeks of the course’s clock, without gaps', async () => {
  const tess = await server.as('tess');
  const { dueAt } = await server.db.assignment.findFirstOrThrow({ where: { slug: CODE.assignment } });
  const submissions = await server.db.submission.findMany({
    where: { group: { assignment: { slug: CODE.assignment } } },
    orderBy: { id: 'asc' },
  });
  // What was handed in stays as it was; here it has come at other times.
  await server.db.$executeRawUnsafe('ALTER TABLE submissions DISABLE TRIGGER USER');
  const HOUR = 3_600_000;
  /** The submissions came so many hours before the set was due; what is said of them. */
  const cameBefore = async (...hours: number[]) => {
    for (const [i, { id }] of submissions.entries())
      await server.db.submission.update({
        where: { id },
        data: { submittedAt: new Date(dueAt.getTime() - hours[i % hours.length]! * HOUR) },
      });
    return tess.call(operations.getSubmissionTimes, { params: CODE });
  };
  expect(submissions).toHaveLength(4);
  const near = await cameBefore(-0.5, 3, 3, 5);
  expect(near.span).toBe('hour');
  expect(near.counts.map(({ submissions: count, afterDue }) => [count, afterDue])).toEqual(
    [1, 0, 2, 0, 0, 0, 1].map((count, i, { length }) => [count, i === length - 1 ? 1 : 0]),
  );

  const days = await cameBefore(0, 24, 24 * 20, 24 * 20);
  expect(days.span).toBe('day');
  expect(days.counts).toHaveLength(21);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' });
  expect(new Set(days.counts.map(({ from }) => clock.format(new Date(from))))).toEqual(new Set(['00:00']));
  expect(days.counts[0]).toMatchObject({ submissions: 2 });

  // Of years, the last weeks.
  const weeks = await cameBefore(0, 24 * 7, 24 * 365, 24 * 365 * 30);
  expect(weeks).toMatchObject({ span: 'week', counts: { length: 60 } });
  expect(weeks.counts.reduce((sum, { submissions: count }) => sum + count, 0)).toBe(3);
});
