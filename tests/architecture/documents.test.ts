/** What the documents quote is there: names on pages, files, pictures and commands. */
import { expect, test } from '@jest/globals';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../server/config.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  ...globSync('docs/*.md', { cwd: ROOT }).sort(),
];
/** Those whose bold words are names on pages. */
const ROLES = ['docs/student.md', 'docs/ta.md', 'docs/instructor.md'];
const MOST_BYTES = 100_000;

/** Names in the pages' sources: what stands in quotes, and what stands between tags. */
function namesOnPages(): Set<string> {
  const names = new Set<string>();
  for (const file of globSync('client/src/**/*.{ts,tsx}', { cwd: ROOT })) {
    const source = read(file);
    for (const [, quoted] of source.matchAll(/(?:'|")([^'"\n]+)(?:'|")/g)) names.add(quoted!);
    for (const [, text] of source.matchAll(/[>}]\s*([^<>{}]+?)\s*(?=[<{])/g)) names.add(text!);
  }
  return names;
}

test.each(ROLES)('every name in bold of %s stands on a page', (document) => {
  const names = namesOnPages();
  const bold = [...read(document).matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name!);
  expect(bold.length).toBeGreaterThan(5);
  expect(bold.filter((name) => !names.has(name))).toEqual([]);
});

test.each(DOCUMENTS)('what %s links to is there, and its pictures are light', (document) => {
  const text = read(document).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, picture]) => link ?? picture!)
    .filter((target) => !/^[a-z]+:/.test(target));
  const missing = targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)));
  expect(missing).toEqual([]);
  const pictures = targets.filter((target) => target.endsWith('.webp'));
  const heavy = pictures.filter(
    (target) => statSync(join(ROOT, dirname(document), target)).size > MOST_BYTES,
  );
  expect(heavy).toEqual([]);
});

test('every command that a document quotes is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const inCli = read('cli/main.ts');
  const inBench = read('tests/bench/main.ts');
  const unknown = DOCUMENTS.flatMap((document) => {
    const text = read(document);
    const of = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);
    return [
      ...of(/npm run ([a-z]+)/g).filter((name) => !Object.hasOwn(scripts, name)),
      ...of(/npx stepwise ([a-z][a-z-]*)/g).filter(
        (name) => !new RegExp(`['\\s{]${name}'?: (async|acts)`).test(inCli),
      ),
      ...of(/npm run bench -- ([a-z]+)/g).filter((name) => !new RegExp(`\\s${name}: async`).test(inBench)),
    ].map((name) => `${document}: ${name}`);
  });
  expect(unknown).toEqual([]);
});

test('what every bench showed stands in the pages of operations', () => {
  const names = [...read('tests/bench/main.ts').matchAll(/^ {2}(\w+): async/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(10);
  const operations = read('docs/operations.md');
  const told = (name: string) => new RegExp(`npm run bench -- ${name}\\b`).test(operations);
  expect(names.filter((name) => !told(name))).toEqual([]);
});
