/**
 * The way of a submission under a random play of a group and its staff: people join and leave, hand in again, are given time, graded by two TAs,
 * released, regraded; the set and the course end and begin again. After each act these laws are looked at: what was handed in stays with
 * whom it names, as it was (6, 9); no student's act lowers or hides a grade (16); nothing is seen before it is out, and then everywhere (27, 28);
 * what was done is in the log, and what was refused is not, and says what to do (29, 31); and whose page says something else by
 * another's act is told (ADR 151). SEED and ACTS try others.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { operations } from '../../contract/index.ts';
import type { Feedback } from '../../contract/feedback.ts';
import type { AssignmentView } from '../../contract/assignments.ts';
import type { RegradeRequest } from '../../contract/requests.ts';
import type { Receipt } from '../../contract/submissions.ts';
import { remindOfDueSets, tellOfPlannedReleases } from '../../server/features/notifications/remind.ts';
import type { Answer as Sent, Client } from '../support/client.ts';
import { deskActs } from '../support/deskActs.ts';
import { playOf } from '../support/play.ts';
import { BEFORE_DUE, COURSE, SHEET, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const SEED = Number(process.env.SEED ?? 20261212);
const ACTS = Number(process.env.ACTS ?? 60);
const NAMES = ['ada', 'emmy', 'sofia', 'mary'] as const;
type Name = (typeof NAMES)[number];
const QUESTIONS = ['one', 'two'];
const HOUR_MS = 3_600_000;
const params = SHEET;
const course = { course: COURSE };

const { random, pick } = playOf(SEED);
let server: TestServer;
let grace: Client;
let graders: Client[] = [];
const students = new Map<Name, Client>();
const ids = new Map<string, string>();
/** What was handed in, as its first receipt says. */
const handedIn: { id: string; receipt: string; names: string[] }[] = [];

beforeAll(async () => {
  server = await startTestServer();
  [grace, ...graders] = (await Promise.all(['grace', 'tess', 'grace'].map((name) => server.as(name)))) as [Client, Client, Client]; // prettier-ignore
  for (const name of NAMES) students.set(name, await server.as(name));
  for (const name of [...NAMES, 'tess', 'grace']) ids.set(name, await server.userId(name));
  for (const [name, act] of Object.entries(desk())) ACTS_OF[name] = () => byStaff(act());
  server.clock.now = BEFORE_DUE;
  await grace.call(operations.changeSetState, {
    params: { ...course, assignment: 'code' },
    body: { state: 'hidden' },
  });
});
afterAll(() => server.close());

const as = (name: Name): Client => students.get(name)!;

/** What of a receipt is for ever: which submission counts, and what is late, follows what is decided. */
const lasting = ({ number, submittedAt, members, contentHash, contents }: Receipt): string =>
  JSON.stringify({ number, submittedAt, members, contentHash, contents });

/** What a page says to a student of their grade, null while nothing is to be seen. */
function gradeIn(feedback: Feedback) {
  if (feedback.gradesReleasedAt === null) return null;
  const questions = feedback.questions.map((each) => ({
    score: each.score,
    items: each.rubricItems,
    adjustment: each.adjustment,
    comment: each.comment,
    passages: each.inlineComments.map(({ text }) => text),
  }));
  const isSaid = questions.some(({ score, comment, passages }) => score !== null || comment !== '' || passages.length > 0); // prettier-ignore
  return isSaid ? { score: feedback.score, number: feedback.submission.number, questions } : null;
}

/** Whether they have written something, and whether a submission names them. */
async function whatThereIs(name: Name) {
  const assignment = { slug: SHEET.assignment };
  const group = { document: { is: { seq: { gt: server.db.document.fields.firstSeq } } } };
  const [begun, named] = await Promise.all([
    server.db.groupMember.count({ where: { assignment, user: { name }, group } }),
    server.db.submissionMember.count({ where: { user: { name } } }),
  ]);
  return { hasBegun: begun > 0, hasHandedIn: named > 0 };
}

