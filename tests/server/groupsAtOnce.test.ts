/** Groups that change while their members write and hand in: no word is lost, nothing goes to the wrong people. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { movesFor } from '../../server/features/groups/importGroups.ts';
import type { Client } from '../support/client.ts';
import { joinUp, textsOf } from '../support/groups.ts';
import { playOf } from '../support/play.ts';
import { SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261151);

let server: TestServer;
let ada: Client, emmy: Client, mary: Client;

beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy, mary] = (await Promise.all(['ada', 'emmy', 'mary'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(() => server.close());

const groupOf = async (client: Client) => {
  const { group } = await client.call(operations.getMyGroup, { params: SHEET });
  return group?.members.map(({ name }) => name).sort();
};

test('of more who accept at once than there are places, as many join as there are', async () => {
  const params = SHEET;
  const clients = await Promise.all(['emmy', 'sofia', 'mary'].map((name) => server.as(name)));
  // Two invitations of each of two groups of one would make four of ada's; here a group has three.
  const userIds = await Promise.all(['emmy', 'sofia'].map((name) => server.userId(name)));
  for (const userId of userIds) await ada.call(operations.inviteToMyGroup, { params, body: { userId } });
  const { group } = await ada.call(operations.getMyGroup, { params });
  await server.db.groupInvitation.create({
    data: {
      groupId: group!.id,
      assignmentId: (await server.db.assignment.findFirstOrThrow({ where: { slug: 'sheet' } })).id,
      userId: await server.userId('mary'),
      invitedById: await server.userId('ada'),
      invitedAt: server.clock.now,
    },
  });
  const accepted = await Promise.all(
    clients.map(async (client) => {
      const { invitations } = await client.call(operations.getMyGroup, { params });
      const invitationId = invitations[0]!.id;
      const body = { bring: false };
      return client.send(operations.acceptInvitation, { params: { ...params, invitationId }, body });
    }),
  );
  expect(accepted.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
  expect(await groupOf(ada)).toHaveLength(3);
  for (const client of [ada, ...clients]) {
    const size = (await groupOf(client))?.length ?? 0;
    if (size > 1) await client.call(operations.leaveMyGroup, { params });
  }
});

test('what is handed in while the student leaves names those who are in the group then', async () => {
  await joinUp(SHEET, ada, [mary]);
  const asked = await Promise.all([
    mary.call(operations.leaveMyGroup, { params: SHEET }),
    ada.call(operations.createSubmission, {
      params: SHEET,
      body: { idempotencyKey: randomUUID(), answers: { one: 'Ours.' } },
    }),
  ]);
  const [, submission] = asked;
  const named = submission.members.map(({ name }) => name);
  const { submissions } = await mary.call(operations.listSubmissions, { params: SHEET });
  expect(submissions.map(({ id }) => id)).toEqual(named.includes('mary') ? [submission.id] : []);
});

test('a request for a group that the student has left hands nothing in and says so', async () => {
  const before = await joinUp(SHEET, ada, [mary]);
  await mary.call(operations.leaveMyGroup, { params: SHEET });
  const body = { idempotencyKey: randomUUID(), group: before.id, answers: { one: 'x' } };
  const refused = await mary.fail(operations.createSubmission, { params: SHEET, body });
  expect([refused.status, refused.code]).toEqual([409, 'group_conflict']);
});

test('who leaves keeps the submissions that name them, and a copy of the draft', async () => {
  await joinUp(SHEET, ada, [mary]);
  const submission = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'Ours together.' } },
  });
  await mary.call(operations.leaveMyGroup, { params: SHEET });
  expect((await textsOf(SHEET, mary)).one).toBe('Ours together.');
  const { submissionId } = await mary.call(operations.getReceipt, {
    params: { submissionId: submission.id },
  });
  expect(submissionId).toBe(submission.id);
  const tess = await server.as('tess');
  const book = await tess.call(operations.getGradebook, { params: { course: SHEET.course } });
  const column = book.assignments.findIndex(({ slug }) => slug === 'sheet');
  const cell = book.rows.find(({ student }) => student.name === 'mary')?.cells[column];
  expect(cell).toMatchObject({ submissionId: submission.id, status: 'ungraded' });
  // Ada hands in again: hers counts for her, theirs still for Mary.
  const later = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'Mine now.' } },
  });
  expect(later.number).toBe(submission.number + 1);
  const rows = (await mary.call(operations.listSubmissions, { params: SHEET })).submissions;
  expect(rows.find(({ counts }) => counts)?.id).toBe(submission.id);
});

test('what was written alone is kept, and added below on request, once', async () => {
  await Promise.all([ada, mary].map((client) => client.call(operations.leaveMyGroup, { params: SHEET })));
  const params = { ...SHEET, key: 'two' };
  await ada.call(operations.writeText, { params, body: { text: 'By Ada.' } });
  await mary.call(operations.writeText, { params, body: { text: 'By Mary.' } });
  const alone = (await mary.call(operations.getMyGroup, { params: SHEET })).group?.id;
  await joinUp(SHEET, ada, [mary], true);
  expect((await textsOf(SHEET, ada)).two).toBe('By Ada.\n\nBy Mary.');
  const { entries } = await mary.call(operations.listHistory, { params: SHEET });
  const own = entries.find(({ group }) => group === alone);
  const before = await mary.call(operations.getDocumentAt, {
    params: { ...SHEET, group: own!.group, seq: own!.seq },
  });
  expect(before.texts.find(({ key }) => key === 'two')?.text).toBe('By Mary.');
  const notHers = await ada.fail(operations.getDocumentAt, {
    params: { ...SHEET, group: own!.group, seq: own!.seq },
  });
  expect(notHers.status).toBe(404);
});

test('however many write at once, an earlier state of every two minutes can be chosen', async () => {
  const began = server.clock.now.getTime();
  const texts: string[] = [];
  for (let edit = 0; edit < 24; edit += 1) {
    server.clock.now = new Date(began + edit * 30_000);
    texts.push(`Edit ${edit}.`);
    const [params, body] = [{ ...SHEET, key: 'two' }, { text: texts[edit]! }];
    await (edit % 2 === 0 ? ada : mary).call(operations.writeText, { params, body });
  }
  const { entries } = await ada.call(operations.listHistory, { params: SHEET });
  const joint = entries.filter(
    ({ from }) => Date.parse(from) >= began + 120_000 && Date.parse(from) < began + 600_000,
  );
  expect(joint.length).toBeGreaterThanOrEqual(4);
  expect(joint.length).toBeLessThanOrEqual(5);
  for (const { by, group, seq, to } of joint.slice(1, -1)) {
    expect(by.map(({ name }) => name).sort()).toEqual(['ada', 'mary']);
    const then = await ada.call(operations.getDocumentAt, { params: { ...SHEET, group, seq } });
    const last = texts[Math.round((Date.parse(to) - began) / 30_000)];
    expect(then.texts.find(({ key }) => key === 'two')?.text).toBe(last);
  }
  server.clock.now = new Date(began);
});

test('whoever is invited and has not agreed is handed in for by nobody', async () => {
  const userId = await server.userId('sofia');
  await emmy.call(operations.inviteToMyGroup, { params: SHEET, body: { userId } });
  const { members } = await emmy.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'Emmy’s alone.' } },
  });
  expect(members.map(({ name }) => name)).toEqual(['emmy']);
  const { submissions } = await (
    await server.as('sofia')
  ).call(operations.listSubmissions, { params: SHEET });
  expect(submissions.filter(({ submittedBy }) => submittedBy.name === 'emmy')).toEqual([]);
  const [invited] = (await emmy.call(operations.getMyGroup, { params: SHEET })).invited;
  const params = { ...SHEET, invitationId: invited!.id };
  await emmy.call(operations.withdrawInvitation, { params });
});

test('staff put students together and apart with a reason; nothing that was written is lost', async () => {
  const tess = await server.as('tess');
  const userIds = await Promise.all(['emmy', 'sofia'].map((name) => server.userId(name)));
  await emmy.call(operations.writeText, { params: { ...SHEET, key: 'one' }, body: { text: 'Emmy’s.' } });
  const reason = 'asked for by both';
  const together = await tess.call(operations.arrangeGroup, {
    params: SHEET,
    body: { userIds, arrangement: 'together', reason },
  });
  expect(together.groups.map(({ members }) => members.map(({ name }) => name))).toContainEqual([
    'emmy',
    'sofia',
  ]);
  const csv = `Group;Email\n1;emmy@example.org\n2;nobody@example.org\n2;sofia@example.org\n2;emmy@example.org\n`;
  const bad = await tess.call(operations.importGroups, { params: SHEET, body: { csv, reason } });
  expect(bad.applied).toBe(false);
  expect(bad.problems.map(({ line }) => line)).toEqual([3, 5]);
  const good = await tess.call(operations.importGroups, {
    params: SHEET,
    body: { csv: 'group,email\nA,emmy@example.org\nB,sofia@example.org\n', reason },
  });
  expect(good.applied).toBe(true);
  expect(await groupOf(emmy)).toEqual(['emmy']);
  expect((await textsOf(SHEET, emmy)).one).toBe('Emmy’s.');
});

test('a file that adds one member to a group leaves its document where it is, and says why to whom it moves', async () => {
  const tess = await server.as('tess');
  expect(await groupOf(ada)).toEqual(['ada', 'mary']);
  const before = (await ada.call(operations.getMyGroup, { params: SHEET })).group?.id;
  const reason = 'Emmy asked for a group';
  const rows = ['ada', 'mary', 'emmy'].map((name) => `A,${name}@example.org`);
  const csv = `group,email\n${rows.join('\n')}\n`;
  const preview = await tess.call(operations.importGroups, {
    params: SHEET,
    body: { csv, reason, preview: true },
  });
  expect(preview).toMatchObject({ applied: false, groups: [{ name: 'A', changed: true }] });
  expect(await groupOf(ada)).toEqual(['ada', 'mary']);
  await tess.call(operations.importGroups, { params: SHEET, body: { csv, reason } });
  const after = await Promise.all(
    [ada, mary, emmy].map((one) => one.call(operations.getMyGroup, { params: SHEET })),
  );
  expect(after.map(({ group }) => group?.id)).toEqual([before, before, before]);
  expect(after.map(({ arranged }) => arranged?.reason ?? null)).toEqual([null, null, reason]);
  const again = await tess.call(operations.importGroups, {
    params: SHEET,
    body: { csv, reason, preview: true },
  });
  expect(again.groups).toMatchObject([{ changed: false }]);
});

const names = ['ada', 'emmy', 'mary', 'sofia'] as const;
const csvOf = (...groups: string[][]): string =>
  `group,email\n${groups.flatMap((group, place) => group.map((name) => `G${place},${name}@example.org\n`)).join('')}`;
/** Who is with whom, as staff see it. */
const companies = async (tess: Client): Promise<Record<string, string>> => {
  const { groups, alone } = await tess.call(operations.listGroups, { params: SHEET });
  const all = [...groups.map(({ members }) => members), ...alone.map((one) => [one])];
  return Object.fromEntries(
    all.flatMap((members) => {
      const company = members
        .map(({ name }) => name)
        .sort()
        .join(' ');
      return members.map(({ name }) => [name, company] as const);
    }),
  );
};

