/** Acts of the command line on a real server: shown first, done after a yes, and never more than the token's owner may. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACTS } from '../../cli/acts/index.ts';
import { commandOf } from '../../cli/acts/command.ts';
import { UsageError } from '../../cli/exit.ts';
import { operations } from '../../contract/index.ts';
import { TOKEN_SCOPES } from '../../contract/tokens.ts';
import type { TokenScope } from '../../contract/tokens.ts';
import { joinUp } from '../support/groups.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let address = '';
let directory = '';
const tokens = new Map<string, string>();
const EVERYTHING = Object.keys(TOKEN_SCOPES) as TokenScope[];

beforeAll(async () => {
  server = await startTestServer();
  address = await server.listen();
  directory = await mkdtemp(join(tmpdir(), 'stepwise-acts-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
  await server.close();
});

async function tokenOf(name: string, scopes = EVERYTHING): Promise<string> {
  const client = await server.as(name);
  return (await client.call(operations.makeToken, { body: { name: 'laptop', scopes, days: 30 } })).token;
}

interface Done {
  code: number | undefined;
  out: string;
  json: unknown;
}

/** An act as its process would do it, in this one. @param line such as `person list course`, with words in quotes */
async function act(name: string, line: string, ...more: string[]): Promise<Done> {
  if (!tokens.has(name)) tokens.set(name, await tokenOf(name));
  const words = [...line.split(' '), ...more];
  const found = ACTS.find((each) => each.words === words.slice(0, 2).join(' '))!;
  const command = new Command().exitOverride();
  command.addCommand(commandOf(found).copyInheritedSettings(command));
  let out = '';
  const written = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  process.env.STEPWISE_TOKEN = tokens.get(name);
  try {
    await command.parseAsync([...words.slice(1), '--server', address], { from: 'user' });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.exitCode = 2;
    out += error.message;
  } finally {
    written.mockRestore();
    delete process.env.STEPWISE_TOKEN;
  }
  const code = process.exitCode as number;
  process.exitCode = undefined;
  return { code, out, json: more.includes('--json') ? (JSON.parse(out) as unknown) : null };
}

test('a course is made, copied, archived, opened and deleted; what is not confirmed is not done', async () => {
  const make = ['--code', 'C 2', '--title', 'New', '--term', 'Now', '--time-zone', 'Europe/Berlin'];
  const refused = await act('grace', 'course create fresh', ...make, '--yes');
  expect([refused.code, refused.out]).toEqual([2, expect.stringContaining('administrators')]);
  await server.db.user.update({ where: { email: 'stranger@example.org' }, data: { isAdministrator: true } });
  const asked = await act('stranger', 'course create fresh', ...make);
  expect([asked.code, asked.out]).toEqual([
    1,
    expect.stringMatching(/C 2, New, Now.*[^]*Nothing was changed/),
  ]);
  expect(await server.db.course.count({ where: { slug: 'fresh' } })).toBe(0);
  expect((await act('stranger', 'course create fresh', ...make, '--yes')).code).toBe(0);

  const copied = await act(
    'grace',
    `course copy ${COURSE} next`,
    '--term',
    'Next',
    '--shift-days',
    '182',
    '--yes',
    '--json',
  );
  expect(copied.json).toMatchObject({
    plan: { slug: 'next', code: 'C 1', sets: [{ dueAt: '2027-06-01T18:30:00.000Z' }, {}] },
    done: { slug: 'next' },
  });
  expect((await act('grace', 'course change next', '--yes')).code).toBe(2);
  const changed = await act('grace', 'course change next', '--title', 'Another', '--yes');
  expect([changed.code, changed.out]).toEqual([0, expect.stringContaining('→ Another')]);
  expect(await server.db.course.findUniqueOrThrow({ where: { slug: 'next' } })).toMatchObject({
    title: 'Another',
    term: 'Next',
  });
  expect((await act('grace', 'course archive next', '--yes')).code).toBe(0);
  const add = ['--name', 'New', '--role', 'student', '--yes'];
  const archived = await act('grace', 'person add next new@example.org', ...add);
  expect([archived.code, archived.out]).toEqual([2, expect.stringContaining('archived')]);
  expect((await act('grace', 'course archive next', '--reopen', '--yes')).code).toBe(0);
  expect((await act('grace', 'course delete next', '--yes')).code).toBe(2);
  expect((await act('grace', 'course delete next', '--confirm', 'next')).code).toBe(1);
  expect((await act('grace', 'course delete next', '--confirm', 'next', '--yes')).code).toBe(0);
  expect((await act('stranger', 'course delete fresh', '--any', '--confirm', 'fresh', '--yes')).code).toBe(0);
  const { json } = await act('stranger', 'course list', '--all', '--json');
  expect(json).toMatchObject([{ slug: COURSE }]);
});

