/** Graders share a question: by number or section, with words about what they leave to somebody else. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Division } from '../../contract/desk.ts';
import { partsOf } from '../../server/features/desk/partsOf.ts';
import type { Client } from '../support/client.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let tess: Client, grace: Client;
let ids: Record<'tess' | 'grace', string>;
const question = { ...SHEET, question: 'two' };

beforeAll(async () => {
  server = await startTestServer();
  [tess, grace] = await Promise.all([server.as('tess'), server.as('grace')]);
  ids = { tess: await server.userId('tess'), grace: await server.userId('grace') };
  for (const [name, section] of Object.entries({ ada: 'A', emmy: 'A', mary: 'B', sofia: '' })) {
    await server.db.enrolment.updateMany({
      where: { user: { email: `${name}@example.org` } },
      data: { section },
    });
    await (
      await server.as(name)
    ).call(operations.createSubmission, {
      params: SHEET,
      body: { idempotencyKey: randomUUID(), answers: { two: `By ${name}` } },
    });
  }
});
afterAll(() => server.close());

const next = (client: Client, after: string | null = null) =>
  client.call(operations.nextAnswer, { params: question, body: { after } });
const rows = async (client = tess) =>
  (await client.call(operations.listGradingAnswers, { params: question })).answers;
const progress = async () => {
  const { questions } = await grace.call(operations.getGradingProgress, { params: SHEET });
  return questions.find((each) => each.question === 'two')!;
};
const divide = (division: Division | null) =>
  grace.call(operations.divideQuestion, { params: question, body: { division } });
const grade = (client: Client, submissionId: string) =>
  client.call(operations.gradeAnswer, {
    params: { submissionId, question: 'two' },
    body: { appliedItemIds: [], fullMarks: true, baseRevision: 0 },
  });
const release = (client: Client) => client.call(operations.releaseClaims, { params: question });

test('each is led through their part and told what is left in others', async () => {
  await divide({
    by: 'count',
    parts: [
      { userId: ids.tess, count: 1 },
      { userId: ids.grace, count: 3 },
    ],
  });
  const order = await rows();
  expect(order.map(({ partOf }) => partOf)).toEqual([ids.tess, ids.grace, ids.grace, ids.grace]);
  const first = await next(tess);
  expect(first).toMatchObject({ submissionId: order[0]!.submissionId, inOtherParts: 3 });
  await grade(tess, first.submissionId!);
  expect(await next(tess)).toEqual({
    submissionId: null,
    heldByOthers: 0,
    inOtherParts: 3,
    passedOver: 0,
    own: 0,
  });
  expect(await next(grace)).toMatchObject({ submissionId: order[1]!.submissionId, inOtherParts: 0 });
  await release(grace);
  expect(await progress()).toMatchObject({
    sections: [
      { name: '', answers: 1 },
      { name: 'A', answers: 2 },
      { name: 'B', answers: 1 },
    ],
    graders: [
      { person: { name: 'grace' }, graded: 0, part: { answers: 3, left: 3 } },
      { person: { name: 'tess' }, graded: 1, part: { answers: 1, left: 0 } },
    ],
  });
});

test('by section, what nobody was given is anybody’s; wrong divisions are refused and change nothing', async () => {
  await divide({ by: 'section', parts: [{ userId: ids.tess, sections: ['B'] }] });
  const owners = (await rows()).map(({ sections, partOf }) => [sections.join(), partOf]);
  expect(owners).toContainEqual(['B', ids.tess]);
  expect(owners.filter(([, owner]) => owner !== null)).toHaveLength(1);
  expect((await next(grace)).submissionId).not.toBeNull();
  await release(grace);
  const before = await progress();
  const part = { userId: ids.tess, sections: ['A'] };
  const wrong: Division[] = [
    { by: 'section', parts: [part, part] },
    { by: 'section', parts: [part, { userId: ids.grace, sections: ['A'] }] },
    { by: 'count', parts: [{ userId: await server.userId('ada'), count: 1 }] },
  ];
  for (const division of wrong)
    expect((await grace.fail(operations.divideQuestion, { params: question, body: { division } })).code).toBe(
      'unacceptable',
    );
  expect(await progress()).toEqual(before);
  expect(
    (await tess.fail(operations.divideQuestion, { params: question, body: { division: null } })).code,
  ).toBe('forbidden');
  await divide(null);
});

test('who skips an answer is not sent there again; a flag keeps TAs away until it is settled', async () => {
  const [one, two, three] = (await rows())
    .filter(({ score }) => score === null)
    .map((row) => row.submissionId);
  const mark = (
    client: Client,
    submissionId: string,
    body: { kind: 'flagged' | 'skipped'; reason: string },
  ) => client.call(operations.markAnswer, { params: { submissionId, question: 'two' }, body });
  await mark(tess, one!, { kind: 'skipped', reason: 'I know them' });
  await mark(tess, two!, { kind: 'flagged', reason: 'Copied?' });
  expect(await next(tess)).toMatchObject({ submissionId: three, passedOver: 2 });
  await release(tess);
  const marks = (await rows()).find(({ submissionId }) => submissionId === two)!.marks;
  expect(marks).toMatchObject({ flag: { by: { name: 'tess' }, reason: 'Copied?' }, skipped: [] });
  expect((await progress()).flagged).toBe(1);
  // An instructor is sent to both.
  expect(await next(grace)).toMatchObject({ submissionId: one, passedOver: 0 });
  await release(grace);
  const settled = await grace.call(operations.markAnswer, {
    params: { submissionId: two!, question: 'two' },
    body: { kind: 'settled' },
  });
  expect(settled).toEqual({ flag: null, skipped: [] });
  expect(await next(tess)).toMatchObject({ submissionId: two, passedOver: 1 });
  const course = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  const acts = await server.db.auditEvent.findMany({ where: { courseId: course.id, action: 'markAnswer' } });
  expect(acts).toHaveLength(3);
  const blank = {
    params: { submissionId: one!, question: 'two' },
    body: { kind: 'flagged' as const, reason: ' ' },
  };
  expect((await tess.fail(operations.markAnswer, blank)).message).toContain('Say why.');
});

test('a part by number has its share of however many there are, none in two and none left out', () => {
  const parts = [3, 1, 2].map((count, place) => ({ userId: `person ${place}`, count }));
  for (let size = 0; size < 60; size += 1) {
    const order = Array.from({ length: size }, (_, place) => ({ submissionId: String(place), section: '' }));
    const everybody = new Set(parts.map(({ userId }) => userId));
    const whole = partsOf({ by: 'count', parts }, order, everybody);
    const owners = [...whole.values()];
    expect(owners).toHaveLength(size);
    expect(owners).toEqual(owners.toSorted());
    for (const { userId, count } of parts)
      expect(
        Math.abs(owners.filter((owner) => owner === userId).length - (count / 6) * size),
      ).toBeLessThanOrEqual(1);
    // Without one of them the parts of the others are what they were.
    const left = partsOf({ by: 'count', parts }, order, new Set(['person 0', 'person 2']));
    expect([...left]).toEqual([...whole].filter(([, owner]) => owner !== 'person 1'));
  }
});

test('how a question was graded: scores, items and time by grader, for instructors', async () => {
  const [item] = (await grace.call(operations.listRubricItems, { params: question })).items.filter(
    ({ points }) => points < 0,
  );
  const open = (await rows()).filter(({ score }) => score === null).map(({ submissionId }) => submissionId);
  const later = (seconds: number) => {
    server.clock.now = new Date(server.clock.now.getTime() + seconds * 1000);
  };
  const decide = (client: Client, submissionId: string, body: object) =>
    client.call(operations.gradeAnswer, {
      params: { submissionId, question: 'two' },
      body: { appliedItemIds: [], baseRevision: 0, ...body },
    });
  // Tess graded one answer before, long ago.
  later(3600);
  await decide(tess, open[0]!, { fullMarks: true });
  later(40);
  await decide(tess, open[1]!, { appliedItemIds: [item!.id] });
  await decide(grace, open[2]!, { adjustment: -0.5 });
  const { questions } = await grace.call(operations.getGradingStatistics, { params: SHEET });
  expect(questions.find(({ id }) => id === 'two')).toMatchObject({
    answers: 4,
    scores: { count: 4, mean: (2 + 2 + 0.5 + 1.5) / 4 },
    seconds: 40,
    timed: 1,
    items: [{ applied: 0 }, { applied: 1, byGrader: { [ids.tess]: 1 } }],
    graders: [
      { person: { name: 'grace' }, scores: { count: 1, mean: 1.5, spread: null }, seconds: null, fromOthers: null }, // prettier-ignore
      { person: { name: 'tess' }, scores: { count: 3, mean: 1.5 }, seconds: 40, timed: 1 },
    ],
  });
  expect(questions.find(({ id }) => id === 'one')).toMatchObject({ answers: 4, scores: null, graders: [] });
  expect((await tess.fail(operations.getGradingStatistics, { params: SHEET })).code).toBe('forbidden');
});

test('some are graded a second time, blind, and change no score until an instructor adopts one', async () => {
  const ask = (client: Client, graderId: string, count = 2) =>
    client.send(operations.askForSecondGrading, { params: question, body: { graderId, count } });
  expect((await ask(tess, ids.tess)).status).toBe(403);
  expect((await ask(grace, await server.userId('ada'))).status).toBe(422);
  // Of four, three are Tess’s: she is asked for the other one, and once.
  expect((await ask(grace, ids.tess, 9)).body).toEqual({ asked: 1 });
  expect((await ask(grace, ids.tess, 9)).status).toBe(422);
  expect((await ask(grace, ids.grace)).body).toEqual({ asked: 2 });

  const open = async (client: Client) =>
    (await client.call(operations.getGradingProgress, { params: SHEET })).second;
  const [mine] = await open(tess);
  const params = { submissionId: mine!.submissionId, question: 'two' };
  const shown = await tess.send(operations.getSecondGrading, { params });
  expect(shown.body).toMatchObject({ maxScore: 2, choice: null });
  // Nothing says who graded it, or how.
  expect(Object.keys(shown.body as object).toSorted()).toEqual(['answer', 'choice', 'decidedAt', 'images', 'macros', 'maxScore', 'members', 'question', 'rubric']); // prettier-ignore
  expect(shown.text).not.toContain('grace');
  expect((await grace.fail(operations.getSecondGrading, { params })).code).toBe('not_found');

  const scores = async () => (await rows()).map(({ submissionId, score }) => `${submissionId} ${score}`);
  const before = await scores();
  const item = (await grace.call(operations.listRubricItems, { params: question })).items.find(
    ({ points }) => points < 0,
  )!;
  const decide = (client: Client, submissionId: string, body: object) =>
    client.send(operations.decideSecondGrading, {
      params: { submissionId, question: 'two' },
      body: { appliedItemIds: [], seen: null, ...body },
    });
  expect((await decide(tess, mine!.submissionId, {})).status).toBe(422);
  expect((await decide(grace, mine!.submissionId, { fullMarks: true })).status).toBe(404);
  const second = { appliedItemIds: [item.id], comment: 'No formula here.' };
  expect((await decide(tess, mine!.submissionId, second)).body).toMatchObject({ left: [] });
  for (const { submissionId } of await open(grace)) await decide(grace, submissionId, { fullMarks: true });
  expect([await open(tess), await open(grace)]).toEqual([[], []]);
  expect(await scores()).toEqual(before);

  const agreement = async () =>
    (await grace.call(operations.getGradingStatistics, { params: SHEET })).questions.find(
      ({ id }) => id === 'two',
    )!.second!;
  const found = await agreement();
  expect(found).toMatchObject({ asked: 3, answers: { length: 3 } });
  const apart = found.answers.map(({ firstScore, secondScore }) => Math.abs(firstScore - secondScore));
  expect(apart).toEqual(apart.toSorted((a, b) => b - a));
  expect(found.difference).toBeCloseTo(apart.reduce((sum, each) => sum + each, 0) / 3, 9);
  const byTess = found.answers.find(({ submissionId }) => submissionId === mine!.submissionId)!;
  expect(byTess).toMatchObject({ first: { name: 'grace' }, second: { name: 'tess' }, firstScore: 1.5, secondScore: 0.5, onlyFirst: [], onlySecond: ['No formula'], stands: 'first', other: null }); // prettier-ignore

  const body = { baseRevision: byTess.baseRevision, decidedAt: byTess.decidedAt };
  expect((await tess.fail(operations.adoptSecondGrading, { params, body })).code).toBe('forbidden');
  const standing = await grace.call(operations.adoptSecondGrading, { params, body });
  expect(standing).toMatchObject({ score: 0.5, comment: 'No formula here.', gradedBy: { name: 'grace' } }); // prettier-ignore
  expect(await scores()).not.toEqual(before);
  const adopted = (await agreement()).answers.find(({ submissionId }) => submissionId === mine!.submissionId);
  // What was compared stays what it was.
  expect(adopted).toEqual({ ...byTess, stands: 'second', baseRevision: standing.revision });
  expect((await decide(tess, mine!.submissionId, second)).status).toBe(409);
});
