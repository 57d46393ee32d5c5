import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { IDBFactory } from 'fake-indexeddb';
import * as Y from 'yjs';
import type { PersonName } from '../../../../contract/common.ts';
import type { DocumentEvent } from '../../../../client/src/features/workspace/document/documentStatus.ts';
import { SharedDocument } from '../../../../client/src/features/workspace/document/SharedDocument.ts';
import { openWorkStore, type WorkStore } from '../../../../client/src/features/workspace/kept/WorkStore.ts';
import { FakeRelay } from './fakeRelay.ts';

const ADA = { id: '00000000-0000-4000-8000-000000000001', name: 'Ada Lovelace' };
const EMMY = { id: '00000000-0000-4000-8000-000000000002', name: 'Emmy Noether' };
const SOFIA = { id: '00000000-0000-4000-8000-000000000003', name: 'Sofia Kovalevskaya' };
const TOGETHER = '00000000-0000-4000-8000-00000000000a';
const ALONE = '00000000-0000-4000-8000-00000000000b';
const params = { course: 'cs7150', assignment: 'day-08' };

let relay: FakeRelay;
let devices: Map<string, IDBFactory>;
let pages: SharedDocument[];
let stores: WorkStore[];
let events: { who: string; event: DocumentEvent }[];

beforeEach(() => {
  relay = new FakeRelay();
  devices = new Map();
  pages = [];
  stores = [];
  events = [];
  for (const person of [ADA, EMMY, SOFIA]) relay.join(person, TOGETHER);
});
afterEach(() => {
  for (const page of pages) page.close();
  for (const store of stores) store.close();
});

function storeOf(person: PersonName, device = person.id): WorkStore {
  const factory = devices.get(device) ?? new IDBFactory();
  devices.set(device, factory);
  const store = openWorkStore(person.id, factory);
  stores.push(store);
  return store;
}

function page(person: PersonName, device = person.id, store = storeOf(person, device)): SharedDocument {
  const shared = new SharedDocument({
    user: person,
    params,
    store,
    openSocket: () => relay.open(person),
    isStillMe: () => (relay.down.has(person.id) ? Promise.reject(new Error('down')) : Promise.resolve(true)),
    on: (event) => events.push({ who: person.name, event }),
    random: () => 0,
  });
  pages.push(shared);
  shared.start();
  return shared;
}

