/** Whoever is invited has one link that works: the mail that waits for them, or went out last, carries it, and nobody is mailed one that works no more. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, PASSWORD, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261150);
const ROUNDS = 60;
const params = { course: COURSE };
const { random, pick } = playOf(SEED);

let server: TestServer;
let grace: Client, other: Client;
beforeAll(async () => {
  server = await startTestServer();
  [grace, other] = await server.instructors();
});
afterAll(() => server.close());

const add = (email: string, by = grace) =>
  by.send(operations.addPerson, { params, body: { name: 'Nova', email, role: 'student' } });
const links = async () => (await grace.call(operations.listLinks, { params })).invitations;
const linkOf = async (email: string) => (await links()).find((each) => each.email === email);
const renew = (ids: string[], by = grace) =>
  by.send(operations.renewInvitations, { params, body: { invitationIds: ids } });
const mailsTo = (address: string) =>
  server.db.mail.findMany({ where: { address }, orderBy: [{ writtenAt: 'asc' }, { id: 'asc' }] });
const tick = () => (server.clock.now = new Date(server.clock.now.getTime() + 60_000));
/** As a sender does; what one has in its hands is left as it is. */
const sendAll = () =>
  server.db.mail.updateMany({
    where: { state: 'waiting' },
    data: { state: 'sent', sentAt: server.clock.now, text: '' },
  });

test('whose link is renewed gets a mail with the new one, in place of one that waits', async () => {
  const email = 'renewed@example.org';
  await add(email);
  await sendAll();
  tick();
  await renew([(await linkOf(email))!.id]);
  const [, fresh, ...more] = await mailsTo(email);
  const link = (await linkOf(email))!;
  expect([fresh?.state, fresh?.path, more]).toEqual(['waiting', `/link#${link.token}`, []]);
  // Until when the link lets them in, as the first mail said of its own.
  expect(fresh?.text).toContain(', until ');
  tick();
  await renew([link.id]);
  expect((await mailsTo(email)).map(({ state }) => state)).toEqual(['sent', 'waiting']);
  expect((await mailsTo(email))[1]?.path).toBe(`/link#${(await linkOf(email))!.token}`);
});

test('nobody is mailed an invitation that was taken back, or that they have used', async () => {
  const [gone, joined] = ['gone@example.org', 'joined@example.org'];
  for (const email of [gone, joined]) await add(email);
  const { id } = (await linkOf(gone))!;
  await grace.call(operations.revokeInvitation, { params: { ...params, invitationId: id } });
  const { token } = (await linkOf(joined))!;
  const guest = new Client(server.app);
  await guest.refresh();
  await guest.call(operations.joinCourse, {
    body: { token, account: { name: 'Joined', password: PASSWORD } },
  });
  expect([await mailsTo(gone), await mailsTo(joined)]).toEqual([[], []]);
});

test(`under a random play of two instructors and a sender (SEED=${SEED})`, async () => {
  const people = ['a', 'b', 'c', 'd'].map((name) => `${name}@play.example.org`);
  for (let round = 0; round < ROUNDS; round += 1) {
    tick();
    const acts = [0, 1].map((which) => async () => {
      const by = which === 0 ? grace : other;
      const email = pick(people);
      const known = await linkOf(email);
      const act = random(10);
      if (act < 3) await add(email, by);
      else if (act < 6 && known) await renew([known.id], by);
      else if (act < 7 && known)
        await by.send(operations.revokeInvitation, { params: { ...params, invitationId: known.id } });
      else if (act < 8)
        await renew(
          (await links()).map(({ id }) => id),
          by,
        );
      else await sendAll();
    });
    await Promise.all(acts.map((act) => act()));
    for (const email of people) {
      const link = await linkOf(email);
      const mails = await mailsTo(email);
      const waiting = mails.filter(({ state }) => state === 'waiting');
      const last = mails.at(-1);
      // Who is invited has been mailed the link that works, last of all; who is not waits for no mail.
      expect([email, waiting.map(({ path }) => path)]).toEqual([
        email,
        waiting.length > 0 && link ? [`/link#${link.token}`] : [],
      ]);
      if (link) expect([email, last?.path]).toEqual([email, `/link#${link.token}`]);
    }
  }
});
