/** The list of pages that nobody has looked at is the list of the client's routes less those of the addresses. */
import { expect, test } from '@jest/globals';
import { clientPages, unseen } from '../../scripts/lib/pagesSeen.ts';

test('every route of the client is a page, and each address belongs to one', async () => {
  const pages = await clientPages();
  expect(pages).toEqual(expect.arrayContaining(['/', '/c/:course', '/c/:course/roster/:person', '*']));
  expect(pages.length).toBeGreaterThan(45);
  const addresses = pages.map((page) => (page === '*' ? '/nowhere/at/all' : page.replace(/:\w+/g, 'x')));
  expect(unseen(pages, addresses)).toEqual([]);
  for (const [index, page] of pages.entries())
    expect(unseen(pages, addresses.toSpliced(index, 1))).toEqual([page]);
});
