/** What people are told, each by the act that it is about: to whom, in which words, once, and by mail as well. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Target } from '../../contract/extensions.ts';
import type { NoticeKind } from '../../contract/notifications.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { playOf } from '../support/play.ts';
import { BEFORE_DUE, CODE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, tess: Client, grace: Client;
const params = { course: COURSE };

beforeAll(async () => {
  server = await startTestServer(undefined, { mailMode: 'shown' });
  [ada, emmy, tess, grace] = (await Promise.all(
    ['ada', 'emmy', 'tess', 'grace'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
  await joinUp(SHEET, ada, [emmy]);
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.now = new Date(Math.max(BEFORE_DUE.getTime(), server.clock.now.getTime() + 1_000));
  await server.db.notification.deleteMany();
  await server.db.mail.deleteMany();
});

/** Who was told of a kind, in the page and by mail; both say the same. */
async function told(kind: NoticeKind): Promise<Record<string, string>> {
  const notices = await server.db.notification.findMany({ where: { kind }, include: { user: true } });
  const mails = await server.db.mail.findMany({ where: { kind } });
  const inPage = notices.map(({ user, subject, text }) => [user.email, `${subject}\n${text}`] as const);
  const byMail = mails.map(({ address, subject, text }) => [address, `${subject}\n${text}`] as const);
  expect(byMail.toSorted()).toEqual(inPage.toSorted());
  return Object.fromEntries(inPage.map(([email, text]) => [email.split('@')[0]!, text]));
}

/** The same in the page alone. */
async function toldInPage(kind: NoticeKind): Promise<Record<string, string>> {
  const rows = await server.db.notification.findMany({ where: { kind }, include: { user: true } });
  return Object.fromEntries(rows.map(({ user, text }) => [user.name, text]));
}

test('whoever is taken out of a course is told so, also by mail, and not told again', async () => {
  const userId = await server.userId('sofia');
  const leave = (active: boolean) =>
    grace.call(operations.changeEnrolment, { params: { ...params, userId }, body: { active } });
  await leave(false);
  await leave(false);
  expect(await told('removed')).toEqual({
    sofia: expect.stringMatching(/taken out of the course\n.*C 1.*kept/),
  });
  await leave(true);
  expect(Object.keys(await told('removed'))).toEqual(['sofia']);
});

test('whoever staff put into another group reads why; who stays is told as well', async () => {
  const userIds = await Promise.all(['ada', 'emmy', 'mary'].map((name) => server.userId(name)));
  await tess.call(operations.arrangeGroup, {
    params: SHEET,
    body: { userIds, arrangement: 'together', reason: 'You asked for it.' },
  });
  expect(await told('removed')).toMatchObject({ mary: expect.stringMatching(/Why: You asked for it\./) });
});

test('more time is told to those who have it, by the clock of the course; a look at it tells nobody', async () => {
  const target = { kind: 'student' as const, userId: await server.userId('mary') };
  const body = { target, until: '2026-12-05 14:30', reason: 'Ill' };
  await grace.call(operations.grantExtension, { params: SHEET, body: { ...body, preview: true } });
  expect(await told('extension')).toEqual({});
  await grace.call(operations.grantExtension, { params: SHEET, body });
  expect(await told('extension')).toEqual({
    mary: expect.stringMatching(/you have more time, A sheet\n.*Sat, 5 Dec 2026, 14:30 EST .*Why: Ill/),
  });
  // The last moment at which somebody hands in is what a release warns of.
  const { assignments } = await grace.call(operations.getGradebook, { params });
  expect(assignments.find(({ slug }) => slug === 'sheet')?.lastDueAt).toBe('2026-12-05T19:30:00.000Z');
});

