/**
 * Nobody decides about their own work, whatever role they have by now: a student who became a TA or an instructor, by every way
 * that a decision goes, under a random play beside colleagues who may.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { ScoreImport } from '../../contract/scoreImports.ts';
import { POLICY } from '../../server/policy.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import { playOf } from '../support/play.ts';
import { CODE, COURSE, eventually, passEverything, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261128);
const ACTS = 40;
const inCourse = { course: COURSE };
const QUESTION = { ...SHEET, question: 'two' };
const OWN = {
  code: 'forbidden',
  message: expect.stringContaining('nobody grades, comments on or decides about'),
};

let server: TestServer;
/** Ada was a student once; so was Emmy, who is an instructor by now. */
let grace: Client, tess: Client, ada: Client, emmy: Client, mary: Client;
/** That names Ada, and Sofia, who is a student still; Emmy's; Mary's, who is nobody's colleague. */
let adas: string, emmys: string, marys: string;
let code: string, request: string;

const handIn = async (client: Client, two: string): Promise<string> =>
  (
    await client.call(operations.createSubmission, {
      params: SHEET,
      body: { idempotencyKey: randomUUID(), answers: { one: 'One', two } },
    })
  ).id;
const place = (submissionId: string) => ({ submissionId, question: 'two' });
const answerOf = (submissionId: string) =>
  grace.call(operations.getGradingAnswer, { params: place(submissionId) });
const revisionOf = async (submissionId: string) => (await answerOf(submissionId)).grade?.revision ?? 0;
const choice = (adjustment: number) => ({ appliedItemIds: [], fullMarks: false, adjustment, comment: '' });
const gradeBy = async (client: Client, submissionId: string, adjustment = -0.5) =>
  client.send(operations.gradeAnswer, {
    params: place(submissionId),
    body: { ...choice(adjustment), baseRevision: await revisionOf(submissionId) },
  });

