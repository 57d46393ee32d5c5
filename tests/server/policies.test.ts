/** Dates and policies: a random play agrees with a model of its own for every student, and each rule holds at the door. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import type { Effects } from '../../contract/effects.ts';
import type { SetPolicyWish } from '../../contract/policies.ts';
import type { ExtendedWindow, LateRules } from '../../contract/policy.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { Model, STUDENTS, ZONE, type Rules } from '../support/policyModel.ts';
import { BEFORE_DUE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

let server: TestServer;
let clients: Record<string, Client>;
beforeAll(async () => {
  server = await startTestServer();
  const names = [...STUDENTS, 'tess', 'grace'];
  clients = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await server.as(name)])));
});
afterAll(() => server.close());
beforeEach(() => void (server.clock.now = BEFORE_DUE));

const params = { course: COURSE };
const inCourse = (assignment: string) => ({ course: COURSE, assignment });
const as = (name: string): Client => clients[name]!;
const NO_RULES: LateRules = { graceMinutes: 0, window: null, penalty: null, lateDays: null, missing: 'zero' };
const wish = (over: Partial<SetPolicyWish> = {}): SetPolicyWish => ({
  opens: null,
  closes: null,
  late: null,
  category: null,
  weight: 1,
  heldBack: {},
  anonymous: null,
  ...over,
});
const decide = (set: string, policy: SetPolicyWish | null, preview = false) =>
  as('grace').call(operations.decideSetPolicy, { params: inCourse(set), body: { policy, preview } });
const publish = async (slug: string, due: string, more = '', from = SHEET_FILES) => {
  const files = titled(slug, { ...from, 'assignment.yaml': `${from['assignment.yaml']}${more}` });
  await as('grace').call(operations.publishAssignment, { params, body: { files, slug, due } });
};
const handIn = (set: string) => ({
  params: inCourse(set),
  body: { idempotencyKey: randomUUID(), answers: { one: randomUUID(), two: 'y' } },
});
const gradebook = () => as('grace').call(operations.getGradebook, { params });
const release = (set: string, released: boolean, at: string | null = null, preview = false) =>
  as('grace').call(operations.releaseGrades, { params: inCourse(set), body: { released, at, preview } });
/** What the clock of the course shows. */
const onClock = (at: Date) => at.toLocaleString('sv-SE', { timeZone: ZONE }).slice(0, 16);

async function grade(submissionId: string, question: string, adjustment: number) {
  const where = { submissionId, question };
  const { grade: looked } = await as('tess').call(operations.getGradingAnswer, { params: where });
  const body = { appliedItemIds: [], adjustment, baseRevision: looked?.revision ?? 0 };
  await as('tess').call(operations.gradeAnswer, { params: where, body });
}

