/**
 * The longest pause of the server's main thread while hostile texts and files come, operation by operation: those that make
 * something of a text with one that they accept, and every other that takes a body with a body full of it.
 */
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { operations } from '../../contract/index.ts';
import { urlOf } from '../../contract/operation.ts';
import type { Db } from '../../server/database/prisma.ts';
import { hashPassword } from '../../server/features/session/password.ts';
import { SHEET_FILES } from '../support/assignments.ts';
import { Client } from '../support/client.ts';
import { TestPage } from '../support/page.ts';
import { HOSTILE_FILES, HOSTILE_UPLOADS, hostileText } from '../attacks/hostileTexts.ts';
import { tangle } from '../attacks/tangledEdits.ts';
import type { Bench, Figure } from './figures.ts';
import { hostileBody } from './hostileBody.ts';
import { withStack } from './server.ts';

const SEED = 13;
const TEXTS = 12;
const PASSWORD = 'correct horse';
const SHEET = { course: 'pauses', assignment: 'sheet' };
const GOAL = '< 50';
const LARGE_FILES = 4;
/** Whoever calls these is signed out, or slowed down. */
const ENDS_SESSIONS = new Set(['signIn', 'signOut', 'changePassword']);

interface Pause {
  /** Of the event loop, by Node's own histogram of its delays. */
  ms: number;
  /** Milliseconds of the processor that the thread used in such a time, at most. */
  busyMs: number;
}

async function createPeople(db: Db): Promise<void> {
  const data = { slug: SHEET.course, code: 'P 1', title: 'Pauses', term: 'Now', timeZone: 'UTC' };
  const course = await db.course.create({ data });
  const passwordHash = await hashPassword(PASSWORD);
  for (const [name, role] of Object.entries({ ada: 'student', grace: 'instructor' } as const)) {
    const user = await db.user.create({ data: { email: `${name}@example.org`, name, passwordHash } });
    await db.enrolment.create({ data: { courseId: course.id, userId: user.id, role } });
  }
  await db.user.create({
    data: { email: 'root@example.org', name: 'root', passwordHash, isAdministrator: true },
  });
}

const FILES = {
  ...SHEET_FILES,
  'questions/two/question.yaml': `${SHEET_FILES['questions/two/question.yaml']}rule: { optimizer: rmsprop, advice: before_submitting }\n`,
};

/** Of a draft: pieces that claim neighbours far apart, taken and refused, and as many as an edit may have. */
const tangledEdits = (): Record<string, Uint8Array> => ({
  'a tangle of 1,500': tangle(1_500, 1_000),
  'a tangle of 9,000': tangle(9_000, 2_000),
  'a tangle of 19,000': tangle(19_000, 3_000),
  'more pieces than are read': tangle(80_000, 4_000),
});

