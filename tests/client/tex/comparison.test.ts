import { describe, expect, test } from '@jest/globals';
import type { ImageView } from '../../../contract/images.ts';
import type { TexImport } from '../../../contract/tex.ts';
import {
  changedTexts,
  compareImport,
  imagesOf,
  isOffered,
  splitNames,
} from '../../../client/src/features/tex/comparison.ts';

const importOf = (answers: Record<string, string>): TexImport => ({
  answers: Object.entries(answers).map(([question, markdown]) => ({ question, markdown })),
  unassigned: '',
  images: [],
  problems: [],
});
const presents = (texts: Record<string, string>) =>
  Object.entries(texts).map(([question, text]) => ({ question, text }));
const all = (...ids: string[]) => new Set(ids);
const image = (name: string, id: string): ImageView => ({ name, id, mediaType: 'image/png', size: 1 });

describe('what the file does to an answer', () => {
  const compared = compareImport(
    importOf({ a: 'new', b: 'other', c: 'same\n', d: ' ', f: 'x'.repeat(200_001) }),
    presents({ a: ' ', b: 'three old words', c: 'same', d: 'kept', e: 'kept', f: 'kept' }),
  );

  test('is told for every question', () => {
    expect(compared.map(({ finding }) => finding)).toEqual([
      { kind: 'new' },
      { kind: 'replaces', words: 3 },
      { kind: 'unchanged' },
      { kind: 'empty' },
      { kind: 'not_found' },
      { kind: 'too_long' },
    ]);
  });

  test('can be chosen only where it changes something that can be changed', () => {
    expect(compared.filter(isOffered).map(({ question }) => question)).toEqual(['a', 'b']);
  });

  test('never empties an answer and never takes what is not offered', () => {
    const changed = changedTexts(compared, all('a', 'b', 'c', 'd', 'e', 'f'), null);
    expect([...changed]).toEqual([
      ['a', 'new'],
      ['b', 'other'],
    ]);
  });
});

describe('words of no question', () => {
  const compared = compareImport(importOf({ a: 'new' }), presents({ a: 'old', b: '', c: 'kept' }));
  const append = (question: string, ...chosen: string[]) =>
    Object.fromEntries(changedTexts(compared, all(...chosen), { question, text: 'stray' }));

  test('go below the chosen answer, below the present one, or into an empty one', () => {
    expect(append('a', 'a')).toEqual({ a: 'new\n\nstray' });
    expect(append('a')).toEqual({ a: 'old\n\nstray' });
    expect(append('b', 'a')).toEqual({ a: 'new', b: 'stray' });
  });

  test('the line of names is told apart, wherever it stands', () => {
    expect(splitNames('Names: Ada, Emmy')).toEqual({ names: 'Ada, Emmy', rest: '' });
    expect(splitNames('Stray\n\nNames: Ada\n\nMore')).toEqual({ names: 'Ada', rest: 'Stray\n\nMore' });
    expect(splitNames('Names: Ada\nand more')).toEqual({ names: null, rest: 'Names: Ada\nand more' });
  });
});

describe('images', () => {
  const compared = compareImport(
    importOf({ a: '![](p.png)' }),
    presents({ a: '', b: 'see ![plot](p.png)', c: 'no image, `![](p.png)`' }),
  );
  const changed = changedTexts(compared, all('a'), null);
  const files = [image('p.png', '2'), image('unused.png', '3')];

  test('only those that changed answers show get a name', () => {
    expect(imagesOf(changed, files)).toEqual([image('p.png', '2')]);
    expect(imagesOf(new Map(), files)).toEqual([]);
  });
});
