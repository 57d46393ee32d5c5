/**
 * Law 27 for names: a TA calls every operation that they may call about two anonymous sets, and nothing that comes back, in body
 * or headers, holds a student's name, address or id, or the name of their image. What is about people holds nothing of their work.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { OperationId } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation } from '../../contract/operation.ts';
import { CSRF_HEADER } from '../../contract/session.ts';
import { POLICY } from '../../server/policy.ts';
import { answerNumbers } from '../../server/middleware/veil.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import { asBytes } from '../support/client.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { png } from '../support/images.ts';
import {
  AFTER_DUE,
  CODE,
  COURSE,
  SHEET,
  eventually,
  passEverything,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, mary: Client, tess: Client, grace: Client;
/** What nobody may read beside work: of each student the name, the address and the id, and what they called an image. */
const people: string[] = [];
/** What nobody may read beside a student: ids of work, and words of it. */
const work: string[] = [];
let sheet = '';
let code = '';
let values: Record<string, string> = {};

const params = { course: COURSE };
const WORDS = 'The running mean of squares is the whole idea';

async function renamed(name: string, to: string): Promise<string[]> {
  const { id, email } = await server.db.user.update({
    where: { email: `${name}@example.org` },
    data: { name: to },
  });
  return [id, email, ...to.split(' ')];
}

const submit = async (client: Client, set: typeof SHEET, body: object) => {
  const made = await client.call(operations.createSubmission, {
    params: set,
    body: { idempotencyKey: randomUUID(), ...body },
  });
  work.push(made.id);
  return made.id;
};
const release = (released: boolean) =>
  grace.call(operations.releaseGrades, { params: SHEET, body: { released } });
const anonymous = (on: boolean) =>
  grace.call(operations.decideCoursePolicy, { params, body: { policy: { anonymous: on } } });

beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy, mary, tess, grace] = (await Promise.all(
    ['ada', 'emmy', 'mary', 'tess', 'grace'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client, Client];
  const planted = { ada: 'Xanthippe Quillfeather', emmy: 'Zebulon Vandersnoot', mary: 'Ottoline Wibberley' };
  for (const [name, to] of Object.entries(planted)) people.push(...(await renamed(name, to)));
  await joinUp(SHEET, ada, [emmy]);
  const { csrfToken } = await ada.refresh();
  const url = urlOf(operations.uploadImage, SHEET, { name: 'figures/quillfeather-loss.png' });
  const image = await ada
    .raw('post', url)
    .set(CSRF_HEADER, csrfToken)
    .set('Content-Type', 'image/png')
    .send(png());
  const imageId = (image.body as { id: string }).id;
  const one = `${WORDS}:\n\n![quillfeather loss](figures/quillfeather-loss.png)`;
  sheet = await submit(ada, SHEET, { answers: { one, two: one } });
  server.clock.now = AFTER_DUE;
  await submit(mary, SHEET, { answers: { one: `${WORDS}.`, two: one } });
  const file = { name: 'optim.js', text: SGD_SOURCE };
  code = await submit(ada, CODE, { file });
  await submit(mary, CODE, { file });
  await server.work(passEverything);
  const isOver = async () =>
    (await server.db.gradingRun.count({ where: { state: { in: ['queued', 'running'] } } })) === 0;
  await eventually(isOver, Boolean);

  const grading = { appliedItemIds: [], adjustment: 1, comment: 'Good', baseRevision: 0 };
  await tess.call(operations.gradeAnswer, {
    params: { submissionId: sheet, question: 'two' },
    body: grading,
  });
  await grace.call(operations.gradeAnswer, {
    params: { submissionId: sheet, question: 'one' },
    body: grading,
  });
  // A request, of a time when grades were out.
  await release(true);
  const { id: requestId } = await ada.call(operations.askForRegrade, {
    params: { submissionId: sheet, question: 'two' },
    body: { itemId: null, passage: null, reason: 'Look again' },
  });
  await release(false);
  await grace.call(operations.grantExtension, {
    params: SHEET,
    body: {
      target: { kind: 'student', userId: await server.userId('mary') },
      until: '2026-12-24 12:00',
      reason: 'Ill',
    },
  });
  const { id: rerun } = await tess.call(operations.startRerun, { params: CODE, body: { scope: 'all' } });
  await eventually(isOver, Boolean);
  const item = await tess.call(operations.createRubricItem, {
    params: { ...SHEET, question: 'two' },
    body: { text: 'Item', points: -1 },
  });
  await anonymous(true);
  const tessId = await server.userId('tess');
  await grace.call(operations.assignRequest, {
    params: { submissionId: sheet, requestId },
    body: { from: null, to: tessId, note: 'Yours' },
  });
  await grace.call(operations.askForSecondGrading, {
    params: { ...SHEET, question: 'one' },
    body: { graderId: tessId, count: 1 },
  });
  const { groupId } = await server.db.submission.findUniqueOrThrow({ where: { id: sheet } });
  work.push(requestId, imageId, groupId, WORDS);
  values = {
    course: COURSE,
    imageId,
    requestId,
    rerun,
    rubricItemId: item.id,
    tessId,
    answerGroupId: item.id,
    noteId: item.id,
    commentId: COMMENT,
    savedCommentId: item.id,
    userId: await server.userId('mary'),
    left: work[0]!,
    right: work[1]!,
  };
});
afterAll(() => server.close());