beforeAll(async () => {
  server = await startTestServer();
  [grace, tess, ada, emmy, mary] = (await Promise.all(
    ['grace', 'tess', 'ada', 'emmy', 'mary'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client, Client];
  await server.work(passEverything);
  await joinUp(SHEET, ada, [await server.as('sofia')]);
  [adas, emmys, marys] = [await handIn(ada, 'Same'), await handIn(emmy, 'Same'), await handIn(mary, 'Same')];
  const body = { idempotencyKey: randomUUID(), file: { name: 'optim.js', text: SGD_SOURCE } };
  code = (await emmy.call(operations.createSubmission, { params: CODE, body })).id;
  for (const id of [adas, emmys, marys]) expect((await gradeBy(tess, id)).status).toBe(200);
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  request = (
    await ada.call(operations.askForRegrade, { params: place(adas), body: { reason: 'Read line 2 again.' } })
  ).id;
  for (const [name, role] of [
    ['ada', 'ta'],
    ['emmy', 'instructor'],
  ] as const)
    await grace.call(operations.changeEnrolment, {
      params: { ...inCourse, userId: await server.userId(name) },
      body: { role },
    });
  [ada, emmy] = [await server.as('ada'), await server.as('emmy')];
});
afterAll(() => server.close());

/** What there is of decisions, comments and acts about the work of both. */
async function about(ids: readonly string[]): Promise<unknown> {
  const where = { answer: { submissionId: { in: [...ids] } } };
  return [
    await server.db.gradeDecision.count({ where }),
    await server.db.inlineComment.count({ where }),
    await server.db.answerMark.count({ where }),
    await server.db.submissionPin.count({ where: { submissionId: { in: [...ids] } } }),
    await server.db.requestEvent.count({ where: { request: { submissionId: { in: [...ids] } } } }),
    await server.db.gradingClaim.count({ where }),
  ];
}

test('of one submission, every act that decides about it is refused to whom it names, and says what to do', async () => {
  const before = await about([adas, emmys]);
  const { id: item } = (await ada.call(operations.listRubricItems, { params: QUESTION })).items[0]!;
  const sofia = await server.userId('sofia');
  const asked: Record<string, [object, object?]> = {
    gradeAnswer: [place(adas), { ...choice(0), appliedItemIds: [item], baseRevision: 0 }],
    ungradeAnswer: [place(adas)],
    claimAnswer: [place(adas), {}],
    addInlineComment: [place(adas), { id: randomUUID(), start: 0, end: 4, text: 'Right!' }],
    editInlineComment: [
      { ...place(adas), commentId: randomUUID() },
      { baseRevision: 1, text: 'Right!' },
    ],
    removeInlineComment: [{ ...place(adas), commentId: randomUUID() }],
    markAnswer: [place(adas), { kind: 'settled', reason: '' }],
    decideSecondGrading: [place(adas), choice(-0.5)],
    takeBackSecondGrading: [place(adas)],
    replyToRequest: [{ submissionId: adas, requestId: request }, { text: 'I think so.' }],
    assignRequest: [
      { submissionId: adas, requestId: request },
      { from: null, to: null, note: '' },
    ],
    closeRequest: [
      { submissionId: adas, requestId: request },
      { reply: 'Full marks.', grade: null },
    ],
    pinSubmission: [{ submissionId: adas }, { userId: sofia, reason: 'It is better.' }],
    regradeSubmission: [{ submissionId: adas }],
  };
  for (const [id, [params, body]] of Object.entries(asked)) {
    const queries: Record<string, object> = {
      removeInlineComment: { baseRevision: 1 },
      takeBackSecondGrading: { seen: server.clock.now.toISOString() },
    };
    const query = queries[id];
    const refused = await ada.fail(operations[id as 'gradeAnswer'], { params, body, query } as never);
    expect({ id, ...refused }).toMatchObject({ id, ...OWN });
  }
  // Each row of the table that says so is in the list, but what instructors alone may do.
  const rows = Object.entries(POLICY).flatMap(([id, { ta }]) => (ta === 'others' ? [id] : []));
  expect(Object.keys(asked).sort()).toEqual(rows.sort());
  expect(
    await emmy.fail(operations.adoptSecondGrading, {
      params: place(emmys),
      body: { baseRevision: 0, decidedAt: new Date().toISOString() },
    }),
  ).toMatchObject(OWN);
  expect(await about([adas, emmys])).toEqual(before);
});

test('nor of many: a group of answers, a file, a rerun, the rubric', async () => {
  const before = await about([adas, emmys]);
  const { id: item } = (await grace.call(operations.listRubricItems, { params: QUESTION })).items[0]!;
  const answers = async (ids: string[]) =>
    Promise.all(
      ids.map(async (submissionId) => ({ submissionId, baseRevision: await revisionOf(submissionId) })),
    );
  const body = { ...choice(-1), groupName: 'All', answers: await answers([adas, marys]) };
  expect(await ada.fail(operations.gradeAnswerGroup, { params: QUESTION, body })).toMatchObject(OWN);
  expect(
    await ada.fail(operations.ungradeAnswerGroup, { params: QUESTION, body: { answers: body.answers } }),
  ).toMatchObject(OWN);
  // A page of groups has none of them, and the queue goes past.
  const { groups } = await ada.call(operations.listAnswerGroups, { params: QUESTION });
  expect(groups.flatMap((group) => group.answers.map(({ submissionId }) => submissionId)).sort()).toEqual(
    [emmys, marys].sort(),
  );
  // A file of Emmy's leaves Emmy's line out and does the rest.
  const csv = Buffer.from(
    'Email,sheet/two (of 2)\nemmy@example.org,2\nmary@example.org,1\nsofia@example.org,1\n',
  );
  const look = await emmy.call(operations.importScores, { params: inCourse, body: csv });
  // Who is no student any more has no line of their own; a teammate's is theirs.
  expect(look.problems.map(({ line }) => line)).toEqual([2]);
  const adasFile = Buffer.from('Email,sheet/two (of 2)\nsofia@example.org,1\n');
  await grace.call(operations.changeEnrolment, {
    params: { ...inCourse, userId: await server.userId('ada') },
    body: { role: 'instructor' },
  });
  ada = await server.as('ada');
  const theirs: ScoreImport = await ada.call(operations.importScores, { params: inCourse, body: adasFile });
  expect(theirs).toMatchObject({ sets: [], problems: [{ line: 2, message: expect.stringContaining('their own work') }] }); // prettier-ignore
  // The rubric: what would change one's own score is a colleague's to do.
  await grace.call(operations.gradeAnswer, {
    params: place(emmys),
    body: { ...choice(0), appliedItemIds: [item], baseRevision: await revisionOf(emmys) },
  });
  const change = { params: { rubricItemId: item }, body: { points: -2 } };
  expect(await emmy.fail(operations.previewRubricItem, change)).toMatchObject(OWN);
  expect(await emmy.fail(operations.editRubricItem, change)).toMatchObject(OWN);
  const { effects } = { effects: await grace.call(operations.previewRubricItem, change) };
  expect(effects.changes.length).toBeGreaterThan(0);

  // A rerun is a proposal; of all of it what names whoever applies it is left.
  await eventually(
    () => server.db.gradingRun.count({ where: { submissionId: code, state: 'done' } }),
    (done) => done > 0,
  );
  const { id: rerun } = await emmy.call(operations.startRerun, { params: CODE, body: { scope: 'all' } });
  await eventually(
    () => server.db.gradingRun.count({ where: { rerunId: rerun, state: 'done' } }),
    (done) => done > 0,
  );
  const params = { ...CODE, rerun };
  expect(await emmy.fail(operations.applyRerun, { params, body: {} })).toMatchObject(OWN);
  expect(await emmy.fail(operations.applyRerun, { params, body: { submissionIds: [code] } })).toMatchObject(
    OWN,
  );
  await grace.call(operations.applyRerun, { params, body: {} });
  expect(await emmy.fail(operations.undoRerun, { params })).toMatchObject(OWN);
  await grace.call(operations.undoRerun, { params });
  const after = (await about([adas, emmys])) as number[];
  // Grace's grade is the one that came.
  expect(after).toEqual((before as number[]).map((count, place) => (place === 0 ? count + 1 : count)));
});

test('under a random play none of their acts is about their own work, and others’ is done', async () => {
  const { random, pick } = playOf(SEED);
  const graders = { grace, tess, ada, emmy };
  const own = { ada: adas, emmy: emmys } as Record<string, string>;
  for (let act = 0; act < ACTS; act += 1) {
    await Promise.all(
      Array.from({ length: 2 }, async () => {
        const name = pick(Object.keys(graders) as (keyof typeof graders)[]);
        const id = pick([adas, emmys, marys]);
        const by = graders[name];
        const answers = [adas, emmys, marys].filter(() => random(2) === 0);
        const looked = await Promise.all(answers.map(async (submissionId) => ({ submissionId, baseRevision: await revisionOf(submissionId) }))); // prettier-ignore
        const doing = random(5);
        const said =
          doing === 0
            ? await gradeBy(by, id, -random(4) / 4 - 0.25)
            : doing === 1
              ? await by.send(operations.ungradeAnswer, { params: place(id) })
              : doing === 2
                ? await by.send(operations.undoGrading, { params: SHEET })
                : doing === 3 && answers.length > 0
                  ? await by.send(operations.gradeAnswerGroup, { params: QUESTION, body: { ...choice(-random(4) / 4 - 0.25), groupName: 'Some', answers: looked } }) // prettier-ignore
                  : await by.send(operations.nextAnswer, { params: QUESTION, body: { after: null } });
        expect({ act, name, doing, status: said.status }).not.toMatchObject({ status: 500 });
        if (doing < 2)
          expect({ name, refused: said.status === 403 }).toEqual({ name, refused: own[name] === id });
        if (doing === 4 && said.status === 200)
          expect((said.body as unknown as { submissionId: string | null }).submissionId).not.toBe(
            own[name] ?? '',
          );
      }),
    );
  }
  for (const [name, id] of Object.entries(own)) {
    const userId = await server.userId(name);
    expect(
      await server.db.gradeDecision.count({ where: { decidedById: userId, answer: { submissionId: id } } }),
    ).toBe(0);
    expect(await server.db.gradeDecision.count({ where: { decidedById: userId } })).toBeGreaterThan(0);
  }
});
