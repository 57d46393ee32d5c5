import { globSync, readFileSync } from 'node:fs';
import {
  floorOf,
  imported,
  permission,
  readFloors,
  ROOT,
  type Floor,
} from '../../scripts/lib/architecture.ts';

const SOURCES = '{contract,grader,server,client,cli,scripts,bin,prisma}/**/*.{ts,tsx,js}';
const files = globSync(SOURCES, { cwd: ROOT, exclude: ['**/node_modules/**', '**/dist/**'] }).sort();

/** Also what is imported for its types alone and what comes when it is first needed. */
function importsOf(file: string): string[] {
  const source = readFileSync(`${ROOT}/${file}`, 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const named = source.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...named].map((match) => imported(file, match[1]!));
}

/** They stand on no floor, and go in no circle either. */
const tests = globSync('tests/**/*.{ts,tsx}', {
  cwd: ROOT,
  exclude: ['tests/corpus/*/**', 'tests/attacks/*/**'],
});
const imports = files.flatMap((file) => importsOf(file).map((target) => ({ file, target })));
const floors = readFloors();
const nameOf = (floor: Floor) => floor.paths[0]!;

test('every file stands on a floor of the table', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter((file) => !floorOf(floors, file))).toEqual([]);
});

test('every row names floors that stand above it', () => {
  const upwards = floors.flatMap((floor, index) =>
    floor.mayImport
      .filter((entry) => !floors.slice(0, index).some(({ paths }) => paths.includes(entry)))
      .map((entry) => `${nameOf(floor)} names ${entry}`),
  );
  expect(upwards).toEqual([]);
});

test('the code imports what the table says, and the table allows nothing that nobody imports', () => {
  const undeclared: string[] = [];
  const needed = new Map(floors.map((floor) => [floor, new Set<string>()]));
  for (const { file, target } of imports) {
    const from = floorOf(floors, file);
    const to = floorOf(floors, target);
    if (!from || !to || from === to) continue;
    const entry = permission(from, to);
    if (entry) needed.get(from)!.add(entry);
    else undeclared.push(`${file} imports ${target}`);
  }
  const unused = floors.flatMap((floor) =>
    floor.mayImport
      .filter((entry) => !needed.get(floor)!.has(entry))
      .map((entry) => `${nameOf(floor)} may import ${entry} but does not`),
  );
  expect(undeclared).toEqual([]);
  expect(unused).toEqual([]);
});

test('no file imports itself by way of others, not even for a type', () => {
  const all = [...files, ...tests];
  const targetsOf = new Map(
    all.map((file) => [file, importsOf(file).filter((target) => all.includes(target))]),
  );
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (done.has(file) || way.includes(file)) return;
    for (const target of targetsOf.get(file)!) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of all) visit(file, []);
  expect(circles).toEqual([]);
});
