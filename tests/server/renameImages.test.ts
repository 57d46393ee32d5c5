import { expect, test } from '@jest/globals';
import { renameImages } from '../../server/features/images/renameImages.ts';

test('images are called otherwise all at once, however their address is written', () => {
  const renamed = new Map([
    ['a.png', 'a-2.png'],
    ['a-2.png', 'a-3.png'],
    ['my plot.png', 'my plot-2.png'],
  ]);
  const text = '![a](a.png) ![b](a-2.png "title") ![c](<my plot.png>) ![d](my%20plot.png) a.png `x`';
  expect(renameImages(text, renamed)).toBe(
    '![a](a-2.png) ![b](a-3.png "title") ![c](<my plot-2.png>) ![d](<my plot-2.png>) a.png `x`',
  );
  expect(renameImages('[x](%E0%A4%A) [y](https://e.org/a.png)', renamed)).toBe(
    '[x](%E0%A4%A) [y](https://e.org/a.png)',
  );
});