/** Numbers from 0 to 1, the same ones each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const HOUR = 3_600_000;

test('a random play agrees with a model of its own for every student, and what is changed back is as before', async () => {
  const random = randomFrom(13);
  const below = (limit: number) => Math.floor(random() * limit);
  const any = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const ids = Object.fromEntries(
    await Promise.all(STUDENTS.map(async (name) => [name, await server.userId(name)] as const)),
  );
  const model = new Model();
  // Two of them are due on the days before clocks change.
  const sets = {
    fall: '2026-10-31T18:30:00.000Z',
    spring: '2027-03-13T19:30:00.000Z',
    plain: '2026-11-02T15:00:00.000Z',
  };
  server.clock.now = new Date('2026-10-30T12:00:00Z');
  for (const [slug, due] of Object.entries(sets)) {
    await publish(slug, due);
    model.addSet(slug, new Date(due));
  }
  clients = Object.fromEntries(
    await Promise.all(Object.keys(clients).map(async (name) => [name, await server.as(name)])),
  );
  const lateRules = (): LateRules => ({
    graceMinutes: any([0, 0, 10, 90]),
    window: any([null, null, { hours: 100 }, { days: 4 }]),
    penalty: any([
      null,
      { percent: 10, per: 'day', atMost: 100 },
      { percent: 30, per: 'day', atMost: 50 },
      { percent: 1, per: 'hour', atMost: 40 },
    ]),
    lateDays: any([null, null, 0, 1, 2]),
    missing: any(['zero', 'left_out']),
  });
  const setRules = (set: keyof typeof sets): Rules['set'] => ({
    late: any([null, lateRules()]),
    category: any([null, 'a', 'b', 'b']),
    weight: any([1, 2]),
    closesAt: any([null, null, new Date(Date.parse(sets[set]) + any([30, 60, 130]) * HOUR).toISOString()]),
  });
  const ruled = ({ closesAt, ...rest }: Rules['set']) =>
    wish({ ...rest, closes: closesAt && onClock(new Date(closesAt)) });
  const courseRules = (): Rules['course'] => ({
    late: lateRules(),
    lateDays: below(5),
    categories: [
      { id: 'a', title: 'A', weight: any([1, 40]), dropLowest: below(2) },
      { id: 'b', title: 'B', weight: 60, dropLowest: below(3) },
    ],
    // Who sees names changes nobody's score.
    anonymous: any([true, false]),
  });
  const decideCourse = (policy: Rules['course'], preview: boolean) =>
    as('grace').call(operations.decideCoursePolicy, { params, body: { policy, preview } });
  const slugs = Object.keys(sets) as (keyof typeof sets)[];
  const namesIn = (changes: Effects['changes'] | null) => changes!.map(({ student }) => student.name).sort();
  /** Does something, and says whose times that changes by the model. */
  const moving = (act: () => void): string[] => {
    const before = STUDENTS.map((name) => model.timesOf(name));
    act();
    return STUDENTS.filter((name, index) => model.timesOf(name) !== before[index]).sort();
  };

  /** How often what was played had something of each: a play without it would agree with any law. */
  const met = { lateDays: 0, penalties: 0, refusedAsTooLate: 0, takenBack: 0 };
  const tryToHandIn = async (name: (typeof STUDENTS)[number], set: (typeof slugs)[number]) => {
    const sent = handIn(set);
    const { now } = server.clock;
    if (model.mayHandIn(name, set, now)) {
      const { id } = await as(name).call(operations.createSubmission, sent);
      model.handIn(name, set, { id, at: now });
    } else {
      expect((await as(name).fail(operations.createSubmission, sent)).code).toBe('locked');
      if (!model.isOut(set, now)) met.refusedAsTooLate += 1;
    }
  };
  const gradeAs = async (
    submission: ReturnType<Model['all']>[number],
    question: 'one' | 'two',
    taken: number,
  ) => {
    await grade(submission.id, question, -taken);
    submission.grades[question] = { one: 1, two: 2 }[question] - taken;
  };
  const releaseAs = async (set: (typeof slugs)[number], isOut: boolean, clock: string | null) => {
    const { changes } = await release(set, isOut, clock, true);
    if (!isOut && model.isOut(set, server.clock.now)) met.takenBack += 1;
    const { gradesReleasedAt } = await release(set, isOut, clock);
    const before = model.released.get(set)?.getTime();
    model.released.set(set, gradesReleasedAt === null ? null : new Date(gradesReleasedAt));
    // Grades come out for everybody, or for nobody.
    expect(namesIn(changes)).toEqual(
      model.released.get(set)?.getTime() === before ? [] : [...STUDENTS].sort(),
    );
  };

  const acts: (() => Promise<void>)[] = [
    async () => void (server.clock.now = new Date(server.clock.now.getTime() + random() ** 2 * 40 * HOUR)),
    () => tryToHandIn(any(STUDENTS), any(slugs)),
    async () => {
      const submission = any(model.all());
      if (submission) await gradeAs(submission, any(['one', 'two']), any([0.1, 0.25, 0.75]));
    },
    async () => {
      const set = any(slugs);
      const rules = setRules(set);
      const preview = await decide(set, ruled(rules), true);
      expect((await decide(set, ruled(rules))).changes).toEqual(preview.changes);
      model.rules(set).set = rules;
    },
    async () => {
      const rules = courseRules();
      const before = await gradebook();
      const preview = await decideCourse(rules, true);
      expect(await gradebook()).toEqual(before);
      await decideCourse(rules, false);
      model.course = rules;
      const changed = (await gradebook()).rows.filter(
        (row, index) => JSON.stringify(row) !== JSON.stringify(before.rows[index]),
      );
      // Whoever's row is another one was named; others may only have other times.
      const named = preview.changes.map(({ student }) => student.name);
      expect(named).toEqual(expect.arrayContaining(changed.map(({ student }) => student.name)));
    },
    async () => {
      const [whom, set] = [any([...STUDENTS, ...model.sections.values()].filter(Boolean)), any(slugs)];
      const isStudent = (STUDENTS as readonly string[]).includes(whom);
      const later = new Date(Date.parse(sets[set]) + (1 + below(90)) * HOUR);
      const window = any<ExtendedWindow>([{ hours: 30 }, { days: 3 }, { days: 6 }, 'open']);
      const [wished, gives] = any<[{ until?: string; window?: ExtendedWindow; closes?: string }, boolean]>([
        [{ until: onClock(later) }, true],
        [{ window }, model.endFor(null, set, [{ window }]) > model.endFor(null, set)],
        [{ closes: onClock(later) }, later.getTime() > model.endFor(null, set)],
      ]);
      const target = isStudent
        ? { kind: 'student' as const, userId: ids[whom]! }
        : { kind: 'section' as const, section: whom };
      const asked = (preview: boolean) => ({
        params: inCourse(set),
        body: { target, ...wished, reason: 'ill', preview },
      });
      if (!gives) {
        expect((await as('grace').fail(operations.grantExtension, asked(false))).code).toBe('unacceptable');
        return;
      }
      const preview = await as('grace').call(operations.grantExtension, asked(true));
      const { extensions, changes } = await as('grace').call(operations.grantExtension, asked(false));
      expect(changes).toEqual(preview.changes);
      // The clock stands still: the new one need not be the first.
      const known = new Set(model.extensions.map(({ id }) => id));
      const { id, dueAt, lateWindow, closesAt } = extensions.find((each) => !known.has(each.id))!;
      const [until, closes] = [dueAt, closesAt].map((at) => (at === null ? null : new Date(at))) as [
        Date | null,
        Date | null,
      ];
      const moved = moving(
        () => void model.extensions.push({ id, whom, set, until, window: lateWindow, closes }),
      );
      expect(namesIn(changes)).toEqual(moved);
    },
    async () => {
      const gone = any(model.extensions);
      if (!gone) return;
      const where = { ...inCourse(gone.set), extensionId: gone.id };
      const { changes } = await as('grace').call(operations.revokeExtension, { params: where });
      const moved = moving(() => (model.extensions = model.extensions.filter(({ id }) => id !== gone.id)));
      expect(namesIn(changes)).toEqual(moved);
    },
    async () => {
      const [name, section] = [any(STUDENTS), any(['', 'A', 'B'])];
      const asked = (preview: boolean) => ({
        params: { ...params, userId: ids[name]! },
        body: { section, preview },
      });
      const { changes } = await as('grace').call(operations.changeEnrolment, asked(true));
      expect((await as('grace').call(operations.changeEnrolment, asked(false))).changes).toBeNull();
      expect(namesIn(changes)).toEqual(moving(() => void model.sections.set(name, section)));
    },
    async () => {
      const at = any([null, new Date(server.clock.now.getTime() + 20 * HOUR)]);
      const isOut = random() < 0.25;
      await releaseAs(any(slugs), isOut, isOut && at ? onClock(at) : null);
    },
  ];
  // To hand in and to grade happen more often.
  const often = [acts[0]!, acts[1]!, acts[1]!, acts[1]!, acts[1]!, acts[1]!, acts[2]!, acts[2]!, ...acts];

  const compare = async () => {
    const { now } = server.clock;
    const { rows } = await gradebook();
    for (const name of STUDENTS) {
      const row = rows.find(({ student }) => student.name === name)!;
      const { assignments } = await as(name).call(operations.listAssignments, { params });
      for (const set of slugs) {
        const expected = model.cell(name, set);
        const cell = row.cells.find(({ assignment }) => assignment === set)!;
        const { late, lateDays, lost, score } = cell;
        if (lateDays > 0) met.lateDays += 1;
        if (score !== null && lost > 0) met.penalties += 1;
        expect({ name, set, late, lateDays, score }).toEqual({ name, set, ...expected });
        // The student is shown the same, and nothing of it before grades are out.
        const mine = assignments.find(({ slug }) => slug === set)!.mine!;
        expect(mine.score).toEqual(model.isOut(set, now) ? expected.score : null);
        if (mine.submission && model.isOut(set, now)) {
          const feedback = await as(name).call(operations.getFeedback, { params: inCourse(set) });
          expect([feedback.score, feedback.lateDays]).toEqual([expected.score, lateDays]);
        }
      }
      expect(row.total).toEqual(model.total(name, now, false));
      const own = await as(name).call(operations.getMyTotal, { params });
      expect(own.percent).toEqual(model.total(name, now, true));
    }
  };
  // It begins with something of everything; what is met later is left to chance.
  const days: LateRules = {
    ...NO_RULES,
    window: { days: 4 },
    penalty: { percent: 10, per: 'day', atMost: 100 },
  };
  const [a, b] = [
    { id: 'a', title: 'A', weight: 40, dropLowest: 0 },
    { id: 'b', title: 'B', weight: 60, dropLowest: 1 },
  ];
  model.course = { late: days, lateDays: 2, categories: [a!, b!], anonymous: false };
  await decideCourse(model.course, false);
  for (const set of ['fall', 'plain'] as const) {
    model.rules(set).set = { late: null, category: 'b', weight: 1, closesAt: null };
    await decide(set, ruled(model.rules(set).set));
  }
  await tryToHandIn('ada', 'plain');
  server.clock.now = new Date(Date.parse(sets.fall) + 70 * HOUR);
  await tryToHandIn('ada', 'fall');
  for (const submission of model.all())
    for (const question of ['one', 'two'] as const) await gradeAs(submission, question, 0.25);
  server.clock.now = new Date(Date.parse(sets.fall) + 100 * HOUR);
  await tryToHandIn('emmy', 'fall');
  await releaseAs('fall', true, null);
  await compare();
  await releaseAs('fall', false, null);
  await compare();
  for (let turn = 1; turn <= 60; turn += 1) {
    await any(often)();
    if (turn % 15 === 0) await compare();
  }
  expect(model.all().length).toBeGreaterThan(10);
  for (const times of [...Object.values(met), model.drops]) expect(times).toBeGreaterThan(0);

  const before = await gradebook();
  const course = model.course;
  await decideCourse(courseRules(), false);
  for (const set of slugs) await decide(set, ruled(setRules(set)));
  await decideCourse(course, false);
  for (const set of slugs) await decide(set, ruled(model.rules(set).set));
  expect(await gradebook()).toEqual(before);
});

