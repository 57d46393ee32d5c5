/** What outlives a term: a course as a file and back again, its end, and what is kept of a person. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipSync, zipSync } from 'fflate';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import { NO_TRIER } from '../../server/trials/trier.ts';
import { mailToken } from '../../server/features/mail/mailToken.ts';
import { LEFT_OUT, TABLES } from '../../server/features/course-files/tables.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import {
  CODE,
  COURSE,
  PASSWORD,
  SHEET,
  keptWrongly,
  passEverything,
  startTestServer,
  eventually,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, tess: Client, grace: Client, root: Client;
let submissionId = '';
const params = { course: COURSE };
const SAID = 'Said about the word';
/** So long that its row is read in a process of its own when the course is brought back. */
const DRAFT = `A draft of “one”.${' Long.'.repeat(30_000)}`;
const SECRET_NOTE = 'a note that no student reads';

beforeAll(async () => {
  server = await startTestServer(NO_TRIER, { mailMode: 'shown' });
  const { passwordHash } = await server.db.user.findFirstOrThrow();
  await server.db.user.create({
    data: { email: 'root@example.org', name: 'root', passwordHash, isAdministrator: true },
  });
  const [a, e, t, g, r] = await Promise.all(
    ['ada', 'emmy', 'tess', 'grace', 'root'].map((name) => server.as(name)),
  );
  [ada, emmy, tess, grace, root] = [a!, e!, t!, g!, r!];
  await joinUp(SHEET, ada, [emmy]);
  const hand = (client: Client, place: typeof SHEET, body: object) =>
    client.call(operations.createSubmission, {
      params: place,
      body: { idempotencyKey: randomUUID(), ...body },
    });
  await hand(ada, SHEET, { answers: { one: 'First try', two: 'x' } });
  submissionId = (await hand(emmy, SHEET, { answers: { one: 'Word of Ada', two: 'Word of Emmy' } })).id;
  await hand(ada, CODE, { file: { name: 'optim.js', text: SGD_SOURCE } });
  await server.work(passEverything);
  await eventually(
    () => server.db.gradingRun.count({ where: { state: 'done' } }),
    (done) => done > 0,
  );
  await ada.call(operations.writeText, {
    params: { ...SHEET, key: 'one' },
    body: { text: DRAFT },
  });
  const { items } = await tess.call(operations.listRubricItems, { params: { ...SHEET, question: 'two' } });
  const grade = (question: string, appliedItemIds: string[], baseRevision: number) =>
    tess.call(operations.gradeAnswer, {
      params: { submissionId, question },
      body: { appliedItemIds, fullMarks: appliedItemIds.length === 0, baseRevision, comment: 'seen' },
    });
  await grade('one', [], 0);
  const first = await grade('two', [items[0]!.id], 0);
  await grade('two', [items[1]!.id], first.revision);
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  await ada.call(operations.askForRegrade, {
    params: { submissionId, question: 'two' },
    body: { reason: 'Please look again.' },
  });
  await tess.call(operations.addInlineComment, {
    params: { submissionId, question: 'two' },
    body: { id: randomUUID(), start: 0, end: 4, text: SAID },
  });
  const mary = await server.userId('mary');
  await grace.call(operations.addNote, {
    params: { ...params, userId: await server.userId('ada') },
    body: { text: SECRET_NOTE },
  });
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: { target: { kind: 'student', userId: mary }, until: '2026-12-05 12:00', reason: 'ill' },
  });
});
afterAll(() => server.close());

async function zipOf(client: Client, url: string): Promise<Record<string, string>> {
  const answer = await client.raw('get', url).responseType('blob');
  expect([url, answer.status, answer.headers['content-type']]).toEqual([url, 200, 'application/zip']);
  bytes = answer.body as Buffer;
  const entries = Object.entries(unzipSync(new Uint8Array(bytes)));
  return Object.fromEntries(entries.map(([name, data]) => [name, new TextDecoder().decode(data)]));
}
let bytes: Buffer = Buffer.alloc(0);

