/** The table of ARCHITECTURE.md as data: ESLint enforces it and a test compares it with the imports of the code. */
import type { Rule } from 'eslint';
import { readFileSync } from 'node:fs';
import { dirname, posix, relative } from 'node:path';

export const ROOT = dirname(dirname(import.meta.dirname));

export interface Floor {
  /** Folders (with a slash at their end) and files that belong to it. */
  paths: string[];
  /** Floors below, each by one of its paths. */
  mayImport: string[];
}

const pathsIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

/** The rows of the table whose head has "may import", from the top of the page to its bottom. */
export function readFloors(): Floor[] {
  const lines = readFileSync(`${ROOT}/ARCHITECTURE.md`, 'utf8').split('\n');
  const head = lines.findIndex((line) => line.startsWith('|') && line.includes('may import'));
  const rows: Floor[] = [];
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith('|')) break;
    const cells = line.split('|').slice(1, -1);
    rows.push({ paths: pathsIn(cells[0]), mayImport: pathsIn(cells.at(-1)) });
  }
  return rows;
}

const covers = (path: string, file: string) => (path.endsWith('/') ? file.startsWith(path) : file === path);

/** The floor of a file: that of the longest path which covers it. */
export function floorOf(floors: readonly Floor[], file: string): Floor | undefined {
  const places = floors.flatMap((floor) => floor.paths.map((path) => ({ floor, path })));
  return places.filter(({ path }) => covers(path, file)).sort((a, b) => b.path.length - a.path.length)[0]
    ?.floor;
}

/** The entry of `floor` that allows it to import `target`; undefined where none does. */
export const permission = (floor: Floor, target: Floor): string | undefined =>
  floor.mayImport.find((entry) => target.paths.includes(entry));

/** The file that a relative import names, from the root of the repository. */
export const imported = (file: string, source: string): string => posix.join(posix.dirname(file), source);

/** ESLint rule: a file imports from its own floor and from those that its row of the table names. */
export const oneDirection: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { upwards: '{{from}} may not import {{to}}: see the table in ARCHITECTURE.md' },
  },
  create(context) {
    const floors = readFloors();
    const file = relative(ROOT, context.filename);
    const from = floorOf(floors, file);
    if (!from) return {};
    const check = (node: Rule.Node) => {
      const source = 'source' in node && node.source && 'value' in node.source ? node.source.value : null;
      if (typeof source !== 'string' || !source.startsWith('.')) return;
      const target = imported(file, source);
      const to = floorOf(floors, target);
      if (!to || to === from || permission(from, to)) return;
      context.report({ node, messageId: 'upwards', data: { from: dirname(file), to: target } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
