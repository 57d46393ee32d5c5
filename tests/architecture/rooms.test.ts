/** Folders that are divided into rooms: a file imports from its own room and from those before it. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const HOUSES: Record<string, string[]> = {
  'grader/rules': [
    ...['syntax', 'text', 'formulas', 'equations', 'model', 'run', 'reader', 'code', 'reading', 'lookup'],
    'difference',
  ],
  'grader/rules/text': ['words', 'plain', 'told', 'listings'],
  'grader/rules/code': ['seen', 'steps', 'gradients', 'plainer', 'uses', 'slips', 'signs'],
  'client/src/features/grading': ['grade', 'rubric', 'fields', 'answer', 'list', 'panel', 'queue', 'desk'],
  'client/src/features/workspace': [
    ...['kept', 'people', 'document', 'sending', 'writing', 'group', 'head', 'submitting'],
  ],
  'client/src/features/authoring': ['files', 'problems', 'plan', 'check', 'editor', 'publish'],
};
const MAX_LINES = 400;
const FEATURES = join(ROOT, 'client/src/features');
/** As many files stand side by side in a feature's folder; more are divided into rooms by what they are for. */
const MAX_LOOSE = 15;

const filesOf = (house: string) =>
  globSync('**/*.{ts,tsx}', { cwd: join(ROOT, house) }).map((file) => ({
    file,
    source: readFileSync(join(ROOT, house, file), 'utf8'),
  }));

test.each(Object.entries(HOUSES))('no room of %s imports from one behind it', (house, rooms) => {
  const floorOf = (path: string): number => rooms.indexOf(path.split('/')[0]!);
  const files = filesOf(house);
  const upward = files.flatMap(({ file, source }) =>
    [...source.matchAll(/(?:from |import\()'(\.[^']+)'/g)]
      .map(([, to]) => relative(house, join(house, dirname(file), to!)))
      .filter((to) => floorOf(file) >= 0 && floorOf(to) > floorOf(file))
      .map((to) => `${file} → ${to}`),
  );
  expect(files.length).toBeGreaterThan(2 * rooms.length);
  expect(upward).toEqual([]);
});

test('no file of the rule reader is longer than 400 lines', () => {
  const long = filesOf('grader/rules').filter(({ source }) => source.split('\n').length > MAX_LINES + 1);
  expect(long.map(({ file }) => file)).toEqual([]);
});

test('a feature with many files has rooms for them', () => {
  const loose = readdirSync(FEATURES).flatMap((feature) => {
    const entries = readdirSync(join(FEATURES, feature), { withFileTypes: true });
    const count = entries.filter((entry) => entry.isFile()).length;
    return count > MAX_LOOSE ? [`${feature}: ${count}`] : [];
  });
  expect(loose).toEqual([]);
});
