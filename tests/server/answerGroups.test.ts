/** The story of answers that are graded together: gathered, split, merged, graded in one action, changed meanwhile. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AnswerGroupView } from '../../contract/answerGroups.ts';
import { operations } from '../../contract/index.ts';
import { gather } from '../../server/features/answer-groups/gather.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { CODE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
type Name = (typeof NAMES)[number];

const QUESTION = { ...SHEET, question: 'two' };
const VELOCITY =
  'Momentum keeps a decaying sum of past gradients, the velocity, and moves along that velocity.';
const TEXTS: Record<Name, string> = {
  ada: VELOCITY,
  emmy: `The velocity is a decaying sum of the past gradients. ${VELOCITY}`,
  sofia: 'A table of seven colours is printed on page nineteen.',
  mary: '  \n',
};

let server: TestServer;
let tess: Client, grace: Client;
let correct = '';
let noFormula = '';
const submissions = {} as Record<Name, string>;

async function handIn(name: Name, text: string): Promise<void> {
  const client = await server.as(name);
  const { id } = await client.call(operations.createSubmission, {
    params: SHEET,
    body: { idempotencyKey: randomUUID(), answers: { one: 'One.', two: text } },
  });
  submissions[name] = id;
}

async function groups(): Promise<AnswerGroupView[]> {
  return (await tess.call(operations.listAnswerGroups, { params: QUESTION })).groups;
}
const whose = ({ answers }: AnswerGroupView) =>
  answers.flatMap(({ members }) => members.map(({ name }) => name)).sort();
async function groupOf(name: Name): Promise<AnswerGroupView> {
  return (await groups()).find((group) => whose(group).includes(name))!;
}
async function answerOf(name: Name) {
  return (await groupOf(name)).answers.find(({ submissionId }) => submissionId === submissions[name])!;
}
const revisionOf = async (name: Name) => (await answerOf(name)).grade?.revision ?? 0;
const form = (name: string, ...members: Name[]) => ({
  params: QUESTION,
  body: { name, submissionIds: members.map((member) => submissions[member]) },
});
const grade = (groupName: string, revisions: Partial<Record<Name, number>>, ...appliedItemIds: string[]) => ({
  params: QUESTION,
  body: {
    groupName,
    answers: Object.entries(revisions).map(([name, baseRevision]) => ({
      submissionId: submissions[name as Name],
      baseRevision,
    })),
    appliedItemIds,
    comment: 'See $v$.',
  },
});

beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = (await Promise.all([server.as('tess'), server.as('grace')])) as [Client, Client];
  for (const name of NAMES) await handIn(name, TEXTS[name]);
  const { items } = await tess.call(operations.listRubricItems, { params: QUESTION });
  [correct, noFormula] = items.map(({ id }) => id) as [string, string];
});
afterAll(() => server.close());

test('answers that say the same are one group, the largest first and empty ones last', async () => {
  const found = await groups();
  expect(found.map((group) => [group.by, whose(group)])).toEqual([
    ['text', ['ada', 'emmy']],
    ['text', ['sofia']],
    ['empty', ['mary']],
  ]);
  expect(found[0]!.name).toMatch(/velocity/);
  expect(found[0]!.answers.map(({ grade: given }) => given)).toEqual([null, null]);
  expect((await groups()).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
});

test('the list of answers names those that are empty', async () => {
  const { answers } = await tess.call(operations.listGradingAnswers, { params: QUESTION });
  const empty = answers.filter((row) => row.empty).map(({ submissionId }) => submissionId);
  expect([answers.length, empty]).toEqual([4, [submissions.mary]]);
});

test('a program is not gathered', async () => {
  const refused = await tess.fail(operations.listAnswerGroups, { params: { ...CODE, question: 'sgd' } });
  expect(refused).toMatchObject({ code: 'unacceptable', message: expect.stringMatching(/tests/) });
});

test('a split takes answers out of their group and leaves all others as they are', async () => {
  const before = await groupOf('sofia');
  const { id } = await tess.call(operations.formAnswerGroup, form('Says it twice', 'emmy'));
  expect(await groupOf('emmy')).toMatchObject({ id, name: 'Says it twice', by: 'person' });
  expect(whose(await groupOf('ada'))).toEqual(['ada']);
  expect(await groupOf('sofia')).toEqual(before);
  const taken = await tess.fail(operations.formAnswerGroup, form('Says it twice', 'sofia'));
  expect(taken).toMatchObject({ code: 'unacceptable', message: expect.stringMatching(/Says it twice/) });
});

test('a merge makes one group of several, and those of people that it leaves empty vanish', async () => {
  await tess.call(operations.formAnswerGroup, form('Velocity', 'ada', 'emmy'));
  expect(whose(await groupOf('ada'))).toEqual(['ada', 'emmy']);
  expect(await server.db.answerGroup.findMany({ select: { name: true } })).toEqual([{ name: 'Velocity' }]);
});

test('a merge of what was seen takes nothing out of a group that a colleague has made since', async () => {
  const { id } = await groupOf('ada');
  const stale = form('All alike', 'emmy', 'sofia');
  // Seen in the group of both; meanwhile Grace has put Emmy's answer elsewhere.
  await grace.call(operations.formAnswerGroup, form('Apart', 'emmy'));
  const merge = { ...stale, body: { ...stale.body, seen: [id] } };
  expect(await tess.fail(operations.formAnswerGroup, merge)).toMatchObject({
    code: 'unacceptable',
    message: expect.stringMatching(/^grace has put some of these answers into the group “Apart” meanwhile/),
  });
  const apart = await groupOf('emmy');
  expect([apart.name, whose(apart)]).toEqual(['Apart', ['emmy']]);
  // Looked at again, the same is done.
  await tess.call(operations.formAnswerGroup, {
    ...stale,
    body: { ...stale.body, seen: [id, apart.id] },
  });
  expect(whose(await groupOf('emmy'))).toEqual(['emmy', 'sofia']);
  for (const each of ['emmy', 'ada'] as const)
    await tess.call(operations.dissolveAnswerGroup, {
      params: { ...QUESTION, answerGroupId: (await groupOf(each)).id },
    });
  await tess.call(operations.formAnswerGroup, form('Velocity', 'ada', 'emmy'));
});

test('answers to other questions and of nobody cannot be put into a group', async () => {
  const params = QUESTION;
  const refused = await tess.fail(operations.formAnswerGroup, {
    params,
    body: { name: 'X', submissionIds: [randomUUID()] },
  });
  expect(refused.code).toBe('unacceptable');
  expect((await groups()).map(({ name }) => name)).not.toContain('X');
});

test('a group is graded in one action, and what somebody graded meanwhile is left and named', async () => {
  await grace.call(operations.gradeAnswer, {
    params: { submissionId: submissions.ada, question: 'two' },
    body: { appliedItemIds: [correct], baseRevision: 0 },
  });
  const { graded, conflicts } = await tess.call(
    operations.gradeAnswerGroup,
    grade('Velocity', { ada: 0, emmy: 0 }, noFormula),
  );
  expect(graded).toBe(1);
  expect(conflicts).toEqual([
    { submissionId: submissions.ada, theirs: expect.objectContaining({ score: 2, groupName: null }) },
  ]);
  expect((await answerOf('ada')).grade).toMatchObject({ score: 2, gradedBy: { name: 'grace' } });
  const emmys = await tess.call(operations.getGradingAnswer, {
    params: { submissionId: submissions.emmy, question: 'two' },
  });
  expect(emmys.grade).toMatchObject({
    score: 0.5,
    comment: 'See $v$.',
    gradedBy: { name: 'tess' },
    groupName: 'Velocity',
  });
  const event = { actorId: await server.userId('tess'), action: 'gradeAnswerGroup' };
  expect(await server.db.auditEvent.findMany({ where: event })).toEqual([
    expect.objectContaining({
      subject: submissions.emmy,
      details: { question: 'two', groupName: 'Velocity', score: 0.5, before: null },
    }),
  ]);
});

test('who has looked may grade what was graded, and one answer by itself again', async () => {
  const looked = { ada: await revisionOf('ada'), emmy: await revisionOf('emmy') };
  const again = grade('Velocity', looked, correct);
  expect(await tess.call(operations.gradeAnswerGroup, again)).toEqual({ graded: 2, conflicts: [] });
  expect((await answerOf('ada')).grade).toMatchObject({ groupName: 'Velocity', score: 2 });
  const togetherWith = async (name: Name) => {
    const params = { submissionId: submissions[name], question: 'two' };
    return (await tess.call(operations.getGradingAnswer, { params })).gradedTogether;
  };
  expect(await togetherWith('ada')).toBe(2);
  await tess.call(operations.gradeAnswer, {
    params: { submissionId: submissions.ada, question: 'two' },
    body: { appliedItemIds: [noFormula], baseRevision: await revisionOf('ada') },
  });
  expect((await answerOf('ada')).grade).toMatchObject({ groupName: null, score: 0.5 });
  expect((await answerOf('emmy')).grade).toMatchObject({ groupName: 'Velocity', score: 2 });
  expect([await togetherWith('ada'), await togetherWith('emmy')]).toEqual([1, 1]);
});

test('a grade that was taken back is a conflict too', async () => {
  const looked = await revisionOf('ada');
  await tess.call(operations.ungradeAnswer, { params: { submissionId: submissions.ada, question: 'two' } });
  expect((await answerOf('ada')).grade).toMatchObject({ kind: 'taken_back', score: null });
  const late = await tess.call(operations.gradeAnswerGroup, grade('Velocity', { ada: looked }, correct));
  const theirs = expect.objectContaining({
    kind: 'taken_back',
    gradedBy: expect.objectContaining({ name: 'tess' }),
  });
  expect(late).toEqual({ graded: 0, conflicts: [{ submissionId: submissions.ada, theirs }] });
  // Who has seen that may grade.
  const again = grade('Velocity', { ada: await revisionOf('ada') }, correct);
  expect(await tess.call(operations.gradeAnswerGroup, again)).toEqual({ graded: 1, conflicts: [] });
});

test('the grades of a group are taken back in one action, but not one given since', async () => {
  await tess.call(operations.gradeAnswerGroup, grade('Velocity', { ada: await revisionOf('ada') }, correct));
  const looked = { ada: await revisionOf('ada'), emmy: await revisionOf('emmy') };
  await grace.call(operations.gradeAnswer, {
    params: { submissionId: submissions.emmy, question: 'two' },
    body: { appliedItemIds: [correct], comment: 'Grace looked', baseRevision: looked.emmy },
  });
  const { body } = grade('Velocity', looked);
  const result = await tess.call(operations.ungradeAnswerGroup, {
    params: QUESTION,
    body: { answers: body.answers },
  });
  expect(result).toEqual({
    takenBack: 1,
    conflicts: [
      { submissionId: submissions.emmy, theirs: expect.objectContaining({ comment: 'Grace looked' }) },
    ],
  });
  expect((await answerOf('ada')).grade).toMatchObject({ kind: 'taken_back' });
  const events = await server.db.auditEvent.findMany({ where: { action: 'ungradeAnswerGroup' } });
  expect(events).toEqual([
    expect.objectContaining({
      subject: submissions.ada,
      details: {
        question: 'two',
        before: 2,
        was: { score: 2, itemIds: [expect.any(String)], comment: 'See $v$.' },
      },
    }),
  ]);
});

test('an item of another question, or an archived one, grades nothing', async () => {
  const item = await tess.call(operations.createRubricItem, {
    params: { ...SHEET, question: 'one' },
    body: { text: 'Item', points: -1 },
  });
  for (const id of [item.id, randomUUID()]) {
    const looked = { ada: await revisionOf('ada'), sofia: 0 };
    const refused = await tess.fail(operations.gradeAnswerGroup, grade('Velocity', looked, id));
    expect(refused.code).toBe('unacceptable');
  }
  const old = await tess.call(operations.createRubricItem, {
    params: QUESTION,
    body: { text: 'Old', points: -1 },
  });
  await tess.call(operations.gradeAnswerGroup, grade('Velocity', { ada: await revisionOf('ada') }, old.id));
  await tess.call(operations.archiveRubricItem, { params: { rubricItemId: old.id } });
  const kept = await tess.call(
    operations.gradeAnswerGroup,
    grade('Velocity', { ada: await revisionOf('ada') }, old.id),
  );
  expect(kept.graded).toBe(1);
  const refused = await tess.fail(
    operations.gradeAnswerGroup,
    grade('Velocity', { ada: await revisionOf('ada'), sofia: 0 }, old.id),
  );
  expect(refused.code).toBe('unacceptable');
  expect((await answerOf('sofia')).grade).toBeNull();
});

test('who hands in again leaves a group of people, and the old answer can be neither put nor graded', async () => {
  const looked = { ada: await revisionOf('ada'), emmy: await revisionOf('emmy') };
  const grades = grade('Velocity', looked, correct);
  const merge = form('Again', 'ada', 'emmy');
  await handIn('emmy', `${TEXTS.sofia} Colours, seven of them.`);
  expect(whose(await groupOf('ada'))).toEqual(['ada']);
  expect(await groupOf('emmy')).toMatchObject({ by: 'text' });
  expect(whose(await groupOf('emmy'))).toEqual(['emmy', 'sofia']);
  const refused = await tess.fail(operations.gradeAnswerGroup, grades);
  expect(refused).toMatchObject({ code: 'unacceptable', message: expect.stringMatching(/handed in again/) });
  expect(await revisionOf('ada')).toBe(looked.ada);
  expect((await tess.fail(operations.formAnswerGroup, merge)).code).toBe('unacceptable');
});

test('a group of people can be dissolved; grades stay', async () => {
  const { id } = await groupOf('ada');
  const params = { ...QUESTION, answerGroupId: id };
  await tess.call(operations.dissolveAnswerGroup, { params });
  expect(await groupOf('ada')).toMatchObject({ by: 'text' });
  expect((await answerOf('ada')).grade).toMatchObject({ groupName: 'Velocity' });
  expect((await tess.fail(operations.dissolveAnswerGroup, { params })).code).toBe('not_found');
});

describe('where the question asks for a rule', () => {
  const rule = (denominator: string) =>
    String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{${denominator}} \odot g$$`;
  const RULES = { course: COURSE, assignment: 'rules', question: 'two' };

  test('answers are gathered by it, with the rubric item that fits', async () => {
    const question = `${SHEET_FILES['questions/two/question.yaml']}rule: { optimizer: rmsprop }\n`.replace(
      'No formula',
      'The update rule is wrong',
    );
    const files = titled('Rules', { ...SHEET_FILES, 'questions/two/question.yaml': question });
    await grace.call(operations.publishAssignment, {
      params: { course: COURSE },
      body: { files, slug: 'rules' },
    });
    const texts: Record<Name, string> = {
      ada: rule(String.raw`\delta + r`),
      emmy: `Thus ${rule(String.raw`\delta + r`)}`,
      sofia: rule(String.raw`\delta + \sqrt{r}`),
      mary: 'I do not know.',
    };
    const ids = {} as Record<Name, string>;
    for (const name of NAMES) {
      const { id } = await (
        await server.as(name)
      ).call(operations.createSubmission, {
        params: { course: COURSE, assignment: 'rules' },
        body: { idempotencyKey: randomUUID(), answers: { one: 'One.', two: texts[name] } },
      });
      ids[name] = id;
    }
    const list = () => tess.call(operations.listAnswerGroups, { params: RULES });
    const { groups: found, rubric } = await list();
    const textOf = (itemId: string | null) => rubric.find(({ id }) => id === itemId)?.text ?? null;
    expect(found.map((group) => [group.name, whose(group), textOf(group.suggestedItemId)])).toEqual([
      ['RMSProp, without the square root', ['ada', 'emmy'], 'The update rule is wrong'],
      expect.arrayContaining([expect.stringMatching(/^No rule/), null]),
      ['RMSProp', ['sofia'], 'Correct'],
    ]);
    const merge = async (name: string, ...members: Name[]) => {
      const submissionIds = members.map((member) => ids[member]);
      await tess.call(operations.formAnswerGroup, { params: RULES, body: { name, submissionIds } });
      return textOf((await list()).groups.find((group) => group.name === name)!.suggestedItemId);
    };
    expect(await merge('Rootless', 'ada', 'emmy')).toBe('The update rule is wrong');
    expect(await merge('Mixed', 'ada', 'sofia')).toBeNull();
  });
});

test('the same answers are gathered once, in whatever order they come', async () => {
  const answers = [
    { id: randomUUID(), markdown: 'One.' },
    { id: randomUUID(), markdown: 'Two.' },
  ];
  const given = { answers, options: {}, rubric: [] };
  const first = await gather(given, 'tess');
  expect(await gather({ ...given, answers: answers.toReversed() }, 'grace')).toBe(first);
  expect(await gather({ ...given, options: { macros: { '\\g': 'g' } } }, 'tess')).not.toBe(first);
  // A changed rubric may speak for another group.
  const rubric = [{ id: 'correct', text: 'Correct', points: 0 }];
  expect(await gather({ ...given, rubric }, 'tess')).not.toBe(first);
});