test('one person is added and changed, and what is kept of them is handed out and taken out', async () => {
  const add = await act(
    'grace',
    `person add ${COURSE} new@example.org`,
    '--name',
    'Nova',
    '--role',
    'ta',
    '--yes',
  );
  expect([add.code, add.out]).toEqual([0, expect.stringContaining('+ Nova, new@example.org, ta')]);
  expect((await act('grace', `person list ${COURSE}`)).out).toMatch(/new@example.org, Nova, ta \(invited\)/);
  const change = ['--section', '001', '--student-id', '77'];
  const seen = await act('grace', `person change ${COURSE} sofia@example.org`, ...change, '--json');
  expect(seen).toMatchObject({ code: 1, json: { done: null } });
  expect(await act('grace', `person change ${COURSE} sofia@example.org`, ...change, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/section none → 001[^]*studentId none → 77/),
  });
  const again = await act('grace', `person change ${COURSE} sofia@example.org`, ...change);
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('already')]);
  expect((await act('grace', `person change ${COURSE} new@example.org`, '--active', 'no')).out).toMatch(
    /invited/,
  );
  expect(
    (await act('grace', `person change ${COURSE} sofia@example.org`, '--active', 'no', '--yes')).code,
  ).toBe(0);

  const zip = join(directory, 'sofia.zip');
  expect((await act('grace', 'person export sofia@example.org', '--out', zip)).code).toBe(2);
  expect((await act('stranger', 'person export sofia@example.org', '--out', zip)).code).toBe(0);
  expect((await readFile(zip)).subarray(0, 2).toString()).toBe('PK');
  // Somebody's file is not written over.
  expect((await act('stranger', 'person export sofia@example.org', '--out', zip)).code).toBe(2);
  expect((await act('stranger', 'person erase sofia@example.org', '--yes')).code).toBe(2);
  const confirmed = ['--confirm', 'sofia@example.org', '--yes'];
  expect((await act('stranger', 'person erase sofia@example.org', ...confirmed)).code).toBe(0);
  expect(await server.db.user.count({ where: { email: 'sofia@example.org' } })).toBe(0);
});

test('other times and policies say whom they change, and are taken back', async () => {
  const [ada, emmy] = await Promise.all([server.as('ada'), server.as('emmy')]);
  await joinUp(SHEET, ada!, [emmy!]);
  const grant = `extension grant ${COURSE} sheet`;
  const rest = ['--until', '2026-12-05 14:30', '--reason', 'ill'];
  expect((await act('grace', grant, ...rest)).out).toMatch(/say whom it is for/);
  const seen = await act('grace', grant, '--student', 'mary@example.org', ...rest);
  expect([seen.code, seen.out]).toEqual([
    1,
    expect.stringMatching(/~ mary, sheet: due 2026-12-01 14:30 → 2026-12-05 14:30.*\n1 student is changed/),
  ]);
  const window = await act('grace', grant, '--group', 'ada@example.org', ...rest, '--window', '3d');
  expect([window.code, window.out]).toEqual([2, expect.stringContaining('no late window is longer')]);
  expect(await server.db.extension.count()).toBe(0);
  expect((await act('grace', grant, '--student', 'mary@example.org', ...rest, '--yes')).code).toBe(0);
  const group = await act('grace', grant, '--group', 'ada@example.org', ...rest, '--yes');
  expect([group.code, group.out]).toEqual([0, expect.stringContaining('2 students are changed')]);
  const { json } = await act('grace', `extension list ${COURSE} sheet`, '--json');
  const [first] = (json as { extensions: { id: string }[] }).extensions;
  expect((await act('grace', `extension revoke ${COURSE} sheet ${first!.id}`, '--yes')).code).toBe(0);
  expect(await server.db.extension.count()).toBe(1);

  const patch = ['--patch', '{"lateDays": 3, "late": {"graceMinutes": 10}}'];
  expect(await act('grace', `policy change ${COURSE}`, ...patch)).toMatchObject({ code: 1 });
  expect((await act('grace', `policy change ${COURSE}`, ...patch, '--yes')).code).toBe(0);
  expect((await act('grace', `policy show ${COURSE}`, '--json')).json).toMatchObject({
    lateDays: 3,
    late: { graceMinutes: 10, missing: 'zero' },
  });
  const closing = ['--patch', '{"closes": "2026-12-04 12:00"}', '--yes'];
  const set = await act('grace', `policy change ${COURSE} sheet`, ...closing);
  expect([set.code, set.out]).toEqual([0, expect.stringMatching(/taken until – → 2026-12-04 12:00/)]);
  expect((await act('grace', `policy show ${COURSE} sheet`, '--json')).json).toMatchObject({
    closes: '2026-12-04 12:00',
  });
  expect((await act('grace', `policy change ${COURSE} sheet`, '--as-in-file', '--yes')).code).toBe(0);
  expect((await act('grace', `policy change ${COURSE}`, '--patch', '{"lateDays": -1}', '--yes')).code).toBe(
    2,
  );
  expect((await act('grace', `policy change ${COURSE}`, '--patch', '{')).code).toBe(2);
});

