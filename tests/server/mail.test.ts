/** Mail against a real SMTP server: each message once, whatever that server says and whoever is killed with it in hand. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { operations } from '../../contract/index.ts';
import { ROOT } from '../../server/config.ts';
import { listShownMails } from '../../server/features/mail/outbox.ts';
import { startSender } from '../../server/features/mail/sender.ts';
import type { Sender } from '../../server/features/mail/sender.ts';
import {
  remindOfDueSets,
  tellOfPlannedReleases,
  writeDigests,
} from '../../server/features/notifications/remind.ts';
import { createLog } from '../../server/log.ts';
import { asRole } from '../support/databases.ts';
import { joinUp } from '../support/groups.ts';
import { AFTER_DUE, BEFORE_DUE, SHEET, eventually, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let smtp: SMTPServer;
let smtpUrl = '';
const received: string[] = [];
/** What the SMTP server answers to a message for an address, one after the other; then it takes it. */
const refusals = new Map<string, number[]>();
/** What the server takes without an answer: an address, or the text. */
let silentOn: 'address' | 'text' | null = null;
let heard = 0;

beforeAll(async () => {
  server = await startTestServer();
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(_address, _session, done) {
      if (silentOn !== 'address') return done();
      heard += 1;
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const code = refusals.get(envelope.rcptTo[0]?.address ?? '')?.shift();
        if (code === undefined) received.push(Buffer.concat(parts).toString());
        heard += 1;
        if (silentOn === 'text') return;
        done(code === undefined ? null : Object.assign(new Error('not now'), { responseCode: code }));
      });
    },
  });
  smtp.on('error', () => undefined);
  await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', () => listening()));
  smtpUrl = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise<void>((closed) => smtp.close(() => closed()));
  await server.close();
});

const mail = { mode: 'sent', secret: 'secret', baseUrl: () => 'http://stepwise.test' } as const;
const begin = (): Sender =>
  startSender(server.db, createLog('test', 'silent'), {
    smtp: { url: smtpUrl, from: 'stepwise@example.edu' },
    mail,
    clock: () => server.clock.now,
    everyMs: 20,
    remindEveryMs: Infinity,
  });
const states = async () =>
  (await server.db.mail.findMany({ orderBy: { address: 'asc' } })).map(({ address, state }) => [
    address,
    state,
  ]);
const later = (minutes: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000);
};

/** A sender that is killed while the server is silent, and another that comes when its lease is over. */
async function killAndGoOn(on: 'address' | 'text', isOver: () => Promise<boolean>): Promise<void> {
  silentOn = on;
  heard = 0;
  const killed = fork(
    join(ROOT, 'tests/support/senderProcess.ts'),
    [asRole(server.databaseUrl, 'server'), smtpUrl, server.clock.now.toISOString()],
    { execArgv: [] },
  );
  await eventually(
    async () => heard,
    (count) => count === 1,
  );
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  silentOn = null;
  const next = begin();
  // While an attempt may last it is left alone.
  await eventually(
    async () => next.seen()?.waiting,
    (waiting) => waiting === 1,
  );
  expect(heard).toBe(1);
  later(3);
  await eventually(isOver, (over) => over);
  await next.close();
}

test('each message once under 451, 550 and a sender that dies with one in hand', async () => {
  const [ada, emmy, sofia] = await Promise.all([server.as('ada'), server.as('emmy'), server.as('sofia')]);
  await joinUp(SHEET, ada!, [emmy!, sofia!]);
  await server.db.mail.deleteMany();
  await ada!.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'PLANTED words', two: 'y' } },
  });
  expect(await server.db.mail.count({ where: { state: 'waiting' } })).toBe(3);
  refusals.set('ada@example.org', [451]).set('emmy@example.org', [550]);

  const first = begin();
  await eventually(states, (all) => all.filter(([, state]) => state === 'waiting').length === 1);
  await eventually(
    () => server.db.mail.findFirst({ where: { address: 'ada@example.org' } }),
    (row) => row?.problem != null,
  );
  expect(await states()).toEqual([
    ['ada@example.org', 'waiting'],
    ['emmy@example.org', 'failed'],
    ['sofia@example.org', 'sent'],
  ]);
  expect(received).toHaveLength(1);
  await first.close();
  // The pause is over, and the sender is killed before the server has asked for the text: somebody else sends it.
  later(2);
  const isAdas = async (state: string) => (await states())[0]?.[1] === state;
  await killAndGoOn('address', () => isAdas('sent'));
  expect(received).toHaveLength(2);

  // An operator has what was refused tried again, and now the server takes it; the sender is killed before it knows.
  await server.db.user.update({ where: { email: 'stranger@example.org' }, data: { isAdministrator: true } });
  const operator = await server.as('stranger');
  const retry = (unsure: boolean) => operator.call(operations.retryMails, { body: { unsure } });
  expect(await retry(false)).toMatchObject({ waiting: 1, failed: 0 });
  await killAndGoOn('text', async () => (await states())[1]?.[1] === 'unsure');
  expect(received).toHaveLength(3);
  // It is seen, and sent again by who decides that alone, as the same message.
  expect(await retry(false)).toMatchObject({ waiting: 0, failed: 0, unsure: 1 });
  expect(await retry(true)).toMatchObject({ waiting: 1, unsure: 0 });
  const last = begin();
  await eventually(states, (all) => all.every(([, state]) => state === 'sent'));
  await last.close();
  const ids = received.map((message) => /^Message-ID: (.*)$/im.exec(message)?.[1]);
  expect(ids).toHaveLength(4);
  expect(ids[3]).toBe(ids[2]);
  expect(new Set(ids).size).toBe(3);
  expect(await server.db.mail.count({ where: { state: 'sent', text: { not: '' } } })).toBe(0);

  for (const message of received) {
    expect(message).toMatch(/^Subject: C 1: submission 1 received, A sheet$/m);
    expect(message).toMatch(/^List-Unsubscribe:\s+<http:\/\/stepwise\.test\/stop-mails#/m);
    expect(message).not.toContain('PLANTED');
  }
  const grace = await server.as('grace');
  expect((await grace.send(operations.getOutbox)).status).toBe(403);
});

