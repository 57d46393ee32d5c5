/** What the sign-in page says of work on a device: only what is there, for the set in question, and nothing of whose it is. */
import { expect, test } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import {
  openWorkStore,
  waitingOf,
  type StoredRequest,
  type StoredUpdate,
} from '../../../../client/src/features/workspace/kept/WorkStore.ts';

const set = { course: 'dl', assignment: 'day-1' };
const update = (place: string): StoredUpdate => ({
  ...{ key: place, place, group: 'g', data: new Uint8Array([1]), order: 1, texts: ['one'] },
});
const request = (refusal: StoredRequest['refusal']): StoredRequest => ({
  ...{ ...set, idempotencyKey: 'k', title: 'Day 1', dueAt: '', group: 'g', fileName: null, updates: [] },
  ...{ askedAt: '', refusal },
});
const nothing = { edits: false, submission: false };

test('nothing where the device keeps nothing, of this set or at all, or says nothing', async () => {
  const device = new IDBFactory();
  expect(await waitingOf(set, device)).toEqual(nothing);
  expect(await device.databases()).toEqual([]);
  await openWorkStore('ada', device).change({ updates: { put: [update('dl/day-2')] } });
  expect(await waitingOf(set, device)).toEqual(nothing);
  expect(await waitingOf(set, {} as IDBFactory)).toEqual(nothing);
});

test('edits until they are acknowledged, whoever wrote them', async () => {
  const device = new IDBFactory();
  await openWorkStore('emmy', device).change({ updates: { put: [update('dl/day-2')] } });
  const store = openWorkStore('ada', device);
  await store.change({ updates: { put: [update('dl/day-1')] } });
  expect(await waitingOf(set, device)).toEqual({ ...nothing, edits: true });
  await store.change({ updates: { remove: ['dl/day-1'] } });
  expect(await waitingOf(set, device)).toEqual(nothing);
});

test('a submission that was asked for, unless it was refused for good', async () => {
  const device = new IDBFactory();
  const store = openWorkStore('ada', device);
  await store.change({ requests: { put: [request(null)] } });
  expect(await waitingOf(set, device)).toEqual({ ...nothing, submission: true });
  await store.change({ requests: { put: [request({ code: 'locked', message: 'Over' })] } });
  expect(await waitingOf(set, device)).toEqual(nothing);
});
