/** The story of a prep sheet: group, drafts, submission, grading by people, release, feedback to every member. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { GradeConflict } from '../../contract/grading.ts';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { accept, textsOf } from '../support/groups.ts';
import { AFTER_DUE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, mary: Client, tess: Client, grace: Client;
let submissionId = '';

beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy, mary, tess, grace] = (await Promise.all(
    ['ada', 'emmy', 'mary', 'tess', 'grace'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client, Client];
});
afterAll(() => server.close());

const question = (id: string) => ({ ...SHEET, question: id });
const ids = (...names: string[]) => Promise.all(names.map((name) => server.userId(name)));
const progress = async (client: Client) => {
  const { assignments } = await client.call(operations.listAssignments, { params: { course: COURSE } });
  return assignments.find(({ slug }) => slug === 'sheet')?.mine;
};

test('a student finds the sheet with its questions and without its rubric', async () => {
  const sheet = await ada.call(operations.getAssignment, { params: SHEET });
  expect(sheet.questions.map(({ label, title }) => [label, title])).toEqual([
    ['1', 'First'],
    ['2', 'Second'],
  ]);
  expect(JSON.stringify(sheet)).not.toMatch(/No formula|rubric/);
  expect(await progress(ada)).toMatchObject({ progress: 'not_started', members: [] });
});

test('three students become one group, each by accepting', async () => {
  const [emmyId = '', sofiaId = ''] = await ids('emmy', 'sofia');
  const invited = await ada.call(operations.inviteToMyGroup, { params: SHEET, body: { userId: emmyId } });
  expect(invited.group?.members.map(({ name }) => name)).toEqual(['ada']);
  expect(invited.invited.map(({ person }) => person.name)).toEqual(['emmy']);
  expect((await progress(emmy))?.invitations.map(({ invitedBy }) => invitedBy.name)).toEqual(['ada']);
  await accept(SHEET, emmy);
  await emmy.call(operations.inviteToMyGroup, { params: SHEET, body: { userId: sofiaId } });
  await accept(SHEET, await server.as('sofia'));
  const hers = await emmy.call(operations.getMyGroup, { params: SHEET });
  expect(hers.group?.members.map(({ name }) => name)).toEqual(['ada', 'emmy', 'sofia']);
});

test('a fourth is too many, and only students are invited', async () => {
  const [maryId = '', tessId = ''] = await ids('mary', 'tess');
  const four = await ada.fail(operations.inviteToMyGroup, { params: SHEET, body: { userId: maryId } });
  expect([four.code, four.message]).toEqual(['group_conflict', 'A group has at most 3 members here.']);
  const staff = await mary.fail(operations.inviteToMyGroup, { params: SHEET, body: { userId: tessId } });
  expect(staff.code).toBe('unacceptable');
});

test('a draft is shared, and two who write at once lose nothing', async () => {
  const params = { ...SHEET, key: 'one' };
  await ada.call(operations.writeText, { params, body: { text: 'Ada: $\\theta$' } });
  expect(await textsOf(SHEET, emmy)).toEqual({ one: 'Ada: $\\theta$' });
  expect(await textsOf(SHEET, mary)).toEqual({});
  expect(await progress(ada)).toMatchObject({ progress: 'draft' });
});

test('an empty sheet and an unknown question are refused', async () => {
  const submit = (answers: Record<string, string>) =>
    ada.fail(operations.createSubmission, { params: SHEET, body: { idempotencyKey: randomUUID(), answers } });
  expect((await submit({ one: ' ' })).code).toBe('unacceptable');
  expect((await submit({ three: 'text' })).message).toContain('three');
});

test('handing in once more with the same key is the same submission', async () => {
  const body = { idempotencyKey: randomUUID(), answers: { one: 'First $x$', two: 'Second' } };
  const submission = await ada.call(operations.createSubmission, { params: SHEET, body });
  const again = await ada.call(operations.createSubmission, { params: SHEET, body });
  expect([submission.number, again.number, again.id]).toEqual([1, 1, submission.id]);
  submissionId = submission.id;
  expect(await progress(emmy)).toMatchObject({
    progress: 'submitted',
    submission: { number: 1, late: false },
  });
});

test('two submissions at once are numbered one after the other', async () => {
  const submit = (client: Client) =>
    client.call(operations.createSubmission, {
      params: SHEET,
      body: { idempotencyKey: randomUUID(), answers: { one: 'First $x$', two: 'Second' } },
    });
  const both = await Promise.all([submit(ada), submit(emmy)]);
  expect(both.map(({ number }) => number).sort()).toEqual([2, 3]);
  const { submissions } = await ada.call(operations.listSubmissions, { params: SHEET });
  expect(submissions.map(({ number, counts }) => [number, counts])).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ]);
  submissionId = submissions[0]?.id ?? '';
});

test('the receipt names all members and hashes that anybody can check', async () => {
  const receipt = await emmy.call(operations.getReceipt, { params: { submissionId } });
  expect(receipt.members.map(({ name }) => name)).toEqual(['ada', 'emmy', 'sofia']);
  const sha256 = async (text: string) =>
    Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex');
  const parts = [
    ['one', await sha256('First $x$')],
    ['two', await sha256('Second')],
  ];
  expect(receipt.contents.map((content) => [content.name, content.sha256])).toEqual(parts);
  expect(receipt.contentHash).toBe(await sha256(JSON.stringify(parts)));
});

test('a submission cannot be changed, not even past the application', async () => {
  await expect(
    server.db.answer.updateMany({ where: { submissionId }, data: { text: 'better' } }),
  ).rejects.toThrow(/immutable/);
});

test('a TA grades question by question with rubric items', async () => {
  const before = await tess.call(operations.listGradingQuestions, { params: SHEET });
  expect(before.questions.map(({ id, answers, graded }) => [id, answers, graded])).toEqual([
    ['one', 1, 0],
    ['two', 1, 0],
  ]);
  const answer = await tess.call(operations.getGradingAnswer, { params: { submissionId, question: 'two' } });
  expect(answer).toMatchObject({ answer: 'Second', position: 1, total: 1, score: null });
  expect(answer.rubric.map(({ key, text, points }) => [key, text, points])).toEqual([
    [1, 'Correct', 0],
    [2, 'No formula', -1.5],
  ]);
  const grade = (id: string, appliedItemIds: string[], extra = {}) =>
    tess.call(operations.gradeAnswer, {
      params: { submissionId, question: id },
      body: { appliedItemIds, baseRevision: 0, ...extra },
    });
  const [correct, noFormula] = answer.rubric;
  expect(
    await grade('two', [noFormula?.id ?? ''], { adjustment: 0.25, comment: 'Show $v_t$.' }),
  ).toMatchObject({
    score: 0.75,
  });
  const graded = await grade('one', [], { fullMarks: true });
  expect(graded.score).toBe(1);
  const wrongQuestion = await tess.fail(operations.gradeAnswer, {
    params: { submissionId, question: 'one' },
    body: { appliedItemIds: [correct?.id ?? ''], baseRevision: graded.revision },
  });
  expect(wrongQuestion.code).toBe('unacceptable');
});

test('a second grader who looked earlier is told of the first', async () => {
  const conflict = await grace.fail(operations.gradeAnswer, {
    params: { submissionId, question: 'two' },
    body: { appliedItemIds: [], baseRevision: 0 },
  });
  expect(conflict.code).toBe('grade_conflict');
  expect((conflict.details as GradeConflict).theirs?.score).toBe(0.75);
});

test('editing a rubric item changes every answer that has it; keys are never used twice', async () => {
  const { items } = await tess.call(operations.listRubricItems, { params: question('two') });
  const edit = await tess.call(operations.editRubricItem, {
    params: { rubricItemId: items[1]?.id ?? '' },
    body: { points: -1 },
  });
  expect([edit.item.text, edit.affectedAnswers]).toEqual(['No formula', 1]);
  const { score, grade } = await tess.call(operations.getGradingAnswer, {
    params: { submissionId, question: 'two' },
  });
  expect(score).toBe(1.25);
  const create = () =>
    tess.call(operations.createRubricItem, {
      params: question('two'),
      body: { text: 'Unclear', points: -0.5 },
    });
  const third = await create();
  await tess.call(operations.archiveRubricItem, { params: { rubricItemId: third.id } });
  expect([third.key, (await create()).key]).toEqual([3, 4]);
  const archived = await tess.fail(operations.gradeAnswer, {
    params: { submissionId, question: 'two' },
    body: { appliedItemIds: [third.id], baseRevision: grade?.revision ?? 0 },
  });
  expect(archived.code).toBe('unacceptable');
});

test('before the release no member sees a grade', async () => {
  const feedback = await emmy.call(operations.getFeedback, { params: SHEET });
  expect(feedback.score).toBeNull();
  expect(
    feedback.questions.map(({ state, score, comment, rubricItems }) => [state, score, comment, rubricItems]),
  ).toEqual([
    ['not_released', null, '', []],
    ['not_released', null, '', []],
  ]);
  expect(await progress(emmy)).toMatchObject({ progress: 'graded', score: null });
});

test('after the release every member sees it, and nothing more can be handed in', async () => {
  server.clock.now = AFTER_DUE;
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  for (const name of ['ada', 'emmy', 'sofia']) {
    const client = await server.as(name);
    const feedback = await client.call(operations.getFeedback, { params: SHEET });
    expect([feedback.score, feedback.maxScore]).toEqual([2.25, 3]);
    expect(feedback.questions[1]).toMatchObject({
      score: 1.25,
      comment: 'Show $v_t$.',
      rubricItems: [{ text: 'No formula', points: -1 }],
      adjustment: 0.25,
    });
    expect(await progress(client)).toMatchObject({ progress: 'released', score: 2.25 });
  }
  const late = await ada.fail(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'more' } },
  });
  expect(late.code).toBe('locked');
  expect((await mary.fail(operations.getFeedback, { params: SHEET })).status).toBe(404);
});

test('the gradebook has it for every member, and a blank for who handed in nothing', async () => {
  const { assignments, rows } = await tess.call(operations.getGradebook, { params: { course: COURSE } });
  const column = assignments.findIndex(({ slug }) => slug === 'sheet');
  expect(
    rows.map(({ student, cells }) => [student.name, cells[column]?.status, cells[column]?.score]),
  ).toEqual([
    ['ada', 'released', 2.25],
    ['emmy', 'released', 2.25],
    ['mary', 'missing', null],
    ['sofia', 'released', 2.25],
  ]);
});

test('the CSV runs no formula of a student’s in a spreadsheet', async () => {
  await server.db.user.update({
    where: { email: 'mary@example.org' },
    data: { name: '=HYPERLINK("http://evil.example";"click")' },
  });
  const csv = await grace.call(operations.exportGradebook, { params: { course: COURSE } });
  expect(csv).toContain('sheet (of 3)');
  expect(csv).toContain('"\'=HYPERLINK(""http://evil.example"";""click"")"');
  expect(csv).toMatch(/ada,ada@example\.org,(.*,)?2\.25,released/);
});

test('who did it is written down', async () => {
  const events = await server.db.auditEvent.findMany({
    where: { action: 'gradeAnswer' },
    orderBy: { at: 'asc' },
  });
  expect(events.map(({ actorId }) => actorId)).toEqual([
    await server.userId('tess'),
    await server.userId('tess'),
  ]);
  await expect(server.db.auditEvent.deleteMany()).rejects.toThrow(/immutable/);
});