test('names cannot write headers, and a mail’s own link stops its kind and nothing else', async () => {
  received.length = 0;
  const mary = await server.as('mary');
  const name = 'Mary\r\nBcc: everybody@example.org\u2028X: y';
  await server.db.user.update({ where: { email: 'mary@example.org' }, data: { name } });
  await mary.call(operations.inviteToMyGroup, {
    params: SHEET,
    body: { userId: await server.userId('ada') },
  });
  const sender = begin();
  await eventually(
    async () => received.length,
    (count) => count === 1,
  );
  await sender.close();
  const [head = '', text = ''] = received[0]!.split('\r\n\r\n', 2);
  expect(head).not.toMatch(/^(Bcc|X):/im);
  const link = /stop-mails#(\S+)>/.exec(head.replace(/\r\n\s+/g, ''))?.[1] ?? '';
  const ada = await server.as('ada');
  expect(
    await ada.fail(operations.stopMails, { body: { token: link.replace('invitation', 'due') } }),
  ).toMatchObject({ code: 'not_found' });
  await ada.call(operations.stopMails, { body: { token: link } });
  const { choices } = await ada.call(operations.getNoticeChoices);
  expect(choices.filter(({ way }) => way !== 'mail')).toEqual([{ kind: 'invitation', way: 'page' }]);
  expect(text).not.toBe('');
});

test('of grades whose planned time has come everybody is told once, and nobody before', async () => {
  server.clock.now = BEFORE_DUE;
  const grace = await server.as('grace');
  // Who has no grade to read is told of none: see toldOfRelease.test.ts.
  const handedIn = await server.db.answer.findMany({
    where: { submission: { group: { assignment: { slug: SHEET.assignment } } } },
    select: { submissionId: true, questionId: true },
  });
  for (const { submissionId, questionId } of handedIn)
    await grace.send(operations.gradeAnswer, {
      params: { submissionId, question: questionId },
      body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
    });
  const toldOf = async (name: string) => {
    const { notices } = await (await server.as(name)).call(operations.listNotices);
    return notices.filter(({ kind }) => kind === 'released').length;
  };
  const [before, marys] = [await toldOf('ada'), await toldOf('mary')];
  // 10:00 in New York, a day after the due time.
  await grace.call(operations.releaseGrades, {
    params: SHEET,
    body: { released: true, at: '2026-12-02 10:00' },
  });
  const out = new Date('2026-12-02T15:00:00Z');
  await tellOfPlannedReleases(server.db, new Date(out.getTime() - 1));
  expect(await toldOf('ada')).toBe(before);
  for (const later of [0, 1, 60_000]) await tellOfPlannedReleases(server.db, new Date(out.getTime() + later));
  expect(await toldOf('ada')).toBe(before + 1);
  // She handed in nothing.
  expect(await toldOf('mary')).toBe(marys);
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
});

test('whose grades come out later, and who waits for a question that is held back, is told then; nobody twice', async () => {
  server.clock.now = BEFORE_DUE;
  await server.db.notification.deleteMany();
  const grace = await server.as('grace');
  const hold = (heldBack: Record<string, string | null>) =>
    grace.call(operations.decideSetPolicy, { params: SHEET, body: { policy: { heldBack } } });
  const release = (released: boolean) =>
    grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
  /** What was told since it was asked last, who by who: of the set or of questions. */
  const seen = new Set<string>();
  const news = async () => {
    const all = await server.db.notification.findMany({
      where: { kind: 'released' },
      include: { user: true },
    });
    const fresh = all.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    const wordsOf = (text: string) => /for (.*?) (?:in A sheet )?are out/.exec(text)?.[1];
    return fresh.map(({ user, text }) => `${user.email.split('@')[0]}: ${wordsOf(text)}`).toSorted();
  };
  const at = async (time: string) => {
    for (const after of [0, 60_000])
      await tellOfPlannedReleases(server.db, new Date(Date.parse(time) + after));
    return news();
  };
  const target = { kind: 'student' as const, userId: await server.userId('emmy') };
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: { target, releases: '2026-12-04 10:00', reason: 'Ill' },
  });
  await hold({ one: '2026-12-03 10:00', two: null });
  await release(true);
  // Both questions are held back: there is nothing to read.
  expect(await news()).toEqual([]);
  expect(await at('2026-12-01T18:00:00Z')).toEqual([]);
  expect(await at('2026-12-03T15:00:00Z')).toEqual(['ada: “First”', 'sofia: “First”']);
  // For her the first question comes with the set.
  expect(await at('2026-12-04T15:00:00Z')).toEqual(['emmy: A sheet']);
  await hold({ one: '2026-12-03 10:00' });
  expect(await news()).toEqual(['ada: “Second”', 'sofia: “Second”']);
  await hold({});
  await release(false);
});

