/** Who comes first: who waits at a page; courses take turns, and so do people, whatever one of them queues. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createLog } from '../../server/log.ts';
import { openGradingQueue, type GradingQueue, type TurnOf } from '../../server/queue/gradingQueue.ts';
import { FORWARD_EVERY } from '../../server/queue/turns.ts';
import { eventually, startTestServer, type TestServer } from '../support/testServer.ts';

let server: TestServer;
let queue: GradingQueue;
beforeAll(async () => void (server = await startTestServer()));
beforeEach(async () => {
  await queue?.close();
  queue = await openGradingQueue(server.databaseUrl, createLog('test', 'error'));
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
  // One rerun in so many is brought forward, so that reruns come to an end, too.
  expect(order.indexOf('rerun')).toBe(FORWARD_EVERY);
});

/** Numbers from 0 to 1 that follow from a seed (Park and Miller). */
function randomFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

type Line = 'watched' | 'ordinary' | 'rerun';
interface Waiting {
  course: string;
  person: string;
  line: Line;
  /** How many of its person stood in its line when it came there. */
  level: number;
  /** In the order of coming. */
  number: number;
}

/** How often courses had their turn in a line while others waited there all along. */
class Turns {
  readonly #since = new Map<string, { own: number; others: Map<string, number> }>();

  /** One of a course leaves a line: the turn that it had there, or another way out. */
  left(line: string, course: string, isLast: boolean): void {
    const key = `${line} ${course}`;
    if (isLast) this.#since.delete(key);
    else this.#of(key).own += 1;
  }

  #of(key: string) {
    const since = this.#since.get(key) ?? { own: 0, others: new Map<string, number>() };
    this.#since.set(key, since);
    return since;
  }

  /** A course had its turn. @returns by how many it is ahead of the one that it is most ahead of, of those that wait */
  taken(line: string, course: string, waits: Iterable<string>): number {
    let most = 0;
    for (const other of waits) {
      if (other === course) continue;
      const { own, others } = this.#of(`${line} ${other}`);
      others.set(course, (others.get(course) ?? 0) + 1);
      most = Math.max(most, others.get(course)! - own);
    }
    return most;
  }
}

test.each([1, 2])(
  'whoever comes, watches and goes in whatever order, the law holds (seed %i)',
  async (seed) => {
    const random = randomFrom(seed);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
    const COURSES = ['A', 'B', 'C', 'D'];
    const waiting = new Map<string, Waiting>();
    const turns = new Turns();
    let sent = 0;
    const problems: string[] = [];
    const levelOf = (person: string, line: Line) =>
      [...waiting.values()].filter((job) => job.person === person && job.line === line).length;
    const keyOf = ({ line, level }: Waiting) => `${line} ${level}`;
    const leave = (job: Waiting) => {
      const stays = [...waiting.values()].some(
        (other) => other !== job && keyOf(other) === keyOf(job) && other.course === job.course,
      );
      turns.left(keyOf(job), job.course, !stays);
    };

    async function arrive(): Promise<void> {
      // Some courses are larger than others, and some people more eager.
      const course = pick(['A', 'A', 'A', 'A', 'B', 'B', ...COURSES]);
      const person = `${course}${Math.floor(random() ** 2 * 12)}`;
      const runId = randomUUID();
      const isRerun = random() < 0.15;
      const line = isRerun ? 'rerun' : 'ordinary';
      const level = isRerun ? 0 : levelOf(person, line);
      await server.db.$transaction((tx) =>
        isRerun ? queue.send(tx, { runId, isRerun }) : queue.sendInTurn(tx, { runId }, { course, person }),
      );
      waiting.set(runId, { course, person, line, level, number: sent++ });
      if (!isRerun && random() < 0.4) await watch(runId);
    }
    async function watch(runId: string): Promise<void> {
      const job = waiting.get(runId)!;
      const wait = await queue.watched(server.db, runId);
      if (wait !== null && wait < 0) problems.push(`it waits ${wait} s`);
      if (job.line !== 'ordinary') return;
      leave(job);
      job.level = levelOf(job.person, 'watched');
      job.line = 'watched';
    }

    function look(runId: string, order: number): void {
      const job = waiting.get(runId)!;
      waiting.delete(runId);
      const others = [...waiting.values()];
      const isFirst = (isKin: (line: Line) => boolean) =>
        others.every(({ line, number }) => !isKin(line) || number > job.number);
      const isForward = order >= FORWARD_EVERY && order % FORWARD_EVERY < 2;
      if (isForward && isFirst((line) => (line === 'rerun') === (job.line === 'rerun'))) return leave(job);
      const before = { watched: 0, ordinary: 1, rerun: 2 };
      const said = `take ${order}: ${JSON.stringify(job)}`;
      if (others.some(({ line }) => before[line] < before[job.line])) problems.push(`${said}, others watch`);
      const kin = others.filter(({ line }) => line === job.line);
      if (kin.some(({ level }) => level < job.level)) problems.push(`${said}, others have had none`);
      if (job.line === 'rerun') return;
      const waits = new Set(kin.filter(({ level }) => level === job.level).map(({ course }) => course));
      const ahead = turns.taken(keyOf(job), job.course, waits);
      if (ahead > 2) problems.push(`${said}, whose course is ${ahead} ahead of one that waits`);
      leave(job);
    }

    for (let n = 0; n < 40; n += 1) await arrive();
    let order = 0;
    const TAKEN = 160;
    await queue.work(1, {
      grade: async ({ runId }) => {
        look(runId, order);
        order += 1;
        if (order > TAKEN) return;
        for (let n = random() < 0.3 ? 3 : 1; n > 0 && random() < 0.75; n -= 1) await arrive();
        if (random() < 0.3 && waiting.size > 0) await watch(pick([...waiting.keys()]));
      },
      giveUp: () => Promise.resolve(),
    });
    await eventually(
      async () => waiting.size,
      (size) => size === 0,
    );
    expect(problems).toEqual([]);
  },
);