test('of a longer late window, a later end, an earlier opening and a later release one is told; of what changes nothing for one, not', async () => {
  const policy = { opens: '2026-12-01 13:00', closes: '2026-12-01 18:00', late: { window: { hours: 1 } } };
  await grace.call(operations.decideSetPolicy, { params: CODE, body: { policy } });
  await grace.call(operations.releaseGrades, {
    params: CODE,
    body: { released: true, at: '2026-12-20 12:00' },
  });
  const target = { kind: 'student' as const, userId: await server.userId('sofia') };
  /** What she alone is told of other times. */
  const toldOf = async (times: object) => {
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    await server.db.notification.deleteMany();
    await server.db.mail.deleteMany();
    await grace.call(operations.grantExtension, { params: CODE, body: { target, reason: 'Ill', ...times } });
    const { sofia, ...others } = await told('extension');
    expect(others).toEqual({});
    return sofia;
  };
  const more = 'C 1: you have more time, Code\n';
  expect(await toldOf({ window: { hours: 2 } })).toBe(
    `${more}Work is taken from you until Tue, 1 Dec 2026, 16:30 EST (America/New_York). Why: Ill`,
  );
  expect(await toldOf({ window: { hours: 1.5 } })).toBeUndefined();
  expect(await toldOf({ closes: '2026-12-02 12:00' })).toMatch(
    /taken from you until Wed, 2 Dec 2026, 12:00 EST/,
  );
  expect(await toldOf({ opens: '2026-12-01 12:45' })).toMatch(/time, Code\nCode opens for you .*, 12:45 EST/);
  expect(await toldOf({ releases: '2026-12-24 12:00' })).toBe(
    'C 1: your grades come out later, Code\nGrades of Code come out for you Thu, 24 Dec 2026, 12:00 EST (America/New_York). Why: Ill',
  );
  expect(await toldOf({ until: '2026-12-03 12:00' })).toMatch(
    /Code is due for you Thu, 3 Dec 2026, 12:00 EST .* Work is taken from you until Thu, 3 Dec/,
  );
});

test('a request that waits is told to whom it was handed, an answer to all whom the submission names', async () => {
  const { id: submissionId } = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'x', two: 'y' } },
  });
  await tess.call(operations.gradeAnswer, {
    params: { submissionId, question: 'two' },
    body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
  });
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  expect(Object.keys(await told('released')).toSorted()).toEqual(['ada', 'emmy', 'mary']);
  const { id: requestId } = await ada.call(operations.askForRegrade, {
    params: { submissionId, question: 'two' },
    body: { reason: 'PLANTED reason' },
  });
  const about = { submissionId, requestId };
  await grace.call(operations.assignRequest, {
    params: about,
    body: { from: null, to: await server.userId('tess'), note: 'PLANTED note' },
  });
  expect(await told('request')).toEqual({ tess: expect.stringMatching(/waits for you.*\ngrace handed you/) });
  await tess.call(operations.closeRequest, { params: about, body: { reply: 'PLANTED reply', grade: null } });
  const all = await told('request');
  expect(Object.keys(all).toSorted()).toEqual(['ada', 'emmy', 'mary', 'tess']);
  expect(all.emmy).toMatch(/your regrade request was answered.*\ntess answered and closed/);
  expect(JSON.stringify(all)).not.toContain('PLANTED');
});

test('what graders are told of requests is told to nobody who is no grader any more, whatever they become', async () => {
  const { random, pick } = playOf(Number(process.env.SEED ?? 20261130));
  const { submissions } = await ada.call(operations.listSubmissions, { params: SHEET });
  const submissionId = submissions[0]!.id;
  await server.db.regradeRequest.deleteMany();
  const { id: requestId } = await ada.call(operations.askForRegrade, {
    params: { submissionId, question: 'two' },
    body: { reason: 'Once more.' },
  });
  const about = { submissionId, requestId };
  const tessId = await server.userId('tess');
  const become = (body: object) =>
    grace.call(operations.changeEnrolment, { params: { ...params, userId: tessId }, body });
  const roles = ['ta', 'student', 'observer', 'instructor'] as const;
  await grace.call(operations.assignRequest, { params: about, body: { from: null, to: tessId, note: '' } });
  const counts = { told: 0, untold: 0 };
  for (let act = 0; act < 24; act += 1) {
    const role = pick(roles);
    await become({ active: true, role });
    if (random(4) === 0) await become({ active: false });
    const { leftAt } = await server.db.enrolment.findFirstOrThrow({ where: { userId: tessId } });
    await server.db.notification.deleteMany();
    await pick([ada, emmy]).call(operations.replyToRequest, {
      params: about,
      body: { text: `Look: ${act}` },
    });
    const isGrader = leftAt === null && (role === 'ta' || role === 'instructor');
    expect(Object.keys(await toldInPage('request'))).toEqual(isGrader ? ['tess'] : []);
    counts[isGrader ? 'told' : 'untold'] += 1;
  }
  expect(Math.min(counts.told, counts.untold)).toBeGreaterThan(3);
  await become({ active: true, role: 'ta' });
});

