/**
 * A course that is brought back beside its original is the same and another one: what people wrote reads as it was, whatever is
 * done in one of the two is nothing to the other, and the same acts come to the same in both.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import { foreignKeys, idColumns } from '../../server/features/course-files/foreignKeys.ts';
import { IDS_THAT_STAY, MADE_ANEW, TABLES } from '../../server/features/course-files/tables.ts';
import { asBytes, type Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer, type TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261206);
const ACTS = 16;
const COPY = 'copy';
const BOTH = [COURSE, COPY] as const;
const { random, pick } = playOf(SEED);

let server: TestServer;
let grace: Client, tess: Client, tom: Client, ada: Client;
/** By course: of ada and of mary, as grace lists them. */
const submissions: Record<string, { id: string; number: number }[]> = {};
/** Words with an id in them, which somebody wrote in each place. */
let written: string[] = [];
beforeAll(async () => {
  server = await startTestServer();
  const { passwordHash } = await server.db.user.findFirstOrThrow();
  await server.db.user.create({
    data: { email: 'root@example.org', name: 'root', passwordHash, isAdministrator: true },
  });
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const toms = await server.userId('stranger');
  await server.db.enrolment.create({ data: { courseId, userId: toms, role: 'ta' } });
  const people = ['root', 'grace', 'tess', 'stranger', 'ada', 'mary'].map((name) => server.as(name));
  const [root, mary] = [(await people[0])!, (await people[5])!];
  [grace, tess, tom, ada] = (await Promise.all(people.slice(1, 5))) as [Client, Client, Client, Client];
  const hand = async (student: Client, one: string, two: string) => {
    const body = { idempotencyKey: randomUUID(), answers: { one, two } };
    return (await student.call(operations.createSubmission, { params: SHEET, body })).id;
  };
  const first = await hand(ada, 'One', 'Two');
  const adas = await hand(ada, `As in /submissions/${first}, by ${await server.userId('ada')}.`, first);
  const marys = await hand(mary, 'One', 'Two');
  // Whatever people write may be an id of the course, and may hold one.
  written = [first, `See ${first}.`];
  for (const words of written) {
    const item = { params: { ...SHEET, question: 'one' }, body: { text: words, points: -0.5 } };
    await tess.call(operations.createRubricItem, item);
    const pin = {
      params: { submissionId: adas },
      body: { userId: await server.userId('ada'), reason: words },
    };
    await grace.call(operations.pinSubmission, pin);
    const target = { kind: 'student' as const, userId: await server.userId('mary') };
    const body = { target, until: '2026-12-05 14:30', reason: words };
    await grace.call(operations.grantExtension, { params: SHEET, body });
  }
  await grade(tess, adas, { fullMarks: true, comment: first });
  await grade(tess, adas, { fullMarks: true, comment: `See ${first}.` });
  await grade(tess, marys, { adjustment: -0.5, comment: first });
  await grade(tom, adas, { adjustment: -1, comment: 'Both' });
  const answers = [adas, marys].map((submissionId) => ({ submissionId, baseRevision: 0 }));
  for (const answer of answers) answer.baseRevision = await revisionOf(answer.submissionId);
  const body = { appliedItemIds: [], fullMarks: true, groupName: 'All', answers };
  await tess.call(operations.gradeAnswerGroup, { params: { ...SHEET, question: 'two' }, body });
  await importFile(COURSE, ['', 1]);
  const { body: zip } = await asBytes(grace.raw('get', urlOf(operations.exportCourse, { course: COURSE })));
  await root.call(operations.importCourse, { query: { slug: COPY }, body: zip as Buffer<ArrayBuffer> });
  for (const course of BOTH) {
    const params = { course, assignment: 'sheet', question: 'two' };
    const listed = (await grace.call(operations.listGradingAnswers, { params })).answers;
    const rows = await server.db.submission.findMany({
      where: { id: { in: listed.map(({ submissionId }) => submissionId) } },
      orderBy: { number: 'desc' },
    });
    submissions[course] = rows.map(({ id, number }) => ({ id, number }));
  }
});
afterAll(() => server.close());

const answerOf = (submissionId: string) =>
  grace.call(operations.getGradingAnswer, { params: { submissionId, question: 'two' } });
const revisionOf = async (submissionId: string) => (await answerOf(submissionId)).grade?.revision ?? 0;

async function grade(by: Client, submissionId: string, choice: object): Promise<void> {
  const body = { appliedItemIds: [], fullMarks: false, ...choice };
  const params = { submissionId, question: 'two' };
  await by.call(operations.gradeAnswer, {
    params,
    body: { ...body, baseRevision: await revisionOf(submissionId) },
  });
}

async function importFile(course: string, points: (number | '')[]): Promise<void> {
  const lines = points.map((each, index) => `${['ada', 'mary'][index]}@example.org,${each}`);
  const input = {
    params: { course },
    body: Buffer.from(`Email,sheet/two (of 2)\n${lines.join('\n')}\n`),
  };
  const { digest } = await grace.call(operations.importScores, input);
  await grace.call(operations.importScores, { ...input, query: { confirm: digest } });
}

/** What is said of the grades in a course, without ids and numbers of decisions. */
async function grades(course: string) {
  const { rows } = await grace.call(operations.getGradebook, { params: { course } });
  const { imports } = await grace.call(operations.listScoreImports, { params: { course } });
  const answers = await Promise.all(submissions[course]!.map(({ id }) => answerOf(id)));
  return {
    scores: rows.map(({ student, cells }) => [student.email, cells.map(({ score }) => score)]).sort(),
    imports: imports.map(({ answers: graded, undone }) => [graded, undone]),
    answers: answers.map(({ grade: given, gradedTogether }) => ({
      score: given?.score,
      comment: given?.comment,
      by: given?.gradedBy,
      gradedTogether,
    })),
  };
}