test('who has not handed in is told once of each due time that is theirs; a digest is one mail', async () => {
  server.clock.now = BEFORE_DUE;
  await server.db.mail.deleteMany();
  const mary = await server.as('mary');
  await mary.call(operations.setNoticeChoice, { body: { kind: 'due', way: 'digest' } });
  for (const now of [BEFORE_DUE, BEFORE_DUE]) await remindOfDueSets(server.db, now);
  const due = (await mary.call(operations.listNotices)).notices.filter(({ kind }) => kind === 'due');
  // The sheet and the code; neither names her.
  expect(due).toHaveLength(2);
  const ada = await server.as('ada');
  const hers = (await ada.call(operations.listNotices)).notices.filter(({ kind }) => kind === 'due');
  expect(hers.map(({ subject }) => subject)).toEqual(['C 1: due within a day, Code']);
  const ofMary = { address: 'mary@example.org' };
  expect(await server.db.mail.count({ where: ofMary })).toBe(0);
  for (const now of [BEFORE_DUE, AFTER_DUE, AFTER_DUE]) await writeDigests(server.db, now);
  expect(await server.db.mail.findMany({ where: ofMary })).toMatchObject([
    { kind: 'digest', subject: '2 things since yesterday' },
  ]);
});

test('an installation that sends no mail does not say that mails go to their addresses', async () => {
  const said = (mode: 'off' | 'sent') =>
    listShownMails(
      server.db,
      { mode } as Parameters<typeof listShownMails>[1],
      {
        id: randomUUID(),
        isAdministrator: true,
      } as Parameters<typeof listShownMails>[2],
    ).catch((error: Error) => error.message);
  expect(await said('off')).toMatch(/^No mail is sent from here.*SMTP_URL/);
  expect(await said('sent')).toMatch(/go to their addresses/);
});

test('a set that cannot be read keeps nobody else from being told', async () => {
  server.clock.now = BEFORE_DUE;
  const grace = await server.as('grace');
  const adas = { userId: await server.userId('ada'), kind: 'released' } as const;
  const publishedById = await server.userId('grace');
  // Before all others in every order, due within the day and with grades out.
  const zero = (end: string) => `00000000-0000-7000-8000-00000000000${end}`;
  await server.db.course.create({
    data: {
      id: zero('1'),
      slug: 'broken',
      code: 'B',
      title: 'B',
      term: 'Now',
      timeZone: 'UTC',
      enrolments: { create: { userId: adas.userId, role: 'student' } },
      assignments: {
        create: { id: zero('2'), slug: 'broken', dueAt: AFTER_DUE, gradesReleasedAt: BEFORE_DUE },
      },
    },
  });
  const version = { assignmentId: zero('2'), number: 1, contentHash: '', definition: {}, files: {} };
  await server.db.assignmentVersion.create({ data: { ...version, publishedById } });
  await grace.call(operations.releaseGrades, {
    params: SHEET,
    body: { released: true, at: '2026-12-01 13:00' },
  });
  await grace.call(operations.setNoticeChoice, { body: { kind: 'request', way: 'digest' } });
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: SHEET.course } });
  await server.db.notification.create({
    data: {
      userId: publishedById,
      courseId,
      kind: 'request',
      key: 'digest',
      subject: 'Waits',
      text: 'Waits',
      path: '/',
      at: BEFORE_DUE,
      inDigest: true,
    },
  });
  await server.db.notification.deleteMany({ where: adas });
  // After the planned time, and after the morning's digest is due.
  server.clock.now = new Date('2026-12-02T15:00:00Z');
  const sender = startSender(server.db, createLog('test', 'silent'), {
    smtp: null,
    mail: { ...mail, mode: 'shown' },
    clock: () => server.clock.now,
    everyMs: 20,
    remindEveryMs: 50,
  });
  await eventually(
    () => server.db.notification.count({ where: adas }),
    (count) => count === 1,
  );
  await eventually(
    () => server.db.mail.count({ where: { userId: publishedById, kind: 'digest' } }),
    (count) => count === 1,
  );
  await sender.close();
  await server.db.$executeRaw`SELECT delete_course(${zero('1')}::uuid)`;
});
