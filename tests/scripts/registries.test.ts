/** Whoever adds an optimizer or a fault is told in one line what its file lacks. */
import { expect, test } from '@jest/globals';
import { entryOf } from '../../scripts/lib/registries.ts';

const PATH = 'grader/optimizers/faults/missing-root.ts';
const tried = (exported: Record<string, unknown>) => () => entryOf(PATH, exported, ({ id }) => id);

test('a file gives its list an export of its name, its id and its place', () => {
  const missingRoot = { id: 'missing-root', order: 10 };
  expect(tried({ missingRoot })()).toEqual({ file: 'missing-root', name: 'missingRoot', value: missingRoot });
  expect(tried({})).toThrow(`${PATH} must export \`missingRoot\`; it exports nothing.`);
  expect(tried({ root: missingRoot })).toThrow('it exports root.');
  expect(tried({ missingRoot: { ...missingRoot, id: 'root' } })).toThrow(
    'the name of its file, “missing-root”',
  );
  expect(tried({ missingRoot: { id: 'missing-root' } })).toThrow('`order` must be a number');
});
