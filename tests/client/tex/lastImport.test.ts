import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { ImageView } from '../../../contract/images.ts';
import { confirmImport, restoreAnswers } from '../../../client/src/features/tex/confirmImport.ts';
import { lastImport } from '../../../client/src/features/tex/lastImport.ts';
import type { SharedDocument } from '../../../client/src/features/workspace/document/SharedDocument.ts';

const params = { course: 'cs7150', assignment: 'day-08' };
const image = (name: string, id: string): ImageView => ({ name, id, mediaType: 'image/png', size: 1 });
const ME = { id: '00000000-0000-4000-8000-000000000001', name: 'Ada' };

const fetched = jest.fn<typeof fetch>();
const realFetch = globalThis.fetch;
/** Images of the drafts, as the server has them. */
let named: Record<string, string>;
let namingFails: boolean;
let saved: Record<string, string>;
let texts: Map<string, string>;
let shared: Pick<SharedDocument, 'text' | 'edit' | 'flush'>;

beforeEach(() => {
  named = { 'old.png': 'old' };
  namingFails = false;
  lastImport.set(null);
  globalThis.fetch = fetched;
  fetched.mockImplementation((_, init) => {
    if (init?.method === 'PUT') {
      if (namingFails) {
        const error = { code: 'not_found', message: 'The image is not there any more.' };
        return Promise.resolve(new Response(JSON.stringify({ error }), { status: 404 }));
      }
      const { names } = JSON.parse(String(init.body)) as { names: { name: string; id: string }[] };
      for (const { name, id } of names) named[name] = id;
    }
    const images = Object.entries(named).map(([name, id]) => ({ ...image(name, id), removed: false }));
    return Promise.resolve(new Response(JSON.stringify({ images })));
  });
  // As a document of the group is for an import: texts, and a wait for the server.
  texts = new Map(['a', 'b', 'c'].map((key) => [key, `before ${key}`]));
  saved = {};
  shared = {
    text: (key) => texts.get(key) ?? '',
    edit: (key, text) => void texts.set(key, text),
    flush: () => {
      for (const [key, text] of texts) if (text !== `before ${key}` || key in saved) saved[key] = text;
      return Promise.resolve(true);
    },
  };
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

const changed = new Map([
  ['a', 'after ![](loss.png)'],
  ['b', 'after b'],
]);
const files = [image('loss.png', 'new'), image('unused.png', 'other')];
const confirm = () => confirmImport({ shared, params, userId: ME.id }, changed, files);

test('confirmed answers are saved, and the images that they show are named', async () => {
  await confirm();
  expect(saved).toEqual({ a: 'after ![](loss.png)', b: 'after b' });
  expect(named).toEqual({ 'old.png': 'old', 'loss.png': 'new' });
});

test('without its images no answer is changed', async () => {
  namingFails = true;
  await expect(confirm()).rejects.toThrow('not there any more');
  expect(shared.text('a')).toBe('before a');
  expect(saved).toEqual({});
  expect(lastImport.get()).toBeNull();
});

test('taken back, the answers are what they were, and show what they showed', async () => {
  await confirm();
  expect(await restoreAnswers({ shared }, lastImport.get()!)).toEqual([]);
  expect(saved).toEqual({ a: 'before a', b: 'before b' });
  expect(named).toMatchObject({ 'old.png': 'old' });
  expect(lastImport.get()).toBeNull();
});

test('what was written since stays, and is named', async () => {
  await confirm();
  shared.edit('b', 'after b, and more');
  expect(await restoreAnswers({ shared }, lastImport.get()!)).toEqual(['b']);
  expect([shared.text('a'), shared.text('b')]).toEqual(['before a', 'after b, and more']);
});

test('what was confirmed outlives a reload, and tells whose it is', async () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true });
  await confirm();
  const confirmed = lastImport.get();
  expect(confirmed?.userId).toBe(ME.id);
  // Under another name a module is loaded anew, as by a page.
  const reloaded = async (as: string) => {
    const module: unknown = await import(`../../../client/src/features/tex/lastImport.ts?${as}`);
    return (module as { lastImport: typeof lastImport }).lastImport.get();
  };
  expect(await reloaded('once')).toEqual(confirmed);
  stored.set('stepwise.lastImport', '{"answers": 1}');
  expect(await reloaded('twice')).toBeNull();
  Reflect.deleteProperty(globalThis, 'sessionStorage');
});
