/** The lists of the optimizers and of the faults, as the files of their folders have them, and the author's guide's tables. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import type { Optimizer } from '../../grader/optimizers/optimizer.ts';
import type { Property } from '../../grader/properties/property.ts';
import { OperatorError } from '../../server/errors.ts';
import { FIELD_TABLES } from './fieldTables.ts';

const ROOT = join(import.meta.dirname, '../..');
const AUTHORING = 'docs/authoring.md';
const OPTIMIZERS = 'grader/optimizers';
const FAULTS = 'grader/optimizers/faults';
const WRITTEN = '// Written by `npm run registries` from the files of this folder.\n';

/** Files of the two folders that say no optimizer and no fault. */
const SHARED = [
  'conventions',
  'corrections',
  'fault',
  'hyperparameters',
  'index',
  'optimizer',
  'point',
  'programs',
  'readings',
  'space',
  'words',
];

interface Entry {
  /** The file's name without its ending, which is the id. */
  file: string;
  /** What the file exports. */
  name: string;
  value: Record<string, unknown>;
}

/** `missing-root` → `missingRoot`. */
const exportOf = (file: string): string =>
  file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

type IdOf = (value: Record<string, unknown>) => unknown;

/** @throws OperatorError where a file does not have what its list needs of it */
export function entryOf(path: string, exported: Record<string, unknown>, idOf: IdOf): Entry {
  const file = basename(path, '.ts');
  const name = exportOf(file);
  const value = exported[name] as Record<string, unknown> | undefined;
  const others = Object.keys(exported).join(', ') || 'nothing';
  if (!value) throw new OperatorError(`${path} must export \`${name}\`; it exports ${others}.`);
  if (idOf(value) !== file)
    throw new OperatorError(`${path}: its id must be the name of its file, “${file}”.`);
  if (typeof value.order !== 'number') throw new OperatorError(`${path}: \`order\` must be a number.`);
  return { file, name, value };
}

/** The files of a folder in the order that they give themselves. */
async function entriesOf(folder: string, idOf: IdOf): Promise<Entry[]> {
  const files = readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((file) => !SHARED.includes(file));
  const entries = await Promise.all(
    files.map(async (file): Promise<Entry> => {
      const path = `${folder}/${file}.ts`;
      const exported = (await import(pathToFileURL(join(ROOT, path)).href)) as Record<string, unknown>;
      return entryOf(path, exported, idOf);
    }),
  );
  const orderOf = ({ value }: Entry) => value.order as number;
  return entries.sort((a, b) => orderOf(a) - orderOf(b) || (a.file < b.file ? -1 : 1));
}

const importsOf = (entries: readonly Entry[]): string =>
  entries
    .map(({ file, name }) => `import { ${name} } from './${file}.ts';\n`)
    .sort()
    .join('');

const listOf = (entries: readonly Entry[]): string => entries.map(({ name }) => `${name},\n`).join('');

