import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ImageView } from '../../../contract/images.ts';
import { ApiError } from '../../../client/src/api/ApiError.ts';
import { ImageUploads } from '../../../client/src/features/images/ImageUploads.ts';

const view = (name: string): ImageView => ({ id: 'id', name, mediaType: 'image/png', size: 3 });
const file = (name: string, type = 'image/png', size = 3) => new File([new Uint8Array(size)], name, { type });

let texts: Map<string, string>;
let announced: string[];
let noted: string[];
let sent: { name: string; size: number; answer: (image: ImageView) => void; fail: (error: Error) => void }[];
let uploads: ImageUploads;
let prepare: (photo: File) => Promise<File>;

beforeEach(() => {
  texts = new Map([['one', 'First.\n\nLast.']]);
  announced = [];
  noted = [];
  sent = [];
  prepare = (photo) => Promise.resolve(photo);
  uploads = new ImageUploads({
    prepare: (photo) => prepare(photo),
    send: (name, { size }) => new Promise((answer, fail) => sent.push({ name, size, answer, fail })),
    text: (draft) => texts.get(draft) ?? '',
    edit: (draft, text) => texts.set(draft, text),
    swap: (draft, placeholder, by) =>
      texts.set(
        draft,
        texts.get(draft)!.replaceAll(placeholder, () => by),
      ),
    onPlaceholder: (draft, text, stands) => noted.push(`${stands ? '+' : '-'} ${draft} ${text}`),
    announce: (text) => announced.push(text),
  });
});

const insert = (block: string) => texts.set('one', texts.get('one')!.replace('First.', `First.\n\n${block}`));
const states = () => uploads.list().map(({ name, state }) => [name, state]);

describe('an image on its way', () => {
  test('its placeholder becomes the image under the name that the server gave', async () => {
    const done = uploads.add('one', [file('Loss Curve.png')], insert);
    expect(texts.get('one')).toBe('First.\n\n![Uploading Loss-Curve.png…]()\n\nLast.');
    expect(states()).toEqual([['Loss-Curve.png', 'sending']]);
    texts.set('one', `Typed. ${texts.get('one')} More.`);
    sent[0]!.answer(view('Loss-Curve-2.png'));
    await done;
    expect(texts.get('one')).toBe('Typed. First.\n\n![Loss Curve 2](Loss-Curve-2.png)\n\nLast. More.');
    expect(states()).toEqual([]);
    expect(noted).toEqual(['+ one ![Uploading Loss-Curve.png…]()', '- one ![Uploading Loss-Curve.png…]()']);
    expect(announced).toEqual(['Uploading Loss-Curve.png…', 'Loss-Curve-2.png is uploaded']);
  });

  test('two of one name are told apart, whichever comes first', async () => {
    const done = uploads.add('one', [file('image.png'), file('image.png')], insert);
    expect(texts.get('one')).toContain('![Uploading image.png…]()\n\n![Uploading image.png (2)…]()');
    sent[1]!.answer(view('image-2.png'));
    sent[0]!.answer(view('image.png'));
    await done;
    expect(texts.get('one')).toBe('First.\n\n![image](image.png)\n\n![image 2](image-2.png)\n\nLast.');
  });

  test('without an editor it goes to the end', async () => {
    const done = uploads.add('one', [file('a.png')], () => undefined);
    sent[0]!.answer(view('a.png'));
    await done;
    expect(texts.get('one')).toBe('First.\n\nLast.\n\n![a](a.png)\n');
  });

  test('when its placeholder was copied, both become the image and nothing after them is lost', async () => {
    const done = uploads.add('one', [file('a.png')], insert);
    texts.set('one', `${texts.get('one')} Again: ![Uploading a.png…](), and the rest.`);
    sent[0]!.answer(view('a.png'));
    await done;
    expect(texts.get('one')).toBe('First.\n\n![a](a.png)\n\nLast. Again: ![a](a.png), and the rest.');
  });

  test('when its placeholder was deleted, nothing is put anywhere', async () => {
    const done = uploads.add('one', [file('a.png')], insert);
    texts.set('one', 'First.');
    sent[0]!.answer(view('a.png'));
    await done;
    expect(texts.get('one')).toBe('First.');
    expect(announced.at(-1)).toBe('a.png is uploaded; insert it where you want it');
  });
});