test('nothing late is taken where the set says so, grace is no lateness, and the hard end holds for all but those extended', async () => {
  await publish('strict', '2026-12-01T19:30:00Z', 'late: { graceMinutes: 10, window: { hours: 0 } }\n');
  server.clock.now = new Date('2026-12-01T19:39:59Z');
  const view = await as('ada').call(operations.createSubmission, handIn('strict'));
  expect(view.late).toBe(false);
  server.clock.now = new Date('2026-12-01T19:40:01Z');
  const refused = await as('emmy').fail(operations.createSubmission, handIn('strict'));
  expect(refused).toMatchObject({
    code: 'locked',
    message: /Handing in ended Tue,? 1 Dec.* 14:40.*draft is safe/,
  });
  const { closed } = await as('emmy').call(operations.listSubmissions, { params: inCourse('strict') });
  expect(closed).toMatch(/Handing in ended/);
  const target = { kind: 'student' as const, userId: await server.userId('emmy') };
  const body = { target, closes: '2026-12-03 09:00', reason: 'network was down' };
  const { changes } = await as('grace').call(operations.grantExtension, { params: inCourse('strict'), body });
  expect(changes).toMatchObject([
    { student: { name: 'emmy' }, sets: [{ after: { acceptedUntil: '2026-12-03T14:00:00.000Z' } }] },
  ]);
  const set = await as('emmy').call(operations.getAssignment, { params: inCourse('strict') });
  expect(set.rule.moved).toEqual([{ what: 'closes', for: 'student', reason: 'network was down' }]);
  expect((await as('emmy').call(operations.createSubmission, handIn('strict'))).late).toBe(true);
  const userId = await server.userId('mary');
  const window = (length: ExtendedWindow) => ({
    params: inCourse('strict'),
    body: { target: { kind: 'student' as const, userId }, window: length, reason: 'was moving' },
  });
  expect((await as('grace').fail(operations.grantExtension, window({ hours: 0 }))).message).toMatch(
    /no later than for everybody.* longer one/,
  );
  await as('grace').call(operations.grantExtension, window({ days: 3 }));
  const { rule } = await as('mary').call(operations.getAssignment, { params: inCourse('strict') });
  expect(rule).toMatchObject({
    acceptedUntil: '2026-12-04T19:30:00.000Z',
    moved: [{ what: 'window', for: 'student', reason: 'was moving' }],
  });
});