/** What the pages of a student say. */
async function viewOf(name: Name) {
  const { now } = server.clock;
  const [feedback, set, group, document, { hasBegun, hasHandedIn }] = await Promise.all([
    as(name).send(operations.getFeedback, { params }),
    as(name).send(operations.getAssignment, { params }),
    as(name).send(operations.getMyGroup, { params }),
    as(name).send(operations.getDocument, { params }),
    whatThereIs(name),
  ]);
  const { dueAt, state, rule, gradesReleasedAt } = set.body as AssignmentView;
  // Once grades are out for them no more work is taken, whatever the dates say.
  const isOver = gradesReleasedAt != null;
  const isInTime = set.status === 200 && (rule.acceptedUntil === null || new Date(rule.acceptedUntil) > now);
  const isTaken = isInTime && state === 'open' && !isOver;
  const isUnsubmitted = !hasHandedIn && (hasBegun || new Date(dueAt ?? 0) > now);
  const { submission } = feedback.body as Feedback;
  const asked =
    feedback.status === 200
      ? await as(name).send(operations.listRequests, { params: { submissionId: submission.id } })
      : null;
  const requests = (asked?.body as { requests?: RegradeRequest[] } | undefined)?.requests ?? [];
  const members = (group.body as { group: { members: { name: string }[] } | null }).group?.members ?? [];
  return {
    grade: feedback.status === 200 ? gradeIn(feedback.body as Feedback) : null,
    // What was taken back or archived takes no work, whatever its dates say meanwhile.
    times:
      set.status === 200 && state === 'open' && !isOver ? { dueAt, state, until: rule.acceptedUntil } : null,
    unsubmitted: isUnsubmitted ? { isReadable: hasBegun ? document.status === 200 : null, isTaken } : null,
    company: members.map((each) => each.name).filter((each) => each !== name),
    requests: requests.map((each) => [each.id, each.state, each.events.length]),
  };
}
type View = Awaited<ReturnType<typeof viewOf>>;
const views = async () =>
  Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, await viewOf(name)] as const))) as Record<Name, View>; // prettier-ignore

const graded = (answer: string) => ({ submissionId: answer, question: pick(QUESTIONS) });
const onClock = (hours: number) =>
  new Date(server.clock.now.getTime() + hours * HOUR_MS)
    .toLocaleString('sv-SE', { timeZone: 'America/New_York' })
    .slice(0, 16);

/** Whoever does it, null for nobody of the students; and what came of it. */
type Done = [by: Name | null, Sent];
const byStaff = async (sent: Promise<Sent>): Promise<Done> => [null, await sent];
const byStudent = async (name: Name, sent: Promise<Sent>): Promise<Done> => [name, await sent];