test('a training is told how many begin before it, in the order in which they do', async () => {
  const send = async (course: string, person: string, trains = true) => {
    const runId = randomUUID();
    await server.db.$transaction((tx) => queue.sendInTurn(tx, { runId, trains }, { course, person }));
    return runId;
  };
  const eager = [];
  for (let n = 0; n < 5; n += 1) eager.push(await send('A', 'eager'));
  const others = [await send('A', 'a'), await send('B', 'b'), await send('C', 'c'), await send('B', 'b2')];
  const another = await send('A', 'eager', false);
  const rerun = randomUUID();
  await server.db.$transaction((tx) => queue.send(tx, { runId: rerun, isRerun: true, trains: true }));
  const [stopped, ...rest] = eager;
  await server.db.$transaction((tx) => queue.withdrawTraining(tx, stopped!));
  expect(await queue.trainingsBefore(server.db, stopped!)).toBeNull();
  const told = new Map<string, number | null>();
  for (const runId of [...rest, ...others, rerun])
    told.set(runId, await queue.trainingsBefore(server.db, runId));
  // Whoever came last of four courses and people is not the last to train.
  expect(told.get(others.at(-1)!)).toBeLessThan(told.get(rest.at(-1)!)!);

  const order: string[] = [];
  await queue.work(1, {
    grade: async ({ runId }) => {
      if (runId !== another) order.push(runId);
    },
    giveUp: () => Promise.resolve(),
  });
  await eventually(
    async () => order.length,
    (length) => length >= told.size,
  );
  expect(order.map((runId) => told.get(runId))).toEqual(order.map((_, index) => index));
});

test('nobody starves while others keep coming who watch', async () => {
  const [first, rerun] = [randomUUID(), randomUUID()];
  const eager = { course: 'A', person: 'eager' };
  await server.db.$transaction((tx) => queue.send(tx, { runId: rerun, isRerun: true }));
  await server.db.$transaction((tx) => queue.sendInTurn(tx, { runId: first }, eager));
  const left = new Set<string>([first, rerun]);
  let sent = 2;
  const watcher = async () => {
    sent += 1;
    const runId = randomUUID();
    await server.db.$transaction((tx) =>
      queue.sendInTurn(tx, { runId }, { course: 'B', person: randomUUID() }),
    );
    await queue.watched(server.db, runId);
  };
  for (let n = 0; n < 3; n += 1) await watcher();
  let taken = 0;
  let takenUntilThen = 0;
  await queue.work(1, {
    grade: async ({ runId }) => {
      taken += 1;
      if (left.delete(runId)) takenUntilThen = taken;
      if (left.size > 0) await watcher();
    },
    giveUp: () => Promise.resolve(),
  });
  await eventually(
    async () => taken,
    (count) => count === sent,
  );
  expect(takenUntilThen).toBeLessThanOrEqual(FORWARD_EVERY + 2);
});

test('how long it waits is said by what runs took lately, and of nothing that is not known', async () => {
  const send = async () => {
    const runId = randomUUID();
    const turn = { course: 'A', person: randomUUID() };
    await server.db.$transaction((tx) => queue.sendInTurn(tx, { runId }, turn));
    return runId;
  };
  const [first, second, third] = [await send(), await send(), await send()];
  // Nobody is at work.
  expect(await queue.watched(server.db, first)).toBeNull();
  await server.db.$executeRaw`
    UPDATE pgboss.job SET started_on = completed_on - interval '10 seconds' WHERE completed_on IS NOT NULL`;
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  await queue.work(1, {
    grade: () => {
      begun.resolve();
      return end.promise;
    },
    giveUp: () => Promise.resolve(),
  });
  await begun.promise;
  expect(await queue.watched(server.db, first)).toBeNull();
  expect(await queue.watched(server.db, third)).toBe(15);
  expect(await queue.watched(server.db, second)).toBe(25);
  expect(await queue.watched(server.db, third)).toBe(15);
  end.resolve();
});
