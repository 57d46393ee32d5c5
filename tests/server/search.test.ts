/**
 * Who finds what in a course, under a random play of its sets, dates and people. What a person may find is asked of the operations that
 * show it: the sets that open for them, and the roster. Nothing else is in an answer, not even in part.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AssignmentView } from '../../contract/assignments.ts';
import { operations } from '../../contract/index.ts';
import { MOST_FOUND } from '../../contract/search.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { BEFORE_DUE, COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261130);
const ROUNDS = 40;
const params = { course: COURSE };
const STUDENTS = ['ada', 'emmy', 'sofia'];
const STAFF = ['tess', 'grace', 'otto'];

let server: TestServer;
let clients: Map<string, Client>;
const as = (name: string): Client => clients.get(name)!;
const search = (by: Client, text: string) => by.call(operations.searchCourse, { params, query: { text } });
const inCourse = (assignment: string) => ({ ...params, assignment });

/** Words that no other text of the course has, so that a leak is seen. */
const SETS = [
  ['set-a', 'Quasar Day 1', ['Moménta of Zürich', 'Gravitas'], ['1', '2']],
  ['set-b', 'Pulsar Day 2', ['Regolith', 'Магнитуда'], ['3', '3b']],
  ['set-c', 'Nebula Day 10', ['Perihelion 4', 'Syzygy'], ['10', '11']],
  ['set-d', 'Corona Day 3', ['Umbra', 'Penumbra'], ['1', '4']],
] as const;
const PEOPLE = [
  ['Ángela Ruiz Cornejo', 'aruiz@far.example'],
  ['Зоя Космодемьянская', 'zoya@far.example'],
  ['Ruiz-Meyer, Quirin', 'qrm@near.example'],
  ['Ulla von Angelis', 'ulla@near.example'],
] as const;

const filesOf = (title: string, [one, two]: readonly [string, string], labels: readonly [string, string]) =>
  titled(title, {
    ...SHEET_FILES,
    'questions/one/question.yaml': `kind: written\nid: one\nlabel: '${labels[0]}'\ntitle: ${one}\npoints: 1\n`,
    'questions/two/question.yaml': `kind: written\nid: two\nlabel: '${labels[1]}'\ntitle: ${two}\npoints: 2\n`,
  });

beforeAll(async () => {
  server = await startTestServer();
  const { db } = server;
  const { passwordHash } = await db.user.findFirstOrThrow({ where: { email: 'tess@example.org' } });
  const course = await db.course.findFirstOrThrow();
  const otto = await db.user.create({ data: { email: 'otto@example.org', name: 'otto', passwordHash } });
  await db.enrolment.create({ data: { courseId: course.id, userId: otto.id, role: 'observer' } });
  await db.user.update({ where: { email: 'grace@example.org' }, data: { isAdministrator: true } });
  const names = [...STUDENTS, ...STAFF, 'stranger'];
  clients = new Map(await Promise.all(names.map(async (name) => [name, await server.as(name)] as const)));
  for (const [slug, title, questions, labels] of SETS)
    await as('grace').call(operations.publishAssignment, {
      params,
      body: { files: filesOf(title, questions, labels), slug, due: '2027-03-01T12:00:00.000Z' },
    });
  for (const [name, email] of PEOPLE) {
    const user = await db.user.create({ data: { email, name, passwordHash } });
    await db.enrolment.create({ data: { courseId: course.id, userId: user.id, role: 'student' } });
  }
  const expected = { name: 'Ángel Expected', email: 'expected@near.example', role: 'student' as const };
  await as('grace').call(operations.addPerson, { params, body: expected });
});
afterAll(() => server.close());

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What a person may open, of all sets. */
async function opened(by: Client): Promise<Map<string, AssignmentView>> {
  const views = new Map<string, AssignmentView>();
  for (const slug of ['sheet', 'code', ...SETS.map(([each]) => each)]) {
    const { status, body } = await by.send(operations.getAssignment, { params: inCourse(slug) });
    if (status === 200) views.set(slug, body as AssignmentView);
    else expect(status).toBe(404);
  }
  return views;
}

