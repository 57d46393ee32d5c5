/** A rerun is applied or undone as the page showed it: nobody does it over what colleagues, students or a release did since. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { NotAsSeen } from '../../contract/error.ts';
import { operations } from '../../contract/index.ts';
import { SeenRerun } from '../../contract/reruns.ts';
import type { Rerun } from '../../contract/reruns.ts';
import { SGD_SOURCE } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { CODE, eventually, passEverything, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261203);
const ROUNDS = 90;
const { random, pick } = playOf(SEED);
const STUDENTS = ['ada', 'emmy', 'mary'] as const;

let server: TestServer;
let grace: Client, gus: Client, tess: Client;
let students: Client[];
/** Of each student, the last. */
const submissions: string[] = [];
/** What the grader gives from now on, of four points. */
let given = 3;

beforeAll(async () => {
  server = await startTestServer();
  const course = await server.db.course.findUniqueOrThrow({ where: { slug: CODE.course } });
  const gusId = await server.userId('stranger');
  await server.db.user.update({ where: { id: gusId }, data: { name: 'gus' } });
  await server.db.enrolment.create({ data: { courseId: course.id, userId: gusId, role: 'instructor' } });
  [grace, gus, tess] = (await Promise.all(['grace', 'stranger', 'tess'].map((name) => server.as(name)))) as [
    Client,
    Client,
    Client,
  ];
  students = await Promise.all(STUDENTS.map((name) => server.as(name)));
  await server.work(async (definition, program, options) => {
    const graded = await passEverything(definition, program, options);
    const [report] = graded.whole.questions;
    report!.score = given;
    return graded;
  });
  for (const place of STUDENTS.keys()) await handIn(place);
});
afterAll(() => server.close());

const idle = () =>
  eventually(
    () => server.db.gradingRun.count({ where: { state: { in: ['queued', 'running'] } } }),
    (count) => count === 0,
  );

async function handIn(place: number): Promise<void> {
  const { id } = await students[place]!.call(operations.createSubmission, {
    params: CODE,
    body: {
      idempotencyKey: randomUUID(),
      file: { name: 'optim.js', text: `// ${randomUUID()}\n${SGD_SOURCE}` },
    },
  });
  submissions[place] = id;
  await idle();
}

async function rerun(points: number): Promise<string> {
  given = points;
  const { id } = await tess.call(operations.startRerun, { params: CODE, body: { scope: 'counting' } });
  await idle();
  return id;
}

const read = (id: string, by = grace) => by.call(operations.getRerun, { params: { ...CODE, rerun: id } });
/** What a page names: of some of its results, as it shows them. */
const seenOn = ({ released, lastAct, results }: Rerun, ids: readonly string[]): SeenRerun => ({
  released,
  lastAct,
  results: Object.fromEntries(
    results
      .filter(({ submissionId }) => ids.includes(submissionId))
      .map((each) => [each.submissionId, each.seen]),
  ),
});
const all = ({ results }: Rerun) => results.map(({ submissionId }) => submissionId);
const appliedOn = ({ results }: Rerun) =>
  results.filter(({ applied }) => applied).map(({ submissionId }) => submissionId);
const apply = (by: Client, page: Rerun, submissionIds = all(page)) =>
  by.send(operations.applyRerun, {
    params: { ...CODE, rerun: page.id },
    body: { submissionIds, seen: seenOn(page, submissionIds) },
  });
const undo = (by: Client, page: Rerun) =>
  by.send(operations.undoRerun, {
    params: { ...CODE, rerun: page.id },
    body: { seen: seenOn(page, appliedOn(page)) },
  });
const grade = async (submissionId: string, adjustment: number) => {
  const params = { submissionId, question: 'sgd' };
  const { grade: stands } = await tess.call(operations.getGradingAnswer, { params });
  const body = { appliedItemIds: [], adjustment, baseRevision: stands?.revision ?? 0 };
  await tess.call(operations.gradeAnswer, { params, body });
};
const release = (by: Client, released: boolean) =>
  by.call(operations.releaseGrades, { params: CODE, body: { released } });

const refusal = ({ body }: { body: unknown }) =>
  (body as { error: { code: string; message: string; details: unknown } }).error;
/** Which results of a rerun count. */
const counting = async (id: string) =>
  (
    await server.db.gradingRun.findMany({
      where: { rerunId: id, countsFrom: { not: null } },
      select: { submissionId: true },
    })
  )
    .map(({ submissionId }) => submissionId)
    .toSorted();

/** What is done while a page is open, and what whoever is refused reads of it. */
const MEANWHILE: Record<string, { act: (page: Rerun) => Promise<unknown>; says: string }> = {
  'a colleague applied one': {
    act: async (page) => expect((await apply(gus, page, [all(page)[0]!])).status).toBe(200),
    says: 'one of these results is another: gus let results of a rerun of',
  },
  'a TA graded one': {
    act: () => grade(submissions[0]!, -1.5),
    says: 'one of these results is another: tess graded SGD of submission 1 of ada',
  },
  'a student handed in anew': {
    act: () => handIn(1),
    says: 'one of these results is another: emmy handed in submission 2 of emmy',
  },
  'grades were released': {
    act: () => release(gus, true),
    says: 'students read the grades by now: gus released the grades of',
  },
  'they were taken back': {
    act: () => release(gus, false),
    says: 'the grades were taken back: gus took the grades of',
  },
};

