/**
 * What is kept of scores is what the law says: after every act of a random play that changes something the law reads, and
 * while several grade and read at once. Each act comes when everything is fresh, so that one that left no mark is found out.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { forgetScores } from '../../server/features/grading/verifyScores.ts';
import { CODE_FILES, SGD_SOURCE, SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import {
  AFTER_DUE,
  BEFORE_DUE,
  COURSE,
  keptWrongly,
  passEverything,
  startTestServer,
} from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261127);
const ACTS = 45;
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
const POLICIES = ['last', 'first', 'best', 'last_before_due'] as const;

const { random, pick } = playOf(SEED);

let server: TestServer;
let tess: Client, grace: Client;
const students = new Map<string, Client>();

beforeAll(async () => {
  server = await startTestServer();
  await server.work(passEverything);
  [tess, grace] = (await Promise.all(['tess', 'grace'].map((name) => server.as(name)))) as [Client, Client];
  for (const name of NAMES) students.set(name, await server.as(name));
  for (const policy of POLICIES)
    for (const [kind, files] of Object.entries({ sheet: SHEET_FILES, code: CODE_FILES })) {
      const slug = `${kind}-${policy.replaceAll('_', '-')}`;
      const counted = {
        ...files,
        'assignment.yaml': `${files['assignment.yaml']}resubmission: { counts: ${policy} }\n`,
      };
      await grace.call(operations.publishAssignment, {
        params: { course: COURSE },
        body: { files: titled(slug, counted), slug },
      });
    }
});
afterAll(() => server.close());

const anySet = async () =>
  pick(await server.db.assignment.findMany({ orderBy: { slug: 'asc' }, include: { rubricItems: true } }));
const anySubmission = async () => {
  const all = await server.db.submission.findMany({
    orderBy: { submittedAt: 'asc' },
    include: { answers: true, members: true, group: true },
  });
  return all.length === 0 ? null : pick(all);
};

/** Each changes something that the law reads. */
const acts: Record<string, () => Promise<unknown>> = {
  async handIn() {
    const { slug } = await anySet();
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const work = slug.startsWith('code')
      ? { file: { name: 'optim.js', text: `${SGD_SOURCE}// ${random(3)}\n` } }
      : { answers: { one: `One ${random(2)}`, two: `Two ${random(2)}` } };
    const body = { idempotencyKey: randomUUID(), ...work };
    await students.get(pick(NAMES))!.send(operations.createSubmission, {
      params: { course: COURSE, assignment: slug },
      body,
    });
  },
  async grade() {
    const submission = await anySubmission();
    if (!submission) return;
    const { questionId: question } = pick(submission.answers);
    const params = { submissionId: submission.id, question };
    const seen = await tess.call(operations.getGradingAnswer, { params });
    const items = seen.rubric.filter(({ archivedAt, group }) => archivedAt === null && !group?.exclusive);
    const body = {
      appliedItemIds: items.slice(0, random(3)).map(({ id }) => id),
      fullMarks: random(4) === 0,
      adjustment: random(3) - 1,
      comment: pick(['', 'See the book.']),
      baseRevision: seen.grade?.revision ?? 0,
    };
    await tess.send(operations.gradeAnswer, { params, body });
  },
  undo: async () => {
    const submission = await anySubmission();
    if (!submission) return;
    const params = { submissionId: submission.id, question: submission.answers[0]!.questionId };
    const { grade } = await tess.call(operations.getGradingAnswer, { params });
    if (grade) await tess.send(operations.ungradeAnswer, { params, query: { baseRevision: grade.revision } });
  },
  async pin() {
    const submission = await anySubmission();
    if (!submission) return;
    const { assignmentId } = submission.group;
    const { userId } = pick(submission.members);
    await server.db.submissionPin.deleteMany({ where: { assignmentId, userId } });
    if (random(3) === 0) return;
    const pinnedById = await server.userId('grace');
    const data = { assignmentId, userId, submissionId: submission.id, reason: 'Asked', pinnedById };
    await server.db.submissionPin.create({ data: { ...data, pinnedAt: server.clock.now } });
  },
  async extend() {
    const { id: assignmentId } = await anySet();
    const members = await server.db.groupMember.findMany({ where: { assignmentId } });
    const whom = pick([
      { section: '001' },
      { userId: await server.userId(pick(NAMES)) },
      ...members.map(({ groupId }) => ({
        groupId,
        members: {
          create: members.filter((each) => each.groupId === groupId).map(({ userId }) => ({ userId })),
        },
      })),
    ]);
    const grantedById = await server.userId('grace');
    const dueAt = new Date(AFTER_DUE.getTime() + random(5) * 3_600_000);
    await server.db.extension.create({
      data: { assignmentId, ...whom, dueAt, reason: 'Ill', grantedById, grantedAt: server.clock.now },
    });
  },
  takeExtensionBack: async () => {
    const all = await server.db.extension.findMany({ orderBy: { id: 'asc' } });
    if (all.length > 0) await server.db.extension.delete({ where: { id: pick(all).id } });
  },
  changeSection: async () => {
    const userId = await server.userId(pick(NAMES));
    await server.db.enrolment.updateMany({ where: { userId }, data: { section: pick(['', '001', '002']) } });
  },
  async moveToGroup() {
    const { id: assignmentId } = await anySet();
    const members = await server.db.groupMember.findMany({
      where: { assignmentId },
      orderBy: { userId: 'asc' },
    });
    if (members.length < 2) return;
    const { userId } = pick(members);
    await server.db.groupMember.updateMany({
      where: { assignmentId, userId },
      data: { groupId: pick(members).groupId },
    });
  },
  moveDueTime: async () => {
    const { id } = await anySet();
    const dueAt = new Date(BEFORE_DUE.getTime() + random(48) * 3_600_000);
    await server.db.assignment.update({ where: { id }, data: { dueAt } });
  },
  changeItem: async () => {
    const items = (await anySet()).rubricItems;
    if (items.length === 0) return;
    await server.db.rubricItem.update({ where: { id: pick(items).id }, data: { points: -random(4) / 2 } });
  },
  async changeItemGroup() {
    const { id: assignmentId, rubricItems } = await anySet();
    const item = rubricItems[0];
    if (!item) return;
    const { questionId } = item;
    const group = await server.db.rubricGroup.upsert({
      where: { assignmentId_questionId_name: { assignmentId, questionId, name: 'All' } },
      create: { assignmentId, questionId, name: 'All', exclusive: false, floor: -1 },
      update: { floor: -random(3) },
    });
    const rubricGroupId = pick([group.id, null]);
    await server.db.rubricItem.updateMany({ where: { assignmentId, questionId }, data: { rubricGroupId } });
    if (random(4) === 0) await server.db.rubricGroup.delete({ where: { id: group.id } });
  },
  countOtherRun: async () => {
    const runs = await server.db.gradingRun.findMany({ where: { state: 'done' }, orderBy: { id: 'asc' } });
    if (runs.length === 0) return;
    const { id } = pick(runs);
    await server.db.gradingRun.update({
      where: { id },
      data: pick([{ scores: { sgd: 0.5 } }, { countsFrom: null }]),
    });
  },
};