async function until(isSo: () => boolean, what = isSo.toString()): Promise<void> {
  const end = Date.now() + 8_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
const opened = (...shared: SharedDocument[]) =>
  until(() => shared.every((each) => each.status().group !== null), 'opened');
const settled = (...shared: SharedDocument[]) =>
  until(
    () => shared.every((each) => each.status().save.kind === 'saved' && each.status().connected),
    'settled',
  );

/** Like a key in an editor. */
function type(shared: SharedDocument, key: string, at: number, text: string): void {
  shared.yText(key).doc!.transact(() => shared.yText(key).insert(at, text), 'editor');
}

describe('two at one document', () => {
  test('what one types shows on the other page, and is saved once it is in the log', async () => {
    const [ada, emmy] = [page(ADA), page(EMMY)];
    await opened(ada, emmy);
    type(ada, 'one', 0, 'Momentum ');
    expect(ada.status().save.kind).toBe('writing');
    type(emmy, 'one', 0, 'averages. ');
    await settled(ada, emmy);
    await until(() => ada.text('one') === emmy.text('one') && ada.text('one').length === 19);
    expect(relay.text(TOGETHER, 'one')).toBe(ada.text('one'));
    await ada.flush();
    expect(await storeOf(ADA).all('updates')).toEqual([]);
  });

  test('keystrokes within 30 ms go as one update', async () => {
    const ada = page(ADA);
    await opened(ada);
    type(ada, 'one', 0, 'a');
    await settled(ada);
    for (const [index, letter] of [...'bcdefg'].entries()) type(ada, 'one', index + 1, letter);
    await settled(ada);
    expect(relay.log(TOGETHER)).toHaveLength(2);
  });

  test('undoing takes back own edits only, an import and an upload included', async () => {
    const [ada, emmy] = [page(ADA), page(EMMY)];
    await opened(ada, emmy);
    ada.edit('optim.py', 'starter\r\nline\0');
    await settled(ada);
    expect(ada.text('optim.py')).toBe('starter\nline');
    await until(() => emmy.text('optim.py') === 'starter\nline');
    type(emmy, 'optim.py', 0, '# Emmy\n');
    await until(() => ada.text('optim.py').startsWith('# Emmy'));
    ada.edit('optim.py', '# Emmy\nupload\n');
    ada.undoManager('optim.py').undo();
    expect(ada.text('optim.py')).toBe('# Emmy\nstarter\nline');
    ada.undoManager('optim.py').undo();
    expect(ada.text('optim.py')).toBe('# Emmy\n');
    ada.undoManager('optim.py').redo();
    await settled(ada, emmy);
    await until(() => emmy.text('optim.py') === '# Emmy\nstarter\nline');
  });

  test('an image comes and goes with one undoing each way, and what stood there for it does not come back', async () => {
    const ada = page(ADA);
    await opened(ada);
    ada.edit('one', 'Before.');
    ada.edit('one', 'Before.\n\n![Uploading a.png…]()');
    ada.swap('one', '![Uploading a.png…]()', '![a](a.png)');
    expect(ada.text('one')).toBe('Before.\n\n![a](a.png)');
    const undo = ada.undoManager('one');
    undo.undo();
    expect(ada.text('one')).toBe('Before.\n\n');
    undo.undo();
    expect(ada.text('one')).toBe('Before.');
    undo.redo();
    undo.redo();
    expect(ada.text('one')).toBe('Before.\n\n![a](a.png)');
    ada.edit('one', 'Before. ![b]() and ![b]()!');
    ada.swap('one', '![b]()', '![b](b.png)');
    expect(ada.text('one')).toBe('Before. ![b](b.png) and ![b](b.png)!');
  });

  test('the same text twice is an edit each time, after something else in between', async () => {
    const ada = page(ADA);
    await opened(ada);
    ada.edit('optim.py', 'upload');
    type(ada, 'optim.py', 6, ' edited');
    ada.edit('optim.py', 'upload');
    expect(ada.text('optim.py')).toBe('upload');
  });

  test('each knows where the other is', async () => {
    const [ada, emmy] = [page(ADA), page(EMMY)];
    await opened(ada, emmy);
    expect(ada.status().people.find(({ id }) => id === SOFIA.id)).toMatchObject({ away: true });
    emmy.setPresence({ text: 'two', cursor: { anchor: null, head: null } });
    await until(() => ada.status().people.some(({ id, text }) => id === EMMY.id && text === 'two'));
    expect(ada.remotePages().map(({ person }) => person.name)).toEqual(['Emmy Noether']);
    type(emmy, 'two', 0, 'x');
    await until(() => ada.writing(1_000).length === 1);
    emmy.close();
    await until(() => ada.remotePages().length === 0);
  });
});

describe('without a connection', () => {
  test('edits are kept on the device, shown again after a reload, and merged when it returns', async () => {
    const [ada, emmy] = [page(ADA), page(EMMY)];
    await opened(ada, emmy);
    relay.cut(ADA.id);
    await until(() => !ada.status().connected);
    type(ada, 'one', 0, 'offline words');
    type(emmy, 'one', 0, 'meanwhile ');
    await until(() => ada.status().save.kind === 'offline');
    await until(() => relay.log(TOGETHER).length === 1);
    await ada.flush(50);
    ada.close();
    relay.mend(ADA.id);
    const again = page(ADA);
    await opened(again);
    expect(again.text('one')).toContain('offline words');
    await settled(again);
    await until(() => emmy.text('one') === again.text('one'));
    expect([...emmy.text('one')].sort().join('')).toBe([...'offline wordsmeanwhile '].sort().join(''));
    expect(events.map(({ who, event }) => `${who} ${event.kind}`)).toContain('Ada Lovelace merged');
  });

  test('long typing without a connection becomes few updates, and none is lost', async () => {
    const ada = page(ADA);
    await opened(ada);
    relay.cut(ADA.id);
    await until(() => !ada.status().connected);
    for (let index = 0; index < 40; index += 1) {
      type(ada, 'one', index, 'x');
      await new Promise((resolve) => setTimeout(resolve, 32));
    }
    await ada.flush(40);
    expect((await storeOf(ADA).all('updates')).length).toBeLessThan(3);
    relay.mend(ADA.id);
    ada.retryNow();
    await settled(ada);
    expect(relay.text(TOGETHER, 'one')).toBe('x'.repeat(40));
  });

  test('an update whose answer was lost is stored once', async () => {
    const ada = page(ADA);
    await opened(ada);
    let first = true;
    relay.fate = () => (first ? 'silent' : null);
    type(ada, 'one', 0, 'once');
    await until(() => relay.log(TOGETHER).length === 1);
    first = false;
    await settled(ada);
    expect(relay.log(TOGETHER)).toHaveLength(1);
    expect(ada.text('one')).toBe('once');
  });

  test('two tabs share the device and erase nothing of each other', async () => {
    const [first, second] = [page(ADA), page(ADA)];
    await opened(first, second);
    relay.cut(ADA.id);
    await until(() => !first.status().connected && !second.status().connected);
    type(first, 'one', 0, 'first tab');
    type(second, 'two', 0, 'second tab');
    await Promise.all([first.flush(50), second.flush(50)]);
    expect(await storeOf(ADA).all('updates')).toHaveLength(2);
    second.close();
    relay.mend(ADA.id);
    first.retryNow();
    await settled(first);
    await first.flush();
    expect((await storeOf(ADA).all('updates')).map(({ texts }) => texts)).toEqual([['two']]);
    const third = page(ADA);
    await opened(third);
    await settled(third);
    expect([relay.text(TOGETHER, 'one'), relay.text(TOGETHER, 'two')]).toEqual(['first tab', 'second tab']);
  });

  test('nobody else who uses this browser sees or sends it', async () => {
    const ada = page(ADA, 'library');
    await opened(ada);
    relay.cut(ADA.id);
    await until(() => !ada.status().connected);
    type(ada, 'one', 0, 'secret');
    await ada.flush(50);
    ada.close();
    const emmy = page(EMMY, 'library');
    await opened(emmy);
    await settled(emmy);
    expect(emmy.text('one')).toBe('');
    expect(relay.log(TOGETHER)).toEqual([]);
    expect(await storeOf(EMMY, 'library').all('updates')).toEqual([]);
    expect(await storeOf(ADA, 'library').all('updates')).toHaveLength(1);
  });

  test('a page whose browser has signed in as somebody else sends nothing', async () => {
    const ada = new SharedDocument({
      user: ADA,
      params,
      store: storeOf(ADA),
      openSocket: () => relay.open(EMMY),
      isStillMe: () => Promise.resolve(false),
    });
    pages.push(ada);
    ada.start();
    await until(() => ada.status().isStranger);
    expect(relay.sockets.size).toBe(0);
  });

  test('and goes on once the person has signed in again', async () => {
    let isMe = false;
    const ada = new SharedDocument({
      user: ADA,
      params,
      store: storeOf(ADA),
      openSocket: () => relay.open(ADA),
      isStillMe: () => Promise.resolve(isMe),
    });
    pages.push(ada);
    ada.start();
    await until(() => ada.status().isStranger);
    isMe = true;
    ada.retryNow();
    await until(() => ada.status().connected && !ada.status().isStranger);
  });
});

/** Ada types "kept" without a connection and closes the page; then the network is back. */
async function leaveOnDevice(): Promise<void> {
  const ada = page(ADA);
  await opened(ada);
  relay.cut(ADA.id);
  await until(() => !ada.status().connected);
  type(ada, 'one', 0, 'kept');
  await ada.flush(50);
  ada.close();
  relay.mend(ADA.id);
}

test('a network that returns before the device is read opens no page without what the device has kept', async () => {
  await leaveOnDevice();
  const store = storeOf(ADA);
  const again = page(ADA, ADA.id, {
    ...store,
    all: async (name) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return store.all(name);
    },
  });
  again.retryNow();
  await opened(again);
  expect(again.text('one')).toBe('kept');
  await settled(again);
  expect(relay.text(TOGETHER, 'one')).toBe('kept');
});