export function benchPauses(): Promise<Bench> {
  return withStack(
    createPeople,
    async ({ url, server }) => {
      const answers = new Map<string, (pause: Pause) => void>();
      // The server says other things, too, such as that it is ready.
      server.on('message', (message: { longest?: Pause; id?: string }) => {
        if (message.longest) answers.get(message.id ?? '')?.(message.longest);
      });
      const longest = (): Promise<Pause> =>
        new Promise((done) => {
          const id = randomUUID();
          answers.set(id, done);
          server.send({ longest: id });
        });
      const ada = await new Client(url).signIn('ada@example.org', PASSWORD);
      const grace = await new Client(url).signIn('grace@example.org', PASSWORD);
      await grace.call(operations.publishAssignment, {
        params: { course: SHEET.course },
        body: { files: FILES, slug: 'sheet', due: '2099-01-01T00:00:00.000Z' },
      });
      const pauses = new Map<string, Pause>();
      /** Whatever the answer is: the question is how long others wait. */
      const during = async (name: string, work: () => Promise<unknown>): Promise<void> => {
        await longest();
        await work();
        const { ms, busyMs } = await longest();
        const before = pauses.get(name) ?? { ms: 0, busyMs: 0 };
        pauses.set(name, { ms: Math.max(before.ms, ms), busyMs: Math.max(before.busyMs, busyMs) });
      };
      const upload = async (operation: 'uploadImage' | 'importTex', name: string, bytes: Buffer) => {
        const { csrfToken } = await ada.refresh();
        const query = operation === 'uploadImage' ? { name } : { file: name };
        await ada
          .raw('post', urlOf(operations[operation], SHEET, query))
          .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
          .send(bytes);
      };
      const question = 'two';
      let submissionId = '';
      // What this machine alone does to a server that has nothing to do.
      for (let time = 0; time < TEXTS; time += 1)
        await during('getHealth, for comparison', () => grace.send(operations.getHealth));
      for (const text of fc.sample(hostileText, { seed: SEED, numRuns: TEXTS })) {
        const key = randomUUID();
        await during('readRule', () =>
          ada.send(operations.readRule, { params: { ...SHEET, question }, body: { text } }),
        );
        const body = { idempotencyKey: key, answers: { one: text, two: text } };
        await during('createSubmission', async () => {
          const answer = await ada.send(operations.createSubmission, { params: SHEET, body });
          submissionId = (answer.body as { id: string }).id;
        });
        await during('exportTex', () => ada.raw('get', urlOf(operations.exportTex, { submissionId })));
        await during('getFeedback', () => ada.send(operations.getFeedback, { params: SHEET }));
        await during('getGradingAnswer', () =>
          grace.send(operations.getGradingAnswer, { params: { submissionId, question } }),
        );
        await during('compareRuleSources', () =>
          ada.send(operations.compareRuleSources, { params: { submissionId, question } }),
        );
        await during('listAnswerGroups', () =>
          grace.send(operations.listAnswerGroups, { params: { ...SHEET, question } }),
        );
        await during('importTex', () => upload('importTex', 'a.tex', Buffer.from(text)));
        await during('publishAssignment', () =>
          grace.send(operations.publishAssignment, {
            params: { course: SHEET.course },
            body: {
              files: { ...FILES, 'introduction.md': text },
              slug: 'sheet',
              due: '2099-01-01T00:00:00.000Z',
            },
          }),
        );
        await during('checkAssignment', () =>
          grace.send(operations.checkAssignment, {
            params: { course: SHEET.course },
            body: { files: { ...FILES, 'assignment.yaml': text, 'introduction.md': text }, slug: 'sheet' },
          }),
        );
      }
      const lines = 'Explain $x$ in your own words.\n'.repeat(30_000);
      const large = Object.fromEntries(
        Array.from({ length: LARGE_FILES }, (_, n) => [`notes/${n}.md`, `${n}\n${lines}`]),
      );
      for (const operation of [operations.checkAssignment, operations.publishAssignment])
        await during(`${operation.id}, ${LARGE_FILES} files of a megabyte`, () =>
          grace.send(operation, {
            params: { course: SHEET.course },
            body: { files: { ...FILES, ...large }, slug: 'large' },
          }),
        );
      for (const [name, update] of Object.entries(tangledEdits()))
        await during(`a page's edit: ${name}`, async () => {
          const page = await TestPage.open(url, SHEET, { cookie: ada.cookie });
          const key = randomUUID();
          const data = Buffer.from(update).toString('base64');
          page.send({ type: 'update', group: page.group, key, data });
          const answers = (['saved', 'refused'] as const).map((type) =>
            page.next(type, (message) => message.key === key),
          );
          await Promise.race(answers);
          page.close();
          // Whatever of it was stored is put together.
          await ada.send(operations.getDocument, { params: SHEET });
        });
      // Last, since some of them change what the others need.
      for (const text of fc.sample(hostileText, { seed: SEED + 1, numRuns: 2 })) {
        for (const operation of Object.values(operations)) {
          const body = hostileBody(operation, text);
          if (body === undefined || pauses.has(operation.id) || ENDS_SESSIONS.has(operation.id)) continue;
          const known: Record<string, string> = { ...SHEET, submissionId, question, key: 'one' };
          // Of things that are not there.
          const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
          const params = Object.fromEntries(names.map((name) => [name, known[name] ?? randomUUID()]));
          const url = urlOf(operation, params);
          for (const person of [ada, grace]) {
            await during(`${operation.id} (any answer)`, async () => {
              const { csrfToken } = await person.refresh();
              await person
                .raw(operation.method, url)
                .set('x-csrf-token', csrfToken)
                .send(body as object);
            });
          }
        }
      }
      for (const [name, bytes] of Object.entries(HOSTILE_FILES()))
        await during(name.endsWith('.zip') ? 'importTex' : 'uploadImage', () =>
          upload(name.endsWith('.zip') ? 'importTex' : 'uploadImage', name, bytes),
        );
      const root = await new Client(url).signIn('root@example.org', PASSWORD);
      for (const [id, files] of Object.entries(HOSTILE_UPLOADS())) {
        const operation = operations[id as keyof ReturnType<typeof HOSTILE_UPLOADS>];
        const person = operation === operations.importCourse ? root : grace;
        for (const bytes of Object.values(files))
          await during(id, async () => {
            const { csrfToken } = await person.refresh();
            await person
              .raw('post', urlOf(operation, { course: SHEET.course }))
              .set({ 'Content-Type': 'application/octet-stream', 'x-csrf-token': csrfToken })
              .send(bytes);
          });
      }
      const figures = [...pauses].flatMap(([id, { ms, busyMs }]): Figure[] => [
        { id, title: `${id}, the thread worked in a row`, value: busyMs, unit: 'ms', goal: GOAL },
        {
          id: `${id}.late`,
          title: '  others waited, this machine included',
          value: ms,
          unit: 'ms',
          goal: '',
        },
      ]);
      return {
        name: 'pauses',
        setting: { node: process.version, processors: availableParallelism(), texts: TEXTS, seed: SEED },
        figures,
      };
    },
    'tests/bench/watchedServer.ts',
  );
}