test('a file does to the groups what was seen, or nothing: who got together since is not torn apart unseen', async () => {
  const tess = await server.as('tess');
  const sofia = await server.as('sofia');
  const apart = { arrangement: 'apart', reason: 'Anew' } as const;
  const userIds = await Promise.all(names.map((name) => server.userId(name)));
  await tess.call(operations.arrangeGroup, { params: SHEET, body: { ...apart, userIds } });
  const file = { csv: csvOf(['ada', 'emmy']), reason: 'Asked for' };
  const look = () => tess.call(operations.importGroups, { params: SHEET, body: { ...file, preview: true } });
  const seen = await look();
  await joinUp(SHEET, ada, [sofia]);
  const sent = { params: SHEET, body: { ...file, confirm: seen.digest } };
  const refused = await tess.fail(operations.importGroups, sent);
  expect([refused.code, refused.message.includes('look at the new plan')]).toEqual(['unacceptable', true]);
  expect(await groupOf(ada)).toEqual(['ada', 'sofia']);
  const { digest: confirm } = await look();
  await tess.call(operations.importGroups, { params: SHEET, body: { ...file, confirm } });
  expect([await groupOf(ada), await groupOf(sofia)]).toEqual([['ada', 'emmy'], ['sofia']]);
});

test(`under a random play, files do what was seen or nothing (SEED=${SEED})`, async () => {
  const { pick, random } = playOf(SEED);
  const tess = await server.as('tess');
  const people = await Promise.all(names.map((name) => server.as(name)));
  const done = { applied: 0, refused: 0 };
  const move = async () => {
    const [one, other] = [pick(people), pick(people)];
    const { group } = await one.call(operations.getMyGroup, { params: SHEET });
    if (random(2) === 0 && (group?.members.length ?? 0) > 1)
      await one.send(operations.leaveMyGroup, { params: SHEET });
    else if (one !== other) await joinUp(SHEET, one, [other]).catch(() => undefined);
  };
  for (let round = 0; round < 40; round += 1) {
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    const shuffled = names.toSorted(() => random(3) - 1);
    const wished = random(2) === 0 ? [shuffled.slice(0, 2)] : [shuffled.slice(0, 2), shuffled.slice(2)];
    const file = { csv: csvOf(...wished), reason: 'Played' };
    const before = await companies(tess);
    const seen = await tess.call(operations.importGroups, {
      params: SHEET,
      body: { ...file, preview: true },
    });
    if (random(2) === 0) await move();
    const between = await companies(tess);
    const isOther = shuffled.slice(0, wished.flat().length).some((name) => before[name] !== between[name]);
    const confirming = tess.send(operations.importGroups, {
      params: SHEET,
      body: { ...file, confirm: seen.digest },
    });
    // At the same moment somebody may come or go, before it or after.
    const meanwhile = random(2) === 0 ? move() : null;
    const [{ status }] = await Promise.all([confirming, meanwhile]);
    const after = await companies(tess);
    done[status === 200 ? 'applied' : 'refused'] += 1;
    if (isOther) expect([round, status]).toEqual([round, 422]);
    else if (meanwhile === null) expect([round, status]).toEqual([round, 200]);
    if (meanwhile !== null) continue;
    if (status !== 200) expect([round, after]).toEqual([round, between]);
    else
      for (const group of wished)
        for (const name of group) expect([round, after[name]]).toEqual([round, group.toSorted().join(' ')]);
  }
  expect(Math.min(done.applied, done.refused)).toBeGreaterThan(2);
}, 120_000);

