import { expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import {
  commonFolder,
  isWanted,
  readFiles,
} from '../../../../client/src/features/authoring/files/readFiles.ts';

const file = (webkitRelativePath: string, name: string) => ({
  webkitRelativePath,
  name,
  text: () => Promise.resolve(name),
  arrayBuffer: () => Promise.resolve(Uint8Array.of(0, 255, 80).buffer),
});

test('a folder is read with its paths, without what no assignment needs', async () => {
  const files = await readFiles([
    file('day-08/assignment.yaml', 'assignment.yaml'),
    file('day-08/.git/config', 'config'),
    file('day-08/.DS_Store', '.DS_Store'),
    file('day-08/questions/adam/question.yaml', 'question.yaml'),
    file('day-08/questions/adam/__pycache__/optim.pyc', 'optim.pyc'),
  ]);
  expect(files).toEqual({
    'day-08/assignment.yaml': 'assignment.yaml',
    'day-08/questions/adam/question.yaml': 'question.yaml',
  });
  expect(commonFolder(files)).toBe('day-08');
});

test('data of experiments are no text', async () => {
  const files = await readFiles([
    file('figure-3/data/images.npz', 'images.npz'),
    file('data/README.md', 'README.md'),
  ]);
  expect(files).toEqual({ 'figure-3/data/images.npz': 'AP9Q', 'data/README.md': 'README.md' });
});

test('single files have no folder', async () => {
  const files = await readFiles([file('', 'assignment.yaml')]);
  expect(files).toEqual({ 'assignment.yaml': 'assignment.yaml' });
  expect(commonFolder(files)).toBeNull();
});

test('names that only resemble ignored ones stay', () => {
  expect(isWanted('a/node_modules_notes.md')).toBe(true);
  expect(isWanted('a/my__pycache__.md')).toBe(true);
});

/** As a browser gives it. */
const zipOf = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
  Object.defineProperty(new File([bytes], name), 'webkitRelativePath', { value: '' }) as File & {
    webkitRelativePath: string;
  };

test('a zip, as the editor gives one of a set, is its folder', async () => {
  const zip = zipSync({
    'day-08/assignment.yaml': strToU8('title: “Tag 8”'),
    'day-08/images/bowl.png': Uint8Array.of(0, 255, 80),
    'day-08/samples/right.py': strToU8('pass'),
    '__MACOSX/day-08/._assignment.yaml': strToU8('x'),
  });
  const files = await readFiles([zipOf('day-08.zip', zip)]);
  expect(files).toEqual({
    'day-08/assignment.yaml': 'title: “Tag 8”',
    'day-08/images/bowl.png': 'AP9Q',
    'day-08/samples/right.py': 'pass',
  });
  expect(commonFolder(files)).toBe('day-08');
});

test('a file that only says that it is a zip is told from one', async () => {
  const broken = readFiles([zipOf('day-08.zip', strToU8('<html>Not found</html>'))]);
  await expect(broken).rejects.toThrow('day-08.zip could not be unpacked. Choose it again, or its folder.');
});