/** One word, or several that belong to one thing: what it must find, by the words of the operation. */
async function check(name: string, views: Map<string, AssignmentView>, text: string): Promise<void> {
  const by = as(name);
  const isStaff = STAFF.includes(name);
  const words = plain(text).split(/\s+/);
  const found = await search(by, text);

  const sets = [...views.values()].filter(({ slug, title }) =>
    words.every((word) => plain(title).includes(word) || slug.includes(word)),
  );
  expect(found.sets.count).toBe(sets.length);
  expect(new Set(found.sets.shown.map(({ slug }) => slug))).toEqual(new Set(sets.map(({ slug }) => slug)));

  const questions = [...views.values()].flatMap(({ slug, title, questions: all }) =>
    all
      .filter((each) => {
        const own = (word: string) =>
          plain(each.title).includes(word) || plain(each.label ?? '').startsWith(word);
        const around = (word: string) => plain(title).includes(word) || slug.includes(word);
        return words.some(own) && words.every((word) => own(word) || around(word));
      })
      .map(({ id }) => `${slug} ${id}`),
  );
  expect(found.questions.count).toBe(questions.length);
  const shown = found.questions.shown.map(({ set, id }) => `${set} ${id}`);
  expect(shown.length).toBe(Math.min(questions.length, MOST_FOUND));
  expect(questions).toEqual(expect.arrayContaining(shown));

  if (!isStaff) {
    expect(found.people).toEqual({ shown: [], count: 0 });
    const unseen = SETS.filter(([slug]) => !views.has(slug));
    const secret = [...unseen.flatMap(([slug, title, titles]) => [slug, title, ...titles]), ...PEOPLE.flat()];
    expect(secret.filter((each) => JSON.stringify(found).includes(each))).toEqual([]);
    return;
  }
  const roster = await by.call(operations.listRoster, { params });
  const people = [...roster.people, ...roster.invited].filter(
    (each) =>
      !each.email.endsWith('@deleted.invalid') &&
      !each.name.startsWith('Deleted person') &&
      words.every((word) => plain(each.name).includes(word) || each.email.includes(word)),
  );
  expect(found.people.count).toBe(people.length);
  expect(people.map(({ email }) => email)).toEqual(
    expect.arrayContaining(found.people.shown.map(({ email }) => email)),
  );
  const hasLeft = found.people.shown.map((each) => each.hasLeft);
  expect(hasLeft).toEqual(hasLeft.toSorted());
}