test('a set that is not open yet gives a student its title and nothing else; a section may see it earlier', async () => {
  const question = `${SHEET_FILES['questions/one/question.yaml']}figure: { set: code, question: sgd }\n`;
  const files = {
    ...SHEET_FILES,
    'questions/one/question.yaml': question.replace('title: First', 'title: PLANTED'),
  };
  await publish('later', '2026-12-09T19:30:00Z', 'opens: 2026-12-01 14:00\n', files);
  const row = (name: string) =>
    as(name)
      .call(operations.listAssignments, { params })
      .then(({ assignments }) => assignments.find(({ slug }) => slug === 'later'));
  expect(await row('ada')).toMatchObject({ title: 'later', rule: { opensAt: '2026-12-01T19:00:00.000Z' } });
  expect(JSON.stringify(await row('ada'))).not.toContain('PLANTED');
  expect(JSON.stringify(await row('tess'))).toContain('PLANTED');
  for (const operation of [operations.getAssignment, operations.getDocument, operations.getMyGroup]) {
    const answer = await as('ada').send(operation as typeof operations.getAssignment, {
      params: inCourse('later'),
    });
    expect([answer.status, answer.text]).toEqual([404, expect.stringMatching(/opens Tue,? 1 Dec/)]);
    expect(answer.text).not.toContain('Explain');
  }
  expect((await as('ada').fail(operations.createSubmission, handIn('later'))).code).toBe('not_found');
  await as('tess').call(operations.getAssignment, { params: inCourse('later') });
  const userId = await server.userId('mary');
  await as('grace').call(operations.changeEnrolment, {
    params: { ...params, userId },
    body: { section: 'Z' },
  });
  const body = {
    target: { kind: 'section' as const, section: 'Z' },
    opens: '2026-12-01 09:00',
    reason: 'first',
  };
  await as('grace').call(operations.grantExtension, { params: inCourse('later'), body });
  await as('mary').call(operations.getAssignment, { params: inCourse('later') });
});

