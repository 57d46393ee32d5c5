/** Acts about an account, and about the installation. */
import { operations } from '../../../contract/index.ts';
import { compose } from '../../../server/features/mail/compose.ts';
import { stopToken } from '../../../server/features/notifications/notices.ts';
import { openSetup } from '../../../server/features/setup/setupLink.ts';
import { BASE_URL, COURSE, PASSWORD } from '../testServer.ts';
import type { Scene, World } from './world.ts';

const passwordLink = async (world: World): Promise<string> => {
  const userId = await world.id(await world.person());
  const grace = await world.as('grace');
  return (await grace.call(operations.createPasswordLink, { params: { course: COURSE, userId } })).token;
};

/** Of a change of an address that somebody new has asked for. @returns the link that was mailed to the old one */
const emailChange = async (world: World) => {
  const name = await world.person();
  const email = `${world.name('other')}@example.org`;
  const client = await world.as(name);
  await client.call(operations.askForEmailChange, { body: { email, password: PASSWORD } });
  const address = `${name}@example.org`;
  const row = await world.server.db.mail.findFirstOrThrow({
    where: { address },
    orderBy: { writtenAt: 'desc' },
  });
  const { text } = compose(row, { secret: 'secret', baseUrl: BASE_URL });
  return { name, token: /\/link#(\S+)/.exec(text)![1]! };
};

export const ACCOUNTS: Record<string, Scene> = {
  signIn: async (world) => ({
    by: null,
    body: { email: `${await world.person()}@example.org`, password: PASSWORD },
  }),
  signOut: async (world) => ({ by: await world.person() }),
  changePassword: async (world) => ({
    by: await world.person(),
    body: { currentPassword: PASSWORD, newPassword: 'another long one' },
  }),
  signOutEverywhere: async (world) => ({ by: await world.person() }),
  chooseKeys: async (world) => ({ by: await world.person(), body: { single: false, map: {} } }),
  askForPasswordLink: async (world) => ({ by: null, body: { email: `${await world.person()}@example.org` } }),
  askForEmailChange: async (world) => ({
    by: await world.person(),
    body: { email: `${world.name('other')}@example.org`, password: PASSWORD },
  }),
  withdrawEmailChange: async (world) => ({ by: (await emailChange(world)).name }),
  confirmEmail: async (world) => ({ by: null, body: { token: (await emailChange(world)).token } }),
  refuseEmail: async (world) => ({ by: null, body: { token: (await emailChange(world)).token } }),
  unlinkProvider: async (world) => {
    const name = await world.person();
    await world.server.db.identity.create({
      data: {
        userId: await world.id(name),
        issuer: 'https://id.example',
        subject: name,
        linkedAt: world.server.clock.now,
      },
    });
    return { by: name };
  },
  makeToken: async (world) => ({
    by: await world.person(),
    body: { name: 'laptop', scopes: ['sets'], days: 7 },
  }),
  revokeToken: async (world) => {
    const name = await world.person();
    const body = { name: 'laptop', scopes: ['sets' as const], days: 7 as const };
    const { tokens } = await (await world.as(name)).call(operations.makeToken, { body });
    return { by: name, body: { id: tokens[0]!.id } };
  },
  erasePerson: async (world) => {
    const email = `${await world.person()}@example.org`;
    return { by: 'root', body: { email, confirmation: email } };
  },
  createAdministrator: async (world) => {
    const { db, clock } = world.server;
    const administrators = { where: { isAdministrator: true }, select: { id: true } };
    const ids = (await db.user.findMany(administrators)).map(({ id }) => id);
    await db.user.updateMany({ where: { id: { in: ids } }, data: { isAdministrator: false } });
    const token = await openSetup(db, clock.now);
    await db.user.updateMany({ where: { id: { in: ids } }, data: { isAdministrator: true } });
    const body = {
      token,
      name: 'First',
      email: `${world.name('first')}@example.org`,
      password: 'long enough',
    };
    return { by: null, body };
  },
  lookAtLink: async (world) => ({ by: null, body: { token: await passwordLink(world) } }),
  joinCourse: async (world) => {
    const section = world.name('section');
    const body = { section };
    const grace = await world.as('grace');
    const { joinLinks } = await grace.call(operations.openJoinLink, { params: { course: COURSE }, body });
    const { token } = joinLinks.find((each) => each.section === section)!;
    const account = { name: 'Guest', email: `${world.name('guest')}@example.org`, password: 'long enough' };
    return { by: null, body: { token, account } };
  },
  createAnyPasswordLink: async (world) => ({
    by: 'root',
    body: { email: `${await world.person()}@example.org` },
  }),
  setPassword: async (world) => ({
    by: null,
    body: { token: await passwordLink(world), password: 'another long one' },
  }),
  readNotices: async (world) => {
    const { set, owner } = await world.graded();
    await world.release(set);
    return { by: owner, body: { upTo: world.server.clock.now.toISOString() } };
  },
  setNoticeChoice: async (world) => ({ by: await world.person(), body: { kind: 'due', way: 'off' } }),
  stopMails: async (world) => ({
    by: null,
    body: { token: stopToken('secret', await world.id(await world.person()), 'due') },
  }),
  makeCalendarLink: async (world) => ({ by: await world.person() }),
  revokeCalendarLink: async (world) => {
    const name = await world.person();
    await (await world.as(name)).call(operations.makeCalendarLink);
    return { by: name };
  },
  retryMails: async (world) => {
    const mail = { address: 'x@example.org', subject: 'x', text: 'x', path: '/', kind: 'due' };
    const { now } = world.server.clock;
    await world.server.db.mail.create({
      data: { ...mail, writtenAt: now, notBefore: now, state: 'failed', problem: 'full' },
    });
    return { by: 'root', body: { unsure: true } };
  },
};