test('a page that is connected and has no document yet does not call saved what the device has kept', async () => {
  await leaveOnDevice();
  relay.latency = () => 40;
  const again = page(ADA);
  await until(() => {
    // Whatever else happens has the status read anew.
    void again.dropAside('none');
    return again.status().connected;
  });
  expect(again.status()).toMatchObject({ group: null, save: { kind: 'writing' } });
  await opened(again);
  await settled(again);
  expect(relay.text(TOGETHER, 'one')).toBe('kept');
});

describe('refusals', () => {
  test('locked: nothing is sent, and everything is kept until it is open again', async () => {
    const ada = page(ADA);
    await opened(ada);
    relay.locked = 'Grades are out.';
    type(ada, 'one', 0, 'kept');
    await until(() => ada.status().save.kind === 'refused');
    expect(ada.status().locked).toBe('locked!');
    relay.setLocked(null);
    await settled(ada);
    expect(relay.text(TOGETHER, 'one')).toBe('kept');
  });

  test('throttled: what follows waits for it, and all arrive', async () => {
    const ada = page(ADA);
    await opened(ada);
    let refusals = 2;
    relay.fate = () => (refusals-- > 0 ? 'throttled' : null);
    type(ada, 'one', 0, 'a');
    await new Promise((resolve) => setTimeout(resolve, 40));
    type(ada, 'one', 1, 'b');
    await until(() => relay.text(TOGETHER, 'one') === 'ab');
    await settled(ada);
  });

  test('refused for good: the words are put aside, the draft is the group’s again, and writing goes on', async () => {
    const [ada, emmy] = [page(ADA), page(EMMY)];
    await opened(ada, emmy);
    type(ada, 'one', 0, 'Good. ');
    await settled(ada);
    relay.fate = ({ by }) => (by === ADA.id ? 'unacceptable' : null);
    type(ada, 'one', 6, 'Bad words.');
    await until(() => ada.status().asides.length === 1);
    expect(ada.status().asides[0]).toMatchObject({ text: 'one', content: 'Bad words.', why: 'refused' });
    expect(ada.text('one')).toBe('Good. ');
    relay.fate = () => null;
    type(ada, 'one', 6, 'Better.');
    await settled(ada);
    await until(() => emmy.text('one') === 'Good. Better.');
    await ada.addAside(ada.status().asides[0]!.id);
    await settled(ada);
    expect(relay.text(TOGETHER, 'one')).toBe('Good. Better.\n\nBad words.\n');
    expect(await storeOf(ADA).all('asides')).toEqual([]);
  });
});

