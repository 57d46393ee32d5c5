import { expect, test } from '@jest/globals';
import {
  imagePath,
  pathProblem,
  readImages,
  renamed,
  sizeOf,
} from '../../../../client/src/features/authoring/editor/images.ts';

const image = (name: string, size = 3) => ({
  name,
  size,
  arrayBuffer: () => Promise.resolve(new Uint8Array(size).fill(255).buffer),
});

test('a chosen image gets a name that texts take as it is, and never another one’s', () => {
  expect(imagePath('Loss (1).PNG', [])).toBe('images/Loss-1.png');
  expect(imagePath('Übung α.jpeg', [])).toBe('images/U-bung.jpeg');
  expect(imagePath('损失.png', ['images/image.png'])).toBe('images/image-2.png');
  expect(imagePath('../a.png', ['images/a.png', 'images/a-2.png'])).toBe('images/a-3.png');
});

test('what can be used is added, and of the rest is said why not', async () => {
  const { images, path, refused } = await readImages(
    ['images/plot.png'],
    [image('plot.png'), image('plot.png'), image('figure.pdf'), image('photo.jpg', 3_000_000)],
  );
  expect(images).toEqual({ 'images/plot-2.png': '////', 'images/plot-3.png': '////' });
  expect(path).toBe('images/plot-3.png');
  expect(refused).toEqual([
    'figure.pdf is no PNG or JPEG. Save a plot as PNG and a photo as JPEG.',
    'photo.jpg has 3 MB; an image of a set may have 1 MB. Save it smaller, with fewer pixels.',
  ]);
  expect(sizeOf(images['images/plot-2.png']!)).toBe(3);
});

test('a renamed image is called by its new name in all texts, and by nothing that only looks like it', () => {
  const files = {
    'images/a.png': 'AAAA',
    'one.md': '![a](images/a.png) ![b]( images/a.png "t") [c](images/a.png.html) images/a.png',
    'starter/x.py': '# ![a](images/a.png)',
  };
  expect(renamed(files, 'images/a.png', 'images/$&.png')).toEqual({
    'images/$&.png': 'AAAA',
    'one.md': '![a](images/$&.png) ![b]( images/$&.png "t") [c](images/a.png.html) images/a.png',
    'starter/x.py': '# ![a](images/a.png)',
  });
  // Of other files the path alone: what names them is found by the check.
  expect(renamed({ 'a.md': '![x](b.md)', 'b.md': 'B' }, 'b.md', 'c.md')).toEqual({
    'a.md': '![x](b.md)',
    'c.md': 'B',
  });
});

test('a path that a file cannot have says why', () => {
  const taken = ['images/a.png', 'one.md'];
  expect(pathProblem('one.md', taken)).toBe('It is there already.');
  expect(pathProblem('one.md', taken, 'one.md')).toBeNull();
  expect(pathProblem('../x.md', taken)).toMatch(/inside the folder/);
  expect(pathProblem('images/b.jpg', taken, 'images/a.png')).toMatch(/keeps its ending/);
  expect(pathProblem('figures/b.png', taken, 'images/a.png')).toMatch(/stays in images/);
  expect(pathProblem('images/b.PNG', taken, 'images/a.png')).toBeNull();
  expect(pathProblem('images/b.png', taken, 'one.md')).toBe('Only an image has such a path.');
});
