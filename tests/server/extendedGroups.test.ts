/**
 * More time for a group is more time for the people it was given to (ADR 113). So nobody's move changes a score: not that of who
 * leaves, not that of who joins, not that of who was taken out of the course by mistake.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { LENIENT } from '../../contract/policy.ts';
import type { Client } from '../support/client.ts';
import { accept, joinUp } from '../support/groups.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261206);
const STUDENTS = ['ada', 'emmy', 'sofia', 'mary'];
const params = { course: COURSE };

let server: TestServer;
let grace: Client;
const students = new Map<string, Client>();
beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
  for (const name of STUDENTS) students.set(name, await server.as(name));
});
afterAll(() => server.close());

const as = (name: string): Client => students.get(name)!;

async function handIn(name: string, at: string): Promise<void> {
  server.clock.now = new Date(at);
  const body = { idempotencyKey: randomUUID(), answers: { one: name, two: 'x' } };
  const { id } = await as(name).call(operations.createSubmission, { params: SHEET, body });
  const grade = { appliedItemIds: [], fullMarks: true, adjustment: 0, comment: '', baseRevision: 0 };
  for (const question of ['one', 'two'])
    await grace.call(operations.gradeAnswer, { params: { submissionId: id, question }, body: grade });
}

/** Score and lateness of each student who is in the course. */
async function scores(): Promise<Map<string, [score: number | null, isLate: boolean]>> {
  const { assignments, rows } = await grace.call(operations.getGradebook, { params });
  const column = assignments.findIndex(({ slug }) => slug === 'sheet');
  return new Map(
    rows.map(({ student, cells }) => [student.name, [cells[column]!.score, cells[column]!.late]] as const),
  );
}

const enrol = async (name: string, active: boolean) =>
  grace.call(operations.changeEnrolment, {
    params: { ...params, userId: await server.userId(name) },
    body: { active },
  });

const MOVES: Record<string, (name: string, other: string) => Promise<unknown>> = {
  leave: (name) => as(name).send(operations.leaveMyGroup, { params: SHEET }),
  join: async (name, other) => {
    const body = { userId: await server.userId(name) };
    await as(other).send(operations.inviteToMyGroup, { params: SHEET, body });
    const { invitations } = await as(name).call(operations.getMyGroup, { params: SHEET });
    if (invitations.length > 0) await accept(SHEET, as(name));
  },
  takenOutByMistake: async (name) => {
    await enrol(name, false);
    await enrol(name, true);
  },
};

test('whoever moves, every score of what is handed in stays as it was: a random play', async () => {
  await grace.call(operations.decideSetPolicy, {
    params: SHEET,
    body: {
      policy: {
        ...{ opens: null, closes: null, category: null, weight: 1, heldBack: {}, anonymous: null },
        late: { ...LENIENT, window: null, penalty: { percent: 20, per: 'day', atMost: 100 } },
      },
      preview: false,
    },
  });
  const { id: groupId } = await joinUp(SHEET, as('ada'), [as('emmy')]);
  const target = { kind: 'group' as const, groupId };
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: { target, until: '2026-12-03 14:30', reason: 'Both were ill', preview: false } as never,
  });
  // In time for the group alone.
  await handIn('ada', '2026-12-02T10:00:00Z');
  await handIn('mary', '2026-12-02T10:00:00Z');
  const before = await scores();
  expect(before).toEqual(
    new Map([
      ['ada', [3, false]],
      ['emmy', [3, false]],
      ['mary', [2.4, true]],
      ['sofia', [null, false]],
    ]),
  );

  const { pick } = playOf(SEED);
  for (let step = 0; step < 40; step += 1) {
    const [move, name] = [pick(Object.keys(MOVES)), pick(STUDENTS)];
    const other = pick(STUDENTS.filter((each) => each !== name));
    await MOVES[move]!(name, other);
    const where = { seed: SEED, step, move, name, other };
    expect({ ...where, scores: await scores() }).toEqual({ ...where, scores: before });
  }
  // They did move.
  expect(await server.db.formerMember.count()).toBeGreaterThan(10);
});

test('staff read whom it was given to, and take it back from all of them', async () => {
  const { extensions } = await grace.call(operations.listExtensions, { params: SHEET });
  expect(extensions.map(({ name }) => name)).toEqual(['ada, emmy']);
  await grace.call(operations.revokeExtension, {
    params: { ...SHEET, extensionId: extensions[0]!.id },
    query: { preview: 'false' },
  });
  const after = await scores();
  expect([after.get('ada'), after.get('emmy'), after.get('mary')]).toEqual([
    [2.4, true],
    [2.4, true],
    [2.4, true],
  ]);
  expect(await server.db.extensionMember.count()).toBe(0);
});
