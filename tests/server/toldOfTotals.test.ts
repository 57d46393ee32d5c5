/** Law: whoever has another total by what somebody decided is told, of it or of the score that makes it; and nobody else is. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { SetPolicyWish } from '../../contract/policies.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261202);
const ROUNDS = 60;
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
const SLUGS = ['one', 'two', 'three'] as const;
const course = { course: COURSE };
const inCourse = (assignment: string) => ({ ...course, assignment });

let server: TestServer;
let grace: Client, tess: Client;
const students = new Map<string, Client>();
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess] = (await Promise.all([server.as('grace'), server.as('tess')])) as [Client, Client];
  for (const name of NAMES) students.set(name, await server.as(name));
  for (const slug of SLUGS) {
    const body = { files: titled(slug, SHEET_FILES), slug };
    await grace.call(operations.publishAssignment, { params: course, body });
  }
  // Ada has handed in all of it, Emmy one of them, and the others nothing.
  for (const [name, sets] of [
    ['ada', SLUGS],
    ['emmy', ['one']],
  ] as const)
    for (const [place, slug] of sets.entries()) {
      const body = { idempotencyKey: randomUUID(), answers: { one: randomUUID(), two: 'y' } };
      const made = { params: inCourse(slug), body };
      const { id } = await students.get(name)!.call(operations.createSubmission, made);
      for (const question of ['one', 'two'])
        await tess.call(operations.gradeAnswer, {
          params: { submissionId: id, question },
          body: { appliedItemIds: [], fullMarks: true, adjustment: -place / 4, comment: '', baseRevision: 0 },
        });
    }
  server.clock.now = new Date('2026-12-05T12:00:00Z');
  // The third is graded, and its grades are not out.
  for (const slug of ['one', 'two'])
    await grace.call(operations.releaseGrades, { params: inCourse(slug), body: { released: true } });
});
afterAll(() => server.close());

const totals = async (): Promise<Record<string, number | null>> => {
  const of = async (name: string) =>
    (await students.get(name)!.call(operations.getMyTotal, { params: course })).percent;
  return Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, await of(name)])));
};

/** Who was told of a total or a score since the last look, and has not read it. */
async function told(): Promise<string[]> {
  const rows = await server.db.notification.findMany({ where: { kind: 'graded' }, include: { user: true } });
  await server.db.notification.deleteMany();
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  return rows.map(({ user }) => user.name).toSorted();
}

const category = (id: string, weight: number, dropLowest = 0) => ({ id, title: id, weight, dropLowest });
const decide = (categories: ReturnType<typeof category>[]) =>
  grace.call(operations.decideCoursePolicy, { params: course, body: { policy: { categories } } });
const weigh = (slug: string, policy: Partial<SetPolicyWish>) =>
  grace.call(operations.decideSetPolicy, { params: inCourse(slug), body: { policy } });

test('of other weights whoever has another total is told, once until they have read it', async () => {
  await decide([category('a', 1), category('b', 1)]);
  await weigh('one', { category: 'a' });
  await weigh('two', { category: 'b' });
  await told();
  const before = await totals();
  await decide([category('a', 3), category('b', 1)]);
  const after = await totals();
  expect(after.ada).not.toBe(before.ada);
  // Nothing and nothing is nothing by any weights.
  expect(after.sofia).toBe(before.sofia);
  await decide([category('a', 5), category('b', 1)]);
  const { notices } = await students.get('ada')!.call(operations.listNotices);
  expect(notices.filter(({ kind }) => kind === 'graded')).toMatchObject([
    { subject: 'C 1: your total is another one', path: '/c/course/grades' },
  ]);
  expect(await told()).toEqual(['ada', 'emmy']);
  // What its reader does not see yet changes nothing for them.
  await weigh('three', { category: 'b' });
  expect(await told()).toEqual([]);
});

test(`under a random play of decisions (SEED=${SEED})`, async () => {
  const { pick, random } = playOf(SEED);
  const seen = { changed: 0, same: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    await told();
    const before = await totals();
    const act = random(4);
    const slug = pick(SLUGS);
    if (act === 0) await decide([category('a', 1 + random(3), random(2)), category('b', 1 + random(2))]);
    else if (act === 1) await decide([]);
    else if (act === 2) await weigh(slug, { category: pick(['a', 'b', null]), weight: random(3) });
    else
      await grace.call(operations.changeSetState, {
        params: inCourse(slug),
        body: { state: pick(['open', 'hidden', 'archived'] as const) },
      });
    const after = await totals();
    const changed = NAMES.filter((name) => before[name] !== after[name]).toSorted();
    expect([round, act, await told()]).toEqual([round, act, changed]);
    seen[changed.length > 0 ? 'changed' : 'same'] += 1;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});
