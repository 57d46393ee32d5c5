/**
 * What stands open is what is stored: whatever an act changes of an answer that a grader has open, or of feedback that a student has open, the page
 * is told of. Every operation that changes something is played; what it changes is seen by reading, and what is told by listening.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operations } from '../../contract/index.ts';
import { NEWS_HEADER } from '../../contract/news.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Operation, ParamsOf } from '../../contract/operation.ts';
import type { Client } from '../support/client.ts';
import { listening } from '../support/listening.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { COURSE, eventually } from '../support/testServer.ts';
import type { TestServer } from '../support/testServer.ts';
import { COURSES } from '../support/twice/course.ts';
import { GRADING } from '../support/twice/grading.ts';
import { ready } from '../support/twice/play.ts';
import { startWorld } from '../support/twice/world.ts';
import type { World } from '../support/twice/world.ts';

/** What was handed in tells nothing (see the migration `tell_of_answers`), nor who has come where: a claim has news of its own. */
const NOT_ABOUT_ANSWERS = ['createSubmission'];
const acts = (Object.values(operations) as Operation[]).filter(
  ({ id, method, once }) =>
    method !== 'get' &&
    once !== 'nothing' &&
    id in { ...GRADING, ...COURSES } &&
    !NOT_ABOUT_ANSWERS.includes(id),
);

let server: TestServer;
let world: World;
beforeAll(async () => {
  ({ server, world } = await startWorld());
});
afterAll(async () => {
  await world.tested(null);
  await server.close();
});

const listenTo = async (by: Client) => {
  const page = listening(by, urlOf(operations.streamSets, { course: COURSE }));
  await page.opened;
  return page;
};

/** Where an answer stands among others, and how many have an item, is of the whole question: pages count it anew every few seconds. */
const OF_QUESTION = [
  ...['position', 'total', 'graded', 'previous', 'next', 'nextUngraded', 'gradedTogether', 'applied'],
];
const withoutCounts = (read: unknown): string =>
  JSON.stringify(read, (key, value: unknown) => (OF_QUESTION.includes(key) ? undefined : value));

/** What a page of theirs shows; null where they are shown nothing. */
async function shown<O extends Operation>(
  by: Client,
  operation: O,
  params: ParamsOf<O>,
): Promise<string | null> {
  const { status, body } = await by.send(operation, { params });
  return status < 300 ? withoutCounts(body) : null;
}

/** Those handed in last: of the scene itself, and of some before it. */
const openOnes = () =>
  server.db.submission.findMany({
    orderBy: { submittedAt: 'desc' },
    take: 2,
    where: { group: { assignment: { course: { slug: COURSE } } } },
    select: {
      id: true,
      answers: { select: { questionId: true } },
      members: { select: { user: { select: { name: true } } } },
      group: { select: { assignment: { select: { slug: true } } } },
    },
  });

type Open = Awaited<ReturnType<typeof openOnes>>[number];

const gradersSee = async (tess: Client, { id: submissionId, answers }: Open) => {
  const pages = answers.flatMap(({ questionId: question }) => [
    shown(tess, operations.getGradingAnswer, { submissionId, question }),
    shown(tess, operations.listInlineComments, { submissionId, question }),
  ]);
  return Promise.all(pages);
};

const studentsSee = async (ada: Client, { id: submissionId, group }: Open) =>
  Promise.all([
    shown(ada, operations.getFeedback, { course: COURSE, assignment: group.assignment.slug }),
    shown(ada, operations.listRequests, { submissionId }),
  ]);

/** News take a moment. */
async function soon(isSo: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 2_000 && !isSo(); waited += 20) await sleep(20);
  return isSo();
}

/** Whether a page that shows it reads again. */
const isTold = (heard: unknown[], submissionId: string): boolean =>
  heard.some((event) => {
    const { submissionIds } = event as { submissionIds?: string[] };
    return submissionIds === undefined || submissionIds.includes(submissionId);
  });

