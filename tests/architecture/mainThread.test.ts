/** Whoever sends a text or a file, others are answered meanwhile: what reads them is loaded by the processes of the pool alone. */
import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { imported, ROOT } from '../../scripts/lib/architecture.ts';

/** Imports for more than types; what comes when it is first needed counts as well. */
function importsOf(file: string): string[] {
  const source = readFileSync(`${ROOT}/${file}`, 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const statements = source.replace(/\bimport type [^;]*;/g, '').replace(/\bexport type [^;]*;/g, '');
  return [...statements.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name!);
}

/** What a process has loaded that starts with `entry`: packages, and files from the root. */
function loadedBy(entry: string): Set<string> {
  const loaded = new Set<string>([entry]);
  for (const file of loaded) {
    if (!file.endsWith('.ts') || !existsSync(`${ROOT}/${file}`)) continue;
    for (const name of importsOf(file)) loaded.add(name.startsWith('.') ? imported(file, name) : name);
  }
  return loaded;
}

/** Whose cost grows faster than their input. */
const LONG = [
  'contract/markup/parser.ts',
  'grader/rules/judge.ts',
  'grader/rules/text/markdown.ts',
  'grader/tex/export.ts',
  'grader/tex/split.ts',
  'grader/assignment/texts.ts',
  'server/features/documents/putTogether.ts',
  'server/features/images/inspect/inspectImage.ts',
];
const READERS = ['csv-parse/sync', '@rgrove/parse-xml', '@dodona/dolos-core', 'ml-hclust'];

test('the server loads no reader of files or texts, and the pool loads them all', () => {
  const server = loadedBy('server/main.ts');
  expect(server.size).toBeGreaterThan(300);
  expect(server).toContain('server/features/roster/importRoster.ts');
  expect([...READERS, ...LONG].filter((name) => server.has(name))).toEqual([]);
  const pool = loadedBy('server/tasks/tasks.ts');
  expect(
    [...READERS, ...LONG].filter((name) => ![...pool].some((loaded) => loaded.startsWith(name))),
  ).toEqual([]);
});