const ACTS_OF: Record<string, () => Promise<Done>> = {
  invite() {
    const name = pick(NAMES);
    const body = { userId: ids.get(pick(NAMES.filter((other) => other !== name)))! };
    return byStudent(name, as(name).send(operations.inviteToMyGroup, { params, body }));
  },
  async accept() {
    const name = pick(NAMES);
    const { body } = await as(name).send(operations.getMyGroup, { params });
    const [invitation] = (body as { invitations?: { id: string }[] }).invitations ?? [];
    const at = { ...params, invitationId: invitation?.id ?? randomUUID() };
    return byStudent(
      name,
      as(name).send(operations.acceptInvitation, { params: at, body: { bring: false } }),
    );
  },
  leave() {
    const name = pick(NAMES);
    return byStudent(name, as(name).send(operations.leaveMyGroup, { params }));
  },
  write() {
    const name = pick(NAMES);
    const at = { ...params, key: pick(QUESTIONS) };
    return byStudent(
      name,
      as(name).send(operations.writeText, { params: at, body: { text: `${random(9)}` } }),
    );
  },
  async handIn() {
    const name = pick(NAMES);
    const body = {
      idempotencyKey: randomUUID(),
      answers: { one: `${name} ${random(3)}`, two: `${random(2)}` },
    };
    const sent = await as(name).send(operations.createSubmission, { params, body });
    if (sent.status !== 201) return [name, sent];
    const { id } = sent.body as { id: string };
    const receipt = await as(name).call(operations.getReceipt, { params: { submissionId: id } });
    handedIn.push({ id, receipt: lasting(receipt), names: receipt.members.map((each) => each.name) }); // prettier-ignore
    return [name, sent];
  },
  extend: () =>
    byStaff(
      grace.send(operations.grantExtension, {
        params,
        body: {
          target: { kind: 'student', userId: ids.get(pick(NAMES))! },
          until: onClock(2 + random(60)),
          reason: 'Ill',
        },
      }),
    ),
  async revoke() {
    const { extensions } = await grace.call(operations.listExtensions, { params });
    const extensionId = extensions[0]?.id ?? randomUUID();
    return byStaff(grace.send(operations.revokeExtension, { params: { ...params, extensionId } }));
  },
  async grade() {
    const at = graded(handedIn.length > 0 ? pick(handedIn).id : randomUUID());
    const by = pick(graders);
    const { body } = await by.send(operations.getGradingAnswer, { params: at });
    const revision = (body as { grade?: { revision: number } | null }).grade?.revision ?? 0;
    const choice = {
      appliedItemIds: [],
      fullMarks: true,
      adjustment: -random(3) / 4,
      comment: pick(['', 'Hm']),
    };
    // Now and then upon what a colleague has put something in the place of.
    const baseRevision = random(6) === 0 ? 0 : revision;
    return byStaff(by.send(operations.gradeAnswer, { params: at, body: { ...choice, baseRevision } }));
  },
  undo: () => byStaff(pick(graders).send(operations.undoGrading, { params })),
  comment() {
    const at = graded(handedIn.length > 0 ? pick(handedIn).id : randomUUID());
    const body = { id: randomUUID(), start: 0, end: 1, text: pick(['Why?', 'How?']) };
    return byStaff(pick(graders).send(operations.addInlineComment, { params: at, body }));
  },
  async uncomment() {
    const at = graded(handedIn.length > 0 ? pick(handedIn).id : randomUUID());
    const { body } = await grace.send(operations.listInlineComments, { params: at });
    const [first] = (body as { comments?: { id: string; revision: number }[] }).comments ?? [];
    const where = { ...at, commentId: first?.id ?? randomUUID() };
    const query = { baseRevision: first?.revision ?? 1 };
    return byStaff(grace.send(operations.removeInlineComment, { params: where, query }));
  },
  release: () => byStaff(grace.send(operations.releaseGrades, { params, body: { released: random(3) > 0 } })),
  plan: () =>
    byStaff(grace.send(operations.releaseGrades, { params, body: { released: true, at: onClock(2 + random(20)) } })), // prettier-ignore
  ask() {
    const [name, at] = [pick(NAMES), graded(handedIn.length > 0 ? pick(handedIn).id : randomUUID())];
    return byStudent(name, as(name).send(operations.askForRegrade, { params: at, body: { reason: 'So' } }));
  },
  async withdraw() {
    const name = pick(NAMES);
    const { requests } = await grace.call(operations.listCourseRequests, { params: course, query: {} });
    const own = requests.find(({ askedBy }) => askedBy.name === name);
    const at = { submissionId: own?.submissionId ?? randomUUID(), requestId: own?.id ?? randomUUID() };
    return byStudent(name, as(name).send(operations.withdrawRequest, { params: at }));
  },
  async answer() {
    const { requests } = await grace.call(operations.listCourseRequests, { params: course, query: {} });
    const [first] = requests;
    const at = { submissionId: first?.submissionId ?? randomUUID(), requestId: first?.id ?? randomUUID() };
    const { body } = await grace.send(operations.getGradingAnswer, {
      params: { submissionId: at.submissionId, question: first?.question ?? 'one' },
    });
    const baseRevision = (body as { grade?: { revision: number } | null }).grade?.revision ?? 0;
    const choice = { appliedItemIds: [], fullMarks: true, adjustment: -random(3) / 4, comment: '' };
    const grade = random(2) === 0 ? null : { ...choice, baseRevision };
    return byStaff(
      grace.send(operations.closeRequest, { params: at, body: { reply: 'Looked again.', grade } }),
    );
  },
  pin() {
    const { id, names } = handedIn.length > 0 ? pick(handedIn) : { id: randomUUID(), names: ['ada'] };
    const body = { userId: ids.get(pick(names))!, reason: pick(['Asked', null]) };
    return byStaff(grace.send(operations.pinSubmission, { params: { submissionId: id }, body }));
  },
  arrange() {
    const userIds = [...new Set([ids.get(pick(NAMES))!, ids.get(pick(NAMES))!])];
    const body = { userIds, arrangement: pick(['together', 'apart'] as const), reason: 'The play' };
    return byStaff(grace.send(operations.arrangeGroup, { params, body }));
  },
  state: () =>
    byStaff(grace.send(operations.changeSetState, { params, body: { state: pick(['open', 'open', 'archived', 'hidden'] as const) } })), // prettier-ignore
  course: () =>
    byStaff(grace.send(operations.archiveCourse, { params: course, body: { archived: random(4) === 0 } })),
};