test('whoever is told of something again and again gets some mails an hour, and of the rest one a day', async () => {
  const invited = await server.userId('sofia');
  const mails = () => server.db.mail.count({ where: { userId: invited, kind: 'invitation' } });
  const set = { ...params, assignment: 'again' };
  const files = titled('Again', SHEET_FILES);
  await grace.call(operations.publishAssignment, { params, body: { files, slug: set.assignment } });
  const inviteAgain = async () => {
    const { invited: waiting } = await ada.call(operations.inviteToMyGroup, {
      params: set,
      body: { userId: invited },
    });
    await ada.call(operations.withdrawInvitation, { params: { ...set, invitationId: waiting[0]!.id } });
  };
  for (let times = 0; times < 28; times += 1) await inviteAgain();
  expect(await mails()).toBe(20);
  expect(await server.db.notification.count({ where: { userId: invited } })).toBe(28);
  expect(await server.db.notification.count({ where: { userId: invited, inDigest: true } })).toBe(8);
  // What others do, and what is of another kind, is mailed as ever.
  await grace.call(operations.grantExtension, {
    params: set,
    body: { target: { kind: 'student', userId: invited }, until: '2026-12-20 12:00', reason: 'Ill' },
  });
  expect(await server.db.mail.count({ where: { userId: invited, kind: 'extension' } })).toBe(1);
  server.clock.now = new Date(server.clock.now.getTime() + 3_600_001);
  await ada.call(operations.inviteToMyGroup, { params: set, body: { userId: invited } });
  expect(await mails()).toBe(21);
});

test('whoever’s score that is out changes is told, whatever changed it; nobody else, and nobody of a look at it', async () => {
  const sofia = await server.as('sofia');
  const release = (released: boolean) =>
    grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
  const handIn = async () => {
    const body = { idempotencyKey: randomUUID(), answers: { one: randomUUID(), two: 'y' } };
    return (await sofia.call(operations.createSubmission, { params: SHEET, body })).id;
  };
  const grade = async (submissionId: string, question: string, choice: object) => {
    const answer = { submissionId, question };
    const looked = await tess.call(operations.getGradingAnswer, { params: answer });
    const body = { appliedItemIds: [], baseRevision: looked.grade?.revision ?? 0, ...choice };
    await tess.call(operations.gradeAnswer, { params: answer, body });
  };
  /** Whose grade changed since it was asked last. */
  const news = async () => {
    const names = Object.keys(await told('graded')).toSorted();
    await server.db.notification.deleteMany();
    await server.db.mail.deleteMany();
    return names;
  };
  const group = ['ada', 'emmy', 'mary'];
  const { id: theirs } = await server.db.submission.findFirstOrThrow();
  const { id: itemId } = await server.db.rubricItem.findFirstOrThrow({ where: { text: 'No formula' } });

  await release(false);
  const [first, second] = [await handIn(), await handIn()];
  await grade(first, 'one', { fullMarks: true });
  await grade(second, 'one', { adjustment: -0.5 });
  await grade(theirs, 'two', { appliedItemIds: [itemId] });
  expect(await news()).toEqual([]);
  await release(true);
  await news();

  const params = { rubricItemId: itemId };
  await tess.call(operations.previewRubricItem, { params, body: { points: -1 } });
  await tess.call(operations.editRubricItem, { params, body: { text: 'Without a formula' } });
  expect(await news()).toEqual([]);
  await tess.call(operations.editRubricItem, { params, body: { points: -1 } });
  expect(await news()).toEqual(group);
  await tess.call(operations.undoGrading, { params: SHEET });
  expect(await news()).toEqual(group);
  await tess.call(operations.ungradeAnswer, { params: { submissionId: theirs, question: 'two' } });
  expect(await news()).toEqual(group);

  const pin = { userId: await server.userId('sofia'), reason: 'As agreed' };
  await grace.call(operations.pinSubmission, { params: { submissionId: first }, body: pin });
  expect(await news()).toEqual(['sofia']);
  // She alone has a grade in the first question, which gives more points from now on.
  const file = 'questions/one/question.yaml';
  const files = { ...SHEET_FILES, [file]: SHEET_FILES[file]!.replace('points: 1', 'points: 3') };
  const { outcome } = await grace.call(operations.checkAssignment, {
    params: { course: COURSE },
    body: { files, slug: 'sheet' },
  });
  expect(await news()).toEqual([]);
  const body = { files, slug: 'sheet', plan: outcome!.plan!.token };
  await grace.call(operations.publishAssignment, { params: { course: COURSE }, body });
  expect(await told('graded')).toEqual({ sofia: expect.stringMatching(/Your grade of “First” in A sheet/) });
  // Once of a question until she has read it, and then again, that very day.
  await grade(first, 'one', { adjustment: -1 });
  expect(await server.db.notification.count({ where: { kind: 'graded' } })).toBe(1);
  await server.db.notification.updateMany({ data: { readAt: server.clock.now } });
  server.clock.now = new Date(server.clock.now.getTime() + 1_000);
  await grade(first, 'one', { adjustment: -0.5 });
  expect(await server.db.notification.count({ where: { kind: 'graded' } })).toBe(2);
});

