/** Comments on passages under a random play of several graders who write, change, remove and put back at the same moment. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MAX_INLINE_COMMENTS } from '../../contract/inlineComments.ts';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261128);
const ROUNDS = 60;
const { random, pick } = playOf(SEED);
const TEXT = 'A first answer that says something about roots.';

let server: TestServer;
const clients = new Map<string, Client>();
const ids = new Map<string, string>();
const as = (name: string): Client => clients.get(name)!;
const STAFF = ['tess', 'grace', 'stranger'];
let ada: Client;
let submissionId: string;
const place = () => ({ submissionId, question: 'two' });

beforeAll(async () => {
  server = await startTestServer();
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({
    data: { courseId, userId: await server.userId('stranger'), role: 'ta' },
  });
  for (const name of STAFF) {
    clients.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
  ada = await server.as('ada');
  const body = { idempotencyKey: randomUUID(), answers: { one: 'One', two: TEXT } };
  ({ id: submissionId } = await ada.call(operations.createSubmission, { params: SHEET, body }));
  await as('tess').call(operations.gradeAnswer, {
    params: place(),
    body: { baseRevision: 0, appliedItemIds: [], fullMarks: true },
  });
  // One less than may be there, of which some are removed in the course of the play.
  const answer = await server.db.answer.findFirstOrThrow({ where: { submissionId, questionId: 'two' } });
  for (let written = 0; written < MAX_INLINE_COMMENTS - 4; written += 1)
    await server.db.inlineComment.create({
      data: { id: randomUUID(), answerId: answer.id, start: 0, end: 7, writtenById: ids.get('tess')!, events: { create: { number: 1, act: 'written', at: server.clock.now, byId: ids.get('tess')!, text: `Word ${written}` } } },
    }); // prettier-ignore
  await as('grace').call(operations.releaseGrades, { params: SHEET, body: { released: true } });
});
afterAll(() => server.close());

const rows = () =>
  server.db.inlineComment.findMany({
    where: { answer: { submissionId, questionId: 'two' } },
    include: { events: { orderBy: { number: 'asc' } } },
  });
type Row = Awaited<ReturnType<typeof rows>>[number];
const isThere = ({ events }: Row) => events.at(-1)?.act !== 'removed';

/** Null where it was refused, else what was done: the same by the same person is done once, and both are told so. */
type Done = string | null;
const acts: Record<string, (known: readonly Row[]) => Promise<Done>> = {
  async add() {
    const body = { id: randomUUID(), start: 2, end: 7, text: `By ${randomUUID()}` };
    const by = as(pick(STAFF));
    const send = () => by.send(operations.addInlineComment, { params: place(), body });
    // Now and then it is sent twice.
    const sent = await Promise.all(random(3) === 0 ? [send(), send()] : [send()]);
    for (const { status } of sent) expect([201, 422]).toContain(status);
    return sent.some(({ status }) => status === 201) ? `added ${body.id}` : null;
  },
  async edit(known) {
    const row = pick(known);
    const name = pick(STAFF);
    const text = `Now ${randomUUID()}`;
    const { status } = await as(name).send(operations.editInlineComment, {
      params: { ...place(), commentId: row.id },
      body: { baseRevision: row.events.length, text },
    });
    if (status === 200) expect(row.writtenById).toBe(ids.get(name));
    return status === 200 ? text : null;
  },
  async remove(known) {
    const row = pick(known.filter(isThere));
    const name = pick(STAFF);
    const { status } = await as(name).send(operations.removeInlineComment, {
      params: { ...place(), commentId: row.id },
      query: { baseRevision: row.events.length },
    });
    if (status === 200) expect(name === 'grace' || row.writtenById === ids.get(name)).toBe(true);
    return status === 200 ? `removed ${row.id} by ${name}` : null;
  },
};

test('every act that was taken is there once, none that was refused, and never more than there may be', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const where = { seed: SEED, round };
    const known = await rows();
    const before = known.flatMap(({ events }) => events).length;
    // Those that were changed lately meet again, and what was removed is put back.
    const lately = known.filter(({ events }) => events.length > 1 || !events[0]!.text.startsWith('Word'));
    const about = lately.length > 2 && random(3) > 0 ? lately : known;
    const doing = Array.from({ length: 2 + random(4) }, () => pick(['add', 'add', 'edit', 'edit', 'remove']));
    const told = await Promise.all(doing.map((name) => acts[name]!(about)));
    const done = new Set(told.filter((each) => each !== null));
    const after = await rows();
    for (const { events } of after)
      expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
    const added = after.flatMap(({ events }) => events).length - before;
    expect({ ...where, doing, added }).toEqual({ ...where, doing, added: done.size });
    const there = after.filter(isThere);
    expect({ ...where, doing, most: there.length <= MAX_INLINE_COMMENTS }).toEqual({
      ...where,
      doing,
      most: true,
    });
    if (round % 10 > 0) continue;
    // What the group reads is what is there, in the words that stand.
    const { questions } = await ada.call(operations.getFeedback, { params: SHEET });
    const read = questions.find(({ question }) => question === 'two')!.inlineComments.map(({ text }) => text);
    expect(read.toSorted()).toEqual(there.map(({ events }) => events.at(-1)!.text).toSorted());
  }
});