test.each(Object.entries(MEANWHILE))(
  '%s: it is not applied over it, and then it is',
  async (_, { act, says }) => {
    const id = await rerun(1 + random(3));
    const page = await read(id);
    await act(page);
    const before = await counting(id);
    const refused = await apply(grace, page);
    expect([refused.status, refusal(refused).code]).toEqual([409, 'not_as_seen']);
    expect(refusal(refused).message).toContain(says);
    expect(await counting(id)).toEqual(before);
    // What stands is told in the form in which it is named.
    const now = await read(id);
    const stands = SeenRerun.parse(NotAsSeen.parse(refusal(refused).details).stands);
    expect({ ...stands, lastAct: now.lastAct }).toEqual(seenOn(now, all(now)));
    const body = { submissionIds: all(page), seen: stands };
    expect((await grace.send(operations.applyRerun, { params: { ...CODE, rerun: id }, body })).status).toBe(
      200,
    );
    expect(await counting(id)).toEqual(all(page).toSorted());
  },
);

test('nor is it undone', async () => {
  const id = await rerun(4);
  expect((await apply(grace, await read(id))).status).toBe(200);
  const page = await read(id);
  // A TA looks at what counts since and adjusts it.
  await grade(submissions[2]!, -0.5);
  const refused = await undo(gus, page);
  expect([refused.status, refusal(refused).message]).toEqual([
    409,
    expect.stringContaining('tess graded SGD of submission 1 of mary'),
  ]);
  expect((await counting(id)).length).toBe(3);
  // Undone and applied once more, it is what it was.
  expect((await undo(gus, await read(id))).status).toBe(200);
  const gone = await undo(grace, page);
  expect([gone.status, refusal(gone).message]).toEqual([409, expect.stringContaining('gus undid')]);
});

test('of two who press at the same moment, one does it', async () => {
  const id = await rerun(2);
  for (const act of [apply, undo]) {
    const page = await read(id);
    const both = await Promise.all([act(grace, page), act(gus, page)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(refusal(both.find(({ status }) => status === 409)!).code).toBe('not_as_seen');
  }
});

test('who names nothing does it to whatever stands, as a script of before does', async () => {
  const id = await rerun(3);
  const params = { ...CODE, rerun: id };
  await grade(submissions[0]!, -1);
  expect((await grace.send(operations.applyRerun, { params, body: {} })).status).toBe(200);
  expect((await grace.send(operations.undoRerun, { params })).status).toBe(200);
});

test('two instructors and a TA, at random: whatever is done is done to what its page showed', async () => {
  const ids = [await rerun(1), await rerun(4)];
  const people = [grace, gus];
  /** The page that each has open of each rerun. */
  const pages = new Map<string, Rerun>();
  const [done, refused] = [[] as string[], [] as string[]];
  /** What a person reads on the page of some results: points, ticks, and whether students read them. */
  const shown = (page: Rerun, about: readonly string[]) => ({
    released: page.released,
    rows: page.results
      .filter(({ submissionId }) => about.includes(submissionId))
      .map(({ submissionId, kind, before, after, byHand, counts, applied }) => ({
        ...{ submissionId, kind, before, after, byHand, counts, applied },
      }))
      .toSorted((a, b) => a.submissionId.localeCompare(b.submissionId)),
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const [by, id] = [pick(people), pick(ids)];
    const key = `${people.indexOf(by)} ${id}`;
    const other = random(8);
    if (other === 0) await grade(pick(submissions), -(1 + random(5)) / 2);
    // Nothing more is handed in while grades are out.
    if (other === 1 && !(await read(id)).released) await handIn(random(3));
    if (other === 2) await release(pick(people), random(2) === 0);
    if (other === 3) pages.set(key, await read(id, by));
    const page = pages.get(key) ?? (await read(id, by));
    pages.set(key, page);
    const isUndo = random(2) === 0;
    const chosen = isUndo ? appliedOn(page) : all(page).filter(() => random(3) > 0);
    if (chosen.length === 0) {
      pages.delete(key);
      continue;
    }
    const stands = await read(id);
    // Undoing takes back whatever of it counts.
    const about = isUndo ? [...chosen, ...appliedOn(stands)] : chosen;
    const isSame = JSON.stringify(shown(page, about)) === JSON.stringify(shown(stands, about));
    const { status, body } = await (isUndo ? undo(by, page) : apply(by, page, chosen));
    const words = { seed: SEED, round, isUndo, isSame, status, body };
    if (isSame && status !== 200) {
      // Applied already, all of it: that is what the page showed.
      expect(words).toMatchObject({ isUndo: false, status: 422 });
      expect(chosen.every((each) => appliedOn(page).includes(each))).toBe(true);
    } else expect(words).toMatchObject({ status: isSame ? 200 : 409 });
    (status === 200 ? done : refused).push(isUndo ? 'undo' : 'apply');
    // Whoever is refused looks again, and can do it.
    if (status !== 200) pages.set(key, await read(id, by));
    const after = await counting(id);
    if (status === 200)
      expect(after.filter((each) => chosen.includes(each)).length).toBe(isUndo ? 0 : chosen.length);
    else expect(after).toEqual(appliedOn(stands).toSorted());
  }
  for (const list of [done, refused]) expect(new Set(list)).toEqual(new Set(['undo', 'apply']));
});
