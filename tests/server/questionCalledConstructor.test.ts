/**
 * Law: how a question is called changes nothing. In a set from before such names were refused one is called as what every object of
 * JavaScript has; all that is done with it comes to the same as with its twin, by other names.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Operation } from '../../contract/operation.ts';
import { operations } from '../../contract/index.ts';
import { tellOfPlannedReleases } from '../../server/features/notifications/remind.ts';
import { SHEET_FILES, titled } from '../support/assignments.ts';
import type { Client } from '../support/client.ts';
import { BEFORE_DUE, COURSE, startTestServer } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';

const course = { course: COURSE };
const NAMES = ['ada', 'emmy', 'grace', 'tess'] as const;
let server: TestServer;
const clients = new Map<string, Client>();
beforeAll(async () => {
  server = await startTestServer();
  for (const name of NAMES) clients.set(name, await server.as(name));
});
afterAll(() => server.close());

/** Publishes a set, and stores its first question by another name and title, as it would not be published any more. */
async function publishedAs(slug: string, name: string): Promise<void> {
  const files = titled(slug, SHEET_FILES);
  await clients.get('grace')!.call(operations.publishAssignment, { params: course, body: { files, slug } });
  const named = (text: string) => text.replaceAll('"one"', `"${name}"`).replaceAll('"First"', `"${name}"`);
  const version = await server.db.assignmentVersion.findFirstOrThrow({ where: { assignment: { slug } } });
  await server.db.assignmentVersion.delete({ where: { id: version.id } });
  const definition = JSON.parse(named(JSON.stringify(version.definition))) as object;
  await server.db.assignmentVersion.create({
    data: { ...version, steps: {}, files: version.files!, id: randomUUID(), definition },
  });
}

/** Much of what people do with a set: each act with its status, scores, and what people are told. */
async function playWith(slug: string, name: string): Promise<unknown[]> {
  server.clock.now = BEFORE_DUE;
  await publishedAs(slug, name);
  const params = { ...course, assignment: slug };
  const came: unknown[] = [];
  const act = async <O extends Operation>(
    who: (typeof NAMES)[number],
    operation: O,
    sent: object,
  ): Promise<never> => {
    const { status, body, text } = await clients.get(who)!.send(operation, sent as never);
    came.push([operation.id, status, status >= 400 ? text : null]);
    return body as never;
  };
  const ids = new Map(
    await Promise.all(NAMES.map(async (each) => [each, await server.userId(each)] as const)),
  );
  await act('ada', operations.getAssignment, { params });
  await act('ada', operations.getDocument, { params });
  await act('emmy', operations.getDocument, { params });
  for (const who of ['ada', 'emmy'] as const)
    await act(who, operations.writeText, { params: { ...params, key: name }, body: { text: `By ${who}` } });
  await act('ada', operations.inviteToMyGroup, { params, body: { userId: ids.get('emmy') } });
  const { invitations }: { invitations: { id: string }[] } = await act('emmy', operations.getMyGroup, {
    params,
  });
  const invitationId = invitations[0]?.id ?? '';
  await act('emmy', operations.acceptInvitation, {
    params: { ...params, invitationId },
    body: { bring: true },
  });
  const answers = { [name]: 'What makes an object', two: 'A function' };
  const { id: submissionId }: { id: string } = await act('ada', operations.createSubmission, {
    params,
    body: { idempotencyKey: randomUUID(), answers },
  });
  await act('emmy', operations.leaveMyGroup, { params });
  await act('grace', operations.arrangeGroup, {
    params,
    body: { userIds: [ids.get('ada'), ids.get('emmy')], arrangement: 'together', reason: 'So' },
  });
  for (const question of [name, 'two'])
    await act('tess', operations.gradeAnswer, {
      params: { submissionId, question },
      body: { appliedItemIds: [], fullMarks: true, adjustment: 0, comment: 'Well', baseRevision: 0 },
    });
  const policy = { opens: null, closes: null, late: null, category: null, weight: 1, anonymous: null };
  for (const heldBack of [{ two: null }, { [name]: null }, { [name]: '2026-12-08 12:00' }, {}])
    await act('grace', operations.decideSetPolicy, { params, body: { policy: { ...policy, heldBack } } });
  await act('grace', operations.grantExtension, {
    params,
    body: { target: { kind: 'student', userId: ids.get('ada') }, until: '2026-12-02 12:00', reason: 'Ill' },
  });
  await act('grace', operations.releaseGrades, { params, body: { released: true } });
  for (const heldBack of [{ two: null }, { [name]: null }, {}])
    await act('grace', operations.decideSetPolicy, { params, body: { policy: { ...policy, heldBack } } });
  await tellOfPlannedReleases(server.db, server.clock.now);
  const feedback: { score: number; questions: { score: number }[] } = await act(
    'emmy',
    operations.getFeedback,
    { params },
  );
  came.push(
    feedback.score,
    feedback.questions.map(({ score }) => score),
  );
  await act('ada', operations.listRequests, { params: { submissionId } });
  await act('ada', operations.askForRegrade, {
    params: { submissionId, question: name },
    body: { reason: 'So' },
  });
  await act('grace', operations.getGradebook, { params: course });
  await act('grace', operations.listAuditLog, { params: course });
  const files = titled(slug, {
    ...SHEET_FILES,
    'questions/two/question.yaml': SHEET_FILES['questions/two/question.yaml']!.replace(
      'points: 2',
      'points: 4',
    ),
  });
  const { outcome }: { outcome: { plan: { token: string } } } = await act(
    'grace',
    operations.checkAssignment,
    { params: course, body: { files, slug } },
  );
  came.push(typeof outcome?.plan?.token);
  const heard = await server.db.notification.findMany({
    where: { path: { contains: `/${slug}` } },
    orderBy: { id: 'asc' },
    select: { kind: true, text: true },
  });
  return [...came, ...heard.map(({ kind, text }) => `${kind}: ${text.replace(/ Code .*/, '')}`)];
}

test('a question that is called constructor', async () => {
  const twin = await playWith('plain', 'another');
  const played = await playWith('called', 'constructor');
  const same = (all: unknown[]) =>
    all.map((each) =>
      JSON.stringify(each).replaceAll('constructor', 'another').replaceAll('called', 'plain'),
    );
  expect(twin.filter((each) => Array.isArray(each) && Number(each[1]) >= 400)).toEqual([]);
  expect(same(played)).toEqual(same(twin));
});