const desk = () =>
  deskActs({
    ...{ play: { random, pick }, params, questions: QUESTIONS, grace, graders },
    graderIds: ['tess', 'grace'].map((name) => ids.get(name)!),
    handedIn: () => handedIn.map(({ id }) => id),
    studentIds: () => NAMES.map((name) => ids.get(name)!),
  });

/** What only looks, or is somebody's own matter: no act of the log. */
const reallyDone = ({ status }: Sent): boolean => status >= 200 && status < 300;

/** What a student reads of any submission that names them, and what nobody else does. */
async function staysWithItsPeople(where: string): Promise<void> {
  if (handedIn.length === 0) return;
  const course = { slug: COURSE };
  const left = await server.db.enrolment.findMany({
    where: { course, leftAt: { not: null } },
    include: { user: true },
  });
  const gone = new Set(left.map(({ user }) => user.name));
  for (const { id, receipt, names } of [pick(handedIn), ...handedIn.slice(-1)])
    for (const name of NAMES.filter((each) => !gone.has(each))) {
      const at = { params: { submissionId: id } };
      const [copy, shown, read] = [
        await as(name).send(operations.getGradedCopy, at),
        await as(name).send(operations.getSubmission, at),
        await as(name).send(operations.getReceipt, at),
      ];
      const statuses = [copy, shown, read].map(({ status }) => status);
      if (!names.includes(name))
        expect([where, name, statuses]).toEqual([where, name, statuses.map((status) => (status === 403 ? 403 : 404))]); // prettier-ignore
      else {
        expect([where, name, statuses]).toEqual([where, name, [200, 200, 200]]);
        expect(lasting(read.body as Receipt)).toBe(receipt);
      }
    }
}

