/** Graders who leave a course or get another role, by random turns: what was theirs to do is anybody's, and is theirs again when they return. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Division } from '../../contract/desk.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261130);
const ROUNDS = 24;
const { random, pick } = playOf(SEED);
const QUESTION = { ...SHEET, question: 'two' };

let server: TestServer;
let tess: Client, grace: Client;
let tomId: string, tessId: string;
const STUDENTS = ['ada', 'emmy', 'mary', 'sofia'];

beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = (await Promise.all(['tess', 'grace'].map((name) => server.as(name)))) as [Client, Client];
  [tomId, tessId] = [await server.userId('stranger'), await server.userId('tess')];
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({ data: { courseId, userId: tomId, role: 'ta' } });
  for (const [index, name] of STUDENTS.entries()) {
    const where = { courseId_userId: { courseId, userId: await server.userId(name) } };
    await server.db.enrolment.update({ where, data: { section: index < 2 ? 'A' : 'B' } });
    const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: name } };
    await (await server.as(name)).call(operations.createSubmission, { params: SHEET, body });
  }
});
afterAll(() => server.close());

const enrol = (body: object) =>
  grace.call(operations.changeEnrolment, { params: { course: COURSE, userId: tomId }, body });
const divide = (division: Division | null) =>
  grace.call(operations.divideQuestion, { params: QUESTION, body: { division } });
const progress = async () => {
  const { questions } = await grace.call(operations.getGradingProgress, { params: SHEET });
  return questions.find(({ question }) => question === 'two')!;
};
const owners = async () =>
  (await tess.call(operations.listGradingAnswers, { params: QUESTION })).answers.map(({ partOf }) => partOf);
const DIVISIONS = (): Division[] => [
  { by: 'count', parts: [{ userId: tomId, count: 1 }, { userId: tessId, count: 1 }] }, // prettier-ignore
  { by: 'count', parts: [{ userId: tomId, count: 4 }] },
  { by: 'section', parts: [{ userId: tomId, sections: ['A'] }, { userId: tessId, sections: ['B'] }] }, // prettier-ignore
  { by: 'section', parts: [{ userId: tomId, sections: ['A', 'B'] }] },
];

test('an answer is of somebody who grades in the course, or anybody’s; who stays keeps their part', async () => {
  let division: Division | null = null;
  let whole: (string | null)[] = [];
  let isGrader = true;
  for (let round = 0; round < ROUNDS; round += 1) {
    const where = { seed: SEED, round };
    if (division === null || (isGrader && random(3) === 0)) {
      if (!isGrader) await enrol({ active: true, role: 'ta' });
      isGrader = true;
      division = pick(DIVISIONS());
      await divide(division);
      whole = await owners();
    } else if (isGrader) {
      await enrol(pick([{ active: false }, { role: 'student' }, { role: 'observer' }]));
      isGrader = false;
    } else {
      await enrol({ active: true, role: 'ta' });
      isGrader = true;
    }
    const now = await owners();
    const expected = whole.map((owner) => (owner === tomId && !isGrader ? null : owner));
    expect({ ...where, now }).toEqual({ ...where, now: expected });
    // What is nobody's is offered to everybody: with it and their part, an answer for each that is not another's.
    const free = now.filter((owner) => owner === null || owner === tessId).length;
    const { submissionId, inOtherParts } = await tess.call(operations.nextAnswer, {
      params: QUESTION,
      body: { after: null },
    });
    const hasPart = now.includes(tessId);
    expect({ ...where, inOtherParts }).toEqual({ ...where, inOtherParts: hasPart ? 4 - free : 0 });
    expect(submissionId !== null).toBe(!hasPart || free > 0);
    await tess.call(operations.releaseClaims, { params: QUESTION });
    const { division: shown, graders } = await progress();
    const counted = graders.reduce((sum, { part }) => sum + (part?.answers ?? 0), 0);
    expect({ ...where, counted }).toEqual({
      ...where,
      counted: now.filter((owner) => owner !== null).length,
    });
    // What the page shows it can save again.
    if (!isGrader && random(4) === 0) {
      await divide(shown);
      division = shown;
      whole = await owners();
    }
  }
});

test('what was asked of them a second time can be asked of somebody else, and what they have graded stays', async () => {
  await enrol({ active: true, role: 'ta' });
  await divide(null);
  const { answers } = await tess.call(operations.listGradingAnswers, { params: QUESTION });
  for (const { submissionId } of answers)
    await tess.call(operations.gradeAnswer, {
      params: { submissionId, question: 'two' },
      body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
    });
  const ask = (graderId: string) =>
    grace.send(operations.askForSecondGrading, { params: QUESTION, body: { graderId, count: 9 } });
  expect((await ask(tomId)).body).toEqual({ asked: 4 });
  const stranger = await server.as('stranger');
  await stranger.call(operations.decideSecondGrading, {
    params: { submissionId: answers[0]!.submissionId, question: 'two' },
    body: { appliedItemIds: [], adjustment: -1, seen: null },
  });
  expect((await ask(await server.userId('grace'))).status).toBe(422);
  const askedNow = async () => {
    const { questions } = await grace.call(operations.getGradingStatistics, { params: SHEET });
    return questions.find(({ id }) => id === 'two')!.second?.asked;
  };
  expect(await askedNow()).toBe(4);
  await enrol({ active: false });
  // The three that he has not graded wait for nobody.
  expect(await askedNow()).toBe(1);
  expect((await ask(await server.userId('grace'))).body).toEqual({ asked: 3 });
  expect(await server.db.secondGrading.count({ where: { graderId: tomId } })).toBe(1);
});

test('a regrade request and an answer that they held are free for all at that moment, and theirs again if nobody took them', async () => {
  await enrol({ active: true, role: 'ta' });
  await grace.call(operations.releaseGrades, { params: SHEET, body: { released: true } });
  const ada = await server.as('ada');
  const { answers } = await tess.call(operations.listGradingAnswers, { params: QUESTION });
  const { submissionId } = answers.find(({ members }) => members.some(({ name }) => name === 'ada'))!;
  const answer = { submissionId, question: 'two' };
  const { id } = await ada.call(operations.askForRegrade, { params: answer, body: { reason: 'Again' } });
  const request = { submissionId, requestId: id };
  const handler = async () => {
    const { requests } = await tess.call(operations.listCourseRequests, {
      params: { course: COURSE },
      query: { state: 'open' },
    });
    return requests.find((each) => each.id === id)!.handler?.name ?? null;
  };
  const seenByAda = async () => {
    const { requests } = await ada.call(operations.listRequests, { params: { submissionId } });
    return requests[0]!.handler?.name ?? null;
  };
  const take = (by: Client, from: string | null, to: string) =>
    by.send(operations.assignRequest, { params: request, body: { from, to } });
  const here = async () => {
    const met = await tess.call(operations.claimAnswer, { params: answer, body: { hold: [] } });
    return met.here.map(({ name }) => name);
  };
  const tom = await server.as('stranger');
  expect((await take(tom, null, tomId)).status).toBe(200);
  for (const gone of [{ role: 'student' }, { role: 'observer' }, { active: false }]) {
    await tom.call(operations.claimAnswer, { params: answer, body: { hold: [] } });
    expect([await handler(), await seenByAda(), await here()]).toEqual([
      'stranger',
      'stranger',
      ['stranger'],
    ]);
    await enrol(gone);
    expect([await handler(), await seenByAda(), await here()]).toEqual([null, null, []]);
    await enrol({ active: true, role: 'ta' });
    expect(await handler()).toBe('stranger');
  }
  await enrol({ active: false });
  // Who still has the page of before is told, and the next attempt succeeds.
  expect((await take(tess, tomId, tessId)).text).toMatch(/Nobody has this request by now/);
  expect((await take(tess, null, tessId)).status).toBe(200);
  await enrol({ active: true, role: 'ta' });
  expect(await handler()).toBe('tess');
});
