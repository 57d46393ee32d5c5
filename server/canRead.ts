/** Tells the parent that this process's user can read what the server is made of. One that cannot ends without a word. */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './config.ts';

const MADE_OF = [
  'server/main.ts',
  'contract',
  'grader',
  'prisma/generated',
  'node_modules/express/package.json',
];

for (const path of MADE_OF) accessSync(join(ROOT, path), constants.R_OK);
process.send?.(true, () => process.exit(0));