test('whatever is done, what is kept is what the law says', async () => {
  server.clock.now = BEFORE_DUE;
  for (let act = 0; act < ACTS; act += 1) {
    // Work first, and more of it than of anything else.
    const name = act < 10 || random(3) === 0 ? 'handIn' : random(3) === 0 ? 'grade' : pick(Object.keys(acts));
    await acts[name]!();
    expect({ seed: SEED, act, name, differences: await keptWrongly(server.db) }).toMatchObject({
      differences: [],
    });
  }
});

test('while some grade, others read, and nothing stale is kept', async () => {
  const { id, slug } = await server.db.assignment.findFirstOrThrow({ where: { slug: 'sheet-best' } });
  const params = { course: COURSE, assignment: slug };
  for (const [name, student] of students)
    await student.call(operations.createSubmission, {
      params,
      body: { idempotencyKey: randomUUID(), answers: { one: name, two: name } },
    });
  const counting = await server.db.submission.findMany({
    where: { group: { assignmentId: id } },
    include: { answers: true },
  });
  const graders = counting.flatMap(({ id: submissionId, answers }) =>
    answers.map(async ({ questionId: question }) => {
      for (let time = 0; time < 3; time += 1) {
        const seen = await tess.call(operations.getGradingAnswer, { params: { submissionId, question } });
        const body = {
          appliedItemIds: [],
          adjustment: -time / 2 - 0.5,
          baseRevision: seen.grade?.revision ?? 0,
        };
        await tess.send(operations.gradeAnswer, { params: { submissionId, question }, body });
      }
    }),
  );
  const readers = Array.from({ length: 8 }, () =>
    grace.call(operations.getGradebook, { params: { course: COURSE } }),
  );
  await Promise.all([...graders, ...readers]);
  expect(await keptWrongly(server.db)).toEqual([]);
});

test('a score that is kept wrongly is found, and computed anew when it is forgotten', async () => {
  const { assignmentId, userId } = await server.db.keptScore.findFirstOrThrow();
  const key = { assignmentId_userId: { assignmentId, userId } };
  await server.db.keptScore.update({ where: key, data: { score: 99 } });
  const [difference, ...others] = await keptWrongly(server.db);
  expect(difference).toMatch(new RegExp(`^score ${userId}: kept .*"score":99`));
  expect(others).toEqual([]);
  await forgetScores(server.db, [assignmentId]);
  expect(await keptWrongly(server.db)).toEqual([]);
});
