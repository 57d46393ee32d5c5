/** Whatever a page asks the server for may fail; that it does is said where it was asked for, or above the page. */
import { expect, test } from '@jest/globals';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../server/config.ts';

/** Drawn before it is asked for: where that fails, the page that it becomes says so. */
const AHEAD = 'client/src/features/grading/desk/AnswerPage.tsx: ahead';

/** The readers and acts of a file by name whose failure nothing in it looks at. */
function unsaid(source: string): string[] {
  const named = [
    ...source.matchAll(/const (\w+|\{[^}]*\}) = use(?:Call|Query|InfiniteQuery|Mutation)\b[<(]/g),
  ];
  return named
    .map(([, name]) => name!)
    .filter((name) => {
      if (name.startsWith('{')) return !/\berror\b/.test(name);
      const read = `${name}\\.(?:error|isError)\\b`;
      const handedOn = `query=\\{${name}\\}|\\? ${name} :|: ${name}\\}|return \\{[^}]*\\b${name}\\b`;
      const said = [read, handedOn];
      return !said.some((pattern) => new RegExp(`(?<![\\w.])(?:${pattern})`).test(source));
    });
}

test('a read or an act whose failure no page says does not pass', () => {
  expect(unsaid('const list = useCall(listSets, {}).data;')).toEqual(['list']);
  expect(unsaid('const saving = useMutation({});\nsaving.mutate();')).toEqual(['saving']);
  expect(unsaid('const { data } = useCall(listSets, {});')).toEqual(['{ data }']);
  expect(unsaid('const list = useCall(listSets, {});\n<Pending query={list} />')).toEqual([]);
});

test('each page says what of it could not be read and what was not done', async () => {
  const silent: string[] = [];
  for await (const path of glob('client/src/**/*.{ts,tsx}', { cwd: ROOT })) {
    const source = await readFile(join(ROOT, path), 'utf8');
    silent.push(...unsaid(source).map((name) => `${path}: ${name}`));
  }
  expect(silent.filter((each) => each !== AHEAD)).toEqual([]);
});