test('grades come out and are taken back; a request is taken, answered and closed by a TA’s token', async () => {
  const ada = await server.as('ada');
  const { id: submissionId } = await ada.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'x', two: 'y' } },
  });
  const tess = await server.as('tess');
  const item = await tess.call(operations.createRubricItem, {
    params: { ...SHEET, question: 'two' },
    body: { text: 'No root', points: -1.5 },
  });
  for (const question of ['one', 'two'])
    await tess.call(operations.gradeAnswer, {
      params: { submissionId, question },
      body: {
        appliedItemIds: question === 'two' ? [item.id] : [],
        fullMarks: question === 'one',
        baseRevision: 0,
      },
    });
  // Each person's tokens are answered so often in a minute, and grace has used hers above.
  const becomes = (role: 'instructor' | 'student') =>
    server.db.enrolment.updateMany({ where: { user: { email: 'mary@example.org' } }, data: { role } });
  await becomes('instructor');
  const release = `grades release ${COURSE} sheet`;
  // By the server's clock there is time yet, whatever day it is on the machine of whoever asks.
  const seen = await act('mary', release);
  expect([seen.code, seen.out]).toEqual([
    1,
    expect.stringMatching(
      /two: 1 of 1 graded[^]*nobody can hand in[^]*~ ada, sheet: grades out – → yes\n[^]*students are changed/,
    ),
  ]);
  const planned = await act('mary', release, '--at', '2026-12-10 09:00');
  expect([planned.code, planned.out]).toEqual([
    1,
    expect.stringContaining('~ ada, sheet: grades out – → 2026-12-10 09:00\n'),
  ]);
  expect((await act('mary', release, '--at', '2026-12-10 09:00', '--yes')).code).toBe(0);
  expect((await act('mary', release, '--yes')).code).toBe(0);
  const scores = async () =>
    (await ada.call(operations.getFeedback, { params: SHEET })).questions.map(({ score }) => score);
  const takeBack = `grades take-back ${COURSE} sheet`;
  const before = await scores();
  for (const [question, words] of [
    ['one', /~ ada, sheet: grades out yes → yes, .* held back\n/],
    ['', /~ ada, sheet: grades out yes → –\n/],
  ] as const) {
    const hiding = await act('mary', takeBack, ...(question ? ['--question', question] : []));
    expect([hiding.code, hiding.out]).toEqual([1, expect.stringMatching(words)]);
  }
  expect(await scores()).toEqual(before);
  expect((await act('mary', takeBack, '--question', 'one', '--yes')).code).toBe(0);
  const held = await scores();
  const shownAgain = await act('mary', release, '--question', 'one', '--yes');
  expect([shownAgain.code, shownAgain.out]).toEqual([
    0,
    expect.stringMatching(/~ ada, sheet: grades out yes, .* held back → yes\n/),
  ]);
  const all = await scores();
  expect([held[0], all[0] !== null]).toEqual([null, true]);

  const made = await ada.call(operations.askForRegrade, {
    params: { submissionId, question: 'two' },
    body: { reason: 'Line 2 has the root.', itemId: item.id },
  });
  const about = `${COURSE} ${made.id}`;
  expect((await act('tess', `request list ${COURSE}`)).out).toMatch(
    /sheet\/two: ada.*; open, taken by nobody/,
  );
  expect((await act('tess', `request take ${about}`, '--yes')).code).toBe(0);
  expect((await act('tess', `request take ${about}`, '--to', 'grace', '--note', 'yours', '--yes')).code).toBe(
    0,
  );
  expect((await act('tess', `request reply ${about}`, '--text', 'We look.', '--yes')).code).toBe(0);
  const closing = ['--take', String(item.key), '--adjustment', '-0.5', '--reply', 'You are right.'];
  const plan = await act('tess', `request close ${about}`, ...closing, '--json');
  const { after } = (plan.json as { plan: { after: number } }).plan;
  expect((await act('tess', `request close ${about}`, ...closing, '--yes')).code).toBe(0);
  expect((await scores())[1]).toBe(after);
  const shown = await act('tess', `request show ${about}`);
  expect(shown.out).toMatch(/closed[^]*You are right/);
  expect((await act('tess', `request list ${COURSE}`, '--over')).out).toContain(made.id);
  expect((await act('mary', takeBack, '--yes')).code).toBe(0);
  expect(
    (await server.db.assignment.findFirstOrThrow({ where: { slug: 'sheet' } })).gradesReleasedAt,
  ).toBeNull();
  await becomes('student');
});