describe('whoever has open what an act changes is told', () => {
  test.each(acts.map((operation) => [operation.id, operation] as const))('%s', async (id, operation) => {
    server.clock.now = new Date(server.clock.now.getTime() + 1_000);
    const sent = await { ...COURSES, ...GRADING }[id]!(world);
    const open = await openOnes();
    const tess = await world.browser('tess');
    const owners = await Promise.all(open.map(({ members }) => world.browser(members[0]!.user.name)));
    const pages = await Promise.all([tess, ...owners].map(listenTo));
    const send = await ready(world, operation, sent, randomUUID());
    const before = await Promise.all(
      open.map(async (each, index) => [
        await gradersSee(tess, each),
        await studentsSee(owners[index]!, each),
      ]),
    );
    expect((await send()).status).toBeLessThan(300);
    const untold: string[] = [];
    for (const [index, each] of open.entries()) {
      const [graders, students] = before[index]!;
      const isOther = (now: unknown, then: unknown) => JSON.stringify(now) !== JSON.stringify(then);
      const now = await gradersSee(tess, each);
      if (isOther(now, graders) && !(await soon(() => isTold(pages[0]!.heard, each.id))))
        untold.push('graders');
      const theirs = await studentsSee(owners[index]!, each);
      const isShown = theirs.some((read) => read?.includes('"gradesReleasedAt":"') === true);
      // Whom it takes out of the course has a stream that ends.
      const isStill = !theirs.includes(null);
      if (
        isShown &&
        isStill &&
        isOther(theirs, students) &&
        !(await soon(() => pages[index + 1]!.heard.length > 0))
      )
        untold.push('students');
    }
    for (const page of pages) page.close();
    expect(untold).toEqual([]);
  });
});

describe('what a page reads, and what it hears afterwards', () => {
  const placeAfter = async (by: Client, operation: Operation, params: Record<string, string>) => {
    const { headers } = await by.send(operation, { params });
    return headers[NEWS_HEADER]!;
  };
  const from = (by: Client, after: string) =>
    listening(by, urlOf(operations.streamSets, { course: COURSE }, { after }));

  test('fit together: what came between the reading and the listening is told, and nothing that was read', async () => {
    const { submissionId, answer, revision } = await world.graded();
    const tess = await world.as('tess');
    const early = await placeAfter(tess, operations.getGradingAnswer, answer);
    await world.decide(submissionId, { adjustment: -1, baseRevision: revision });
    await eventually(
      () => placeAfter(tess, operations.getGradingAnswer, answer),
      (place) => place !== early,
    );
    const late = await placeAfter(tess, operations.getGradingAnswer, answer);
    const pages = [
      from(tess, early),
      from(tess, late),
      from(tess, `${late} ${early}`),
      from(tess, 'unknown'),
    ];
    await Promise.all(pages.map(({ opened }) => opened));
    const [missed, whole, both, unknown] = pages.map(({ heard }) => heard);
    for (const heard of [missed!, both!])
      await eventually(
        async () => isTold(heard, submissionId),
        (told) => told,
      );
    await eventually(
      async () => unknown!,
      (heard) => heard.length === 1 && JSON.stringify(heard) === '[{}]',
    );
    expect(whole).toEqual([]);
    for (const page of pages) page.close();
  });

  test('are a student’s own, and of grades only while those are out', async () => {
    const [one, other] = [await world.graded(), await world.person()];
    const [owner, stranger] = [await world.as(one.owner), await world.as(other)];
    const pages = await Promise.all([owner, stranger].map(listenTo));
    const change = async (revision: number) =>
      world.decide(one.submissionId, { adjustment: -0.5, baseRevision: revision });
    const second = await change(one.revision);
    await world.release(one.set);
    const count = (wanted: number[]) =>
      eventually(
        async () => pages.map(({ heard }) => heard.length),
        (counts) => JSON.stringify(counts) === JSON.stringify(wanted),
      );
    // The release alone: that is everybody's.
    await count([1, 1]);
    await (
      await world.as('tess')
    ).call(operations.ungradeAnswer, { params: one.answer, query: { baseRevision: second } });
    await count([2, 1]);
    expect(pages.flatMap(({ heard }) => heard)).toEqual([{}, {}, {}]);
    for (const page of pages) page.close();
  });
});