test('grades come out at their time, some questions and some students later, and are taken back at once', async () => {
  await publish('planned', '2026-12-01T19:30:00Z');
  const { id } = await as('sofia').call(operations.createSubmission, handIn('planned'));
  await grade(id, 'one', -0.5);
  await grade(id, 'two', -1);
  const heldBack = { two: '2026-12-08 09:00' };
  await decide('planned', wish({ heldBack }));
  expect((await release('planned', true, '2026-12-05 09:00')).gradesReleasedAt).toBe(
    '2026-12-05T14:00:00.000Z',
  );
  const seen = async () => {
    const feedback = await as('sofia').call(operations.getFeedback, { params: inCourse('planned') });
    return [feedback.score, ...feedback.questions.map(({ score }) => score)];
  };
  expect(await seen()).toEqual([null, null, null]);
  const { rule } = await as('sofia').call(operations.getAssignment, { params: inCourse('planned') });
  expect(rule.releasesAt).toBe('2026-12-05T14:00:00.000Z');
  // Planned is not out: the sheet can still be written.
  expect((await as('emmy').call(operations.createSubmission, handIn('planned'))).number).toBe(1);
  server.clock.now = new Date('2026-12-05T14:00:00Z');
  clients = {
    ...clients,
    sofia: await server.as('sofia'),
    grace: await server.as('grace'),
    emmy: await server.as('emmy'),
  };
  expect(await seen()).toEqual([null, 0.5, null]);
  expect((await as('emmy').fail(operations.createSubmission, handIn('planned'))).message).toMatch(/released/);
  const target = { kind: 'student' as const, userId: await server.userId('emmy') };
  const body = { target, releases: '2026-12-07 09:00', until: '2026-12-07 09:00', reason: 'ill' };
  await as('grace').call(operations.grantExtension, { params: inCourse('planned'), body });
  expect((await as('emmy').call(operations.createSubmission, handIn('planned'))).late).toBe(false);
  server.clock.now = new Date('2026-12-08T14:00:00Z');
  clients = { ...clients, sofia: await server.as('sofia'), grace: await server.as('grace') };
  expect(await seen()).toEqual([1.5, 0.5, 1]);
  await release('planned', false);
  expect(await seen()).toEqual([null, null, null]);
  const past = { released: true, at: '2026-12-01 09:00' };
  expect(
    (await as('grace').fail(operations.releaseGrades, { params: inCourse('planned'), body: past })).message,
  ).toMatch(/time is over/);
});