const COMMENT = '0197c0de-0000-7000-8000-000000000001';
const CHOICE = { appliedItemIds: [], adjustment: 2, comment: '', baseRevision: 0 };
/** What a TA may send; where nothing stands here, nothing is sent. */
const bodies = (): Partial<Record<OperationId, object>> => ({
  addInlineComment: { id: COMMENT, start: 0, end: 4, text: 'Here' },
  addNote: { text: 'A note' },
  arrangeGroup: { userIds: [values.userId], arrangement: 'apart', reason: 'So' },
  assignRequest: { from: values.tessId, to: null, note: '' },
  claimAnswer: { hold: [] },
  closeRequest: { reply: 'No', grade: null },
  countSavedComment: { uses: 0 },
  decideSecondGrading: { ...CHOICE, seen: null },
  editInlineComment: { text: 'There', baseRevision: 1 },
  createRubricItem: { text: 'Another', points: -0.5 },
  editRubricItem: { points: -0.25 },
  formAnswerGroup: { name: 'Alike', submissionIds: [sheet] },
  gradeAnswer: CHOICE,
  gradeAnswerGroup: { ...CHOICE, groupName: 'Alike', answers: [{ submissionId: sheet, baseRevision: 0 }] },
  importGroups: { csv: 'group,email\n1,ada@example.org', reason: 'So', preview: true },
  markAnswer: { kind: 'flagged', reason: 'Look here' },
  nextAnswer: { after: null },
  pinSubmission: { userId: values.userId, reason: 'So' },
  previewRubricGroup: {
    name: 'Group',
    itemIds: [values.rubricItemId],
    exclusive: true,
    floor: null,
    cap: null,
  },
  previewRubricItem: { points: -0.75 },
  saveComment: { text: 'Where is the formula?' },
  tryCode: { file: { name: 'optim.js', text: SGD_SOURCE } },
  replyToRequest: { text: 'A reply' },
  setRubricGroup: { name: 'Group', itemIds: [values.rubricItemId], exclusive: true, floor: null, cap: null },
  startRerun: { scope: 'counting' },
  ungradeAnswerGroup: { answers: [{ submissionId: sheet, baseRevision: 0 }] },
});
const queries: Partial<Record<OperationId, Record<string, string>>> = {
  listSimilarWork: { work: 'one', terms: 'all' },
  compareWork: { work: 'one' },
  removeInlineComment: { baseRevision: '2' },
  searchCourse: { text: 'two' },
};

/** About people: names belong there, and work does not. */
const ABOUT_PEOPLE: readonly OperationId[] = [
  'addNote',
  'exportGradebook',
  'getGradebook',
  'getStudent',
  'listRoster',
  'removeNote',
];

/** Until names may be seen these are an instructor's; in the order in which they are asked for. */
const REFUSED: readonly OperationId[] = [
  'listExtensions',
  'listGroups',
  'getReceipt',
  'getQuestionScores',
  'getGradebookCell',
  'exportSetScores',
  'exportEvaluations',
  'arrangeGroup',
  'importGroups',
  'pinSubmission',
];

