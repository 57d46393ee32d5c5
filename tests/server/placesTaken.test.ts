/** Whoever puts something in the place of something has seen what stands there: of colleagues who change one thing, nobody undoes unseen what another did, and whoever is refused can go on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { NotAsSeen } from '../../contract/error.ts';
import type { ReleaseStanding } from '../../contract/gradebook.ts';
import { operations } from '../../contract/index.ts';
import type { Client } from '../support/client.ts';
import { playOf } from '../support/play.ts';
import { joinUp } from '../support/groups.ts';
import { CODE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261153);
const ROUNDS = 150;
const params = SHEET;
const question = { ...SHEET, question: 'one' };

let server: TestServer;
let grace: Client, tess: Client;
let submissionId = '';
let rubricItemId = '';
let graders: string[] = [];
let ada = '';
beforeAll(async () => {
  server = await startTestServer();
  [grace, tess] = await server.instructors();
  graders = [await server.userId('grace'), await server.userId('tess')];
  ada = await server.userId('ada');
  const body = { idempotencyKey: randomUUID(), answers: { one: 'mine', two: '' } };
  ({ id: submissionId } = await (await server.as('ada')).call(operations.createSubmission, { params, body }));
  const item = { text: 'Item 0', points: -1 };
  ({ id: rubricItemId } = await grace.call(operations.createRubricItem, { params: question, body: item }));
});
afterAll(() => server.close());

interface Answer {
  status: number;
  body: unknown;
}

/** Something that colleagues change: what a page of it shows, and a change of it into the value of a number. */
interface Thing<V = unknown> {
  read: (by: Client) => Promise<V>;
  change: (by: Client, to: number, seen: V) => Promise<Answer>;
}
const thing = <V>(of: Thing<V>): Thing => of as Thing;

/** Other ones for any two numbers that the test takes after one another. */
const STATES = ['hidden', 'open', 'archived', 'hidden', 'archived', 'open', 'hidden'] as const;

/** How the release of the sheet stands, on a page of somebody. */
async function releaseSeen(by: Client): Promise<ReleaseStanding> {
  const { assignments } = await by.call(operations.getGradebook, { params: { course: COURSE } });
  const { gradesReleasedAt, releasesAt } = assignments.find(({ slug }) => slug === 'sheet')!;
  return { released: gradesReleasedAt !== null, at: gradesReleasedAt ?? releasesAt };
}

const THINGS: Record<string, Thing> = {
  division: thing({
    read: async (by) => {
      const { questions } = await by.call(operations.getGradingProgress, { params });
      return questions.find((each) => each.question === 'one')!.division;
    },
    change: (by, to, seen) => {
      const parts = graders.map((userId, place) => ({ userId, count: place === 0 ? to : 1 }));
      const division = to % 4 === 0 ? null : ({ by: 'count', parts } as const);
      return by.send(operations.divideQuestion, { params: question, body: { division, seen } });
    },
  }),
  requests: thing({
    read: (by) => by.call(operations.getRequestPolicy, { params }),
    change: (by, to, seen) =>
      by.send(operations.setRequestPolicy, { params, body: { days: to % 300, limit: null, seen } }),
  }),
  item: thing({
    read: async (by) => {
      const { items } = await by.call(operations.listRubricItems, { params: question });
      const { text, points, group } = items.find(({ id }) => id === rubricItemId)!;
      return { text, points, group: group?.name ?? null };
    },
    change: (by, to, seen) =>
      by.send(operations.editRubricItem, {
        params: { rubricItemId },
        body: { text: `Item ${to}`, points: -1, group: null, seen },
      }),
  }),
  group: thing({
    read: async (by) => {
      const { groups } = await by.call(operations.listRubricItems, { params: question });
      const { exclusive, floor, cap } = groups.find(({ name }) => name === 'Bounds') ?? {};
      return exclusive === undefined ? null : { exclusive, floor: floor!, cap: cap! };
    },
    change: (by, to, seen) =>
      by.send(operations.setRubricGroup, {
        params: question,
        body: { name: 'Bounds', exclusive: false, floor: -to, cap: null, seen },
      }),
  }),
  release: thing({
    read: releaseSeen,
    change: (by, to, seen) => {
      const at = `2027-01-01 ${[Math.floor(to / 60), to % 60].map((part) => `${part}`.padStart(2, '0')).join(':')}`;
      return by.send(operations.releaseGrades, { params, body: { released: true, at, seen } });
    },
  }),
  state: thing({
    read: async (by) => (await by.call(operations.getAssignment, { params: CODE })).state,
    change: (by, to, seen) =>
      by.send(operations.changeSetState, { params: CODE, body: { state: STATES[to % 7]!, seen } }),
  }),
  pin: thing({
    read: async (by) => {
      const cell = { ...params, userId: ada };
      const { pinned, set } = await by.call(operations.getGradebookCell, { params: cell });
      return pinned === null ? null : { submissionId: set.cell.submissionId!, reason: pinned };
    },
    change: (by, to, seen) =>
      by.send(operations.pinSubmission, {
        params: { submissionId },
        body: { userId: ada, reason: to % 5 === 0 ? null : `Because ${to}.`, seen },
      }),
  }),
  section: thing({
    read: async (by) => {
      const { people } = await by.call(operations.listRoster, { params: { course: COURSE } });
      const { section } = people.find(({ id }) => id === ada)!;
      return { section };
    },
    change: (by, to, seen) =>
      by.send(operations.changeEnrolment, {
        params: { course: COURSE, userId: ada },
        // What a colleague changes beside it is no matter of this.
        body: { section: `S${to}`, seen: { ...seen, studentId: 'another' } },
      }),
  }),
};

