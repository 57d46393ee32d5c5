/** The rooms of the rule reader: a file imports from its own room and from those before it, and none is long. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../grader/rules');
const ROOMS = ['text', 'formulas', 'equations', 'model', 'run', 'reader', 'reading', 'lookup'];
const MAX_LINES = 400;

const files = globSync('**/*.ts', { cwd: ROOT }).map((file) => ({
  file,
  source: readFileSync(join(ROOT, file), 'utf8'),
}));
const floorOf = (path: string): number => ROOMS.indexOf(path.split('/')[0]!);

test('no room of the rule reader imports from one behind it', () => {
  const upward = files.flatMap(({ file, source }) =>
    [...source.matchAll(/from '(\.[^']+)'/g)]
      .map(([, to]) => relative(ROOT, join(ROOT, dirname(file), to!)))
      .filter((to) => floorOf(file) >= 0 && floorOf(to) > floorOf(file))
      .map((to) => `${file} → ${to}`),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(upward).toEqual([]);
});

test('no file of the rule reader is longer than 400 lines', () => {
  const long = files.filter(({ source }) => source.split('\n').length > MAX_LINES + 1);
  expect(long.map(({ file }) => file)).toEqual([]);
});
