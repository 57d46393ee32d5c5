/**
 * `npm run registries`: writes the lists of the optimizers and of the faults from the files of their folders, so that a
 * new one is one file, and the tables of docs/authoring.md, those of fields from the schemas. What is written is checked in: bundlers, types and reviewers see plain imports, and a test says
 * where a list is not that of its folder. With `--check` it writes nothing and fails where it would.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFatal } from '../server/errors.ts';
import { registries } from './lib/registries.ts';

const ROOT = join(import.meta.dirname, '..');
const changed = [...(await registries().catch(reportFatal))].filter(
  ([path, text]) => readFileSync(join(ROOT, path), 'utf8') !== text,
);
if (process.argv.includes('--check')) {
  if (changed.length > 0) {
    console.error(
      `${changed.map(([path]) => path).join(', ')}: not as the folders have it. Run npm run registries.`,
    );
    process.exitCode = 1;
  }
} else {
  for (const [path, text] of changed) {
    writeFileSync(join(ROOT, path), text);
    console.log(`${path} written`);
  }
}
