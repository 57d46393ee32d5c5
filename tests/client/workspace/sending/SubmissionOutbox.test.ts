import { beforeEach, expect, test } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import type { SubmissionView } from '../../../../contract/submissions.ts';
import { ApiError } from '../../../../client/src/api/ApiError.ts';
import {
  SubmissionOutbox,
  type Received,
} from '../../../../client/src/features/workspace/sending/SubmissionOutbox.ts';
import {
  openWorkStore,
  type StoredRequest,
  type WorkStore,
} from '../../../../client/src/features/workspace/kept/WorkStore.ts';

const request: StoredRequest = {
  idempotencyKey: '00000000-0000-4000-8000-00000000000c',
  course: 'cs7150',
  assignment: 'day-08',
  title: 'Day 8',
  dueAt: '2026-12-03T19:30:00.000Z',
  group: '00000000-0000-4000-8000-00000000000a',
  fileName: null,
  updates: [{ key: '00000000-0000-4000-8000-00000000000d', data: 'AAA=' }],
  askedAt: '2026-12-03T19:29:00.000Z',
  refusal: null,
};
const submission = { number: 3, submittedAt: '2026-12-03T19:33:00.000Z', late: true } as SubmissionView;

let device: IDBFactory;
let isDown: boolean;
let refusal: ApiError | null;
let loseAnswer: boolean;
/** Key of one that the server fails about. */
let faulty: string | null;
let signedInAs: string;
let sent: { key: string; askedAt: string | null; updates: number }[];
/** The server's: one an idempotency key. */
let made: Map<string, SubmissionView>;
let received: Received[];

beforeEach(() => {
  device = new IDBFactory();
  isDown = false;
  refusal = null;
  loseAnswer = false;
  faulty = null;
  signedInAs = 'ada';
  sent = [];
  made = new Map();
  received = [];
});

const outboxOf = (userId: string, store: WorkStore = openWorkStore(userId, device)) =>
  new SubmissionOutbox({
    store,
    send: ({ idempotencyKey, updates }, askedAt) => {
      if (isDown) return Promise.reject(new ApiError('unreachable', 'Could not reach Stepwise.'));
      if (idempotencyKey === faulty) return Promise.reject(new ApiError('internal', 'Our fault.'));
      if (refusal !== null) return new Promise<never>((_, reject) => setTimeout(() => reject(refusal!)));
      sent.push({ key: idempotencyKey, askedAt, updates: updates.length });
      made.set(idempotencyKey, submission);
      return loseAnswer
        ? Promise.reject(new ApiError('unreachable', 'Could not reach Stepwise.'))
        : Promise.resolve(submission);
    },
    isStillMe: () => Promise.resolve(signedInAs === userId),
    onChange: () => undefined,
    onReceived: (each) => received.push(each),
  });

test('with a network it is handed in at once, and nothing stays on the device', async () => {
  const outbox = outboxOf('ada');
  expect(await outbox.submit(request)).toBe(submission);
  expect(sent).toEqual([{ key: request.idempotencyKey, askedAt: null, updates: 1 }]);
  expect(await openWorkStore('ada', device).all('requests')).toEqual([]);
});

test('without one it waits, also over a reload, and says when it was asked for', async () => {
  isDown = true;
  const outbox = outboxOf('ada');
  expect(await outbox.submit(request)).toBeNull();
  expect(outbox.list().map(({ state }) => state)).toEqual(['waiting']);
  await outbox.retry();
  expect(received).toEqual([]);
  isDown = false;
  const reloaded = outboxOf('ada');
  await reloaded.start();
  expect(sent).toEqual([{ key: request.idempotencyKey, askedAt: request.askedAt, updates: 1 }]);
  expect(received).toMatchObject([{ number: 3, late: true, dueAt: request.dueAt }]);
  expect(reloaded.list()).toEqual([]);
  expect(await openWorkStore('ada', device).all('requests')).toEqual([]);
});

test('a lost answer makes no second submission', async () => {
  loseAnswer = true;
  const outbox = outboxOf('ada');
  expect(await outbox.submit(request)).toBeNull();
  loseAnswer = false;
  await outbox.retry();
  expect(sent).toHaveLength(2);
  expect(made.size).toBe(1);
  expect(received).toHaveLength(1);
});