const standing = ({ body }: Answer): unknown =>
  NotAsSeen.parse((body as { error: { details: unknown } }).error.details).stands;
const tick = (ms = 1_000) => (server.clock.now = new Date(server.clock.now.getTime() + ms));

test.each(Object.entries(THINGS))(
  '%s: of two who saw the same, the second is shown what the first did',
  async (_, one) => {
    const seen = await one.read(grace);
    expect((await one.change(tess, 101, await one.read(tess))).status).toBe(200);
    const theirs = await one.read(tess);
    const refused = await one.change(grace, 102, seen);
    expect([refused.status, await one.read(grace)]).toEqual([409, theirs]);
    // The refusal names what stands there as the next attempt has to name it.
    expect(standing(refused)).toEqual(theirs);
    // What is wished already is done already.
    expect((await one.change(grace, 101, seen)).status).toBe(200);
    expect((await one.change(grace, 102, theirs)).status).toBe(200);
    // At the same moment one of them is first.
    const now = await one.read(grace);
    const both = await Promise.all([one.change(grace, 103, now), one.change(tess, 105, now)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  },
);

test('a new group of items takes the place of none: who chooses a name that is taken is told', async () => {
  const rules = { name: 'Taken', exclusive: true, floor: null, cap: null };
  await tess.call(operations.setRubricGroup, { params: question, body: { ...rules, seen: null } });
  const body = { ...rules, exclusive: false, cap: 1, seen: null };
  const { status, message } = await grace.fail(operations.setRubricGroup, { params: question, body });
  expect([status, message.startsWith('There is a group “Taken” already')]).toEqual([409, true]);
});

test('of what a person is in a course only that is asked which is changed', async () => {
  const userId = await server.userId('mary');
  const change = (body: object) =>
    grace.send(operations.changeEnrolment, { params: { course: COURSE, userId }, body });
  await change({ section: 'A' });
  const seen = { role: 'student', section: '', studentId: '', active: true };
  expect((await change({ studentId: '17', seen })).status).toBe(200);
  const refused = await change({ section: 'B', active: false, seen });
  expect([refused.status, standing(refused)]).toEqual([409, { section: 'A', active: true }]);
  expect((await change({ section: 'B', seen: { ...seen, section: 'A' } })).status).toBe(200);
});

test(`what a plan has done by itself is as unseen as what a colleague did (SEED=${SEED})`, async () => {
  const { pick, random } = playOf(SEED);
  const inCourse = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const change = (by: Client, body: object) =>
    by.send(operations.releaseGrades, { params, body: { released: true, ...body } });
  const acts = [
    () => ({ released: false }),
    () => ({ released: true }),
    () => ({ at: inCourse.format(server.clock.now.getTime() + 60_000 * (1 + random(3))) }),
  ];
  const pages = await Promise.all([grace, tess].map(async (by) => ({ by, seen: await releaseSeen(by) })));
  const counts = { changed: 0, overAPlan: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = pick(pages);
    if (random(3) === 0) page.seen = await releaseSeen(page.by);
    tick(1_000 * random(90));
    const before = await releaseSeen(grace);
    const answer = await change(page.by, { ...pick(acts)(), seen: page.seen });
    const after = await releaseSeen(grace);
    const isSeen = isDeepStrictEqual(page.seen, before);
    if (answer.status === 409) {
      expect([isSeen, after, standing(answer)]).toEqual([false, before, before]);
      if (page.seen.at === before.at) counts.overAPlan += 1;
      page.seen = standing(answer) as ReleaseStanding;
    } else {
      expect(answer.status).toBe(200);
      if (isDeepStrictEqual(after, before)) continue;
      expect(isSeen).toBe(true);
      counts.changed += 1;
      page.seen = after;
    }
  }
  // The same time was seen as a plan, and has come.
  expect([counts.changed > 20, counts.overAPlan > 3, counts]).toEqual([true, true, counts]);
  await change(grace, { released: false });
});

test('nobody is put with somebody whom staff did not see there', async () => {
  const [emmy, sofia, mary] = await Promise.all(['emmy', 'sofia', 'mary'].map((name) => server.userId(name)));
  const arrange = (arrangement: 'together' | 'apart', seen: string[][]) =>
    tess.send(operations.arrangeGroup, {
      params,
      body: { userIds: [emmy!, sofia!], arrangement, reason: 'You asked for it.', seen },
    });
  const groups = async () => {
    const { groups } = await tess.call(operations.listGroups, { params });
    return groups.map(({ members }) => members.map(({ id }) => id).sort());
  };
  // Both were alone when the page came; then one of them has company.
  await joinUp(SHEET, await server.as('sofia'), [await server.as('mary')]);
  const theirs = [[sofia!, mary!].sort()];
  const refused = await arrange('together', []);
  expect([refused.status, standing(refused), await groups()]).toEqual([409, theirs, theirs]);
  expect((await arrange('together', theirs)).status).toBe(200);
  expect((await groups())[0]).toHaveLength(3);
  // It is so already.
  expect((await arrange('together', [])).status).toBe(200);
  expect((await arrange('apart', theirs)).status).toBe(409);
  expect((await arrange('apart', [[emmy!, sofia!, mary!]])).status).toBe(200);
});

test('a link that a colleague has handed on is not ended unseen, nor a newer one with an older', async () => {
  const at = { course: COURSE };
  const open = (by: Client, seen: string | null) =>
    by.send(operations.openJoinLink, { params: at, body: { section: 'X', seen } });
  const link = async () =>
    (await grace.call(operations.listLinks, { params: at })).joinLinks.find(({ section }) => section === 'X');
  expect((await open(tess, null)).status).toBe(201);
  const first = await link();
  const refused = await open(grace, null);
  expect([refused.status, standing(refused), await link()]).toEqual([409, first?.id, first]);
  expect((await open(grace, first!.id)).status).toBe(201);
  const second = await link();
  expect(second?.token).not.toBe(first?.token);
  const closed = await tess.send(operations.closeJoinLink, { params: { ...at, joinLinkId: first!.id } });
  expect([closed.status, await link()]).toEqual([404, second]);
});

test('an invitation that a colleague has renewed, and may have handed on, is neither renewed nor taken back unseen', async () => {
  const at = { course: COURSE };
  const emails = ['ivy', 'ines', 'ida'].map((name) => `${name}@example.org`);
  for (const email of emails)
    await grace.call(operations.addPerson, { params: at, body: { email, name: email, role: 'student' } });
  const links = async () => (await grace.call(operations.listLinks, { params: at })).invitations;
  const ids = (await links()).map(({ id }) => id);
  const look = async () => Object.fromEntries((await links()).map(({ id, expiresAt }) => [id, expiresAt]));
  const tokens = async () => (await links()).map(({ token }) => token);
  const renew = (by: Client, invitationIds: string[], seen: Record<string, string>) =>
    by.send(operations.renewInvitations, { params: at, body: { invitationIds, seen } });
  const revoke = (id: string, seen?: string) =>
    tess.send(operations.revokeInvitation, {
      params: { ...at, invitationId: id },
      query: seen === undefined ? {} : { seen },
    });
  const seen = await look();
  // Also at the moment of a clock that stands.
  expect((await renew(tess, [ids[1]!], seen)).status).toBe(200);
  const [then, theirs] = [await tokens(), await look()];
  const refused = await renew(grace, ids, seen);
  expect([refused.status, standing(refused), await tokens()]).toEqual([409, theirs, then]);
  expect(JSON.stringify(refused.body)).toContain('renewed the link of ');
  expect((await revoke(ids[1]!, seen[ids[1]!])).status).toBe(409);
  expect(await tokens()).toEqual(then);
  // Others' are as they were, and what the refusal says can be named.
  expect((await renew(grace, [ids[0]!], seen)).status).toBe(200);
  const now = await look();
  expect((await renew(grace, ids, now)).status).toBe(200);
  expect(new Set([...then, ...(await tokens())]).size).toBe(6);
  const both = await look();
  const twice = await Promise.all([grace, tess].map((by) => renew(by, ids, both)));
  expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  // Of one who has joined meanwhile there is no link to end.
  const last = await look();
  expect((await revoke(ids[2]!, last[ids[2]!])).status).toBe(200);
  expect((await renew(grace, ids, last)).status).toBe(200);
  for (const id of ids.slice(0, 2)) expect((await revoke(id)).status).toBe(200);
});

const answer = () => ({ submissionId, question: 'one' });
const marks = async (by: Client) => (await by.call(operations.getGradingAnswer, { params: answer() })).marks;
const lastOf = ({ flag, skipped }: Awaited<ReturnType<typeof marks>>) =>
  [flag?.at, ...skipped.map(({ at }) => at)]
    .filter((at) => at !== undefined)
    .toSorted()
    .at(-1);
const flag = (by: Client, reason: string) =>
  by.send(operations.markAnswer, { params: answer(), body: { kind: 'flagged', reason } });
const settle = (by: Client, seen?: string) =>
  by.send(operations.markAnswer, { params: answer(), body: { kind: 'settled', seen } });

test('nobody settles what a colleague has flagged since, and whatever was seen can be settled, on any clock', async () => {
  await flag(tess, 'Odd.');
  const seen = lastOf(await marks(grace));
  tick();
  await flag(tess, 'It is copied.');
  const refused = await settle(grace, seen);
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([
    422,
    expect.stringContaining('It is copied.'),
  ]);
  expect((await marks(grace)).flag?.reason).toBe('It is copied.');
  tick(-3_600_000);
  expect((await settle(grace, lastOf(await marks(grace)))).status).toBe(200);
  expect(await marks(grace)).toEqual({ flag: null, skipped: [] });
  tick(3_600_000);
});

test(`under a random play of three pages (SEED=${SEED})`, async () => {
  const { pick, random } = playOf(SEED);
  const names = Object.keys(THINGS);
  const pages = await Promise.all(
    [grace, tess, tess].map(async (by) => ({
      by,
      views: new Map(
        await Promise.all(names.map(async (name) => [name, await THINGS[name]!.read(by)] as const)),
      ),
      mark: lastOf(await marks(by)),
    })),
  );
  const done = { changed: 0, refused: 0, settled: 0, unsettled: 0 };
  for (let round = 1; round <= ROUNDS; round += 1) {
    tick(random(5) === 0 ? -60_000 : 1_000);
    const page = pick(pages);
    if (random(4) === 0) {
      const open = await marks(page.by);
      const act = random(3);
      if (act === 0) page.mark = lastOf(open);
      else if (act === 1) await flag(page.by, `Because ${round}.`);
      else if (page.mark !== undefined) {
        const { status } = await settle(page.by, page.mark);
        const isOpen = open.flag !== null;
        if (isOpen) expect([round, status]).toEqual([round, lastOf(open) === page.mark ? 200 : 422]);
        if (isOpen) done[status === 200 ? 'settled' : 'unsettled'] += 1;
        expect([round, (await marks(page.by)).flag]).toEqual([round, status === 200 ? null : open.flag]);
      }
      continue;
    }
    const name = pick(names);
    const one = THINGS[name]!;
    const before = await one.read(page.by);
    if (random(3) === 0) {
      page.views.set(name, before);
      continue;
    }
    const { status } = await one.change(page.by, round, page.views.get(name));
    const after = await one.read(page.by);
    const isSeen = isDeepStrictEqual(page.views.get(name), before);
    if (status !== 200) expect([round, name, status, after]).toEqual([round, name, 409, before]);
    else if (!isDeepStrictEqual(after, before)) expect([round, name, isSeen]).toEqual([round, name, true]);
    if (isSeen) expect([round, name, status]).toEqual([round, name, 200]);
    if (status === 200) page.views.set(name, after);
    done[status === 200 ? 'changed' : 'refused'] += 1;
  }
  expect(Object.entries(done).filter(([, count]) => count === 0)).toEqual([]);
}, 120_000);