test('what makes no sense is refused with what to do, in the files with the line', async () => {
  const check = async (more: string) => {
    const files = titled('x', {
      ...SHEET_FILES,
      'assignment.yaml': `${SHEET_FILES['assignment.yaml']}${more}`,
    });
    return (await as('grace').call(operations.checkAssignment, { params, body: { files, slug: 'x' } }))
      .problems;
  };
  expect(await check('opens: 2027-03-14 02:30\n')).toMatchObject([
    { line: 8, message: /opens: .* does not exist/ },
  ]);
  expect(await check('closes: 2026-11-01 09:00\n')).toMatchObject([
    { line: 8, message: /before the set is due/ },
  ]);
  expect(await check('late: { penalty: { percent: 10, per: week } }\n')).toMatchObject([
    { line: 8, message: /late.penalty.per/ },
  ]);
  expect(
    await check('late: { window: { days: 2 }, penalty: { percent: 5, per: hour } }\ncategory: preps\n'),
  ).toEqual([]);
  const refused = async (policy: SetPolicyWish) =>
    (await as('grace').fail(operations.decideSetPolicy, { params: SHEET, body: { policy } })).message;
  expect(await refused(wish({ opens: '2026-12-02 09:00' }))).toMatch(/opens before it is due/);
  expect(await refused(wish({ closes: '2026-11-02 09:00' }))).toMatch(/hard end is before/);
  expect(await refused(wish({ heldBack: { three: null } }))).toMatch(/no question three/);
  const tess = await as('tess').fail(operations.decideSetPolicy, { params: SHEET, body: { policy: null } });
  expect(tess.status).toBe(403);
  // A decision stays; only another one follows it.
  await decide('sheet', wish({ late: { ...NO_RULES, graceMinutes: 5 } }));
  await decide('sheet', null);
  const { policy, source, decisions } = await as('grace').call(operations.getSetPolicy, { params: SHEET });
  expect([policy.late, source, decisions.map(({ taken }) => taken)]).toEqual([null, 'none', [true, false]]);
  await expect(server.db.$executeRaw`UPDATE policy_decisions SET policy = NULL`).rejects.toThrow();
});

test('of those who have seen the same decision and decide at once, one does; the others have to look first', async () => {
  const lastOf = async () =>
    (await as('grace').call(operations.getSetPolicy, { params: SHEET })).last?.revision ?? null;
  const ofCourse = async () => (await as('grace').call(operations.getCoursePolicy, { params })).last;
  const decideSeen = (weight: number, seen: number | null, preview = false) =>
    as('grace').send(operations.decideSetPolicy, {
      params: SHEET,
      body: { policy: wish({ weight }), seen, preview },
    });
  for (let round = 1; round <= 3; round += 1) {
    const seen = await lastOf();
    const rivals = await Promise.all([1, 2, 3].map((each) => decideSeen(round * 10 + each, seen)));
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    const { policy, last } = await as('grace').call(operations.getSetPolicy, { params: SHEET });
    expect(policy.weight).toBe(round * 10 + rivals.findIndex(({ status }) => status === 200) + 1);
    // Refused as a preview, too, and then the next attempt succeeds.
    expect((await decideSeen(1, seen, true)).body).toMatchObject({
      error: { message: expect.stringMatching(/^grace decided something else .* Look at it first/) },
    });
    expect((await decideSeen(1, last!.revision)).status).toBe(200);
  }
  const { policy } = await as('grace').call(operations.getCoursePolicy, { params });
  const seen = (await ofCourse())?.revision ?? null;
  const body = { policy: { ...policy, lateDays: 9 }, seen };
  await as('grace').call(operations.decideCoursePolicy, { params, body });
  const decided = await ofCourse();
  const other = { ...body, policy: { ...policy, lateDays: 8 } };
  expect((await as('grace').fail(operations.decideCoursePolicy, { params, body: other })).code).toBe(
    'unacceptable',
  );
  // The same of the same person has arrived.
  await as('grace').call(operations.decideCoursePolicy, { params, body });
  expect(await ofCourse()).toEqual(decided);
  expect(decided?.decidedBy.name).toBe('grace');
});