describe('the moves that make groups', () => {
  const groups = (...names: string[]) =>
    names.map((letters) => ({ members: [...letters].map((id) => ({ id })) }));
  /** Who is with whom after the moves, as `arrangeGroups` makes them; groups of one are left out. */
  const after = (wished: string[], present: string[]) => {
    const homes = new Map<string, string>();
    for (const letters of present) for (const id of letters) homes.set(id, letters);
    const home = (id: string) => homes.get(id) ?? `alone ${id}`;
    const size = (place: string) => [...homes.values()].filter((each) => each === place).length;
    for (const { userIds, arrangement } of movesFor(groups(...wished), groups(...present))) {
      if (arrangement === 'apart') for (const id of userIds) homes.set(id, `alone ${id}`);
      else {
        const to = userIds.map(home).find((place) => size(place) > 1) ?? home(userIds[0]!);
        for (const id of userIds) homes.set(id, to);
      }
    }
    return Object.fromEntries(homes);
  };

  test.each([
    { wished: ['ABC'], present: ['AB'], stays: { A: 'AB', B: 'AB', C: 'AB' } },
    { wished: ['AB', 'CD'], present: ['ABCD'], stays: { A: 'ABCD', B: 'ABCD', C: 'alone C', D: 'alone C' } },
    { wished: ['AC', 'BD'], present: ['AB', 'CD'], stays: { A: 'AB', C: 'AB', B: 'CD', D: 'CD' } },
    // B is not named, so A leaves; B keeps the document.
    { wished: ['AC'], present: ['AB'], stays: { A: 'alone A', C: 'alone A', B: 'AB' } },
    { wished: ['A'], present: ['ABC'], stays: { A: 'alone A', B: 'ABC', C: 'ABC' } },
  ])('$wished of $present', ({ wished, present, stays }) => {
    expect(after(wished, present)).toEqual(stays);
  });
});