/** Of the answer that a colleague graded first. */
const ABOUT_ONE: readonly OperationId[] = [
  'getSecondGrading',
  'decideSecondGrading',
  'takeBackSecondGrading',
];

/** Not answered here: they are about no course, want a secret that the reader brings, or find nothing of theirs. */
const SAYS_NOTHING: readonly OperationId[] = [
  'getToken',
  'getSetup',
  'getCalendar',
  'listShownMails',
  'signIn',
  'signOut',
  'removeNote',
  'takeBackSecondGrading',
  'regradeSubmission',
  'changeSavedComment',
  'deleteSavedComment',
  'dissolveAnswerGroup',
  // What they say is of the text that they are sent; neither question asks for a rule.
  'readRule',
  'drawRule',
  // An author's.
  'getSetImage',
  // An instructor's, where the set has no names for TAs: it says who asks.
  'getRequest',
];

const answered: { id: OperationId; about: string; status: number; text: string }[] = [];

async function ask(
  { client, csrfToken }: { client: Client; csrfToken: string },
  id: OperationId,
  about: { set: typeof SHEET; question: string; submissionId: string },
) {
  const operation: Operation = operations[id];
  // What the walk knows nothing of is looked for by an id that nothing has.
  const unknown = Object.fromEntries(
    [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, values.rubricItemId!]),
  );
  const url = urlOf(
    operation,
    { ...unknown, ...values, ...about.set, question: about.question, submissionId: about.submissionId },
    queries[id],
  );
  const call = client.raw(operation.method, url).set(CSRF_HEADER, csrfToken).buffer(true);
  if (['application/octet-stream', 'text/event-stream'].includes(operation.responseType)) void asBytes(call);
  const body = bodies()[id];
  const { status, text, body: read, headers } = await (body ? call.send(body) : call);
  const whole = `${JSON.stringify(headers)} ${text ?? ''} ${Buffer.isBuffer(read) ? read.toString('latin1') : JSON.stringify(read)}`;
  answered.push({ id, about: about.set.assignment, status, text: whole.toLowerCase() });
}

test('no answer to a TA holds both a student and their work', async () => {
  // What is about no course may tell of one: notices, what is kept of oneself.
  const allowed = (Object.keys(POLICY) as OperationId[]).filter(
    (id) =>
      ['any', 'others'].includes(POLICY[id].ta) ||
      (POLICY[id].person === 'any' && operations[id].method === 'get'),
  );
  const ordered = [
    ...allowed.filter((id) => operations[id].method === 'get'),
    ...allowed.filter((id) => operations[id].method !== 'get'),
  ];
  const { csrfToken } = await tess.refresh();
  const asTa = { client: tess, csrfToken };
  for (const id of ordered)
    if (id !== 'signOut' && id !== 'signIn') {
      await ask(asTa, id, {
        set: SHEET,
        question: ABOUT_ONE.includes(id) ? 'one' : 'two',
        submissionId: sheet,
      });
      await ask(asTa, id, { set: CODE, question: 'sgd', submissionId: code });
    }
  const leaks = answered.flatMap(({ id, about, text }) => {
    const forbidden = ABOUT_PEOPLE.includes(id) ? work : people;
    return forbidden
      .filter((each) => text.includes(each.toLowerCase()))
      .map((each) => `${id} of ${about}: ${each}`);
  });
  expect(leaks).toEqual([]);
  expect(answered.filter(({ status }) => status >= 500)).toEqual([]);
  // An operation that is added tomorrow is played here, or says why it has nothing to tell.
  const played = new Set(answered.filter(({ status }) => status < 300).map(({ id }) => id));
  expect(ordered.filter((id) => !played.has(id) && !SAYS_NOTHING.includes(id))).toEqual([...REFUSED]);

  // The walk went where it should: these answered, and with work in them.
  const good = answered.filter(({ status }) => status < 300);
  expect([...new Set(good.map(({ id }) => id))]).toEqual(
    expect.arrayContaining([
      ...ABOUT_PEOPLE.filter((id) => id !== 'removeNote'),
      'claimAnswer',
      'compareWork',
      'exportTex',
      'getClassFaults',
      'getGradedCopy',
      'getGradingAnswer',
      'getRerun',
      'getSubmission',
      'getSubmissionImage',
      'gradeAnswerGroup',
      'listAnswerGroups',
      'listGradingAnswers',
      'listRequests',
      'listSimilarWork',
      'listSubmissions',
      'markAnswer',
      'getGradingProgress',
      'nextAnswer',
      'previewRubricItem',
      'replyToRequest',
      'undoGrading',
    ] satisfies OperationId[]),
  );
  const answers = good.find(({ id, about }) => id === 'listAnswerGroups' && about === 'sheet')!;
  expect(answers.text).toContain(WORDS.toLowerCase());
  expect(answers.text).toMatch(/answer \d+/);
  // What is about people and nothing else is an instructor's, until names may be seen.
  const refused = answered
    .filter(({ status, about }) => status === 403 && about === 'sheet')
    .map(({ id }) => id);
  expect(refused).toEqual([...REFUSED]);

  // What was mailed, and what stands among their notices: a colleague handed them the request meanwhile.
  const notices = good.find(({ id }) => id === 'listNotices')!;
  expect(notices.text).toContain('handed you the regrade request');
  const mails = await server.db.mail.findMany({ where: { user: { email: 'tess@example.org' } } });
  const mailed = JSON.stringify(mails).toLowerCase();
  expect(mailed).toContain('handed you the regrade request');
  expect(people.filter((each) => mailed.includes(each.toLowerCase()))).toEqual([]);
});

