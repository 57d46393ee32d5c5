/** What the documents quote is there: names on pages, files, pictures and commands. */
import { expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { COMMANDS } from '../../cli/commands.ts';
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

test('every page for a role has a picture, and every picture is taken by `npm run pictures` and shown', () => {
  const shown = new Map(
    DOCUMENTS.map((document) => [
      document,
      [...read(document).matchAll(/pictures\/([a-z-]+)\.(?:webp|png)/g)].map(([, name]) => name!),
    ]),
  );
  const pages = [
    ...ROLES,
    ...['first-course', 'authoring', 'operations'].map((name) => `docs/${name}.md`),
    ...['README.md', 'CONTRIBUTING.md'],
  ];
  expect(pages.filter((page) => shown.get(page)!.length === 0)).toEqual([]);
  const taken = [...read('tests/pictures/main.ts').matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(
    ([, name]) => name!,
  );
  const files = globSync('docs/pictures/*', { cwd: ROOT }).map((file) =>
    basename(file).replace(/\.\w+$/, ''),
  );
  expect(files.filter((name) => ![...shown.values()].flat().includes(name))).toEqual([]);
  expect(files.filter((name) => !taken.includes(name.replace(/-(?:light|dark)$/, '')))).toEqual([]);
});

/** Commands in the code of a document, one a line, whether in a block of it or within a sentence. */
function commandsOf(document: string): string[] {
  const text = read(document);
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block]) => block!);
  const quoted = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code]) => code!,
  );
  return [...blocks.flatMap((block) => block.split('\n')), ...quoted].map((line) => line.trim());
}

/** A line as a shell would take it apart; what follows two spaces says what it does. */
const wordsOf = (line: string): string[] =>
  [...line.replace(/ {2}.*| [|#] .*/, '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain!,
  );

const flagsOf = (line: string): string[] =>
  [...line.matchAll(/(?<=\s)(--[a-z][a-z-]*)/g)].map(([, flag]) => flag!);

/** The command as `stepwise` has it, with a leaf that does nothing, and the words behind its name. */
async function parsable(words: readonly string[]): Promise<{ leaf: Command; rest: string[] } | null> {
  const [name = '', ...others] = words;
  if (!Object.hasOwn(COMMANDS, name)) return null;
  let leaf = (await COMMANDS[name]!())();
  let rest = others;
  while (leaf.commands.length > 0) {
    const below = leaf.commands.find((each) => each.name() === rest[0]);
    if (below === undefined) return null;
    leaf = below;
    rest = rest.slice(1);
  }
  leaf.exitOverride().configureOutput({ writeErr: () => undefined });
  return { leaf: leaf.action(() => undefined), rest };
}

test('every call of stepwise in a document is one that it takes, with its flags', async () => {
  const wrong: string[] = [];
  let called = 0;
  for (const document of DOCUMENTS)
    for (const line of commandsOf(document)) {
      const [, call] = /^(?:npx )?stepwise (.+)/.exec(line) ?? [];
      // Lists of names, and calls of which a part is left open.
      if (call === undefined || /^(?:\S+ )·|[…<]/.test(call)) continue;
      const found = await parsable(wordsOf(call));
      const unknown = flagsOf(line).filter((flag) => !found?.leaf.options.some(({ long }) => long === flag));
      if (found === null || unknown.length > 0) wrong.push(`${document}: ${line} ${unknown.join(' ')}`);
      // A name alone stands for the command in a sentence.
      else if (found.rest.length > 0) {
        called += 1;
        await found.leaf
          .parseAsync(found.rest, { from: 'user' })
          .catch((error: Error) => wrong.push(`${document}: ${line}: ${error.message}`));
      }
    }
  expect(wrong).toEqual([]);
  expect(called).toBeGreaterThan(25);
});

test('every flag that a document gives npm is one of the script', () => {
  const sources: Record<string, string> = {
    start: read('scripts/up.ts'),
    seed: read('scripts/seed.ts'),
    bench: read('tests/bench/main.ts'),
    jest: '',
  };
  const wrong = DOCUMENTS.flatMap((document) =>
    commandsOf(document).flatMap((line) => {
      const [, script] = /npm (?:run )?([a-z]+)/.exec(line) ?? [];
      const source = script === undefined ? '' : (sources[script] ?? '');
      const takes = (flag: string) => new RegExp(`^\\s+'?${flag.slice(2)}'?: \\{ type`, 'm').test(source);
      return source === ''
        ? []
        : flagsOf(line)
            .filter((flag) => !takes(flag))
            .map((flag) => `${document}: ${line}: ${flag}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test('every command that a document quotes is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const inCli = read('cli/commands.ts');
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