describe('what does not arrive', () => {
  test('refused by the server: the placeholder goes, the message stays until it is dismissed', async () => {
    const done = uploads.add('one', [file('a.png')], insert);
    sent[0]!.fail(new ApiError('unacceptable', 'a.png is cut off.'));
    await done;
    expect(texts.get('one')).toBe('First.\n\nLast.');
    expect(uploads.list()).toMatchObject([{ state: 'refused', message: 'a.png is cut off.' }]);
    uploads.dismiss(uploads.list()[0]!.id);
    expect(uploads.list()).toEqual([]);
  });

  test('too large or of another format: nothing is sent', async () => {
    await uploads.add('one', [file('a.png', 'image/png', 5_000_001), file('a.tiff', 'image/tiff')], insert);
    expect(sent).toEqual([]);
    expect(texts.get('one')).toBe('First.\n\nLast.');
    expect(uploads.list().map(({ message }) => message)).toEqual([
      expect.stringMatching(/^a\.png has 5 MB; an image may have 5 MB\./),
      'a.tiff is no PNG, JPEG, SVG or PDF. Save it as one of these.',
    ]);
  });

  test('a photo is made smaller before anybody asks for its size, and sent as what it became', async () => {
    prepare = (photo) => Promise.resolve(new File([new Uint8Array(7)], photo.name, { type: 'image/jpeg' }));
    const done = uploads.add('one', [file('IMG_1.HEIC', '', 9_000_000)], insert);
    while (sent.length === 0) await Promise.resolve();
    sent[0]!.answer(view('IMG_1.jpg'));
    await done;
    expect(sent.map(({ name, size }) => [name, size])).toEqual([['IMG_1.jpg', 7]]);
    expect(texts.get('one')).toBe('First.\n\n![IMG 1](IMG_1.jpg)\n\nLast.');
  });

  test('a photo that this browser cannot open, or that stays too large: nothing is sent, and the answer is as it was', async () => {
    prepare = (photo) =>
      photo.name.endsWith('heic')
        ? Promise.reject(new Error('IMG_1.heic is a HEIC photo.'))
        : Promise.resolve(photo);
    await uploads.add(
      'one',
      [file('IMG_1.heic', 'image/heic'), file('a.jpg', 'image/jpeg', 5_000_001)],
      insert,
    );
    expect(sent).toEqual([]);
    expect(texts.get('one')).toBe('First.\n\nLast.');
    expect(uploads.list().map(({ message }) => message)).toEqual([
      'IMG_1.heic is a HEIC photo.',
      expect.stringMatching(/^a\.jpg has 5 MB; an image may have 5 MB\./),
    ]);
  });

  test('offline: the file and its place are kept and it is sent again', async () => {
    const done = uploads.add('one', [file('a.png')], insert);
    sent[0]!.fail(new ApiError('unreachable', 'Could not reach Stepwise.'));
    await done;
    expect(states()).toEqual([['a.png', 'waiting']]);
    expect(texts.get('one')).toContain('![Uploading a.png…]()');
    const again = uploads.retry();
    expect(states()).toEqual([['a.png', 'sending']]);
    sent[1]!.answer(view('a.png'));
    await again;
    expect(states()).toEqual([]);
    expect(texts.get('one')).toBe('First.\n\n![a](a.png)\n\nLast.');
  });
});

test('listeners are told of every change', async () => {
  let calls = 0;
  const stop = uploads.subscribe(() => (calls += 1));
  const before = uploads.list();
  const done = uploads.add('one', [file('a.png')], insert);
  expect(uploads.list()).not.toBe(before);
  sent[0]!.answer(view('a.png'));
  await done;
  const told = calls;
  stop();
  uploads.dismiss(1);
  expect([told > 1, calls]).toEqual([true, told]);
});