test('a class, its links, groups, notes and scores come by the command line, too; a set is opened', async () => {
  const { id: TIMES } = await server.db.assignment.findFirstOrThrow({ where: { slug: 'sheet' } });
  await server.db.extension.deleteMany();
  // Each person's tokens are answered so often in a minute, and grace has used hers above.
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const userId = await server.userId('stranger');
  await server.db.enrolment.create({ data: { courseId, userId, role: 'instructor' } });
  const csv = async (name: string, text: string) => {
    const file = join(directory, name);
    await writeFile(file, text);
    return file;
  };
  const grant = `extension grant ${COURSE} sheet`;
  const until = ['--until', '2026-12-05 14:30', '--reason', 'ill', '--yes'];
  const people = await csv(
    'class.csv',
    'Name,Email,Section\nLise,lise@x.edu,B\nada,ada@example.org,B\nx,nowhere,\n',
  );
  const importing = `person import ${COURSE} ${people}`;
  expect((await act('stranger', importing)).code).toBe(1);
  expect(await server.db.courseInvitation.count({ where: { email: 'lise@x.edu' } })).toBe(0);
  expect((await act('stranger', importing, '--yes')).out).toMatch(
    /\+ Lise, lise@x.edu, student\n~ ada@example.org: section none → B\n! line 4: nowhere[^]*Done/,
  );
  // Whoever comes into a section with more time is named before.
  expect((await act('stranger', grant, '--section', 'B', ...until)).out).toMatch(/~ ada, sheet/);
  const joining = await csv('mary.csv', 'Name,Email,Section\nmary,mary@example.org,B\n');
  expect((await act('stranger', `person import ${COURSE} ${joining}`)).out).toMatch(
    /~ mary, sheet: due 2026-12-01 14:30 → 2026-12-05 14:30/,
  );
  expect(await act('stranger', importing)).toMatchObject({
    code: 0,
    out: expect.stringContaining('0 changed'),
  });

  const links = `person links ${COURSE}`;
  const token = (out: string) => /lise@x\.edu\t\S+#(\S+)/.exec(out)?.[1];
  const old = token((await act('stranger', links)).out);
  const renewed = await act('stranger', `person invitation ${COURSE} lise@x.edu`, '--renew', '--yes');
  expect([token(renewed.out) === old, token(renewed.out)]).toEqual([
    false,
    token((await act('stranger', links)).out),
  ]);
  expect((await act('stranger', `person join-link ${COURSE}`, '--yes')).out).toMatch(
    /whoever has it.*\/link#/,
  );
  expect((await act('stranger', `person join-link ${COURSE}`, '--close', '--yes')).code).toBe(0);
  expect((await act('stranger', `person invitation ${COURSE} lise@x.edu`, '--take-back', '--yes')).code).toBe(
    0,
  );
  expect((await act('stranger', links)).out).not.toMatch(/lise|whoever/);

  const arrange = `group arrange ${COURSE} sheet`;
  const both = ['--student', 'ada@example.org', '--student', 'mary@example.org', '--reason', 'As agreed'];
  expect((await act('tess', arrange, '--student', 'mary@example.org', '--reason', 'x')).code).toBe(2);
  expect((await act('tess', arrange, ...both)).code).toBe(1);
  expect(await server.db.groupMember.count({ where: { assignmentId: TIMES, user: { name: 'mary' } } })).toBe(
    0,
  );
  expect((await act('tess', arrange, ...both, '--yes')).code).toBe(0);
  expect((await act('tess', `group list ${COURSE} sheet`)).out).toMatch(/ada.*mary/);
  const apart = await csv('groups.csv', 'group,email\n1,mary@example.org\n');
  const splitting = `group import ${COURSE} sheet ${apart}`;
  const why = ['--reason', 'As agreed', '--yes'];
  expect((await act('tess', splitting, ...why)).out).toMatch(
    /~ 1: mary\n1 to change, 0 already so, 0 bad[^]*Done/,
  );
  expect(await act('tess', splitting, ...why)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^0 to change/),
  });

  const note = `person note ${COURSE} ada@example.org`;
  expect((await act('tess', note, '--text', 'Came by.', '--yes')).code).toBe(0);
  const shown = await act('tess', `person show ${COURSE} ada@example.org`);
  expect(shown.out).toMatch(
    /ada, ada@example.org, student, B\n[^]*sheet: .* of 3; due 2026-12-05 14:30 \(ill\)[^]*Came by/,
  );
  const id = /note (\S+), tess/.exec(shown.out)![1]!;
  expect((await act('tess', note, '--remove', id, '--yes')).code).toBe(0);

  const grace = await server.as('grace');
  const format = { format: 'stepwise' as const };
  const exported = await grace.call(operations.exportSetScores, { params: SHEET, query: format });
  const other = exported.replace(/^((?:ada|emmy),[^,]+),1,/gm, '$1,0.5,');
  expect(other).not.toBe(exported);
  const read = `grades import ${COURSE} ${await csv('scores.csv', other)}`;
  const point = async () => {
    const csvNow = await grace.call(operations.exportSetScores, { params: SHEET, query: format });
    return /^ada,[^,]+,([^,]*),/m.exec(csvNow)?.[1];
  };
  expect(await act('stranger', read)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/~ ada@example.org, sheet\/one: 1 → 0.5/),
  });
  expect(await point()).toBe('1');
  expect((await act('stranger', read, '--yes')).code).toBe(0);
  expect(await point()).toBe('0.5');
  const [, importId] = /^(\S+) .*stranger: A sheet/.exec(
    (await act('stranger', `grades imports ${COURSE}`)).out,
  )!;
  expect((await act('stranger', `grades undo-import ${COURSE} ${importId}`, '--yes')).out).toMatch(
    /1 put back/,
  );
  expect(await point()).toBe('1');

  expect((await act('stranger', `set state ${COURSE} sheet`, '--to', 'hidden', '--yes')).code).toBe(0);
  expect((await act('stranger', `set list ${COURSE}`)).out).toMatch(
    /^sheet: A sheet, version 1, due .*, hidden$/m,
  );
  expect((await act('stranger', `set state ${COURSE} sheet`, '--to', 'open', '--yes')).out).toMatch(
    /hidden → open/,
  );
  const days = await act(
    'stranger',
    `request policy ${COURSE} sheet`,
    '--days',
    '9',
    '--limit',
    'none',
    '--yes',
  );
  expect([days.code, days.out]).toEqual([0, expect.stringMatching(/~ days: 7 → 9\n~ limit: 3 → none/)]);
  expect((await act('stranger', `request policy ${COURSE} sheet`, '--days', '-1')).code).toBe(2);

  expect((await act('grace', 'mail list')).out).toMatch(/administrators/);
  await server.db.mail.updateMany({ data: { state: 'sent' } });
  expect((await act('stranger', 'mail retry', '--yes')).out).toMatch(/There is nothing to send/);
  await server.db.enrolment.deleteMany({ where: { userId } });
});