describe('another group', () => {
  test('the page follows, and what the old group did not get is offered to its author', async () => {
    const ada = page(ADA);
    await opened(ada);
    type(ada, 'one', 0, 'Ours. ');
    await settled(ada);
    relay.cut(ADA.id);
    await until(() => !ada.status().connected);
    type(ada, 'one', 6, 'Mine alone.');
    await ada.flush(50);
    relay.mend(ADA.id);
    relay.move(ADA.id, ALONE);
    ada.retryNow();
    await until(() => ada.status().group === ALONE);
    expect(ada.text('one')).toBe('');
    expect(ada.status().asides.map(({ content, why }) => [content, why])).toEqual([['Mine alone.', 'moved']]);
    expect(relay.log(ALONE)).toEqual([]);
    expect(events.map(({ event }) => event.kind)).toContain('moved');
    type(ada, 'one', 0, 'New.');
    await settled(ada);
    expect(relay.text(ALONE, 'one')).toBe('New.');
  });

  test('also when the page was reloaded in between', async () => {
    const ada = page(ADA);
    await opened(ada);
    type(ada, 'one', 0, 'Ours. ');
    await settled(ada);
    relay.cut(ADA.id);
    await until(() => !ada.status().connected);
    type(ada, 'one', 6, 'Mine aXlone.');
    const text = ada.yText('one');
    text.doc!.transact(() => text.delete(12, 1), 'editor');
    await ada.flush(50);
    ada.close();
    relay.mend(ADA.id);
    relay.move(ADA.id, ALONE);
    // Whenever the page is killed, the device has the words, and has them once.
    const store = storeOf(ADA);
    const places: string[][] = [];
    const look = async () => {
      const [updates, asides] = [await store.all('updates'), await store.all('asides')];
      places.push([...updates.map(() => 'edits'), ...asides.map(() => 'aside')]);
    };
    await look();
    const again = page(ADA, ADA.id, {
      ...store,
      change: async (change) => {
        await store.change(change);
        await look();
      },
    });
    await opened(again);
    expect(again.status().asides.map(({ text, content }) => [text, content])).toEqual([
      ['one', 'Mine alone.'],
    ]);
    await again.flush();
    expect(places).toEqual([['edits'], ['aside']]);
  });

  test('and back at once: what was on its way is shown from the log, and writing goes on', async () => {
    const ada = page(ADA);
    await opened(ada);
    type(ada, 'one', 0, 'On its way. ');
    relay.move(ADA.id, ALONE);
    relay.move(ADA.id, TOGETHER);
    await until(() => relay.text(TOGETHER, 'one') !== '');
    await until(() => ada.text('one') === 'On its way. ');
    type(ada, 'two', 0, 'After.');
    await settled(ada);
    expect(relay.text(TOGETHER, 'two')).toBe('After.');
    expect(ada.status().group).toBe(TOGETHER);
  });

  test('a refusal of what the old group was sent does not keep the new one’s from being sent', async () => {
    const ada = page(ADA);
    await opened(ada);
    type(ada, 'one', 0, 'For the old one.');
    // The page hears of its new group before it hears that what it has just sent came too late.
    relay.latency = () => 60;
    await ada.flush(0);
    relay.move(ADA.id, ALONE);
    await until(() => ada.status().group === ALONE);
    await new Promise((resolve) => setTimeout(resolve, 120));
    type(ada, 'one', 0, 'For the new one.');
    await settled(ada);
    await until(() => relay.text(ALONE, 'one') === 'For the new one.');
    expect(ada.status().asides.map(({ content }) => content)).toEqual(['For the old one.']);
  });

  test('words are put aside, too, that hang on what no longer comes', async () => {
    const made = new Y.Doc();
    made.getText('one').insert(0, 'gone ');
    const before = Y.encodeStateVector(made);
    made.getText('one').insert(5, 'still here');
    const place = 'cs7150/day-08';
    const data = new Uint8Array(Y.encodeStateAsUpdate(made, before));
    const update = { key: crypto.randomUUID(), place, group: TOGETHER, data, order: 1, texts: ['one'] };
    await storeOf(ADA).change({ updates: { put: [update] } });
    const ada = page(ADA);
    await opened(ada);
    await until(() => ada.status().asides.length === 1);
    expect(ada.status().asides[0]).toMatchObject({ text: 'one', content: 'still here', why: 'refused' });
    await settled(ada);
  });

  const ASIDE = {
    id: 'one 11 1',
    place: 'cs7150/day-08',
    text: 'one',
    content: 'Mine alone.',
    why: 'moved' as const,
    message: '',
    at: '2026-12-01T12:00:00.000Z',
    kept: false,
  };

  test('words that are to be added before the document is here stay aside', async () => {
    await storeOf(ADA).change({ asides: { put: [ASIDE] } });
    relay.cut(ADA.id);
    const ada = page(ADA);
    await until(() => ada.status().asides.length === 1);
    await ada.addAside(ASIDE.id);
    expect(await storeOf(ADA).all('asides')).toEqual([ASIDE]);
    relay.mend(ADA.id);
    ada.retryNow();
    await opened(ada);
    await ada.addAside(ASIDE.id);
    await settled(ada);
    expect(relay.text(TOGETHER, 'one')).toBe('Mine alone.');
    expect(await storeOf(ADA).all('asides')).toEqual([]);
  });

  test('words that are to be added when the page has been left stay aside', async () => {
    await storeOf(ADA).change({ asides: { put: [ASIDE] } });
    const ada = page(ADA);
    await opened(ada);
    await until(() => ada.status().asides.length === 1);
    ada.close();
    await ada.addAside(ASIDE.id);
    expect(await storeOf(ADA).all('asides')).toEqual([ASIDE]);
    expect(relay.text(TOGETHER, 'one')).toBe('');
  });

  test('words that are added when the group becomes another are put aside again', async () => {
    const store = storeOf(ADA);
    let keep = () => {};
    const isKept = new Promise<void>((resolve) => (keep = resolve));
    const slow: WorkStore = {
      ...store,
      change: (change) =>
        'updates' in change ? isKept.then(() => store.change(change)) : store.change(change),
    };
    const ada = page(ADA, ADA.id, slow);
    await opened(ada);
    type(ada, 'one', 0, 'Mine alone.');
    relay.cut(ADA.id);
    relay.mend(ADA.id);
    relay.move(ADA.id, ALONE);
    ada.retryNow();
    await until(() => ada.status().group === ALONE);
    const [aside] = ada.status().asides;
    relay.cut(ADA.id);
    await until(() => !ada.status().connected);
    const added = ada.addAside(aside!.id);
    relay.mend(ADA.id);
    relay.move(ADA.id, TOGETHER);
    ada.retryNow();
    await until(() => ada.status().group === TOGETHER);
    keep();
    await added;
    expect(ada.status().asides.map(({ content }) => content)).toEqual(['Mine alone.']);
    expect((await store.all('asides')).map(({ content }) => content)).toEqual(['Mine alone.']);
  });

  test('a device that cannot keep them aside keeps the edits', async () => {
    const store = storeOf(ADA);
    const ada = page(ADA, ADA.id, {
      ...store,
      change: (change) => ('asides' in change ? Promise.reject(new Error('full')) : store.change(change)),
    });
    await opened(ada);
    relay.locked = 'Not now.';
    type(ada, 'one', 0, 'Mine alone.');
    await until(() => ada.status().save.kind === 'refused');
    relay.move(ADA.id, ALONE);
    await until(() => ada.status().group === ALONE);
    await ada.flush(50);
    expect(ada.status().asides.map(({ content }) => content)).toEqual(['Mine alone.']);
    expect(await storeOf(ADA).all('updates')).toHaveLength(1);
  });

  test('whoever joins or leaves is told to those who stay', async () => {
    const ada = page(ADA);
    relay.groups.set(SOFIA.id, ALONE);
    await opened(ada);
    relay.groups.set(SOFIA.id, TOGETHER);
    relay.setLocked(null);
    await until(() => events.some(({ event }) => event.kind === 'members'));
    expect(events.find(({ event }) => event.kind === 'members')!.event).toEqual({
      kind: 'members',
      members: expect.arrayContaining([ADA, SOFIA]),
      joined: [SOFIA],
      left: [],
    });
  });
});

test('a submission carries what is not acknowledged', async () => {
  const ada = page(ADA);
  await opened(ada);
  relay.cut(ADA.id);
  await until(() => !ada.status().connected);
  type(ada, 'one', 0, 'at the click');
  const updates = ada.unacknowledged();
  const doc = new Y.Doc();
  for (const { data } of updates) Y.applyUpdate(doc, new Uint8Array(Buffer.from(data, 'base64')));
  expect(doc.getText('one').toString()).toBe('at the click');
  await ada.flush(0);
  // The same keys as over the socket: stored twice is stored once.
  expect((await storeOf(ADA).all('updates')).map(({ key }) => key)).toEqual(updates.map(({ key }) => key));
});