test('every column of ids names a row, or somebody has said what becomes of it', async () => {
  const ofCourse = new Set(TABLES.map(({ name }) => name));
  const keys = new Set((await foreignKeys(server.db)).map(({ column }) => column));
  const others = (await idColumns(server.db))
    .filter(({ table, column }) => ofCourse.has(table) && column !== 'id' && !keys.has(column))
    .map(({ table, column }) => `${table}.${column}`);
  const said = Object.entries(MADE_ANEW).flatMap(([table, columns]) =>
    columns.map((column) => `${table}.${column}`),
  );
  expect([...said, ...Object.keys(IDS_THAT_STAY)].sort()).toEqual(others.sort());
});

test('what people wrote is brought back letter by letter, with whatever ids are in it', async () => {
  const receipts = async (course: string) => {
    const params = { course, assignment: 'sheet' };
    const { submissions: own } = await ada.call(operations.listSubmissions, { params });
    const all = own.map(({ id }) => ada.call(operations.getReceipt, { params: { submissionId: id } }));
    return (await Promise.all(all)).map(({ submissionId: _, course: __, ...rest }) => rest);
  };
  const [original, copy] = [await receipts(COURSE), await receipts(COPY)];
  expect(copy).toEqual(original);
  expect(copy.some(({ contents }) => contents.some(({ text }) => text?.includes('/submissions/')))).toBe(
    true,
  );
  for (const { contents, contentHash } of copy) {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(contents.map((each) => sha256(each.text ?? ''))).toEqual(contents.map((each) => each.sha256));
    expect(sha256(JSON.stringify(contents.map((each) => [each.name, each.sha256])))).toBe(contentHash);
  }
  const words = (course: string) =>
    server.db.gradeDecision.findMany({
      where: { answer: { submission: { group: { assignment: { course: { slug: course } } } } } },
      orderBy: { revision: 'asc' },
      select: { comment: true, groupName: true },
    });
  expect(await words(COPY)).toEqual(await words(COURSE));
  // The log of acts names the rows of the copy, so that it is read in words there.
  const log = async (course: string) => {
    const { entries } = await grace.call(operations.listAuditLog, { params: { course } });
    return (
      entries
        .filter(({ act }) => act !== 'brought the course back from a file')
        // As it was written down, it has ids of its own.
        .map(({ id: _, raw: __, ...entry }) => entry)
    );
  };
  const entries = await log(COPY);
  expect(entries).toEqual(await log(COURSE));
  const told = entries.map(({ sentence, facts }) =>
    [sentence, ...facts.map(({ value }) => value)].join('\n'),
  );
  for (const words of written) {
    for (const act of ['gave more time', 'chose which submission counts', 'added a rubric item'])
      expect(entries.some((entry, at) => entry.act === act && told[at]!.includes(`“${words}”`))).toBe(true);
    expect(told.some((each) => each.includes(`comment ${words}`))).toBe(true);
  }
});

const undoBy = (by: Client) => async (course: string) => {
  const { status, body } = await by.send(operations.undoGrading, { params: { course, assignment: 'sheet' } });
  return [status, (body as { answers?: object[] }).answers?.length];
};

/** What a person does in a course, the same in each of the two. */
function drawAct(): (course: string) => Promise<unknown> {
  const by = pick([tess, tom, grace]);
  const [at, points] = [random(2), [random(4) / 2, random(4) / 2]];
  const params = (course: string) => ({ course, assignment: 'sheet' });
  const acts = [
    (course: string) =>
      grade(by, submissions[course]![at]!.id, { adjustment: -0.5 - points[0]!, comment: `${points[0]}` }),
    async (course: string) => {
      const answers = [];
      for (const { id } of submissions[course]!)
        answers.push({ submissionId: id, baseRevision: await revisionOf(id) });
      const body = {
        appliedItemIds: [],
        fullMarks: false,
        adjustment: -0.5 - points[1]!,
        groupName: 'All',
        answers,
      };
      await by.call(operations.gradeAnswerGroup, { params: { ...params(course), question: 'two' }, body });
    },
    (course: string) => importFile(course, points),
    async (course: string) => {
      const { imports } = await grace.call(operations.listScoreImports, { params: { course } });
      const importId = imports[at % imports.length]!.id;
      return grace.call(operations.undoScoreImport, { params: { course, importId } });
    },
  ];
  return random(2) === 0 ? undoBy(by) : pick(acts);
}

test('whatever is done in one of the two is nothing to the other, and comes to the same in both', async () => {
  expect(await grades(COPY)).toEqual(await grades(COURSE));
  for (let act = 0; act < ACTS; act += 1) {
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const said = { seed: SEED, act };
    // What was done before the export is undone first.
    const doIt = act < 2 ? undoBy([tess, tom][act]!) : drawAct();
    const [one, other] = random(2) === 0 ? BOTH : ([COPY, COURSE] as const);
    const before = await grades(other);
    const came = await doIt(one);
    if (act < 2) expect({ ...said, came }).toEqual({ ...said, came: [200, 1] });
    expect({ ...said, grades: await grades(other) }).toEqual({ ...said, grades: before });
    expect({ ...said, came: await doIt(other) }).toEqual({ ...said, came });
    expect({ ...said, grades: await grades(other) }).toEqual({ ...said, grades: await grades(one) });
  }
});
