/** Until when a set may be handed in again, and which submission counts then. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { SHEET_FILES, SGD_SOURCE, CODE_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { joinUp } from '../support/groups.ts';
import {
  AFTER_DUE,
  BEFORE_DUE,
  COURSE,
  eventually,
  passEverything,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let ada: Client, emmy: Client, tess: Client, grace: Client;

beforeAll(async () => {
  server = await startTestServer();
  [ada, emmy, tess, grace] = (await Promise.all(
    ['ada', 'emmy', 'tess', 'grace'].map((name) => server.as(name)),
  )) as [Client, Client, Client, Client];
});
afterAll(() => server.close());
beforeEach(() => void (server.clock.now = BEFORE_DUE));

let sets = 0;
/** A sheet of its own with a policy; in YAML. */
async function publish(policy: string, from = SHEET_FILES) {
  sets += 1;
  const slug = `set-${sets}`;
  const files = titled(slug, {
    ...from,
    'assignment.yaml': `${from['assignment.yaml']}resubmission: ${policy}\n`,
  });
  await grace.call(operations.publishAssignment, { params: { course: COURSE }, body: { files, slug } });
  return { course: COURSE, assignment: slug };
}
type Place = Awaited<ReturnType<typeof publish>>;

const handIn = (params: Place, two: string, client = ada) =>
  client.call(operations.createSubmission, {
    params,
    body: { idempotencyKey: randomUUID(), answers: { one: 'One', two } },
  });
const refused = (params: Place, two: string, client = ada) =>
  client.fail(operations.createSubmission, {
    params,
    body: { idempotencyKey: randomUUID(), answers: { one: 'One', two } },
  });
const counting = async (params: Place, client = ada) =>
  (await client.call(operations.listSubmissions, { params })).submissions.find(({ counts }) => counts)
    ?.number;
const closed = async (params: Place, client = ada) =>
  (await client.call(operations.listSubmissions, { params })).closed;
async function grade(submissionId: string, question: string, choice: object) {
  const params = { submissionId, question };
  const { grade: looked } = await tess.call(operations.getGradingAnswer, { params });
  const body = { appliedItemIds: [], baseRevision: looked?.revision ?? 0, ...choice };
  await tess.call(operations.gradeAnswer, { params, body });
}
const release = (params: Place, released: boolean) =>
  grace.call(operations.releaseGrades, { params, body: { released } });

describe('one may hand in again', () => {
  test('until the due time; who has handed in nothing still may, late', async () => {
    const params = await publish('{ until: due }');
    await handIn(params, 'A');
    await handIn(params, 'B');
    expect(await closed(params)).toBeNull();
    server.clock.now = AFTER_DUE;
    expect(await refused(params, 'C')).toMatchObject({ code: 'locked', message: /Your draft is safe/ });
    expect(await closed(params)).toMatch(/submission 2 of ada, and handing in again ended when it was due/);
    expect(await closed(params, emmy)).toBeNull();
    expect((await handIn(params, 'Late', emmy)).late).toBe(true);
    expect((await refused(params, 'Again', emmy)).code).toBe('locked');
  });

  test('not through a teammate who has handed in nothing', async () => {
    const params = await publish('{ until: due }');
    await handIn(params, 'A');
    server.clock.now = AFTER_DUE;
    await joinUp(params, emmy, [ada]);
    expect((await refused(params, 'For both', emmy)).message).toMatch(/submission 1 of ada/);
  });

  test('so many hours after it', async () => {
    const params = await publish('{ until: late, lateHours: 0.5 }');
    await handIn(params, 'A');
    const { resubmission, dueAt } = await ada.call(operations.getAssignment, { params });
    const end = new Date(resubmission.endsAt!);
    expect(Number(end) - Date.parse(dueAt)).toBe(1_800_000);
    server.clock.now = end;
    await handIn(params, 'B');
    server.clock.now = new Date(end.getTime() + 1);
    expect((await refused(params, 'C')).message).toMatch(/0.5 h after it was due/);
  });

  test('until somebody grades it', async () => {
    const params = await publish('{ until: graded }');
    await handIn(params, 'A');
    const { id } = await handIn(params, 'B');
    await grade(id, 'two', { comment: 'Hm' });
    expect(await closed(params)).toBeNull();
    await grade(id, 'two', { fullMarks: true });
    expect((await refused(params, 'C')).message).toMatch(/Grading has begun on submission 2 of ada/);
    await tess.call(operations.ungradeAnswer, { params: { submissionId: id, question: 'two' } });
    expect((await handIn(params, 'C')).number).toBe(3);
  });

  test('until grades are released, where nothing else is said', async () => {
    const params = await publish('{}');
    const { id } = await handIn(params, 'A');
    await grade(id, 'two', { fullMarks: true });
    server.clock.now = AFTER_DUE;
    await handIn(params, 'B');
    await release(params, true);
    expect((await refused(params, 'C')).message).toMatch(/Grades are released/);
  });
});