/** Out for somebody: the same score as in the gradebook of staff; and before, none, on no page and in no notice. */
async function seenOnceOut(where: string): Promise<void> {
  const { rows, assignments } = await grace.call(operations.getGradebook, { params: course });
  const index = assignments.findIndex(({ slug }) => slug === params.assignment);
  const { policy } = await grace.call(operations.getSetPolicy, { params });
  // A score with a question that is held back is seen by nobody.
  const isHeldBack = Object.keys(policy.heldBack).length > 0;
  for (const name of NAMES) {
    const cell = rows.find(({ student }) => student.name === name)?.cells[index];
    const feedback = await as(name).send(operations.getFeedback, { params });
    if (feedback.status !== 200) continue;
    const { score, gradesReleasedAt, questions } = feedback.body as Feedback;
    const isSeen = gradesReleasedAt !== null && !isHeldBack;
    expect([where, name, score]).toEqual([where, name, isSeen ? cell?.score : null]);
    if (gradesReleasedAt !== null) continue;
    const seen = questions.flatMap((each) => [each.score, each.comment, each.adjustment, each.rubricItems.length, each.inlineComments.length]); // prettier-ignore
    expect([where, name, seen]).toEqual([where, name, questions.flatMap(() => [null, '', 0, 0, 0])]);
  }
}

const lines = () => server.db.auditEvent.count();

test(`nothing of the laws is broken (SEED=${SEED})`, async () => {
  const counts = { done: 0, refused: 0, told: 0 };
  const unsaid: string[] = [];
  for (let round = 0; round < ACTS; round += 1) {
    if (random(4) === 0) {
      server.clock.now = new Date(server.clock.now.getTime() + random(6) * HOUR_MS);
      await remindOfDueSets(server.db, server.clock.now);
      await tellOfPlannedReleases(server.db, server.clock.now);
    }
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    const { archivedAt } = await server.db.course.findUniqueOrThrow({ where: { slug: COURSE } });
    // A course rests for a while, not for the whole play.
    const name = archivedAt !== null && random(3) === 0 ? 'course' : pick(Object.keys(ACTS_OF));
    const before = await views();
    await server.db.notification.updateMany({ data: { readAt: server.clock.now } });
    const old = new Set(
      (await server.db.notification.findMany({ select: { id: true } })).map(({ id }) => id),
    );
    const logged = await lines();
    const [by, sent] = await ACTS_OF[name]!();
    const where = `${round} ${name} by ${by ?? 'staff'}: ${sent.status}`;
    const after = await views();
    const told = (await server.db.notification.findMany({ include: { user: true } })).filter(({ id }) => !old.has(id)); // prettier-ignore
    counts[reallyDone(sent) ? 'done' : 'refused'] += 1;
    counts.told += told.length;
    if (reallyDone(sent)) {
      const isOther = NAMES.some((each) => !isDeepStrictEqual(before[each], after[each]));
      // What is written is in its document's log.
      if (isOther && name !== 'write') expect([where, (await lines()) > logged]).toEqual([where, true]);
    } else {
      expect([where, sent.status < 500, sent.text.length > 60]).toEqual([where, true, true]);
      expect([where, after, await lines(), told.length]).toEqual([where, before, logged, 0]);
    }
    for (const student of NAMES) {
      const [was, is] = [before[student], after[student]];
      if (by !== null && was.grade !== null) expect([where, student, is.grade]).toEqual([where, student, was.grade]); // prettier-ignore
      const isTold = told.some(({ user }) => user.name === student);
      // Of a set's or a course's end those are told who lose something by it (closedSets.test.ts), as of a release, which ends the time of all.
      const isOfEnd = ['state', 'course', 'release', 'plan'].includes(name);
      // What was begun is handed in, or somebody else's by now.
      const isOther = was.unsubmitted === null || is.unsubmitted === null;
      const now = {
        ...is,
        ...(isOther && { unsubmitted: was.unsubmitted }),
        ...(isOfEnd && { times: was.times, company: was.company }),
      };
      const same = isDeepStrictEqual(was, now);
      if (student !== by && !same && !isTold)
        unsaid.push(`${where}: ${student}\n  ${JSON.stringify(was)}\n  ${JSON.stringify(is)}`);
    }
    if (round % 3 === 0) await staysWithItsPeople(where);
    await seenOnceOut(where);
  }
  expect(unsaid).toEqual([]);
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(ACTS / 20);
}, 600_000);
