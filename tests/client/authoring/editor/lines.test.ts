import { expect, test } from '@jest/globals';
import { asLines, withEndsOf } from '../../../../client/src/features/authoring/editor/lines.ts';

test.each(['a\r\nb\r\n', 'a\nb', '', '\uFEFFa\r\n'])('a file keeps the ends of its lines: %j', (text) => {
  expect(withEndsOf(text, asLines(text))).toBe(text);
});
