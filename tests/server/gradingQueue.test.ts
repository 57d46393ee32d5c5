/** Who comes first: courses take turns, and so do people, whatever one of them queues. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createLog } from '../../server/log.ts';
import { openGradingQueue, type GradingQueue, type TurnOf } from '../../server/queue/gradingQueue.ts';
import { eventually, startTestServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;
let queue: GradingQueue;
beforeAll(async () => {
  server = await startTestServer();
  queue = await openGradingQueue(server.databaseUrl, createLog('test', 'silent'));
});
afterAll(async () => {
  await queue.close();
  await server.close();
});

test('two hundred of a course keep nobody of another waiting, nor one person’s twenty the others of their course', async () => {
  const sent = new Map<string, string>();
  const send = async (name: string, turn: TurnOf) => {
    const runId = randomUUID();
    sent.set(runId, name);
    await server.db.$transaction((tx) => queue.sendInTurn(tx, { runId }, turn));
  };
  const rerun = randomUUID();
  sent.set(rerun, 'rerun');
  await server.db.$transaction((tx) => queue.send(tx, { runId: rerun, isRerun: true }));
  const names = (letter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${letter}${index}`);
  for (const name of names('a', 200)) await send(name, { course: 'A', person: name });
  for (const name of names('b', 20)) await send(name, { course: 'B', person: 'eager' });
  for (const name of names('c', 3)) await send(name, { course: 'B', person: name });
  await send('d0', { course: 'C', person: 'd0' });

  const order: string[] = [];
  await queue.work(1, {
    grade: async ({ runId }) => {
      order.push(sent.get(runId)!);
    },
    giveUp: () => Promise.resolve(),
  });
  await eventually(
    async () => order.length,
    (length) => length === sent.size,
  );
  const of = (letter: string) => order.filter((name) => name.startsWith(letter));
  for (const [letter, count] of [
    ['a', 200],
    ['b', 20],
    ['c', 3],
  ] as const)
    expect(of(letter)).toEqual(names(letter, count));
  // Two of each course at most come before the only one of the third.
  expect(order.indexOf('d0')).toBeLessThan(3);
  expect(order.indexOf('b0')).toBeLessThan(3);
  // Whoever is eager has put their own back, not others.
  expect(order.indexOf('c2')).toBeLessThan(order.indexOf('b1'));
  expect(order.at(-1)).toBe('rerun');
});