const exportOf = (client: Client, course: string) =>
  zipOf(client, urlOf(operations.exportCourse, { course }));

async function bringBack(client: Client, file: Buffer, slug?: string) {
  const { csrfToken } = await client.refresh();
  const answer = await client
    .raw('post', urlOf(operations.importCourse, {}, { slug }))
    .set({ [CSRF_HEADER]: csrfToken, 'Content-Type': 'application/octet-stream' })
    .send(file);
  return { status: answer.status, body: answer.body as { slug?: string; error?: { message: string } } };
}

/** Rows without what is new in a copy: ids become the order in which they come, numbers of decisions likewise. */
function plain(entries: Record<string, string>): string[] {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    if (!names.has(id)) names.set(id, `#${names.size}`);
    return names.get(id)!;
  };
  // Whoever brings a course back is in it, too.
  const others = ['audit_events', 'enrolments'];
  return TABLES.filter(({ name }) => !others.includes(name)).flatMap(({ name }) =>
    (entries[`data/${name}.jsonl`] ?? '')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, nameOf)
      .replace(
        /"(revision|supersedes|undoes)": (\d+)/g,
        (_, key: string, number: string) =>
          `"${key}": ${nameOf(name === 'policy_decisions' ? `policy ${number}` : `decision ${number}`)}`,
      )
      .replace(/"slug": "course(-2)?"/, '"slug": "course"')
      .split('\n')
      .map((line) => `${name} ${line}`),
  );
}