test('under any states of sets, dates and people each finds what they may open, and nothing of the rest', async () => {
  const { random, pick } = playOf(SEED);
  const grace = as('grace');
  const state = (slug: string, to: 'open' | 'hidden' | 'archived') =>
    grace.call(operations.changeSetState, { params: inCourse(slug), body: { state: to } });
  const opens = (slug: string, at: string | null) =>
    grace.call(operations.decideSetPolicy, {
      params: inCourse(slug),
      body: {
        policy: {
          late: null,
          category: null,
          weight: 1,
          anonymous: null,
          closes: null,
          heldBack: {},
          opens: at,
        },
      },
    });
  const leave = async (active: boolean) => {
    const { id } = await server.db.user.findFirstOrThrow({ where: { email: pick(PEOPLE)[1] } });
    return grace.send(operations.changeEnrolment, { params: { ...params, userId: id }, body: { active } });
  };
  const handIn = (slug: string) =>
    as(pick(STUDENTS)).send(operations.createSubmission, {
      params: inCourse(slug),
      body: { idempotencyKey: randomUUID(), answers: { one: 'Mine', two: 'Too' } },
    });
  const acts: ((slug: string) => Promise<unknown>)[] = [
    (slug) => state(slug, 'hidden'),
    (slug) => state(slug, 'hidden'),
    (slug) => state(slug, 'archived'),
    (slug) => state(slug, 'open'),
    (slug) => opens(slug, '2027-02-01 09:00'),
    (slug) => opens(slug, '2027-02-01 09:00'),
    (slug) => opens(slug, null),
    handIn,
    () => leave(false),
    () => leave(true),
  ];
  /** A piece of a word, in another case and without its marks now and then; with a word of what is around it. */
  const query = (): string => {
    const [slug, title, titles, labels] = pick(SETS);
    const whole = pick([
      title,
      pick(titles),
      pick(labels),
      slug,
      ...pick(PEOPLE),
      'Expected',
      'otto',
      'example',
    ]);
    const word = pick(whole.split(/[ ,@]+/));
    const from = random(word.length);
    const piece = random(3) === 0 ? word : word.slice(from, from + 1 + random(4)) || word;
    const made = random(2) === 0 ? piece.toUpperCase() : random(2) === 0 ? plain(piece) : piece;
    return random(3) === 0 ? `${pick(title.split(' '))}  ${made}` : made;
  };
  /** What the play hid from the students whom it asked. */
  const unseen = { takenBack: 0, notOpen: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    server.clock.now = pick([BEFORE_DUE, BEFORE_DUE, new Date('2027-02-10T12:00:00Z')]);
    await pick(acts)(pick(SETS)[0]);
    for (const name of [pick(STUDENTS), pick(STAFF)]) {
      const views = await opened(as(name));
      for (const { slug, hiddenAt } of await server.db.assignment.findMany())
        if (STUDENTS.includes(name) && !views.has(slug)) unseen[hiddenAt ? 'takenBack' : 'notOpen'] += 1;
      for (let each = 0; each < 3; each += 1) await check(name, views, query());
    }
  }
  expect(Math.min(unseen.takenBack, unseen.notOpen)).toBeGreaterThan(ROUNDS / 4);
}, 240_000);

test('people are found in any letters, whose name begins so first; who was deleted is not found by who they were', async () => {
  const body = { name: 'Vera Ängström', email: 'vera@near.example', role: 'student' as const };
  await as('grace').call(operations.addPerson, { params, body });
  await as('grace').call(operations.addPerson, {
    params,
    body: { ...body, name: 'Ängström, Anders', email: 'anders@near.example' },
  });
  const { shown } = (await search(as('tess'), 'angstrom')).people;
  expect(shown.map(({ id, name }) => [id, name])).toEqual([
    [null, 'Ängström, Anders'],
    [null, 'Vera Ängström'],
  ]);
  expect((await search(as('tess'), 'КОСМО')).people.count).toBe(1);
  const erased = { email: 'zoya@far.example', confirmation: 'zoya@far.example' };
  await as('grace').call(operations.erasePerson, { body: erased });
  for (const text of ['КОСМО', 'zoya', 'deleted'])
    expect((await search(as('tess'), text)).people).toEqual({ shown: [], count: 0 });
});

test('of a class of many some are shown and all are counted; who is in no course searches in none', async () => {
  const course = await server.db.course.findFirstOrThrow();
  for (let each = 0; each < 2 * MOST_FOUND; each += 1) {
    const user = await server.db.user.create({
      data: { email: `many${each}@x.example`, name: `Crowd ${each}` },
    });
    await server.db.enrolment.create({ data: { courseId: course.id, userId: user.id, role: 'student' } });
  }
  const { shown, count } = (await search(as('otto'), 'crowd')).people;
  expect([shown.length, count]).toEqual([MOST_FOUND, 2 * MOST_FOUND]);
  expect(
    (await as('stranger').fail(operations.searchCourse, { params, query: { text: 'crowd' } })).status,
  ).toBe(403);
  expect((await as('ada').fail(operations.searchCourse, { params, query: { text: '  ' } })).code).toBe(
    'invalid_request',
  );
});