test('whoever’s times or score that is out an act changes is told once, whatever the act is; of a look at it nobody', async () => {
  const [TIMES, LATE] = ['times', 'late'].map((assignment) => ({ course: COURSE, assignment })) as [
    typeof SHEET,
    typeof SHEET,
  ];
  const ids = Object.fromEntries(
    await Promise.all(
      ['ada', 'emmy', 'mary', 'sofia'].map(async (name) => [name, await server.userId(name)] as const),
    ),
  );
  const everybody = Object.keys(ids).toSorted();
  const publish = (slug: string, due: string, plan?: string) =>
    grace.call(operations.publishAssignment, {
      params,
      body: { files: titled(slug, SHEET_FILES), slug, due, plan },
    });
  const policy = (set: typeof SHEET, more: object, preview: boolean) =>
    grace.call(operations.decideSetPolicy, { params: set, body: { policy: more, preview } });
  const penalty = (percent: number | null, preview: boolean) => {
    const late = { penalty: percent === null ? null : { percent, per: 'hour' as const, atMost: 100 } };
    return grace.call(operations.decideCoursePolicy, { params, body: { policy: { late }, preview } });
  };
  const extend = (set: typeof SHEET, target: Target, times: object, preview: boolean) =>
    grace.call(operations.grantExtension, {
      params: set,
      body: { target, reason: 'Ill', ...times, preview },
    });
  const revoke = async (set: typeof SHEET, preview: boolean) => {
    const { extensions } = await grace.call(operations.listExtensions, { params: set });
    const [{ id } = { id: '' }] = extensions;
    const query = { preview: preview ? ('true' as const) : ('false' as const) };
    await grace.call(operations.revokeExtension, { params: { ...set, extensionId: id }, query });
  };
  const move = (name: string, section: string, preview: boolean) =>
    grace.call(operations.changeEnrolment, {
      params: { ...params, userId: ids[name]! },
      body: { section, preview },
    });
  const arrange = (names: string[], arrangement: 'together' | 'apart', preview: boolean) =>
    grace.call(operations.arrangeGroup, {
      params: TIMES,
      body: { userIds: names.map((name) => ids[name]!), arrangement, reason: 'As agreed', preview },
    });
  const importGroups = (csv: string, preview: boolean) =>
    grace.call(operations.importGroups, { params: TIMES, body: { csv, reason: 'As agreed', preview } });
  const importPeople = async (csv: string, preview: boolean) => {
    const body = Buffer.from(csv);
    const { digest, changes } = await grace.call(operations.importRoster, { params, body });
    if (!preview) await grace.call(operations.importRoster, { params, query: { confirm: digest }, body });
    return { changes };
  };
  const republish = async (due: string, preview: boolean) => {
    const body = { files: titled('times', SHEET_FILES), slug: 'times', due };
    const { outcome } = await grace.call(operations.checkAssignment, { params, body });
    if (!preview) await publish('times', due, outcome!.plan!.token);
    return { changes: outcome!.plan!.changes };
  };
  const release = (set: typeof SHEET, released: boolean, at: string | null, preview: boolean) =>
    grace.call(operations.releaseGrades, { params: set, body: { released, at, preview } });

  // In one set there is time, and in another one Emmy was two hours late, with grades that are out.
  server.clock.now = new Date('2026-12-02T12:00:00Z');
  await publish('times', '2026-12-20T19:30:00Z');
  await publish('late', '2026-12-02T13:00:00Z');
  server.clock.now = new Date('2026-12-02T14:30:00Z');
  const { id: submissionId } = await emmy.call(operations.createSubmission, {
    params: LATE,
    body: { idempotencyKey: randomUUID(), answers: { one: 'x', two: 'y' } },
  });
  for (const question of ['one', 'two'])
    await tess.call(operations.gradeAnswer, {
      params: { submissionId, question },
      body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
    });
  await release(LATE, true, null, false);
  await move('sofia', 'B', false);
  await arrange(['ada', 'emmy'], 'together', false);
  const { groups } = await grace.call(operations.listGroups, { params: TIMES });
  const group = { kind: 'group' as const, groupId: groups[0]!.id };
  const section = { kind: 'section' as const, section: 'B' };
  const self = { kind: 'student' as const, userId: ids.emmy! };

  type Told = Partial<Record<'extension' | 'graded' | 'released', string[]>>;
  const ACTS: [act: (preview: boolean) => Promise<unknown>, told: Told][] = [
    [(preview) => extend(TIMES, section, { until: '2026-12-21 14:30' }, preview), { extension: ['sofia'] }],
    [(preview) => move('ada', 'B', preview), { extension: ['ada'] }],
    [(preview) => move('ada', '', preview), { extension: ['ada'] }],
    [
      (preview) => importPeople('name,email,section\nm,mary@example.org,B\n', preview),
      { extension: ['mary'] },
    ],
    [(preview) => move('mary', '', preview), { extension: ['mary'] }],
    [(preview) => revoke(TIMES, preview), { extension: ['sofia'] }],
    [
      (preview) => extend(TIMES, group, { until: '2026-12-22 14:30' }, preview),
      { extension: ['ada', 'emmy'] },
    ],
    // More time for a group is for those whom it was given to: no move changes any.
    [(preview) => arrange(['ada', 'mary'], 'together', preview), {}],
    [(preview) => arrange(['mary'], 'apart', preview), {}],
    [
      (preview) =>
        importGroups('group,email\n1,ada@example.org\n1,emmy@example.org\n1,mary@example.org\n', preview),
      {},
    ],
    [(preview) => revoke(TIMES, preview), { extension: ['ada', 'emmy'] }],
    [(preview) => policy(TIMES, { closes: '2026-12-23 12:00' }, preview), { extension: everybody }],
    [(preview) => policy(TIMES, {}, preview), { extension: everybody }],
    [(preview) => republish('2026-12-19T19:30:00Z', preview), { extension: everybody }],
    [(preview) => release(TIMES, true, '2026-12-28 12:00', preview), {}],
    [(preview) => release(TIMES, true, '2026-12-29 12:00', preview), { extension: everybody }],
    [(preview) => penalty(10, preview), { graded: ['emmy'] }],
    [(preview) => penalty(20, preview), { graded: ['emmy'] }],
    [
      (preview) => extend(LATE, self, { until: '2026-12-02 14:00' }, preview),
      { extension: ['emmy'], graded: ['emmy'] },
    ],
    [(preview) => revoke(LATE, preview), { extension: ['emmy'], graded: ['emmy'] }],
    [(preview) => policy(LATE, { late: { graceMinutes: 120 } }, preview), { graded: ['emmy'] }],
    [(preview) => policy(LATE, {}, preview), { graded: ['emmy'] }],
    [(preview) => release(LATE, false, null, preview), { released: ['emmy'] }],
    [(preview) => penalty(null, preview), {}],
    [(preview) => release(LATE, true, null, preview), { released: ['emmy'] }],
  ];
  const news = async () => {
    const [extension, graded, released] = await Promise.all(
      (['extension', 'graded', 'released'] as const).map(async (kind) =>
        Object.keys(await told(kind)).toSorted(),
      ),
    );
    const count = await server.db.notification.count({
      where: { kind: { in: ['extension', 'graded', 'released'] } },
    });
    expect(count).toBe([extension, graded, released].flat().length);
    await server.db.notification.deleteMany();
    await server.db.mail.deleteMany();
    return { extension, graded, released };
  };
  await news();
  for (const [index, [act, whom]] of ACTS.entries()) {
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const before = await act(true);
    expect([index, await news()]).toEqual([index, { extension: [], graded: [], released: [] }]);
    await act(false);
    expect([index, await news()]).toEqual([index, { extension: [], graded: [], released: [], ...whom }]);
    // Whoever is told was named before.
    const named = (before as { changes?: { student: { name: string } }[] } | undefined)?.changes;
    if (named)
      expect(named.map(({ student }) => student.name)).toEqual(
        expect.arrayContaining([...new Set(Object.values(whom).flat())]),
      );
  }
});

test('who is invited to a course gets a mail with their link, and comes in by it', async () => {
  const body = { name: 'Nova', email: 'nova@example.org', role: 'student' as const };
  await grace.call(operations.addPerson, { params, body });
  const [mail, ...more] = await server.db.mail.findMany({ where: { address: body.email } });
  expect([mail?.kind, mail?.subject, more]).toEqual([
    'course_invitation',
    'Your invitation to C 1, Course',
    [],
  ]);
  const token = mail!.path.split('#')[1]!;
  const nova = new Client(server.app);
  await nova.refresh();
  const account = { name: 'Nova', email: body.email, password: 'a long password' };
  await nova.call(operations.joinCourse, { body: { token, account } });
  await nova.refresh();
  expect(await nova.call(operations.getCourse, { params })).toMatchObject({ role: 'student' });
});