const namesIn = async (client: Client) => {
  const { answers } = await client.call(operations.listGradingAnswers, {
    params: { ...SHEET, question: 'two' },
  });
  return answers.map(({ members }) => members.map(({ name }) => name)).sort();
};

test('a group has one name for all its members, everywhere the same, and the image is still shown', async () => {
  const names = await namesIn(tess);
  expect(names).toEqual([[expect.stringMatching(/^Answer \d+$/)], [expect.stringMatching(/^Answer \d+$/)]]);
  const about = { submissionId: sheet, question: 'two' };
  const answer = await tess.call(operations.getGradingAnswer, { params: about });
  expect(names).toContainEqual(answer.members.map(({ name }) => name));
  expect((await tess.call(operations.getSubmission, { params: about })).members).toEqual(answer.members);
  expect(answer.images).toHaveLength(1);
  expect(answer.answer).toContain(`](${answer.images[0]!.name})`);
  // As long as it was: a place in the answer is the same place.
  const own = await grace.call(operations.getGradingAnswer, { params: about });
  expect(answer.answer).toHaveLength(own.answer.length);
});

test('instructors see names all the time, and TAs when grades are out or names are shown again', async () => {
  const real = [['Ottoline Wibberley'], ['Xanthippe Quillfeather', 'Zebulon Vandersnoot']];
  expect(await namesIn(grace)).toEqual(real);
  expect(await namesIn(tess)).not.toEqual(real);
  await release(true);
  expect(await namesIn(tess)).toEqual(real);
  await release(false);
  expect(await namesIn(tess)).not.toEqual(real);
  // A set may say otherwise than its course.
  const { policy } = await grace.call(operations.getSetPolicy, { params: SHEET });
  const { opensAt: _, closesAt: __, ...rest } = policy;
  await grace.call(operations.decideSetPolicy, {
    params: SHEET,
    body: { policy: { ...rest, heldBack: {}, anonymous: false } },
  });
  expect(await namesIn(tess)).toEqual(real);
  const { anonymous: hidden } = (await tess.call(operations.getGradebook, { params })).assignments.find(
    ({ slug }) => slug === 'code',
  )!;
  expect(hidden).toBe(true);
});

test('a number is a group’s for good, whoever comes later', () => {
  const aliases = Array.from({ length: 300 }, () => randomUUID());
  const all = answerNumbers(aliases);
  expect(new Set(all.values()).size).toBe(300);
  for (const [alias, number] of answerNumbers(aliases.slice(0, 120))) expect(all.get(alias)).toBe(number);
});