test('nobody else hands it in: another account of this browser neither sees nor sends it', async () => {
  isDown = true;
  const outbox = outboxOf('ada');
  await outbox.submit(request);
  isDown = false;
  signedInAs = 'emmy';
  const other = outboxOf('emmy');
  await other.start();
  await outbox.retry();
  expect(other.list()).toEqual([]);
  expect(sent).toEqual([]);
  signedInAs = 'ada';
  await outbox.retry();
  expect(sent).toHaveLength(1);
});

test('the group has changed meanwhile: it stays and says so until it is dismissed, over reloads', async () => {
  isDown = true;
  const outbox = outboxOf('ada');
  await outbox.submit(request);
  isDown = false;
  refusal = new ApiError('group_conflict', 'Your group has changed.');
  await outbox.retry();
  expect(outbox.list()).toMatchObject([{ state: 'refused', refusal: { code: 'group_conflict' } }]);
  refusal = null;
  const reloaded = outboxOf('ada');
  await reloaded.start();
  expect(sent).toEqual([]);
  expect(reloaded.list()).toMatchObject([{ state: 'refused' }]);
  await reloaded.cancel(request.idempotencyKey);
  expect(await openWorkStore('ada', device).all('requests')).toEqual([]);
});

test('what is refused at the click is told there, and forgotten', async () => {
  refusal = new ApiError('unacceptable', 'Every answer is empty.');
  const outbox = outboxOf('ada');
  await expect(outbox.submit(request)).rejects.toThrow('Every answer is empty.');
  expect(outbox.list()).toEqual([]);
});

test('a request that was cancelled is not sent', async () => {
  isDown = true;
  const outbox = outboxOf('ada');
  await outbox.submit(request);
  await outbox.cancel(request.idempotencyKey);
  isDown = false;
  await outbox.retry();
  await outboxOf('ada').start();
  expect(sent).toEqual([]);
});

test('what was taken back in one tab is not sent by another', async () => {
  isDown = true;
  await outboxOf('ada').submit(request);
  const other = outboxOf('ada');
  await other.start();
  const third = outboxOf('ada');
  await third.start();
  await third.cancel(request.idempotencyKey);
  isDown = false;
  await other.retry();
  expect(sent).toEqual([]);
  expect(other.list()).toEqual([]);
});

test('where the device keeps nothing, the tab sends it all the same', async () => {
  isDown = true;
  const outbox = outboxOf('ada', {
    ...openWorkStore('ada', device),
    change: () => Promise.reject(new Error('full')),
  });
  await outbox.submit(request);
  isDown = false;
  await outbox.retry();
  expect(sent).toHaveLength(1);
});

test('whoever has closed the dialog is told by the page what became of it', async () => {
  const outbox = outboxOf('ada');
  expect(await outbox.submit(request, () => false)).toBeNull();
  expect(received).toMatchObject([{ idempotencyKey: request.idempotencyKey, number: 3 }]);

  refusal = new ApiError('locked', 'Handing in has ended.');
  const other = '00000000-0000-4000-8000-0000000000ff';
  expect(await outbox.submit({ ...request, idempotencyKey: other }, () => false)).toBeNull();
  expect(outbox.list()).toMatchObject([
    { idempotencyKey: other, state: 'refused', refusal: { message: 'Handing in has ended.' } },
  ]);
});

test('a fault about one request keeps no other from being sent', async () => {
  isDown = true;
  const outbox = outboxOf('ada');
  await outbox.submit(request);
  const other = '00000000-0000-4000-8000-0000000000ff';
  await outbox.submit({ ...request, idempotencyKey: other, askedAt: '2026-12-03T19:30:00.000Z' });
  isDown = false;
  faulty = request.idempotencyKey;
  await outbox.retry();
  expect(sent.map(({ key }) => key)).toEqual([other]);
  expect(outbox.list()).toMatchObject([{ idempotencyKey: request.idempotencyKey, state: 'waiting' }]);
});

test('a refusal that comes after it was taken back is nobody’s any more', async () => {
  isDown = true;
  const outbox = outboxOf('ada');
  await outbox.submit(request);
  isDown = false;
  refusal = new ApiError('locked', 'Handing in has ended.');
  const retried = outbox.retry();
  while (outbox.list()[0]?.state !== 'sending') await new Promise((resolve) => setImmediate(resolve));
  await outbox.cancel(request.idempotencyKey);
  await retried;
  expect(outbox.list()).toEqual([]);
  expect(await openWorkStore('ada', device).all('requests')).toEqual([]);
});

test('who opens the page while it is being handed in sends it once', async () => {
  const outbox = outboxOf('ada');
  await Promise.all([outbox.submit(request), outbox.start()]);
  expect(sent).toHaveLength(1);
});