test('every table is in an export, or somebody has said why not', async () => {
  const rows = await server.db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`;
  const accounted = [...TABLES.map(({ name }) => name), ...Object.keys(LEFT_OUT)];
  expect(accounted.sort()).toEqual(rows.map(({ name }) => name).sort());
});

test('a zip larger than any export is refused before it is unpacked, and says in what', async () => {
  const courses = await server.db.course.count();
  const many = zipSync(
    Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`${n}`, new Uint8Array()])),
  );
  const long = zipSync({ 'course.json': new Uint8Array(65 * 2 ** 20).fill(97) });
  expect(long.length).toBeLessThan(200_000);
  const said = [];
  for (const file of [many, long]) {
    const { status, body } = await bringBack(root, Buffer.from(file));
    said.push([status, body.error?.message]);
  }
  expect(said).toEqual([
    [422, expect.stringContaining('it has 1001 entries, more than 1000. Nothing was changed.')],
    [422, expect.stringContaining('course.json has more than 4 MB. Nothing was changed.')],
  ]);
  expect(await server.db.course.count()).toBe(courses);
});

test('a course goes into a file and comes back as it was, beside the other; a second export says the same', async () => {
  const entries = await exportOf(grace, COURSE);
  const file = bytes;
  expect(Object.keys(entries)).toEqual(
    expect.arrayContaining(['README.txt', 'sets/sheet/assignment.yaml', 'gradebook.csv']),
  );
  const written =
    Object.keys(entries).find((name) => /^submissions\/sheet\/ada-emmy-2-.*\/answers\.md$/.test(name)) ?? '';
  expect(entries[written]).toContain('Word of Emmy');
  for (const secret of ['argon2', 'token', PASSWORD])
    expect(JSON.stringify(entries).includes(secret)).toBe(false);

  expect(await bringBack(grace, file)).toMatchObject({ status: 403 });
  expect((await bringBack(root, file)).body.error?.message).toContain('/c/course already');
  expect(await bringBack(root, file, 'course-2')).toMatchObject({ status: 201, body: { slug: 'course-2' } });
  const again = await exportOf(grace, 'course-2');
  expect(plain(again)).toEqual(plain(entries));
  const enrolled = (zip: Record<string, string>) =>
    (zip['data/enrolments.jsonl'] ?? '').trim().split('\n').length;
  expect(enrolled(again)).toBe(enrolled(entries) + 1);
  expect(again['gradebook.csv']).toBe(entries['gradebook.csv']);
  expect(await keptWrongly(server.db)).toEqual([]);

  // It is a course of its own: a grade there changes nothing here.
  const seen = (course: string) =>
    ada
      .call(operations.getFeedback, { params: { course, assignment: 'sheet' } })
      .then(({ questions }) => questions[1]?.score);
  expect(await seen('course-2')).toBe(0.5);
  const copy = await server.db.submission.findFirstOrThrow({
    where: { number: 2, group: { assignment: { slug: 'sheet', course: { slug: 'course-2' } } } },
  });
  expect(copy.id).not.toBe(submissionId);
  const { grade } = await tess.call(operations.getGradingAnswer, {
    params: { submissionId: copy.id, question: 'two' },
  });
  await tess.call(operations.gradeAnswer, {
    params: { submissionId: copy.id, question: 'two' },
    body: { appliedItemIds: [], fullMarks: true, baseRevision: grade?.revision ?? 0 },
  });
  expect([await seen('course-2'), await seen(COURSE)]).toEqual([2, 0.5]);
});

test('a file that is none, or names what is not in it, changes nothing', async () => {
  await exportOf(grace, COURSE);
  const tampered = (name: string, change: (text: string) => string) => {
    const files = unzipSync(new Uint8Array(bytes));
    files[name] = new TextEncoder().encode(change(new TextDecoder().decode(files[name])));
    return Buffer.from(zipSync(files));
  };
  const inLongRows = (change: (line: string) => string) =>
    tampered('data/document_updates.jsonl', (text) =>
      text
        .split('\n')
        .map((line) => (line.length > DRAFT.length ? change(line) : line))
        .join('\n'),
    );
  const count = () => server.db.course.count();
  const before = await count();
  const stranger = randomUUID();
  const users = await server.db.user.count();
  for (const [what, file] of [
    ['no zip', Buffer.from('PK nothing')],
    ['no course', Buffer.from(zipSync({ 'a.txt': new Uint8Array(3) }))],
    [
      'a group that is not in it',
      tampered('data/group_members.jsonl', (text) =>
        text.replace(/"group_id": "[^"]*"/, `"group_id": "${stranger}"`),
      ),
    ],
    [
      'a person who is not in it',
      tampered('data/enrolments.jsonl', (text) =>
        text.replace(/"user_id": "[^"]*"/, `"user_id": "${stranger}"`),
      ),
    ],
    ['no JSON', tampered('data/answers.jsonl', () => '{')],
    [
      'a column that is not there',
      tampered('data/answers.jsonl', (text) => text.replace('"text":', '"words":')),
    ],
    ['no JSON in a long row', inLongRows((line) => line.slice(0, -1))],
    [
      'a person in a long row who is not in it',
      inLongRows((line) => line.replace(/"user_id": "[^"]*"/, `"user_id": "${stranger}"`)),
    ],
    ['a column of a long row that is not there', inLongRows((line) => line.replace('"data":', '"words":'))],
    [
      'no number',
      tampered('data/submissions.jsonl', (text) => text.replace(/"number": \d+/, '"number": "x"')),
    ],
  ] as const) {
    const answer = await bringBack(root, file, 'course-3');
    expect([what, answer.status, answer.body.error?.message]).toEqual([
      what,
      422,
      expect.stringContaining('Nothing was changed'),
    ]);
  }
  expect([await count(), await server.db.user.count()]).toEqual([before, users]);
});

test('a person takes along what is kept of them, as far as they may see it', async () => {
  const entries = await zipOf(ada, operations.exportMyData.path);
  const person = JSON.parse(entries['person.json'] ?? '') as {
    courses: { slug: string; sets: { slug: string; feedback: object | null }[] }[];
  };
  expect(entries['submissions/course/sheet/2/two.md']).toBe('Word of Emmy');
  expect(entries['submissions/course/code/1/optim.js']).toBe(SGD_SOURCE);
  expect(Object.values(entries)).toContain(DRAFT);
  const all = JSON.stringify(entries);
  expect(all).toContain('Please look again.');
  expect(all).toContain('No formula');
  expect(all).toContain(SAID);
  // Not of staff, and not before the release.
  expect(all).not.toContain(SECRET_NOTE);
  expect(all).not.toMatch(/argon2|emmy@example/);
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
  const before = JSON.parse(
    (await zipOf(ada, operations.exportMyData.path))['person.json'] ?? '',
  ) as typeof person;
  const hidden = JSON.stringify(before.courses.find(({ slug }) => slug === COURSE));
  // The copy of the course is another one, where they are out.
  const parts = ['Please look again.', 'No formula', SAID, 'Word of Emmy'];
  expect(parts.map((part) => hidden.includes(part))).toEqual([false, false, false, true]);
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  expect(person.courses.map(({ slug }) => slug)).toContain(COURSE);
  expect((await grace.raw('get', `${operations.exportPersonalData.path}?email=ada@example.org`)).status).toBe(
    403,
  );
  const byRoot = await zipOf(root, `${operations.exportPersonalData.path}?email=ada@example.org`);
  expect(Object.keys(byRoot)).toEqual(Object.keys(entries));
});

test('who comments on answers takes their own words along, and nothing of the answers', async () => {
  const entries = await zipOf(tess, operations.exportMyData.path);
  const { comments } = JSON.parse(entries['person.json'] ?? '') as { comments: object[] };
  // One of the course, one of its copy.
  expect(comments).toMatchObject(
    [COURSE, 'course-2'].map((course) => ({
      course,
      set: 'sheet',
      question: 'two',
      events: [{ act: 'written', text: SAID }],
    })),
  );
  expect(JSON.stringify(entries)).not.toMatch(/Word of|ada|emmy/);
});

test('who somebody was is taken out, and others’ work and all grades stay', async () => {
  const erase = (email: string, confirmation = email) =>
    root.send(operations.erasePerson, { body: { email, confirmation } });
  expect((await erase('ada@example.org', 'yes')).status).toBe(422);
  expect((await erase('root@example.org')).status).toBe(422);
  expect((await erase('grace@example.org')).body).toMatchObject({
    error: { message: expect.stringContaining('no instructor') },
  });
  const id = await server.userId('ada');
  const gradebook = async () => {
    const { rows } = await grace.call(operations.getGradebook, { params });
    return rows.map(({ student, cells }) => [student.id, cells.map(({ score }) => score)]).sort();
  };
  const before = await gradebook();
  const { name } = (await erase('Ada@example.org')).body as { name: string };
  expect(name).toMatch(/^Deleted person/);
  expect((await ada.refresh()).user).toBeNull();
  const again = new Client(server.app);
  await expect(again.signIn('ada@example.org', PASSWORD)).rejects.toThrow('401');
  // As of anybody who has left: the row goes, the grades are read on the person’s page, and others keep theirs.
  expect(await gradebook()).toEqual(before.filter(([student]) => student !== id));
  // What was said about their answer stays their group's; what somebody said is no more theirs by name.
  const { name: grader } = (await erase('tess@example.org')).body as { name: string };
  const feedback = await emmy.call(operations.getFeedback, { params: SHEET });
  expect(feedback.questions[1]?.inlineComments).toMatchObject([{ text: SAID, by: { name: grader } }]);
  expect(feedback.questions[1]?.score).toBe(0.5);
  const student = await grace.call(operations.getStudent, { params: { ...params, userId: id } });
  expect(student).toMatchObject({ person: { name, studentId: '' }, notes: [] });
  const [, scores] = before.find(([userId]) => userId === id) as [string, (number | null)[]];
  expect(student.sets.map(({ cell }) => cell.score)).toEqual(scores);
  expect(
    student.sets.find(({ slug }) => slug === 'sheet')?.submissions[0]?.members.map((member) => member.name),
  ).toContain(name);
  expect(JSON.stringify(await server.db.user.findMany())).not.toContain('ada@example.org');
  expect(
    await server.db.mail.count({ where: { OR: [{ userId: id }, { address: 'ada@example.org' }] } }),
  ).toBe(0);
});

test('whoever is taken out is named by no row any more, whoever was told of them, and the log says the same but for words', async () => {
  const [before, after] = ['q.marker+1@before.example', 'marker@after.example'];
  const body = {
    email: before,
    name: 'Mar|ker (Q.) Invited',
    studentId: 'mark-4711',
    role: 'student',
  } as const;
  await grace.call(operations.addPerson, { params, body });
  const { invitations } = await grace.call(operations.listLinks, { params });
  const account = { name: 'Zoë "Q" Mar\\ker*', password: PASSWORD };
  const zoe = new Client(server.app);
  await zoe.refresh();
  await zoe.call(operations.joinCourse, { body: { token: invitations[0]!.token, account } });
  await zoe.signIn(before, PASSWORD);
  const { id } = await server.db.user.findUniqueOrThrow({ where: { email: before } });
  const { csrfToken } = await grace.refresh();
  const csv = `Name,Email,SID,Section\nx,${before},mark-4712,B\n`;
  const upload = (query = '') =>
    grace
      .raw('post', `${urlOf(operations.importRoster, params)}${query}`)
      .set({ [CSRF_HEADER]: csrfToken, 'Content-Type': 'application/octet-stream' })
      .send(Buffer.from(csv));
  const { digest } = (await upload()).body as { digest: string };
  expect((await upload(`?confirm=${digest}`)).status).toBe(200);
  const mary = await server.as('mary');
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: false } });
  await joinUp(SHEET, zoe, [mary]);
  const idempotencyKey = randomUUID();
  await zoe.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey, answers: { one: '1' } },
  });
  // Who stays is told who went; and once more, when they are in no course any more.
  await zoe.call(operations.leaveMyGroup, { params: SHEET });
  await joinUp(SHEET, zoe, [mary]);
  const ask = (email: string) =>
    zoe.call(operations.askForEmailChange, { body: { email, password: PASSWORD } });
  // Somebody else's, which is no trace of theirs.
  await ask('emmy@example.org');
  server.clock.now = new Date(server.clock.now.getTime() + 60_000);
  await ask(after);
  for (const address of [before, after]) {
    const mail = await server.db.mail.findFirstOrThrow({
      where: { address },
      orderBy: { writtenAt: 'desc' },
    });
    await zoe.call(operations.confirmEmail, { body: { token: mailToken('secret', mail.id) } });
  }
  await grace.call(operations.addPerson, {
    params: { course: 'course-2' },
    body: { email: after, name: 'Marker of another course', role: 'student' },
  });

  const holding = async () => {
    const tables = await server.db.$queryRaw<{ name: string }[]>`
      SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`;
    const found = [];
    for (const { name } of tables) {
      const rows = await server.db.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM ${name} AS t WHERE t::text ~* 'mar\\W*ker|mark-471' LIMIT 1`,
      );
      if (rows.length > 0) found.push(name);
    }
    return found.sort();
  };
  const log = () => server.db.auditEvent.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  const then = await log();
  expect(await holding()).toEqual(
    ['audit_events', 'course_invitations', 'enrolments', 'mails', 'notifications', 'users'].map(
      (name) => `public.${name}`,
    ),
  );
  const { name } = await root.call(operations.erasePerson, { body: { email: after, confirmation: after } });
  expect(await holding()).toEqual([]);

  const now = (await log()).filter(({ action, subject }) => action !== 'erasePerson' || subject !== id);
  const facts = ({ id: row, at, actorId, courseId, action }: (typeof now)[number]) => [
    row,
    at,
    actorId,
    courseId,
    action,
  ];
  expect(now.map(facts)).toEqual(then.map(facts));
  const wasNamed = ({ subject, details }: (typeof now)[number]) =>
    /mar\W*ker|mark-471/i.test(subject + JSON.stringify(details)) || subject === id;
  expect(now.filter((_, at) => !wasNamed(then[at]!))).toEqual(then.filter((row) => !wasNamed(row)));
  expect(JSON.stringify(now)).toContain(name);
  const { notices } = await mary.call(operations.listNotices);
  expect(notices.find(({ kind }) => kind === 'receipt')?.text).toContain(`Submitted by ${name} for `);
  // No way leads into it any more, and nothing but this changes a row of the log.
  expect((await grace.fail(operations.createPasswordLink, { params: { ...params, userId: id } })).code).toBe(
    'unacceptable',
  );
  for (const change of [`action = 'x'`, `details = '{}'`])
    await expect(server.db.$executeRawUnsafe(`UPDATE audit_events SET ${change}`)).rejects.toThrow(
      'immutable',
    );
});

