/**
 * The law of submitting, on a server in memory: whatever tabs, network and server do, what was asked for is stored once or its refusal is told,
 * and what was taken back before it was sent is never sent.
 */
import { expect, test } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import { ApiError } from '../../../../client/src/api/ApiError.ts';
import { SubmissionOutbox } from '../../../../client/src/features/workspace/sending/SubmissionOutbox.ts';
import {
  openWorkStore,
  type StoredRequest,
} from '../../../../client/src/features/workspace/kept/WorkStore.ts';
import type { SubmissionView } from '../../../../contract/submissions.ts';
import { brokenIn, seeded } from '../../../support/atOnce.ts';

const STEPS = 50;
const AFTERNOONS = 60;
const SETS = ['day-07', 'day-08', 'day-09'];

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const unreachable = () => new ApiError('unreachable', 'Could not reach Stepwise.');

interface Page {
  outbox: SubmissionOutbox;
  /** Keys that it has told of, or shows. */
  told: Set<string>;
  isClosed: boolean;
}

async function afternoon(seed: number): Promise<void> {
  const random = seeded(seed);
  const device = new IDBFactory();
  const stores: { close: () => void }[] = [];
  const asked: StoredRequest[] = [];
  const made = new Map<string, SubmissionView>();
  /** Taken back while no request of it was on its way. */
  const takenBack = new Set<string>();
  const underway = new Map<string, number>();
  /** Requests that the server cannot take, whatever comes; its own fault. */
  const faulty = new Set<string>();
  const told = new Set<string>();
  const broken: string[] = [];
  let isDown = false;
  let isCalm = false;
  const way = async () => {
    await rest(random() * 5);
    if (isDown) throw unreachable();
  };
  const receive = async ({ idempotencyKey: key, assignment }: StoredRequest): Promise<SubmissionView> => {
    if (takenBack.has(key)) broken.push(`${key} was taken back and is sent`);
    const chance = isCalm ? 1 : random();
    underway.set(key, (underway.get(key) ?? 0) + 1);
    try {
      await way();
      if (chance < 0.05) throw unreachable();
      if (faulty.has(key)) throw new ApiError('internal', 'Our fault.');
      if (chance < 0.1) throw new ApiError('throttled', 'Too many.');
      if (chance < 0.15) throw new ApiError('locked', 'Handing in has ended.');
      const known = made.get(key);
      const submission = known ?? ({ number: made.size + 1, assignment } as unknown as SubmissionView);
      made.set(key, submission);
      await way();
      if (chance < 0.25) throw unreachable();
      return submission;
    } finally {
      underway.set(key, underway.get(key)! - 1);
    }
  };
  const opened = (): Page => {
    const store = openWorkStore('ada', device);
    stores.push(store);
    const page: Page = { told: new Set(), isClosed: false, outbox: undefined as never };
    const whileOpen = <Value>(answer: Promise<Value>): Promise<Value> =>
      answer.then(
        (value) => (page.isClosed ? new Promise<never>(() => undefined) : value),
        (error: unknown) => (page.isClosed ? new Promise<never>(() => undefined) : Promise.reject(error)),
      );
    page.outbox = new SubmissionOutbox({
      store,
      send: (request) => (page.isClosed ? new Promise(() => undefined) : whileOpen(receive(request))),
      isStillMe: async () => (await way(), true),
      onChange: () => undefined,
      onReceived: ({ idempotencyKey }) => told.add(idempotencyKey),
    });
    void page.outbox.start();
    return page;
  };
  const pages = [opened(), opened()];
  for (let step = 0; step < STEPS; step += 1) {
    const index = Math.floor(random() * pages.length);
    const page = pages[index]!;
    const chance = random();
    const assignment = SETS[Math.floor(random() * SETS.length)]!;
    const listed = page.outbox.list();
    if (chance < 0.3) {
      // The page offers it where nothing of the set waits.
      if (listed.some((each) => each.assignment === assignment && each.state !== 'refused')) continue;
      const request: StoredRequest = {
        ...{ idempotencyKey: `${seed}.${step}`, course: 'cs7150', assignment, title: assignment },
        ...{ dueAt: '', group: null, fileName: null, updates: [], refusal: null },
        askedAt: new Date(step).toISOString(),
      };
      asked.push(request);
      if (random() < 0.1) faulty.add(request.idempotencyKey);
      void page.outbox.submit(request).then(
        (submission) => submission !== null && told.add(request.idempotencyKey),
        () => told.add(request.idempotencyKey),
      );
    } else if (chance < 0.36 && listed.length > 0) {
      const { idempotencyKey: key, state } = listed[Math.floor(random() * listed.length)]!;
      await page.outbox.cancel(key);
      told.add(key);
      const isQuiet = state === 'waiting' && (underway.get(key) ?? 0) === 0 && !made.has(key);
      // The others have no network in that moment, so that none has begun to send it.
      if (isQuiet && isDown) takenBack.add(key);
    } else if (chance < 0.5) isDown = !isDown;
    else if (chance < 0.8) void page.outbox.retry();
    else if (chance < 0.86) {
      page.isClosed = true;
      pages[index] = opened();
    }
    if (random() < 0.6) await rest(random() * 12);
  }
  isDown = false;
  isCalm = true;
  for (let round = 0; round < 10; round += 1) {
    await rest(10);
    for (const { outbox } of pages) await outbox.retry();
  }
  for (const { idempotencyKey: key } of asked) {
    const shown = pages.flatMap(({ outbox }) => outbox.list()).filter((each) => each.idempotencyKey === key);
    if (shown.some(({ state }) => state !== 'refused') && !faulty.has(key))
      broken.push(`${key} waits for ever`);
    const kept = (await openWorkStore('ada', device).all('requests')).some(
      (each) => each.idempotencyKey === key,
    );
    if (!made.has(key) && !told.has(key) && shown.length === 0 && !kept) broken.push(`${key} is lost`);
  }
  for (const page of pages) page.isClosed = true;
  for (const store of stores) store.close();
  if (broken.length > 0) throw new Error([...new Set(broken)].join('; '));
}

test('what was asked for is stored once or its refusal told, and what was taken back is never sent', async () => {
  expect(await brokenIn(AFTERNOONS, afternoon)).toEqual([]);
}, 120_000);
