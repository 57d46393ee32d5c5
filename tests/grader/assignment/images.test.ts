import { expect, test } from '@jest/globals';
import { checkAssignment } from '../../../grader/assignment/texts.ts';
import { JPEG, png } from '../../support/images.ts';
import { filesWith } from './files.ts';

const PNG = png().toString('base64');
const said = (changes: Record<string, string>) =>
  checkAssignment(filesWith(changes), 'optimizers').problems.map(
    ({ severity, file, line, message }) => `${severity} ${file}:${line ?? ''} ${message}`,
  );
const STATEMENT = 'questions/idea/statement.md';

test('a text shows the images of the folder, by their paths', () => {
  const files = {
    'images/loss.png': PNG,
    'images/Photo-1.jpg': JPEG.toString('base64'),
    [STATEMENT]: 'Why?\n\n![the loss](images/loss.png)',
    'introduction.md': 'See ![it](images/Photo-1.jpg).',
  };
  expect(said(files)).toEqual([]);
  expect(checkAssignment(filesWith(files), 'optimizers').definition).not.toBeNull();
});

test('one that is not there, is none, has a bad name or stands elsewhere is said with its file and line', () => {
  expect(said({ [STATEMENT]: 'Why?\n\n![the loss](images/lose.png)', 'images/loss.png': PNG })).toEqual([
    `error ${STATEMENT}:3 the image images/lose.png is not there; there are images/loss.png`,
    'warning images/loss.png: no text shows this image',
  ]);
  expect(said({ [STATEMENT]: '![a](../x.png) ![b](plot.png)' })).toContainEqual(
    `error ${STATEMENT}:1 the image plot.png is not there; put it into images/, as PNG or JPEG`,
  );
  expect(said({ 'images/loss.png': Buffer.from('<svg/>').toString('base64') })).toEqual([
    'error images/loss.png: is neither a PNG nor a JPEG',
  ]);
  expect(said({ 'images/my loss.png': PNG })).toEqual([
    expect.stringMatching(/^error images\/my loss\.png: a name/),
  ]);
  expect(said({ 'questions/idea/loss.png': PNG })).toEqual([
    'error questions/idea/loss.png: images of a set are in images/, with no folder between',
  ]);
});

test('one that is too large says how large, and all together likewise', () => {
  const large = (bytes: number) => Buffer.concat([png(), Buffer.alloc(bytes)]).toString('base64');
  expect(said({ 'images/a.png': large(1_100_000) })).toEqual([
    'error images/a.png: has 1.1 MB; an image of a set may have 1 MB: save it smaller, with fewer pixels',
  ]);
  const many = Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`images/${i}.png`, large(1_000_000)]));
  const text = Object.keys(many)
    .map((name) => `![x](${name})`)
    .join(' ');
  expect(said({ ...many, [STATEMENT]: text })).toEqual([
    'error images/1.png: the images have 5 MB together; they may have 4.2 MB',
  ]);
});
