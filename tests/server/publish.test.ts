/** Publishing from files: versions, mistakes with file and line, what is refused. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AssignmentProblems } from '../../contract/assignments.ts';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import { asBytes } from '../support/client.ts';
import type { Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let grace: Client;
const params = { course: COURSE };
beforeAll(async () => {
  server = await startTestServer();
  grace = await server.as('grace');
});
afterAll(() => server.close());

test('a folder as a browser sends it names the assignment', async () => {
  const files = Object.fromEntries(
    Object.entries(titled('Another', SHEET_FILES)).map(([path, text]) => [`other/${path}`, text]),
  );
  const published = await grace.call(operations.publishAssignment, { params, body: { files } });
  expect([published.slug, published.version, published.change]).toEqual(['other', 1, 'new']);
});

test('equal files make no version, changed ones make the next, and the rubric of people stays', async () => {
  const publish = (files: Record<string, string>) =>
    grace.call(operations.publishAssignment, { params, body: { files, slug: 'sheet' } });
  expect(await publish(SHEET_FILES)).toMatchObject({ version: 1, change: 'unchanged' });
  const rubric = () => grace.call(operations.listRubricItems, { params: { ...SHEET, question: 'one' } });
  const before = await rubric();
  const changed = { ...SHEET_FILES, 'questions/one/statement.md': 'Say more.\n' };
  const check = await grace.call(operations.checkAssignment, {
    params,
    body: { files: changed, slug: 'sheet' },
  });
  expect(check.outcome).toMatchObject({ change: 'changed', assignment: { version: 2 } });
  expect(await publish(changed)).toMatchObject({ version: 2, change: 'changed' });
  expect(await rubric()).toEqual(before);
  const view = await grace.call(operations.getAssignment, { params: SHEET });
  expect([view.version, view.questions[0]?.statement]).toEqual([2, 'Say more.\n']);
  const { versions } = await grace.call(operations.listVersions, { params: SHEET });
  expect(versions.map(({ number, publishedBy }) => [number, publishedBy.name])).toEqual([
    [2, 'grace'],
    [1, 'grace'],
  ]);
  await expect(server.db.assignmentVersion.updateMany({ data: { number: 7 } })).rejects.toThrow(/immutable/);
});

test('all mistakes come at once, with file and line, and nothing is published', async () => {
  const files = {
    ...SHEET_FILES,
    'questions/one/question.yaml': 'kind: written\nid: one\ntitle: First\npoints: -1\n',
    'questions/two/statement.md': undefined,
  };
  const body = { files: JSON.parse(JSON.stringify(files)) as Record<string, string>, slug: 'broken' };
  const error = await grace.fail(operations.publishAssignment, { params, body });
  expect(error).toMatchObject({ status: 422, code: 'assignment_problems' });
  const { problems } = error.details as AssignmentProblems;
  expect(problems).toContainEqual(expect.objectContaining({ file: 'questions/one/question.yaml', line: 4 }));
  expect(problems).toContainEqual(expect.objectContaining({ file: 'questions/two/statement.md' }));
  const check = await grace.call(operations.checkAssignment, { params, body });
  expect(check).toEqual({ problems, outcome: null });
  expect(await server.db.assignment.count({ where: { slug: 'broken' } })).toBe(0);
});

test('no two sets of a course have the same title, whoever publishes at once', async () => {
  const publish = (slug: string, title: string) =>
    grace.send(operations.publishAssignment, { params, body: { files: titled(title, SHEET_FILES), slug } });
  // As readers see it.
  const twin = { params, body: { files: titled("'a  SHEET '", SHEET_FILES), slug: 'twin' } };
  const { problems, outcome } = await grace.call(operations.checkAssignment, twin);
  expect({ problems, outcome }).toEqual({
    problems: [
      expect.objectContaining({
        severity: 'error',
        file: 'assignment.yaml',
        line: 1,
        message: expect.stringMatching(/^title: the set sheet of this course is called so, too/),
      }),
    ],
    outcome: null,
  });
  expect(await grace.fail(operations.publishAssignment, twin)).toMatchObject({
    code: 'assignment_problems',
    details: { problems },
  });
  expect(await server.db.assignment.count({ where: { slug: 'twin' } })).toBe(0);
  const names = Array.from({ length: 8 }, (_, i) => `at-once-${i}`);
  const answers = await Promise.all(names.map((slug) => publish(slug, 'At once')));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(7).fill(422)]);
  // A title that nobody has any more is free again.
  const first = names[answers.findIndex(({ status }) => status === 201)]!;
  expect((await publish(first, 'Before')).status).toBe(201);
  expect((await publish('later', 'At once')).status).toBe(201);
});

test.each([
  ['no name', { files: SHEET_FILES }],
  ['a path outside the folder', { files: { ...SHEET_FILES, '../../x.yaml': '' }, slug: 'x' }],
])('%s is refused', async (_, body) => {
  expect((await grace.fail(operations.publishAssignment, { params, body })).status).toBe(422);
});

test('a short name heads the column and is found; it is nobody else’s, and the next term and a course that is brought back have it', async () => {
  const body = (title: string, short: string) => ({
    files: {
      ...SHEET_FILES,
      'assignment.yaml': `short: ${short}\n${titled(title, SHEET_FILES)['assignment.yaml']}`,
    },
    slug: title.toLowerCase(),
  });
  await grace.call(operations.publishAssignment, { params, body: body('Momentum', 'Day 9') });
  const shortIn = async (course: string) => {
    const { assignments } = await grace.call(operations.getGradebook, { params: { course } });
    return Object.fromEntries(assignments.map(({ slug, short }) => [slug, short]));
  };
  // Of a set without one its title stands there.
  expect(await shortIn(COURSE)).toMatchObject({ momentum: 'Day 9', sheet: 'A sheet' });
  const { assignments } = await grace.call(operations.listAssignments, { params });
  expect(assignments.find(({ slug }) => slug === 'momentum')).toMatchObject({
    title: 'Momentum',
    short: 'Day 9',
  });
  const found = await grace.call(operations.searchCourse, { params, query: { text: 'day 9' } });
  expect(found.sets.shown.map(({ slug }) => slug)).toEqual(['momentum']);

  // In a column a title and a short name stand side by side.
  for (const [title, short, fields] of [
    ['Other', 'day  9', ['short']],
    ['Day 9', 'New', ['title']],
    ['Momentum', 'Day 9', ['title', 'short']],
  ] as const) {
    const twin = { ...body(title, short), slug: 'twin' };
    const { problems } = await grace.call(operations.checkAssignment, { params, body: twin });
    expect(problems.map(({ message }) => message.split(':')[0])).toEqual(fields);
    expect((await grace.fail(operations.publishAssignment, { params, body: twin })).code).toBe(
      'assignment_problems',
    );
  }
  const long = await grace.call(operations.checkAssignment, { params, body: body('Long', 'x'.repeat(25)) });
  expect(long.problems).toMatchObject([{ severity: 'error', file: 'assignment.yaml', line: 1 }]);

  const next = { slug: 'next', code: 'C 1', title: 'Course', term: 'Next', timeZone: 'America/New_York' };
  await grace.call(operations.copyCourse, { params, body: { ...next, shiftDays: 182 } });
  expect(await shortIn('next')).toMatchObject({ momentum: 'Day 9' });
  const { body: zip } = await asBytes(grace.raw('get', `/api/courses/${COURSE}/export`));
  await server.db.user.update({ where: { email: 'grace@example.org' }, data: { isAdministrator: true } });
  await grace.call(operations.importCourse, { query: { slug: 'back' }, body: zip as Buffer<ArrayBuffer> });
  expect(await shortIn('back')).toMatchObject({ momentum: 'Day 9' });
});
