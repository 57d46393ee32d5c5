/** Other times for some, given and taken back by two instructors at the same moment: each says what it changes, and it is told. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operations } from '../../contract/index.ts';
import type { ExtensionOutcome } from '../../contract/extensions.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261128);
const ROUNDS = 25;
const { random, pick } = playOf(SEED);
const NAMES = ['ada', 'emmy', 'mary'] as const;

let server: TestServer;
const students = new Map<string, Client>();
const ids = new Map<string, string>();
let staff: Client[];
beforeAll(async () => {
  server = await startTestServer();
  const { id: courseId } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
  await server.db.enrolment.create({
    data: { courseId, userId: await server.userId('stranger'), role: 'instructor' },
  });
  for (const name of NAMES) {
    students.set(name, await server.as(name));
    ids.set(name, await server.userId(name));
  }
  await server.db.enrolment.updateMany({
    where: { courseId, userId: { in: [ids.get('ada')!, ids.get('emmy')!] } },
    data: { section: 'A' },
  });
  staff = [await server.as('grace'), await server.as('stranger')];
});
afterAll(() => server.close());

/** When the set is due for each. */
async function dueTimes(): Promise<Map<string, string>> {
  const due = new Map<string, string>();
  for (const name of NAMES)
    due.set(
      ids.get(name)!,
      (await students.get(name)!.call(operations.getAssignment, { params: SHEET })).dueAt,
    );
  return due;
}
const told = async (name: string) =>
  server.db.notification.count({ where: { userId: ids.get(name)!, kind: 'extension' } });

const grant = (by: Client) =>
  by.send(operations.grantExtension, {
    params: SHEET,
    body: {
      target: pick([
        ...NAMES.map((name) => ({ kind: 'student' as const, userId: ids.get(name)! })),
        { kind: 'section' as const, section: 'A' },
      ]),
      until: `2026-12-${String(2 + random(20)).padStart(2, '0')} 14:30`,
      reason: 'Was ill.',
    },
  });

/** Of acts that were done at once, in some order: each begins where the one before ended. */
function follow(
  start: ReadonlyMap<string, string>,
  outcomes: readonly ExtensionOutcome[],
  end: ReadonlyMap<string, string>,
): boolean {
  if (outcomes.length === 0) return [...end].every(([id, due]) => start.get(id) === due);
  return outcomes.some((outcome, index) => {
    const next = new Map(start);
    for (const { student, sets } of outcome.changes) {
      const change = sets.find(({ slug }) => slug === SHEET.assignment);
      if (!change || !next.has(student.id)) continue;
      if (next.get(student.id) !== change.before.dueAt) return false;
      next.set(student.id, change.after.dueAt);
    }
    return follow(next, outcomes.toSpliced(index, 1), end);
  });
}

test('what each says that it changes follows from what the other has changed, and whoever is concerned is told of each', async () => {
  let refused = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const where = { seed: SEED, round };
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const before = await dueTimes();
    const toldBefore = await Promise.all(NAMES.map(told));
    const there = await server.db.extension.findMany({ select: { id: true } });
    const answers = await Promise.all(
      staff.map((by) =>
        there.length > 4 || (there.length > 0 && random(3) === 0)
          ? by.send(operations.revokeExtension, { params: { ...SHEET, extensionId: pick(there).id } })
          : grant(by),
      ),
    );
    const outcomes = answers.flatMap(({ status, body }) =>
      status === 200 ? [body as unknown as ExtensionOutcome] : [],
    );
    refused += answers.filter(({ status }) => status === 422).length;
    for (const { status } of answers) expect([200, 404, 422]).toContain(status);
    expect({ ...where, follows: follow(before, outcomes, await dueTimes()) }).toEqual({
      ...where,
      follows: true,
    });
    const toldNow = await Promise.all(NAMES.map(told));
    const concerned = NAMES.map(
      (name) =>
        outcomes.filter(({ changes }) => changes.some(({ student }) => student.id === ids.get(name))).length,
    );
    expect({ ...where, told: toldNow.map((count, index) => count - toldBefore[index]!) }).toEqual({
      ...where,
      told: concerned,
    });
  }
  // Two who do different things do not stop each other.
  expect(refused).toBe(0);
});