test('somebody who is called as a word of the log takes nothing else along', async () => {
  const email = 'plain@example.org';
  const { id: userId } = await server.db.user.create({ data: { email, name: 'student' } });
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({ data: { courseId, userId, role: 'student' } });
  await grace.call(operations.changeEnrolment, { params: { ...params, userId }, body: { role: 'observer' } });
  const log = () =>
    server.db.auditEvent.findMany({ where: { courseId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  const before = await log();
  expect(before.at(-1)?.details).toMatchObject({ before: { role: 'student' }, after: { role: 'observer' } });
  await root.call(operations.erasePerson, { body: { email, confirmation: email } });
  expect(await log()).toEqual(before);
});

test('a course ends for ever when its address is typed, and no other with it', async () => {
  const others = await exportOf(grace, 'course-2');
  const remove = (confirmation: string, client = grace) =>
    client.send(operations.deleteCourse, { params, body: { confirmation } });
  expect((await remove('yes')).status).toBe(422);
  expect((await remove(COURSE, emmy)).status).toBe(403);
  await grace.call(operations.archiveCourse, { params, body: { archived: true } });
  const course = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  expect((await remove(COURSE)).status).toBe(200);
  expect((await grace.fail(operations.getCourse, { params })).code).toBe('not_found');
  for (const { name, where } of TABLES.filter((table) => table.name !== 'audit_events')) {
    const rows = await server.db.$queryRawUnsafe<unknown[]>(
      `SELECT 1 FROM "${name}" WHERE ${where} LIMIT 1`,
      course.id,
    );
    expect([name, rows.length]).toEqual([name, 0]);
  }
  const events = await server.db.auditEvent.findMany({
    where: { courseId: course.id, action: 'deleteCourse' },
  });
  expect(events).toMatchObject([{ subject: COURSE, details: { code: 'C 1', submissions: 4 } }]);
  expect(plain(await exportOf(grace, 'course-2'))).toEqual(plain(others));

  // Rows that never change are still deleted by nothing else.
  await expect(server.db.$executeRaw`DELETE FROM grade_decisions`).rejects.toThrow('immutable');
  const { courses } = await root.call(operations.listAllCourses);
  expect(courses.map(({ slug, people }) => [slug, people])).toEqual([['course-2', 5]]);
  expect(
    (await grace.fail(operations.deleteAnyCourse, { body: { course: 'course-2', confirmation: 'course-2' } }))
      .code,
  ).toBe('forbidden');
  await root.call(operations.deleteAnyCourse, { body: { course: 'course-2', confirmation: 'course-2' } });
  expect(await server.db.submission.count()).toBe(0);
});
