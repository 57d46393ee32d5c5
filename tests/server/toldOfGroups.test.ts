/**
 * Law: whoever has other people in their group is told, whoever did it and however: they write and hand in with others from then on, and need not
 * come by the page before that matters. They read who came, who went, and with whom they are.
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
async function told(): Promise<{ name: string; subject: string; text: string }[]> {
  const rows = await server.db.notification.findMany({ where: { kind: 'removed' }, include: { user: true } });
  await server.db.notification.deleteMany();
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  return rows
    .map(({ user, subject, text }) => ({ name: user.name, subject, text }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
const namesOf = (all: { name: string }[]) => all.map(({ name }) => name);

test('who invited hears that it was accepted, and who stays hears that somebody went', async () => {
  await joinUp(SHEET, as('ada'), [as('emmy')]);
  expect(await told()).toEqual([
    {
      name: 'ada',
      subject: 'C 1: emmy joined your group, A sheet',
      text: 'emmy, whom your group invited, joined it for A sheet, and writes and submits with you from now on. With you in it are now emmy.',
    },
  ]);
  await joinUp(SHEET, as('ada'), [as('mary')]);
  // Who is told the like twice sees two things.
  const second = await told();
  expect(namesOf(second)).toEqual(['ada', 'emmy']);
  expect(second[0]?.subject).toBe('C 1: mary joined your group, A sheet');
  expect(second[0]?.text).toContain('With you in it are now emmy and mary.');
  // Submissions of the night before the due time do not name who stayed behind.
  await as('emmy').call(operations.leaveMyGroup, { params });
  const left = { subject: 'C 1: emmy left your group, A sheet' };
  const text = (other: string) =>
    expect.stringMatching(RegExp(`^emmy left .*With you in it are still ${other}\\.`));
  expect(await told()).toEqual([
    { name: 'ada', ...left, text: text('mary') },
    { name: 'mary', ...left, text: text('ada') },
  ]);
  // From one group with others into another.
  await as('emmy').call(operations.inviteToMyGroup, { params, body: { userId: ids.get('mary')! } });
  const { invitations } = await as('mary').call(operations.getMyGroup, { params });
  await as('mary').call(operations.acceptInvitation, {
    params: { ...params, invitationId: invitations[0]!.id },
    body: { bring: false },
  });
  expect((await told()).map(({ name, subject }) => `${name}: ${subject}`)).toEqual([
    'ada: C 1: mary left your group, A sheet',
    'emmy: C 1: mary joined your group, A sheet',
  ]);
});

test('a file that takes people apart and puts them together tells each once, of the groups that came of it', async () => {
  const csv = (groups: [string, Name][]) =>
    ['group,email', ...groups.map(([group, name]) => `${group},${name}@example.org`)].join('\n');
  const load = (groups: [string, Name][]) =>
    tess.call(operations.importGroups, {
      params,
      body: { csv: csv(groups), reason: 'The sections changed.', preview: false },
    });
  await load([['1', 'ada'], ['1', 'emmy'], ['2', 'sofia'], ['2', 'mary']]); // prettier-ignore
  await told();
  await load([['1', 'ada'], ['1', 'mary'], ['2', 'sofia'], ['2', 'emmy']]); // prettier-ignore
  const notices = await told();
  expect(namesOf(notices)).toEqual(['ada', 'emmy', 'mary', 'sofia']);
  expect(notices.map(({ text }) => text.split('\n')[0])).toEqual(
    [['mary', 'emmy'], ['sofia', 'ada'], ['ada', 'sofia'], ['emmy', 'mary']].map(
      ([now, went]) =>
        `Your group for A sheet was changed: you are with ${now} from now on (${went} went). Why: The sections changed.`,
    ),
  ); // prettier-ignore
  // What is as it was is told nobody.
  await load([['x', 'mary'], ['x', 'ada']]); // prettier-ignore
  expect(await told()).toEqual([]);
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
    const notices = await told();
    expect([round, act, namesOf(notices)]).toEqual([round, act, wanted]);
    // All who came, went or are there are named to each, and nobody else is, nor they to themselves.
    for (const { name, text } of notices) {
      const concerned = new Set([...before[name]!, ...after[name]!]);
      expect([round, name, text, NAMES.filter((other) => text.includes(other))]).toEqual([
        round,
        name,
        text,
        NAMES.filter((other) => concerned.has(other)),
      ]);
    }
    seen[changed.length > 0 ? 'changed' : 'same'] += 1;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});
