import { expect, test } from '@jest/globals';
import { offsetInSource } from '../../../client/src/features/sheet/sourcePlace.ts';

const source = '# Title\n\nThe loss falls; the **loss** is $x$ and $x$.\n\nThe end: loss';

test.each([
  ['a word of its block', 3, 5, { text: 'loss', before: 0 }, source.indexOf('loss')],
  ['its second occurrence', 3, 5, { text: 'loss', before: 1 }, source.indexOf('**loss') + 2],
  ['a formula', 3, 5, { text: 'x', before: 1 }, source.lastIndexOf('x')],
  ['the last block', 5, Infinity, { text: 'loss', before: 0 }, source.lastIndexOf('loss')],
  ['what the block does not have', 3, 5, { text: 'end', before: 0 }, source.indexOf('The')],
  ['nothing in particular', 3, 5, null, source.indexOf('The')],
  ['a line that is gone', 9, Infinity, null, source.length],
])('%s', (_, line, endLine, pointed, offset) => {
  expect(offsetInSource(source, line, endLine, pointed)).toBe(offset);
});