/** The rows of the table under a heading, in place of those that it has. */
function withRows(authoring: string, heading: string, rows: readonly string[]): string {
  const table = new RegExp(`(?<=\\n#+ ${heading}\\n(?:(?!\\n#+ )[^])*?\\|(?: --- \\|)+\\n)(?:\\|.*\\n)+`);
  const [before, after] = authoring.split(table);
  if (after === undefined) throw new Error(`${AUTHORING} has no table under “${heading}”.`);
  return before + rows.map((row) => `${row}\n`).join('') + after;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** What each reference computes: its equations, what its config may hold, and where it stands where textbooks differ. */
async function referenceRows(optimizers: readonly Entry[]): Promise<string[]> {
  const { conventionsOf } = await import('../../grader/optimizers/conventions.ts');
  return optimizers.map(({ file, value }) => {
    const { title, source, equations, defaults, point } = value as unknown as Optimizer;
    const given = Object.entries(defaults).map(
      ([name, usual]) => `\`${name}\` ${usual < 1e-4 ? usual.toExponential() : usual}`,
    );
    const own = conventionsOf(point).map((id) => `\`${id}\``);
    // In TeX a bar has a name, too; in a table it would end the cell.
    const tex = equations.replaceAll('\\|', '\\Vert ').replaceAll('|', '\\vert ');
    return `| \`${file}\` | ${cell(`${title}: ${source}`)} | $${tex}$ | ${given.join(', ')} | ${own.join(', ')} |`;
  });
}

type Meanings = readonly { id: string; meaning: string }[];

const meaningRows = (meanings: Meanings): string[] =>
  meanings.map(({ id, meaning }) => `| \`${id}\` | ${cell(meaning)} |`);

const meaningsOf = (causes: Record<string, { meaning: string }>): Meanings =>
  Object.entries(causes).map(([id, { meaning }]) => ({ id, meaning }));

/** The laws that a property test may name, each with who claims it of which optimizers. */
const lawRows = (laws: readonly Property[]): string[] =>
  laws.map(({ name, title, law, source, optimizers }) => {
    const of = optimizers.map((each) => `\`${each}\``).join(', ');
    return `| \`${name}\` | ${cell(`${title}: ${law}`)} | ${of} | ${cell(source)} |`;
  });

/** What the lists are to be, by their paths. */
export async function registries(): Promise<Map<string, string>> {
  const optimizers = await entriesOf(OPTIMIZERS, ({ name }) => name);
  const faults = await entriesOf(FAULTS, ({ id }) => id);
  const { READINGS } = await import('../../grader/optimizers/faults/readings.ts');
  const { CONVENTION_PLACES } = await import('../../grader/optimizers/conventions.ts');
  const { PROPERTIES } = await import('../../grader/properties/index.ts');
  const { PROGRAMS } = await import('../../grader/optimizers/faults/programs.ts');
  const names = optimizers.map(({ file }) => `\`${file}\``).join(', ');
  const fields = FIELD_TABLES.reduce(
    (text, { heading, rows }) => withRows(text, heading, rows),
    readFileSync(join(ROOT, AUTHORING), 'utf8'),
  );
  const written = fields.replace(/(?<=\| `optimizer` \| The reference: )[^|]*(?= \|)/, names);
  // At the end those that are no points of the design space.
  const allFaults = [...faults.map(({ value }) => value as Meanings[number]), ...meaningsOf(READINGS)];
  const tables: [heading: string, rows: readonly string[]][] = [
    ['The references', await referenceRows(optimizers)],
    ['kind: property', lawRows(PROPERTIES)],
    ['Conventions', meaningRows(CONVENTION_PLACES)],
    ['Faults', meaningRows(allFaults)],
    ['Other causes', meaningRows(meaningsOf(PROGRAMS))],
  ];
  const authoring = tables.reduce((text, [heading, rows]) => withRows(text, heading, rows), written);
  const texts = new Map([
    [
      `${OPTIMIZERS}/index.ts`,
      `/** The named optimizers. */
      ${WRITTEN}import type { Optimizer } from './optimizer.ts';
      ${importsOf(optimizers)}
      /** From the simplest on: where two explain a submission equally well, the first is named. */
      export const OPTIMIZERS: readonly Optimizer[] = [${listOf(optimizers)}];

      export function findOptimizer(name: string): Optimizer | undefined {
        return OPTIMIZERS.find((optimizer) => optimizer.name === name);
      }
      `,
    ],
    [
      `${FAULTS}/index.ts`,
      `/** The faults that are points of the design space. */
      ${WRITTEN}import type { Fault } from './fault.ts';
      ${importsOf(faults)}
      /** From the commonest on: where two explain a submission equally well, the first is named. */
      export const FAULT_LIST: readonly Fault[] = [${listOf(faults)}];
      `,
    ],
    [
      'grader/faultIds.ts',
      `/** The ids of the faults that are points of the design space. */
      // Written by \`npm run registries\` from the files of \`${FAULTS}\`.
      export const POINT_FAULTS = [${faults.map(({ file }) => `'${file}',\n`).join('')}] as const;
      `,
    ],
  ]);
  const options = await prettier.resolveConfig(join(ROOT, 'package.json'));
  const formatted = [...texts].map(
    async ([path, text]) =>
      [path, await prettier.format(text, { ...options, parser: 'typescript' })] as const,
  );
  return new Map([...(await Promise.all(formatted)), [AUTHORING, authoring]]);
}
