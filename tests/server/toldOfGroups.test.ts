/**
 * Law: whoever has other people in their group is told, whoever did it and however: they write and hand in with others from then on, and need not
 * come by the page before that matters.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { playOf } from '../support/play.ts';
import { SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261201);
const ROUNDS = 80;
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
type Name = (typeof NAMES)[number];
const params = SHEET;

let server: TestServer;
let tess: Client;
const clients = new Map<string, Client>();
const ids = new Map<string, string>();
const as = (name: string): Client => clients.get(name)!;
beforeAll(async () => {
  server = await startTestServer();
  for (const name of NAMES) {
    clients.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
  tess = await server.as('tess');
});
afterAll(() => server.close());

/** With whom each is. */
async function company(): Promise<Record<string, string[]>> {
  const { groups } = await tess.call(operations.listGroups, { params });
  const of = (name: Name) => groups.find(({ members }) => members.some((each) => each.name === name));
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      (of(name)?.members ?? []).map((each) => each.name).filter((other) => other !== name),
    ]),
  );
}

/** Who was told of what since the last look, and read it. */
async function told(): Promise<{ name: string; subject: string }[]> {
  const rows = await server.db.notification.findMany({ where: { kind: 'removed' }, include: { user: true } });
  await server.db.notification.deleteMany();
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  return rows
    .map(({ user, subject }) => ({ name: user.name, subject }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
const namesOf = (all: { name: string }[]) => all.map(({ name }) => name);

test('who invited hears that it was accepted, and who stays hears that somebody went', async () => {
  await joinUp(SHEET, as('ada'), [as('emmy')]);
  expect(await told()).toEqual([{ name: 'ada', subject: 'C 1: somebody joined your group, A sheet' }]);
  await joinUp(SHEET, as('ada'), [as('mary')]);
  expect(namesOf(await told())).toEqual(['ada', 'emmy']);
  // Submissions of the night before the due time do not name who stayed behind.
  await as('emmy').call(operations.leaveMyGroup, { params });
  const left = { subject: 'C 1: somebody left your group, A sheet' };
  expect(await told()).toEqual([
    { name: 'ada', ...left },
    { name: 'mary', ...left },
  ]);
  // From one group with others into another.
  await as('emmy').call(operations.inviteToMyGroup, { params, body: { userId: ids.get('mary')! } });
  const { invitations } = await as('mary').call(operations.getMyGroup, { params });
  await as('mary').call(operations.acceptInvitation, {
    params: { ...params, invitationId: invitations[0]!.id },
    body: { bring: false },
  });
  expect((await told()).map(({ name, subject }) => `${name}: ${subject}`)).toEqual([
    `ada: ${left.subject}`,
    'emmy: C 1: somebody joined your group, A sheet',
  ]);
});

test(`under a random play of students and staff (SEED=${SEED})`, async () => {
  const { pick, random } = playOf(SEED);
  const invite = (by: Name, whom: Name) =>
    as(by).send(operations.inviteToMyGroup, { params, body: { userId: ids.get(whom)! } });
  const acceptLast = async (by: Name) => {
    const { invitations } = await as(by).call(operations.getMyGroup, { params });
    const invitationId = invitations.at(-1)?.id;
    if (invitationId !== undefined)
      await as(by).send(operations.acceptInvitation, {
        params: { ...params, invitationId },
        body: { bring: random(2) === 0 },
      });
  };
  const arrange = (names: Name[], arrangement: 'together' | 'apart') =>
    tess.send(operations.arrangeGroup, {
      params,
      body: { userIds: names.map((name) => ids.get(name)!), arrangement, reason: 'You asked for it.' },
    });
  const seen = { changed: 0, same: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const by = pick(NAMES);
    const others = NAMES.filter((name) => name !== by);
    const before = await company();
    await told();
    const act = random(5);
    if (act === 0) await as(by).call(operations.leaveMyGroup, { params });
    else if (act === 1) await arrange([by, pick(others)], 'together');
    else if (act === 2) await arrange([by], 'apart');
    else {
      await invite(pick(others), by);
      await acceptLast(by);
    }
    const after = await company();
    const changed = NAMES.filter((name) => !isDeepStrictEqual(before[name]!.sort(), after[name]!.sort()));
    // Who did it knows.
    const wanted = changed.filter((name) => name !== by || act === 1 || act === 2).toSorted();
    expect([round, act, namesOf(await told())]).toEqual([round, act, wanted]);
    seen[changed.length > 0 ? 'changed' : 'same'] += 1;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});
