import { expect, test } from '@jest/globals';
import { MAX_TEXT } from '../../../contract/documents.ts';
import { judgeUpload } from '../../../client/src/features/code/upload.ts';

const NAMES = ['optim.py', 'optim.js'];

test('the ending says which file it becomes; line ends are made plain', () => {
  expect(judgeUpload({ name: 'my solution.py', text: 'a\r\nb\rc' }, NAMES)).toEqual({
    kind: 'text',
    name: 'optim.py',
    text: 'a\nb\nc',
  });
});

test.each([
  ['notes.txt', 'x', /does not end in \.py or \.js/],
  ['optim', 'x', /does not end in/],
  ['optim.py', ' \n', /is empty\. Nothing was changed/],
  ['optim.py', 'x'.repeat(MAX_TEXT + 1), /at most 200000/],
  ['optim.py', 'a\u0000b', /not a text file/],
  ['optim.py', 'caf\uFFFD', /not a text file/],
])('%s is refused with its reason', (name, text, message) => {
  const upload = judgeUpload({ name, text }, NAMES);
  expect(upload.kind === 'refused' && upload.message).toMatch(message);
});