describe('of several submissions', () => {
  test('the first counts, or the last in time', async () => {
    const first = await publish('{ counts: first }');
    const inTime = await publish('{ counts: last_before_due }');
    for (const params of [first, inTime]) {
      await handIn(params, 'A');
      await handIn(params, 'B');
      server.clock.now = AFTER_DUE;
      await handIn(params, 'C');
      server.clock.now = BEFORE_DUE;
    }
    expect([await counting(first), await counting(inTime)]).toEqual([1, 2]);
    server.clock.now = AFTER_DUE;
    await handIn(inTime, 'Late', emmy);
    await handIn(inTime, 'Later', emmy);
    expect(await counting(inTime, emmy)).toBe(2);
  });

  test('the best counts; students learn which when grades are out, and a pin stands above it', async () => {
    const params = await publish('{ counts: best }');
    const a = await handIn(params, 'A');
    await grade(a.id, 'one', { fullMarks: true });
    await grade(a.id, 'two', { fullMarks: true });
    const b = await handIn(params, 'B');
    // The grade of A counts for B until somebody looks: B is as good, and later.
    expect(await counting(params, tess)).toBe(2);
    const { items } = await tess.call(operations.listRubricItems, { params: { ...params, question: 'two' } });
    await grade(b.id, 'two', { appliedItemIds: [items[1]!.id] });
    expect(await counting(params, tess)).toBe(1);
    expect(await counting(params)).toBe(2);
    await release(params, true);
    expect(await counting(params)).toBe(1);
    const feedback = await ada.call(operations.getFeedback, { params });
    const book = await grace.call(operations.getGradebook, { params: { course: COURSE } });
    const column = book.assignments.findIndex(({ slug }) => slug === params.assignment);
    const cell = book.rows.find(({ student }) => student.name === 'ada')?.cells[column];
    expect([feedback.score, cell?.score, feedback.submission.number]).toEqual([3, 3, 1]);
    const body = { userId: await server.userId('ada'), reason: 'as agreed' };
    await grace.call(operations.pinSubmission, { params: { submissionId: b.id }, body });
    expect(await counting(params)).toBe(2);
  });

  test('the best of code is the one whose tests gave most, whatever came later', async () => {
    await server.work(async (definition, program, hooks) => {
      const record = await passEverything(definition, program, hooks);
      const isHalf = program.source.includes('// half');
      const questions = record.whole!.questions.map((question) => ({ ...question, score: isHalf ? 2 : 4 }));
      return { ...record, whole: { ...record.whole!, questions } };
    });
    const params = await publish('{ counts: best }', CODE_FILES);
    const submit = async (text: string) => {
      const body = { idempotencyKey: randomUUID(), file: { name: 'optim.js', text } };
      const { id } = await ada.call(operations.createSubmission, { params, body });
      await eventually(
        () => tess.call(operations.getSubmission, { params: { submissionId: id } }),
        ({ run }) => run?.state === 'done',
      );
    };
    await submit(`${SGD_SOURCE}// half`);
    await submit(SGD_SOURCE);
    expect(await counting(params, tess)).toBe(2);
    await submit(`${SGD_SOURCE}// half, later`);
    expect(await counting(params, tess)).toBe(2);
    // Which one is better depends on hidden tests, too.
    expect(await counting(params)).toBe(3);
    await submit(`${SGD_SOURCE}// as good`);
    expect(await counting(params, tess)).toBe(4);
  });
});

test('a policy that makes no sense is refused with its line', async () => {
  const check = async (policy: string) => {
    const files = titled('x', {
      ...SHEET_FILES,
      'assignment.yaml': `${SHEET_FILES['assignment.yaml']}resubmission: ${policy}\n`,
    });
    const params = { course: COURSE };
    return (await grace.call(operations.checkAssignment, { params, body: { files, slug: 'x' } })).problems;
  };
  expect(await check('{ until: late }')).toMatchObject([
    { file: 'assignment.yaml', line: 8, message: /lateHours need each other/ },
  ]);
  expect(await check('{ until: due, lateHours: 3 }')).toMatchObject([{ message: /lateHours/ }]);
  expect(await check('{ until: never }')).toMatchObject([{ severity: 'error', line: 8 }]);
  expect(await check('{ counts: best }')).toEqual([]);
});
