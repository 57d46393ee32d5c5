/** The parts into which `npm test` puts its tests: each is played once, and what comes last is short. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AS_LONG_AS, inParts, testsIn } from '../../scripts/lib/testParts.ts';

test('every test of the server is in one part, and the last part is short', async () => {
  const files = await testsIn('tests/server');
  expect(files.length).toBeGreaterThan(100);
  const parts = inParts(files, 12);
  expect(parts.flat().toSorted()).toEqual(files.map(({ path }) => path).toSorted());
  const sizes = parts.map((paths) =>
    files.reduce((sum, { path, size }) => sum + (paths.includes(path) ? size : 0), 0),
  );
  expect(sizes.at(-1)).toBeLessThan(sizes[0]! / 2);
});

test('what is said to take long is there', async () => {
  const paths = (await testsIn('tests/server')).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(Object.keys(AS_LONG_AS)));
});

test('whatever files there are, none is left out and none is played twice', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 2, max: 15 }), (each, count) => {
      const files = each.map((size, at) => ({ path: `${at}`, size }));
      const parts = inParts(files, count);
      expect(parts).toHaveLength(count);
      expect(parts.flat().toSorted()).toEqual(files.map(({ path }) => path).toSorted());
    }),
  );
});