test('a token never does more than its owner may, nor than it is for', async () => {
  const acts = () => server.db.auditEvent.count({ where: { action: { not: 'makeToken' } } });
  const before = await acts();
  const patch = ['--patch', '{"lateDays": 9}', '--yes'];
  const whole = ['--section', '001', '--until', '2026-12-09 14:30', '--reason', 'all', '--yes'];
  for (const [name, line, ...more] of [
    ['tess', `person add ${COURSE} x@example.org`, '--name', 'X', '--role', 'ta', '--yes'],
    ['tess', `person change ${COURSE} mary@example.org`, '--role', 'instructor', '--yes'],
    ['tess', `policy change ${COURSE}`, ...patch],
    ['tess', `extension grant ${COURSE} sheet`, ...whole],
    ['tess', `grades release ${COURSE} sheet`, '--yes'],
    ['tess', `course archive ${COURSE}`, '--yes'],
    ['mary', `person list ${COURSE}`],
    ['mary', `request list ${COURSE}`],
    ['stranger', `policy show ${COURSE}`],
  ] as [string, string, ...string[]][]) {
    const { code, out } = await act(name, line, ...more);
    expect([name, line, code, out]).toEqual([name, line, 2, expect.stringMatching(/role|administrators/)]);
  }
  tokens.set('grace', await tokenOf('grace', ['people']));
  const beyond = await act('grace', `policy change ${COURSE}`, ...patch);
  expect([beyond.code, beyond.out]).toEqual([2, expect.stringMatching(/and nothing else/)]);
  expect(await acts()).toBe(before);
});
